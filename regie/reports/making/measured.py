"""What the metrics say of the quarter: its value against the quarter before and a year before, and how each breach was answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from regie.lib.periods import Grain, Period
from regie.lib.text import shorten
from regie.metrics import words
from regie.metrics.course import told
from regie.metrics.models import Breach, Metric, Reading, Threshold, Value
from regie.reports.making import parts
from regie.reports.making.frame import Frame
from regie.reports.making.parts import Section, cell

MOST_CHARTS = 4
SHOWN = {
    "day": 92,
    "week": 26,
    "month": 13,
    "quarter": 8,
    "half_year": 6,
    "year": 5,
}  # periods of a chart, up to the quarter's end


@dataclass
class Measured:
    """A metric in the quarter. `of` names the period of the value where it is not the whole quarter."""

    metric: Metric
    value: float | None = None
    before: float | None = None
    year: float | None = None
    of: str = ""
    limit: str = ""
    is_judged: bool = False
    breaches: list[Breach] = field(default_factory=list)

    @property
    def overall(self) -> list[Breach]:
        return [each for each in self.breaches if not each.dimension_value]

    @property
    def state(self) -> str:
        if any(not each.resolved_at for each in self.overall):
            return "breach"
        if self.overall:
            return "watch"
        return "good" if self.is_judged and self.value is not None else "wait" if self.value is None else ""

    @property
    def word(self) -> str:
        said = {
            "breach": pgettext("metric", "out of its band"),
            "watch": pgettext("metric", "out of its band, back since"),
            "good": pgettext("metric", "in its band"),
            "wait": pgettext("metric", "not measured"),
        }
        return said.get(self.state, pgettext("metric", "no threshold"))

    def written(self, value: float | None) -> str:
        return words.value_of(self.metric, value)


def measured(frame: Frame, first: Iterable[int] = ()) -> list[Measured]:
    """Metrics in use; those of objectives (`first`, by key) and those that left their band lead. Five queries."""
    metrics = {each.pk: Measured(each) for each in Metric.objects.in_use()}
    _values(metrics, frame)
    for breach in breaches(frame):
        if breach.metric_id in metrics:
            metrics[breach.metric_id].breaches.append(breach)
    for pk in Threshold.objects.in_force().values_list("metric", flat=True):
        if pk in metrics:
            metrics[pk].is_judged = True
    for reading in Reading.objects.overall().filter(metric__in=metrics):
        found = metrics[reading.metric_id]
        found.limit = words.limit_of(found.metric, reading.low, reading.high)
    wanted = {pk: place for place, pk in enumerate(dict.fromkeys(first))}
    ranks = {"breach": 0, "watch": 1}
    return sorted(
        metrics.values(),
        key=lambda each: (
            each.metric.pk not in wanted,
            ranks.get(each.state, 2),
            wanted.get(each.metric.pk, 0),
            each.metric.name,
        ),
    )


def _values(metrics: dict[int, Measured], frame: Frame) -> None:
    """The quarter's own value where the metric is kept by quarter, else its last one within it; the same for those compared with."""
    quarters = (frame.quarter, frame.quarter.previous, frame.quarter.year_before)
    rows = Value.objects.overall().filter(metric__in=metrics, value__isnull=False).filter(
        period__gte=quarters[-1].start, period__lte=frame.last
    )  # fmt: skip
    found: dict[tuple[int, int], tuple[float, date, str]] = {}
    for pk, grain, start, value in rows.order_by("period").values_list("metric", "grain", "period", "value"):
        metric = metrics[pk].metric
        if grain not in (Grain.QUARTER, metric.shown):
            continue
        period = Period.of(start, grain)
        if period.end >= frame.today:
            continue
        for place, quarter in enumerate(quarters):
            held = found.get((pk, place))
            is_whole = grain == Grain.QUARTER
            if quarter.start <= period.start and period.end <= quarter.end and (is_whole or not held or held[2] != Grain.QUARTER):
                found[pk, place] = (value, start, grain)
    for pk, each in metrics.items():
        now, before, year = (found.get((pk, place)) for place in range(3))
        if now:
            each.value, grain = now[0], now[2]
            each.of = "" if grain == Grain.QUARTER else words.period_name(now[1], grain, brief=True)
            each.before = before[0] if before and before[2] == grain else None
            each.year = year[0] if year and year[2] == grain else None


