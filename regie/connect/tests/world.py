"""Files as people bring them, made on the spot."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile

from regie.connect import work
from regie.connect.models import Intake
from regie.journal.models import File
from regie.metrics.models import Measure

COSTS = """Jour;Canal;Dépense
01/10/2026;Instagram;1 204,50 €
02/10/2026;Instagram;12,5
13/10/2026;YouTube;27,40
"""


def spend(by, **fields) -> Measure:
    given = {"name": "Spend", "key": "spend", "unit": "currency", "currency": "EUR", "rhythm": "day", "dimensions": ["channel"]}
    return Measure.create(by=by, **given | fields)


def bring(text: str | bytes, *, by, name: str = "costs.csv", **choices) -> Intake:
    """A file looked at, its columns as proposed unless said otherwise."""
    content = text.encode() if isinstance(text, str) else text
    intake = Intake.bring(File.keep(SimpleUploadedFile(name, content), by=by), by=by)
    columns = intake.choices["columns"] | choices.pop("columns", {})
    intake.choices = intake.choices | choices | {"columns": columns}
    return intake


def rehearsed(text: str | bytes, *, by, **choices) -> Intake:
    intake = bring(text, by=by, **choices)
    intake.choose(intake.choices)
    work.go_on(intake.pk)
    intake.refresh_from_db()
    return intake


def written(text: str | bytes, *, by, **choices) -> Intake:
    intake = rehearsed(text, by=by, **choices)
    intake.write(by=by)
    work.go_on(intake.pk)
    intake.refresh_from_db()
    return intake


def workbook(rows: list[list], sheet: str = "Spend", others: tuple[str, ...] = ()) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "dd/mm/yyyy"})
    for name in others:
        book.add_worksheet(name)
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return out.getvalue()
