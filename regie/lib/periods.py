"""Periods: a day, a week (ISO), a month, a quarter, a half-year or a year, with their arithmetic.

A period is a grain and its first day; it counts from 1970 by a whole number (`index`), so that periods in
a row are numbers in a row. `Period.parse` reads what people write in tables, in French and in English.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

_EPOCH_MONDAY = date(1969, 12, 29).toordinal()
_EPOCH = date(1970, 1, 1).toordinal()


class Grain(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Length in months; 0 for a day and a week."""
        return _MONTHS[self]

    @property
    def a_year(self) -> int:
        """How many of them make a year, roughly for weeks and days: the distance to the same period a year before."""
        return _A_YEAR[self]

    def holds(self, finer: Grain) -> bool:
        """Whether whole periods of `finer` make up one of this grain; a week fits in no month."""
        if finer == self or finer == Grain.DAY:
            return True
        return bool(finer.months and self.months and self.months % finer.months == 0)


_MONTHS = {Grain.DAY: 0, Grain.WEEK: 0, Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF_YEAR: 6, Grain.YEAR: 12}
_A_YEAR = {Grain.DAY: 364, Grain.WEEK: 52, Grain.MONTH: 12, Grain.QUARTER: 4, Grain.HALF_YEAR: 2, Grain.YEAR: 1}


def index_of(day: date, grain: Grain) -> int:
    """The number of the period of `grain` that holds `day`."""
    if grain == Grain.DAY:
        return day.toordinal() - _EPOCH
    if grain == Grain.WEEK:
        return (day.toordinal() - _EPOCH_MONDAY) // 7
    return ((day.year - 1970) * 12 + day.month - 1) // grain.months


def start_of(index: int, grain: Grain) -> date:
    """The first day of the period with that number."""
    if grain == Grain.DAY:
        return date.fromordinal(index + _EPOCH)
    if grain == Grain.WEEK:
        return date.fromordinal(index * 7 + _EPOCH_MONDAY)
    years, month = divmod(index * grain.months, 12)
    return date(1970 + years, month + 1, 1)


@dataclass(frozen=True, order=True, slots=True)
class Period:
    grain: Grain
    start: date

    def __post_init__(self) -> None:
        object.__setattr__(self, "grain", Grain(self.grain))
        object.__setattr__(self, "start", start_of(index_of(self.start, self.grain), self.grain))

    @classmethod
    def of(cls, day: date, grain: Grain | str) -> Period:
        """The period of `grain` that holds `day`."""
        return cls(Grain(grain), day)

    @classmethod
    def at(cls, index: int, grain: Grain | str) -> Period:
        return _numbered(index, grain)

    @property
    def index(self) -> int:
        return index_of(self.start, self.grain)

    @property
    def next(self) -> Period:
        return self.shift(1)

    @property
    def previous(self) -> Period:
        return self.shift(-1)

    @property
    def end(self) -> date:
        """The last day, included."""
        return start_of(self.index + 1, self.grain) - timedelta(days=1)

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def year_before(self) -> Period:
        """The same period of the year before: 52 weeks earlier for a week, the same date for a day."""
        if self.grain == Grain.DAY:
            year = self.start.year - 1
            day = (
                self.start.replace(year=year, day=28)
                if (self.start.month, self.start.day) == (2, 29)
                else self.start.replace(year=year)
            )
            return Period(self.grain, day)
        return self.shift(-self.grain.a_year)

    def shift(self, by: int) -> Period:
        return Period.at(self.index + by, self.grain)

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __contains__(self, day: date) -> bool:
        return self.contains(day)

    def to(self, last: Period) -> Iterator[Period]:
        """This period and those that follow, up to `last` included."""
        for index in range(self.index, last.index + 1):
            yield Period.at(index, self.grain)

    @property
    def code(self) -> str:
        """As written in an address: 2026-10-04, 2026-W42, 2026-10, 2026-Q3, 2026-H2, 2026."""
        start = self.start
        match self.grain:
            case Grain.DAY:
                return start.isoformat()
            case Grain.WEEK:
                year, week, _ = start.isocalendar()
                return f"{year}-W{week:02}"
            case Grain.MONTH:
                return f"{start.year:04}-{start.month:02}"
            case Grain.QUARTER:
                return f"{start.year:04}-Q{(start.month + 2) // 3}"
            case Grain.HALF_YEAR:
                return f"{start.year:04}-H{1 if start.month == 1 else 2}"
        return f"{start.year:04}"

    def __str__(self) -> str:
        return self.code

    @classmethod
    def parse(cls, text: str, *, grain: Grain | str | None = None, day_first: bool = True, near: date | None = None) -> Period:
        """Read a written period; raises `ValueError` with what was written.

        `grain` turns the answer into the period of that grain which holds it (2026-10-04 as a month is October), and refuses what
        is coarser (a year is no month). `day_first` settles 01/10/2026. `near` gives the year where none is written (S42, T3).
        """
        from regie.lib.written_periods import read

        found = read(text, day_first=day_first, near=near)
        if found is None:
            raise ValueError(text)
        period = cls(found[0], found[1])
        if grain is None or Grain(grain) == period.grain:
            return period
        coarse = Period.of(period.start, grain)
        if coarse.end < period.end:
            raise ValueError(text)
        return coarse


@lru_cache(maxsize=10_000)
def _numbered(index: int, grain: Grain | str) -> Period:
    """Kept: a page of three years by day asks for each period several times."""
    return Period(Grain(grain), start_of(index, Grain(grain)))
