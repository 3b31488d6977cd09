"""What a column holds, judged from its first rows: numbers, dates, words, and how they are written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from regie.lib.tables.dates import DateFault, order_of, read_day
from regie.lib.tables.numbers import NO_VALUE, NumberFault, decimal_of, read_number


@dataclass
class Column:
    """`kind` is number, date, text or empty; the rest says how it is written, and what stays open."""

    index: int
    name: str
    kind: str = "text"
    decimal: str | None = None
    decimal_open: bool = False
    order: str | None = None
    order_open: bool = False
    grain: str = ""  # of a date column: its finest grain
    currency: str = ""
    percent: bool = False
    samples: list[str] = field(default_factory=list)
    values: int = 0  # different words seen


def profile(index: int, name: str, cells: list) -> Column:
    """Judge one column. Cells that say that there is no value count for nothing."""
    column = Column(index, name)
    filled = [cell for cell in cells if cell is not None and str(cell).strip() and str(cell).strip().lower() not in NO_VALUE]
    column.samples = list(dict.fromkeys(as_text(cell) for cell in filled))[:4]
    column.values = len({as_text(cell) for cell in filled})
    if not filled:
        column.kind = "empty"
        return column
    column.decimal, column.decimal_open = decimal_of(filled)
    column.order, column.order_open = order_of(filled)
    dates = _dates(column, filled)
    numbers = _numbers(column, filled)
    bare_years = all(not isinstance(cell, str) or cell.strip().isdigit() for cell in filled)
    if dates >= 0.6 * len(filled) and not (bare_years and numbers == len(filled) and not _named_as_date(name)):
        column.kind = "date"
    elif numbers >= 0.6 * len(filled):
        column.kind = "number"
    return column


_DATE_WORDS = ["dat", "day", "jour", "mois", "month", "year", "ann", "période", "periode", "period", "sem", "week"]


def _named_as_date(name: str) -> bool:
    return any(word in name.lower() for word in _DATE_WORDS)


def _dates(column: Column, cells: list) -> int:
    grains: Counter[str] = Counter()
    for cell in cells:
        try:
            grains[read_day(cell, column.order or "dmy").grain] += 1
        except DateFault as fault:
            grains["day"] += fault.code in ("no_such_day", "order", "too_old")
    if grains.total():
        column.grain = grains.most_common(1)[0][0]
    return grains.total()


def _numbers(column: Column, cells: list) -> int:
    count, currencies = 0, Counter()
    for cell in cells:
        try:
            amount = read_number(cell, column.decimal or ".")
        except NumberFault as fault:
            count += fault.code in ("letter", "grouping", "not_finite", "error")
            continue
        count += 1
        column.percent = column.percent or amount.percent
        if amount.currency:
            currencies[amount.currency] += 1
    if currencies:
        column.currency = currencies.most_common(1)[0][0]
    return count


def as_text(cell) -> str:
    """A cell as it stood, for showing: whole numbers without a tail of zeros, days without midnight."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second or cell.microsecond):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
