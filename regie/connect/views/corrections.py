"""Corrections of refused cells, made on the rehearsal's page; the rehearsal then runs again."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
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
    before, typed = intake.corrected, typed_so_far(request, pk)
    if turned := request.POST.get("turn", ""):
        request.session[_kept_as(pk)] = corrections.kept(intake, request.POST, typed)
        return redirect(f"{intake.get_absolute_url()}?{_where(turned)}#rows")
    sent = request.POST.copy()
    for name, text in typed.items():
        if name not in sent:
            sent[name] = text
    try:
        made = corrections.taken(intake, sent)
    except corrections.TooMany:
        fault = _(
            "Up to %(most)s cells can be corrected here. Download the refused rows, correct them in a spreadsheet and bring that."
        )
        messages.error(request, fault % {"most": corrections.MOST})
        page = queries.rehearsal(intake, request, typed=sent)
        return render(request, "connect/imports/rehearsal.html", page, status=422)
    if made is None:
        messages.info(request, _("No cell reads otherwise than before. Correct one, then rehearse again."))
        return redirect(intake)
    request.session.pop(_kept_as(pk), None)
    return _rehearse(request, intake, made, before)


@require_POST
@needs("connect.import_figures")
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """All of them at once: the file is read as it was brought."""
    intake = _editable(request, pk)
    request.session.pop(_kept_as(pk), None)
    return _rehearse(request, intake, {}, 0) if intake.corrections else redirect(intake)


def typed_so_far(request: HttpRequest, pk: int) -> dict[str, str]:
    """Cells corrected on pages that were turned since, not yet sent."""
    return request.session.get(_kept_as(pk), {})


def _kept_as(pk: int) -> str:
    return f"connect.cells.{pk}"


def _where(turned: str) -> str:
    """The page that a person turns to; of the address that came, only what a page of rows has."""
    asked = QueryDict(turned.removeprefix("?"))
    return urlencode({name: asked[name] for name in ("kind", "page") if name in asked})


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
