"""The chart of a metric: line with its band, breaches and decisions, or one small picture for each value of a dimension."""

from __future__ import annotations

from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext

from regie.metrics import words
from regie.metrics.comparing import Comparison, comparison
from regie.metrics.course import RANGES, Dot, Told
from regie.metrics.marks import marks_of
from regie.metrics.models import State
from regie.metrics.ruling import dimension_name
from regie.ui.charts import Chart, Event, Point, line, multiples


def points_of(dots: list[Dot]) -> list[Point]:
    return [
        Point(
            dot.period.start,
            dot.value,
            state=State.BREACH if dot.state == State.BREACH else State.GOOD,
            low=dot.low,
            high=dot.high,
        )
        for dot in dots
    ]


def rhythm_of(metric) -> str:
    return "half" if metric.shown == "half_year" else metric.shown


def how_many(asked: QueryDict) -> int:
    return RANGES.get(asked.get("range", ""), RANGES["14"])


def chart_of(page: Told, asked: QueryDict) -> Chart | None:
    """The chart that the address asks for: `range`, `by` a dimension, one `value` of it, `compare` with another time."""
    metric, last = page.metric, how_many(asked)
    by, value = asked.get("by", ""), asked.get("value", "")
    address = reverse("metrics:chart", args=[metric.key, "-"]).removesuffix(".-")
    query = asked.urlencode()
    if by and not value and (groups := page.groups(by)):
        return _multiples(page, asked, groups[:24]).at(f"{address}?{query}" if query else address)
    every = page.dots(by if value else "", value)
    dots = every[-last:] if last else every
    if not dots:
        return None
    compared: list[float | None] = []
    against = comparison(page, asked, dots, every)
    if against:
        dots, compared = _laid_over(against, every)
    events = [Event(mark.day, mark.label) for mark in marks_of(metric, dots[0].period.start, dots[-1].period.end)]
    newest = next((dot for dot in reversed(dots) if dot.value is not None), dots[-1])
    title = f"{metric.name}, {value}" if value else metric.name
    drawn = line(
        f"chart-{metric.key}",
        title,
        points_of(dots),
        unit=words.unit_mark(metric),
        rhythm=rhythm_of(metric),
        edge=words.limit_of(metric, newest.low, newest.high),
        events=events[-6:],
        says=says(page, title, dots),
        before=compared if any(each is not None for each in compared) else [],
        before_label=against.label if against else "",
    )
    return drawn.at(f"{address}?{query}" if query else address)


def _multiples(page: Told, asked: QueryDict, groups: list[str]) -> Chart:
    """One small picture for each value of a dimension, over what is compared with where the address asks for it."""
    metric, last, by = page.metric, how_many(asked), asked.get("by", "")
    every = page.dots("", "")
    against = comparison(page, asked, every[-last:] if last else every, every)
    series, before = {}, {}
    for group in groups:
        dots = page.dots(by, group)
        if against:
            dots, before[group] = _laid_over(against, dots)
        series[group] = points_of(dots if against or not last else dots[-last:])
    return multiples(
        f"chart-{metric.key}",
        metric.name,
        series,
        unit=words.unit_mark(metric),
        rhythm=rhythm_of(metric),
        before=before,
        before_label=against.label if against else "",
        by=capfirst(dimension_name(by)),
        columns=3,
    )


def _laid_over(against: Comparison, every: list[Dot]) -> tuple[list[Dot], list[float | None]]:
    """The dots of the stretch, lengthened to that of the other one, and the other's values, each at its place."""
    place = {dot.period: dot for dot in every}
    length = max(len(against.now.periods), len(against.then.periods))
    dots = []
    for step in range(length):
        period = against.now.first.shift(step)
        empty = Dot(period, None)
        dots.append(place.get(period, empty) if period <= against.now.last else empty)
    then = [place[period].value if period in place else None for period in against.then.periods]
    return dots, then + [None] * (length - len(then))


def says(page: Told, title: str, dots: list[Dot]) -> str:
    """The picture in a sentence."""
    known = [dot for dot in dots if dot.value is not None]
    if not known:
        return gettext("%(title)s: no value yet.") % {"title": title}
    facts = {
        "title": title,
        "first": words.period_name(dots[0].period.start, page.metric.shown),
        "last": words.period_name(dots[-1].period.start, page.metric.shown),
        "value": words.value_of(page.metric, known[-1].value),
        "out": sum(1 for dot in dots if dot.state == State.BREACH),
    }
    if facts["out"]:
        return gettext("%(title)s from %(first)s to %(last)s: %(value)s at the end, out of its band %(out)s times.") % facts
    return gettext("%(title)s from %(first)s to %(last)s: %(value)s at the end, within its band.") % facts
