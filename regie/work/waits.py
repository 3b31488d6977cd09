"""How long a step waits, in the reader’s words; a file keeps it in ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.translation import ngettext


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