def breaches(frame: Frame) -> list[Breach]:
    """Those of which a period lies in the quarter, oldest first. Two queries."""
    rows = Breach.objects.stood().filter(period__lte=frame.last, last_period__gte=frame.first, opened_at__lte=frame.at)
    return list(
        rows.select_related("metric", "threshold", "taken_by").prefetch_related("decisions").order_by("period", "pk")
    )  # fmt: skip


def section(frame: Frame, made: list[Measured]) -> Section:
    heads = [
        (pgettext("column", "Metric"), False), (pgettext("column", "This quarter"), True), (pgettext("column", "Quarter before"), True), (pgettext("column", "A year before"), True), (pgettext("column", "State"), False),
    ]  # fmt: skip
    rows = [
        [
            cell(each.metric.name, url=parts.of(each.metric)),
            cell(each.written(each.value), url=parts.of(each.metric), sub=each.of),
            cell(each.written(each.before)),
            cell(each.written(each.year)),
            cell(each.word, state=each.state, sub=each.limit),
        ]
        for each in made
    ]
    crossed = [(each, breach) for each in made for breach in each.breaches]
    crossed.sort(key=lambda pair: (bool(pair[1].dimension_value), pair[1].period))
    what = [
        (pgettext("column", "Out of its band"), False),
        (pgettext("column", "When"), False),
        (pgettext("column", "Value"), True),
        (pgettext("column", "Threshold"), True),
        (pgettext("column", "What was done"), False),
    ]
    told_of = [
        [
            cell(breach, url=parts.of(breach)),
            cell(when(breach)),
            *(cell(each.written(number)) for number in value_in(breach, frame)),
            cell(answer(breach), url=_deed(breach), state=_state(breach)),
        ]
        for each, breach in crossed
    ]
    tables = [
        parts.table("metrics", _("Metrics of the quarter"), heads, rows, parts.address("metrics:index")),
        parts.table(
            "breaches", _("Breaches of the quarter, and what was done"), what, told_of, parts.address("metrics:breaches")
        ),
    ]
    charts = [chart for each in _loudest(made) if (chart := chart_of(each.metric, frame))]
    brief = {"kind": "chart"} if charts else {}
    return Section(_draft(made, len(crossed)), tables, charts, brief)


def _loudest(made: list[Measured]) -> list[Measured]:
    """Those that a reader asks about: out of their band first, then those of objectives."""
    ranks = {"breach": 0, "watch": 1}
    return sorted((each for each in made if each.value is not None), key=lambda each: ranks.get(each.state, 2))[:MOST_CHARTS]


def chart_of(metric: Metric, frame: Frame) -> dict[str, Any] | None:
    """The metric up to the end of the quarter, as numbers and in a sentence."""
    page = told(metric)
    grain = Grain(page.metric.shown)
    dots = [dot for dot in page.dots() if dot.period.start <= frame.last and dot.period.end < frame.today][-SHOWN[grain] :]
    known = [dot for dot in dots if dot.value is not None]
    if len(known) < 2:
        return None
    last = known[-1]
    edge = words.limit_of(metric, last.low, last.high)
    facts = {
        "metric": metric.name,
        "first": words.period_name(dots[0].period.start, grain, brief=True),
        "last": words.period_name(dots[-1].period.start, grain, brief=True),
        "value": words.value_of(metric, last.value),
        "least": words.value_of(metric, min(dot.value for dot in known)),
        "most": words.value_of(metric, max(dot.value for dot in known)),
        "band": edge,
    }
    says = _("%(metric)s from %(first)s to %(last)s: between %(least)s and %(most)s, lately %(value)s.") % facts
    if edge:
        says += " " + _("The band: %(band)s.") % facts
    caption = (
        pgettext("a chart", "%(first)s to %(last)s; band: %(band)s") if edge else pgettext("a chart", "%(first)s to %(last)s")
    )
    return {
        "kind": "line",
        "key": metric.key,
        "title": _title(metric, grain, len(dots)),
        "name": metric.name,
        "says": says,
        "caption": caption % facts,
        "edge": edge,
        "unit": words.unit_mark(metric),
        "grain": "half" if grain == Grain.HALF_YEAR else str(grain),
        "url": parts.of(metric),
        "points": [[dot.period.start.isoformat(), dot.value, dot.low, dot.high, str(dot.state)] for dot in dots],
        "labels": [words.period_name(dot.period.start, grain, brief=True) for dot in dots],
        "written": [words.value_of(metric, dot.value) for dot in dots],
    }


