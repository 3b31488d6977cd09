"""The campaigns of the quarter: when, how they stand, what they cost, and what they brought against their targets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from regie.lib.periods import Grain, Period
from regie.lib.text import shorten
from regie.metrics import words
from regie.metrics.models import Value
from regie.metrics.models.units import Direction
from regie.plan.models import Campaign
from regie.reports.making import parts
from regie.reports.making.frame import Frame
from regie.reports.making.parts import Section, cell


@dataclass(frozen=True)
class Result:
    metric: Any
    target: float
    value: float | None

    @property
    def is_met(self) -> bool | None:
        if self.value is None:
            return None
        return self.value <= self.target if self.metric.direction == Direction.LOWER else self.value >= self.target

    @property
    def said(self) -> str:
        facts = {
            "metric": self.metric.name,
            "target": words.value_of(self.metric, self.target),
            "value": words.value_of(self.metric, self.value),
        }
        if self.value is None:
            return _("%(metric)s: not measured yet, %(target)s aimed at") % facts
        return _("%(metric)s: %(value)s, %(target)s aimed at") % facts


@dataclass
class Led:
    campaign: Campaign
    spent: Any = None
    planned: Any = None
    results: list[Result] = field(default_factory=list)

    @property
    def state(self) -> str:
        judged = [each.is_met for each in self.results if each.is_met is not None]
        if not judged:
            return ""
        return "good" if all(judged) else "breach" if not any(judged) else "watch"


def campaigns(frame: Frame, by_campaign: dict[Any, Any]) -> list[Led]:
    """Those launched of which a day lies in the quarter, with their money in it. Three queries."""
    first, after = frame.moments
    rows = Campaign.objects.exclude(launched_at=None).filter(launched_at__lt=after)
    rows = rows.filter(Q(starts_on=None) | Q(starts_on__lte=frame.last))
    rows = rows.filter(Q(ended_at=None) | Q(ended_at__gte=first)).filter(Q(ends_on=None) | Q(ends_on__gte=frame.first))
    found = [Led(each) for each in rows.prefetch_related("targets__metric").order_by("starts_on", "pk")]
    values = _values(found, frame)
    for led in found:
        if (money := by_campaign.get(led.campaign.pk)) is not None:
            led.spent, led.planned = money.actual, money.planned
        led.results = [
            Result(each.metric, each.target, _value(each, led.campaign, values)) for each in led.campaign.targets.all()
        ]
    return found


def _names(campaign: Campaign) -> list[str]:
    return [campaign.name, *campaign.called]


def _values(found: list[Led], frame: Frame) -> dict[tuple[int, str], float]:
    """The last value within the quarter, by metric and name of campaign; over all under an empty name."""
    targets = [each for led in found for each in led.campaign.targets.all()]
    if not targets:
        return {}
    names = {name for led in found for name in _names(led.campaign)}
    rows = Value.objects.filter(metric__in={each.metric_id for each in targets}, value__isnull=False)
    rows = rows.filter(Q(dimension="campaign", dimension_value__in=names) | Q(dimension=""))
    rows = rows.filter(period__gte=frame.first, period__lte=frame.last).order_by("period")
    shown = {each.metric_id: each.metric.shown for each in targets}
    last: dict[tuple[int, str], float] = {}
    for pk, name, grain, start, value in rows.values_list("metric", "dimension_value", "grain", "period", "value"):
        if grain == shown[pk] and Period.of(start, Grain(grain)).end < frame.today:
            last[pk, name] = value
    return last


def _value(target: Any, campaign: Campaign, values: dict[tuple[int, str], float]) -> float | None:
    if not target.for_campaign:
        return values.get((target.metric_id, ""))
    return next((values[target.metric_id, name] for name in _names(campaign) if (target.metric_id, name) in values), None)


def section(frame: Frame, made: list[Led]) -> Section:
    heads = [
        (pgettext("column", "Campaign"), False),
        (pgettext("column", "Planned"), True),
        (pgettext("column", "Spent"), True),
        (pgettext("column", "Results"), False),
    ]
    rows = [
        [
            cell(each.campaign.name, url=parts.of(each.campaign), sub=_dates(each.campaign, frame)),
            cell(frame.money(each.planned)),
            cell(frame.money(each.spent), url=parts.of(each.campaign)),
            cell(_results(each), state=each.state, sub=shorten(each.campaign.learnt, 200)),
        ]
        for each in shown(made)
    ]
    table = parts.table("campaigns", _("Campaigns of the quarter"), heads, rows, parts.address("plan:campaigns"), len(made))
    return Section(_draft(made), [table])


def shown(made: list[Led]) -> list[Led]:
    """All of them in the order of their days; where there are more than a report holds, those that cost most."""
    if len(made) <= parts.MOST_ROWS:
        return made
    return sorted(made, key=lambda each: -(each.spent or 0))[: parts.MOST_ROWS]


def _dates(campaign: Campaign, frame: Frame) -> str:
    first = frame.day(campaign.starts_on)
    said = f"{first} – {frame.day(campaign.ends_on)}" if campaign.ends_on else pgettext("a day", "since %(day)s") % {"day": first}
    return f"{said} · {campaign.get_status_display()}"


def _results(led: Led) -> str:
    if not led.results:
        return _("No target was set.")
    semicolon = pgettext("between parts of a sentence", "; ")
    return semicolon.join(each.said for each in led.results) + "."


def _draft(made: list[Led]) -> str:
    if not made:
        return _("No campaign ran in this quarter.")
    facts = {"count": parts.in_words(len(made))}
    said = [parts.sentence(ngettext("%(count)s campaign ran.", "%(count)s campaigns ran.", len(made)) % facts)]
    met = [each.campaign.name for each in made if each.state == "good"]
    missed = [each.campaign.name for each in made if each.state == "breach"]
    if met:
        facts = {"names": parts.listed(met[:3])}
        said.append(ngettext("%(names)s reached its targets.", "%(names)s reached their targets.", len(met[:3])) % facts)
    if missed:
        facts = {"names": parts.listed(missed[:3])}
        said.append(ngettext("%(names)s missed its targets.", "%(names)s missed their targets.", len(missed[:3])) % facts)
    untold = [each.campaign.name for each in made if not each.results]
    if untold:
        facts = {"names": parts.listed(untold[:3])}
        said.append(ngettext("%(names)s has no target.", "%(names)s have no target.", len(untold[:3])) % facts)
    return parts.joined(*said)
