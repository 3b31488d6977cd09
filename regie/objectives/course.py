"""How an objective goes: its value now against the straight line from baseline to target. Pure.

The line starts at the baseline on the first day and meets the target on the last. A value is compared with the line on the day up
to which it was measured, not with today's: figures come late, and being late with figures is no lag. Only what the objective does
between its two days is judged; before, and without a value, it waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regie.lib import dates
from regie.lib.numbers import number, percent
from regie.objectives.amounts import Amounts, language

GOOD_LAG = 0.05  # of the whole way: a lag that nobody acts on
WATCH_LAG = 0.20  # of the whole way: more is a breach
_EARLY = 0.1  # of the time: a pace read sooner is luck
_EDGE = 0.1  # of the band's width


class State(StrEnum):
    GOOD = "good"
    WATCH = "watch"
    BREACH = "breach"
    WAIT = "wait"


@dataclass(frozen=True)
class Goal:
    """What is aimed at. With direction `band` the value shall stay between `low` and `high`; baseline and target are left out."""

    starts_on: date
    due_on: date
    direction: str = "higher"
    baseline: float | None = None
    target: float | None = None
    low: float | None = None
    high: float | None = None
    amounts: Amounts = field(default_factory=Amounts)

    def __post_init__(self) -> None:
        for name in ("baseline", "target", "low", "high"):  # decimals as the database keeps them
            if (value := getattr(self, name)) is not None:
                object.__setattr__(self, name, float(value))

    @property
    def days(self) -> int:
        return max(1, (self.due_on - self.starts_on).days)

    @property
    def way(self) -> float | None:
        """From baseline to target, with its sign; None where there is no way to go."""
        if self.baseline is None or self.target is None or self.target == self.baseline:
            return None
        return self.target - self.baseline

    def elapsed(self, day: date) -> float:
        """The share of the time that is over on `day`, from 0 to 1."""
        return min(1.0, max(0.0, (day - self.starts_on).days / self.days))

    def line(self, day: date) -> float | None:
        """Where the straight line is on `day`."""
        return None if self.way is None else self.baseline + self.way * self.elapsed(day)


@dataclass(frozen=True)
class Progress:
    """`done` is the share of the way that is behind us (may be negative, or above 1); for a band, the share of readings inside it.

    `gap` is value minus line in the good direction: positive is ahead. `days` says the same in days of the line. `projected` is
    the value on the last day at the pace so far, `reached_on` the day on which the target is met at that pace, where it is.
    """

    state: State
    says: str
    reason: str = ""  # why it waits: early, no_value, no_goal
    done: float | None = None
    expected: float | None = None
    line: float | None = None  # on the day of the value
    line_today: float | None = None
    gap: float | None = None
    days: int | None = None
    projected: float | None = None
    reached_on: date | None = None
    is_reached: bool = False

    @property
    def percent_done(self) -> int | None:
        """For a bar: 0 to 100."""
        return None if self.done is None else round(min(1.0, max(0.0, self.done)) * 100)


def progress(
    goal: Goal,
    today: date,
    value: float | None = None,
    measured_on: date | None = None,
    readings: Sequence[tuple[date, float]] = (),
) -> Progress:
    """How `goal` stands. `value` is the metric's last one and `measured_on` the last day it covers (today where none is given).

    `readings` are the values since the start, for a band's share of readings inside.
    """
    day = min(measured_on or today, today)
    value = None if value is None else float(value)
    if today < goal.starts_on:
        said = _("It starts on %(day)s.") % {"day": _day(goal.starts_on)}
        return Progress(State.WAIT, said, "early", line_today=goal.line(goal.starts_on))
    if goal.direction == "band":
        return _band(goal, value, day, readings)
    if goal.baseline is None or goal.target is None:
        return Progress(State.WAIT, _("It waits for its baseline and its target."), "no_goal")
    if value is None:
        return Progress(State.WAIT, _("It waits for its first value."), "no_value", line_today=goal.line(today))
    if day < goal.starts_on:
        said = _("The last value is from before its start: it waits for the next.")
        return Progress(State.WAIT, said, "no_value", line_today=goal.line(today))
    return _keeping(goal, value) if goal.way is None else _straight(goal, today, value, day)


def _straight(goal: Goal, today: date, value: float, day: date) -> Progress:
    done, expected = (value - goal.baseline) / goal.way, goal.elapsed(day)
    line = goal.line(day)
    sense = 1 if goal.way > 0 else -1
    reached = (value - goal.target) * sense >= 0
    ahead = done - expected
    projected, reached_on = (None, None) if reached else _pace(goal, value, day)
    state = State.GOOD if reached or ahead >= -GOOD_LAG else State.WATCH if ahead >= -WATCH_LAG else State.BREACH
    if today > goal.due_on and not reached and state == State.GOOD:
        state = State.WATCH  # close by, but over
    gap, days = (value - line) * sense, round(ahead * goal.days)
    return Progress(
        state,
        _said(goal, today, reached, done, gap, days),
        "",
        done,
        expected,
        line,
        goal.line(today),
        gap,
        days,
        projected,
        reached_on,
        reached,
    )


def _pace(goal: Goal, value: float, day: date) -> tuple[float | None, date | None]:
    """The value on the last day, and the day of the target, if it goes on as since the start."""
    elapsed = (day - goal.starts_on).days
    if elapsed < 1 or goal.elapsed(day) < _EARLY:
        return None, None
    pace = (value - goal.baseline) / elapsed
    projected = goal.baseline + pace * goal.days
    if pace * goal.way <= 0:
        return projected, None
    needed = goal.way / pace
    return projected, goal.starts_on + timedelta(days=round(needed)) if needed < 36_500 else None


def _said(goal: Goal, today: date, reached: bool, done: float, gap: float, days: int) -> str:
    words = {
        "share": percent(round(max(0.0, done) * 100), language(), 0),
        "gap": goal.amounts.change(abs(gap)),
        "target": goal.amounts.of(goal.target),
        "count": number(abs(days), language()),
    }
    if reached:
        return _("Reached: %(target)s.") % words
    if today > goal.due_on:
        return _("It is over, with %(share)s of the way done.") % words
    if abs(days) < 1:
        return _("On the line: %(share)s of the way done.") % words
    if done < -GOOD_LAG:
        return _("It has moved away from its target since the beginning, and is %(gap)s from the line.") % words
    if days > 0:
        said = ngettext(
            "%(share)s of the way done, %(count)s day ahead of the line (%(gap)s).",
            "%(share)s of the way done, %(count)s days ahead of the line (%(gap)s).",
            days,
        )
    else:
        said = ngettext(
            "%(share)s of the way done, %(count)s day behind the line (%(gap)s).",
            "%(share)s of the way done, %(count)s days behind the line (%(gap)s).",
            -days,
        )
    return said % words


def _keeping(goal: Goal, value: float) -> Progress:
    """Target and baseline are one: the level is to be kept."""
    gap = (value - goal.target) * (-1 if goal.direction == "lower" else 1)
    room = abs(goal.target) * _EDGE
    state = State.GOOD if gap >= 0 else State.WATCH if -gap <= room else State.BREACH
    words = {"target": goal.amounts.of(goal.target), "gap": goal.amounts.change(abs(gap))}
    said = _("Kept: %(target)s or better.") % words if gap >= 0 else _("%(gap)s short of the level to keep, %(target)s.") % words
    return Progress(state, said, line=goal.target, line_today=goal.target, gap=gap, is_reached=gap >= 0)


def _band(goal: Goal, value: float | None, day: date, readings: Sequence[tuple[date, float]]) -> Progress:
    if goal.low is None and goal.high is None:
        return Progress(State.WAIT, _("It waits for its two edges."), "no_goal")
    if value is None or day < goal.starts_on:
        return Progress(State.WAIT, _("It waits for its first value."), "no_value")
    since = [reading for on, reading in readings if on >= goal.starts_on] or [value]
    done = sum(_outside(goal, each) <= 0 for each in since) / len(since)
    out = _outside(goal, value)
    inside = out <= 0
    width = (goal.high - goal.low) if goal.low is not None and goal.high is not None else abs(goal.high or goal.low or 0)
    state = State.GOOD if inside else State.WATCH if out <= width * _EDGE else State.BREACH
    words = {
        "value": goal.amounts.of(value),
        "gap": goal.amounts.change(abs(out)),
        "share": percent(round(done * 100), language(), 0),
    }
    if inside:
        said = _("%(value)s is between the edges; so were %(share)s of the values since the start.") % words
    else:
        said = _("%(value)s is outside the edges by %(gap)s.") % words
    return Progress(state, said, "", done, gap=-out, is_reached=inside)


def _outside(goal: Goal, value: float) -> float:
    """How far `value` lies outside the band; zero or less inside."""
    gaps = [
        edge
        for edge in (None if goal.low is None else goal.low - value, None if goal.high is None else value - goal.high)
        if edge is not None
    ]
    return max(gaps)


def _day(day: date) -> str:
    return dates.day(day, language())
