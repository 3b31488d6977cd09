"""Two stretches of time side by side: a metric now against the periods before, a year before, or any two that one chooses.

A stretch counts as a whole too: its formula is computed over all of its figures, so that the CAC of a quarter is the quarter's
spend by the quarter's customers, never the mean of three numbers. Where a period of it has no value, the whole has none; a
campaign or a platform counts with the periods in which it has figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

import numpy as np
from django.utils.translation import gettext, pgettext

from regie.lib.periods import Grain, Period
from regie.metrics import words
from regie.metrics.engine.compiled import Table
from regie.metrics.engine.figures import Whole
from regie.metrics.engine.missing import Missing, Reason, unpacked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regie.metrics.course import Dot, Told

BEFORE, YEAR, OWN = "before", "year", "own"
OVERALL = ("", "")
KINDS = (BEFORE, YEAR, OWN)


@dataclass(frozen=True)
class Span:
    """From a period to another, both included; `said` in the reader's language."""

    first: Period
    last: Period

    @property
    def periods(self) -> list[Period]:
        return list(self.first.to(self.last))

    @property
    def said(self) -> str:
        first = words.period_name(self.first.start, self.first.grain)
        if self.first == self.last:
            return first
        last = words.period_name(self.last.start, self.last.grain)
        return pgettext("periods", "%(first)s to %(last)s") % {"first": first, "last": last}


@dataclass(frozen=True)
class Side:
    """One value of a pair; without a value, the reason why."""

    period: Period | None
    value: float | None
    reason: str = ""


@dataclass(frozen=True)
class Pair:
    """Two values that are compared. `share` is the change in percent of `then`; None where `then` is missing or zero."""

    now: Side
    then: Side
    name: str = ""

    @property
    def change(self) -> float | None:
        return None if self.now.value is None or self.then.value is None else self.now.value - self.then.value

    @property
    def share(self) -> float | None:
        return 100 * self.change / abs(self.then.value) if self.change is not None and self.then.value else None


@dataclass(frozen=True)
class Comparison:
    kind: str
    now: Span
    then: Span
    pairs: list[Pair]  # period by period, the newest first
    whole: Pair | None  # over each stretch as a whole; None where each is one period
    parts: list[Pair]  # the same for each value of a dimension

    @property
    def label(self) -> str:
        """What the line of the picture is compared with."""
        if self.kind == YEAR:
            return gettext("a year before")
        return self.then.said

    @property
    def missing(self) -> list[str]:
        """Why some of it cannot be compared, each reason once."""
        sides = [side for pair in (self.whole, *self.pairs) if pair for side in (pair.now, pair.then)]
        return list(dict.fromkeys(side.reason for side in sides if side.value is None and side.reason))


def comparison(page: Told, asked: Mapping[str, str], shown: Sequence[Dot], dots: list[Dot]) -> Comparison | None:
    """What the address asks to compare: `compare`, and for two of one's own choice `first`, `last`, `with_first`, `with_last`.
    `shown` are the dots on the page, `dots` all of them."""
    kind = asked.get("compare", "")
    if kind not in KINDS or not dots or page.course is None:
        return None
    now, then = spans(kind, asked, shown, dots)
    by, value = asked.get("by", ""), asked.get("value", "")
    place = {dot.period: dot for dot in dots}
    pairs = [
        Pair(_side(place, mine), _side(place, theirs)) for mine, theirs in zip_longest(now.periods, then.periods)
    ]  # fmt: skip
    whole = None
    if len(pairs) > 1:
        group = (by, value) if value else OVERALL
        whole = Pair(_whole(page, now, [group], [dots])[0], _whole(page, then, [group], [dots])[0])
    parts: list[Pair] = []
    if by and not value and (names := page.groups(by)[:24]):
        groups, courses = [(by, name) for name in names], [page.dots(by, name) for name in names]
        both = zip(names, _whole(page, now, groups, courses), _whole(page, then, groups, courses), strict=True)
        parts = [Pair(mine, theirs, name) for name, mine, theirs in both]
    return Comparison(kind, now, then, pairs[::-1], whole, parts)


