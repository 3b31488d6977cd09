"""Campaigns as a list: the house's table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from regie.lib import dates
from regie.lib.money import money
from regie.lib.periods import Grain, Period
from regie.objectives.models import Audience, Objective
from regie.people.models import Organisation, Person
from regie.plan.models import Campaign, Channel, Portion
from regie.ui.tables import Bulk, Column, Filter, Table
from regie.ui.templatetags.ui import state


def language() -> str:
    return (get_language() or "en")[:2]


def day(value: date | None) -> str:
    return dates.day(value, language(), "short", timezone.localdate()) if value else ""


def rows_for(person: Any) -> Any:
    """With what the list shows of each: its activities, those done, what it may cost. One query."""
    planned = Portion.objects.filter(
        Q(line__campaign=OuterRef("pk")) | Q(line__campaign=None, line__activity__campaign=OuterRef("pk"))
    )
    total = planned.order_by().values(name=OuterRef("pk")).annotate(total=Sum("planned")).values("total")
    rows = Campaign.objects.visible_to(person).select_related("owner").prefetch_related("audiences")
    return rows.annotate(
        planned_money=Subquery(total),
        activity_count=Count("activities", filter=~Q(activities__status="dropped"), distinct=True),
        done_count=Count("activities", filter=Q(activities__status="done"), distinct=True),
    )


def _done(row: Any) -> str:
    return f"{row.done_count} / {row.activity_count}" if row.activity_count else ""


def _drawn(row: Any) -> Any:
    """Shape and word; what should have been launched, or ended, is to be watched."""
    today, status = timezone.localdate(), Campaign.Status
    kind = {status.RUNNING: "good", status.PAUSED: "wait"}.get(row.status, "none")
    is_overdue = row.status == status.DRAFT and row.starts_on and row.starts_on < today
    if is_overdue or (row.is_open and row.ends_on and row.ends_on < today):
        kind = "watch"
    return state(kind, row.get_status_display())


def _money(row: Any) -> str:
    if row.planned_money is None:
        return ""
    return money(Decimal(row.planned_money).quantize(Decimal(1)), Organisation.here().currency, language())


def _state(rows: Any, value: str) -> Any:
    return rows.open() if value == "open" else rows.filter(status=value)


def _owners(_request: Any) -> list[tuple[str, str]]:
    rows = Person.objects.filter(campaigns__isnull=False).distinct().order_by("name")
    return [(str(person.pk), str(person)) for person in rows]


def _audiences(request: Any) -> list[tuple[str, str]]:
    return [(str(each.pk), each.name) for each in Audience.objects.visible_to(request.user).in_use()]


def _objectives(request: Any) -> list[tuple[str, str]]:
    rows = Objective.objects.visible_to(request.user).filter(campaigns__isnull=False).distinct().order_by("due_on", "pk")
    return [(str(each.pk), each.text) for each in rows[:40]]


def _channels(request: Any) -> list[tuple[str, str]]:
    rows = Channel.objects.visible_to(request.user).filter(activities__isnull=False).distinct()
    return sorted(((str(each.pk), str(each)) for each in rows), key=lambda pair: pair[1].casefold())


def _periods(_request: Any) -> list[tuple[str, str]]:
    """The quarters around now, by their own names."""
    here = Period.of(timezone.localdate(), Grain.QUARTER)
    found = [Period.at(here.index + step, Grain.QUARTER) for step in range(-3, 4)]
    return [(period.code, dates.period(period.start, "quarter", language())) for period in found]


def _in_period(rows: Any, value: str) -> Any:
    period = Period.parse(value)
    return rows.filter(starts_on__lte=period.end).filter(Q(ends_on__gte=period.start) | Q(ends_on=None))


class Campaigns(Table):
    name = "plan.campaigns"
    title = _("Campaigns")
    columns = [
        Column("name", _("Campaign"), sort="name", link=lambda row: row.get_absolute_url(), is_head=True),
        Column("status", _("State"), value=lambda row: row.get_status_display(), draw=_drawn, sort="status"),
        Column("owner", _("Owner"), value=lambda row: str(row.owner or ""), sort="owner__name"),
        Column("audiences", _("For whom"), value=lambda row: ", ".join(each.name for each in row.audiences.all())),
        Column("starts_on", _("Begins"), draw=lambda row: day(row.starts_on), sort="starts_on"),
        Column("ends_on", _("Ends"), draw=lambda row: day(row.ends_on), sort="ends_on"),
        Column("activities", _("Done / activities"), value=_done, is_number=True, sort="activity_count"),
        Column("planned", _("Planned"), value="planned_money", draw=_money, is_number=True, sort="planned_money"),
    ]
    filters = [
        Filter(
            "status", _("State"), choices=[("open", pgettext_lazy("campaigns", "open")), *Campaign.Status.choices], apply=_state
        ),
        Filter("owner", _("Owner"), choices=_owners, lookup="owner"),
        Filter("audience", _("For whom"), choices=_audiences, apply=lambda rows, value: _having(rows, audiences=value)),
        Filter("objective", _("Objective"), choices=_objectives, apply=lambda rows, value: _having(rows, objectives=value)),
        Filter("channel", _("Channel"), choices=_channels, apply=lambda rows, value: _having(rows, activities__channel=value)),
        Filter("period", _("Period"), choices=_periods, apply=_in_period),
    ]
    search = ["name", "message"]
    order = "-starts_on"
    empty = _(
        "A campaign gathers what is done towards objectives: for whom, with which message, through which channels, when, for how much money."
    )
    example = (
        _("An example"),
        _("Campaign"), _("Brio launch"),
        _("For whom"), _("Families in town, craftspeople"),
        _("Activities"), _("a reveal by e-mail, a day of trials, posters on the tram"),
    )  # fmt: skip

    @property
    def bulk(self) -> list[Bulk]:  # type: ignore[override]
        return [Bulk(_("Change…"), reverse("plan:campaigns_many"))] if self.request.user.is_member else []  # type: ignore[union-attr]


def _having(rows: Any, **wanted: Any) -> Any:
    """Narrowed by a subquery: a join would count the activities of each several times."""
    return rows.filter(pk__in=Campaign.objects.filter(**wanted).values("pk"))
