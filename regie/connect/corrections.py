"""Corrections: cells that a person puts right over a file, which itself stays as it was brought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.http import QueryDict
from django.utils.translation import get_language

from regie.connect.models import Intake, IntakeRow
from regie.lib.tables import NumberFault, read_number
from regie.lib.tables.numbers import decimal_of

MOST = 500  # cells; who has more to correct does it faster in the file
LONGEST = 200


class TooMany(Exception):
    """More cells than are kept here."""


def field_name(row: int, column: int) -> str:
    return f"cell-{row}-{column}"


def taken(intake: Intake, sent: QueryDict) -> dict | None:
    """The corrections of an intake with those that were sent; None where nothing differs from what stands."""
    made = {row: dict(cells) for row, cells in intake.corrections.items()}
    changed = False
    for number, column, stands, text in _changed(intake, sent):
        cells = made.setdefault(str(number), {})
        before = cells[str(column)][0] if str(column) in cells else stands
        cells[str(column)] = [before, _as_meant(intake, column, text)]
        changed = True
    if sum(map(len, made.values())) > MOST:
        raise TooMany
    return made if changed else None


def kept(intake: Intake, sent: QueryDict, before: Mapping[str, str]) -> dict[str, str]:
    """What was typed so far, by field, when a page is turned: what says otherwise than the row, and what other pages hold."""
    typed = {name: text for name, text in before.items() if name not in sent}
    typed |= {field_name(number, column): text for number, column, _stands, text in _changed(intake, sent)}
    return dict(list(typed.items())[:MOST])


def _changed(intake: Intake, sent: QueryDict) -> Iterator[tuple[int, int, str, str]]:
    """(row, column, what it shows, what was typed) of the cells that were typed anew."""
    wanted = {(row, column): texts for row, column, texts in _sent(sent)}
    rows: dict[int, list[IntakeRow]] = {}
    for row in intake.rows.filter(kind=IntakeRow.Kind.REFUSED, number__in={row for row, _column in wanted}):
        rows.setdefault(row.number, []).append(row)
    for (number, column), texts in wanted.items():
        stands = next((cell for row in rows.get(number, []) if (cell := _cell(intake, row, column)) is not None), None)
        text = next((text for text in texts if text != stands), None)
        if stands is not None and text is not None:
            yield number, column, stands, text


def _sent(sent: QueryDict) -> Iterator[tuple[int, int, list[str]]]:
    for name in sent:
        kind, _sep, place = name.partition("-")
        row, _sep, column = place.partition("-")
        if kind == "cell" and row.isdecimal() and column.isdecimal() and len(row) < 9 and len(column) < 5:
            yield int(row), int(column), [" ".join(text.split())[:LONGEST] for text in sent.getlist(name)]


def _cell(intake: Intake, row: IntakeRow, column: int) -> str | None:
    """What a refused row shows of a column of the file; None where it does not show it."""
    for place, head in enumerate(intake.header):
        index = head.get("index", -1)
        if (index == column or (index < 0 and head["kind"] != "apart" and row.at == column)) and place < len(row.cells):
            return " ".join(row.cells[place].split())
    return None


def _as_meant(intake: Intake, column: int, text: str) -> str | float:
    """What was typed. A workbook keeps numbers, not their writing: one typed for it is read in the language of who typed it."""
    if intake.source.get("kind") == "text":
        return text
    try:
        decimal = decimal_of([text])[0] or ("," if (get_language() or "en").startswith("fr") else ".")
        amount = read_number(text, decimal)
    except NumberFault:
        return text
    kinds = {head.get("index"): head["kind"] for head in intake.header}
    is_number = kinds.get(column, "number") == "number"
    return amount.value if is_number and not amount.currency and not amount.percent else text
