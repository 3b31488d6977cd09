"""The list of media lines: its columns, its filters, and the workbook that can be imported again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.http import HttpResponseBase
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from regie.lib import dates, money, numbers
from regie.objectives.models import Audience
from regie.plan.models import Campaign, Channel, Flight, MediaLine
from regie.ui import exports
from regie.ui.tables import Column, Filter, Table


def _number(value: Any) -> str:
    if value is None:
        return "—"
    digits = len(f"{value:f}".rstrip("0").partition(".")[2]) if not isinstance(value, int) else 0
    return numbers.number(value, get_language() or "en", digits)


def _money(value: Any, currency: str) -> str:
    return money.money(value, currency, get_language() or "en") if value is not None else "—"


def _with(shown: Any, below: Any) -> Any:
    """A cell with a second, fainter line."""
    return format_html('{}<span class="table__sub">{}</span>', shown, below) if below else shown


def _period(line: MediaLine) -> Any:
    language = get_language() or "en"
    first = dates.day(line.starts_on, language, "short", today=line.ends_on)
    return format_html(
        '<span class="number">{} –</span> <span class="number">{}</span>', first, dates.day(line.ends_on, language, "short")
    )


def _discount(line: MediaLine) -> str:
    return numbers.percent(-line.discount, get_language() or "en", _digits(line.discount)) if line.discount else ""


def _frequency(line: MediaLine) -> str:
    return _("%(times)s times each") % {"times": _number(line.frequency)} if line.frequency is not None else ""


def _campaigns(request) -> list[tuple[str, str]]:
    rows = Campaign.objects.visible_to(request.user).filter(media_lines__isnull=False).distinct()
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")[:100]]


def _channels(request) -> list[tuple[str, str]]:
    return [(str(each.pk), str(each)) for each in Channel.objects.filter(media_lines__isnull=False).distinct()]


def _audiences(request) -> list[tuple[str, str]]:
    rows = Audience.objects.visible_to(request.user).filter(media_lines__isnull=False).distinct()
    return [(str(each.pk), str(each)) for each in rows]


def _months(request) -> list[tuple[str, str]]:
    """Those in which something runs, newest first."""
    months: set[date] = set()
    for first, last in MediaLine.objects.order_by().values_list("starts_on", "ends_on").distinct():
        month = first.replace(day=1)
        while month <= last and len(months) < 60:
            months.add(month)
            month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    language = get_language() or "en"
    return [(month.isoformat()[:7], dates.period(month, "month", language)) for month in sorted(months, reverse=True)]


def _in_month(rows: Any, chosen: str) -> Any:
    year, month = int(chosen[:4]), int(chosen[5:])
    return rows.filter(starts_on__lt=date(year + month // 12, month % 12 + 1, 1), ends_on__gte=date(year, month, 1))


class MediaLines(Table):
    name = "plan.media"
    title = _("Media plan")
    columns = (
        Column("support", _("Support"), draw=lambda line: _with(format_html('<a href="{}">{}</a>', line.get_absolute_url(), line.support), line.format), sort="support", is_head=True),
        Column("channel", _("Channel"), draw=lambda line: _with(line.channel, line.audience)),
        Column("campaign", _("Campaign"), value="campaign.name", sort="campaign__name"),
        Column("period", _("Period"), value="starts_on", draw=_period, sort=("starts_on", "ends_on")),
        Column("quantity", _("Quantity"), draw=lambda line: _with(_number(line.quantity), line.get_unit_display()), sort="quantity", is_number=True),
        Column("price", _("Unit price"), draw=lambda line: _with(_money(line.unit_price, line.currency), _discount(line)), sort="unit_price", is_number=True),
        Column("net", _("Net cost"), draw=lambda line: _money(line.net, line.currency), is_number=True),
        Column("contacts", _("Contacts"), draw=lambda line: _number(line.contacts), sort="contacts", is_number=True),
        Column("reach", _("Reach"), draw=lambda line: _with(_number(line.reach), _frequency(line)), sort="reach", is_number=True),
        Column("cpm", _("Cost per thousand"), draw=lambda line: _money(line.per_thousand, line.currency), is_number=True),
    )  # fmt: skip
    filters = (
        Filter("campaign", _("Campaign"), _campaigns, lookup="campaign"),
        Filter("channel", _("Channel"), _channels, lookup="channel"),
        Filter("audience", pgettext_lazy("whom we speak to", "Audience"), _audiences, lookup="audience"),
        Filter("month", _("Month"), _months, apply=_in_month),
    )
    search = ("support", "format", "campaign__name")
    order = "period"
    empty = _("What is bought in the media stands here: where, in which form, how much of it in each week, and for which price.")

    def export(self) -> HttpResponseBase | None:
        """All lines that answer, with their weeks; the import knows each again by its number here."""
        kind = self.request.GET.get("export")
        if kind not in ("csv", "xlsx"):
            return None
        rows: Any = self.rows
        weeks = sorted(Flight.objects.filter(line__in=rows.order_by().values("pk")).values_list("week", flat=True).distinct())
        heads = [*map(str, _heads()), *(_week_name(week) for week in weeks)]
        cells = _cells(rows, weeks)
        if kind == "csv":
            return exports.csv_response(str(self.title), heads, cells, get_language() or "en")
        return exports.xlsx_response(str(self.title), heads, cells)


def _digits(value: Any) -> int:
    return len(f"{value:f}".rstrip("0").partition(".")[2])


def _heads() -> list[Any]:
    return [
        _("Line id"), _("Campaign"), _("Support"), _("Format"), _("Channel"), pgettext("whom we speak to", "Audience"), pgettext("plan", "Activity"), _("Beginning"), _("End"),
        _("Quantity"), pgettext("media", "Unit"), _("Unit price"), _("Discount"), _("Net cost"), pgettext("of an amount", "Currency"), _("Expected contacts"),
        _("People reached"), _("Budget line"),
    ]  # fmt: skip


def _week_name(week: date) -> str:
    """As both languages write it and the import reads it: 2026-W41, 2026-S41."""
    year, number, _day = week.isocalendar()
    return f"{year}-{pgettext('letter before the number of a week', 'W')}{number:02}"


def _cells(rows: Any, weeks: list[date]) -> Iterator[Iterable[Any]]:
    for line in (
        rows.select_related("campaign", "channel", "audience", "activity", "budget_line").prefetch_related(None).iterator(500)
    ):
        yield [
            line.pk, line.campaign.name, line.support, line.format, str(line.channel), str(line.audience or ""), str(line.activity or ""),
            line.starts_on, line.ends_on, line.quantity, str(line.get_unit_display()), line.unit_price, f"{line.discount.normalize():f} %", line.net,
            line.currency, line.contacts, line.reach, line.budget_line.number if line.budget_line else "", *_weeks_of(line, weeks),
        ]  # fmt: skip


def _weeks_of(line: MediaLine, weeks: list[date]) -> list[Any]:
    held: dict[date, Any] = defaultdict(lambda: None)
    held.update(line.flights.values_list("week", "quantity") if weeks else ())
    return [held[week] for week in weeks]
