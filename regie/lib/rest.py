"""Rest days: weekends and the public holidays of a country."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

from regie.lib.text import french

_LANGUAGES = {"en": "en_US", "fr": "fr"}


@lru_cache(maxsize=256)
def _year(country: str, year: int, language: str) -> dict[date, str]:
    try:
        found = holidays.country_holidays(country, years=[year], language=_LANGUAGES.get(language, "en_US"), observed=True)
    except (NotImplementedError, KeyError):
        return {}  # a country that the calendar of holidays does not know has weekends only
    return dict(found.items())


def holiday(day: date, country: str, language: str = "en") -> str:
    """The name of the public holiday on that day, "" where it is none."""
    name = _year(country, day.year, language).get(day, "")
    return french(name) if language == "fr" else name


def is_weekend(day: date) -> bool:
    return day.weekday() >= 5


def is_rest(day: date, country: str) -> bool:
    return is_weekend(day) or bool(holiday(day, country))


def working_day(day: date, country: str) -> date:
    """The day itself, or the next one on which people work."""
    for _step in range(30):
        if not is_rest(day, country):
            return day
        day += timedelta(days=1)
    return day
