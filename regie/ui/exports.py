"""Tables that leave the house: CSV and XLSX, streamed, in which no cell begins a formula."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import override

from regie.lib.numbers import exact

# What makes a spreadsheet read a text as a formula, after OWASP's note on CSV injection.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Excel refuses more rows, and more signs in a cell.
MOST_ROWS, MOST_SIGNS = 1_048_576, 32_767
A_BLOCK = 200  # lines


def safe(value: Any) -> Any:
    """A text that a spreadsheet shows and never computes: an apostrophe goes before one that would begin a formula."""
    if not isinstance(value, str):
        return value
    text = value.replace("\x00", "")
    return "'" + text if text.lstrip(" ").startswith(_DANGEROUS) else text


def plain(value: Any) -> str | int | float | Decimal | date | datetime | bool | None:
    """A cell as a number, a day, a moment in local time, or a safe text; a number that is none becomes empty."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float, Decimal)):
        return value if exact(value) is not None else None
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, date):
        return value
    return safe(str(value))


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(heads: Iterable[Any], rows: Iterable[Iterable[Any]], language: str = "en") -> Iterator[str]:
    """The lines of a CSV file as spreadsheets of that language open it: `;`, decimal comma and a mark of order in French."""
    is_french = language.startswith("fr")
    writer = csv.writer(_Line(), delimiter=";" if is_french else ",", lineterminator="\r\n")
    yield "\ufeff" if is_french else ""

    def written(value: Any) -> Any:
        if type(value) is str:  # most of a long file
            return safe(value)
        cell = plain(value)
        if isinstance(cell, bool) or cell is None:
            return "" if cell is None else int(cell)
        if isinstance(cell, (float, Decimal)):
            text = f"{Decimal(str(cell)):f}"
            return text.replace(".", ",") if is_french else text
        return cell.isoformat(sep=" ", timespec="seconds") if isinstance(cell, datetime) else cell

    yield writer.writerow([safe(str(head)) for head in heads])
    for row in rows:
        yield writer.writerow([written(value) for value in row])


def _name(name: str, ending: str) -> str:
    return f"{slugify(name) or 'regie'}-{timezone.localdate():%Y-%m-%d}.{ending}"


def _said_in(language: str, lines: Iterator[str]) -> Iterator[str]:
    """Lines are written after the request is over: all in the reader's language, though another may be active by then. They
    leave in blocks, since each piece of an answer costs more than its line."""
    while True:
        with override(language):
            block = "".join(islice(lines, A_BLOCK))
        if not block:
            return
        yield block


def csv_response(name: str, heads: Iterable[Any], rows: Iterable[Iterable[Any]], language: str = "en") -> HttpResponseBase:
    response = StreamingHttpResponse(_said_in(language, csv_lines(heads, rows, language)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{_name(name, "csv")}"'
    return response


def xlsx_response(name: str, heads: Iterable[Any], rows: Iterable[Iterable[Any]]) -> HttpResponseBase:
    """A workbook written row by row to a temporary file, so that its size does not weigh on memory."""
    import xlsxwriter

    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet()
    strong, moment = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.freeze_panes(1, 0)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, str(safe(str(head))), strong)
    for index, row in enumerate(rows, 1):
        if index >= MOST_ROWS:
            break
        for column, value in enumerate(row):
            cell = plain(value)
            if cell is None:
                continue
            if isinstance(cell, str):
                sheet.write_string(index, column, cell[:MOST_SIGNS])
            elif isinstance(cell, datetime):
                sheet.write_datetime(index, column, cell, moment)
            else:
                sheet.write(index, column, cell)
    book.close()
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=_name(name, "xlsx"), content_type=XLSX_TYPE)
