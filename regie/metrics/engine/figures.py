"""Figures as arrays, added up into periods and over dimensions.

How one measure's figures make one number for a period: `sum` adds them; `mean` averages them; `last` takes the newest of each
series and adds these up over series where they count something, averages them where they are a percentage, a ratio or a score.
No figure is added to one that it is a part of. A figure for Instagram is a part of the figure for all; one for Instagram and a
campaign, a part of the one for Instagram. Where both are there for a recorded period, the part is left out of what the other
counts in, and periods that have parts only count these. For `last` this is settled in the period that is asked for, since the
newest of each series is taken there. Figures of which neither is a part of the other (by platform, by campaign) are added up.
A week counts in the month that holds its Thursday.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

import numpy as np

from regie.lib.periods import Grain
from regie.metrics.engine.address import folded
from regie.metrics.engine.missing import Reason, packed

EPOCH = date(1970, 1, 1).toordinal()
FAR = 40_000  # no frame is longer: about a century of days


@dataclass(frozen=True)
class Kind:
    """What the arrays must know of a measure."""

    key: str
    grain: Grain
    adds_up: str = "sum"  # sum, mean, last
    stacks: bool = True  # whether `last` adds up over series; a percentage does not


@dataclass
class Figures:
    """All figures of one measure: parallel arrays in order of series, then of time. `days` counts from 1970."""

    kind: Kind
    series: np.ndarray  # place in `dimensions`
    days: np.ndarray
    values: np.ndarray
    dimensions: Sequence[Mapping[str, str]]
    _folded: list[dict[str, str]] = field(default_factory=list)
    _wholes: np.ndarray | None = None

    @classmethod
    def of(cls, kind: Kind, rows: Sequence[tuple[Mapping[str, str], date, float]]) -> Figures:
        """From rows, for tests and previews."""
        places: dict[tuple, int] = {}
        dimensions: list[Mapping[str, str]] = []
        for each, _, _ in rows:
            if (key := tuple(sorted(each.items()))) not in places:
                places[key] = len(dimensions)
                dimensions.append(each)
        triples = sorted((places[tuple(sorted(d.items()))], day.toordinal() - EPOCH, value) for d, day, value in rows)
        series, days, values = zip(*triples, strict=True) if triples else ((), (), ())
        return cls(
            kind, np.array(series, dtype=np.int64), np.array(days, dtype=np.int64), np.array(values, dtype=float), dimensions
        )

    def matching(self, wanted: Mapping[str, str]) -> np.ndarray:
        """For each series: whether it has the wanted dimension values."""
        if not self._folded:
            self._folded = [{key: folded(value) for key, value in each.items() if value} for each in self.dimensions]
        fold = {key: folded(value) for key, value in wanted.items()}
        return np.array([all(each.get(key) == value for key, value in fold.items()) for each in self._folded], dtype=bool)

    @property
    def wholes(self) -> np.ndarray:
        """For each series (rows) the places of those that it is a part of, -1 in empty cells; no column where there are none."""
        if self._wholes is None:
            self.matching({})
            place = {frozenset(each.items()): number for number, each in enumerate(self._folded)}
            found = []
            for each in self._folded:
                items = list(each.items())
                less = (frozenset(some) for size in range(len(items)) for some in combinations(items, size))
                found.append([place[some] for some in less if some in place])
            width = max(map(len, found), default=0)
            self._wholes = np.array([row + [-1] * (width - len(row)) for row in found], dtype=np.int64).reshape(len(found), width)
        return self._wholes


@dataclass(frozen=True)
class Frame:
    """The periods (columns) and the dimension values (rows) that one evaluation covers."""

    grain: Grain
    first: int
    length: int
    groups: tuple[tuple[str, str], ...] = (("", ""),)  # (dimension, value); ("", "") is over all

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.groups), self.length

    def columns(self, days: np.ndarray, recorded: Grain) -> np.ndarray:
        """The column that each day falls in; outside the frame a number below zero or from `length` on."""
        return period_indexes(days, self.grain, recorded) - self.first


@dataclass(frozen=True)
class Whole(Frame):
    """One single column for all periods from `first` to `last`."""

    last: int = 0

    def columns(self, days: np.ndarray, recorded: Grain) -> np.ndarray:
        at = period_indexes(days, self.grain, recorded)
        return np.where((at >= self.first) & (at <= self.last), 0, -1)


@dataclass
class Column:
    """Values with the reason of each that is missing; a missing value is NaN and has a reason."""

    values: np.ndarray
    why: np.ndarray

    @classmethod
    def filled(cls, shape: tuple[int, int], value: float) -> Column:
        return cls(np.full(shape, value, dtype=float), np.zeros(shape, dtype=np.int64))


def months_of(days: np.ndarray) -> np.ndarray:
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def period_indexes(days: np.ndarray, grain: Grain, recorded: Grain = Grain.DAY) -> np.ndarray:
    """The number of the period of `grain` that each day falls in; days begin periods of the grain `recorded`."""
    if grain == Grain.DAY:
        return days
    if grain == Grain.WEEK:
        return (days + 3) // 7
    if recorded == Grain.WEEK:
        days = days + 3
    return months_of(days) // grain.months


def is_too_coarse(recorded: Grain, wanted: Grain) -> bool:
    return recorded != Grain.WEEK and not wanted.holds(recorded) if wanted != Grain.DAY else recorded != Grain.DAY


def added_up(figures: Figures, frame: Frame, key_place: int, how: str = "") -> Column:
    """One row for each group of the frame. `how` overrides the measure's own way: sum, mean, last, min, max."""
    column = Column.filled(frame.shape, np.nan)
    if is_too_coarse(figures.kind.grain, frame.grain):
        column.why[:] = packed(Reason.TOO_COARSE, key_place)
        return column
    column.why[:] = packed(Reason.NO_FIGURE, key_place)
    if not len(figures.values):
        return column
    at = frame.columns(figures.days, figures.kind.grain)
    inside = (at >= 0) & (at < frame.length)
    series, at, values = figures.series[inside], at[inside], figures.values[inside]
    how = how or figures.kind.adds_up
    recorded = at if how == "last" else figures.days[inside]
    each = _one_a_series(series, at, values, how, frame.length)
    for row, (dimension, value) in enumerate(frame.groups):
        part = figures.matching({dimension: value} if dimension else {})
        if not part.any():
            continue
        mine = each
        if figures.wholes.shape[1]:
            stays = ~_is_counted(series, recorded, np.where((figures.wholes >= 0) & part[figures.wholes], figures.wholes, -1))
            mine = _one_a_series(series[stays], at[stays], values[stays], how, frame.length)
        at_each, made, weights = mine[1:]
        total = _over_series(at_each, made, weights, part[mine[0]], frame.length, how, figures.kind.stacks)
        column.values[row] = total
        column.why[row, ~np.isnan(total)] = 0
    return column


