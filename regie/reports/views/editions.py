"""What makes a report final: frozen, published, corrected by a new edition."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regie.lib.refused import Refused
from regie.reports.forms import CorrectionForm
from regie.reports.models import Report
from regie.ui.acting import acts, done


def _ours(request: HttpRequest, pk: int) -> Report:
    return get_object_or_404(Report.objects.editable_by(request.user).select_related("domain"), pk=pk)


@acts
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    report = _ours(request, pk)
    report.freeze(by=request.user)
    undo = reverse("reports:report_thawing", args=[report.pk])
    return done(request, report, _("The report is frozen: its numbers no longer change."), undo)


@acts
def thaw(request: HttpRequest, pk: int) -> HttpResponse:
    report = _ours(request, pk)
    report.thaw(by=request.user)
    return done(request, report, _("The report is open again, its numbers are live."))


@acts
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    report = _ours(request, pk)
    report.publish(by=request.user)
    return done(request, report, _("The report is published: the team and the delegator hear of it."))


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    report = _ours(request, pk)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = report.correct(form.cleaned_data["because"], by=request.user)
        except Refused as refused:
            form.add_error("because", refused.sentence)
        else:
            return done(request, made, _("A new edition is open; the one before is kept as it was."))
    return render(request, "reports/correct.html", {"form": form, "report": report}, status=422 if form.is_bound else 200)
