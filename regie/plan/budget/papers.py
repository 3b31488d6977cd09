"""From a figure of spend to the invoices that it adds up: the list of expenses of its period, campaign, channel and platform."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regie.metrics import papers
from regie.metrics.engine.address import folded
from regie.metrics.papers import Cell, Paper
from regie.people.models import Organisation
from regie.plan.budget.flowing import OURS
from regie.plan.models import Campaign, Channel

NONE = "0"  # of an invoice that names no campaign, or no channel


def invoices(cells: list[Cell]) -> list[Paper | None]:
    """Three queries. A name that nothing here bears any more leaves the list wider, never wrong."""
    with translation.override(Organisation.here().language):
        other = folded(pgettext("dimension of spend", "Other"))
        channels = {folded(name): str(each.pk) for each in Channel.objects.all() for name in (str(each), *each.called[:1])}
    rows = Campaign.objects.values_list("pk", "name", "called")
    campaigns = {folded(called[0] if called else name): str(pk) for pk, name, called in rows}
    return [_way(dimensions, period, {"campaign": campaigns, "channel": channels}, other) for dimensions, period in cells]


def _way(dimensions: dict[str, str], period: Any, known: dict[str, dict[str, str]], other: str) -> Paper:
    asked = {"period": period.code, "standing": "1"}
    for name, keys in known.items():
        said = folded(dimensions.get(name, ""))
        if said:
            asked |= {name: keys[said]} if said in keys else {name: NONE} if said == other else {}
    if platform := dimensions.get("platform", ""):
        asked["platform"] = NONE if folded(platform) == other else platform
    return Paper(_("its invoices"), f"{reverse('plan:expenses')}?{urlencode(asked)}", "plan.read")


def register() -> None:
    papers.WAYS[OURS] = invoices
