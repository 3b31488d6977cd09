"""Events as a list: the house's table."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from regie.lib import dates, money, numbers
from regie.lib.text import shorten
from regie.people.models import Organisation
from regie.plan.reading.events import Row
from regie.ui.tables import Column, Filter, Table


def _language() -> str:
    return get_language() or "en"


def _number(value: Any) -> str:
    return "" if value is None else numbers.number(value, _language())


def _money(value: Any) -> str:
    return "" if value is None else money.money(value, Organisation.here().currency, _language())


def _name(row: Row) -> Any:
    link = format_html('<a href="{}#event">{}</a>', row.activity.get_absolute_url(), row.activity.name)
    if not row.whole:
        return link
    said = _("%(done)s of %(whole)s tasks done") % {"done": _number(row.done), "whole": _number(row.whole)}
    return format_html('{}<span class="table__sub">{}</span>', link, said)


def _when(row: Row) -> Any:
    begins = timezone.localtime(row.event.begins_at)
    day, hour = dates.day(begins.date(), _language(), "short"), dates.clock(begins.time(), _language())
    return format_html('<span class="number">{}</span><span class="table__sub">{}</span>', day, hour)


def _where(row: Row) -> str:
    return shorten(row.event.place, 40) if row.event.place else str(_("online"))


def _cost(row: Row) -> Any:
    if row.cost is None:
        return ""
    shown = _money(row.cost.amount)
    return format_html('{}<span class="table__sub">{}</span>', shown, _("planned")) if row.cost.is_planned else shown


def _campaigns(request: Any) -> list[tuple[str, str]]:
    from regie.plan.models import Campaign

    seen = Campaign.objects.visible_to(request.user).filter(activities__event__isnull=False).distinct()
    return [(str(pk), name) for pk, name in seen.order_by("name").values_list("pk", "name")[:100]]


def _timed(rows: list[Row], value: str) -> list[Row]:
    return [row for row in rows if row.is_to_come == (value == "coming")]


class Events(Table):
    name = "plan.events"
    title = _("Events")
    columns = (
        Column("event", _("Event"), value="activity.name", draw=_name, sort="activity.name", is_head=True),
        Column("when", _("When"), value=lambda row: timezone.localtime(row.event.begins_at).replace(tzinfo=None), draw=_when, sort="away"),
        Column("where", _("Where"), value=lambda row: row.event.place or row.event.address, draw=_where, sort="event.place"),
        Column("campaign", _("Campaign"), value="activity.campaign.name", sort="activity.campaign.name"),
        Column("owner", _("Owner"), value=lambda row: str(row.activity.owner or ""), sort="activity.owner.name"),
        Column("invited", pgettext_lazy("guests", "Invited"), value="event.invited", draw=lambda row: _number(row.event.invited), sort="event.invited", is_number=True),
        Column("registered", pgettext_lazy("guests", "Registered"), value="event.registered", draw=lambda row: _number(row.event.registered), sort="event.registered", is_number=True),
        Column("came", pgettext_lazy("guests", "Came"), value="event.attended", draw=lambda row: _number(row.event.attended), sort="event.attended", is_number=True),
        Column("planned", pgettext_lazy("money", "Planned"), value="money.planned", draw=lambda row: _money(row.money and row.money.planned), sort="money.planned", is_number=True),
        Column("spent", pgettext_lazy("money", "Spent"), value="money.actual", draw=lambda row: _money(row.money and row.money.actual), sort="money.actual", is_number=True),
        Column("each", pgettext_lazy("cost", "For each"), value="cost.amount", draw=_cost, sort="cost.amount", is_number=True),
    )  # fmt: skip
    filters = (
        Filter("time", _("When"), choices=[("coming", _("to come")), ("past", pgettext_lazy("events", "past"))], apply=_timed),
        Filter("campaign", _("Campaign"), choices=_campaigns, lookup="activity.campaign_id"),
    )
    search = ("activity.name", "activity.campaign.name", "event.place")
    order = "when"
    empty = _("A fair, an open day, a webinar: its day, its place, its guests and what each of them cost stand here.")
    example = (
        _("For example"), _("Event"), _("Open day in Nantes"), _("When"), _("18 March, 14:00"),
        pgettext_lazy("guests", "Came"), _("33 of 80 invited, €21 for each"),
    )  # fmt: skip
