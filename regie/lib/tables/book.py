"""A workbook: XLSX, XLSB, XLS or ODS, read by calamine after `kinds` found its archive sane. Values only, never formulas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from regie.lib.tables.unreadable import Unreadable

if TYPE_CHECKING:
    from regie.lib.tables.table import Row


class Book:
    def __init__(self, file: BinaryIO, kind: str) -> None:
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
