"""Figures by hand: a grid of series by periods, written as one batch. What is refused stays in its cell with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from regie.lib.numbers import exact
from regie.lib.periods import Grain, Period
from regie.metrics import words
from regie.metrics.models import Batch, Figure, Measure, Rhythm, Series
from regie.metrics.overlaps import Overlap
from regie.metrics.ruling import dimension_name
from regie.metrics.staging import Entry
from regie.metrics.tasks import wake
from regie.people import rights
from regie.ui.forms import typed_number, written_number

COLUMNS = {Grain.DAY: 14, Grain.WEEK: 12, Grain.MONTH: 12, Grain.QUARTER: 8, Grain.HALF_YEAR: 6, Grain.YEAR: 5}
MOST_ROWS = 60


@dataclass
class Cell:
    """One figure: what stands (`shown`), what was typed, why it was refused."""

    name: str
    label: str
    shown: str = ""
    typed: str = ""
    fault: str = ""
    others: str = ""  # what somebody else wrote meanwhile


@dataclass
class Row:
    key: str
    label: str
    dimensions: dict[str, str]
    cells: list[Cell] = field(default_factory=list)
    names: list[tuple[str, str, str]] = field(default_factory=list)  # of a new row: (name, label, typed)
    fault: str = ""


class Grid:
    """The grid of one measure up to a period."""

    def __init__(self, measure: Measure, last: Period, typed=None) -> None:
        self.measure, self.last = measure, last
        self.periods = list(last.shift(1 - COLUMNS[Grain(measure.rhythm)]).to(last))
        self.typed = typed
        self.entries: list[Entry] = []
        self.overlaps: list[Overlap] = []
        self.rows = [self._row(f"s{each.pk}", each.label or gettext("All"), each.dimensions) for each in self._series()]
        if measure.dimensions:
            if all(row.dimensions for row in self.rows):
                self.rows.insert(0, self._row("n0", gettext("Total, not told apart"), {}))
            self.rows += [self._fresh(number) for number in range(1, 4)]
        elif not self.rows:
            self.rows = [self._row("n0", gettext("All"), {})]
        self._fill()

    def _series(self) -> list[Series]:
        return list(Series.objects.filter(measure=self.measure).order_by("address")[:MOST_ROWS])

    def _row(self, key: str, label: str, dimensions: dict[str, str]) -> Row:
        row = Row(key, label, dimensions)
        for period in self.periods:
            name = f"{key}:{period.start.isoformat()}"
            row.cells.append(Cell(name, f"{label}, {words.period_name(period.start, self.measure.rhythm)}"))
        return row

    def _fresh(self, number: int) -> Row:
        key = f"n{number}"
        typed = {each: (self.typed.get(f"{key}:{each}", "").strip() if self.typed else "") for each in self.measure.dimensions}
        row = self._row(key, gettext("New row %(number)s") % {"number": number}, typed)
        row.names = [(f"{key}:{each}", f"{dimension_name(each)}, {row.label}", typed[each]) for each in self.measure.dimensions]
        return row

    def _fill(self) -> None:
        figures = Figure.objects.filter(series__measure=self.measure).between(self.periods[0].start, self.periods[-1].end)
        stands = {(f"s{series}", period): value for series, period, value in figures.values_list("series", "period", "value")}
        for row in self.rows:
            for cell, period in zip(row.cells, self.periods, strict=True):
                value = stands.get((row.key, period.start))
                cell.shown = typed_number(value)
                if self.typed is not None:
                    self._read(row, cell, period, value)
            if (
                self.typed is not None
                and row.names
                and not any(row.dimensions.values())
                and any(cell.typed for cell in row.cells)
            ):
                row.fault = gettext("Name this row first: which platform, campaign or channel is it?")

    def _read(self, row: Row, cell: Cell, period: Period, value: float | None) -> None:
        cell.typed = self.typed.get(cell.name, cell.shown).strip()
        opened_with = self.typed.get(f"was:{cell.name}", cell.shown)
        if cell.typed == opened_with:
            cell.typed = cell.shown  # untouched: whatever stands now, stands
            return
        if opened_with != cell.shown and cell.typed != cell.shown and not self.typed.get(f"over:{cell.name}"):
            cell.others = cell.shown
            cell.fault = gettext("Somebody else wrote %(value)s here meanwhile. Send again to put yours in its place.") % {
                "value": cell.shown or "—"
            }
            return
        if cell.typed == cell.shown:
            return
        if not cell.typed:
            cell.fault = gettext("A figure is not emptied here: write 0 if it is zero, or undo the batch that brought it.")
            return
        number = exact(written_number(cell.typed))
        if number is None or abs(number) >= 10**15:
            cell.fault = gettext("“%(text)s” is no number.") % {"text": cell.typed[:40]}
            return
        self.entries.append(
            Entry(
                self.measure.pk,
                {key: each for key, each in row.dimensions.items() if each},
                period.start,
                float(number),
                len(self.entries) + 1,
            )
        )

    @property
    def is_settled(self) -> bool:
        """Nothing is wrong, and whoever writes knows what would count twice."""
        if not self.faults and self.entries and self.typed and not self.typed.get("twice"):
            with Batch.rehearse(self.entries) as rehearsal:
                self.overlaps = rehearsal.overlaps()
        return not self.faults and not self.overlaps

    @property
    def faults(self) -> list[tuple[str, str]]:
        found = [
            (cell.name, cell.label + pgettext("before a value", ": ") + cell.fault)
            for row in self.rows
            for cell in row.cells
            if cell.fault
        ]
        return [(f"{row.key}:{self.measure.dimensions[0]}", row.fault) for row in self.rows if row.fault] + found


@rights.needs("metrics.add_figures")
def edit(request: HttpRequest) -> HttpResponse:
    measures = list(Measure.objects.editable_by(request.user).in_use().order_by("name"))
    asked = request.GET.get("measure", "")
    measure = next((each for each in measures if each.key == asked), measures[0] if measures else None)
    if measure is None:
        return render(request, "metrics/grid.html", {"measures": []})
    last = _last(measure, request.GET.get("until", ""))
    grid = Grid(measure, last, request.POST if request.method == "POST" else None)
    is_settled = request.method != "POST" or grid.is_settled
    if request.method == "POST" and is_settled:
        if not grid.entries:
            messages.info(request, gettext("Nothing was changed."))
        else:
            batch = Batch.open(by=request.user, source=Batch.Source.HAND)
            outcome = batch.write(grid.entries)
            wake()
            said = gettext("Written: %(new)s new, %(changed)s changed.") % {"new": outcome.new, "changed": outcome.changed}
            messages.success(request, said, extra_tags=f"undo:{batch.get_absolute_url()}undoing/")
        return redirect(request.get_full_path())
    today = Period.of(timezone.localdate(), measure.rhythm)
    context = {
        "measures": measures,
        "measure": measure,
        "rhythms": [each for each in Rhythm.choices if each[0] != measure.rhythm],
        "grid": grid,
        "heads": [words.period_name(period.start, measure.rhythm, brief=True) for period in grid.periods],
        "earlier": grid.periods[0].previous.start.isoformat(),
        "later": min(last.shift(len(grid.periods)), today).start.isoformat() if last < today else "",
    }
    return render(request, "metrics/grid.html", context, status=200 if is_settled else 422)


def _last(measure: Measure, until: str) -> Period:
    """The newest column: the one asked for, else the newest period that has ended or begun."""
    try:
        return Period.parse(until, grain=measure.rhythm) if until else Period.of(timezone.localdate(), measure.rhythm)
    except ValueError:
        return Period.of(timezone.localdate(), measure.rhythm)
