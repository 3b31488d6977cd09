"""What each audience had in the last years: working days, money, results; against the share that was wished.

A campaign that speaks to several audiences without saying which part is for whom counts for each of them in equal parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from regie.lib.text import plain
from regie.objectives.models import Audience
from regie.plan.models import Activity, Campaign, EarlierEffort, Expense, PieceTarget
from regie.work.models import Task

HOURS_A_DAY = 7  # as `work` counts them
ZERO = Decimal(0)


@dataclass
class Had:
    """Of one audience. Shares are percents of what all audiences had; None where nothing is known."""

    audience: Any
    days: Decimal = ZERO
    money: Decimal = ZERO
    result: Decimal = ZERO
    days_share: Decimal | None = None
    money_share: Decimal | None = None
    result_share: Decimal | None = None

    @property
    def wished(self) -> Decimal | None:
        return self.audience.wished_share

    @property
    def effort_share(self) -> Decimal | None:
        """Of working days, else of money: what the wish is compared with."""
        return self.days_share if self.days_share is not None else self.money_share

    @property
    def gap(self) -> Decimal | None:
        """Points above (below) the wish."""
        return None if self.effort_share is None or self.wished is None else self.effort_share - self.wished


@dataclass
class Efforts:
    first: date
    last: date
    rows: list[Had]
    kinds: list[tuple[str, str]]  # what results may count: key and words
    kind: str
    silent: int = 0  # activities of which nobody estimated the work
    nobody: Had = field(default_factory=lambda: Had(None))  # what went to no audience

    @property
    def is_known(self) -> bool:
        return any(row.days or row.money or row.result for row in self.rows)

    @property
    def by_days(self) -> bool:
        return any(row.days_share is not None for row in self.rows)

    @property
    def kind_word(self) -> str:
        return dict(self.kinds).get(self.kind, "")

    @property
    def neglected(self) -> Had | None:
        """The one that had least against the wish; None where none had less by five points."""
        found = min((row for row in self.rows if row.gap is not None), key=lambda row: row.gap, default=None)
        return found if found and found.gap <= -5 else None

    @property
    def favoured(self) -> Had | None:
        found = max((row for row in self.rows if row.gap is not None), key=lambda row: row.gap, default=None)
        return found if found and found.gap >= 5 else None


def efforts(person: Any, first: date, last: date, asked: str = "") -> Efforts:
    """Activities by their beginning (their campaign's where they have none), expenses by their day. Eight queries."""
    audiences = list(Audience.objects.visible_to(person).in_use())
    shared = _audiences_of_campaigns()
    had = {each.pk: Had(each) for each in audiences}
    nobody = Had(None)
    results: dict[str, dict[int | None, Decimal]] = defaultdict(lambda: defaultdict(Decimal))

    def give(audience: int | None, campaign: int | None, name: str, amount: Decimal) -> None:
        for one, part in _parts(audience, campaign, shared, amount):
            row = had.get(one or 0, nobody)
            setattr(row, name, getattr(row, name) + part)

    silent = 0
    for audience, campaign, hours, without in _days(person, first, last):
        give(audience, campaign, "days", (hours or ZERO) / HOURS_A_DAY)
        silent += without
    for audience, campaign, worth in _money(person, first, last):
        give(audience, campaign, "money", worth)
    for of, audience, campaign, reached in _results(first, last):
        for one, part in _parts(audience, campaign, shared, Decimal(reached)):
            results[of][one] += part
    words = _names()
    for audience, of, days, money, result in _earlier(person, first, last):
        row = had.get(audience, nobody)
        row.days += days or ZERO
        row.money += money or ZERO
        if result:
            results[words.get(plain(of), of or "")][audience] += result
    kinds = [(key, str(dict(PieceTarget.Of.choices).get(key, key or gettext("results")))) for key in sorted(results)]
    kind = asked if asked in results else max(results, key=lambda key: (_rank(key), sum(results[key].values())), default="")
    for one, part in results.get(kind, {}).items():
        had.get(one or 0, nobody).result += part
    rows = list(had.values())
    _share(rows)
    return Efforts(first, last, rows, kinds, kind, silent, nobody)


def _rank(key: str) -> int:
    """What counts most is shown first: sales, leads, then the rest."""
    return {"sales": 3, "leads": 2}.get(key, 0 if key in PieceTarget.Of.values else 1)


def _share(rows: list[Had]) -> None:
    for name in ("days", "money", "result"):
        whole = sum((getattr(row, name) for row in rows), ZERO)
        if whole > 0:
            for row in rows:
                setattr(row, f"{name}_share", 100 * getattr(row, name) / whole)


def _audiences_of_campaigns() -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for campaign, audience in Campaign.audiences.through.objects.values_list("campaign_id", "audience_id"):
        found[campaign].append(audience)
    return found


def _parts(audience, campaign, shared, amount: Decimal) -> Iterable[tuple[int | None, Decimal]]:
    if audience:
        return [(audience, amount)]
    those = shared.get(campaign, [])
    return [(each, amount / len(those)) for each in those] if those else [(None, amount)]


def _days(person, first: date, last: date):
    """By audience and campaign: hours, and how many activities say none. The tasks of its run, once it has one, else its estimate."""
    begins = Coalesce("starts_on", "campaign__starts_on")
    tasks = Task.objects.filter(run=OuterRef("run")).order_by().values("run").annotate(all=Sum("estimate")).values("all")
    rows = Activity.objects.visible_to(person).exclude(status=Activity.Status.DROPPED)
    dated = rows.annotate(begins=begins, hours=Coalesce(Subquery(tasks), "estimate", output_field=DecimalField()))
    keyed = dated.filter(begins__gte=first, begins__lte=last).order_by().values_list("audience", "campaign")
    return keyed.annotate(all_hours=Sum("hours"), without=Count("pk", filter=Q(hours=None)))


def _money(person, first: date, last: date):
    rows = Expense.objects.visible_to(person).standing().filter(on__gte=first, on__lte=last)
    rows = rows.annotate(
        whom=Coalesce("line__audience", "line__activity__audience"), within=Coalesce("line__campaign", "line__activity__campaign")
    )
    return rows.order_by().values_list("whom", "within").annotate(Sum("worth"))


def _results(first: date, last: date):
    begins = Coalesce("reached_on", "piece__goes_out_on", "piece__activity__starts_on", "piece__activity__campaign__starts_on")
    rows = PieceTarget.objects.annotate(begins=begins).filter(begins__gte=first, begins__lte=last, reached__isnull=False)
    return rows.order_by().values_list("of", "piece__activity__audience", "piece__activity__campaign").annotate(Sum("reached"))


def _earlier(person, first: date, last: date):
    rows = EarlierEffort.objects.visible_to(person).filter(starts_on__gte=first, starts_on__lte=last)
    return rows.order_by().values_list("audience", "result_of").annotate(Sum("days"), Sum("money"), Sum("result"))


def _names() -> dict[str, str]:
    """What a sheet may call our own counts, in both languages."""
    from django.utils.translation import override

    found = {}
    for language in ("en", "fr"):
        with override(language):
            found |= {plain(str(label)): str(key) for key, label in PieceTarget.Of.choices}
    return found
