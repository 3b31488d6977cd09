"""The plan on one page: objectives by audiences, activities by channel in the cells, and what nobody serves. Fifteen queries, by money
five more."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from regie.objectives.models import Audience, Objective
from regie.objectives.reading import pursuits
from regie.people.models import Organisation
from regie.plan.choosing import NONE, condition
from regie.plan.models import Activity, Channel
from regie.plan.reading import purses
from regie.plan.reading.standings import FIELDS, Harvest, Purse, Slip, Standing, of_money, of_result, of_work
from regie.plan.spans import Span

Place = tuple[int | None, int | None]  # objective, audience
WHOLE = 160  # so many activities are all shown
DEPTHS = ((320, 6), (900, 4))  # with more, so many a cell
LEAST = 3
OBJECTIVES = 40  # rows


@dataclass(frozen=True)
class Shown:
    slip: Slip
    standing: Standing
    money: Decimal | None


@dataclass
class Cell:
    objective: int | str | None
    audience: Any  # its column
    count: int = 0
    money: Decimal = Decimal(0)
    loose: Decimal = Decimal(0)  # of it, what no activity is named for
    shown: list[Shown] = field(default_factory=list)
    is_gap: bool = False  # the objective names this audience, and nothing is planned
    is_without_object: bool = False  # the objective names audiences, and not this one

    @property
    def others(self) -> int:
        return self.count - len(self.shown)


@dataclass
class Column:
    key: int | str  # an audience's, or `none`
    audience: Audience | None
    count: int = 0
    money: Decimal = Decimal(0)


@dataclass
class Line:
    objective: Objective | None
    row: pursuits.Row | None
    cells: list[Cell]
    count: int = 0

    @property
    def key(self) -> int | str:
        return self.objective.pk if self.objective else NONE


@dataclass
class Matrix:
    span: Span
    colour: str
    columns: list[Column]
    lines: list[Line]
    channels: dict[int, Channel]
    currency: str
    count: int = 0
    money: Decimal = Decimal(0)
    held: int = 0  # of those that are shown
    unmeasured: Decimal = Decimal(0)  # money for what no metric judges
    left_out: int = 0  # objectives that no row is left for

    @property
    def unserved(self) -> list[Line]:
        return [line for line in self.lines if line.objective is not None and not line.count and line.objective.ended_at is None]

    @property
    def unspoken(self) -> list[Column]:
        return [column for column in self.columns if column.audience is not None and not column.count]

    @property
    def gaps(self) -> list[tuple[Line, Column]]:
        """Cells that an objective asks for, of objectives and audiences which have something elsewhere."""
        return [
            (line, cell.audience)
            for line in self.lines
            if line.count
            for cell in line.cells
            if cell.is_gap and cell.audience.count
        ]

    @property
    def aimless(self) -> int:
        return sum(line.count for line in self.lines if line.objective is None)


def of(person: Any, span: Span, asked: dict[str, Any], colour: str) -> Matrix:
    rows = Activity.objects.visible_to(person).between(span.first, span.last).exclude(status=Activity.Status.DROPPED)
    rows = rows.filter(condition(asked))
    counts: dict[Place, int] = {
        (objective, audience): count
        for objective, audience, count in rows.order_by().values_list("objective", "audience").annotate(Count("pk"))
    }
    objectives, left_out = _objectives(person, span, {place[0] for place in counts}, asked)
    columns = _columns(person, counts, asked)
    matrix = Matrix(
        span, colour, columns, [], {each.pk: each for each in Channel.objects.all()}, Organisation.here().currency,
        count=sum(counts.values()), left_out=left_out,
    )  # fmt: skip
    shown = _shown(rows, _depth(sum(counts.values()), len(counts)), colour, matrix.currency, span)
    money, loose = _money(matrix, asked, {each.pk for each in objectives if each.metric_id})
    by_key = {column.key: column for column in columns}
    told = {row.objective.pk: row for row in pursuits.rows_of(objectives)}
    aims: list[Objective | None] = [*objectives, None] if any(place[0] is None for place in counts) else [*objectives]
    for objective in aims:
        key = objective.pk if objective else None
        named = {each.pk for each in objective.audiences.all()} if objective else set()
        line = Line(objective, told.get(key) if key else None, [])
        for column in columns:
            place = (key, column.audience.pk if column.audience else None)
            cell = Cell(
                line.key,
                column,
                counts.get(place, 0),
                money.get(place, Decimal(0)),
                loose.get(place, Decimal(0)),
                shown.get(place, []),
            )
            is_open = objective is not None and objective.ended_at is None
            cell.is_gap = not cell.count and is_open and column.audience is not None and column.audience.pk in named
            cell.is_without_object = not cell.count and bool(named) and not cell.is_gap
            line.cells.append(cell)
            line.count += cell.count
            by_key[column.key].count += cell.count
            by_key[column.key].money += cell.money
            matrix.money += cell.money
        matrix.lines.append(line)
    matrix.held = sum(each.standing.state == "watch" for found in shown.values() for each in found)
    return matrix


def _objectives(person: Any, span: Span, used: set[int | None], asked: dict[str, Any]) -> tuple[list[Objective], int]:
    """Those adopted whose time meets the span, and those that an activity serves."""
    runs = Q(status=Objective.Status.ADOPTED) & (Q(due_on=None) | Q(due_on__gte=span.first))
    runs &= Q(starts_on=None) | Q(starts_on__lte=span.last)
    if "objective" in asked:
        runs = Q(pk__in=[]) if asked["objective"] == NONE else Q(pk=asked["objective"])
    elif asked.keys() & {"channel", "person", "campaign"}:
        runs = Q(pk__in=[])  # asked for some activities only, what they do not serve says nothing
    rows = Objective.objects.visible_to(person).filter(runs | Q(pk__in=[key for key in used if key]))
    found = list(rows.select_related("metric", "owner").prefetch_related("audiences").order_by("due_on", "pk"))
    return found[:OBJECTIVES], max(0, len(found) - OBJECTIVES)


def _columns(person: Any, counts: dict[Place, int], asked: dict[str, Any]) -> list[Column]:
    used = {place[1] for place in counts}
    rows = Audience.objects.visible_to(person).filter(Q(retired_at=None) | Q(pk__in=[key for key in used if key]))
    if "audience" in asked:
        rows = rows.none() if asked["audience"] == NONE else rows.filter(pk=asked["audience"])
    columns = [Column(each.pk, each) for each in rows]
    return [*columns, Column(NONE, None)] if None in used else columns


def _depth(count: int, cells: int) -> int:
    if count <= WHOLE:
        return count
    return next((depth for most, depth in DEPTHS if cells * depth <= WHOLE and count <= most), LEAST)


def _shown(rows: Any, depth: int, colour: str, currency: str, span: Span) -> dict[Place, list[Shown]]:
    """The first activities of each cell, what is open before what is done."""
    if not depth:
        return {}
    is_done = Case(When(status="done", then=Value(1)), default=Value(0), output_field=IntegerField())
    order = (is_done, F("starts_on"), F("pk"))
    first = rows.order_by().annotate(
        place=Window(RowNumber(), partition_by=[F("objective"), F("audience")], order_by=order)
    ).filter(place__lte=depth).values("pk")  # fmt: skip
    slips = [
        Slip(*each)
        for each in Activity.objects.filter(pk__in=list(first.values_list("pk", flat=True))).order_by(*order).values_list(*FIELDS)
    ]
    keys, today = [slip.pk for slip in slips], timezone.localdate()
    purse = (
        purses.of(keys, span) if colour == "money" else {pk: Purse(amount) for pk, amount in purses.planned(keys, span).items()}
    )
    harvest = purses.harvests(keys) if colour == "result" else {}
    found: dict[Place, list[Shown]] = defaultdict(list)
    for slip in slips:
        money = purse.get(slip.pk, Purse())
        if colour == "money":
            standing = of_money(slip, money, currency)
        elif colour == "result":
            standing = of_result(slip, harvest.get(slip.pk, Harvest()))
        else:
            standing = of_work(slip, today)
        found[slip.objective, slip.audience].append(Shown(slip, standing, money.planned or None))
    return found


def _money(matrix: Matrix, asked: dict[str, Any], measured: set[int]) -> tuple[dict[Place, Decimal], dict[Place, Decimal]]:
    """What is planned by cell, and what of it no activity is named for; counts what no metric judges."""
    found: dict[Place, Decimal] = defaultdict(Decimal)
    loose: dict[Place, Decimal] = defaultdict(Decimal)
    for share in purses.by_cell(asked, matrix.span):
        place = (share.objective, share.audience)
        found[place] += share.amount
        if not share.is_of_activities:
            loose[place] += share.amount
        elif not share.is_judged and share.objective not in measured:
            matrix.unmeasured += share.amount
    return found, loose
