"""Page-shaped reads of the journal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date

from regie.journal import verbs
from regie.journal.differences import Change, changes_of
from regie.journal.models import Event
from regie.journal.things import address_of
from regie.journal.undoing import undoable


@dataclass(frozen=True)
class Entry:
    """One line: the event, what changed in it, and where its thing is."""

    event: Event
    changes: list[Change]
    address: str
    revision: int | None = None  # of the thing, where the reader may take the change back


@dataclass(frozen=True)
class Day:
    day: date
    entries: list[Entry]


def shaped(events: Any, person: Any = None) -> list[Day]:
    """Events by day, newest first; with a `person`, those that they may undo say so.

    Queries: one for the events and actors, one for each kind of thing they are about, two more for each kind to undo.
    """
    rows = list(events.select_related("actor", "subject_type", "page_type").prefetch_related("page"))
    can_undo = undoable(rows, person) if person is not None else {}
    entries = [Entry(event, changes_of(event), address_of(event.page), can_undo.get(event.pk)) for event in rows]
    return [Day(day, list(group)) for day, group in groupby(entries, key=lambda entry: timezone.localtime(entry.event.at).date())]


@dataclass
class Filters:
    """What is asked of the journal, from the address; what makes no sense is left out."""

    who: str = ""
    room: str = ""
    verb: str = ""
    first: date | None = None
    last: date | None = None
    sought: str = ""
    faults: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, asked: Any) -> Filters:
        filters = cls(
            who=asked.get("who", ""),
            room=asked.get("room", ""),
            verb=asked.get("verb", ""),
            sought=asked.get("sought", "").strip()[:100],
        )
        filters.first, filters.last = day_in(asked.get("first")), day_in(asked.get("last"))
        if filters.verb not in verbs.VERBS:
            filters.verb = ""
        return filters

    @property
    def is_set(self) -> bool:
        return any([self.who, self.room, self.verb, self.first, self.last, self.sought])

    def applied(self, events: Any) -> Any:
        if self.who == "house":
            events = events.filter(actor=None, actor_name="")
        elif self.who.isdigit():
            events = events.filter(actor=int(self.who))
        if self.room:
            events = events.of_room(self.room)
        if self.verb:
            events = events.filter(verb=self.verb)
        if self.first:
            events = events.filter(at__gte=_midnight(self.first))
        if self.last:
            events = events.filter(at__lt=_midnight(self.last + timedelta(days=1)))
        if self.sought:
            events = events.filter(Q(subject_name__icontains=self.sought) | Q(actor_name__icontains=self.sought))
        return events


def rooms() -> list[str]:
    """The rooms whose verbs the journal knows, by their app's name."""
    return sorted({key.partition(".")[0] for key in verbs.VERBS})


class _Dots(dict):
    def __missing__(self, key: str) -> str:
        return "…"


def verbs_of(room: str) -> list[tuple[str, str]]:
    """The verbs that may be asked for, in words: what stands for a person or a thing is left open. No query."""
    chosen = [verb for key, verb in verbs.VERBS.items() if not room or key.startswith(f"{room}.")]
    said = [(verb.key, (str(verb.sentence) % _Dots()).strip("… ")) for verb in chosen]
    return sorted(said, key=lambda pair: pair[1].casefold())


def people() -> Any:
    """Whoever may have done something; one query."""
    return get_user_model().objects.order_by("name").only("pk", "name")


def day_in(text: str | None) -> date | None:
    try:
        return parse_date(text or "")
    except ValueError:
        return None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
