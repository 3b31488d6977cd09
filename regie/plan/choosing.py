"""The questions that the matrix, the calendar, the timeline and the list put to the same activities."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlencode

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.lib.text import shorten
from regie.objectives.models import Audience, Objective
from regie.people.models import Person
from regie.plan.models import Activity, Campaign, Channel
from regie.ui.tables import Asked, Filter

KEYS = ("channel", "audience", "person", "objective", "campaign")
LABELS = {
    "channel": _("Channel"),
    "audience": pgettext_lazy("plan", "Audience"),
    "person": _("Person"),
    "objective": _("Objective"),
    "campaign": _("Campaign"),
}
MOST = 40  # answers that a menu offers
NONE = "none"


def number_of(text: str) -> int:
    """A key as an address carries it; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def asked_of(request: HttpRequest) -> dict[str, int | str]:
    """What is asked, by question: a number, or `none` for those that say nothing there."""
    found: dict[str, int | str] = {}
    for key in KEYS:
        text = request.GET.get(key, "")
        if number := number_of(text):
            found[key] = number
        elif text == NONE and key in ("audience", "objective"):
            found[key] = NONE
    return found


def condition(asked: dict[str, Any], before: str = "") -> Q:
    """What activities have to be; `before` leads from the row that is asked to its activity."""
    found = Q()
    for key, value in asked.items():
        field = f"{before}{'owner' if key == 'person' else key}"
        found &= Q(**{field: None}) if value == NONE else Q(**{field: value})
    return found


def questions(request: HttpRequest, *, only: Iterable[str] = KEYS) -> list[Asked]:
    """The questions with their answers, each a link; a query each."""
    offers = {
        "channel": offered_channels,
        "audience": offered_audiences,
        "person": offered_people,
        "objective": offered_objectives,
        "campaign": offered_campaigns,
    }
    return [asked_as(request, Filter(key, LABELS[key], offers[key](request))) for key in only]


def carried(request: HttpRequest, **more: Any) -> str:
    """What is asked here, for the address of another view of the same plan."""
    asked = {key: request.GET[key] for key in (*KEYS, "from", "to") if request.GET.get(key)} | more
    return f"?{urlencode({key: value for key, value in asked.items() if value})}" if asked else ""


def offered_channels(_request: HttpRequest) -> list[tuple[str, str]]:
    rows = Channel.objects.in_use().filter(pk__in=Activity.objects.order_by().values("channel"))
    return sorted(((str(row.pk), str(row)) for row in rows), key=lambda each: each[1].casefold())


def offered_audiences(request: HttpRequest) -> list[tuple[str, str]]:
    rows = Audience.objects.visible_to(request.user).in_use().values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows[:MOST]]


def offered_people(_request: HttpRequest) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Person.objects.team().order_by("name").values_list("pk", "name")]


def offered_objectives(request: HttpRequest) -> list[tuple[str, str]]:
    rows = Objective.objects.visible_to(request.user).adopted().order_by("due_on", "pk").values_list("pk", "text")
    return [(str(pk), shorten(text, 60)) for pk, text in rows[:MOST]]


def offered_campaigns(request: HttpRequest) -> list[tuple[str, str]]:
    """Those under way and to come, the one that is chosen among them."""
    seen = Campaign.objects.visible_to(request.user)
    rows = list(seen.open().order_by("-starts_on", "name").values_list("pk", "name")[:MOST])
    chosen = number_of(request.GET.get("campaign", ""))
    if chosen and chosen not in dict(rows):
        rows += seen.filter(pk=chosen).values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]


def asked_as(request: HttpRequest, one: Filter) -> Asked:
    """A question as the page draws it. The rest of the address is written once, not for each of many answers."""
    value = request.GET.get(one.key, "")
    label = dict(one.choices).get(value, "")
    if value == NONE and one.key in ("audience", "objective"):
        label = str(_("none"))
    kept = request.GET.copy()
    for name in ("page", "day", one.key):
        kept.pop(name, None)
    others = kept.urlencode()
    before = f"?{others}&{one.key}=" if others else f"?{one.key}="
    options = [(before + quote(choice), words, choice == value) for choice, words in one.choices]
    return Asked(one, value if label else "", label, options, f"?{others}" if others else request.path)
