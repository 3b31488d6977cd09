"""The media plan as its pages show it: lines with what they cost here, weeks as a grid, totals, and what goes above its budget line."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import get_language

from regie.lib import dates
from regie.people.models import Organisation
from regie.plan.models import BudgetLine, Flight, MediaLine, Portion, Rate
from regie.ui.forms import typed_number

CENT, NOTHING = Decimal("0.01"), Decimal(0)
WEEKS = 13  # of one page of the grid: a quarter
LINES = 40


class Worth:
    """Net costs in the organisation's currency, at the rate of a line's first day. One query for all lines."""

    def __init__(self) -> None:
        self.currency = Organisation.here().currency
        self._rates: dict[str, list[tuple[date, Decimal]]] = defaultdict(list)
        for currency, on, rate in Rate.objects.order_by("on").values_list("currency", "on", "rate"):
            self._rates[currency].append((on, rate))

    def of(self, line: MediaLine) -> Decimal | None:
        """None where no rate is said."""
        if line.currency == self.currency:
            return line.net
        rates = self._rates[line.currency]
        place = bisect_right(rates, line.starts_on, key=lambda each: each[0])
        return (line.net * rates[place - 1][1]).quantize(CENT) if place else None


@dataclass
class Total:
    """What the lines of one channel, audience, campaign or month make together."""

    name: str
    net: Decimal = NOTHING
    contacts: int = 0
    lines: int = 0
    share: Decimal | None = None
    month: date | None = None

    @property
    def per_thousand(self) -> Decimal | None:
        return (self.net * 1000 / self.contacts).quantize(CENT) if self.contacts else None


@dataclass
class Sums:
    net: Decimal = NOTHING
    contacts: int = 0
    lines: int = 0
    unrated: list[str] = field(default_factory=list)  # currencies without a rate: their lines count nowhere
    by: list[tuple[str, list[Total]]] = field(default_factory=list)

    @property
    def per_thousand(self) -> Decimal | None:
        return (self.net * 1000 / self.contacts).quantize(CENT) if self.contacts else None


def sums(lines: Iterable[MediaLine], *, split: bool = True) -> Sums:
    """Of all lines that answer the filters; two queries besides them."""
    worth, found = Worth(), Sums()
    lines = list(lines)
    grouped: dict[str, dict[Any, Total]] = {name: {} for name in ("channel", "audience", "campaign", "month")}
    weeks = _weeks_of(lines) if split else {}
    for line in lines:
        net = worth.of(line)
        if net is None:
            found.unrated = sorted({*found.unrated, line.currency})
            continue
        found.lines += 1
        found.net += net
        found.contacts += line.contacts or 0
        for name in ("channel", "audience", "campaign") if split else ():
            thing = getattr(line, name)
            total = grouped[name].setdefault(getattr(thing, "pk", None), Total(str(thing) if thing else ""))
            total.net += net
            total.contacts += line.contacts or 0
            total.lines += 1
        for month, part in _by_month(line, net, weeks.get(line.pk, {})) if split else ():
            total = grouped["month"].setdefault(month, Total("", month=month))
            total.net += part
            total.lines += 1
    for name, totals in grouped.items():
        order: Callable[[Any], Any] = (lambda each: each[0]) if name == "month" else (lambda each: -each[1].net)
        rows = [total for _key, total in sorted(totals.items(), key=order)]
        for total in rows:
            total.share = (total.net * 100 / found.net).quantize(Decimal("0.1")) if found.net else None
        found.by.append((name, rows))
    return found


def _weeks_of(lines: Sequence[MediaLine]) -> dict[int, dict[date, Decimal]]:
    found: dict[int, dict[date, Decimal]] = defaultdict(dict)
    pks = [line.pk for line in lines]
    rows = Flight.objects.filter(line__in=pks) if len(pks) < 500 else Flight.objects.all()
    for line, week, quantity in rows.values_list("line", "week", "quantity").iterator(5_000):
        found[line][week] = quantity
    return found


def _by_month(line: MediaLine, net: Decimal, weeks: dict[date, Decimal]) -> list[tuple[date, Decimal]]:
    """The net by month: as its weeks weigh, else day by day. A week counts by those of its days that the line holds."""
    days: dict[date, Decimal] = defaultdict(Decimal)
    if weeks and sum(weeks.values()):
        for week, quantity in weeks.items():
            held = [
                day for day in (week + timedelta(days=number) for number in range(7)) if line.starts_on <= day <= line.ends_on
            ]
            for day in held or [week]:
                days[day.replace(day=1)] += quantity / len(held or [week])
    else:
        day = line.starts_on
        while day <= line.ends_on:
            after = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
            days[day.replace(day=1)] += (min(after, line.ends_on + timedelta(days=1)) - day).days
            day = after
    whole = sum(days.values(), NOTHING)
    found, left = [], net
    for number, (month, part) in enumerate(sorted(days.items())):
        amount = left if number == len(days) - 1 else (net * part / whole).quantize(CENT)
        left -= amount
        found.append((month, amount))
    return found


@dataclass
class GridCell:
    week: date
    is_open: bool  # the line holds a day of this week, or something is placed in it
    quantity: Decimal | None = None
    typed: str | None = None  # what somebody typed and is not kept yet
    is_wrong: bool = False

    @property
    def shown(self) -> str:
        """What stands in its field."""
        return self.typed if self.typed is not None else typed_number(self.quantity) if self.quantity else ""


@dataclass
class GridRow:
    line: MediaLine
    cells: list[GridCell]
    placed: Decimal
    elsewhere: Decimal  # in weeks before or after those shown

    @property
    def differs(self) -> Decimal:
        """What of the quantity no week holds; nothing where nobody has placed any."""
        return self.line.quantity - self.placed if self.placed else NOTHING

    @property
    def field(self) -> str:
        return f"line-{self.line.pk}"


@dataclass
class Grid:
    rows: list[GridRow]
    weeks: list[date]
    costs: list[Decimal]  # net by week shown, in the organisation's currency
    before: date | None
    after: date | None

    @property
    def heads(self) -> list[tuple[date, str]]:
        """Each week with its Monday in few signs: the year stands above them all."""
        language = get_language() or "en"
        return [(week, dates.day(week, language, "short", today=week)) for week in self.weeks]


def first_week(lines: Sequence[MediaLine], asked: str) -> date:
    """Where the grid begins: as asked, else the quarter of today where the lines hold it, else their first week."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        today = timezone.localdate()
        first = min((line.starts_on for line in lines), default=today)
        last = max((line.ends_on for line in lines), default=today)
        day = max(first, today - timedelta(weeks=2)) if first <= today <= last else first
    return day - timedelta(days=day.weekday())


