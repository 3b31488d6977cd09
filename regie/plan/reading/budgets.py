"""The budget of a quarter as its page shows it: the whole, the envelopes on one scale, and how each stands in a word."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from regie.lib import dates
from regie.lib.money import money
from regie.lib.periods import Grain, Period
from regie.people.models import Organisation
from regie.plan.budget import pace as pacing
from regie.plan.budget.pace import Pace
from regie.plan.models import Activity, Envelope
from regie.plan.reading.money import Money
from regie.plan.reading.purse_sums import NOTHING, SHARED, Sums, by_envelope, money_of_lines
from regie.work import homes

CLOSE = Decimal("0.97")  # of the envelope: from there on its forecast is said to be close
NAMES = (
    gettext_lazy("first quarter %(year)s"),
    gettext_lazy("second quarter %(year)s"),
    gettext_lazy("third quarter %(year)s"),
    gettext_lazy("fourth quarter %(year)s"),
)
VIEWS = ("envelope", "campaign", "channel", "audience", "objective", "cost")


@dataclass
class Purse:
    """One envelope with all its parts' money."""

    envelope: Envelope
    sums: Sums
    pace: Pace
    today: date
    currency: str
    amount: Decimal = NOTHING
    is_rest: bool = False  # what of a divided envelope stands in no part

    @property
    def to_come(self) -> Decimal:
        """Planned and not yet committed; nothing of what has ended, where it was not used."""
        return NOTHING if self.is_over else self.sums.to_come

    @property
    def left(self) -> Decimal:
        return self.amount - self.sums.used - self.to_come

    @property
    def forecast(self) -> Decimal:
        return self.sums.used if self.is_over else self.sums.forecast

    @property
    def over(self) -> Decimal:
        return self.forecast - self.amount

    @property
    def short(self) -> Decimal:
        """By how much what is spent, promised and planned exceeds it."""
        return -self.left

    @property
    def ends_early(self) -> date | None:
        """The day on which it ends at this rate, when that comes before its last."""
        found = self.pace.ends_on
        return found if found is not None and found < self.envelope.ends_on else None

    @property
    def is_over(self) -> bool:
        return self.envelope.ends_on < self.today

    @property
    def state(self) -> str:
        if self.sums.used > self.amount or self.left < 0:
            return "breach"
        if self.is_over and self.sums.open_commitments:
            return "wait"
        if (self.ends_early and not self.is_over) or self.forecast > self.amount * CLOSE:
            return "watch"
        return "good"

    @property
    def word(self) -> str:
        if self.state == "breach":
            return _("Overspent") if self.is_over else _("Needs finance")
        if self.state == "wait":
            return _("Still to be invoiced")
        if self.ends_early and not self.is_over:
            return _("Ends on %(day)s") % {"day": dates.day(self.ends_early, _language(), "short", self.today)}
        if self.forecast > self.amount:
            return _("Forecast above it")
        if self.state == "watch":
            return _("Forecast close to limit")
        return _("Ended well") if self.is_over else _("On course")


@dataclass
class Quarter:
    period: Period
    today: date
    currency: str
    wholes: list[Purse] = field(default_factory=list)  # what the charter grants for the quarter, or somebody set aside
    purses: list[Purse] = field(default_factory=list)  # their parts, or themselves where they have none
    longer: list[Purse] = field(default_factory=list)  # of a half-year or a year that holds the quarter
    reserve: Decimal = NOTHING

    @property
    def name(self) -> str:
        """The period in words."""
        number = (self.period.start.month + 2) // 3
        return str(NAMES[number - 1]) % {"year": self.period.start.year}

    @property
    def amount(self) -> Decimal:
        return sum((each.amount for each in self.wholes), NOTHING)

    @property
    def sums(self) -> Sums:
        return sum((each.sums for each in self.wholes), Sums())

    @property
    def to_come(self) -> Decimal:
        return sum((each.to_come for each in self.wholes), NOTHING)

    @property
    def left(self) -> Decimal:
        return self.amount - self.sums.used - self.to_come

    @property
    def forecast(self) -> Decimal:
        return sum((each.forecast for each in self.wholes), NOTHING)

    @property
    def over(self) -> Decimal:
        return self.forecast - self.amount

    @property
    def over_all(self) -> Decimal:
        return -self.left

    @property
    def at_end(self) -> Decimal | None:
        """What will be spent at this rate; None while there are too few days to tell."""
        known = [each.pace.at_end for each in self.wholes if each.pace.at_end is not None]
        return sum(known, NOTHING) if known and len(known) == len(self.wholes) else None

    @property
    def scale(self) -> Decimal:
        """What the width of every bar of an envelope stands for."""
        shown = [*self.purses, *self.longer]
        return max((max(each.amount, each.sums.used + each.to_come, each.forecast) for each in shown), default=NOTHING) * Decimal(
            "1.08"
        )

    @property
    def worst(self) -> list[Purse]:
        return [each for each in self.purses if each.state == "breach"]

    @property
    def ending(self) -> list[Purse]:
        return [each for each in self.wholes if each.ends_early and not each.is_over and each.state != "breach"]

    @property
    def day(self) -> int:
        return min((self.today - self.period.start).days + 1, self.period.days)

    @property
    def has_begun(self) -> bool:
        return self.today >= self.period.start

    @property
    def has_ended(self) -> bool:
        return self.today > self.period.end

    @property
    def share_spent(self) -> Decimal | None:
        return self.sums.spent * 100 / self.amount if self.amount else None

    @property
    def keys(self) -> set[int]:
        """All envelopes whose lines are the quarter's."""
        return self._keys

    _keys: set[int] = field(default_factory=set)


