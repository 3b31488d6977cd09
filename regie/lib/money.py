"""Money as each language writes it: `120 000 €` and `€120,000`. Pure: currency and language are arguments."""

from __future__ import annotations

from functools import cache, lru_cache

from babel.numbers import UnknownCurrencyError, format_currency, get_currency_precision, get_currency_symbol, list_currencies

from regie.lib.numbers import DASH, NO_BREAK, exact, grouped, locale, number, percent, round_to, short, sign


@lru_cache(maxsize=1_000)  # what people type comes here too
def is_currency(code: str) -> bool:
    """Whether `code` is an ISO 4217 code that we can write."""
    return len(code) == 3 and code.isupper() and code in list_currencies()


def money(value: object, currency: str = "EUR", language: str = "en", digits: int | None = None, signed: bool = False) -> str:
    """An amount with its currency; cents only where there are some, unless `digits` says how many."""
    amount = exact(value)
    if amount is None:
        return DASH
    places = digits
    if places is None:
        places = 0 if amount == amount.to_integral_value() else get_currency_precision(currency)
    amount = round_to(amount, places)
    before, after = _around(currency, language)
    return sign(before + grouped(abs(amount), places, language) + after, amount, signed)


@cache
def _around(currency: str, language: str) -> tuple[str, str]:
    """What stands before and after the number of an amount."""
    where = locale(language)
    pattern = where.currency_formats["standard"].pattern.split(";")[0].replace("0.00", "0")
    try:
        before, _number, after = format_currency(1, currency, pattern, locale=where, currency_digits=False).partition("1")
    except UnknownCurrencyError:
        return "", NO_BREAK + currency
    return before, after


def money_short(value: object, currency: str = "EUR", language: str = "en") -> str:
    """An amount in few signs, for axes and bars: `120 k€`, `€120k`."""
    if (amount := exact(value)) is None:
        return DASH
    symbol = get_currency_symbol(currency, locale=locale(language))
    text = short(abs(amount), language)
    if language.startswith("fr"):
        return sign(text + ("" if text[-1].isalpha() else NO_BREAK) + symbol, amount, False)
    return sign(symbol + text, amount, False)


def measured(value: object, unit: str = "", language: str = "en", digits: int | None = None, signed: bool = False) -> str:
    """A value with its unit: an ISO currency, `%`, `pt` (percentage points), or a word that follows the number."""
    if type(value) is float:
        return _of_float(value, unit, language, digits, signed)
    return _measured(value, unit, language, digits, signed)


@lru_cache(maxsize=10_000)
def _of_float(value: float, unit: str, language: str, digits: int | None, signed: bool) -> str:
    """Kept: the values of a table come again with each page."""
    return _measured(value, unit, language, digits, signed)


def _measured(value: object, unit: str, language: str, digits: int | None, signed: bool) -> str:
    if exact(value) is None:
        return DASH
    if is_currency(unit):
        return money(value, unit, language, digits, signed)
    if unit == "%":
        return percent(value, language, digits, signed)
    text = number(value, language, digits, signed)
    return text + NO_BREAK + unit if unit else text
