"""Reading one written number, in whichever way people write it.

    read_number("1 234,56 €", decimal=",")  → Amount(1234.56, currency="EUR")
    read_number("(1,200)", decimal=".")     → Amount(-1200.0)

What is no number raises `NumberFault(code)`: empty, no_value, not_number, letter, not_finite, formula, error, grouping.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple


class Amount(NamedTuple):
    value: float
    currency: str = ""
    percent: bool = False


class NumberFault(ValueError):
    def __init__(self, code: str, hint: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.hint = hint


NO_VALUE = {
    "-",
    "–",
    "—",
    "--",
    "n/a",
    "na",
    "n.a.",
    "n.a",
    "#n/a",
    "null",
    "none",
    "nil",
    "nd",
    "n.d.",
    "n.d",
    "nc",
    "n.c.",
    "?",
    "…",
    "...",
}
ERRORS = {"#div/0!", "#value!", "#valeur!", "#ref!", "#name?", "#nom?", "#num!", "#nombre!", "#null!", "#nul!", "#####"}
NOT_FINITE = {"nan", "inf", "+inf", "-inf", "infinity", "-infinity", "+infinity", "∞", "-∞", "1.#inf", "1.#qnan"}
_CURRENCIES = """
EUR € eur euro euros, USD $ us$ usd, GBP £ gbp, CHF chf fr., CAD cad ca$, JPY ¥ jpy, SEK sek, DKK dkk, NOK nok, PLN pln zł
"""
CURRENCIES = {sign: words.split()[0] for words in _CURRENCIES.split(",") for sign in words.split()[1:]}
_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f\u2009\u2007\u2003\t'’\u200e\u200f\u202a\u202c\u2066\u2069"))
_MINUS = str.maketrans({"−": "-", "–": "-", "﹣": "-", "－": "-", "٫": ",", "٬": "."})
_PLAIN = {".": re.compile(r"-?\d+(?:\.\d+)?"), ",": re.compile(r"-?\d+(?:,\d+)?")}
_AROUND = re.compile(r"^([^\d+\-.,(]*)(.*?)([^\d.,)]*)$", re.DOTALL)
_FINE = {
    ",": re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)?(?:,\d*)?"),
    ".": re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?"),
}
_SCIENCE = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d{1,3}")
_LOOKALIKE = {"l": "1", "I": "1", "|": "1", "O": "0", "o": "0", "S": "5", "B": "8"}


def read_number(cell, decimal: str = ".") -> Amount:
    """The value of a cell. `decimal` is the mark before the cents, "," or "."; the other one groups thousands."""
    if not isinstance(cell, str):
        return _of_workbook(cell)
    if _PLAIN[decimal].fullmatch(cell):  # most cells of most files: a million of them should not take the long way
        return _finite(cell.replace(",", "."))
    return _read_written(cell, decimal)


def _of_workbook(cell) -> Amount:
    if cell is None:
        raise NumberFault("empty")
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise NumberFault("not_number")
    if not math.isfinite(cell):
        raise NumberFault("not_finite")
    return Amount(float(cell))


def _finite(text: str, currency: str = "", percent: bool = False, sign: int = 1) -> Amount:
    value = float(text) * sign
    if not math.isfinite(value):
        raise NumberFault("not_finite")
    return Amount(value, currency, percent)


def _read_written(cell: str, decimal: str) -> Amount:
    text = cell.strip().strip("\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069\ufeff").strip()
    low = text.lower()
    if not text:
        raise NumberFault("empty")
    if low in NO_VALUE:
        raise NumberFault("no_value")
    if low in ERRORS:
        raise NumberFault("error")
    if low in NOT_FINITE:
        raise NumberFault("not_finite")
    if text[0] == "=":
        raise NumberFault("formula")
    text = text.translate(_MINUS)
    sign = 1
    if text.startswith("(") and text.endswith(")"):
        text, sign = text[1:-1], -1
    if text[:1] in "+-" and len(text) > 1 and not text[1].isdigit():  # -€5
        sign, text = (-sign if text[0] == "-" else sign), text[1:]
    before, core, after = _AROUND.match(text).groups()  # type: ignore[union-attr]  # it matches any text
    if after.endswith("-") and core[:1] not in "+-":
        sign, after = -sign, after[:-1]
    currency, percent = _around(before, after, cell)
    core = core.translate(_SPACES)
    if _SCIENCE.fullmatch(core):
        return _finite(core.replace(",", "."), currency, percent, sign)
    if not core.strip("+-.,") or not _FINE[decimal].fullmatch(core):
        raise _fault(core, decimal, cell)
    core = core.replace(",", "") if decimal == "." else core.replace(".", "").replace(",", ".")
    return _finite(core, currency, percent, sign)


def _around(before: str, after: str, cell: str) -> tuple[str, bool]:
    currency, percent = "", False
    for word in (before.translate(_SPACES).lower(), after.translate(_SPACES).lower()):
        if not word:
            continue
        if word in ("%", "٪", "pct"):
            percent = True
        elif word in CURRENCIES:
            currency = CURRENCIES[word]
        else:
            raise _fault(cell, ".", cell)
    return currency, percent


def _fault(core: str, decimal: str, cell: str) -> NumberFault:
    """A letter in the place of a digit is said; so is a thousands mark where cents were expected."""
    bare = cell.strip().translate(_SPACES)
    letters = {char for char in bare if char in _LOOKALIKE}
    if letters and any(char.isdigit() for char in bare):
        mended = "".join(_LOOKALIKE.get(char, char) for char in bare)
        if any(form.fullmatch(mended) for form in _FINE.values()):
            letter = sorted(letters)[0]
            return NumberFault("letter", letter)
    if core and _FINE["." if decimal == "," else ","].fullmatch(core):
        return NumberFault("grouping")
    return NumberFault("not_number")


# Which mark a column uses before its cents


def _sure(mark: str, group: str) -> re.Pattern:
    """What can only be read with `mark` before the cents."""
    mark, group = re.escape(mark), re.escape(group)
    forms = (
        rf"[+-]?(?:\d{{1,3}}(?:{group}\d{{3}})*|\d+){mark}(?:\d{{1,2}}|\d{{4,}})",  # 12,5 and 1.234,56
        rf"[+-]?0{mark}\d+",  # 0,125
        rf"[+-]?\d{{4,}}{mark}\d+",  # 1234,567
        rf".*{group}\d{{3}}{mark}\d*",  # 1.234,567
        rf"[+-]?\d{{1,3}}(?:{group}\d{{3}}){{2,}}",  # 1.234.567
    )
    return re.compile("|".join(f"(?:{form})" for form in forms))


_COMMA_SURE, _POINT_SURE = _sure(",", "."), _sure(".", ",")
_EITHER = re.compile(r"[+-]?\d{1,3}[.,]\d{3}$")


def decimal_of(cells) -> tuple[str | None, bool]:
    """The decimal mark that a column's cells show, and whether some cell could be read both ways.

    `(",", False)`: cents after a comma. `(None, True)`: only cells like 1,234, which nothing decides.
    `(None, False)`: whole numbers.
    """
    comma = point = either = 0
    for cell in cells:
        if not isinstance(cell, str):
            continue
        text = cell.strip().translate(_MINUS)
        match = _AROUND.match(text.strip("()"))
        core = match.group(2).translate(_SPACES) if match else ""
        if not core:
            continue
        if _EITHER.fullmatch(core) and not core.lstrip("+-").startswith("0"):
            either += 1
        elif _COMMA_SURE.fullmatch(core):
            comma += 1
        elif _POINT_SURE.fullmatch(core):
            point += 1
    if comma > point:
        return ",", False
    if point > comma:
        return ".", False
    return None, bool(either)
