"""Contents of an activity, with their targets."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regie.lib.refused import Refused
from regie.people.rights import needs
from regie.plan.activity_forms import PieceForm
from regie.plan.models import Activity, Piece, PieceTarget
from regie.plan.views.activities import ours
from regie.ui.acting import acts, done
from regie.work.models import Content


def _piece(request: HttpRequest, pk: int) -> Piece:
    rows = Piece.objects.filter(activity__in=Activity.objects.editable_by(request.user))
    return get_object_or_404(rows.select_related("activity__campaign").prefetch_related("targets"), pk=pk)


def _at(activity: Activity, part: str) -> str:
    return f"{activity.get_absolute_url()}#{part}"


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    activity = ours(request, pk)
    form = PieceForm(request.POST or None, activity=activity, initial=_start(request, activity))
    if request.method == "POST" and form.is_valid():
        try:
            Piece.add(activity, by=request.user, targets=form.targets, **form.told)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return done(request, _at(activity, "pieces"), _("The content is there, with its targets."))
    return _form(request, form, activity, None)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    piece = _piece(request, pk)
    form = PieceForm(request.POST or None, activity=piece.activity, instance=piece)
    if request.method == "POST" and form.is_valid():
        try:
            piece.edit(by=request.user, targets=form.targets, **form.told)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return done(request, _at(piece.activity, "pieces"), _("The content is kept."))
    return _form(request, form, piece.activity, piece)


def _start(request: HttpRequest, activity: Activity) -> dict[str, Any]:
    """Of a new content: its day, and its title where the address names what is made in work."""
    asked = request.GET.get("content", "")
    made = Content.objects.visible_to(request.user).filter(pk=asked).first() if asked.isdecimal() else None
    named = {"content": made.pk, "title": made.title} if made else {}
    return {"goes_out_on": activity.starts_on, **named}


def _form(request: HttpRequest, form: PieceForm, activity: Activity, piece: Piece | None) -> HttpResponse:
    context = {"form": form, "activity": activity, "campaign": activity.campaign, "piece": piece}
    return render(request, "plan/activities/piece.html", context, status=422 if form.is_bound else 200)


@acts
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """What it brought: a number beside each of its targets; what is left empty stays as it is."""
    piece = _piece(request, pk)
    typed = {what: request.POST.get(what, "").strip() for what in PieceTarget.Of.values}
    reached: dict[str, int] = {}
    for what, text in typed.items():
        if text:
            digits = "".join(text.split()).replace("\u202f", "").replace("\u00a0", "")
            if not digits.isascii() or not digits.isdigit() or len(digits) > 10:
                raise Refused(_("“%(text)s” is not a whole number.") % {"text": text[:40]})
            reached[what] = int(digits)
    if not reached:
        raise Refused(_("Write what was reached beside a target."))
    piece.count(reached, by=request.user)
    return done(request, _at(piece.activity, "pieces"), _("It is counted."))


@acts
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    piece = _piece(request, pk)
    piece.erase(by=request.user)
    return done(request, _at(piece.activity, "pieces"), _("The content is erased."))
