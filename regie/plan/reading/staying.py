"""Money that a move leaves behind: budget lines planned in a quarter which what they pay for no longer touches."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from regie.lib import dates
from regie.lib.money import money
from regie.lib.periods import Grain, Period
from regie.people.models import Organisation
from regie.plan.models import Campaign, Portion
from regie.plan.reading.standings import language
from regie.ui.addresses import numbered

Key = tuple[bool, int]  # whether it is a campaign, and which


@dataclass
class Left:
    """A line with what it expects in the quarters that were left."""

    line: int
    name: str
    envelope: str
    currency: str
    quarters: list[Period] = field(default_factory=list)
    amount: Decimal = Decimal(0)

    @property
    def address(self) -> str:
        return numbered("plan:budget_line", self.line)

    @property
    def sum(self) -> str:
        return money(self.amount, self.currency, language())

    @property
    def when(self) -> str:
        return ", ".join(dates.period(each.start, "quarter", language()) for each in self.quarters)


def left(moved: list[Any]) -> list[Left]:
    """Of what was moved (`models.scheduling.Moved`): open lines whose months lie in a quarter of before and of no day since. A line that
    names an activity goes by that, others by their campaign. Two queries."""
    gone = {_key(each.activity): quarters for each in moved if each.was and (quarters := _left(each))}
    if not gone:
        return []
    asked = Q(line__activity__in=[pk for is_campaign, pk in gone if not is_campaign])
    asked |= Q(line__activity=None, line__campaign__in=[pk for is_campaign, pk in gone if is_campaign])
    rows = Portion.objects.filter(asked, line__closed_at=None).order_by("line__number", "month")
    found: dict[int, Left] = {}
    currency = Organisation.here().currency
    for line, number, name, envelope, activity, campaign, month, amount in rows.values_list(
        "line", "line__number", "line__name", "line__envelope__name", "line__activity", "line__campaign", "month",
        Coalesce("forecast", "planned"),
    ):  # fmt: skip
        quarter = Period.of(month, Grain.QUARTER)
        quarters = gone.get((False, activity) if activity else (True, campaign), set())
        if amount and quarter in quarters:
            each = found.setdefault(line, Left(line, f"{number} {name}", envelope, currency))
            each.amount += amount
            each.quarters += [] if quarter in each.quarters else [quarter]
    return list(found.values())


def _key(thing: Any) -> Key:
    return isinstance(thing, Campaign), thing.pk


def _left(each: Any) -> set[Period]:
    last = each.activity.ends_on or each.now
    return _quarters(each.was, each.was + (last - each.now)) - _quarters(each.now, last)


def _quarters(first: date, last: date) -> set[Period]:
    return set(Period.of(first, Grain.QUARTER).to(Period.of(last, Grain.QUARTER)))
