"""The lists of money: lines, commitments, expenses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any, ClassVar, cast

from django.core.paginator import Page
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from regie.lib.dates import day, period
from regie.lib.money import money
from regie.lib.periods import Grain, Period
from regie.people.models import Organisation
from regie.plan.models import BudgetLine, Campaign, Channel, Commitment, Envelope, Rate
from regie.plan.reading import lines
from regie.ui.tables import Bulk, Column, Filter, Table
from regie.ui.templatetags.ui import state

YES, NO = "1", "0"


def _said(amount: Any, currency: str) -> str:
    return money(amount, currency, (get_language() or "en")[:2]) if amount else ""


def _day(value: Any) -> str:
    return day(value, (get_language() or "en")[:2], "short", timezone.localdate())


def _drawn_day(value: Any) -> Any:
    return format_html('<span class="number">{}</span>', _day(value)) if value else ""


def _net(row: Any) -> Any:
    """As the paper says it, and what it is worth here where that is another currency."""
    said = _said(row.net, row.currency)
    if row.currency == row.currency_:
        return said
    return format_html('{}<span class="table__sub">{}</span>', said, _said(row.worth, row.currency_))


def _with_lines(rows: Any, name: str) -> Any:
    """Those that a line names, or the activity of one."""
    own = BudgetLine.objects.filter(**{name: OuterRef("pk")})
    through = BudgetLine.objects.filter(**{f"activity__{name}": OuterRef("pk")})
    return rows.filter(Exists(own) | Exists(through))


def campaigns(request: HttpRequest) -> list[tuple[str, str]]:
    rows = _with_lines(Campaign.objects.visible_to(request.user), "campaign").order_by("name")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def channels(request: HttpRequest) -> list[tuple[str, str]]:
    return [(str(each.pk), str(each)) for each in _with_lines(Channel.objects.visible_to(request.user), "channel")]


def months(request: HttpRequest) -> list[tuple[str, str]]:
    """The last year and a half, and any other period that the address asks."""
    here = Period.of(timezone.localdate(), Grain.MONTH)
    said = [_period(here.shift(-back)) for back in range(18)]
    asked = _asked_period(request.GET.get("period", ""))
    return said if asked is None or asked.code in dict(said) else [_period(asked), *said]


def _period(asked: Period) -> tuple[str, str]:
    return asked.code, period(asked.start, str(asked.grain), (get_language() or "en")[:2])


def _asked_period(code: str) -> Period | None:
    with suppress(ValueError):
        return Period.parse(code)
    return None


def _in_period(rows: Any, code: str) -> Any:
    asked = _asked_period(code)
    return rows.filter(on__range=(asked.start, asked.end)) if asked else rows


def _served_by(name: str, through: str = "line__") -> Callable[[Any, str], Any]:
    """Rows whose line, or whose line’s activity, names it; `0` of those that name none."""

    def narrowed(rows: Any, value: str) -> Any:
        rows = rows.annotate(**{f"{name}_served_": Coalesce(f"{through}{name}", f"{through}activity__{name}")})
        return rows.filter(**{f"{name}_served_": None if value == NO else value})

    return narrowed


def _or_none(choices: Callable[[HttpRequest], list[tuple[str, str]]]) -> Callable[[HttpRequest], list[tuple[str, str]]]:
    return lambda request: [*choices(request), (NO, str(_("Not said")))]


def platforms(request: HttpRequest) -> list[tuple[str, str]]:
    rows = BudgetLine.objects.visible_to(request.user).exclude(platform="").order_by("platform")
    return [(each, each) for each in rows.values_list("platform", flat=True).distinct()[:100]]


def envelopes(request: HttpRequest) -> list[tuple[str, str]]:
    today = timezone.localdate()
    rows = Envelope.objects.visible_to(request.user).filter(starts_on__year__gte=today.year - 1)
    return [(str(each.pk), f"{each.name}, {_day(each.starts_on)}") for each in rows[:60]]


def _line_state(rows: Any, value: str) -> Any:
    if value == "open":
        return rows.filter(closed_at=None)
    if value == "closed":
        return rows.exclude(closed_at=None)
    if value == "unapproved":
        return rows.filter(approved_at=None, closed_at=None)
    if value == "over":
        return rows.filter(spent___gt=F("planned_"))
    return rows


def _number(row: Any) -> Any:
    return format_html('<span class="line-number">{}</span>', row.number)


def _named(row: Any) -> Any:
    about = f"{row.get_cost_display()}, {row.get_firmness_display()}"
    return format_html('<span class="line-name">{}</span><span class="table__sub">{}</span>', row.name, about)


def _served(row: Any) -> Any:
    served = row.campaign or "—"
    return format_html('{}<span class="table__sub">{}</span>', served, row.channel) if row.channel else str(served)


def _amount(name: str, title: Any) -> Column:
    """One of the four amounts of a line, as its rows carry them: with a stroke behind their name."""
    kept = f"{name}_"
    return Column(name, title, value=kept, draw=lambda row: _said(getattr(row, kept), row.currency_), sort=kept, is_number=True)


class MoneyTable(Table):
    """Of fifty thousand rows the keys of a page are found first, from an index where there is one, then what the page shows of them:
    a database would else carry every column of every row through the sorting."""

    per_page = 50

    @cached_property
    def page(self) -> Page:
        page, rows = super().page, cast("Any", self.all_rows)
        keys = list(cast("Any", page.object_list).values_list("pk", flat=True))
        found = {row.pk: row for row in rows.filter(pk__in=keys).order_by()}
        page.object_list = [found[key] for key in keys if key in found]
        return page


class BudgetLines(MoneyTable):
    name = "plan.budget_lines"
    title = _("Budget lines")
    search = ("number", "name")
    order = "-number"
    empty = _("A line says what money is for: its months, its campaign and channel, and in time what was committed and spent.")
    example = (
        _("Example"),
        _("2026-0118"),
        _("Tram posters, 14 days: €6,400 planned in December for “Tram posters”, fixed, media space."),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("Number"), sort="number", link=lambda row: row.get_absolute_url(), draw=_number),
        Column("name", _("Line"), sort="name", is_head=True, draw=_named),
        Column("campaign", _("Campaign"), value=lambda row: str(row.campaign or ""), sort="campaign__name", draw=_served),
        _amount("planned", _("Planned")),
        _amount("forecast", _("Forecast")),
        _amount("committed", _("Committed")),
        _amount("spent", _("Spent")),
        Column("state", _("State"), value=lambda row: lines.standing(row)[1], draw=lambda row: state(*lines.standing(row))),
    )
    filters = (
        Filter("envelope", _("Envelope"), choices=envelopes, lookup="envelope"),
        Filter("campaign", _("Campaign"), choices=campaigns, apply=_served_by("campaign", "")),
        Filter("channel", _("Channel"), choices=channels, apply=_served_by("channel", "")),
        Filter("cost", _("Cost type"), choices=BudgetLine.Cost.choices, lookup="cost"),
        Filter("firmness", _("How firm it is"), choices=BudgetLine.Firmness.choices, lookup="firmness"),
        Filter(
            "state",
            _("State"),
            choices=(
                ("open", pgettext_lazy("budget line", "open")),
                ("unapproved", _("not approved yet")),
                ("over", _("spent above plan")),
                ("closed", pgettext_lazy("budget line", "closed")),
            ),
            apply=_line_state,
        ),
    )
    bulk = (
        Bulk(_("Approve"), reverse_lazy("plan:budget_lines_approval")),  # type: ignore[arg-type]
        Bulk(_("Close"), reverse_lazy("plan:budget_lines_closure")),  # type: ignore[arg-type]
    )


class BudgetLinesWhole(BudgetLines):
    """As they leave the house: every field of a line."""

    columns = (
        *BudgetLines.columns[:3],
        Column("channel", _("Channel"), value=lambda row: str(row.channel or "")),
        Column("platform", _("Platform")),
        Column("activity", _("Activity"), value=lambda row: str(row.activity or "")),
        Column("cost", _("Cost type"), value=lambda row: row.get_cost_display()),
        Column("firmness", _("How firm it is"), value=lambda row: row.get_firmness_display()),
        Column("envelope", _("Envelope"), value=lambda row: str(row.envelope)),
        *BudgetLines.columns[3:],
        Column("note", _("Why it differs")),
    )


def _whole(text: str) -> Any:
    """Not broken over two lines where it is short."""
    return format_html('<span class="number">{}</span>', text) if len(text) <= 20 else text


def _reference(row: Any) -> Any:
    return _whole(row.reference)


def _source(row: Any) -> str:
    return str(row.ledger) if row.ledger_id else row.by.name if row.by_id else ""


def _commitment_state(row: Any) -> Any:
    shape = {"asked": "wait", "made": "wait", "closed": "good", "refused": "breach", "dropped": ""}[row.status]
    return state(shape, row.get_status_display().capitalize())


class Commitments(MoneyTable):
    name = "plan.commitments"
    title = _("Commitments")
    search = ("purpose", "supplier", "reference", "line__number")
    order = "-on"
    empty = _("What is promised to a supplier and not yet invoiced stands here, so that the money is not promised twice.")
    columns: ClassVar[Sequence[Column]] = (
        Column("on", pgettext_lazy("of an amount", "Day"), sort="on", draw=lambda row: _drawn_day(row.on)),
        Column("purpose", _("What for"), sort="purpose", is_head=True, link=lambda row: row.get_absolute_url()),
        Column("supplier", _("Supplier"), sort="supplier"),
        Column("reference", _("Order"), sort="reference", draw=_reference),
        Column("line", _("Budget line"), value=lambda row: str(row.line), link=lambda row: row.line.get_absolute_url()),
        Column("net", _("Amount without VAT"), sort="worth", draw=_net, is_number=True),
        Column(
            "expected_on",
            _("Invoice expected"),
            sort="expected_on",
            draw=lambda row: _drawn_day(row.expected_on),
        ),
        Column("status", _("State"), value=lambda row: row.get_status_display(), draw=_commitment_state, sort="status"),
    )
    filters = (
        Filter("status", _("State"), choices=Commitment.Status.choices, lookup="status"),
        Filter("envelope", _("Envelope"), choices=envelopes, lookup="line__envelope"),
        Filter("campaign", _("Campaign"), choices=campaigns, apply=_served_by("campaign")),
        Filter(
            "asked", _("Asked about"), choices=((YES, _("an answer is wanted")),), apply=lambda rows, _value: rows.to_answer()
        ),
    )


class CommitmentsWhole(Commitments):
    """As they leave the house."""

    columns = (
        *Commitments.columns[:6],
        Column("vat", _("VAT")),
        Column("currency", pgettext_lazy("of an amount", "Currency")),
        Column("rate", _("rate")),
        Column("worth", _("Worth")),
        *Commitments.columns[6:],
    )


def _placed(rows: Any, value: str) -> Any:
    return rows.filter(line=None, taken_back_at=None) if value == NO else rows.exclude(line=None)


def _where(row: Any) -> Any:
    if row.line_id:
        return format_html('<a href="{}">{}</a>', row.line.get_absolute_url(), row.line)
    if row.taken_back_at:
        return ""
    return state("watch", _("“%(said)s” is no line") % {"said": row.line_said} if row.line_said else _("On no line yet"))


def _invoice(row: Any) -> Any:
    named = format_html('<a class="line-name" href="{}">{}</a>', row.get_absolute_url(), row.purpose)
    return format_html('{}<span class="table__sub">{}</span>', named, _("taken back")) if row.taken_back_at else named


class Expenses(MoneyTable):
    name = "plan.expenses"
    title = _("Expenses")
    search = ("purpose", "supplier", "reference", "line__number")
    order = "-on"
    empty = _("Invoices stand here, typed or brought from the accounting, each on its budget line.")
    columns: ClassVar[Sequence[Column]] = (
        Column("on", pgettext_lazy("of an amount", "Day"), sort="on", draw=lambda row: _drawn_day(row.on)),
        Column("purpose", _("What for"), sort="purpose", is_head=True, draw=_invoice),
        Column("supplier", _("Supplier"), sort="supplier"),
        Column("reference", _("Invoice"), sort="reference", draw=_reference),
        Column("line", _("Budget line"), value=lambda row: str(row.line or row.line_said), draw=_where),
        Column("net", _("Amount without VAT"), sort="worth", draw=_net, is_number=True),
        Column("vat", _("VAT"), draw=lambda row: _said(row.vat, row.currency), is_number=True),
        Column("source", _("Source"), value=_source, draw=lambda row: _whole(_source(row))),
    )
    filters = (
        Filter("placed", _("On a line"), choices=((NO, _("on no line yet")), (YES, _("on a line"))), apply=_placed),
        Filter("envelope", _("Envelope"), choices=envelopes, lookup="line__envelope"),
        Filter("period", _("Month"), choices=months, apply=_in_period),
        Filter("campaign", _("Campaign"), choices=_or_none(campaigns), apply=_served_by("campaign")),
        Filter("channel", _("Channel"), choices=_or_none(channels), apply=_served_by("channel")),
        Filter(
            "platform",
            _("Platform"),
            choices=_or_none(platforms),
            apply=lambda rows, value: rows.filter(
                Q(line=None) | Q(line__platform="") if value == NO else Q(line__platform=value)
            ),
        ),
        Filter(
            "currency", pgettext_lazy("of an amount", "Currency"), choices=lambda request: _currencies(request), lookup="currency"
        ),
        Filter(
            "standing",
            _("State"),
            choices=((YES, _("counts")), (NO, _("taken back"))),
            apply=lambda rows, value: rows.filter(taken_back_at__isnull=value == YES),
        ),
    )


class ExpensesWhole(Expenses):
    """As they leave the house."""

    columns = (
        *Expenses.columns[:-1],
        Column("currency", pgettext_lazy("of an amount", "Currency")),
        Column("rate", _("rate")),
        Column("worth", _("Worth")),
        Column("campaign", _("Campaign"), value=lambda row: _of_line(row, "campaign")),
        Column("channel", _("Channel"), value=lambda row: _of_line(row, "channel")),
        Expenses.columns[-1],
        Column("taken_back", _("State"), value=lambda row: str(_("taken back")) if row.taken_back_at else ""),
    )


def _of_line(row: Any, name: str) -> str:
    line = row.line
    found = line and (getattr(line, name) or (line.activity and getattr(line.activity, name)))
    return str(found) if found else ""


def _currencies(request: HttpRequest) -> list[tuple[str, str]]:
    """The organisation's and those that have a rate: no other amount can have been written."""
    others = Rate.objects.visible_to(request.user).order_by("currency").values_list("currency", flat=True).distinct()
    return [(code, code) for code in [Organisation.here().currency, *others]]
