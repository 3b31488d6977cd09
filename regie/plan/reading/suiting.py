"""How well channels suit audiences as figures say it: one metric, by channel, over the figures of one audience alone."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.utils import timezone
from django.utils.translation import get_language, gettext

from regie.lib import numbers
from regie.lib.periods import Grain, Period
from regie.metrics import words
from regie.metrics.catalogue import Catalogue
from regie.metrics.engine.address import folded
from regie.metrics.engine.compiled import Table, compiled
from regie.metrics.engine.figures import Figures, Whole
from regie.metrics.loading import figures_of
from regie.metrics.models import Direction, Metric
from regie.plan.models import Channel
from regie.plan.reading.channels import names_of

BY = ("channel", "platform")
MONTHS = 12
CLEARLY = 1.25  # a quarter better than the mean, or as much worse: less may be chance


@dataclass(frozen=True)
class Suits:
    """`times`: how much better than the mean of channels, 1 being as good; None where there is nothing to compare with."""

    value: str
    times: float | None
    mean: str = ""

    @property
    def is_above(self) -> bool:
        return self.times is not None and self.times >= CLEARLY

    @property
    def is_below(self) -> bool:
        return self.times is not None and self.times <= 1 / CLEARLY

    @property
    def words(self) -> str:
        if self.times is None:
            return gettext("%(value)s; no other channel to compare with") % {"value": self.value}
        if self.is_above or self.is_below:
            much = numbers.number(self.times if self.is_above else 1 / self.times, get_language() or "en", 1)
            said = (
                gettext("%(value)s; %(much)s times better than the mean of channels")
                if self.is_above
                else gettext("%(value)s; %(much)s times worse than the mean of channels")
            )
            return said % {"value": self.value, "much": much}
        return gettext("%(value)s; like the mean of channels") % {"value": self.value}


@dataclass(frozen=True)
class Comparison:
    """What is measured by channel and audience: `suits[channel, audience]`; `metric` is None where no metric can say it."""

    metric: Any
    choices: Sequence[Any]
    suits: dict[tuple[int, int], Suits]
    first: date
    last: date


def candidates(person: Any, catalogue: Catalogue) -> list[Metric]:
    """Metrics of which every measure is kept by audience and by channel or platform. Four queries."""
    found = []
    for metric in Metric.objects.visible_to(person).in_use().prefetch_related("measures").order_by("name"):
        kept = [set(each.dimensions) for each in metric.measures.all()]
        if kept and all("audience" in each and each & set(BY) for each in kept) and metric.direction != Direction.BAND:
            found.append(metric)
    return found


def comparison(person: Any, channels: Iterable[Channel], audiences: Iterable[Any], asked: str = "") -> Comparison:
    """By the metric that is asked for, else by the one that most channels are measured by. Eight queries."""
    channels, audiences = list(channels), list(audiences)
    ended = Period.of(timezone.localdate(), Grain.MONTH).previous
    first = ended.shift(1 - MONTHS)
    catalogue = Catalogue()
    choices = candidates(person, catalogue)
    if not choices:
        return Comparison(None, [], {}, first.start, ended.end)
    used = [each.metric_id for each in channels]
    metric = next((each for each in choices if each.key == asked), None) or max(choices, key=lambda each: used.count(each.pk))
    tree = catalogue.tree(metric.formula) if metric.formula else None
    if tree is None:
        return Comparison(metric, choices, {}, first.start, ended.end)
    compute = compiled(tree)
    every = figures_of(catalogue.measures(sorted(catalogue.measures_of(tree))), first.start)
    names = {each.pk: names_of(each) for each in channels}
    suits: dict[tuple[int, int], Suits] = {}
    for audience in audiences:
        mine = {key: _of_audience(figures, audience.name) for key, figures in every.items()}
        groups = _groups(mine.values())
        if not groups:
            continue
        frame = Whole(Grain.MONTH, first.index, 1, groups, last=ended.index)
        column = compute(Table(mine, frame))
        by_name = {
            folded(value): float(column.values[place, 0])
            for place, (_by, value) in enumerate(groups)
            if not math.isnan(column.values[place, 0])
        }
        values = {}
        for pk, called in names.items():
            if (value := next((by_name[name] for name in sorted(called) if name in by_name), None)) is not None:
                values[pk] = value
        suits.update(_judged(metric, audience.pk, values, len(by_name), by_name))
    return Comparison(metric, choices, suits, first.start, ended.end)


def _of_audience(figures: Figures, name: str) -> Figures:
    here = figures.matching({"audience": name})[figures.series] if len(figures.series) else np.zeros(0, dtype=bool)
    return Figures(figures.kind, figures.series[here], figures.days[here], figures.values[here], figures.dimensions)


def _groups(every: Iterable[Figures]) -> tuple[tuple[str, str], ...]:
    """The values of `channel` and `platform` that have figures; a channel's own word goes before a platform's."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for figures in every:
        fed = np.bincount(figures.series, minlength=len(figures.dimensions)) > 0
        for given, is_fed in zip(figures.dimensions, fed, strict=True):
            for by in BY if is_fed else ():
                if value := given.get(by):
                    found.setdefault((by, folded(value)), (by, value))
    return tuple(found[key] for key in sorted(found, key=lambda key: (BY.index(key[0]) * -1, key[1])))


def _judged(metric: Any, audience: int, values: dict[int, float], many: int, by_name: dict[str, float]) -> dict:
    """Against the mean of all that figures name, known here as channels or not."""
    mean = sum(by_name.values()) / many if many else 0.0
    made = {}
    for channel, value in values.items():
        times = None
        if many > 1 and mean > 0 and value > 0:
            times = mean / value if metric.direction == Direction.LOWER else value / mean
        made[channel, audience] = Suits(words.value_of(metric, value), times, words.value_of(metric, mean))
    return made


def disagreement(judged: int | None, suits: Suits | None) -> str:
    """Where what somebody thinks and what figures say part; nothing where they agree or one of them is silent."""
    if judged is None or suits is None or suits.times is None:
        return ""
    if judged >= 3 and suits.is_below:
        return gettext("judged strong, measured below the mean")
    if judged <= 1 and suits.is_above:
        return gettext("judged weak, measured above the mean")
    return ""
