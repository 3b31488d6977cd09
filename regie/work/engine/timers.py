"""What a timer says, if it says it in ISO 8601; people often write “2 days” there, which nobody can count on."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta
from django.utils import timezone

DURATION = re.compile(
    r"P(?=[\dT])(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)
WEEKS = re.compile(r"P(\d+)W")
UNITS = {
    "min": ("minute", "minutes", "min"),
    "H": ("h", "hour", "hours", "heure", "heures"),
    "D": ("d", "day", "days", "j", "jour", "jours"),
    "W": ("week", "weeks", "semaine", "semaines", "sem"),
}
SPOKEN = re.compile(r"(?:(?:after|in|après|dans|au bout de)\s+)?(\d+)\s*([^\W\d]+)(?:\s+(?:later|plus tard))?")
CYCLE = re.compile(r"R(\d*)/(.+)")
LONGEST = timedelta(days=36_500)
SHORTEST_CYCLE = timedelta(minutes=1)


class Timing(StrEnum):
    DURATION = "timeDuration"
    DATE = "timeDate"
    CYCLE = "timeCycle"


def timing_of(text: str) -> tuple[Timing, str] | None:
    """What kind of time `text` is and how the engine writes it; None where only a person understands it."""
    said = text.strip().strip("\"'").upper()
    if length(said) is not None:
        return Timing.DURATION, said
    if cycle := CYCLE.fullmatch(said):
        times, rest = cycle.groups()
        interval = rest.split("/")[-1]
        each = length(interval)
        if each is None or each < SHORTEST_CYCLE or len(times) > 6 or rest.count("/") > 1:
            return None
        if "/" in rest and (start := moment(rest.split("/")[0])) is not None:
            return Timing.CYCLE, f"R{times}/{start.isoformat()}/{interval}"
        return None if "/" in rest else (Timing.CYCLE, f"R{times}/{interval}")
    if (date := moment(said)) is not None:
        return Timing.DATE, date.isoformat()
    return None


def spoken(text: str) -> str:
    """“3 days”, “après 2 semaines” as ISO 8601; whatever else as it was written."""
    found = SPOKEN.fullmatch(text.strip().casefold())
    unit = next((key for key, words in UNITS.items() if found and found[2] in words), "")
    if not found or not unit:
        return text.strip()
    return f"PT{found[1]}M" if unit == "min" else f"PT{found[1]}H" if unit == "H" else f"P{found[1]}{unit}"


def length(text: str) -> timedelta | None:
    """How long an ISO duration is, months taken as 31 days; None for what is none or would last a century."""
    if weeks := WEEKS.fullmatch(text):
        parts = {"days": 7 * _whole(weeks[1])}
    elif found := DURATION.fullmatch(text):
        parts = {name: _whole(value) for name, value in found.groupdict("0").items()}
        parts["days"] += 366 * parts.pop("years") + 31 * parts.pop("months")
    else:
        return None
    if any(value > 10_000_000 for value in parts.values()):
        return None
    whole = timedelta(**parts)
    return whole if whole <= LONGEST else None


def moment(text: str) -> datetime | None:
    """A date and time, in the house's time zone where it names none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not 1970 <= found.year <= 2200:
        return None
    return (found if found.tzinfo else timezone.make_aware(found, timezone.get_default_timezone())).astimezone(UTC)


def after(text: str, begin: datetime) -> datetime | None:
    """When a timer that begins to wait at `begin` comes (a cycle: first comes); None where only a person can say."""
    timing = timing_of(text)
    if timing is None:
        return None
    kind, said = timing
    if kind is Timing.DATE:
        return datetime.fromisoformat(said)
    parts = said.split("/")
    if len(parts) == 3 and (start := moment(parts[1])) is not None:
        return max(start, begin)
    interval = parts[-1]
    if weeks := WEEKS.fullmatch(interval):
        return begin + timedelta(weeks=int(weeks[1]))
    found = DURATION.fullmatch(interval)
    return begin + relativedelta(**{name: int(value) for name, value in found.groupdict("0").items()}) if found else None


def _whole(digits: str) -> int:
    return int(digits[:9]) if len(digits) < 10 else 10**9
