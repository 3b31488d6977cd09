"""What may be read by a private address: `FEEDS["reviews"] = Feed(_("My reviews"), ics_for)`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Feed:
    name: Any  # a lazy translation
    about: Any
    write: Callable[[Any], bytes]  # a person → an iCalendar file


FEEDS: dict[str, Feed] = {}
