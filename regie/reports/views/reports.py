"""Reports: the list by quarter, one on paper, one being written, and its files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.lib.periods import Grain, Period
from regie.lib.refused import Refused
from regie.people.models import Domain, Organisation
from regie.people.rights import needs
from regie.reports import due
from regie.reports.forms import NewReportForm, PassageForm
from regie.reports.models import Report
from regie.reports.writing import files, showing
from regie.ui.acting import done


@needs("reports.read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = Report.objects.visible_to(request.user).select_related("published_by", "frozen_by")
    by_quarter: dict[Any, list[Report]] = {}
    for each in rows:
        by_quarter.setdefault(each.quarter, []).append(each)
    context = {
        "quarters": [(Period.of(first, Grain.QUARTER), found) for first, found in by_quarter.items()],
        "waiting": due.waiting(request.user),
        "may_prepare": request.user.has_perm("reports.prepare"),
    }
    return render(request, "reports/index.html", context)


@needs("reports.prepare")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    last = Period.of(timezone.localdate(), Grain.QUARTER).previous
    first = {"quarter": request.GET.get("quarter", last.code), "language": Organisation.here().language}
    form = NewReportForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        domain = Domain.objects.home()
        quarter, language = form.cleaned_data["quarter"], form.cleaned_data["language"]
        there = Report.objects.visible_to(request.user).of(quarter).filter(language=language).first()
        if there is not None:
            return done(request, there, _("There is a report of this quarter in this language: here it is."))
        try:
            report = Report.prepare(domain, quarter, language, by=request.user)
        except Refused as refused:
            form.add_error("quarter", refused.sentence)
        else:
            return done(request, report, _("The report is drafted from the numbers: read it, then put it in your words."))
    return render(request, "reports/new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(Report.objects.visible_to(request.user).select_related("domain"), pk=pk)
    document = report.document()
    context = showing.of(document) | {
        "report": report,
        "earlier": report.earlier(),
        "later": report.later(),
        "may_edit": Report.objects.editable_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "reports/show.html", context)


@require_safe
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(Report.objects.editable_by(request.user).select_related("domain"), pk=pk)
    if report.is_frozen:
        return done(request, report, _("This report is frozen: correct it by a new edition."))
    return written(request, report)


def written(request: HttpRequest, report: Report, fault: PassageForm | None = None) -> HttpResponse:
    """The page of words; `fault` is what was typed and could not be kept (422)."""
    drafts = drafts_of(report)
    rows = []
    for each in report.passages.select_related("worded_by"):
        form = PassageForm(instance=each, draft=drafts[each.key]["draft"], auto_id=f"{each.key}-%s")
        if fault is not None and fault.instance.pk == each.pk:
            form = fault
        rows.append({"passage": each, "form": form, **drafts[each.key]})
    context = {"report": report, "opening": rows[0], "rows": rows[1:], "fault": fault}
    return render(request, "reports/edit.html", context, status=422 if fault is not None else 200)


def drafts_of(report: Report) -> dict[str, dict[str, Any]]:
    """What the figures say now for each section, those left out too."""
    from regie.reports.making import document
    from regie.reports.making.frame import Frame

    made = document(Frame.here(report.period, report.language, domain=report.domain))
    return {"opening": made["opening"] | {"tables": []}} | {each["key"]: each for each in made["sections"]}


@require_safe
def file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    report = get_object_or_404(Report.objects.visible_to(request.user).select_related("domain"), pk=pk)
    if kind not in files.KINDS:
        raise Http404
    response = HttpResponse(files.written(report.document(), kind), content_type=files.KINDS[kind])
    name = f"{slugify(str(report))}.{kind}"
    response.headers["Content-Disposition"] = f'{"inline" if kind == "pdf" else "attachment"}; filename="{name}"'
    return response
