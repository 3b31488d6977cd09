"""Numbers as each language writes them: `18 204` and `18,204`, `7,5 %` and `7.5%`.

Pure: the language is always an argument. A minus is U+2212, groups and units hold together by no-break spaces.
Anything that is no finite number is written as a dash, never as zero.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache
from math import isfinite

from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol

DASH = "—"
MINUS = "−"
NARROW = "\u202f"
NO_BREAK = "\u00a0"

Number = int | float | Decimal


def locale(language: str) -> Locale:
    """English is written as in Europe (17 November 2026), French as in France."""
    return _locale((language or "").startswith("fr"))


@cache
def _locale(is_french: bool) -> Locale:
    return Locale("fr", "FR") if is_french else Locale("en", "GB")


@cache
def _marks(where: Locale) -> dict[int, str]:
    """What stands for Python's comma between thousands and its point before decimals."""
    return str.maketrans({",": get_group_symbol(where), ".": get_decimal_symbol(where)})


def grouped(amount: Decimal, places: int, language: str) -> str:
    """A positive amount in groups of three digits, with exactly so many decimals. By hand: Babel reads its pattern anew for
    each number, and a table holds thousands."""
    return f"{amount:,.{places}f}".translate(_marks(locale(language)))


def exact(value: object) -> Decimal | None:
    """`value` as a finite decimal, or None: for None, an empty text, NaN, an infinity, or what is no number."""
    if value is None or isinstance(value, bool):
        return None
    if type(value) is float:  # most of all, in tables and charts
        return Decimal(repr(value)) if isfinite(value) else None
    try:
        number = Decimal(str(value).strip())
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() else None


def round_to(value: Decimal, digits: int) -> Decimal:
    """`value` with `digits` decimals, halves away from zero as people expect; never `-0`."""
    rounded = value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def natural_digits(value: Decimal) -> int:
    """How many decimals help a reader: none from 100 on or for whole numbers, one from 10, two below, three under 0.1."""
    size = abs(value)
    if size >= 100 or value == value.to_integral_value():
        return 0
    return 1 if size >= 10 else 2 if size >= Decimal("0.1") else 3


def number(value: object, language: str = "en", digits: int | None = None, signed: bool = False) -> str:
    """`value` written in `language`; `digits` decimals, or as many as help; `signed` puts a plus before what grows."""
    amount = exact(value)
    if amount is None:
        return DASH
    places = natural_digits(amount) if digits is None else digits
    amount = round_to(amount, places)
    if places and digits is None:
        places = max(0, -int(amount.normalize().as_tuple().exponent))  # no zeros at the end
    return sign(grouped(abs(amount), places, language), amount, signed)


def sign(text: str, amount: Decimal, signed: bool) -> str:
    """`text` of an absolute value with the sign that `amount` carries."""
    if amount < 0:
        return MINUS + text
    return "+" + text if signed and amount > 0 else text


def percent(value: object, language: str = "en", digits: int | None = None, signed: bool = False) -> str:
    """A number of percents: `85` gives `85 %` in French and `85%` in English."""
    if (amount := exact(value)) is None:
        return DASH
    places = digits if digits is not None else (0 if amount == amount.to_integral_value() or abs(amount) >= 100 else 1)
    text = number(amount, language, places, signed)
    if digits is None and places:
        mark = "," if language.startswith("fr") else "."
        text = text.removesuffix(mark + "0")
    return text + (NARROW + "%" if language.startswith("fr") else "%")


def short(value: object, language: str = "en") -> str:
    """A big number in few signs, for axes: `120 k`, `1,2 M`."""
    if (amount := exact(value)) is None:
        return DASH
    for size, letter in (
        (Decimal(10**9), "Md" if language.startswith("fr") else "bn"),
        (Decimal(10**6), "M"),
        (Decimal(10**3), "k"),
    ):
        if abs(amount) >= size:
            part = round_to(amount / size, 1)
            digits = 0 if part == part.to_integral_value() else 1
            return number(part, language, digits) + (NO_BREAK if language.startswith("fr") else "") + letter
    return number(amount, language)