def grid(
    lines: Sequence[MediaLine],
    first: date,
    span: tuple[date, date] | None,
    typed: dict[str, str] | None = None,
    wrong: Collection[str] = (),
) -> Grid:
    """One query besides the lines. `span`: first and last day of all lines that answer, for the way to other quarters."""
    weeks = [first + timedelta(weeks=number) for number in range(WEEKS)]
    laid, worth, typed = _weeks_of(lines), Worth(), typed or {}
    costs = [NOTHING] * WEEKS
    rows = []
    for line in lines:
        held, inside = laid.get(line.pk, {}), set(line.mondays)
        cells = []
        for week in weeks:
            name = f"week-{line.pk}-{week.isoformat()}"
            is_open = week in inside or bool(held.get(week))  # what a shorter period left outside is to be taken away
            cells.append(GridCell(week, is_open, held.get(week), typed.get(name), name in wrong))
        placed = sum(held.values(), NOTHING)
        elsewhere = sum((quantity for week, quantity in held.items() if week not in weeks), NOTHING)
        rows.append(GridRow(line, cells, placed, elsewhere))
        net = worth.of(line) or NOTHING
        for number, cell in enumerate(cells):
            if cell.quantity and placed:
                costs[number] += (net * cell.quantity / placed).quantize(CENT)
    before = first - timedelta(weeks=WEEKS) if span and span[0] < first else None
    after = first + timedelta(weeks=WEEKS) if span and span[1] >= first + timedelta(weeks=WEEKS) else None
    return Grid(rows, weeks, costs, before, after)


@dataclass
class Against:
    """What the media lines of one budget line cost, against its plan."""

    line: BudgetLine
    net: Decimal
    planned: Decimal

    @property
    def over(self) -> Decimal:
        return self.net - self.planned


def against(budget_lines: Iterable[int]) -> dict[int, Against]:
    """{budget line: …}. Four queries."""
    wanted = {pk for pk in budget_lines if pk}
    if not wanted:
        return {}
    worth = Worth()
    nets: dict[int, Decimal] = defaultdict(Decimal)
    for line in MediaLine.objects.filter(budget_line__in=wanted):
        nets[line.budget_line_id] += worth.of(line) or NOTHING
    planned = dict(Portion.objects.filter(line__in=wanted).order_by().values_list("line").annotate(total=Sum("planned")))
    return {
        line.pk: Against(line, nets[line.pk], Decimal(planned.get(line.pk) or 0).quantize(CENT))
        for line in BudgetLine.objects.filter(pk__in=wanted)
    }
