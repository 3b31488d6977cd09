"""What figures would do to metrics before they are written: the engine runs over them laid upon what stands, and nothing is kept.

foreseen = foresee([Change(measure.pk, {"channel": "YouTube"}, date(2026, 6, 1), 38.0)])
foreseen is None                   too much would have to be computed
foreseen[0].values                 [Moved("2026-06-01", 245.0, 251.0, "breach")], newest first
foreseen[0].breaches               [Turn("opens", "", "2026-06-01")]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np
from django.utils import timezone

from regie.lib.periods import Grain
from regie.metrics.catalogue import Catalogue
from regie.metrics.engine.address import address_of
from regie.metrics.engine.course import Course
from regie.metrics.engine.figures import EPOCH, Figures
from regie.metrics.engine.verdict import FINE, episodes
from regie.metrics.evaluation import Plan, columns_of, compute, load, needed_measures, plans_for
from regie.metrics.judging import Judgement, _counts, _same, _was_by_this_rule, judgement
from regie.metrics.loading import figures_of
from regie.metrics.models import Breach, Figure, Measure, Metric

MOST_CHANGES = 50_000
MOST_FIGURES = 400_000  # of the measures that are read; more take longer than a person likes to wait
MOST_METRICS = 60


class Change(NamedTuple):
    """A figure that would be new or changed; `period` is the first day of one of the measure's own periods."""

    measure_id: int
    dimensions: dict[str, str]
    period: date
    value: float


class Moved(NamedTuple):
    """A value of the metric over all; `state` is breach, good, or "" where no rule judges it."""

    period: str
    old: float | None
    new: float | None
    state: str


class Turn(NamedTuple):
    """What a breach would do: opens, resolves, or is withdrawn since its figures were wrong."""

    act: str
    dimension_value: str
    period: str
    grain: str


@dataclass
class Foreseen:
    metric: Metric
    values: list[Moved] = field(default_factory=list)  # newest first
    breaches: list[Turn] = field(default_factory=list)


def foresee(changes: Sequence[Change], today: date | None = None) -> list[Foreseen] | None:
    """The metrics that these figures would move, those with breaches first; None when that is too much to compute at once."""
    touched = {each.measure_id for each in changes}
    metrics = list(Metric.objects.in_use().needing(*touched).order_by("pk").values_list("pk", flat=True)) if touched else []
    if not metrics:
        return []
    if len(changes) > MOST_CHANGES or len(metrics) > MOST_METRICS:
        return None
    catalogue, loaded = Catalogue(), load(metrics)
    before, after = plans_for(loaded, catalogue), plans_for(loaded, catalogue)
    measures = needed_measures(before, catalogue)
    pks = [measure.pk for measure in measures]
    if Figure.objects.filter(series__measure__in=pks).order_by()[: MOST_FIGURES + 1].count() > MOST_FIGURES:
        return None
    stands = figures_of(measures)
    would = _laid_over(stands, measures, changes)
    compute(before, stands)
    compute(after, would)
    day = today or timezone.localdate()
    breaches: dict[int, list[Breach]] = {}
    for breach in Breach.objects.stood().filter(metric__in=metrics).select_related("metric").order_by("period"):
        breaches.setdefault(breach.threshold_id, []).append(breach)
    found = [_compared(*pair, stands, would, breaches, day) for pair in zip(before, after, strict=True)]
    found = [each for each in found if each.values or each.breaches]
    return sorted(found, key=lambda each: (not each.breaches, each.metric.name))


def _laid_over(stands: dict[str, Figures], measures: Iterable[Measure], changes: Iterable[Change]) -> dict[str, Figures]:
    keys = {measure.pk: measure.key for measure in measures}
    fresh: dict[str, list[Change]] = {}
    for change in changes:
        if (key := keys.get(change.measure_id)) is not None:
            fresh.setdefault(key, []).append(change)
    return {key: _with(each, fresh[key]) if key in fresh else each for key, each in stands.items()}


