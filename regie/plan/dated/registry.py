"""What is dated, and who says so. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(slots=True)
class Dated:
    """One thing with a day. `moves`: where a POST of `day` gives it another one; empty where it may have none."""

    day: date
    label: str
    icon: str
    url: str
    until: date | None = None
    state: str = ""  # good, watch, breach, wait
    moves: str = ""
    note: str = ""  # what kind of thing it is, where its words do not say so
    channel: int | None = None
    audience: int | None = None
    objective: int | None = None
    campaign: int | str | None = None  # its key, or the label that work carries
    person: int | None = None
    rank: int = 5  # within its day, small first
    kind: str = ""  # key of its source, set by `collect`


@dataclass(frozen=True)
class Source:
    label: Any  # a lazy translation, plural: “Reviews”
    find: Callable[[date, date, Any], Iterable[Dated]]
    is_usual: bool = True  # else shown where it is asked for, or where one campaign or person is looked at
    is_mark: bool = True  # a day that the timeline marks above its bars; False for what bars stand for, and what is too many


SOURCES: dict[str, Source] = {}


def collect(first: date, last: date, person: Any, kinds: Iterable[str] | None = None) -> list[Dated]:
    """All that a person may see and that has a day in the period, both ends included."""
    found = []
    for key, source in SOURCES.items():
        if kinds is not None and key not in kinds:
            continue
        for each in source.find(first, last, person):
            each.kind = key
            found.append(each)
    return found
