"""Corrections of refused cells, made on the rehearsal's page; the rehearsal then runs again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from regie.connect import corrections, queries, work
from regie.connect.models import Intake, NotNow
from regie.people.rights import needs


@require_POST
@needs("connect.import_figures")
def create(request: HttpRequest, pk: int) -> HttpResponse:
    intake = _editable(request, pk)
    before = intake.corrected
    try:
        made = corrections.taken(intake, request.POST)
    except corrections.TooMany:
        fault = _(
            "Up to %(most)s cells can be corrected here. Download the refused rows, correct them in a spreadsheet and bring that."
        )
        messages.error(request, fault % {"most": corrections.MOST})
        page = queries.rehearsal(intake, request, typed=request.POST)
        return render(request, "connect/imports/rehearsal.html", page, status=422)
    if made is None:
        messages.info(request, _("No cell reads otherwise than before. Correct one, then rehearse again."))
        return redirect(intake)
    return _rehearse(request, intake, made, before)


@require_POST
@needs("connect.import_figures")
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """All of them at once: the file is read as it was brought."""
    intake = _editable(request, pk)
    return _rehearse(request, intake, {}, 0) if intake.corrections else redirect(intake)


def _rehearse(request: HttpRequest, intake: Intake, made: dict, before: int) -> HttpResponse:
    try:
        intake.correct(made, by=request.user)
    except NotNow:
        messages.info(request, _("This import has gone on in the meantime. This is how it stands."))
        return redirect(intake)
    work.ask(intake)
    more = intake.corrected - before
    if more > 0:
        said = ngettext("%(cells)s cell corrected over the file.", "%(cells)s cells corrected over the file.", more)
        messages.success(request, said % {"cells": more})
    return redirect(intake)


def _editable(request: HttpRequest, pk: int) -> Intake:
    return get_object_or_404(Intake.objects.editable_by(request.user).select_related("file", "by"), pk=pk)
