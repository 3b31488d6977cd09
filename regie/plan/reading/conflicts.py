"""What clashes in a plan, in words: the same people spoken to twice in a day, a launch before its product, nobody there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regie.lib import rest
from regie.people.models import Absence, Holding, Organisation
from regie.plan.models import Activity, Milestone, Piece
from regie.plan.reading.standings import day, language, sentence
from regie.ui.addresses import numbered


@dataclass(frozen=True)
class Conflict:
    kind: str
    key: tuple[Any, ...]  # the same clash has the same key, whatever its day
    on: date
    address: str
    state: str
    template: str = field(compare=False, repr=False)
    facts: dict[str, Any] = field(compare=False, repr=False)

    @cached_property
    def words(self) -> str:
        """Written where it is read: of hundreds of clashes a page names a few."""
        return sentence(self.template % {key: day(fact) if isinstance(fact, date) else fact for key, fact in self.facts.items()})


class Row(NamedTuple):
    pk: int
    name: str
    status: str
    first: date
    last: date | None
    audience: int | None
    audience_name: str | None
    pushes: str
    role: int | None
    role_name: str | None
    owner: int | None
    owner_name: str | None
    campaign: int
    campaign_name: str
    campaign_first: date | None
    campaign_last: date | None
    embargo: date | None
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
    event: int | None


class Voice(NamedTuple):
    """An activity that speaks to an audience on its first day."""

    pk: int
    name: str
    first: date
    audience: int
    audience_name: str


FIELDS = (
    "pk", "name", "status", "starts_on", "ends_on", "audience", "audience__name", "channel__push", "channel__role",
    "channel__role__name", "owner", "owner__name", "campaign", "campaign__name", "campaign__starts_on", "campaign__ends_on",
    "campaign__embargo_until", "release__what", "release__promised_on", "release__needed_on", "release__delivered_at",
    "release__dropped_at", "campaign__release__what", "campaign__release__promised_on", "campaign__release__needed_on",
    "campaign__release__delivered_at", "campaign__release__dropped_at", "event",
)  # fmt: skip


def between(first: date, last: date) -> list[Conflict]:
    """Of what begins or goes out in the period, the gravest first. Seven queries."""
    begun = Activity.objects.open().filter(starts_on__range=(first, last))
    ahead = (max(first, timezone.localdate()), last)  # who was spoken to twice is over
    twice = _twice(_voices(begun.filter(starts_on__gte=ahead[0])), _pieces(Q(goes_out_on__range=ahead)))
    return _ordered(_of_each(_rows(begun.filter(_may_clash(first)))) + twice)


def of_activities(keys: Iterable[int]) -> list[Conflict]:
    """Those in which one of these has a part. Eight queries."""
    mine = set(keys)
    rows = _rows(Activity.objects.open().filter(pk__in=mine).exclude(starts_on=None))
    days, people = {row.first for row in rows}, {row.audience for row in rows if row.audience}
    own = _pieces(Q(activity__in=mine))
    days |= {each[3] for each in own}
    here = Q(pk__in=mine) & ~Q(starts_on=None) | Q(starts_on__in=days, audience__in=people)
    pieces = own + _pieces(Q(goes_out_on__in=days, activity__audience__in=people) & ~Q(activity__in=mine))
    return _ordered(
        _of_each(rows)
        + [each for each in _twice(_voices(Activity.objects.open().filter(here)), pieces) if mine & set(each.key[1:])]
    )


def _rows(activities: Any) -> list[Row]:
    return [Row(*each) for each in activities.order_by("starts_on", "pk").values_list(*FIELDS)]


def _may_clash(first: date) -> Q:
    """What an activity has that runs into something by itself: of thousands, a page reads those alone."""
    away = Absence.objects.filter(deputy=None, last_day__gte=first).values("person")
    held = Milestone.objects.filter(kind=Milestone.Kind.EMBARGO).exclude(campaign=None).values("campaign")
    return (
        Q(starts_on__lt=F("campaign__starts_on"))
        | Q(campaign__ends_on__lt=Coalesce("ends_on", "starts_on"))
        | Q(event__isnull=False)
        | Q(release__isnull=False)
        | Q(campaign__release__isnull=False)
        | Q(owner=None)
        | Q(owner__in=away)
        | Q(campaign__embargo_until__gt=F("starts_on"))
        | Q(campaign__in=held)
    )


def _voices(activities: Any) -> list[Voice]:
    """Those that speak to somebody on their first day."""
    rows = activities.filter(audience__isnull=False, channel__push="push").order_by("starts_on", "pk")
    return [Voice(*each) for each in rows.values_list("pk", "name", "starts_on", "audience", "audience__name")]


def _pieces(asked: Q) -> list[tuple[Any, ...]]:
    rows = Piece.objects.filter(asked, activity__status__in=["planned", "live"], activity__channel__push="push")
    rows = rows.exclude(goes_out_on=None).exclude(activity__audience=None).order_by("goes_out_on", "pk")
    return list(rows.values_list("activity", "activity__audience", "activity__audience__name", "goes_out_on", "title"))


def _ordered(found: list[Conflict]) -> list[Conflict]:
    return sorted(found, key=lambda each: (each.state != "breach", each.on, each.key[1]))


def _of_each(rows: list[Row]) -> list[Conflict]:
    """What an activity runs into by itself. Four queries."""
    if not rows:
        return []
    here = Organisation.here()
    ahead = [row for row in rows if row.status == Activity.Status.PLANNED]
    away, held, embargoes = _away(ahead), _held(), _embargoes(ahead)
    found: list[Conflict] = []
    for row in rows:
        found += _outside(row)
        if row.event and (feast := rest.holiday(row.first, here.country, language())):
            words = _("“%(name)s” takes place on %(day)s, a public holiday: %(feast)s.")
            found.append(_said("holiday", row, words, feast=feast))
    for row in ahead:
        found += _before_its_product(row)
        found += _nobody(row, away, held)
        until = max([each for each in (row.embargo, embargoes.get(row.campaign)) if each], default=None)
        if until and row.first < until:
            found.append(
                _said(
                    "embargo",
                    row,
                    _("“%(name)s” begins on %(day)s, under embargo until %(until)s."),
                    state="breach",
                    until=until,
                )
            )
    return found


def _said(kind: str, row: Row, words: str, state: str = "watch", **facts: Any) -> Conflict:
    facts = {"name": row.name, "day": row.first, "campaign": row.campaign_name, **facts}
    return Conflict(kind, (kind, row.pk), row.first, numbered("plan:activity", row.pk), state, words, facts)


def _outside(row: Row) -> list[Conflict]:
    if row.campaign_first and row.first < row.campaign_first:
        words = _("“%(name)s” begins on %(day)s, before its campaign “%(campaign)s” does on %(other)s.")
        return [_said("outside", row, words, other=row.campaign_first)]
    end = row.last or row.first
    if row.campaign_last and end > row.campaign_last:
        words = _("“%(name)s” goes on until %(end)s, after its campaign “%(campaign)s” ends on %(other)s.")
        return [_said("outside", row, words, end=end, other=row.campaign_last)]
    return []


def _before_its_product(row: Row) -> list[Conflict]:
    for what, promised, needed, delivered, given_up in (
        (row.release, row.promised, row.needed, row.delivered, row.given_up),
        (row.campaign_release, row.campaign_promised, row.campaign_needed, row.campaign_delivered, row.campaign_given_up),
    ):
        if not what or delivered is not None or given_up is not None:
            continue
        until = promised or needed
        if until is None:
            return [_said("product", row, _("“%(name)s” begins on %(day)s, and nobody has promised “%(what)s” yet."), what=what)]
        if row.first < until:
            words = _("“%(name)s” begins on %(day)s, before “%(what)s” is there on %(until)s.")
            return [_said("product", row, words, state="breach", what=what, until=until)]
    return []


def _away(rows: list[Row]) -> dict[int, list[tuple[date, date]]]:
    """Days on which an owner is away and nobody stands in."""
    owners = {row.owner for row in rows if row.owner}
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    if owners:
        since = min(row.first for row in rows)
        gone = Absence.objects.filter(person__in=owners, deputy=None, last_day__gte=since)
        for person, first, last in gone.values_list("person", "first_day", "last_day"):
            found[person].append((first, last))
    return found


def _held() -> set[int]:
    return set(Holding.objects.current().values_list("role", flat=True))


def _nobody(row: Row, away: dict[int, list[tuple[date, date]]], held: set[int]) -> list[Conflict]:
    if row.owner:
        if any(first <= row.first <= last for first, last in away.get(row.owner, [])):
            words = _("“%(name)s” begins on %(day)s, when %(person)s is away and nobody stands in.")
            return [_said("nobody", row, words, person=row.owner_name)]
        return []
    if row.role and row.role in held:
        return []
    if row.role:
        return [_said("nobody", row, _("Nobody answers for “%(name)s”: nobody holds the role “%(role)s”."), role=row.role_name)]
    return [_said("nobody", row, _("Nobody answers for “%(name)s”, which begins on %(day)s."))]


def _embargoes(rows: list[Row]) -> dict[int, date]:
    """The last day of embargo of each campaign, by its milestones."""
    found: dict[int, date] = {}
    ends = Milestone.objects.filter(kind=Milestone.Kind.EMBARGO, campaign__in={row.campaign for row in rows})
    for campaign, on, until in ends.values_list("campaign", "on", "until"):
        found[campaign] = max(found.get(campaign, date.min), until or on)
    return found


def _twice(voices: list[Voice], pieces: list[tuple[Any, ...]]) -> list[Conflict]:
    """The same audience spoken to by two activities in a day. Channels to which people come by themselves speak to nobody."""
    speaks: dict[tuple[int, date], dict[int, str]] = defaultdict(dict)
    names: dict[int, str] = {}
    through_pieces = set()
    for activity, audience, name, on, title in pieces:
        speaks[audience, on][activity] = title
        names[audience] = name
        through_pieces.add(activity)
    for each in voices:
        if each.pk not in through_pieces:
            speaks[each.audience, each.first][each.pk] = each.name
            names[each.audience] = each.audience_name
    found, today = [], timezone.localdate()
    for (audience, on), spoken in speaks.items():
        if len(spoken) < 2 or on < today:
            continue
        keys = sorted(spoken)
        facts = {
            "audience": names[audience],
            "day": on,
            "count": len(keys),
            "one": spoken[keys[0]],
            "other": spoken[keys[1]],
        }
        words = _("%(audience)s are spoken to twice on %(day)s: “%(one)s” and “%(other)s”.")
        if len(keys) > 2:
            facts["others"] = len(keys) - 2
            words = ngettext(
                "%(audience)s are spoken to %(count)d times on %(day)s: “%(one)s”, “%(other)s” and %(others)d other.",
                "%(audience)s are spoken to %(count)d times on %(day)s: “%(one)s”, “%(other)s” and %(others)d others.",
                len(keys) - 2,
            )
        found.append(Conflict("audience", ("audience", *keys), on, numbered("plan:activity", keys[1]), "watch", words, facts))
    return found
