"""Reads shaped for the list of metrics: cards, rows of the table, small multiples."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import BooleanField, Count, ExpressionWrapper, Prefetch, Q
from django.utils.translation import gettext

from regie.metrics import words
from regie.metrics.models import Metric, Reading, State
from regie.metrics.models.metric import MetricQuerySet

_WORST = 3
_MULTIPLES = 8  # values of a dimension shown on the list; the metric's own page shows all


@dataclass(frozen=True)
class Spark:
    """What the small line needs: values with gaps, and the band's edges."""

    values: list[float | None]
    low: float | None
    high: float | None
    states: list[str]  # aligned on the last value


@dataclass(frozen=True)
class Small:
    """One value of a dimension among small multiples."""

    name: str
    url: str
    value: str
    spark: Spark
    state: str
    state_words: str
    limit: str = ""


@dataclass(frozen=True)
class Card:
    metric: Metric
    url: str
    value: str
    trend: str
    trend_words: str
    spark: Spark
    state: str
    state_words: str
    limit: str
    period: str
    smalls: list[Small] = field(default_factory=list)
    worst: list[Small] = field(default_factory=list)  # the values of a dimension that alarm, first the one that alarms most


@dataclass(frozen=True)
class Group:
    title: str
    cards: list[Card]  # without those shown as small multiples
    multiples: list[Card]


def spark_of(reading: Reading | None) -> Spark:
    if reading is None:
        return Spark([], None, None, [])
    states = [State.BREACH if _is_out(point) else "" for point in reading.points]
    if states and reading.state == State.WATCH:
        states[-1] = State.WATCH
    return Spark([point[1] for point in reading.points], reading.low, reading.high, states)


def _is_out(point: list) -> bool:
    """Whether a point `[start, value, low, high]` lies outside its band."""
    _start, value, low, high = point
    return value is not None and ((low is not None and value < low) or (high is not None and value > high))


def card_of(metric: Metric, overall: Reading | None, parts: list[Reading]) -> Card:
    trend, trend_words = words.trend_of(metric, overall) if overall else ("", "")
    waits = overall is None or overall.state == State.WAIT
    if waits and overall and overall.value is not None and overall.period:
        last = {"period": words.period_inline(overall.period, overall.grain), "value": words.value_of(metric, overall.value)}
        trend, trend_words = "", gettext("%(period)s: %(value)s") % last
    url = metric.get_absolute_url()
    return Card(
        metric=metric,
        url=url,
        value=words.value_of(metric, None if waits or overall is None else overall.value),
        trend=trend,
        trend_words=trend_words,
        spark=spark_of(overall),
        state=overall.state if overall else State.WAIT,
        state_words=words.state_of(overall),
        limit=words.limit_of(metric, overall.low, overall.high) if overall else "",
        period=words.period_name(overall.period, overall.grain) if overall and overall.period else "",
        smalls=[_small(metric, part) for part in _current(overall, parts)],
        worst=[_small(metric, part) for part in by_alarm(parts) if part.state in (State.BREACH, State.WATCH)][:_WORST],
    )


def _small(metric: Metric, part: Reading) -> Small:
    return Small(
        name=part.dimension_value,
        url=f"{metric.get_absolute_url()}?{urlencode({'by': part.dimension, 'value': part.dimension_value})}",
        value=words.value_of(metric, part.value),
        spark=spark_of(part),
        state=part.state,
        state_words=words.state_of(part),
        limit=words.limit_of(metric, part.low, part.high),
    )


def by_alarm(parts: list[Reading]) -> list[Reading]:
    """Those that alarm most first; alike ones keep their order."""
    alarms = list(State.values)
    return sorted(parts, key=lambda part: alarms.index(part.state))


def _current(overall: Reading | None, parts: list[Reading]) -> list[Reading]:
    """The parts to show side by side: those of the metric's own newest period, unless most of them have ended, as campaigns do."""
    if overall is None or overall.period is None:
        return []
    current = by_alarm([part for part in parts if part.period == overall.period and len(part.points) > 1])
    return current[:_MULTIPLES] if len(current) > 1 and 2 * len(current) > len(parts) else []


def cards_of(metrics: list[Metric]) -> list[Card]:
    """Cards of these metrics. One query for all their readings."""
    readings: dict[int, dict[str, list[Reading]]] = defaultdict(lambda: defaultdict(list))
    for reading in Reading.objects.filter(metric__in=metrics).order_by("dimension", "dimension_value"):
        readings[reading.metric_id]["all" if not reading.dimension else "parts"].append(reading)
    return [card_of(metric, next(iter(readings[metric.pk]["all"]), None), readings[metric.pk]["parts"]) for metric in metrics]


def groups_of(cards: list[Card]) -> list[Group]:
    """Cards by their metric's group, in the order given; a metric followed by dimension is a row of small multiples."""
    groups = []
    for title, members in groupby(cards, key=lambda card: card.metric.group):
        listed = list(members)
        groups.append(
            Group(
                title=title or gettext("Other metrics"),
                cards=[card for card in listed if not card.smalls],
                multiples=[card for card in listed if card.smalls],
            )
        )
    return groups


def metric_rows(person, whose: str = "") -> MetricQuerySet:
    """Metrics in use with their owner and `overall` reading; `whose` is "mine" for those one owns or follows.

    `is_alone`: in no group, which comes after the groups.
    """
    alone = ExpressionWrapper(Q(group=""), output_field=BooleanField())
    metrics = Metric.objects.visible_to(person).in_use().select_related("owner").annotate(is_alone=alone)
    if whose == "mine":
        metrics = metrics.filter(Q(owner=person) | Q(followers=person)).distinct()
    return metrics.prefetch_related(Prefetch("readings", queryset=Reading.objects.overall(), to_attr="overall"))


def counts(person) -> dict[str, int]:
    """How many metrics stand how: keys of `State`, `all` and `mine`. Two queries."""
    everything = Metric.objects.visible_to(person).in_use()
    by_state = dict(
        Reading.objects.filter(metric__in=everything, dimension="").values_list("state").annotate(many=Count("id")).order_by()
    )
    both = everything.aggregate(
        all=Count("id", distinct=True),
        mine=Count("id", filter=Q(owner=person) | Q(followers=person), distinct=True),
    )
    known = sum(by_state.values())
    by_state[State.WAIT] = by_state.get(State.WAIT, 0) + both["all"] - known
    return {state: by_state.get(state, 0) for state in State.values} | both


def loudest(person, limit: int = 3) -> list[Metric]:
    """The metrics that alarm most, for the sentence that opens the page. One query and one for readings."""
    readings = Reading.objects.filter(dimension="")
    return list(
        Metric.objects.visible_to(person)
        .in_use()
        .filter(readings__dimension="", readings__state__in=[State.BREACH, State.WATCH, State.WAIT])
        .prefetch_related(Prefetch("readings", queryset=readings, to_attr="overall"))
        .order_by("readings__state", "name")[:limit]
    )
