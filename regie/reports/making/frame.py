"""The quarter that is reported, for whom, and the day on which its numbers stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext, pgettext

from regie.lib import dates, money
from regie.lib.numbers import number, percent
from regie.lib.periods import Period
from regie.people.models import Domain, Organisation

ORDINALS = {
    1: lambda: pgettext("quarter", "First"),
    2: lambda: pgettext("quarter", "Second"),
    3: lambda: pgettext("quarter", "Third"),
    4: lambda: pgettext("quarter", "Fourth"),
}


@dataclass(frozen=True)
class Frame:
    quarter: Period
    language: str
    domain: Domain
    at: datetime

    @classmethod
    def here(cls, quarter: Period, language: str, at: datetime | None = None, domain: Domain | None = None) -> Frame:
        return cls(quarter, language, domain or Domain.objects.home() or Domain(name=""), at or timezone.now())

    @property
    def first(self) -> date:
        return self.quarter.start

    @property
    def last(self) -> date:
        return self.quarter.end

    @cached_property
    def today(self) -> date:
        return timezone.localtime(self.at).date()

    @property
    def stand(self) -> date:
        """The day by which the quarter is judged: the morning after it, or today while it still runs."""
        return min(self.today, self.last + timedelta(days=1))

    @property
    def is_over(self) -> bool:
        return self.today > self.last

    @cached_property
    def moments(self) -> tuple[datetime, datetime]:
        """Its first moment, and the first of the next quarter, where the organisation lives."""
        zone = ZoneInfo(self.organisation.time_zone)
        return (
            datetime.combine(self.first, time.min, zone),
            datetime.combine(self.quarter.next.start, time.min, zone),
        )

    @cached_property
    def organisation(self) -> Organisation:
        return Organisation.here()

    @property
    def currency(self) -> str:
        return self.organisation.currency

    @property
    def title(self) -> str:
        """“Third quarter 2026”."""
        facts = {"ordinal": ORDINALS[(self.first.month + 2) // 3](), "year": self.first.year}
        return gettext("%(ordinal)s quarter %(year)s") % facts

    @property
    def whom(self) -> str:
        """“Tamarelle, marketing · for Hélène Brandt, delegator”."""
        house = ", ".join(filter(None, [self.organisation.name, self.domain.name]))
        delegator = self.domain.delegator or _delegator()
        if delegator is None:
            return house
        return gettext("%(house)s · for %(name)s, delegator") % {"house": house, "name": delegator}

    def money(self, amount: Any) -> str:
        return money.money(amount, self.currency, self.language, 0)

    def number(self, value: Any) -> str:
        return number(value, self.language)

    def percent(self, value: Any, **named: Any) -> str:
        return percent(value, self.language, **named)

    def day(self, day: date | None, style: str = "short") -> str:
        return dates.day(day, self.language, style, self.today)

    def local(self, moment: datetime | None) -> date | None:
        return timezone.localtime(moment).date() if moment else None


def _delegator() -> Any:
    from regie.people.models import Person

    return Person.objects.active().filter(standing=Person.Standing.DELEGATOR).order_by("pk").first()
