"""How long a step waits, as people write it, and as a file keeps it: ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.translation import ngettext

UNITS = {
    "min": ("minute", "minutes", "min"),
    "H": ("h", "hour", "hours", "heure", "heures"),
    "D": ("d", "day", "days", "j", "jour", "jours"),
    "W": ("week", "weeks", "semaine", "semaines", "sem"),
}
WAIT = re.compile(r"(\d+)\s*([^\W\d]+)\Z")


def waited(text: str) -> str:
    """“3 days”, “2 semaines” as ISO 8601; whatever else as it was written."""
    found = WAIT.match(text.strip().casefold())
    unit = next((key for key, words in UNITS.items() if found and found[2] in words), "")
    if not found or not unit:
        return text.strip()
    return f"PT{found[1]}M" if unit == "min" else f"PT{found[1]}H" if unit == "H" else f"P{found[1]}{unit}"


def said_wait(iso: str) -> str:
    """The simple ones in words of the reader's language."""
    found = re.fullmatch(r"P(?:(\d+)([DW])|T(\d+)([HM]))", iso)
    if not found:
        return iso
    count, unit = found[1] or found[3], found[2] or found[4]
    number = int(count)
    words: Mapping[str, str] = {
        "D": ngettext("%(count)d day", "%(count)d days", number),
        "W": ngettext("%(count)d week", "%(count)d weeks", number),
        "H": ngettext("%(count)d hour", "%(count)d hours", number),
        "M": ngettext("%(count)d minute", "%(count)d minutes", number),
    }
    return words[unit] % {"count": number}
