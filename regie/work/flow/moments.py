"""The moments that other tools write in their exports, as seconds since 1970. Nothing is guessed about a day."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from regie.lib.tables import DateFault, read_day

_JIRA = re.compile(r"(\d{1,2})/([A-Za-zéûôÉÛ.]{3,9})/(\d{2,4})(?:\s+(\d{1,2}):(\d{2})(?:\s*([AaPp][Mm]))?)?")
_LOG = re.compile(r"([A-Z][a-z]{2} \d{1,2}, \d{4})(?:\s+(\d{1,2}):(\d{2})\s*([AaPp][Mm])?)?")
_CLOCK = re.compile(r"\b(\d{1,2}):(\d{2})(?::\d{2})?\s*([AaPp][Mm])?\s*$")


def text_of(cell: Any) -> str:
    return "" if cell is None or isinstance(cell, dict | list) else str(cell).replace("\x00", "").strip()


def moment(cell: Any, zone: str = "Europe/Paris", *, late: bool = False, order: str = "dmy") -> float | None:
    """Seconds since 1970; a day alone is nine in the morning, or (`late`) half past five. None where it is no moment.

    `order`: how days in digits are written, "dmy" or "mdy".
    """
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, datetime):
        return _whole(cell, zone, late)
    text = text_of(cell)
    if not text or len(text) > 200:
        return None
    if text.endswith((" UTC", " GMT")):
        text = f"{text[:-4]}+00:00"
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        pass
    else:
        if "T" in text or ":" in text:
            return _whole(found, zone, late)
    clock = None
    if match := _JIRA.search(text):
        text, clock = f"{match[1]} {match[2]} {match[3]}", match.group(4, 5, 6)
    elif match := _LOG.search(text):
        text, clock = match[1], match.group(2, 3, 4)
    elif match := _CLOCK.search(text):
        text, clock = text[: match.start()].strip(" ,T"), match.group(1, 2, 3)
    day = _day(text, order)
    if day is None:
        return None
    at = time(17, 30) if late else time(9)
    if clock and clock[0]:
        hour = int(clock[0]) % 12 + (12 if (clock[2] or "").lower() == "pm" else 0) if clock[2] else int(clock[0])
        if hour > 23 or int(clock[1]) > 59:
            return None
        at = time(hour, int(clock[1]))
    return _whole(datetime.combine(day, at), zone, late)


@lru_cache(4096)
def _day(text: str, order: str) -> date | None:
    try:
        written = read_day(text, order=order)
    except (DateFault, ValueError):
        return None
    return written.day if written.grain == "day" else None


def _whole(found: datetime, zone: str, late: bool) -> float | None:
    """A date due at midnight is a day alone: Jira writes it so."""
    if late and found.tzinfo is None and found.time() == time(0):
        found = found.replace(hour=17, minute=30)
    if not 2000 <= found.year < 2100:
        return None
    try:
        return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).timestamp()
    except (OverflowError, ValueError):
        return None