def _title(metric: Metric, grain: Grain, count: int) -> str:
    said = {
        Grain.DAY: ngettext("%(metric)s, %(count)d day", "%(metric)s, %(count)d days", count),
        Grain.WEEK: ngettext("%(metric)s, %(count)d week", "%(metric)s, %(count)d weeks", count),
        Grain.MONTH: ngettext("%(metric)s, %(count)d month", "%(metric)s, %(count)d months", count),
        Grain.QUARTER: ngettext("%(metric)s, %(count)d quarter", "%(metric)s, %(count)d quarters", count),
    }
    return said.get(grain, "%(metric)s") % {"metric": metric.name, "count": count}


def when(breach: Breach) -> str:
    first = words.period_name(breach.period, breach.grain, brief=True)
    if breach.last_period == breach.period:
        return first
    facts = {"first": first, "last": words.period_name(breach.last_period, breach.grain, brief=True)}
    return pgettext("periods", "%(first)s to %(last)s") % facts


def _settled(breach: Breach) -> Any:
    settled = [each for each in breach.decisions.all() if each.settled_at]
    return max(settled, key=lambda each: each.settled_at, default=None)


def _deed(breach: Breach) -> str:
    return parts.of(_settled(breach)) or parts.of(breach)


def _state(breach: Breach) -> str:
    return "good" if breach.resolved_at else "watch" if _settled(breach) or breach.decision or breach.explanation else "breach"


def answer(breach: Breach) -> str:
    """What was done about it, in the words of whoever did."""
    decision = _settled(breach)
    said = str(decision.text) if decision else breach.decision or breach.explanation
    said = shorten(said, 220)
    if breach.resolved_at:
        back = _("Back since %(period)s.") % {"period": words.period_name(breach.resolved_period, breach.grain, brief=True)}
        return f"{said.rstrip('.')}. {back}" if said else back
    if said:
        return said
    return _("%(who)s looks after it.") % {"who": breach.taken_by} if breach.taken_by else _("Nobody has answered yet.")


def value_in(breach: Breach, frame: Frame) -> tuple[float | None, float | None]:
    """Its value and its bound in the last period of the quarter that is known of it."""
    last = frame.last.isoformat()
    within = [each for each in breach.values if each.get("period", "") <= last]
    if breach.last_period <= frame.last or not within:
        return breach.value, breach.bound
    return within[-1].get("value"), within[-1].get("bound")


def left(made: list[Measured]) -> list[Measured]:
    """Those that left their band over all, the loudest first."""
    return [each for each in made if each.overall]


def leaving(each: Measured) -> str:
    """“Acquisition cost left its band in September”, marked as what weighs."""
    breach = each.overall[-1]
    facts = {"metric": each.metric.name, "period": words.period_inline(breach.period, breach.grain)}
    if breach.grain == Grain.MONTH:
        return _("%(metric)s left its band in %(period)s") % facts
    return _("%(metric)s left its band (%(period)s)") % facts


def _draft(made: list[Measured], crossed: int) -> str:
    known = [each for each in made if each.value is not None]
    if not known:
        return _("No metric has a value for this quarter.")
    judged = [each for each in known if each.is_judged]
    inside = sum(each.state == "good" for each in judged)
    facts = {"inside": parts.in_words(inside), "all": parts.in_words(len(judged))}
    said = []
    if judged:
        said.append(
            _("All metrics that have a threshold kept within it.")
            if inside == len(judged)
            else parts.sentence(
                ngettext(
                    "%(inside)s metric of %(all)s kept within its threshold.",
                    "%(inside)s metrics of %(all)s kept within their thresholds.",
                    inside,
                )
                % facts
            )
            if inside
            else _("No metric kept within its threshold all along.")
        )
    for each in left(made)[:2]:
        said.append(f"{leaving(each)}.")
    if crossed > len(left(made)):
        all_of_them = ngettext("In all, %(count)d breach was opened.", "In all, %(count)d breaches were opened.", crossed)
        said.append(all_of_them % {"count": crossed})
    return parts.joined(*said)
