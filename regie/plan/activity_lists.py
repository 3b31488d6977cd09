"""Activities as a list: what a cell of the matrix has no room for, and all of them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.lib.text import shorten
from regie.plan import choosing
from regie.plan.models import Activity
from regie.plan.reading.standings import when
from regie.ui.tables import Bulk, Column, Filter, Table


def _asks(key: str) -> Any:
    def apply(rows: Any, value: str) -> Any:
        return rows.filter(choosing.condition({key: choosing.NONE if value == choosing.NONE else choosing.number_of(value)}))

    return apply


def _or_none(offer: Any, label: Any) -> Any:
    return lambda request: [*offer(request), (choosing.NONE, label)]


def _days(row: Any) -> str:
    return when(row.starts_on, row.ends_on, timezone.localdate())


def _status(rows: Any, value: str) -> Any:
    return rows.open() if value == "open" else rows.filter(status=value)


class Activities(Table):
    name = "plan.activities"
    title = _("Activities")
    columns = [
        Column("name", _("Activity"), sort="name", link=lambda row: row.get_absolute_url(), is_head=True),
        Column("status", _("Status"), value=lambda row: row.get_status_display(), sort="status"),
        Column("days", _("Days"), value="starts_on", draw=_days, sort="starts_on"),
        Column("channel", _("Channel"), value=lambda row: str(row.channel)),
        Column("audience", _("Audience"), value=lambda row: str(row.audience or ""), sort="audience__name"),
        Column("objective", _("Objective"), value=lambda row: str(row.objective or ""), draw=lambda row: shorten(str(row.objective or ""), 50)),
        Column("campaign", _("Campaign"), value=lambda row: str(row.campaign), sort="campaign__name"),
        Column("owner", _("Owner"), value=lambda row: str(row.owner or ""), sort="owner__name"),
    ]  # fmt: skip
    filters = [
        Filter("status", _("Status"), choices=[("open", pgettext_lazy("activities", "open")), *Activity.Status.choices], apply=_status),
        Filter("channel", choosing.LABELS["channel"], choices=choosing.offered_channels, apply=_asks("channel")),
        Filter("audience", choosing.LABELS["audience"], choices=_or_none(choosing.offered_audiences, _("none")), apply=_asks("audience")),
        Filter("objective", choosing.LABELS["objective"], choices=_or_none(choosing.offered_objectives, _("none")), apply=_asks("objective")),
        Filter("person", choosing.LABELS["person"], choices=choosing.offered_people, apply=_asks("person")),
        Filter("campaign", choosing.LABELS["campaign"], choices=choosing.offered_campaigns, apply=_asks("campaign")),
    ]  # fmt: skip
    search = ["name", "campaign__name"]
    order = "days"
    empty = _("Activities stand here once a campaign has some.")

    @property
    def bulk(self) -> list[Bulk]:  # type: ignore[override]
        return [Bulk(_("Change…"), reverse("plan:activities_many"))] if self.request.user.is_member else []  # type: ignore[union-attr]
