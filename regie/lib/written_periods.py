"""Reads periods as people write them in tables: 2026-10, oct. 2026, T3 2026, 2026-W42, S42, 01/10/2026, H1 2026, 1er
trimestre 2026.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from regie.lib.periods import Grain

# First letters that tell months apart, in both languages; "ma" needs its third letter.
_MONTH_WORDS = {
    1: ("january", "janvier", "jan", "janv"),
    2: ("february", "fevrier", "feb", "fev", "fevr"),
    3: ("march", "mars", "mar"),
    4: ("april", "avril", "apr", "avr"),
    5: ("may", "mai"),
    6: ("june", "juin", "jun"),
    7: ("july", "juillet", "jul", "juil"),
    8: ("august", "aout", "aug", "aou"),
    9: ("september", "septembre", "sep", "sept"),
    10: ("october", "octobre", "oct"),
    11: ("november", "novembre", "nov"),
    12: ("december", "decembre", "dec"),
}
MONTHS = {word: number for number, words in _MONTH_WORDS.items() for word in words}
_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_SHORT_YEAR = r"(?P<year>(?:19|20|21)\d\d|'?\d\d)"
_SEP = r"[\s\-_/.,]*"
_ORDINAL = r"(?P<number>\d)(?:st|nd|rd|th|er|re|e|eme)?"


def _compiled(*patterns: str) -> list[re.Pattern[str]]:
    return [re.compile(pattern + r"\Z") for pattern in patterns]


_DAY = _compiled(
    _YEAR + r"[-/.](?P<mm>\d{1,2})[-/.](?P<dd>\d{1,2})(?:[t ]\d{1,2}:\d\d.*)?",
    r"(?P<year>(?:19|20|21)\d\d)(?P<mm>\d\d)(?P<dd>\d\d)",
)
_DAY_EITHER = re.compile(r"(?P<a>\d{1,2})[-/. ](?P<b>\d{1,2})[-/. ](?P<year>\d{4}|\d{2})(?:[t ]+\d{1,2}:\d\d.*)?\Z")
_DAY_WORDS = _compiled(
    r"(?:\w+\.?,? )?(?P<dd>\d{1,2})(?:er|st|nd|rd|th)?" + _SEP + _MONTH + _SEP + _YEAR,
    r"(?:\w+\.?,? )?" + _MONTH + r" (?P<dd>\d{1,2})(?:st|nd|rd|th)?,? " + _YEAR,
)
_WEEK = _compiled(
    _YEAR + _SEP + r"(?:w|s|kw|week|semaine|sem\.?)" + _SEP + r"(?P<number>\d{1,2})",
    r"(?:w|s|week|semaine|sem\.?)" + _SEP + r"(?P<number>\d{1,2})(?:[\s\-_/.,]+" + _YEAR + ")?",
)
_MONTHLY = _compiled(
    _YEAR + r"[-/.](?P<mm>\d{1,2})",
    r"(?P<mm>\d{1,2})[-/.]" + _YEAR,
    _YEAR + "m(?P<mm>\\d\\d?)",
    _MONTH + _SEP + _SHORT_YEAR,
    _YEAR + _SEP + _MONTH,
    _MONTH,
)
_QUARTER = _compiled(
    r"[qt]" + _SEP + r"(?P<number>[1-4])(?:[\s\-_/.,]+" + _SHORT_YEAR + ")?",
    _YEAR + _SEP + r"[qt]" + _SEP + r"(?P<number>[1-4])",
    r"(?P<number>[1-4])[qt](?:[\s\-_/.,]*" + _SHORT_YEAR + ")?",
    _ORDINAL + r" (?:trimestre|trim\.?|quarter)(?:,? (?:of |de )?" + _YEAR + ")?",
    r"(?:trimestre|quarter) (?P<number>[1-4])(?:,? " + _YEAR + ")?",
)
_HALF = _compiled(
    r"h" + _SEP + r"(?P<number>[12])(?:[\s\-_/.,]+" + _SHORT_YEAR + ")?",
    _YEAR + _SEP + r"h" + _SEP + r"(?P<number>[12])",
    _ORDINAL + r" (?:semestre|sem\.|half(?:-year)?)(?:,? (?:of |de )?" + _YEAR + ")?",
    r"semestre (?P<number>[12])(?:,? " + _YEAR + ")?",
)
_YEARLY = _compiled(_YEAR, r"(?:annee|year|fy|exercice)" + _SEP + _YEAR)


def plain(text: str) -> str:
    """Small letters without accents, one kind of space."""
    folded = unicodedata.normalize("NFKD", text).casefold().replace("\u2019", "'")
    return " ".join("".join(letter for letter in folded if not unicodedata.combining(letter)).split())


def read(text: str, *, day_first: bool, near: date | None) -> tuple[Grain, date] | None:
    """The grain and a day of the period that `text` writes; None where it writes none, or none that exists."""
    words = plain(text)
    try:
        return _read(words, day_first, near)
    except ValueError:  # the 30th of February, week 54
        return None


def _read(words: str, day_first: bool, near: date | None) -> tuple[Grain, date] | None:
    if found := _match(_DAY, words):
        return Grain.DAY, date(int(found["year"]), int(found["mm"]), int(found["dd"]))
    if found := _DAY_EITHER.match(words):
        first, second, year = int(found["a"]), int(found["b"]), _year(found["year"], near)
        day, month = (first, second) if (day_first and second <= 12) or first > 12 else (second, first)
        return Grain.DAY, date(year, month, day)
    if found := _match(_DAY_WORDS, words):
        return Grain.DAY, date(int(found["year"]), MONTHS[found["month"]], int(found["dd"]))
    if found := _match(_QUARTER, words):
        return Grain.QUARTER, date(_year(found["year"], near), int(found["number"]) * 3 - 2, 1)
    if found := _match(_HALF, words):
        return Grain.HALF_YEAR, date(_year(found["year"], near), int(found["number"]) * 6 - 5, 1)
    if found := _match(_WEEK, words):
        monday = date.fromisocalendar(_year(found["year"], near), int(found["number"]), 1)
        return Grain.WEEK, monday if monday.year > 1 else monday + timedelta(days=7)
    if found := _match(_MONTHLY, words):
        groups = found.groupdict()
        month = int(groups["mm"]) if groups.get("mm") else MONTHS[groups["month"]]
        return Grain.MONTH, date(_year(groups.get("year"), near), month, 1)
    if found := _match(_YEARLY, words):
        return Grain.YEAR, date(int(found["year"]), 1, 1)
    return None


def _match(patterns: list[re.Pattern[str]], words: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.match(words))), None)


def _year(written: str | None, near: date | None) -> int:
    if written:
        number = int(written.lstrip("'"))
        return number if number > 99 else 2000 + number if number < 70 else 1900 + number
    if near is None:
        raise ValueError("no year")
    return near.year
