"""Reading one written date or period.

    read_day("31/10/2026", order="dmy")  → Written(date(2026, 10, 31), "day")
    read_day("oct. 2026")                → Written(date(2026, 10, 1), "month")

The order of 03/04/2026 is a matter of the whole column: `order_of(cells)` looks for the cell that decides.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import NamedTuple


class Written(NamedTuple):
    day: date  # the first day of the period
    grain: str  # day, week, month, quarter, half_year, year


class DateFault(ValueError):
    """`code`: empty, no_such_day, not_date, too_old, order."""

    def __init__(self, code: str, hint: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.hint = hint


_MONTHS = (
    "janvier january janv jan, fevrier february fevr fev feb, mars march mar, avril april avr apr, mai may, juin june jun, "
    "juillet july juil jul, aout august aou aug, septembre september sept sep, octobre october oct, "
    "novembre november nov, decembre december dec"
)
MONTHS = {word: number for number, words in enumerate(_MONTHS.split(","), 1) for word in words.split()}
_CLOCK = r"(?:[T ,]+\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:am|pm)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_CLOCK}", re.IGNORECASE)
_COMPACT = re.compile(r"(20\d{2}|19\d{2})(\d{2})(\d{2})")
_NUMERIC = re.compile(rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}|\d{{2}}){_CLOCK}", re.IGNORECASE)
_DAY_MONTH = re.compile(r"(?:[a-z]+\.?,? )?(\d{1,2})(?:er|st|nd|rd|th)?[ -]([a-z]+)\.?,?[ -](\d{4}|\d{2})")
_MONTH_DAY = re.compile(r"(?:[a-z]+\.?,? )?([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTH = re.compile(r"([a-z]+)\.?,?[ /.-]*['’]?(\d{4}|\d{2})")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_QUARTER = re.compile(r"(?:[qt]([1-4])|([1-4])(?:er|e|eme|st|nd|rd|th)? (?:trimestre|trim|quarter))[ /.-]*(\d{4})")
_YEAR_QUARTER = re.compile(r"(\d{4})[ /.-]*[qt]([1-4])")
_HALF = re.compile(r"(?:h([12])|([12])(?:er|e|eme|st|nd)? (?:semestre|half))[ /.-]*(\d{4})|(\d{4})[ /.-]*h([12])")
_WEEK = re.compile(r"(\d{4})[ /.-]*(?:w|s|sem|semaine|week|kw)\.?[ -]?(\d{1,2})")
_WEEK_YEAR = re.compile(r"(?:w|s|sem|semaine|week|kw)\.?[ -]?(\d{1,2})[ /,.-]+(\d{4})")
_YEAR = re.compile(r"(\d{4})")
_FIRST, _LAST = date(1970, 1, 1), date(2199, 12, 31)
_EPOCH = date(1899, 12, 30)


def plain(text: str) -> str:
    """Lower case, without accents, doubled spaces or signs of direction."""
    text = "".join(
        char
        for char in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(char) and unicodedata.category(char) != "Cf"
    )
    return " ".join(text.lower().split())


def read_day(cell, order: str = "dmy") -> Written:
    """The date or period that a cell says. `order` reads 03/04/2026: "dmy" or "mdy"."""
    if isinstance(cell, datetime):
        return _within(cell.date(), "day")
    if isinstance(cell, date):
        return _within(cell, "day")
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial(cell)
    if not isinstance(cell, str):
        raise DateFault("empty" if cell is None else "not_date")
    text = plain(cell)
    if not text:
        raise DateFault("empty")
    for form, read in _READERS:
        if match := form.fullmatch(text):
            day, grain = read(match, order)
            return _within(day, grain)
    raise DateFault("not_date")


def _serial(number: float) -> Written:
    """A year, a compact date, or a sheet's day number that lost its format."""
    if number != number or number in (float("inf"), float("-inf")):
        raise DateFault("not_date")
    if number == int(number) and 1970 <= number <= 2199:
        return Written(date(int(number), 1, 1), "year")
    if number == int(number) and (match := _COMPACT.fullmatch(str(int(number)))):
        return Written(_day(*map(int, match.groups())), "day")
    if 25569 <= number < 110000:
        return _within(_EPOCH + timedelta(days=int(number)), "day")
    raise DateFault("not_date")


