"""The months that a page of the plan is about, as its address says them: `from=2026-10&to=2027-03`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from regie.lib import dates
from regie.lib.periods import Grain, index_of, start_of

MONTHS = 6  # what is shown where nothing is asked
MOST = 36


@dataclass(frozen=True)
class Span:
    first: date
    last: date

    @property
    def asked(self) -> dict[str, str]:
        return {"from": f"{self.first:%Y-%m}", "to": f"{self.last:%Y-%m}"}

    @property
    def months(self) -> int:
        return months_between(self.first, self.last) + 1

    @property
    def words(self) -> str:
        """“October to March”; with years where they would not be guessed."""
        today, language = timezone.localdate(), (get_language() or "en")[:2]
        begin, end = (dates.period(day.replace(day=1), "month", language) for day in (self.first, self.last))
        if begin == end:
            return begin
        is_near = self.months <= 9 and abs((self.first - today).days) < 200 and abs((self.last - today).days) < 270
        if is_near:
            begin, end = begin.rsplit(" ", 1)[0], end.rsplit(" ", 1)[0]
        elif self.first.year == self.last.year:
            begin = begin.rsplit(" ", 1)[0]
        return pgettext("months", "%(first)s to %(last)s") % {"first": begin, "last": end}


def of(first: date, months: int) -> Span:
    first = first.replace(day=1)
    return Span(first, months_after(first, months) - timedelta(days=1))


def usual(today: date | None = None) -> Span:
    """Six months from the beginning of this quarter."""
    return of(_quarter(today or timezone.localdate()), MONTHS)


def asked_of(request: HttpRequest) -> Span:
    """What the address asks; two months the wrong way round are turned, and what is no month is left out."""
    first, last = (_month(request.GET.get(key, "")) for key in ("from", "to"))
    if first is None and last is None:
        return usual()
    if first is None or last is None:
        only = first or last
        return of(only, 1) if only else usual()
    first, last = min(first, last), max(first, last)
    return of(first, min(MOST, months_between(first, last) + 1))


def offered(today: date | None = None) -> list[tuple[str, Span]]:
    today = today or timezone.localdate()
    quarter, year = _quarter(today), today.replace(month=1, day=1)
    return [
        (_("This quarter"), of(quarter, 3)),
        (_("Next quarter"), of(months_after(quarter, 3), 3)),
        (_("Six months from this quarter"), usual(today)),
        (_("This year"), of(year, 12)),
        (_("Next year"), of(months_after(year, 12), 12)),
        (_("Last year"), of(year.replace(year=year.year - 1), 12)),
    ]


def _quarter(day: date) -> date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def _month(text: str) -> date | None:
    try:
        found = date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2200 else None


def months_after(first: date, months: int) -> date:
    """The first day of the month that lies so many months after."""
    return start_of(index_of(first, Grain.MONTH) + months, Grain.MONTH)


def months_between(first: date, last: date) -> int:
    return index_of(last, Grain.MONTH) - index_of(first, Grain.MONTH)
