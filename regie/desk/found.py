"""What waits for a person of objectives: check-ins that are due, surveys to answer, workshops under way without them."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from regie.desk import waiting
from regie.metrics import words
from regie.objectives.models.surveying import token_of
from regie.objectives.reading import waits


def lines(person, today: date) -> list[tuple[str, str, str, str]]:
    """Title, what is said of it, its address and the word on its button. Three queries."""
    found = []
    for seat in waiting.workshops(person).select_related("workshop__facilitator")[: waiting.MOST_FOUND]:
        meta = gettext("The workshop is under way, led by %(who)s") % {"who": seat.workshop.facilitator or "—"}
        found.append((str(seat.workshop), meta, seat.workshop.get_absolute_url(), gettext("Join")))
    for asked in waiting.surveys(person).select_related("survey").order_by("survey__closes_on")[: waiting.MOST_FOUND]:
        meta = gettext("Your answer is wanted")
        if asked.survey.closes_on:
            meta += " · " + gettext("by %(day)s") % {"day": _said(asked.survey.closes_on, today, "weekday")}
        found.append((str(asked.survey), meta, reverse("objectives:answer", args=[token_of(asked)]), gettext("Answer")))
    for objective in waits.with_last_check_in(waiting.check_ins(person, today))[: waiting.MOST_FOUND]:
        address = f"{objective.get_absolute_url()}#check-ins"
        found.append((objective.text, _of(objective, today), address, gettext("Check in")))
    return found


def _of(objective, today: date) -> str:
    if objective.due_on and objective.due_on < today:
        return gettext("Its time is over since %(day)s: say how it ended") % {"day": _said(objective.due_on, today)}
    if objective.said_on:
        return gettext("Your objective: last check-in on %(day)s") % {"day": _said(objective.said_on, today)}
    return gettext("Your objective: no check-in since it was adopted")


def _said(day: date, today: date, form: str = "short") -> str:
    return words.dates.day(day, words.language(), form, today)
