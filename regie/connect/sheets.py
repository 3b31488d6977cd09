"""What the page of columns shows of any sheet: its lines, its first rows, and how numbers and dates are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from regie.lib.tables import Column, Table
from regie.lib.tables.profile import as_text


@dataclass
class Line:
    """One column of the file, or all period columns of a wide sheet together (`index` -1)."""

    index: int
    name: str
    samples: list[str]
    role: str
    options: list[tuple[str, list[tuple[str, str]]]]
    error: str = ""
    count: int = 1

    @property
    def field(self) -> str:
        return f"column-{self.index}" if self.index >= 0 else "periods"


class WrittenSheet:
    """`choices` has `columns`, `decimal` and `order`, and says itself `as_kept()`."""

    def __init__(self, table: Table, choices: Any) -> None:
        self.table, self.choices = table, choices
        self.problems: list[str] = []
        self.faults: dict[int | None, str] = {}

    def take_writing(self, sent: Mapping[str, str]) -> None:
        """How numbers and dates are written, where the page asked."""
        if sent.get("decimal") in (",", "."):
            self.choices.decimal = sent["decimal"]
        if sent.get("order") in ("dmy", "mdy"):
            self.choices.order = sent["order"]

    def is_period(self, column: Column) -> bool:
        """Whether the cells of this column are read as days."""
        raise NotImplementedError

    @property
    def asks_decimal(self) -> bool:
        """Some cells could be read both ways: 1,234 is a thousand here and one and a bit there."""
        return self.table.decimal_open

    @property
    def asks_order(self) -> bool:
        return any(column.order_open and self.is_period(column) for column in self.table.columns)

    @property
    def shows_decimal(self) -> bool:
        """A workbook's numbers need no mark; written ones do."""
        return self.asks_decimal or self.table.source.kind == "text"

    @property
    def shows_order(self) -> bool:
        return any((column.order or column.order_open) and self.is_period(column) for column in self.table.columns)

    @property
    def preview(self) -> list[list[str]]:
        width = min(len(self.table.columns), 12)
        return [[as_text(cell)[:60] for cell in (row.cells + [None] * width)[:width]] for row in self.table.sample[:5]]

    @property
    def preview_names(self) -> list[str]:
        return self.table.names[:12]

    @property
    def open_example(self) -> str:
        """A cell that could be read both ways, for the question."""
        return next(
            (
                sample
                for column in self.table.columns
                if column.decimal_open
                for sample in column.samples
                if "," in sample or "." in sample
            ),
            "1,234",
        )

    @property
    def date_example(self) -> str:
        return next((sample for column in self.table.columns if column.order_open for sample in column.samples), "03/04/2026")