def quarter(first: date, today: date | None = None) -> Quarter:
    """The quarter that holds `first`. Five queries, whatever the number of lines."""
    period, day = Period.of(first, Grain.QUARTER), today or timezone.localdate()
    made = Quarter(period, day, Organisation.here().currency)
    rows = list(Envelope.objects.filter(starts_on__lte=period.end, ends_on__gte=period.start).select_related("owner", "resource"))
    parts: dict[int, list[Envelope]] = {}
    for row in rows:
        if row.parent_id is not None:
            parts.setdefault(row.parent_id, []).append(row)
    sums, week = by_envelope({row.pk for row in rows}, day), homes.week()

    def tree(envelope: Envelope) -> Sums:
        return sum((tree(part) for part in parts.get(envelope.pk, [])), sums.get(envelope.pk, Sums()))

    def keys(envelope: Envelope) -> set[int]:
        return {envelope.pk}.union(*(keys(part) for part in parts.get(envelope.pk, [])))

    def bag(envelope: Envelope) -> Purse:
        whole = tree(envelope)
        return Purse(envelope, whole, pacing.of_sums(envelope, whole, day, week), day, made.currency, envelope.amount)

    for root in [row for row in rows if row.parent_id is None]:
        purse = bag(root)
        if root.starts_on < period.start or root.ends_on > period.end:
            made.longer.append(purse)
            continue
        made.wholes.append(purse)
        made._keys |= keys(root)
        below = parts.get(root.pk, [])
        purses = [bag(part) for part in below]
        own, free = sums.get(root.pk, Sums()), root.amount - sum((part.amount for part in below), NOTHING)
        if not below:
            purses = [purse]
        elif own.lines or free:
            purses.append(Purse(root, own, Pace(None), day, made.currency, free, is_rest=True))
        made.purses += purses
        made.reserve += sum((each.left for each in purses if each.envelope.is_reserve), NOTHING)
    return made


@dataclass(frozen=True)
class Shared:
    """One row of the budget seen by campaign, channel, audience, objective or cost type."""

    key: Any  # None: what names none
    money: Money
    hours: Decimal | None = None
    time: Decimal | None = None  # what those hours cost
    name: str = ""
    url: str = ""


@dataclass(frozen=True)
class Division:
    """The quarter divided: the largest rows, the others together where there are more, and all together."""

    rows: list[Shared]
    others: Shared | None
    many_others: int
    whole: Shared


def divided(by: str, quarter: Quarter, hourly: Decimal | None = None, limit: int | None = None) -> Division:
    """The quarter's lines by what they name, the largest first, at most `limit` of them by name. Two queries, and two with hours."""
    money = money_of_lines(by, quarter.keys)
    hours = _hours(by, quarter.period) if hourly and by in SHARED else {}
    found = [_share(key, money.get(key, Money()), hours.get(key), hourly) for key in {*money, *hours}]
    found.sort(key=lambda row: (row.key is None, -max(row.money.planned, row.money.used), -(row.time or 0)))
    shown, rest = found[:limit], found[limit:] if limit else []
    things = _things(by, [row.key for row in shown if row.key is not None])
    named = [replace(row, name=name, url=url) for row in shown for name, url in [things.get(row.key, (_("Not said"), ""))]]
    return Division(named, _together(rest) if rest else None, len(rest), _together(found))


def _share(key: Any, money: Money, hours: Decimal | None, hourly: Decimal | None) -> Shared:
    return Shared(key, money, hours, hours * hourly if hours and hourly else None)


def _together(rows: list[Shared]) -> Shared:
    hours, time = (sum((getattr(row, name) or NOTHING for row in rows), NOTHING) for name in ("hours", "time"))
    return Shared(None, sum((row.money for row in rows), Money()), hours, time)


def _things(by: str, keys: list[Any]) -> dict[Any, tuple[str, str]]:
    from regie.plan.models import BudgetLine

    if by == "cost":
        return {value: (str(label).capitalize(), "") for value, label in BudgetLine.Cost.choices if value in keys}
    model: Any = BudgetLine._meta.get_field(by).related_model
    return {each.pk: (str(each), each.get_absolute_url()) for each in model._default_manager.filter(pk__in=keys)}


def _hours(by: str, period: Period) -> dict[int | None, Decimal]:
    """Estimated hours of the team in the quarter: of the tasks of an activity's run, else of the activity itself; of one that lasts
    beyond the quarter, as many as its days in it. Two queries."""
    within = Activity.objects.exclude(status=Activity.Status.DROPPED).between(period.start, period.end).order_by()
    rows = within.values_list(by, "starts_on", "ends_on")
    own = rows.filter(run=None).annotate(total=F("estimate"))
    runs = rows.exclude(run=None).annotate(total=Sum("run__tasks__estimate"))
    found: dict[int | None, Decimal] = {}
    for key, first, last, total in [*own, *runs]:
        if total:
            last = last or first
            inside = (min(last, period.end) - max(first, period.start)).days + 1
            found[key] = found.get(key, NOTHING) + Decimal(str(total)) * inside / ((last - first).days + 1)
    return {key: hours.quantize(Decimal("0.1")) for key, hours in found.items()}


def written(amount: Decimal, currency: str) -> str:
    return money(amount, currency, _language())


def _language() -> str:
    return (get_language() or "en")[:2]
