"""What waits for a person between departments: requests to answer, to hand over or to receive, deliveries to promise."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext

from regie.desk import waiting
from regie.desk.rows import Other, Waiting
from regie.metrics import words


def lines(person, today: date) -> list[Waiting]:
    """Four queries."""
    found: list[tuple] = []
    for request in waiting.requests_to_receive(person)[: waiting.MOST_WORK]:
        found.append(
            (
                request.title,
                gettext("Delivered to you: is it what you asked for?"),
                request,
                gettext("Look"),
                gettext("Something is missing"),
                "missing",
            )
        )
    for delivery in waiting.deliveries_to_promise(person).select_related("asked_by")[: waiting.MOST_WORK]:
        meta = gettext("%(who)s waits for it") % {"who": delivery.asked_by or "Marketing"}
        if delivery.needed_on:
            meta += " · " + gettext("needed by %(day)s") % {"day": _said(delivery.needed_on, today)}
        found.append((delivery.what, meta, delivery, gettext("Promise a day"), "", ""))
    for request in waiting.requests_to_answer(person).select_related("asked_by")[: waiting.MOST_WORK]:
        asked = timezone.localtime(request.asked_at).date()
        meta = gettext("Asked by %(who)s, %(day)s") % {"who": request.asked_by or "—", "day": _said(asked, today)}
        found.append((request.title, meta, request, gettext("Answer"), gettext("Refuse"), "reason"))
    for request in waiting.requests_to_hand_over(person).select_related("asked_by")[: waiting.MOST_WORK]:
        meta = gettext("The work is done: hand it over to %(who)s") % {"who": request.asked_by or "—"}
        found.append((request.title, meta, request, gettext("Deliver"), "", ""))
    return [
        Waiting(
            title, meta, thing.get_absolute_url(), act, Other(other, f"{thing.get_absolute_url()}#{place}") if other else None
        )
        for title, meta, thing, act, other, place in found
    ]


def _said(day: date, today: date) -> str:
    return words.dates.day(day, words.language(), "short", today)
