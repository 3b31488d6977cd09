"""The chart of a metric: line with its band, breaches and decisions, or one small picture for each value of a dimension."""

from __future__ import annotations

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from regie.metrics import words
from regie.metrics.course import RANGES, Dot, Told
from regie.metrics.marks import marks_of
from regie.metrics.models import State
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
    """The chart that the address asks for: `range`, `by` a dimension, one `value` of it, `compare` with a year before."""
    metric, last = page.metric, how_many(asked)
    by, value = asked.get("by", ""), asked.get("value", "")
    address = reverse("metrics:chart", args=[metric.key, "-"]).removesuffix(".-")
    query = asked.urlencode()
    if by and not value and (groups := page.groups(by)):
        series = {group: points_of(page.dots(by, group, last)) for group in groups[:24]}
        drawn = multiples(
            f"chart-{metric.key}", metric.name, series, unit=words.unit_mark(metric), rhythm=rhythm_of(metric), columns=3
        )
        return drawn.at(f"{address}?{query}" if query else address)
    dots = page.dots(by if value else "", value, last)
    if not dots:
        return None
    events = [Event(mark.day, mark.label) for mark in marks_of(metric, dots[0].period.start, dots[-1].period.end)]
    newest = dots[-1]
    every = {dot.period: dot.value for dot in page.dots(by if value else "", value)}
    compared = [every.get(dot.period.year_before) for dot in dots] if asked.get("compare") == "year" else []
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
        before_label=gettext("a year before"),
    )
    return drawn.at(f"{address}?{query}" if query else address)


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
