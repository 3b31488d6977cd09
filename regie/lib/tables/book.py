"""A workbook after `kinds` found its archive sane. Values only, never formulas.

XLSX is read row by row (`streamed`). XLSB, XLS and ODS have no such reader: calamine holds them whole, so they may not be large.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from regie.lib.tables.merged import MOST, Area
from regie.lib.tables.streamed import StreamedBook
from regie.lib.tables.unreadable import Unreadable

if TYPE_CHECKING:
    from regie.lib.tables.table import Row

MAX_WHOLE = 120 * 1024 * 1024  # unpacked: about as much again as cells in memory, and more


def open_book(file: BinaryIO, kind: str, unpacked: int) -> Book | StreamedBook:
    """`unpacked`: how large the workbook is outside its archive."""
    if kind == "xlsx":
        try:
            return StreamedBook(file)
        except Unreadable:
            raise
        except Exception:  # dialects of XLSX that it does not read: the other reader says whether they are damaged
            file.seek(0)
    if unpacked > MAX_WHOLE:
        raise Unreadable("too_large_whole", size=unpacked // 2**20, limit=MAX_WHOLE // 2**20)
    return Book(file)


class Book:
    """Held whole, read by calamine."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._book = CalamineWorkbook.from_filelike(file)
        except BaseException as fault:  # a panic of the reader is no Exception
            if isinstance(fault, KeyboardInterrupt | SystemExit | MemoryError):
                raise
            raise Unreadable("locked" if "password" in str(fault).lower() else "damaged") from fault
        shown = [
            sheet.name
            for sheet in self._book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        self.sheets = shown or list(self._book.sheet_names)
        if not self.sheets:
            raise Unreadable("no_sheet")

    def pick(self, name: str) -> str:
        """The sheet asked for, else the first that holds something."""
        if name in self.sheets:
            return name
        for sheet in self.sheets:
            if self._sheet(sheet).height > 1:
                return sheet
        return self.sheets[0]

    def _sheet(self, name: str):
        try:
            return self._book.get_sheet_by_name(name)
        except CalamineError as fault:
            raise Unreadable("damaged") from fault

    def rows(self, name: str) -> Iterator[Row]:
        """Rows by their number in the sheet; empty ones are left out. Empty cells are None."""
        from regie.lib.tables.table import Row

        sheet = self._sheet(name)
        for number, cells in enumerate(sheet.iter_rows(), 1):
            row = [None if cell == "" else cell for cell in cells]
            if any(cell is not None for cell in row):
                yield Row(number, row)

    def merged(self, name: str) -> list[Area]:
        """The areas of merged cells, where the reader tells them."""
        ranges = self._sheet(name).merged_cell_ranges or []
        return [Area(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges[:MOST]]
