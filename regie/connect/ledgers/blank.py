"""A sheet to fill in, in the reader's language: its columns, two rows as an example, and the words that are understood."""

from __future__ import annotations

import tempfile
from datetime import date
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _

from regie.connect.ledgers.target import LedgerTarget
from regie.plan.models import BudgetLine, Campaign, Channel, MediaLine

WIDTHS = {"day": 12, "amount": 16, "number": 12, "percent": 10, "word": 24}


def write(target: LedgerTarget) -> IO[bytes]:
    """An XLSX in a temporary file, at its beginning."""
    file: Any = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    book = xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False})
    page = book.add_worksheet(str(target.name)[:31])
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    needed = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
    faint = book.add_format({"italic": True, "font_color": "#6b655c"})
    faint_day = book.add_format({"italic": True, "font_color": "#6b655c", "num_format": "yyyy-mm-dd"})
    page.freeze_panes(1, 0)
    choices = _choices()
    for column, each in enumerate(target.fields):
        label = str(each.label)
        page.write_string(0, column, label[:1].upper() + label[1:], needed if each.is_needed else head)
        page.set_column(column, column, WIDTHS[each.kind])
        for row, cell in enumerate(each.example, 1):
            if cell == "":
                continue
            if each.kind == "day":
                page.write_datetime(row, column, date.fromisoformat(str(cell)), faint_day)
            elif isinstance(cell, int | float):
                page.write_number(row, column, cell, faint)
            else:
                page.write_string(row, column, str(cell), faint)
        if words := choices.get((target.key, each.key)) or choices.get(("", each.key)):
            page.data_validation(1, column, 5_000, column, {"validate": "list", "source": words, "error_type": "information"})
    if target.key == "media":
        for number in range(13):
            page.write_string(0, len(target.fields) + number, _week(number), head)
    page.write_comment(
        0, 0, str(_("The two rows below are an example: write yours over them. Bold lines mark columns that are needed."))
    )
    book.close()
    file.seek(0)
    return file


def _week(number: int) -> str:
    from datetime import timedelta

    from django.utils import timezone
    from django.utils.translation import pgettext

    year, week, _day = (timezone.localdate() + timedelta(weeks=number)).isocalendar()
    return f"{year}-{pgettext('letter before the number of a week', 'W')}{week:02}"


def _choices() -> dict[tuple[str, str], list[str]]:
    """Lists that a spreadsheet offers; it takes 255 signs of one at most."""
    found = {
        ("spend", "kind"): [str(_("invoice")), str(_("credit note")), str(_("order"))],
        ("media", "unit"): [str(label) for _value, label in MediaLine.Unit.choices],
        ("", "channel"): [str(each) for each in Channel.objects.in_use()[:40]],
        ("", "campaign"): list(Campaign.objects.order_by("-starts_on").values_list("name", flat=True)[:20]),
        ("", "line"): list(BudgetLine.objects.filter(closed_at=None).order_by("-number").values_list("number", flat=True)[:20]),
    }
    return {key: _short(words) for key, words in found.items() if words}


def _short(words: list[str]) -> list[str]:
    kept: list[str] = []
    for word in words:
        if len(",".join([*kept, word])) > 250 or "," in word:
            continue
        kept.append(word)
    return kept
