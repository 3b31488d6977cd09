"""The passages of a report that is being written: worded, drafted anew, left out, put in another order."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from regie.journal.models import Stale
from regie.reports.forms import PassageForm
from regie.reports.models import Passage, Report
from regie.reports.views.reports import drafts_of, written
from regie.ui.acting import acts, done
from regie.ui.forms import conflict


def _ours(request: HttpRequest, pk: int) -> Passage:
    return get_object_or_404(Passage.objects.editable_by(request.user).select_related("report__domain"), pk=pk)


@acts
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps itself while one types (answered without a page), or by its button; somebody faster is never written over."""
    passage = _ours(request, pk)
    is_quiet = request.headers.get("X-Requested-With") == "fetch"
    passage.report.must_be_open()
    draft = "" if passage.is_worded else drafts_of(passage.report)[passage.key]["draft"]
    form = PassageForm(request.POST, instance=passage, draft=draft, auto_id=f"{passage.key}-%s")
    if not form.is_valid():
        return HttpResponse(status=422) if is_quiet else written(request, passage.report, form)
    try:
        form.save(by=request.user)
    except Stale as stale:
        if is_quiet:
            return HttpResponse(status=409)
        return conflict(request, form, stale.current)
    if is_quiet:
        return HttpResponse(status=204, headers={"X-Revision": str(passage.revision)})
    return done(request, passage, _("“%(section)s” is kept.") % {"section": passage})


@acts
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    passage = _ours(request, pk)
    passage.take_draft(by=request.user)
    return done(request, passage, _("“%(section)s” is drafted from the figures again.") % {"section": passage})


@acts
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    passage = _ours(request, pk)
    if passage.is_left_out:
        passage.bring_back(by=request.user)
        return done(request, passage, _("“%(section)s” is in the report again.") % {"section": passage})
    passage.leave_out(by=request.user)
    return done(request, passage, _("“%(section)s” is left out; its words are kept.") % {"section": passage}, request.path)


@acts
def place(request: HttpRequest, pk: int) -> HttpResponse:
    passage = _ours(request, pk)
    keys = list(passage.report.passages.movable().values_list("key", flat=True))
    if passage.key in keys:
        at = keys.index(passage.key)
        to = max(0, min(len(keys) - 1, at + (-1 if request.POST.get("to") == "up" else 1)))
        keys.insert(to, keys.pop(at))
        passage.report.arrange(keys, by=request.user)
    return redirect(passage)


@acts
def order(request: HttpRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(Report.objects.editable_by(request.user), pk=pk)
    asked = request.POST.getlist("order") or request.POST.get("order", "").split(",")
    report.arrange([key for part in asked for key in part.split(",") if key], by=request.user)
    return HttpResponse(status=204) if request.headers.get("X-Requested-With") == "fetch" else redirect("reports:report_edit", pk)
