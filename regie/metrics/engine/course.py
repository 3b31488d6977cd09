"""The course of a metric: its values period by period, over all and for each value of its dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from regie.lib.periods import Grain, Period, index_of
from regie.metrics.engine.address import folded
from regie.metrics.engine.compiled import Compiled, Table
from regie.metrics.engine.figures import EPOCH, FAR, Figures, Frame
from regie.metrics.engine.missing import Missing, unpacked


@dataclass(frozen=True)
class Version:
    """A compiled formula and the day from which it holds (None: from the beginning)."""

    compute: Compiled
    number: int = 1
    since: date | None = None


@dataclass
class Course:
    frame: Frame
    values: np.ndarray  # groups by periods; NaN where missing
    why: np.ndarray
    versions: np.ndarray  # the formula's number, by period
    keys: list[str]

    def row(self, dimension: str = "", value: str = "") -> int | None:
        """The place of a group, in any case of letters."""
        wanted = (dimension, folded(value))
        return next((place for place, (dim, val) in enumerate(self.frame.groups) if (dim, folded(val)) == wanted), None)

    def missing(self, row: int, column: int) -> Missing | None:
        return unpacked(int(self.why[row, column]), self.keys)

    def period(self, column: int) -> Period:
        return Period.at(self.frame.first + column, self.frame.grain)

    @cached_property
    def periods(self) -> list[Period]:
        """All of them, oldest first."""
        return [self.period(column) for column in range(self.frame.length)]


def course(versions: Sequence[Version], table: Table) -> Course:
    """Compute all versions and keep each from the period on that holds its first day."""
    frame = table.frame
    first, *later = versions
    column = first.compute(table)
    values, why = column.values, column.why
    numbers = np.full(frame.length, first.number)
    for version in later:
        column = version.compute(table)
        start = 0 if version.since is None else max(index_of(version.since, frame.grain) - frame.first, 0)
        values, why, numbers = values.copy(), why.copy(), numbers.copy()
        values[:, start:], why[:, start:], numbers[start:] = column.values[:, start:], column.why[:, start:], version.number
    return Course(frame, values, why, numbers, table.keys)


def span(figures: Iterable[Figures]) -> tuple[int, int] | None:
    """The first and the last day on which any of these measures has a figure, counted from 1970; a week stands on its
    Thursday.
    """
    there = [(each, 3 if each.kind.grain == Grain.WEEK else 0) for each in figures if len(each.days)]
    if not there:
        return None
    return min(int(each.days.min()) + late for each, late in there), max(int(each.days.max()) + late for each, late in there)


def frame_of(days: tuple[int, int], grain: Grain, groups: tuple[tuple[str, str], ...]) -> Frame:
    """The frame that holds both days; the newest part of it where it would be longer than a century of days."""
    first = index_of(date.fromordinal(days[0] + EPOCH), grain)
    last = index_of(date.fromordinal(days[1] + EPOCH), grain)
    first = max(first, last - FAR + 1)
    return Frame(grain, first, last - first + 1, groups)


def groups_of(figures: Iterable[Figures], dimensions: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Over all, then each value of each dimension that these measures know, as it was first written."""
    found: dict[tuple[str, str], str] = {}
    for each in figures:
        fed = np.bincount(each.series, minlength=len(each.dimensions)) > 0  # what was undone leaves a series without figures
        for given, is_fed in zip(each.dimensions, fed, strict=True):
            for dimension in dimensions if is_fed else ():
                if value := given.get(dimension):
                    found.setdefault((dimension, folded(value)), value)
    order = sorted(found, key=lambda place: (dimensions.index(place[0]), place[1]))
    return (("", ""), *((dimension, found[dimension, fold]) for dimension, fold in order))


def references_on(frame: Frame, rows: Sequence[Mapping]) -> np.ndarray:
    """Benchmarks or targets as groups by periods. A row has dimension, dimension_value, since, until, value.

    It holds for the periods whose first day it covers; the one that began last wins, and one for a value of a dimension wins
    over one for all.
    """
    made = np.full(frame.shape, np.nan)
    for row in sorted(rows, key=lambda each: (bool(each["dimension"]), each["since"])):
        begins = index_of(row["since"], frame.grain)
        if Period.at(begins, frame.grain).start < row["since"]:
            begins += 1  # a period that had begun already is judged by what stood then
            if row["until"] and index_of(row["until"], frame.grain) < begins:
                begins -= 1  # unless it lies wholly inside that period: a target for a month is the month's, whatever its day
        ends = index_of(row["until"], frame.grain) if row["until"] else frame.first + frame.length - 1
        start, stop = max(begins - frame.first, 0), min(ends - frame.first, frame.length - 1) + 1
        if start >= stop:
            continue
        for place, (dimension, value) in enumerate(frame.groups):
            if not row["dimension"] or (dimension == row["dimension"] and folded(value) == folded(row["dimension_value"])):
                made[place, start:stop] = row["value"]
    return made
