"""How far a target lies from what the metric has done before: “2.4 times your best quarter”. Pure.

Levels compare the target with the values there were; slopes compare the change asked in the periods left with every past stretch of
the same length. Changes are differences and no ratios, so zero and negative values are compared as any others; “times” is only said
where both numbers are positive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regie.lib import dates
from regie.lib.numbers import number, percent
from regie.lib.periods import Grain, index_of, start_of
from regie.objectives import rhythms
from regie.objectives.amounts import Amounts, language

ENOUGH = 4  # values; fewer are no past
STRETCHES = 3  # comparable stretches; fewer prove nothing
_USUAL = 0.2  # of the past stretches: what happens once in five is no feat
_NEAR = 1.1  # so little above the steepest stretch is not unheard of


class Verdict(StrEnum):
    USUAL = "usual"  # it has been so, or as fast, more than once
    STEEP = "steep"  # it has been so once or twice, or nearly
    UNSEEN = "unseen"  # it has never been so, nor risen as fast
    IMPOSSIBLE = "impossible"  # beyond what the metric can be
    UNKNOWN = "unknown"  # too little past, or nothing to compare


@dataclass(frozen=True)
class Fact:
    code: str
    says: str
    figure: float | None = None

    def __str__(self) -> str:
        return self.says


@dataclass(frozen=True)
class Reach:
    verdict: Verdict
    facts: tuple[Fact, ...] = ()

    @property
    def first(self) -> str:
        """The one sentence to show where there is room for one."""
        return self.facts[0].says if self.facts else ""

    def fact(self, code: str) -> Fact | None:
        return next((each for each in self.facts if each.code == code), None)


@dataclass(frozen=True)
class _Case:
    values: dict[int, float]  # by the number of the period
    grain: Grain
    sense: int  # +1 higher is better, -1 lower is better
    baseline: float
    target: float
    periods: int
    amounts: Amounts

    @property
    def asked(self) -> float:
        """The change asked for, positive where it is for the better."""
        return (self.target - self.baseline) * self.sense

    def name(self, index: int) -> str:
        return dates.period(start_of(index, self.grain), rhythms.code(self.grain), language())

    def reaches(self, value: float) -> bool:
        return (value - self.target) * self.sense >= 0


def reach(
    past: Sequence[tuple[date, float]],
    *,
    direction: str,
    baseline: float | None,
    target: float | None,
    periods: int,
    rhythm: str = "month",
    amounts: Amounts | None = None,
    ceiling: float | None = None,
    floor: float | None = None,
    low: float | None = None,
    high: float | None = None,
) -> Reach:
    """What `target` asks, in `periods` periods from now, compared with `past` (first day of a period, value).

    `ceiling` and `floor` are what the metric cannot pass: 100 for a share in percent. With direction `band` the goal is to stay
    between `low` and `high`.
    """
    amounts = amounts or Amounts()
    grain = Grain(rhythm)
    values = {index_of(day, grain): float(value) for day, value in past if value is not None}
    if direction == "band":
        return _band(values, grain, low, high)
    if target is None or baseline is None:
        return Reach(Verdict.UNKNOWN)
    if ceiling is not None and target > ceiling:
        said = _("This metric cannot pass %(limit)s: the target asks for more than there is.") % {"limit": amounts.of(ceiling)}
        return Reach(Verdict.IMPOSSIBLE, (Fact("impossible", said, ceiling),))
    if floor is not None and target < floor:
        said = _("This metric cannot fall below %(limit)s: the target asks for less than there is.") % {
            "limit": amounts.of(floor)
        }
        return Reach(Verdict.IMPOSSIBLE, (Fact("impossible", said, floor),))
    case = _Case(values, grain, -1 if direction == "lower" else 1, float(baseline), float(target), periods, amounts)
    if len(values) < ENOUGH:
        return Reach(Verdict.UNKNOWN, (_too_little(len(values), grain), *_left(case, ceiling)))
    if case.asked <= 0:
        return Reach(Verdict.USUAL, (Fact("holds", _("The target asks for no more than there is now.")),))
    level, level_verdict = _level(case)
    slope, slope_verdict = _slope(case)
    facts = [*level, *slope, *_left(case, ceiling)]
    return Reach(_worst_of(level_verdict, slope_verdict), tuple(facts))


def _worst_of(level: Verdict, slope: Verdict) -> Verdict:
    """Unseen only where neither the level nor the slope was ever seen; each alone is a steep thing to ask."""
    if slope == Verdict.UNKNOWN:
        return level
    if level == slope:
        return level
    if Verdict.UNSEEN in (level, slope) and Verdict.USUAL not in (level, slope):
        return Verdict.UNSEEN
    return Verdict.STEEP if slope != Verdict.USUAL else Verdict.USUAL


def _too_little(count: int, grain: Grain) -> Fact:
    if not count:
        return Fact("too_little", _("The metric has no past yet: nothing can be compared."), 0)
    said = _("The past holds only %(count)s: too little to compare.") % {"count": rhythms.count(grain, count)}
    return Fact("too_little", said, count)


def _level(case: _Case) -> tuple[list[Fact], Verdict]:
    """The target beside the values there were."""
    best_index = max(case.values, key=lambda index: (case.values[index] * case.sense, index))
    best = case.values[best_index]
    reached = sorted(index for index, value in case.values.items() if case.reaches(value))
    words = {"target": case.amounts.of(case.target), "best": case.amounts.of(best), "when": case.name(best_index)}
    if reached:
        words |= {
            "count": number(len(reached), language()),
            "all": rhythms.count(case.grain, len(case.values)),
            "last": case.name(reached[-1]),
        }
        said = ngettext(
            "It has been reached before, once in %(all)s: %(last)s.",
            "It has been reached before, %(count)s times in %(all)s, last in %(last)s.",
            len(reached),
        )
        return [Fact("reached", said % words, len(reached))], Verdict.USUAL if len(reached) > 1 else Verdict.STEEP
    words["record"] = rhythms.best(case.grain)
    ratio = case.target / best if best > 0 and case.target > 0 else None
    if ratio and case.sense > 0 and case.amounts.unit not in {"percent", "score"} and ratio >= 1.1:
        words["times"] = _times(ratio)
        said = _("The target is %(times)s times %(record)s (%(best)s, %(when)s).") % words
        verdict = Verdict.UNSEEN if ratio > 1.5 else Verdict.STEEP
        return [Fact("times_best", said, ratio)], verdict
    if ratio and case.sense < 0 and case.amounts.unit not in {"percent", "score"} and ratio <= 0.9:
        words["share"] = percent((1 - ratio) * 100, language(), 0)
        said = _("The target is %(share)s below %(record)s (%(best)s, %(when)s).") % words
        return [Fact("below_best", said, ratio)], Verdict.UNSEEN if ratio < 2 / 3 else Verdict.STEEP
    words["gap"] = case.amounts.change(abs(case.target - best))
    said = _("It has never been reached: %(record)s was %(best)s (%(when)s), %(gap)s away.") % words
    spread = max(case.values.values()) - min(case.values.values())
    far = abs(case.target - best) > spread / 2
    return [Fact("never", said, abs(case.target - best))], Verdict.UNSEEN if far else Verdict.STEEP


def _slope(case: _Case) -> tuple[list[Fact], Verdict]:
    """The change asked beside every past stretch of as many periods."""
    if case.periods < 1:
        return [], Verdict.UNKNOWN
    changes = {
        index: (case.values[index + case.periods] - value) * case.sense
        for index, value in case.values.items()
        if index + case.periods in case.values
    }
    words = {"stretch": rhythms.count(case.grain, case.periods)}
    if len(changes) < STRETCHES:
        said = _("The past is too short to compare with other stretches of %(stretch)s.") % words
        return [Fact("short_past", said, len(changes))], Verdict.UNKNOWN
    as_much = [index for index, change in changes.items() if change >= case.asked]
    start = max(changes, key=lambda index: (changes[index], index))
    steepest = changes[start]
    words |= {
        "count": number(len(as_much), language()),
        "all": number(len(changes), language()),
        "first": case.name(start),
        "last": case.name(start + case.periods),
        "change": case.amounts.change(case.asked),
    }
    share = len(as_much) / len(changes)
    if as_much:
        said = _rose(case.sense, len(as_much)) % words
        return [Fact("stretches", said, share)], Verdict.USUAL if share >= _USUAL else Verdict.STEEP
    if steepest <= 0:
        said = _("In the past the metric has never moved this way over %(stretch)s.") % words
        return [Fact("never_moved", said, 0)], Verdict.UNSEEN
    ratio = case.asked / steepest
    if ratio <= _NEAR:
        said = _("It asks for as much as the best %(stretch)s in a row have brought (%(first)s to %(last)s).") % words
        return [Fact("steepest", said, ratio)], Verdict.STEEP
    words["times"] = _times(ratio)
    said = _("It asks for %(times)s times what the best %(stretch)s in a row have brought (%(first)s to %(last)s).") % words
    return [Fact("steeper", said, ratio)], Verdict.UNSEEN


def _times(ratio: float) -> str:
    """2.4, and 3 rather than 3.0."""
    rounded = round(ratio, 1)
    return number(rounded, language(), 0 if rounded.is_integer() else 1)


def _rose(sense: int, count: int) -> str:
    if sense > 0:
        return ngettext(
            "In the past, %(count)s of %(all)s stretches of %(stretch)s rose as much (%(change)s).",
            "In the past, %(count)s of %(all)s stretches of %(stretch)s rose as much (%(change)s).",
            count,
        )
    return ngettext(
        "In the past, %(count)s of %(all)s stretches of %(stretch)s fell as much (%(change)s).",
        "In the past, %(count)s of %(all)s stretches of %(stretch)s fell as much (%(change)s).",
        count,
    )


def _left(case: _Case, ceiling: float | None) -> list[Fact]:
    """How much of what is left to the ceiling the target takes; said only where little is left."""
    if ceiling is None or case.sense < 0 or not case.baseline < case.target <= ceiling or case.baseline < ceiling / 2:
        return []
    share = (case.target - case.baseline) / (ceiling - case.baseline)
    if share < 0.5:
        return []
    words = {"share": percent(share * 100, language(), 0), "ceiling": case.amounts.of(ceiling)}
    return [Fact("left", _("It closes %(share)s of what is left up to %(ceiling)s.") % words, share)]


def _band(values: dict[int, float], grain: Grain, low: float | None, high: float | None) -> Reach:
    if low is None and high is None:
        return Reach(Verdict.UNKNOWN)
    if len(values) < ENOUGH:
        return Reach(Verdict.UNKNOWN, (_too_little(len(values), grain),))
    inside = sum((low is None or value >= low) and (high is None or value <= high) for value in values.values())
    words = {"count": number(inside, language()), "all": rhythms.count(grain, len(values))}
    share = inside / len(values)
    if not inside:
        return Reach(
            Verdict.UNSEEN, (Fact("outside", _("In %(all)s of past, the metric was never between the two edges.") % words, 0.0),)
        )
    said = ngettext(
        "In %(all)s of past, the metric was between the two edges once.",
        "In %(all)s of past, the metric was between the two edges %(count)s times.",
        inside,
    )
    return Reach(Verdict.USUAL if share >= 0.5 else Verdict.STEEP, (Fact("inside", said % words, share),))


def ceiling_of(unit: str, values: Sequence[float], *, grows: bool = False) -> float | None:
    """100 for a percentage that has always stayed between 0 and 100, as shares and rates do; None where nothing says so.

    `grows`: the metric is a growth rate, which may pass 100 %.
    """
    if unit != "percent" or grows or len(values) < ENOUGH:
        return None
    return 100.0 if all(0 <= value <= 100 for value in values) and max(values) >= 5 else None


def periods_between(start: date, due: date, rhythm: str) -> int:
    """How many periods of `rhythm` lie from `start` to `due`; at least 0."""
    grain = Grain(rhythm)
    return max(0, index_of(due, grain) - index_of(start, grain))
