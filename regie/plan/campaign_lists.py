"""Campaigns as a list: the house's table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from regie.lib import dates
from regie.lib.money import money
from regie.lib.periods import Grain, Period
from regie.objectives.models import Audience, Objective
from regie.people.models import Organisation, Person
from regie.plan.models import Activity, Campaign, Channel, Portion
from regie.ui.tables import Bulk, Column, Filter, Table
from regie.ui.templatetags.ui import state


def language() -> str:
    return (get_language() or "en")[:2]


def day(value: date | None) -> str:
    return dates.day(value, language(), "short", timezone.localdate()) if value else ""


def rows_for(person: Any) -> Any:
    return Campaign.objects.visible_to(person).select_related("owner").prefetch_related("audiences")


@dataclass
class Facts:
    """What the list says of a campaign besides its own fields."""

    count: int = 0
    done: int = 0
    planned: Decimal | None = None


def facts_of(keys: list[int] | None) -> dict[int, Facts]:
    """By campaign; of all of them where no keys are given. Three queries, however many."""
    found: dict[int, Facts] = defaultdict(Facts)
    activities = Activity.objects.exclude(status=Activity.Status.DROPPED)
    own, through = Portion.objects.exclude(line__campaign=None), Portion.objects.filter(line__campaign=None)
    if keys is not None:
        activities, own = activities.filter(campaign__in=keys), own.filter(line__campaign__in=keys)
        through = through.filter(line__activity__campaign__in=keys)
    counted = activities.order_by().values("campaign").annotate(count=Count("pk"), done=Count("pk", filter=Q(status="done")))
    for row in counted:
        found[row["campaign"]].count, found[row["campaign"]].done = row["count"], row["done"]
    for rows, path in ((own, "line__campaign"), (through, "line__activity__campaign")):
        for key, planned in rows.order_by().values_list(path).annotate(total=Sum("planned")):
            if key is not None:
                found[key].planned = (found[key].planned or Decimal(0)) + Decimal(planned).quantize(Decimal("0.01"))
    return found


def _done(facts: Facts | None) -> str:
    return f"{facts.done} / {facts.count}" if facts and facts.count else ""


def _drawn(row: Any) -> Any:
    """Shape and word; what should have been launched, or ended, is to be watched."""
    today, status = timezone.localdate(), Campaign.Status
    kind = {status.RUNNING: "good", status.PAUSED: "wait"}.get(row.status, "none")
    is_overdue = row.status == status.DRAFT and row.starts_on and row.starts_on < today
    if is_overdue or (row.is_open and row.ends_on and row.ends_on < today):
        kind = "watch"
    return row.get_status_display() if row.status == status.ENDED else state(kind, row.get_status_display())


def _money(facts: Facts | None) -> str:
    if facts is None or facts.planned is None:
        return ""
    return money(facts.planned.quantize(Decimal(1)), Organisation.here().currency, language())


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
    def columns(self) -> list[Column]:  # type: ignore[override]
        return [
            Column("name", _("Campaign"), sort="name", link=lambda row: row.get_absolute_url(), is_head=True),
            Column("status", _("State"), value=lambda row: row.get_status_display(), draw=_drawn, sort="status"),
            Column("owner", _("Owner"), value=lambda row: str(row.owner or ""), sort="owner__name"),
            Column("audiences", _("For whom"), value=lambda row: ", ".join(each.name for each in row.audiences.all())),
            Column("starts_on", _("Begins"), draw=lambda row: day(row.starts_on), sort="starts_on"),
            Column("ends_on", _("Ends"), draw=lambda row: day(row.ends_on), sort="ends_on"),
            Column("activities", _("Done / activities"), value=lambda row: _done(self.facts.get(row.pk)), is_number=True),
            Column(
                "planned", _("Planned"), value=lambda row: getattr(self.facts.get(row.pk), "planned", None),
                draw=lambda row: _money(self.facts.get(row.pk)), is_number=True,
            ),
        ]  # fmt: skip

    @cached_property
    def facts(self) -> dict[int, Facts]:
        return facts_of(None if "export" in self.request.GET else [row.pk for row in self.page])

    @property
    def bulk(self) -> list[Bulk]:  # type: ignore[override]
        return [Bulk(_("Change…"), reverse("plan:campaigns_many"))] if self.request.user.is_member else []  # type: ignore[union-attr]


def _having(rows: Any, **wanted: Any) -> Any:
    """Narrowed by a subquery: a join would count the activities of each several times."""
    return rows.filter(pk__in=Campaign.objects.filter(**wanted).values("pk"))
