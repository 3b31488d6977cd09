"""What a campaign is judged by: its metrics with their targets, as they stand for the campaign alone or over all. Three queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regie.metrics import words as metric_words
from regie.metrics.models import Value
from regie.work import measured


@dataclass
class Aim:
    target: Any
    value: float | None
    of_period: str
    is_alone: bool  # of this campaign's figures; else of all of them

    @property
    def metric(self) -> Any:
        return self.target.metric

    @property
    def is_reached(self) -> bool:
        if self.value is None:
            return False
        return self.value <= self.target.target if self.metric.direction == "lower" else self.value >= self.target.target

    @property
    def percent(self) -> int | None:
        """How far from where it began to where it shall be."""
        start = self.target.baseline if self.target.baseline is not None else 0.0
        way = self.target.target - start
        if self.value is None or not way or (self.target.baseline is None and self.metric.direction == "lower"):
            return None
        return max(0, min(100, round(100 * (self.value - start) / way)))

    @property
    def state(self) -> str:
        return "wait" if self.value is None else "good" if self.is_reached else "watch"

    @property
    def label(self) -> str:
        if self.value is None:
            return pgettext("target", "not measured yet")
        return pgettext("target", "reached") if self.is_reached else pgettext("target", "not reached")

    @property
    def terms(self) -> str:
        to = metric_words.value_of(self.metric, self.target.target)
        if self.target.baseline is None:
            return _("up to %(to)s") % {"to": to} if self.metric.direction != "lower" else _("at most %(to)s") % {"to": to}
        return _("from %(from)s to %(to)s") % {"from": metric_words.value_of(self.metric, self.target.baseline), "to": to}

    @property
    def stands(self) -> str:
        return metric_words.value_of(self.metric, self.value) if self.value is not None else "—"


def of_campaign(campaign: Any, until: date | None = None) -> list[Aim]:
    """The newest closed period's values, or those of the campaign's last day."""
    targets = list(campaign.targets.select_related("metric"))
    if not targets:
        return []
    day = min(until or timezone.localdate(), timezone.localdate())
    rows = Value.objects.filter(metric__in=[each.metric_id for each in targets], period__lte=day).exclude(value=None)
    if campaign.starts_on:
        rows = rows.filter(period__gte=campaign.starts_on.replace(day=1))
    found: dict[tuple[int, bool], list[Value]] = {}
    alone = Q(dimension="campaign", dimension_value__in=campaign.known_as)
    for row in rows.filter(alone | Q(dimension="")).order_by("period"):
        found.setdefault((row.metric_id, bool(row.dimension)), []).append(row)
    return [_aim(each, found.get((each.metric_id, each.for_campaign), [])) for each in targets]


def _aim(target: Any, values: list[Value]) -> Aim:
    values = [each for each in values if each.grain == target.metric.shown]
    if not values:
        return Aim(target, None, "", target.for_campaign)
    total = sum(each.value or 0.0 for each in values) + (target.baseline or 0.0)
    name = metric_words.period_name(values[-1].period, values[-1].grain)
    return Aim(target, total if target.is_total else values[-1].value, name, target.for_campaign)


def proposed(campaign: Any) -> list[measured.Asked]:
    """What the campaign's playbook is measured by and does not judge it yet: metrics of the house, and those that it may make.
    Two queries."""
    from regie.plan.playbooks import PLAYBOOKS

    playbook = PLAYBOOKS.get(campaign.playbook)
    if playbook is None:
        return []
    judging = set(campaign.targets.values_list("metric", flat=True))
    asked = measured.asked(playbook.measured)
    return [each for each in asked if (each.metric.pk not in judging if each.metric else each.can_make)]
