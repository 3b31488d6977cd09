"""What may be marked on a metric's chart besides its own breaches: higher rooms register here.

marks.MARKS["reviews"] = decisions_about            # (metric, first_day, last_day) -> list of Mark
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Mark:
    day: date
    label: str
    kind: str = "event"  # event, decision, campaign
    url: str = ""


MARKS: dict[str, Callable[[Any, date, date], list[Mark]]] = {}


def marks_of(metric, first: date, last: date) -> list[Mark]:
    """All marks between two days, oldest first; each room costs its own few queries."""
    found = [mark for source in MARKS.values() for mark in source(metric, first, last)]
    return sorted(found, key=lambda mark: mark.day)
