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


@dataclass(frozen=True)
class Hanging:
    """Something that came of a breach: its driver, the review that has it on its agenda, the decision that answers it."""

    label: str
    url: str
    detail: str = ""


HANGING: dict[
    str, Callable[[list], dict[int, list[Hanging]]]
] = {}  # (breaches) -> {breach id: [Hanging, …]}, a constant number of queries


def hanging_on(breaches: list) -> dict[int, list[Hanging]]:
    found: dict[int, list[Hanging]] = {}
    for source in HANGING.values():
        for breach, hangings in source(breaches).items():
            found.setdefault(breach, []).extend(hangings)
    return found
