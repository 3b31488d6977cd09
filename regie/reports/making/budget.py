"""The budget of the quarter in its four figures, over all and by envelope, and which lines were overspent."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, OuterRef, Subquery, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from regie.plan.models import BudgetLine, Envelope, Expense, Portion
from regie.plan.reading.money import CENT, Money, totals
from regie.reports.making import parts
from regie.reports.making.frame import Frame
from regie.reports.making.parts import Section, cell

MOST_OVER = 5
NOTHING = Decimal(0)


@dataclass
class Budget:
    """`granted` is what the envelopes of the quarter hold; None where none lies within it."""

    total: Money
    granted: Decimal | None
    envelopes: list[tuple[Envelope, Money]] = field(default_factory=list)
    over: list[tuple[BudgetLine, Money]] = field(default_factory=list)

    @property
    def whole(self) -> Decimal:
        return self.granted if self.granted is not None else self.total.planned

    @property
    def share(self) -> float | None:
        return float(100 * self.total.actual / self.whole) if self.whole else None

    @property
    def is_empty(self) -> bool:
        return not self.total and self.granted is None


def budget(frame: Frame) -> Budget:
    """Six queries, however many lines there are."""
    money = totals("envelope", frame.first, frame.last)
    known = {each.pk: each for each in Envelope.objects.filter(starts_on__lte=frame.last, ends_on__gte=frame.first)}
    tops = [each for each in known.values() if each.parent_id not in known]
    own = [each for each in tops if each.starts_on >= frame.first and each.ends_on <= frame.last]
    total = sum(money.values(), Money())
    held: dict[int, Money] = {}
    for pk, amounts in money.items():
        top = known.get(pk)
        while top is not None and top.parent_id in known:
            top = known[top.parent_id]
        if top is not None:
            held[top.pk] = held.get(top.pk, Money()) + amounts
    tops = [each for each in tops if held.get(each.pk) or each in own]
    envelopes = [(each, held.get(each.pk, Money())) for each in sorted(tops, key=lambda each: (-each.amount, each.pk))]
    granted = sum((each.amount for each in own), NOTHING) if own else None
    return Budget(total, granted, envelopes, _over(frame))


def _over(frame: Frame) -> list[tuple[BudgetLine, Money]]:
    """Lines that spent more than was planned for the quarter, the widest first. One query, counted in the database."""
    months = Portion.objects.filter(line=OuterRef("pk"), month__gte=frame.first, month__lte=frame.last)
    papers = Expense.objects.standing().filter(line=OuterRef("pk"), on__gte=frame.first, on__lte=frame.last)
    lines = BudgetLine.objects.annotate(planned_here=_sum(months, "planned"), spent_here=_sum(papers, "worth"))
    over = lines.filter(planned_here__gt=0, spent_here__gt=F("planned_here") + CENT)
    widest = over.order_by(F("planned_here") - F("spent_here"), "pk")[:MOST_OVER]
    return [(each, Money(planned=each.planned_here, actual=each.spent_here)) for each in widest]


def _sum(rows: Any, name: str) -> Subquery:
    summed = rows.order_by().values("line").annotate(total=Sum(name)).values("total")
    return Subquery(summed, output_field=DecimalField(max_digits=16, decimal_places=2))


def section(frame: Frame, made: Budget) -> Section:
    heads = [
        (pgettext("column", "Envelope"), False), (pgettext("column", "Planned"), True), (pgettext("column", "Forecast"), True), (pgettext("column", "Committed"), True), (pgettext("column", "Spent"), True), (pgettext("column", "Left"), True),
    ]  # fmt: skip
    rows = [
        [cell(_named(each, frame), url=parts.of(each)), *_amounts(frame, money, _held(each, frame))]
        for each, money in made.envelopes
    ]
    placed = sum((money for _each, money in made.envelopes), Money())
    if made.total and placed != made.total:
        rest = Money(
            *(getattr(made.total, name) - getattr(placed, name) for name in ("planned", "forecast", "committed", "actual"))
        )
        rows.append([cell(_("Without an envelope of this quarter")), *_amounts(frame, rest, None)])
    if len(rows) > 1:
        rows.append([cell(_("Together")), *_amounts(frame, made.total, made.granted)])
    over_heads = [
        (pgettext("column", "Line"), False),
        (pgettext("column", "Planned"), True),
        (pgettext("column", "Spent"), True),
        (pgettext("column", "Why"), False),
    ]
    over = [
        [
            cell(line, url=parts.of(line)),
            cell(frame.money(money.planned)),
            cell(frame.money(money.actual), state="watch"),
            cell(line.note or _("Nobody has explained it yet.")),
        ]
        for line, money in made.over
    ]
    tables = [
        parts.table("budget", _("Budget of the quarter, without VAT"), heads, rows, parts.address("plan:budget")),
        parts.table("overspent", _("Lines that spent more than planned"), over_heads, over, parts.address("plan:budget_lines")),
    ]
    if made.is_empty:
        return Section(_draft(frame, made))
    chart = _chart(frame, made)
    return Section(_draft(frame, made), tables, [chart], {"kind": "money"})


def _named(envelope: Envelope, frame: Frame) -> str:
    if envelope.starts_on >= frame.first and envelope.ends_on <= frame.last:
        return envelope.name
    return _("%(envelope)s (its part of this quarter)") % {"envelope": envelope.name}


def _held(envelope: Envelope, frame: Frame) -> Decimal | None:
    return envelope.amount if envelope.starts_on >= frame.first and envelope.ends_on <= frame.last else None


def _amounts(frame: Frame, money: Money, granted: Decimal | None) -> list[dict]:
    left = (granted if granted is not None else money.planned) - money.used
    return [
        *(cell(frame.money(each)) for each in (money.planned, money.forecast, money.committed, money.actual)),
        cell(frame.money(left), state="breach" if left < 0 else ""),
    ]


def _chart(frame: Frame, made: Budget) -> dict[str, Any]:
    total = made.total
    facts = {"spent": frame.money(total.actual), "committed": frame.money(total.committed), "whole": frame.money(made.whole)}
    return {
        "kind": "money",
        "key": "budget",
        "title": _("Budget of the quarter"),
        "says": _("Of %(whole)s, %(spent)s are spent and %(committed)s committed.") % facts,
        "url": parts.address("plan:budget"),
        "whole": float(made.whole),
        "spent": float(total.actual),
        "committed": float(total.committed),
        "planned": float(total.to_come),
        "legend": [
            {"look": "spent", "label": _("spent %(amount)s") % {"amount": facts["spent"]}},
            {"look": "committed", "label": _("committed %(amount)s") % {"amount": facts["committed"]}},
        ],
        "labels": [pgettext("money", "spent"), pgettext("money", "committed"), pgettext("part of a budget", "left")],
        "values": [float(total.actual), float(total.committed), float(max(made.whole - total.used, NOTHING))],
        "written": [facts["spent"], facts["committed"], frame.money(max(made.whole - total.used, NOTHING))],
    }


def _draft(frame: Frame, made: Budget) -> str:
    if made.is_empty:
        return _("No budget was kept for this quarter.")
    total = made.total
    facts = {
        "spent": frame.money(total.actual),
        "whole": frame.money(made.whole),
        "committed": frame.money(total.committed),
        "share": frame.percent(round(made.share)) if made.share is not None else "",
        "left": frame.money(abs(made.whole - total.used)),
    }
    said = [
        _("%(spent)s of %(whole)s are spent (%(share)s).") % facts
        if made.share is not None
        else _("%(spent)s are spent.") % facts
    ]
    if total.committed:
        said.append(_("%(committed)s more are committed.") % facts)
    if made.whole:
        said.append(
            _("%(left)s are left.") % facts if made.whole >= total.used else _("That is %(left)s more than there was.") % facts
        )
    if made.over:
        count = len(made.over)
        facts = {"count": parts.in_words(count), "line": made.over[0][0].name, "amount": frame.money(made.over[0][1].to_plan)}
        said.append(
            ngettext(
                "One line spent more than planned: %(line)s, by %(amount)s.",
                "%(count)s lines spent more than planned, most of all %(line)s, by %(amount)s.",
                count,
            )
            % facts
        )
    return parts.joined(*(parts.sentence(each) for each in said))
