"""A table: one sheet of a file, its header found, its rows streaming."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from regie.lib.tables.book import Book, open_book
from regie.lib.tables.dates import DateFault, read_day
from regie.lib.tables.decoding import encoding_of
from regie.lib.tables.dialect import Dialect, dialect_of
from regie.lib.tables.kinds import kind_of, unpacked_size
from regie.lib.tables.merged import Area
from regie.lib.tables.numbers import NumberFault, decimal_of, read_number
from regie.lib.tables.profile import Column, profile
from regie.lib.tables.streamed import StreamedBook
from regie.lib.tables.unreadable import Unreadable

MAX_COLUMNS = 400
SAMPLE_ROWS = 400
LOOK_FOR_HEADER = 25
LONGEST_LINE = 2_000_000  # letters; a line without end would be held whole


class Row(NamedTuple):
    number: int  # as a spreadsheet or an editor counts, from 1
    cells: list


@dataclass
class Source:
    """How a file is opened again: everything that was found out about it. Plain values, kept with a mapping."""

    kind: str
    encoding: str = ""
    delimiter: str = ""
    quote: str = '"'
    skip: int = 0
    sheet: str = ""


class Table:
    """`columns` are profiled on the first rows; `rows()` starts anew each time and holds one row at a time.

    `corrections` are cells that a person put right without touching the file: {row number: {column: cell}}.
    """

    def __init__(self, file: BinaryIO, name: str, source: Source, sheets: list[str], book: Book | StreamedBook | None) -> None:
        self.file, self.name, self.source, self.sheets, self._book = file, name, source, sheets, book
        self.corrections: dict[int, dict[int, object]] = {}
        self._size = file.seek(0, 2)
        file.seek(0)
        head = self._head()
        width = max((len(row.cells) for row in head), default=0)
        if not width:
            raise Unreadable("no_rows")
        self.header_number, names = _header(head)
        self.sample = [row for row in head if row.number > self.header_number][:SAMPLE_ROWS]
        if not self.sample:
            raise Unreadable("no_rows")
        names = _unique([_said(name) for name in names] + [""] * (width - len(names)))
        cells = [[row.cells[index] if index < len(row.cells) else None for row in self.sample] for index in range(width)]
        self.columns: list[Column] = [profile(index, name, cells[index]) for index, name in enumerate(names)]
        self.decimal, self.decimal_open = self._decimal()

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def rows(self) -> Iterator[Row]:
        """Every row under the header that holds something."""
        header, corrections = self.header_number, self.corrections
        for row in self._raw():
            if row.number > header:
                if row.number in corrections:
                    row = _corrected(row, corrections[row.number])
                yield row

    def everything(self) -> Iterator[Row]:
        """Every row that holds something, what stands above the header too."""
        yield from self._raw()

    def merged(self) -> list[Area]:
        """Areas of merged cells; a text file has none."""
        return self._book.merged(self.source.sheet) if self._book is not None else []

    def about_rows(self, read: int) -> int:
        """About how many rows there are, from how far in the file `read` of them reach; 0 where that says nothing."""
        if self._book is not None or self.file.closed:
            return 0
        place = self.file.tell()
        about = round(read * self._size / place) if place else 0
        return round(about, 3 - len(str(about)))  # three digits: it is a guess, and looks like one

    def _head(self) -> list[Row]:
        """The first rows; a sheet that is too wide is not read further than its first too wide row."""
        head = []
        for row in islice(self._raw(), SAMPLE_ROWS + LOOK_FOR_HEADER):
            if len(row.cells) > MAX_COLUMNS:
                raise Unreadable("too_many_columns", columns=len(row.cells), limit=MAX_COLUMNS)
            head.append(row)
        return head

    def _raw(self) -> Iterator[Row]:
        if self._book is not None:
            yield from self._book.rows(self.source.sheet)
        else:
            yield from _text_rows(self.file, self.source)

    def _decimal(self) -> tuple[str, bool]:
        """For the columns that do not show it themselves: what the others use, else what the delimiter suggests."""
        shown = [column.decimal for column in self.columns if column.kind == "number" and column.decimal]
        if shown:
            return max(set(shown), key=shown.count), False
        is_open = any(column.decimal_open and column.kind == "number" for column in self.columns)
        return ("," if self.source.delimiter == ";" else "."), is_open


def open_table(file: BinaryIO | str | Path, name: str = "", sheet: str = "", source: Source | None = None) -> Table:
    """Open a CSV or a workbook; raises `Unreadable`. `file` must stay open while rows are read."""
    if isinstance(file, str | Path):
        name = name or Path(file).name
        file = open(file, "rb")  # noqa: SIM115  # the table lives as long as its file
    kind = kind_of(file)
    if kind != "text":
        book = open_book(file, kind, unpacked_size(file))
        chosen = sheet or (source.sheet if source else "")
        return Table(file, name, Source(kind, sheet=book.pick(chosen)), book.sheets, book)
    if source is None or source.kind != "text":
        source = _text_source(file)
    return Table(file, name, source, [], None)


def _text_source(file: BinaryIO) -> Source:
    encoding = encoding_of(file)
    try:
        sample = file.read(256 * 1024).decode(encoding, errors="ignore").replace("\r\n", "\n").replace("\r", "\n")
    finally:
        file.seek(0)
    dialect: Dialect = dialect_of(sample)
    return Source("text", encoding, dialect.delimiter, dialect.quote, dialect.skip)


def _text_rows(file: BinaryIO, source: Source) -> Iterator[Row]:
    file.seek(0)
    text = io.TextIOWrapper(_Borrowed(file), encoding=source.encoding, errors="replace", newline="")  # type: ignore[type-var]
    for _ in range(source.skip):
        text.readline()
    before = source.skip

    def lines() -> Iterator[str]:
        while line := text.readline(LONGEST_LINE):
            if len(line) == LONGEST_LINE:
                raise Unreadable("cell_too_long", row=before + 1)
            yield line

    reader = csv.reader(lines(), delimiter=source.delimiter, quotechar=source.quote)
    try:
        for cells in reader:
            number, before = before + 1, reader.line_num + source.skip
            if any(cells) and any(cell.strip() for cell in cells):
                yield Row(number, cells)
    except csv.Error as fault:
        raise Unreadable("cell_too_long", row=before + 1) from fault


def _corrected(row: Row, corrections: dict[int, object]) -> Row:
    cells = list(row.cells)
    for column, cell in corrections.items():
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = cell
    return Row(row.number, cells)


class _Borrowed(io.RawIOBase):
    """Lets a text layer read a file without closing it at the end."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    def read1(self, size: int = -1) -> bytes:
        return self._file.read(size if size > 0 else 65536)

    def readinto(self, buffer) -> int:
        chunk = self._file.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)