def spans(kind: str, asked: Mapping[str, str], shown: Sequence[Dot], dots: Sequence[Dot]) -> tuple[Span, Span]:
    now = Span(shown[0].period, shown[-1].period)
    if kind == YEAR:
        return now, Span(now.first.year_before, now.last.year_before)
    if kind == BEFORE:
        last = now.first.previous
        return now, Span(last.shift(1 - len(now.periods)), last)
    newest, oldest = dots[-1].period, dots[0].period
    first = _asked(asked, "first", max(newest.shift(-2), oldest), dots)
    last = _asked(asked, "last", newest, dots)
    now = Span(min(first, last), max(first, last))
    # Until one says otherwise: the same a year before where the metric is that old, else what comes right before.
    far = now.first.year_before >= oldest
    then_first = now.first.year_before if far else now.first.shift(-len(now.periods))
    first = _asked(asked, "with_first", max(then_first, oldest), dots)
    last = _asked(asked, "with_last", max(now.last.year_before if far else now.first.previous, oldest), dots)
    return now, Span(min(first, last), max(first, last))


def _asked(asked: Mapping[str, str], name: str, default: Period, dots: Sequence[Dot]) -> Period:
    """The period that the address names, within those that the metric has."""
    try:
        found = Period.of(date.fromisoformat(asked.get(name, "")), default.grain)
    except ValueError:
        found = default
    return min(max(found, dots[0].period), dots[-1].period)


def _side(place: dict[Period, Dot], period: Period | None) -> Side:
    if period is None:
        return Side(None, None)
    name = words.period_name(period.start, period.grain)
    dot = place.get(period)
    if dot is None:
        return Side(period, None, gettext("%(period)s: no value, the figures do not reach that far.") % {"period": name})
    if dot.value is None:
        return Side(period, None, gettext("%(period)s: %(reason)s") % {"period": name, "reason": dot.reason})
    return Side(period, dot.value)


def _whole(page: Told, span: Span, groups: list[tuple[str, str]], courses: list[list[Dot]]) -> list[Side]:
    """The metric over a whole stretch, for each group: computed from its figures by the formula in force."""
    here = [{dot.period: dot for dot in dots} for dots in courses]
    numbers = {dot.formula for dot in here[0].values() if span.first <= dot.period <= span.last}
    version = next((each for each in page.plan.versions if {each.number} == numbers), None)
    if len(span.periods) == 1:
        return [Side(span.first, _side(each, span.first).value, _side(each, span.first).reason) for each in here]
    if version is None:
        why = gettext("Over the whole there is no value: the formula changed in between.") if len(numbers) > 1 else ""
        return [Side(span.first, None, why) for _ in groups]
    grain = Grain(page.metric.shown)
    frame = Whole(grain, span.first.index, 1, tuple(groups), span.last.index)
    table = Table(page.figures, frame)
    found = version.compute(table)
    sides = []
    for row, dots in enumerate(here):
        holes = [period for period in span.periods if period not in dots or dots[period].value is None]
        number = found.values[row, 0]
        if holes and groups[row] == OVERALL:
            hole = words.period_name(holes[0].start, grain)
            why = gettext("Over the whole there is no value: %(period)s has none.") % {"period": hole}
            sides.append(Side(span.first, None, why))
        elif np.isnan(number):
            missing = unpacked(int(found.why[row, 0]), table.keys)
            sides.append(Side(span.first, None, _reason(page, missing)))
        else:
            sides.append(Side(span.first, float(number)))
    return sides


def _reason(page: Told, missing: Missing | None) -> str:
    if missing is None or missing.reason == Reason.NO_HISTORY:
        return gettext("Over the whole there is no value: the formula looks back in time.")
    return words.reason_words(missing.reason.word, page.catalogue.names.get(missing.about, missing.about))
