"""When it will be done: dates by resampling the team's own past, and how good such forecasts proved to be.

A new run takes as long as past ones took. A run under way stands somewhere, for some time already: it will take as long as past runs
still took when they had stood there for as long. Two branches at once end when the later of them does. What a forecast says is a
distribution; its 50, 85 and 95 % points are what people are told.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from regie.work.flow.past import Column

BANDS = (50, 85, 95)
DRAWS = 2_000
LOOKS_BACK = 400  # runs that a forecast draws from when it is judged
LEAST = 5  # fewer like it say nothing
SEED = 20_260_303


@dataclass(frozen=True)
class Forecast:
    """Working hours still to come at each band, out of `count` runs like it."""

    hours: tuple[float, ...]
    count: int


def of_new(leads: Column, seed: int = SEED) -> Forecast | None:
    """Of a run that begins now; `leads` are the working hours that past ones took."""
    if len(leads) < LEAST:
        return None
    drawn = np.random.default_rng(seed).choice(leads, DRAWS)
    return Forecast(_points(drawn), len(leads))


@dataclass(frozen=True)
class Stood:
    """Past passages of one step in runs that ended: how long each took, and how long the run took from its opening on."""

    hours: Column
    to_the_end: Column


def of_open(ages: Mapping[int, float], stood: Mapping[int, Stood], seed: int = SEED) -> Forecast | None:
    """Of a run with tasks open in the steps of `ages` (working hours so far); None where the past says too little about one of them."""
    if not ages:
        return None
    rng = np.random.default_rng(seed)
    latest = np.zeros(DRAWS)
    least = 0
    for step, age in sorted(ages.items()):
        seen = stood.get(step)
        if seen is None:
            return None
        still = seen.to_the_end[seen.hours >= age] - age
        if len(still) < LEAST:  # nothing stood so long before: those that stood longest say the most
            longest = np.argsort(seen.hours)[-max(LEAST, len(seen.hours) // 10) :]
            still = seen.to_the_end[longest] - np.minimum(seen.hours[longest], age)
        if len(still) < LEAST:
            return None
        latest = np.maximum(latest, rng.choice(np.maximum(still, 0.0), DRAWS))
        least = min(least or len(still), len(still))
    return Forecast(_points(latest), least)


def _points(drawn: Column) -> tuple[float, ...]:
    return tuple(float(each) for each in np.percentile(drawn, BANDS))


@dataclass(frozen=True)
class Proof:
    """Of `count` past runs, the share that ended within each band of the forecast that would have been made at their start."""

    count: int
    within: tuple[float, ...]

    @property
    def is_good(self) -> bool:
        """No band missed by more than chance explains: two standard errors of a share, and a little."""
        room = [2 * (band / 100 * (1 - band / 100) / self.count) ** 0.5 + 0.03 for band in BANDS] if self.count else []
        return bool(room) and all(
            abs(share - band / 100) <= wide for share, band, wide in zip(self.within, BANDS, room, strict=True)
        )


def proof(
    starts: Sequence[float] | Column, ends: Sequence[float] | Column, leads: Sequence[float] | Column, most: int = 200
) -> Proof | None:
    """Each run forecast with what had ended before it began, then compared with what became of it; the last `most` of them."""
    began, ended, took = (np.asarray(each, dtype="f8") for each in (starts, ends, leads))
    order = np.argsort(ended)
    in_order = took[order].tolist()
    known = np.searchsorted(ended[order], began, side="right")
    newest_first = np.argsort(began)[::-1]
    judged = newest_first[known[newest_first] >= LEAST][:most][::-1]
    if not len(judged):
        return None
    hits = [0] * len(BANDS)
    # What had ended before a run began only grows from one run to the next: one ordered list that runs come into and go out of.
    first = last = 0
    window: list[float] = []
    for count, lead in zip(known[judged].tolist(), took[judged].tolist(), strict=True):
        for value in in_order[last:count]:
            insort(window, value)
        for value in in_order[first : max(0, count - LOOKS_BACK)]:
            del window[bisect_left(window, value)]
        first, last = max(0, count - LOOKS_BACK), count
        for place, band in enumerate(BANDS):
            hits[place] += lead <= _point(window, band) + 1e-9
    return Proof(len(judged), tuple(each / len(judged) for each in hits))


def _point(ordered: list[float], band: int) -> float:
    """As `np.percentile` counts it."""
    place = (len(ordered) - 1) * band / 100
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