def _header(head: list[Row]) -> tuple[int, list]:
    """The row that names the columns: wide as the rest, words for the most part. Titles above it are passed over."""
    widths = sorted(_filled(row) for row in head)
    usual = widths[len(widths) // 2]
    for row in head[:LOOK_FOR_HEADER]:
        if _filled(row) < max(1, 0.6 * usual):
            continue
        cells = [cell for cell in row.cells if _said(cell)]
        first = next(iter(cells), None)
        data = sum(_is_data(cell) for cell in cells)
        if data == 0 or (data < len(cells) and not _is_data(first) and _names_periods(cells)):
            return row.number, row.cells
        if data >= len(cells) / 3:
            return row.number - 1, []  # the data has begun: nobody named the columns
        return row.number, row.cells
    return (head[0].number, head[0].cells) if head else (0, [])


def _names_periods(cells: list) -> bool:
    """Wide sheets: after the names, nothing but periods."""
    data = [cell for cell in cells if _is_data(cell)]
    return bool(data) and all(_is_period(cell) for cell in data)


def _is_period(cell) -> bool:
    try:
        read_day(cell)
    except DateFault as fault:
        return fault.code == "order"
    return True


def _is_data(cell) -> bool:
    if _is_period(cell):
        return True
    try:
        read_number(cell, decimal_of([cell])[0] or ".")
    except NumberFault as fault:
        return fault.code in ("no_value", "error", "not_finite", "grouping")
    return True


def _filled(row: Row) -> int:
    return sum(bool(_said(cell)) for cell in row.cells)


def _said(cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _unique(names: list[str]) -> list[str]:
    """Names that can be told apart; a column without one goes by its letter, as in a spreadsheet."""
    seen: dict[str, int] = {}
    unique = []
    for index, name in enumerate(names):
        name = name[:120] or letter(index)
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return unique


def letter(index: int) -> str:
    """A, B … Z, AA: what a spreadsheet calls a column."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
