"""Days, moments, periods and durations as each language writes them: `10 h 42` and `10:42`. Pure.

Datetimes come in already in the reader's time zone; "now" is an argument.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from babel.dates import format_date, format_timedelta

from regie.lib.numbers import DASH, NO_BREAK, locale


def _is_french(language: str) -> bool:
    return language.startswith("fr")


def _written(value: date, pattern: str, is_french: bool) -> str:
    return format_date(value, pattern, locale=locale("fr" if is_french else "en"))


@lru_cache(maxsize=10_000)
def day(value: date | None, language: str = "en", style: str = "long", today: date | None = None) -> str:
    """Styles: long `17 November 2026`, short `17 Nov` (with its year unless it is this one), weekday `Tuesday 17 November`,
    number `17/11/2026`. Kept: the days of a table come again with each page."""
    if value is None:
        return DASH
    pattern = {
        "long": "d MMMM y",
        "short": "d MMM" if today and value.year == today.year else "d MMM y",
        "weekday": "EEEE d MMMM" if not today or value.year == today.year else "EEEE d MMMM y",
        "number": "dd/MM/y",
    }[style]
    text = _written(value, pattern, _is_french(language))
    if _is_french(language) and value.day == 1 and style != "number":
        text = text.replace("1 ", "1er ", 1)
    return re.sub(r"\bSept\b", "Sep", text)


def clock(value: datetime | time | None, language: str = "en", full: bool = False) -> str:
    """`10 h 42`, `14 h` (`14 h 00` when `full`) in French; `10:42` in English."""
    if value is None:
        return DASH
    if not _is_french(language):
        return f"{value.hour:02}:{value.minute:02}"
    minutes = f"{NO_BREAK}{value.minute:02}" if value.minute or full else ""
    return f"{value.hour}{NO_BREAK}h{minutes}"


def moment(value: datetime | None, language: str = "en", today: date | None = None) -> str:
    """A day and a time: `17 Nov, 10:42`, `17 nov. à 10 h 42`; today's is its time alone."""
    if value is None:
        return DASH
    if today and value.date() == today:
        return clock(value, language)
    joint = f" à{NO_BREAK}" if _is_french(language) else ", "
    return day(value.date(), language, "short", today) + joint + clock(value, language)


@lru_cache(maxsize=10_000)
def period(first: date | None, rhythm: str = "month", language: str = "en", brief: bool = False) -> str:
    """The name of the period of `rhythm` that begins on `first`: `October 2026`, `week 42, 2026`, `Q4 2026`."""
    if first is None:
        return DASH
    french = _is_french(language)
    match rhythm:
        case "week":
            year, week, _weekday = first.isocalendar()
            word = ("sem." if brief else "semaine") if french else ("wk" if brief else "week")
            return f"{word}{NO_BREAK}{week}" + ("" if brief else f", {year}")
        case "month":
            return re.sub(r"\bSept\b", "Sep", _written(first, "MMM y" if brief else "MMMM y", french))
        case "quarter":
            return f"{'T' if french else 'Q'}{(first.month + 2) // 3}{NO_BREAK}{first.year}"
        case "half" | "half_year":
            return f"{'S' if french else 'H'}{1 if first.month < 7 else 2}{NO_BREAK}{first.year}"
        case "year":
            return str(first.year)
    return day(first, language, "short" if brief else "long")


def length(least: int | None, most: int, language: str = "en") -> str:
    """From so many minutes to so many: `10–15 min`, `2 h – 3 h`, `1 h`."""
    if not least or least >= most:
        return duration(most, language)
    if most < 60:
        return f"{least}–{duration(most, language)}"
    return f"{duration(least, language)}{NO_BREAK}– {duration(most, language)}"


def duration(value: timedelta | int | float | None, language: str = "en") -> str:
    """A length of time; a number counts minutes: `45 min`, `1 h 30`, `3 d` (`3 j`)."""
    if value is None:
        return DASH
    seconds = value.total_seconds() if isinstance(value, timedelta) else float(value) * 60
    if seconds < 60:
        return f"{round(seconds)}{NO_BREAK}s"
    minutes = round(seconds / 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    if days:
        text = f"{days}{NO_BREAK}{'j' if _is_french(language) else 'd'}"
        return text + (f" {hours}{NO_BREAK}h" if hours and days < 3 else "")
    if not hours:
        return f"{left}{NO_BREAK}min"
    return f"{hours}{NO_BREAK}h" + (f"{NO_BREAK}{left:02}" if left else "")


def ago(value: datetime | None, now: datetime, language: str = "en") -> str:
    """How far `value` lies from `now`, in words: `3 minutes ago`, `dans 2 jours`."""
    if value is None:
        return DASH
    gap = value - now
    if abs(gap) < timedelta(seconds=45):
        return "à l’instant" if _is_french(language) else "just now"
    text = format_timedelta(gap, granularity="minute", add_direction=True, locale=locale(language))
    return text.replace(" ", NO_BREAK, 1) if text[:1].isdigit() else text