def _with(figures: Figures, changes: list[Change]) -> Figures:
    """A figure that comes takes the place of the one that stands there."""
    dimensions = list(figures.dimensions)
    places = {address_of(each): place for place, each in enumerate(dimensions)}
    said: list[tuple[int, int, float]] = []
    for change in changes:
        address = address_of(change.dimensions)
        if address not in places:
            places[address] = len(dimensions)
            dimensions.append(change.dimensions)
        said.append((places[address], change.period.toordinal() - EPOCH, change.value))
    new_series, new_days, new_values = (np.array(each) for each in zip(*said, strict=True))
    series = np.concatenate([figures.series, new_series.astype(np.int64)])
    days = np.concatenate([figures.days, new_days.astype(np.int64)])
    values = np.concatenate([figures.values, new_values.astype(float)])
    order = np.lexsort((np.arange(len(series)), days, series))  # of two in one place the one that comes stands last
    series, days, values = series[order], days[order], values[order]
    last = np.r_[(series[1:] != series[:-1]) | (days[1:] != days[:-1]), True]
    return Figures(figures.kind, series[last], days[last], values[last], dimensions)


def _compared(before: Plan, after: Plan, stands, would, breaches: dict[int, list[Breach]], today: date) -> Foreseen:
    made = Foreseen(after.metric)
    judged = [(each, _judged(before, each, stands, today), _judged(after, each, would, today)) for each in after.thresholds]
    grain = Grain(after.metric.shown)
    if new := after.courses.get(grain):
        made.values = list(_moved(before.courses.get(grain), new, after, [now for _each, _old, now in judged if now]))
    for threshold, old, now in judged:
        stood = breaches.get(threshold.pk, [])
        already = set(_turns(old, stood)) if old else set()
        made.breaches += [turn for turn in (_turns(now, stood) if now else []) if turn not in already]
    return made


def _judged(plan: Plan, threshold, figures: dict[str, Figures], today: date) -> Judgement | None:
    rule = threshold.read_rule
    return judgement(plan, rule, figures, today, threshold) if rule is not None and threshold.is_confirmed else None


def _moved(old: Course | None, new: Course, plan: Plan, judgements: list[Judgement]):
    for column in reversed(columns_of(plan, new)):
        period = new.period(column)
        value, stood = _number(new.values[0, column]), None
        if old is not None and 0 <= (place := period.index - old.frame.first) < old.frame.length:
            stood = _number(old.values[0, place])
        if value != stood:
            yield Moved(period.start.isoformat(), stood, value, _state(new, column, judgements))


def _state(course: Course, column: int, judgements: list[Judgement]) -> str:
    found = ""
    for each in judgements:
        if each.rule.dimension or each.course.frame != course.frame or column >= each.closed:
            continue
        if each.verdict.holds[0, column]:
            return "breach"
        found = "good" if each.verdict.now[0, column] == FINE else found
    return found


def _number(value) -> float | None:
    return None if np.isnan(value) else float(value)


def _turns(now: Judgement, stood: list[Breach]) -> list[Turn]:
    """What `judging` would do to these breaches, in the same order of questions, without doing it."""
    turns: list[Turn] = []
    by_value: dict[str, list[Breach]] = {}
    for breach in stood:
        by_value.setdefault(breach.dimension_value.casefold(), []).append(breach)
    grain = str(now.course.frame.grain)
    for row in now.rows:
        value = now.course.frame.groups[row][1]
        left = by_value.pop(value.casefold(), [])
        for episode in episodes(now.verdict.now[row, : now.closed], now.verdict.holds[row, : now.closed]):
            first = now.course.period(episode.first).start.isoformat()
            same = [each for each in left if _same(each, episode, now)]
            left = [each for each in left if each not in same]
            if same and episode.back is not None and same[0].is_open:
                turns.append(Turn("resolves", value, now.course.period(episode.back).start.isoformat(), grain))
            elif (same and episode.back is None and same[0].resolved_at and not same[0].closed_at) or (
                not same and _counts(episode, now) and episode.back is None
            ):
                turns.append(Turn("opens", value, first, grain))
        turns += _withdrawn(left, now)
    return turns + [turn for others in by_value.values() for turn in _withdrawn(others, now)]


def _withdrawn(breaches: list[Breach], now: Judgement) -> list[Turn]:
    return [
        Turn("withdrawn", each.dimension_value, each.period.isoformat(), each.grain)
        for each in breaches
        if each.is_open and _was_by_this_rule(each, now)
    ]
