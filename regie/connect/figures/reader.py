"""Rows become figures: pure reading, memoised, because a million rows repeat the same days and channels."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from regie.connect.figures.choices import Choices, written_of
from regie.connect.figures.known import Known
from regie.connect.targets import Refusal
from regie.lib.periods import Grain, Period
from regie.lib.tables import DateFault, NumberFault, Row, Table, read_day, read_number
from regie.lib.tables.dates import Written
from regie.lib.tables.profile import as_text
from regie.metrics.engine.address import address_of, folded
from regie.metrics.models import Measure

MEMO = 200_000


class Candidate(NamedTuple):
    """A figure that a cell says."""

    measure: Measure
    dimensions: dict[str, str]
    address: str
    period: date
    value: float
    row: Row
    column: int


class Reader:
    def __init__(self, table: Table, choices: Choices, known: Known, today: date) -> None:
        self.table, self.choices, self.known, self.today = table, choices, known, today
        names = table.names
        self.period = next(iter(choices.indexes(names, "period")), None)
        self.measure = next(iter(choices.indexes(names, "measure")), None)
        self.dimensions = [
            (index, choices.columns[names[index]].partition(":")[2]) for index in choices.indexes(names, "dimension")
        ]
        self.values: list[tuple[int, Measure | None, Written | None]] = []
        fixed = known.by_key.get(choices.measure)
        for index in choices.indexes(names, "value"):
            self.values.append((index, fixed, None))
        for index in choices.indexes(names, "measure"):
            if key := choices.columns[names[index]].partition(":")[2]:
                self.values.append((index, known.by_key.get(key), None))
                self.measure = None if self.measure == index else self.measure
        for index in choices.indexes(names, "at"):
            self.values.append((index, fixed, written_of(choices.columns[names[index]])))
        self.measure = next(
            (index for index in choices.indexes(names, "measure") if choices.columns[names[index]] == "measure"), None
        )
        self.decimals = {column.index: column.decimal or choices.decimal for column in table.columns}
        self.skips_blanks = len(self.values) > 1
        self.new_values: dict[str, dict[str, int]] = {}
        self._days: dict = {}
        self._day_faults: dict = {}
        self._dimension_indexes = [index for index, _ in self.dimensions]
        self._periods: dict = {}
        self._series: dict = {}
        self._named: dict = {}

    def read(self, row: Row) -> list[Candidate | Refusal]:
        """What the row says, one answer a value; a fault in what they share is one refusal for the whole row."""
        cells = row.cells
        width = len(cells)
        measure: Any = None
        if self.measure is not None:
            measure = self._measure_named(cells[self.measure] if self.measure < width else None)
            if measure.__class__ is Refusal:
                return [measure]
        day = None
        if self.period is not None:
            day = cells[self.period] if self.period < width else None
            fault = self._day_faults.get(day, self)
            if fault is self:
                fault = self._day_fault(day)
            if fault is not None:
                return [fault]
        said = tuple([cells[index] if index < width else None for index in self._dimension_indexes])
        answers: list[Candidate | Refusal] = []
        for index, own, at in self.values:
            cell = cells[index] if index < width else None
            if self.skips_blanks and (cell is None or cell == ""):
                continue
            answers.append(self._figure(row, index, cell, own or measure, at or day, said))
        return answers

    def _figure(self, row: Row, index: int, cell, measure: Measure | None, day, said: tuple) -> Candidate | Refusal:
        if measure is None:
            return Refusal(index, "unknown_measure", {"word": ""})
        number = measure.id  # the plain attribute: `pk` costs ten times as much
        period = self._periods.get((number, day))
        if period is None:
            period = self._remember(self._periods, (number, day), self._placed(measure, day))
        if period.__class__ is Refusal:
            return period
        series = self._series.get((number, said))
        if series is None:
            series = self._remember(self._series, (number, said), self._address(measure, said))
        if series.__class__ is Refusal:
            return series
        value: Any = self._value(index, cell, measure)  # told apart by its class: a million rows pass here
        if value.__class__ is Refusal:
            return value
        return Candidate(measure, series[0], series[1], period, value, row, index)

    @staticmethod
    def _remember(memo: dict, key, found):
        if len(memo) > MEMO:
            memo.clear()
        memo[key] = found
        return found

    def _value(self, index: int, cell, measure: Measure) -> float | Refusal:
        try:
            amount = read_number(cell, self.decimals[index])
        except NumberFault as fault:
            if fault.code == "no_value" and self.skips_blanks:
                return Refusal(index, "no_value")
            return Refusal(index, fault.code, {"hint": fault.hint} if fault.hint else {})
        if amount.currency and measure.unit == "currency" and amount.currency != measure.currency:
            return Refusal(index, "currency", {"found": amount.currency, "wanted": measure.currency, "measure": measure.name})
        if amount.percent and measure.unit == "ratio":
            return amount.value / 100
        if amount.percent and measure.unit != "percent":
            return Refusal(index, "percent", {"measure": measure.name})
        if self.choices.fraction and measure.unit == "percent" and not amount.percent:
            return amount.value * 100
        return amount.value

    def _day_fault(self, cell) -> Refusal | None:
        """Why a cell is no date, or None; the date itself is remembered beside."""
        fault = None
        try:
            self._remember(self._days, cell, read_day(cell, self.choices.order))
        except DateFault as found:
            code = "empty_date" if found.code == "empty" else found.code
            fault = Refusal(self.period or 0, code)
        return self._remember(self._day_faults, cell, fault)

    def grain_of(self, row: Row) -> str:
        """Of the date that a row says: day, week, month…; "" where a column says it."""
        if self.period is None or self.period >= len(row.cells):
            return ""
        return (self._days.get(row.cells[self.period]) or read_day(row.cells[self.period], self.choices.order)).grain

    def _placed(self, measure: Measure, day) -> date | Refusal:
        """The first day of the measure's period, for a cell or for a column that is a period."""
        written = day if isinstance(day, Written) else self._days.get(day) or read_day(day, self.choices.order)
        place = self.period if self.period is not None else 0
        start = Period.of(written.day, measure.rhythm).start
        if not Grain(measure.rhythm).holds(Grain(written.grain)):
            return Refusal(place, "grain", {"measure": measure.name, "rhythm": measure.rhythm})
        if start > self.today:
            return Refusal(place, "future")
        return start

    def _measure_named(self, cell) -> Measure | Refusal:
        found = self._named.get(cell)
        if found is None:
            word = as_text(cell).strip()
            key = self.choices.named.get(folded(word))
            found = self.known.by_key.get(key) if key else self.known.measure(word) if word else None
            if found is None:
                found = Refusal(
                    self.measure or 0,
                    "unknown_measure",
                    {"word": word[:80], "like": self.known.like_measure(word) if word else ""},
                )
            if len(self._named) < MEMO:
                self._named[cell] = found
        return found

    def _address(self, measure: Measure, said: tuple) -> tuple[dict[str, str], str] | Refusal:
        dimensions: dict[str, str] = {}
        for (index, dimension), cell in zip(self.dimensions, said, strict=True):
            word = " ".join(as_text(cell).split())[:200]
            if not word:
                continue
            if word.startswith("="):
                return Refusal(index, "formula")
            if dimension not in measure.dimensions:
                return Refusal(index, "undeclared", {"measure": measure.name, "dimension": dimension})
            meant = self.choices.read_as.get(dimension, {}).get(folded(word), word)
            value = self.known.value(dimension, meant)
            if value is None and meant == word and (like := self.known.like_value(dimension, word)):
                return Refusal(index, "unknown_value", {"word": word[:80], "dimension": dimension, "like": like})
            if value is None:
                self.new_values.setdefault(dimension, {}).setdefault(meant, 0)
            dimensions[dimension] = value or meant
        address = address_of(dimensions)
        if len(address) > 500:
            return Refusal(self.dimensions[0][0], "too_long")
        return dimensions, address
