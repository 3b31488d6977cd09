"""A workbook of today (XLSX) read row by row: what is held at a time is one row and the list of its words."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from openpyxl import load_workbook

from regie.lib.tables.merged import Area, areas_in
from regie.lib.tables.unreadable import Unreadable

if TYPE_CHECKING:
    from regie.lib.tables.table import Row

LAST_ROW = 1_048_576  # of any spreadsheet; what says more means to harm
MAX_HELD = 64 * 1024 * 1024  # of words and styles: they are held while rows are read

warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")  # of drawings and validations, which no figure needs


class StreamedBook:
    """Values only, never formulas. Raises `Unreadable`; other exceptions mean that this reader does not know the file."""

    def __init__(self, file: BinaryIO) -> None:
        _check_held(file)
        self._book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        self._sheets = {sheet.title: sheet for sheet in self._book.worksheets if sheet.sheet_state == "visible"}
        self._sheets = self._sheets or {sheet.title: sheet for sheet in self._book.worksheets}
        self.sheets = list(self._sheets)
        if not self.sheets:
            raise Unreadable("no_sheet")

    def pick(self, name: str) -> str:
        """The sheet asked for, else the first that holds more than one row."""
        if name in self._sheets:
            return name
        for sheet in self.sheets:
            rows = self.rows(sheet)
            if next(rows, None) is not None and next(rows, None) is not None:
                return sheet
        return self.sheets[0]

    def rows(self, name: str) -> Iterator[Row]:
        """Rows by their number in the sheet; empty ones are left out, and so are empty cells at the end."""
        from regie.lib.tables.table import Row

        sheet = self._sheets[name]
        sheet.reset_dimensions()  # what a sheet says of its size is often not true
        try:
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                if number > LAST_ROW:
                    raise Unreadable("damaged")
                end = len(cells)
                while end and (cells[end - 1] is None or cells[end - 1] == ""):
                    end -= 1
                if end:
                    yield Row(number, [None if cell == "" else cell for cell in cells[:end]])
        except Unreadable:
            raise
        except Exception as fault:  # XML cut off, a date that is none, a word that is not in the list
            raise Unreadable("damaged") from fault

    def merged(self, name: str) -> list[Area]:
        """The areas of merged cells. A sheet that does not say where it lies has none that are known."""
        path = getattr(self._sheets[name], "_worksheet_path", "")
        archive = getattr(self._book, "_archive", None)
        return areas_in(archive, path) if path and archive else []


def _check_held(file: BinaryIO) -> None:
    """Words and styles are read whole: their size is looked up in the archive's directory before."""
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        held = sum(
            part.file_size
            for part in archive.infolist()
            if part.filename.lower().endswith((".xml", ".rels")) and not part.filename.startswith("xl/worksheets/")
        )
    file.seek(0)
    if held > MAX_HELD:
        raise Unreadable("too_many_words", size=held // 2**20, limit=MAX_HELD // 2**20)
