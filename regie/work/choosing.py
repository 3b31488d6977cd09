"""The questions that boards, lists, calendars, timelines and loads put to the same tasks: whose, what kind, due when, which campaign."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.people.models import Person
from regie.ui.tables import Asked, Filter
from regie.work import channels
from regie.work.models import Duty

DUES = [("late", _("late")), ("week", _("within a week")), ("none", _("no date"))]
KEYS = ("person", "channel", "due", "campaign")


def asked_of(request: HttpRequest) -> dict[str, str]:
    return {key: request.GET.get(key, "").replace("\0", "")[:120] for key in KEYS}


def number_of(text: str) -> int:
    """A key as an address carries it; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def chosen(tasks: Any, asked: dict[str, str]) -> Any:
    """The tasks that answer. No query."""
    if person := number_of(asked.get("person", "")):
        mine = Duty.objects.filter(person=person, letter__in=["R", "A"]).exclude(task=None)
        tasks = tasks.filter(pk__in=mine.values("task"))
    if asked.get("channel") in channels.CHANNELS:
        tasks = tasks.filter(channel=asked["channel"])
    if asked.get("campaign"):
        tasks = tasks.filter(campaign=asked["campaign"])
    if asked.get("due") == "late":
        tasks = tasks.late()
    elif asked.get("due") == "week":
        tasks = tasks.open().filter(due_at__lte=timezone.now() + timedelta(days=7))
    elif asked.get("due") == "none":
        tasks = tasks.open().filter(due_at=None)
    return tasks


def questions(request: HttpRequest, tasks: QuerySet, *, without: Iterable[str] = ()) -> list[Asked]:
    """The questions with their answers, each a link. At most two queries."""
    found = []
    for key, label, choices in (
        ("person", _("Person"), _people),
        ("channel", _("Kind of work"), lambda _tasks: channels.choices()[1:]),
        ("due", _("Due"), lambda _tasks: DUES),
        ("campaign", _("Campaign"), _campaigns),
    ):
        if key not in without:
            found.append(_asked(request, Filter(key, label, choices(tasks))))
    return found


def carried(request: HttpRequest, **more: str) -> str:
    """What is asked here, for the address of another view of the same tasks."""
    asked = {key: value for key, value in (asked_of(request) | more).items() if value}
    return f"?{urlencode(asked)}" if asked else ""


def _people(_tasks: QuerySet) -> list[tuple[str, str]]:
    return [(str(person.pk), str(person)) for person in Person.objects.team().order_by("name")]


def _campaigns(tasks: QuerySet) -> list[tuple[str, str]]:
    names = tasks.order_by("campaign").exclude(campaign="").values_list("campaign", flat=True).distinct()[:60]
    return [(name, name) for name in names]


def _asked(request: HttpRequest, one: Filter) -> Asked:
    choices = [(str(value), str(label)) for value, label in one.choices]
    value = request.GET.get(one.key, "")
    label = dict(choices).get(value, "")
    options = [(_address(request, one.key, choice), words, choice == value) for choice, words in choices]
    return Asked(one, value if label else "", label, options, _address(request, one.key, ""))


def _address(request: HttpRequest, key: str, value: str) -> str:
    asked = request.GET.copy()
    for name in ("page", "seen", "column", key):
        asked.pop(name, None)
    if value:
        asked[key] = value
    return f"?{asked.urlencode()}" if asked else request.path
