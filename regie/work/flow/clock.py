"""Working hours between many moments at once: a table of when people work, read by interpolation.

    clock = Clock(week, first, last)
    clock.between(opened, ended)        # arrays of seconds since 1970 -> working hours

Each span of work is laid down in seconds since 1970, so that a day on which clocks change counts its true spans.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from regie.lib.working_time import Week

Moments = np.ndarray[Any, np.dtype[np.float64]]
LEAST, MOST = date(2000, 1, 1), date(2100, 1, 1)


class Clock:
    """Of one week, for the days from `first` to `last`; moments outside count as its edge."""

    def __init__(self, week: Week, first: date, last: date) -> None:
        self.week = week
        zone = ZoneInfo(week.time_zone)
        moments: list[float] = []
        hours: list[float] = []
        total = 0.0
        day = max(first, LEAST)
        for _step in range(max(0, (min(last, MOST) - day).days) + 1):
            for begin, end in week.spans_on(day):
                opens = datetime.combine(day, begin, zone).timestamp()
                closes = datetime.combine(day, end, zone).timestamp()
                if closes <= opens:
                    continue
                moments += [opens, closes]
                hours += [total, total + (closes - opens) / 3600]
                total = hours[-1]
            day += timedelta(days=1)
        self.moments = np.array(moments or [0.0])
        self.hours = np.array(hours or [0.0])
        self._moments, self._hours = self.moments.tolist(), self.hours.tolist()

    def elapsed(self, moments: Moments) -> Moments:
        """Working hours since the clock's first day; of nothing (nan) nothing."""
        return np.interp(moments, self.moments, self.hours)

    def between(self, begin: Moments, end: Moments) -> Moments:
        return self.elapsed(end) - self.elapsed(begin)

    def at(self, moment: float) -> float:
        """Of one moment, without an array: fifty times as quick, for the fold of events."""
        place = bisect_right(self._moments, moment)
        if place == 0:
            return self._hours[0]
        if place == len(self._moments):
            return self._hours[-1]
        left, right = self._moments[place - 1], self._moments[place]
        share = (moment - left) / (right - left)
        return self._hours[place - 1] + share * (self._hours[place] - self._hours[place - 1])

    def span(self, begin: float, end: float) -> float:
        return max(0.0, self.at(end) - self.at(begin))


def clock(week: Week, first: float, last: float) -> Clock:
    """For moments from `first` to `last`, with a day to spare on each side."""
    begin, end = (datetime.fromtimestamp(each, UTC).date() for each in (first, last))
    return Clock(week, begin - timedelta(days=2), end + timedelta(days=2))
