"""The phone page of one who takes part: by a signed address, without an account. They may propose, give dots, and read; nothing else.

Everything is found again by the same address; the guests' link leads the same browser back to it.
"""

from __future__ import annotations

from typing import Any

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from regie.lib.refused import Refused
from regie.objectives.models import Idea, Seat, Workshop
from regie.objectives.models.taking_part import seated_by
from regie.objectives.reading import workshops as reading
from regie.objectives.views.workshops import fresh, language_here, of_step
from regie.ui.acting import acts

COOKIE_SALT = "regie.objectives.seat-cookie"
COOKIE_DAYS = 60


class Unknown(Exception):
    """No seat is at this address."""


def _seat(token: str) -> Seat:
    """1 query."""
    found = seated_by(token)
    rows = Seat.objects.select_related("workshop__step", "workshop__survey", "workshop__facilitator", "person")
    seat = rows.filter(pk=found[0], nonce=found[1]).first() if found else None
    if seat is None:
        raise Unknown
    return seat


def _nobody(request: HttpRequest) -> HttpResponse:
    """Only who guesses is counted: two hundred in one room have one address."""
    if blocked := ratelimit.consume_or_429(request, app="allauth.account", action="open_link", limit_get=True):
        return blocked
    return render(request, "objectives/seats/over.html", status=410)


@never_cache
@login_not_required
@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    try:
        seat = _seat(token)
    except Unknown:
        return _nobody(request)
    seat.beat()
    words = context(seat, token)
    if key := request.GET.get("from"):
        words["begun"] = reading.begun_from(key, language_here())
    return _unshared(render(request, "objectives/seats/show.html", words))


@never_cache
@login_not_required
@require_safe
def live(request: HttpRequest, token: str) -> HttpResponse:
    """The beat of a phone: one small query while nothing is new."""
    found = seated_by(token)
    row = (
        Seat.objects.filter(pk=found[0], nonce=found[1]).values_list("workshop__beat", "seen_at", "pk").first() if found else None
    )
    if row is None:
        return _nobody(request)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("objectives:seat", token=token)
    Seat(pk=row[2], seen_at=row[1]).beat()
    if request.GET.get("since") == str(row[0]):
        return HttpResponse(status=204)
    return fresh(render(request, "objectives/seats/show.html#live", context(_seat(token), token)))


def context(seat: Seat, token: str) -> dict[str, Any]:
    """About 10 queries, whatever was proposed."""
    workshop = seat.workshop
    stage = reading.stage_of(workshop, seat=seat)
    left = workshop.dots - sum(card.mine for card in stage.cards)
    words = {"seat": seat, "token": token, "workshop": workshop, "stage": stage, "left": left}
    if stage.kind == "propose":
        words["shelves"] = reading.shelves(language_here())
    return words | of_step(workshop, stage)


@login_not_required
@acts
def propose(request: HttpRequest, token: str) -> HttpResponse:
    try:
        seat = _seat(token)
    except Unknown:
        return _nobody(request)
    Idea.propose(seat.workshop, request.POST.get("text", ""), seat=seat, inspiration=request.POST.get("inspiration", ""))
    return _renewed(request, token)


@login_not_required
@acts
def take_back(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """One's own idea, as long as nothing was made of it."""
    try:
        seat = _seat(token)
    except Unknown:
        return _nobody(request)
    idea = get_object_or_404(Idea.objects.filter(seat=seat).select_related("workshop"), pk=pk)
    if seat.workshop.step is None or seat.workshop.step.kind not in ("look", "propose"):
        raise Refused(_("Ideas are taken back while they are proposed."))
    idea.drop()
    return _renewed(request, token)


@login_not_required
@acts
def dots(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Put a dot on an idea, or take one back. The answer is its line alone, and how many are left."""
    found = seated_by(token)
    try:
        if found is None:
            raise Seat.DoesNotExist
        given = Seat(pk=found[0], nonce=found[1]).give(Idea(pk=pk), -1 if request.POST.get("count") == "-1" else 1)
    except Seat.DoesNotExist:
        return _nobody(request)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{reverse('objectives:seat', args=[token])}#idea-{pk}")
    card = reading.Card(given.idea, None, "", [], None, given.here)
    return fresh(render(request, "objectives/seats/given.html", {"card": card, "token": token, "left": given.left}))


def _renewed(request: HttpRequest, token: str) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("objectives:seat", token=token)
    return fresh(render(request, "objectives/seats/show.html#live", context(_seat(token), token)))


def _unshared(response: HttpResponse) -> HttpResponse:
    response.headers["Referrer-Policy"] = "same-origin"  # the address is the key
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def join(request: HttpRequest, link: Any) -> HttpResponse:
    """By the guests' link: a name, and one is in. Who was here with this browser comes back to their own page."""
    workshop: Workshop = link.subject
    if workshop.closed_at is not None:
        return render(request, "objectives/seats/over.html", {"workshop": workshop}, status=410)
    cookie = f"regie_seat_{workshop.pk}"
    token = request.get_signed_cookie(cookie, default="", salt=COOKIE_SALT)
    found = seated_by(token) if token else None
    if found and workshop.seats.filter(pk=found[0], nonce=found[1]).exists():
        return redirect("objectives:seat", token=token)
    refusal = ""
    if request.method == "POST":
        person = request.user if request.user.is_authenticated and "as_guest" not in request.POST else None
        try:
            seat = Seat.take(workshop, person=person, name=request.POST.get("name", ""))
        except Refused as refused:
            refusal = str(refused.sentence)
        else:
            response = redirect("objectives:seat", token=seat.token)
            response.set_signed_cookie(
                cookie,
                seat.token,
                salt=COOKIE_SALT,
                max_age=COOKIE_DAYS * 86400,
                httponly=True,
                samesite="Lax",
                secure=request.is_secure(),
            )
            return response
    words = {"workshop": workshop, "refusal": refusal, "typed": request.POST.get("name", "")}
    return render(request, "objectives/seats/join.html", words, status=422 if refusal else 200)
