"""What a timeline marks above its bars: days of the market, releases, reviews; and public holidays behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from regie.lib import dates, rest
from regie.people.models import Organisation
from regie.work.reading.boards import language

WIDTH, LETTER = 1130, 6.6  # of the drawing, in its own units; about how wide a letter is
MARK = 14  # how wide a mark is, with the room beside it
FEWEST = 8  # letters for which it is worth to begin


@dataclass
class Mark:
    """A day above the bars that is no bar itself: of the market, of a release, of a review."""

    day: date
    title: str
    address: str
    note: str = ""
    last: date | None = None
    is_minor: bool = False  # one of many: a point below the others, without its words
    # in the drawing
    x: float = 0
    y: float = 0
    room: float = 0  # up to the next one of its height

    @property
    def said(self) -> str:
        when = (
            _("%(first)s to %(last)s") % {"first": day_in_words(self.day), "last": day_in_words(self.last)}
            if self.last
            else day_in_words(self.day)
        )
        return ", ".join(each for each in (self.title, self.note, when) if each)

    @property
    def short(self) -> str:
        """As much of its words as there is room for, from some letters on."""
        if self.is_minor:
            return ""
        letters = int((self.room - MARK) / LETTER)
        if len(self.title) <= letters:
            return self.title
        return self.title[: letters - 1].rstrip() + "…" if letters > FEWEST else ""

    @property
    def shape(self) -> str:
        half = 2.5 if self.is_minor else 5
        return f"M{self.x:.1f} {self.y - half:.1f}l{half} {half}-{half} {half}-{half}-{half}z"

    @property
    def base(self) -> float:
        return self.y + 4


def rests(first: date, last: date, at: Callable[[date], float]) -> list[tuple[float, str]]:
    country, days = Organisation.here().country, range((last - first).days + 1)
    feasts = [(day, rest.holiday(day, country, language())) for day in (first + timedelta(days=step) for step in days)]
    return [(at(day), f"{day_in_words(day)}, {name}") for day, name in feasts if name]


def placed(marks: list[Mark], at: Callable[[date], float], top: float) -> list[Mark]:
    """Each at the first of two heights at which it covers no other, with the words for which the next one leaves room; minor ones below."""
    ordered = sorted(marks, key=lambda mark: (mark.day, mark.title))
    ends: list[Mark | None] = [None, None]
    for mark in ordered:
        mark.x, mark.y = at(mark.day) + 5, top + 30
        if not mark.is_minor:
            height = next((place for place, end in enumerate(ends) if end is None or end.x + MARK <= mark.x), 0)
            before, ends[height] = ends[height], mark
            mark.y, mark.room = top + 8 + 12 * height, WIDTH - mark.x
            if before is not None:
                before.room = mark.x - before.x
    return ordered


def day_in_words(day: date) -> str:
    return dates.day(day, language(), "short", timezone.localdate())