def _is_counted(series: np.ndarray, recorded: np.ndarray, wholes: np.ndarray) -> np.ndarray:
    """Whether a figure stands in another one of the same recorded period already, that of a series it is a part of."""
    if not len(series):
        return np.zeros(0, dtype=bool)
    span = int(recorded.max() - recorded.min()) + 1
    since = recorded - recorded.min()
    there = np.unique(series * span + since)
    found = np.zeros(len(series), dtype=bool)
    for column in range(wholes.shape[1]):
        whole = wholes[series, column]
        found |= (whole >= 0) & np.isin(whole * span + since, there)
    return found


def _one_a_series(series, at, values, how, length):
    """Add up inside each series and period first: one cell a series and period, with the number of figures in it."""
    if not len(values):
        return series, at, values, values
    cell = series * length + at
    starts = np.flatnonzero(np.r_[True, cell[1:] != cell[:-1]])
    counts = np.diff(np.r_[starts, len(cell)])
    match how:
        case "last":
            made = values[np.r_[starts[1:] - 1, len(cell) - 1]]
        case "min":
            made = np.minimum.reduceat(values, starts)
        case "max":
            made = np.maximum.reduceat(values, starts)
        case _:
            made = np.add.reduceat(values, starts)
    return series[starts], at[starts], made, counts.astype(float)


def _over_series(at, values, weights, chosen, length, how, stacks):
    at, values, weights = at[chosen], values[chosen], weights[chosen]
    count = np.bincount(at, minlength=length)
    if how in ("min", "max"):
        made = np.full(length, np.inf if how == "min" else -np.inf)
        (np.minimum if how == "min" else np.maximum).at(made, at, values)
    else:
        with np.errstate(over="ignore", invalid="ignore"):
            made = np.bincount(at, weights=values, minlength=length)
            if how == "mean":
                made = made / np.maximum(np.bincount(at, weights=weights, minlength=length), 1)
            elif how == "last" and not stacks:
                made = made / np.maximum(count, 1)
    return np.where(count > 0, made, np.nan)
