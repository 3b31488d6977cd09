"""How an activity stands: its work, its money or its result, each with a shape, a word, and what it has to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Case, IntegerField, Q, When
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from regie.lib import dates, money, numbers

COLOURS = ("work", "money", "result")
NEAR = 300  # days within which a day needs no year
TIGHT = Decimal("0.9")  # from this share of its money on, an activity that goes on is near its end


class Slip(NamedTuple):
    """What the pages of the plan read of an activity, in the order of `FIELDS`."""

    pk: int
    name: str
    channel: int
    audience: int | None
    objective: int | None
    campaign: int
    owner: int | None
    status: str
    first: date | None
    last: date | None
    run: int | None
    run_due: date | None
    run_ending: str | None
    campaign_status: str
    release: str | None
    promised: date | None
    needed: date | None
    delivered: Any
    given_up: Any
    campaign_release: str | None
    campaign_promised: date | None
    campaign_needed: date | None
    campaign_delivered: Any
    campaign_given_up: Any

    @property
    def until(self) -> date | None:
        return self.last or self.first

    @property
    def gate(self) -> tuple[str, date | None] | None:
        """The release of another department that it waits for, or that its campaign waits for: its name, and its day."""
        if self.release and self.delivered is None and self.given_up is None:
            return self.release, self.promised or self.needed
        if self.campaign_release and self.campaign_delivered is None and self.campaign_given_up is None:
            return self.campaign_release, self.campaign_promised or self.campaign_needed
        return None


FIELDS = (
    "pk", "name", "channel", "audience", "objective", "campaign", "owner", "status", "starts_on", "ends_on",
    "run", "run__due_on", "run__ending", "campaign__status",
    "release__what", "release__promised_on", "release__needed_on", "release__delivered_at", "release__dropped_at",
    "campaign__release__what", "campaign__release__promised_on", "campaign__release__needed_on",
    "campaign__release__delivered_at", "campaign__release__dropped_at",
)  # fmt: skip


class Purse(NamedTuple):
    """The money of an activity, in the organisation's currency. `planned` in the months that are looked at, `whole` in all of them;
    `committed` is not yet invoiced, so that nothing counts twice; `asked` waits for finance."""

    planned: Decimal = Decimal(0)
    whole: Decimal = Decimal(0)
    committed: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)
    asked: Decimal = Decimal(0)


class Harvest(NamedTuple):
    """Targets of its contents, how many of them were measured, and the share of them reached on average."""

    targets: int = 0
    measured: int = 0
    share: float | None = None


@dataclass(frozen=True)
class Standing:
    state: str  # good, watch, breach, wait, none
    label: str
    held: str = ""  # what stands under it: why it is held, by how much it is over


def language() -> str:
    return (get_language() or "en")[:2]


def day(value: date) -> str:
    """A day as briefly as it is understood: its year only where it lies far."""
    today = timezone.localdate()
    return dates.day(value, language(), "short", value if abs((value - today).days) < NEAR else today)


def sentence(words: str) -> str:
    """A brief month ends with a point: at the end of a sentence one is enough."""
    return words[:-1] if words.endswith("..") else words


def of_work(slip: Slip, today: date) -> Standing:
    if slip.status == "done":
        return Standing("good", pgettext("activity", "done"))
    if slip.status == "dropped":
        return Standing("none", pgettext("activity", "dropped"))
    is_late = bool(slip.run and not slip.run_ending and slip.run_due and slip.run_due < today)
    if slip.status == "live":
        if slip.until and slip.last and slip.last < today:
            return Standing("watch", pgettext("activity", "held"), _("should be over"))
        if slip.campaign_status == "paused":
            return Standing("watch", pgettext("activity", "held"), _("its campaign is paused"))
        return Standing("good", pgettext("activity", "under way"))
    if gate := slip.gate:
        what, promised = gate
        return Standing(
            "watch", pgettext("activity", "held"), _("not before %(day)s") % {"day": day(promised)} if promised else what
        )
    if slip.campaign_status == "paused":
        return Standing("watch", pgettext("activity", "held"), _("its campaign is paused"))
    if is_late:
        return Standing("watch", pgettext("activity", "held"), _("its work is late"))
    if slip.first and slip.first < today:
        return Standing("watch", pgettext("activity", "held"), _("should have begun"))
    if slip.first is None or (slip.run is None and slip.campaign_status == "draft"):
        return Standing("none", pgettext("activity", "to prepare"))
    return Standing("wait", pgettext("activity", "planned"))


class Brief(NamedTuple):
    """What a calendar reads of an activity, in the order of `BRIEF`: hundreds of them, for a state without its words."""

    pk: int
    name: str
    channel: int
    audience: int | None
    objective: int | None
    campaign: int
    owner: int | None
    status: str
    first: date | None
    last: date | None
    run: int | None
    campaign_status: str
    is_gated: int
    is_late: int

    def state(self, today: date) -> str:
        """That of `of_work`."""
        if self.status in ("done", "dropped"):
            return "good" if self.status == "done" else "none"
        if self.status == "live":
            is_held = (self.last and self.last < today) or self.campaign_status == "paused"
            return "watch" if is_held else "good"
        if self.is_gated or self.is_late or self.campaign_status == "paused" or (self.first and self.first < today):
            return "watch"
        return "none" if self.first is None or (self.run is None and self.campaign_status == "draft") else "wait"


BRIEF = (
    "pk",
    "name",
    "channel",
    "audience",
    "objective",
    "campaign",
    "owner",
    "status",
    "starts_on",
    "ends_on",
    "run",
    "campaign__status",
)


def brief(activities: Any, today: date) -> Any:
    """Rows with what `Brief` holds besides `BRIEF`."""
    release = Q(release__isnull=False, release__delivered_at=None, release__dropped_at=None)
    release |= Q(campaign__release__isnull=False, campaign__release__delivered_at=None, campaign__release__dropped_at=None)
    late = Q(run__due_on__lt=today) & (Q(run__ending="") | Q(run__ending=None))
    return activities.annotate(
        is_gated=Case(When(release, then=1), default=0, output_field=IntegerField()),
        is_late=Case(When(late, then=1), default=0, output_field=IntegerField()),
    )


def of_money(slip: Slip, purse: Purse, currency: str) -> Standing:
    used = purse.committed + purse.spent
    if purse.asked:
        return Standing("wait", _("waits for finance"), money.money(purse.asked, currency, language()))
    if not purse.whole and not used:
        return Standing("none", _("no money"))
    if used > purse.whole:
        over = money.money(used - purse.whole, currency, language())
        return Standing("breach", _("over its plan"), _("%(amount)s over") % {"amount": over})
    if used > purse.whole * TIGHT and slip.status not in ("done", "dropped"):
        left = money.money(purse.whole - used, currency, language())
        return Standing("watch", _("nearly used up"), _("%(amount)s left") % {"amount": left})
    return Standing("good", _("within its plan"))


def of_result(slip: Slip, harvest: Harvest) -> Standing:
    if not harvest.targets:
        return Standing("none", _("no target"))
    if harvest.share is None:
        return Standing("wait", _("not measured yet"))
    said = _("%(share)s of its targets") % {"share": numbers.percent(round(harvest.share * 100), language())}
    if harvest.share >= 1:
        return Standing("good", _("target reached"), said)
    if slip.status in ("live", "planned"):
        return Standing("watch" if harvest.share < 0.5 else "good", _("on its way"), said)
    return Standing("watch" if harvest.share >= 0.7 else "breach", _("target missed"), said)


def legend(colour: str) -> list[tuple[str, str]]:
    """The states of one colouring with their words, for the foot of a page."""
    if colour == "money":
        return [
            ("good", _("within its plan")), ("watch", _("nearly used up")), ("breach", _("over its plan")),
            ("wait", _("waits for finance")), ("none", _("no money")),
        ]  # fmt: skip
    if colour == "result":
        return [
            ("good", _("target reached")), ("watch", _("below target")), ("breach", _("target missed")),
            ("wait", _("not measured yet")), ("none", _("no target")),
        ]  # fmt: skip
    return [
        ("good", pgettext("activity", "under way")), ("wait", pgettext("activity", "planned")),
        ("watch", pgettext("activity", "held")), ("none", pgettext("activity", "to prepare")),
    ]  # fmt: skip


def when(first: date | None, last: date | None, today: date) -> str:
    """“3 Mar to 18 Apr”, “since 25 Aug”, “from 8 Dec”, “until 31 Mar”, “no date”."""
    if first is None:
        return _("no date")
    if last is None:
        return (pgettext("day", "since %(day)s") if first <= today else pgettext("day", "from %(day)s")) % {"day": day(first)}
    if last == first:
        return day(first)
    if first < today <= last and (last - first).days > 60:
        return pgettext("day", "until %(day)s") % {"day": day(last)}
    begin = day(first)
    if (first.year, first.month) == (last.year, last.month):
        begin = "1er" if first.day == 1 and language() == "fr" else str(first.day)
    return pgettext("days, brief", "%(first)s to %(last)s") % {"first": begin, "last": day(last)}