def _within(day: date, grain: str) -> Written:
    if not _FIRST <= day <= _LAST:
        raise DateFault("too_old")
    return Written(day, grain)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as fault:
        raise DateFault("no_such_day") from fault


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text) if int(text) < 70 else 1900 + int(text)


def _numeric(match: re.Match, order: str) -> tuple[date, str]:
    one, two, year = int(match[1]), int(match[2]), _year(match[3])
    day, month = (one, two) if order == "dmy" else (two, one)
    if month > 12 >= day:  # the other order would read it: the column contradicts itself here
        raise DateFault("order")
    return _day(year, month, day), "day"


def _named(day: str, word: str, year: str) -> tuple[date, str]:
    if word not in MONTHS:
        raise DateFault("not_date")
    return _day(_year(year), MONTHS[word], int(day)), "day"


def _month(match: re.Match, order: str) -> tuple[date, str]:
    if match[1] not in MONTHS:
        raise DateFault("not_date")
    return date(_year(match[2]), MONTHS[match[1]], 1), "month"


def _quarter(match: re.Match, order: str) -> tuple[date, str]:
    return date(int(match[3]), 3 * int(match[1] or match[2]) - 2, 1), "quarter"


def _half(match: re.Match, order: str) -> tuple[date, str]:
    half, year = int(match[1] or match[2] or match[5]), int(match[3] or match[4])
    return date(year, 6 * half - 5, 1), "half_year"


def _week(year: str, week: str) -> tuple[date, str]:
    try:
        return date.fromisocalendar(int(year), int(week), 1), "week"
    except ValueError as fault:
        raise DateFault("no_such_day") from fault


_READERS = [
    (_ISO, lambda m, o: (_day(int(m[1]), int(m[2]), int(m[3])), "day")),
    (_NUMERIC, _numeric),
    (_COMPACT, lambda m, o: (_day(int(m[1]), int(m[2]), int(m[3])), "day")),
    (_WEEK, lambda m, o: _week(m[1], m[2])),
    (_WEEK_YEAR, lambda m, o: _week(m[2], m[1])),
    (_QUARTER, _quarter),
    (_YEAR_QUARTER, lambda m, o: (date(int(m[1]), 3 * int(m[2]) - 2, 1), "quarter")),
    (_HALF, _half),
    (_YEAR_MONTH, lambda m, o: (_day(int(m[1]), int(m[2]), 1), "month")),
    (_MONTH_YEAR, lambda m, o: (_day(int(m[2]), int(m[1]), 1), "month")),
    (_DAY_MONTH, lambda m, o: _named(m[1], m[2], m[3])),
    (_MONTH_DAY, lambda m, o: _named(m[2], m[1], m[3])),
    (_MONTH, _month),
    (_YEAR, lambda m, o: (_day(int(m[1]), 1, 1), "year")),
]


def order_of(cells) -> tuple[str | None, bool]:
    """Day first or month first, as a column shows it, and whether it remains to be asked.

    One cell with a number above 12 decides. When every cell reads both ways: `(None, True)`; without such dates `(None, False)`.
    When cells point both ways the more frequent order wins, and the others are refused one by one.
    """
    day_first = month_first = either = 0
    for cell in cells:
        if isinstance(cell, str) and (match := _NUMERIC.fullmatch(plain(cell))):
            one, two = int(match[1]), int(match[2])
            day_first += one > 12 >= two
            month_first += two > 12 >= one
            either += one <= 12 and two <= 12 and one != two
            if "." in cell and match:  # 03.04.2026 is nowhere written month first
                day_first += 1
    if day_first or month_first:
        return ("dmy" if day_first >= month_first else "mdy"), False
    return None, bool(either)
