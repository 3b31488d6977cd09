"""Audits of the existing: past tasks of another tool, brought, rehearsed, written, counted and taken back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import File
from regie.people.rights import needs
from regie.ui.acting import acts, done
from regie.work import audit_words, charts
from regie.work.audit_words import FileForm
from regie.work.flow import imported
from regie.work.models import Audit
from regie.work.reading import stuck as reading
from regie.work.reading.audits import progress


@needs("work.read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = Audit.objects.visible_to(request.user).select_related("file", "by")[:100]
    return render(request, "work/audits/index.html", {"audits": rows, "form": FileForm(), "may_edit": request.user.is_member})


@needs("work.start")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return redirect("work:audits")
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = File.keep(form.cleaned_data["file"], by=request.user)
        try:
            return redirect(Audit.bring(file, by=request.user))
        except imported.Unreadable as fault:
            form.add_error("file", audit_words.unreadable(fault))
            file.content.delete(save=False)
            file.delete()
    rows = Audit.objects.visible_to(request.user).select_related("file", "by")[:100]
    return render(request, "work/audits/index.html", {"audits": rows, "form": form, "may_edit": True}, status=422)


@needs("work.read")
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of the stage at which it stands; while something is under way, the page asks for itself every second."""
    audit = get_object_or_404(Audit.objects.visible_to(request.user).select_related("file", "by", "asked_by"), pk=pk)
    context: dict[str, Any] = {"audit": audit, "may_edit": request.user.is_member}
    if audit.job:
        part = "#howfar" if request.headers.get("HX-Request") else ""
        return render(request, f"work/audits/progress.html{part}", {**context, **progress(audit)})
    if request.headers.get("HX-Request") and not request.headers.get("HX-Boosted"):
        answer = HttpResponse()  # it has just ended: the whole page comes
        answer["HX-Redirect"] = audit.get_absolute_url()
        return answer
    context |= {"reasons": audit_words.reasons(audit), "left_out": audit_words.left_out(audit), "fault": audit_words.fault(audit)}
    if audit.stage == "unread":
        return render(request, "work/audits/stopped.html", context)
    if audit.stage == "written":
        shown = reading.of_house(None, 0, audit=audit)
        drawn = [charts.of_name(name, shown) for name in ("cumulative", "throughput", "ages")]
        return render(
            request,
            "work/audits/analysis.html",
            {
                **context,
                "shown": shown,
                "charts": [each for each in drawn if each],
                "window": "all",
                "took": audit.took if audit.is_large else None,
            },
        )
    context["states"] = [(place, state, means) for place, (state, means) in enumerate(audit.states.items())]
    context["categories"] = audit_words.CATEGORIES.items()
    return render(request, "work/audits/rehearsal.html", context)


def _editable(request: HttpRequest, pk: int) -> Audit:
    return get_object_or_404(Audit.objects.editable_by(request.user).select_related("file"), pk=pk)


@acts
@needs("work.start")
def states(request: HttpRequest, pk: int) -> HttpResponse:
    audit = _editable(request, pk)
    said = {
        state: request.POST[f"state-{place}"]
        for place, state in enumerate(audit.states)
        if request.POST.get(f"state-{place}") in imported.CATEGORIES
    }
    audit.map_states(said)
    return done(request, audit, _("Kept. Nothing is written yet."))


@acts
@needs("work.start")
def read(request: HttpRequest, pk: int) -> HttpResponse:
    audit = _editable(request, pk)
    audit.read_again(by=request.user)
    return done(request, audit, "")


@acts
@needs("work.start")
def write(request: HttpRequest, pk: int) -> HttpResponse:
    audit = _editable(request, pk)
    audit.write(by=request.user)
    return done(request, audit, "" if audit.job else _("They are written, and can be taken back as a whole."))


@acts
@needs("work.start")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    audit = _editable(request, pk)
    audit.undo(by=request.user)
    return done(request, audit, "" if audit.job else _("All of them are taken back; the file can be written again."))


@acts
@needs("work.start")
def halt(request: HttpRequest, pk: int) -> HttpResponse:
    audit = _editable(request, pk)
    audit.halt(by=request.user)
    return done(
        request,
        audit,
        _("Stopped. What was written of it is being taken back.") if audit.job else _("Stopped. Nothing is written."),
    )
