"""One row of a sheet, read by what its columns are; merged cells are filled in, and totals among the lines recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from regie.connect.ledgers.fields import Chosen
from regie.connect.targets import Refusal
from regie.lib.tables import DateFault, NumberFault, Row, Table, read_day, read_number
from regie.lib.tables.dates import plain
from regie.lib.tables.numbers import Amount
from regie.lib.tables.profile import as_text

CENT = Decimal("0.01")
MOST = Decimal("999999999999.99")
_TOTAL = re.compile(
    r"^(sous[ -]?tota(l|ux)|sub[ -]?total|grand total|tota(l|ux)|somme|sum|a reporter|report|cumul|solde|balance)\b"
)
_PERHAPS = re.compile(
    r"\s*(?:so|su|gr|to|a |à|re|cu|ba)", re.IGNORECASE
)  # before the costly look: a hundred thousand rows pass here


def _names_a_total(cell: str) -> bool:
    return len(cell) < 80 and bool(_TOTAL.match(plain(cell)))


class Refused(Exception):
    """A cell that cannot be taken; it carries the refusal that the row becomes."""

    def __init__(self, column: int, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.refusal = Refusal(column, code, facts)


class Sheet:
    """`for cells in sheet.rows(): …`. `dated`: the fields one of which is a day on every line that is no total."""

    def __init__(
        self, table: Table, chosen: Chosen, kinds: dict[str, str], dated: tuple[str, ...], summed: tuple[str, ...], signed: Any
    ) -> None:
        self.signed = signed
        self.table, self.chosen, self.kinds = table, chosen, kinds
        self.places = chosen.places(table.names)
        self.decimals = {column.index: column.decimal or chosen.decimal for column in table.columns}
        self.currencies = {column.index: column.currency for column in table.columns}
        self._dated = [self.places[key] for key in dated if key in self.places]
        self._summed = next((self.places[key] for key in summed if key in self.places), None)
        self._filled = {place for key, place in self.places.items() if kinds.get(key, "number") in ("word", "day")}
        self._used = sorted(self.places.values())
        self._merged = self._merged_cells()
        self._held: dict[tuple[int, int], Any] = {}
        self._since = self._whole = Decimal()

    def rows(self) -> Iterator[Cells]:
        for row in self.table.rows():
            whole = self._whole_row(row) if self._merged else row
            cells = Cells(self, whole)
            cells.is_filled = whole is not row
            cells.is_total = self._is_total(cells)
            yield cells

    # Merged cells

    def _merged_cells(self) -> dict[int, list[tuple[int, int, int]]]:
        """{row: [(column, row and column of the cell that says it)]}, for the columns that are read."""
        found: dict[int, list[tuple[int, int, int]]] = {}
        for area in self.table.merged():
            if area.bottom - area.top > 50_000:
                continue
            for number in range(area.top, area.bottom + 1):
                found.setdefault(number, []).extend(
                    (column, area.top, area.left)
                    for column in range(area.left, area.right + 1)
                    if (number, column) != (area.top, area.left)
                )
                found.setdefault(area.top, [])
        return found

    def _whole_row(self, row: Row) -> Row:
        """With the words and days of the merged cells it lies in; an amount is never said twice."""
        inside = self._merged.get(row.number)
        if inside is None:
            return row
        is_filled = False
        for column, cell in enumerate(row.cells):
            if cell is not None:
                self._held[row.number, column] = cell
        cells = list(row.cells)
        for column, top, left in inside:
            if column in self._filled and column == left and (column >= len(cells) or cells[column] is None):
                cells.extend([None] * (column + 1 - len(cells)))
                cells[column] = self._held.get((top, left))
                is_filled = True
        return Row(row.number, cells) if is_filled else row

    def merged_into(self, number: int, column: int) -> int:
        """The row that says what a merged cell says, or 0."""
        return next((top for at, top, _left in self._merged.get(number, []) if at == column), 0)

    # Totals among the lines

    def _is_total(self, cells: Cells) -> bool:
        """A line that says “total” and no day; or one that says no more than what the lines above make."""
        amount = self._amount(cells)
        sums = amount is not None and amount != 0 and amount in (self._since, self._whole)
        names_itself = any(isinstance(cell, str) and _PERHAPS.match(cell) and _names_a_total(cell) for cell in cells.row.cells)
        is_total = names_itself and (
            not any(cells.is_day(place) for place in self._dated) or (sums and cells.is_empty("reference"))
        )
        if not is_total and sums and self._since:
            is_total = [place for place in self._used if cells.raw(place) not in (None, "")] == [self._summed]
        if is_total:
            cells.off = amount if amount is not None and not sums and self._whole else None
            cells.made = self._since or self._whole
            self._since = Decimal()
            return True
        if amount is not None:
            self._since += amount
            self._whole += amount
        return False

    def _amount(self, cells: Cells) -> Decimal | None:
        if self._summed is None:
            return None
        try:
            return self.signed(cells, cents(read_number(cells.raw(self._summed), self.decimals[self._summed]).value))
        except NumberFault:
            return None


class Cells:
    """The cells of one row by the keys of their fields. What cannot be read raises `Refused`."""

    def __init__(self, sheet: Sheet, row: Row) -> None:
        self.sheet, self.row = sheet, row
        self.is_total = self.is_filled = False
        self.off: Decimal | None = None  # a total that the lines above do not make
        self.made = Decimal()

    @property
    def number(self) -> int:
        return self.row.number

    def has(self, key: str) -> bool:
        return key in self.sheet.places

    def place(self, *keys: str) -> int:
        """The column of the first of these fields that the sheet has."""
        return next((self.sheet.places[key] for key in keys if key in self.sheet.places), 0)

    def raw(self, place: int | None) -> Any:
        return self.row.cells[place] if place is not None and place < len(self.row.cells) else None

    def cell(self, key: str) -> Any:
        return self.raw(self.sheet.places.get(key))

    def is_empty(self, key: str) -> bool:
        cell = self.cell(key)
        return cell is None or (isinstance(cell, str) and not cell.strip())

    def word(self, key: str, longest: int = 300) -> str:
        """A text on one line; a formula is no text."""
        text = " ".join(as_text(self.cell(key)).replace("\x00", "").split()) if key in self.sheet.places else ""
        if text.startswith("=") and len(text) > 1:
            raise Refused(self.place(key), "formula")
        if len(text) > 1 and text[0] == "'" and text[1] in "=+-@":
            text = text[1:]  # the apostrophe by which a spreadsheet is told that this is a text
        return text[:longest]

    def is_day(self, place: int) -> bool:
        try:
            return read_day(self.raw(place), self.sheet.chosen.order).grain == "day"
        except DateFault:
            return False

    def day(self, key: str) -> date:
        first, last = self.period(key)
        if first != last:
            raise Refused(self.place(key), "no_day")
        return first

    def period(self, key: str) -> tuple[date, date]:
        """The first and the last day of what a cell says: a day, a month, a year."""
        cell = self.cell(key)
        if isinstance(cell, str) and cell.lstrip().startswith("="):
            raise Refused(self.place(key), "formula")
        try:
            written = read_day(cell, self.sheet.chosen.order)
        except DateFault as fault:
            raise Refused(self.place(key), "empty_date" if fault.code == "empty" else fault.code) from fault
        return written.day, last_day(written.day, written.grain)

    def amount(self, key: str) -> Amount:
        """What a cell says as a number, with its currency and whether it is a percentage."""
        place = self.place(key)
        cell = self.raw(place)
        if cell is None and (top := self.sheet.merged_into(self.number, place)):
            raise Refused(place, "merged", row=top)
        try:
            return read_number(cell, self.sheet.decimals[place])
        except NumberFault as fault:
            raise Refused(place, fault.code, **({"hint": fault.hint} if fault.hint else {})) from fault

    def decimal(self, key: str, places: Decimal = CENT) -> Decimal:
        value = cents(self.amount(key).value, places)
        if abs(value) > MOST:
            raise Refused(self.place(key), "too_much")
        return value

    def currency(self, *keys: str, otherwise: str) -> str:
        """Of the sheet's own column, else as the amounts themselves say it, else as their columns do, else the file's."""
        if self.has("currency") and (word := self.word("currency", 20)):
            from regie.lib.money import is_currency
            from regie.lib.tables.numbers import CURRENCIES

            code = CURRENCIES.get(word.lower(), word.upper())
            if not is_currency(code):
                raise Refused(self.place("currency"), "no_currency", word=word)
            return code
        said = {self.amount(key).currency: key for key in keys if self.has(key) and not self.is_empty(key)}
        said.pop("", None)
        if len(said) > 1:
            raise Refused(self.place(list(said.values())[1]), "two_currencies", found=", ".join(sorted(said)))
        return next(iter(said), "") or otherwise


def cents(value: float, places: Decimal = CENT) -> Decimal:
    return Decimal(repr(value)).quantize(places)


def last_day(first: date, grain: str) -> date:
    if grain == "day":
        return first
    if grain == "week":
        return first + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[grain]
    at = first.month - 1 + months
    return date(first.year + at // 12, at % 12 + 1, 1) - timedelta(days=1)
