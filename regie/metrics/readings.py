"""Readings: how each metric stands, in one row that a card can show without computing anything."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from regie.lib.periods import Grain, Period
from regie.metrics.engine.course import Course
from regie.metrics.engine.missing import Reason
from regie.metrics.engine.verdict import FINE, OVER
from regie.metrics.evaluation import Plan, columns_of
from regie.metrics.judging import Judgement
from regie.metrics.models import Reading, State

POINTS = 14
NEAR = 0.05  # of the bound: closer than this is near its edge
ORDER = {State.BREACH: 0, State.WATCH: 1, State.WAIT: 2, State.GOOD: 3, State.UNJUDGED: 4}


def renew(plans: Sequence[Plan], judgements: dict[int, list[Judgement]], *, today: date) -> None:
    """Make the readings of these metrics what their courses and judgements say."""
    ids = [plan.metric.pk for plan in plans]
    stands = {(each.metric_id, each.dimension, each.dimension_value): each for each in Reading.objects.filter(metric_id__in=ids)}
    fresh: list[Reading] = []
    changed: list[Reading] = []
    for plan in plans:
        for reading in readings(plan, judgements.get(plan.metric.pk, []), today=today):
            reading.seen_on = today
            old = stands.pop((reading.metric_id, reading.dimension, reading.dimension_value), None)
            if old is None:
                fresh.append(reading)
            elif any(getattr(old, name) != getattr(reading, name) for name in FIELDS):
                reading.pk = old.pk
                changed.append(reading)
    Reading.objects.filter(pk__in=[each.pk for each in stands.values()]).delete()
    Reading.objects.bulk_create(fresh, batch_size=500)
    Reading.objects.bulk_update(changed, [*FIELDS], batch_size=100)


FIELDS = (
    "grain",
    "state",
    "period",
    "value",
    "reason",
    "reason_about",
    "previous",
    "year_before",
    "low",
    "high",
    "over_for",
    "waits_for",
    "points",
    "seen_on",
)


def readings(plan: Plan, judgements: list[Judgement], *, today: date) -> list[Reading]:
    grain = Grain(plan.metric.shown)
    found = plan.courses.get(grain)
    if found is None:
        waits = _due(plan, grain, None, today)
        reason = Reason.NO_FIGURE if plan.versions else Reason.NO_FORMULA
        about = plan.needs[0] if plan.needs else ""
        state = State.WAIT if plan.versions else State.UNJUDGED
        return [Reading(metric=plan.metric, grain=grain, state=state, reason=reason.word, reason_about=about, waits_for=waits)]
    made = []
    for row, (dimension, value) in enumerate(found.frame.groups):
        if not dimension or dimension in plan.dimensions:
            reading = _reading(plan, found, row, [each for each in judgements if each.rule.dimension == dimension], today)
            if reading.value is not None or not dimension:
                reading.dimension, reading.dimension_value = dimension, value
                made.append(reading)
    overall, parts = made[0], made[1:]
    for part in parts:
        # A platform out of its band puts its metric out of band; a platform that merely lacks figures does not.
        if part.state in (State.BREACH, State.WATCH) and ORDER[State(part.state)] < ORDER[State(overall.state)]:
            overall.state = part.state
        if part.state == State.GOOD and overall.state == State.UNJUDGED:
            overall.state = State.GOOD
    return made


def _reading(plan: Plan, found: Course, row: int, judgements: list[Judgement], today: date) -> Reading:
    columns = columns_of(plan, found)
    grain = found.frame.grain
    ended = min(max(Period.of(today, grain).index - found.frame.first, 0), columns.stop)  # a period under way is no reading yet
    stop = ended if ended > columns.start else columns.stop
    values = found.values[row]
    known = np.flatnonzero(~np.isnan(values[columns.start : stop])) + columns.start
    last = int(known[-1]) if len(known) else None
    reading = Reading(metric=plan.metric, grain=grain)
    if last is not None:
        reading.period, reading.value = found.period(last).start, float(values[last])
        reading.previous = _at(values, last - 1)
        reading.year_before = _at(values, last - grain.a_year)
    if stop > columns.start and np.isnan(values[stop - 1]) and (missing := found.missing(row, stop - 1)):
        reading.reason, reading.reason_about = missing.reason.word, missing.about[:80]
    low, high = _band(judgements, row, found)
    reading.low, reading.high = (_at(low, last), _at(high, last)) if last is not None else (None, None)
    shown = range(max(columns.start, stop - POINTS), stop)
    reading.points = [
        [found.period(each).start.isoformat(), _at(values, each), _at(low, each), _at(high, each)] for each in shown
    ]
    reading.waits_for = _due(plan, grain, found.period(last) if last is not None else None, today)
    reading.state, reading.over_for = _state(judgements, row)
    if reading.state != State.BREACH and (reading.waits_for or reading.value is None):
        reading.state = State.WAIT
    return reading


def _at(values: np.ndarray, column: int) -> float | None:
    if not 0 <= column < len(values) or math.isnan(values[column]):
        return None
    return float(values[column])


def _band(judgements: list[Judgement], row: int, found: Course) -> tuple[np.ndarray, np.ndarray]:
    """The edges that thresholds of the shown grain set: the highest floor and the lowest ceiling."""
    low, high = np.full(found.frame.length, np.nan), np.full(found.frame.length, np.nan)
    for each in judgements:
        if each.course.frame == found.frame:
            if each.rule.side == "below":
                low = np.fmax(low, each.verdict.edge[row])
            else:
                high = np.fmin(high, each.verdict.edge[row])
    return low, high


def _state(judgements: list[Judgement], row: int) -> tuple[str, int]:
    """From the newest period that each rule could judge; and how many periods running one has held."""
    state, longest = State.UNJUDGED, 0
    for each in judgements:
        now = each.verdict.now[row, : each.closed]
        known = np.flatnonzero(now != -1)
        if not len(known):
            continue
        last = int(known[-1])
        run = 0
        while last - run >= 0 and now[last - run] == OVER:
            run += 1
        longest = max(longest, run)
        if each.verdict.holds[row, last]:
            found = State.BREACH
        elif now[last] == OVER or (now[last] == FINE and _is_near(each, row, last)):
            found = State.WATCH
        else:
            found = State.GOOD
        state = min(state, found, key=lambda each: ORDER[each])
    return state, longest


def _is_near(judgement: Judgement, row: int, column: int) -> bool:
    subject, bound = judgement.verdict.subject[row, column], judgement.verdict.bound[row, column]
    return bool(bound and abs(subject - bound) <= NEAR * abs(bound))


def _due(plan: Plan, grain: Grain, last: Period | None, today: date) -> date | None:
    """The oldest period after the last value that should have figures by now."""
    if not plan.versions:
        return None
    newest = Period.of(today - timedelta(days=plan.metric.grace), grain).previous
    first = last.next if last else Period.of(max(plan.metric.made_at.date(), date(1970, 1, 1)), grain)
    return first.start if first <= newest else None
