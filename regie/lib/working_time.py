"""Working time: hours that people work, by weekday, in one time zone, without public holidays.

    week = Week("Europe/Paris", "FR")
    week.after(moment, Decimal("8"))        # when eight working hours have passed
    week.between(opened_at, closed_at)      # how many working hours lie between

Counted in the time zone's own clock, so that a deadline keeps its hour when clocks change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from regie.lib import rest

Span = tuple[time, time]
USUAL: tuple[tuple[Span, ...], ...] = (((time(9), time(12, 30)), (time(14), time(17, 30))),) * 5 + ((), ())


def _hours(span: Span) -> float:
    begin, end = span
    return (end.hour - begin.hour) + (end.minute - begin.minute) / 60


@dataclass(frozen=True)
class Week:
    time_zone: str = "Europe/Paris"
    country: str = "FR"
    spans: tuple[tuple[Span, ...], ...] = USUAL  # Monday first

    def spans_on(self, day: date) -> tuple[Span, ...]:
        spans = self.spans[day.weekday()]
        return () if spans and rest.holiday(day, self.country) else spans

    def hours_on(self, day: date) -> float:
        return sum(map(_hours, self.spans_on(day)))

    def is_working(self, day: date) -> bool:
        return bool(self.spans_on(day))

    def next_working(self, day: date) -> date:
        """The day itself, or the next one on which people work."""
        for _step in range(370):
            if self.is_working(day):
                return day
            day += timedelta(days=1)
        return day

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.time_zone))

    def after(self, moment: datetime, hours: float, *, share: Callable[[date], float] | None = None) -> datetime:
        """The moment at which `hours` of working time have passed since `moment`.

        `share(day)` is how much of that day there is for it, 0 to 1: absences and other work.
        """
        left = float(hours)
        here = self.local(moment)
        day, clock = here.date(), here.time()
        for _step in range(3_660):
            part = 1.0 if share is None else max(0.0, min(1.0, share(day)))
            for begin, end in self.spans_on(day) if part else ():
                start = max(begin, clock) if day == here.date() else begin
                if start >= end:
                    continue
                worth = _hours((start, end)) + (0 if not start.second else -start.second / 3600)
                if left <= worth * part + 1e-9:
                    minutes = left / part * 60
                    ends = datetime.combine(day, start.replace(second=0, microsecond=0)) + timedelta(minutes=round(minutes))
                    return ends.replace(tzinfo=ZoneInfo(self.time_zone))
                left -= worth * part
            day += timedelta(days=1)
        raise OverflowError("no working time in ten years")

    def between(self, begin: datetime, end: datetime) -> float:
        """Working hours from one moment to the other, negative when `end` comes first."""
        return self.elapsed(end) - self.elapsed(begin)

    def elapsed(self, moment: datetime) -> float:
        """Working hours since 1 January 2000; differences of it are what counts. Quick: a table of days is kept."""
        here = self.local(moment)
        day = here.date()
        now = here.hour + here.minute / 60 + here.second / 3600
        worked = _until(self, day.year)[(day - date(day.year, 1, 1)).days]
        for begin, end in self.spans_on(day):
            first, last = begin.hour + begin.minute / 60, end.hour + end.minute / 60
            worked += max(0.0, min(now, last) - first)
        return worked

    def day_after(self, moment: datetime, hours: float) -> date:
        return self.local(self.after(moment, hours)).date()


@lru_cache(maxsize=512)
def _until(week: Week, year: int) -> tuple[float, ...]:
    """Working hours before each day of the year, and before the next year's first as its last item."""
    if year < 2000:
        raise ValueError("working time is counted from 2000 on")
    total = _until(week, year - 1)[-1] if year > 2000 else 0.0
    sums = []
    day = date(year, 1, 1)
    while day.year == year:
        sums.append(total)
        total += week.hours_on(day)
        day += timedelta(days=1)
    sums.append(total)
    return tuple(sums)
