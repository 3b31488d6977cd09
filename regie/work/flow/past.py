"""The past as columns: what one query brings, each column an array, a row a passage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

STATES = {"waiting": 0, "working": 1, "gate": 2, "ended": 3}
YES_OUTCOMES = ("", "approved", "with_changes")
FIELDS = (
    "step", "run", "visit", "state", "opened", "begun", "ended", "since", "due", "is_blocked", "is_dropped", "waited", "worked",
    "gated", "blocked", "returns", "round", "is_no", "by",
)  # fmt: skip
LAYOUT = np.dtype([(name, "f8") for name in FIELDS])
Column = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Past:
    """`rows` are structured as `LAYOUT`; `hours` is the working time from opening to end, or to `now` for what is open."""

    rows: Column
    now: float

    def __getitem__(self, name: str) -> Column:
        return self.rows[name]

    def __len__(self) -> int:
        return len(self.rows)

    def where(self, mask: Column) -> Past:
        return Past(self.rows[mask], self.now)

    @property
    def is_done(self) -> Column:
        return (self["ended"] > 0) & (self["is_dropped"] == 0)

    @property
    def is_open(self) -> Column:
        return self["ended"] == 0

    @property
    def hours(self) -> Column:
        return self["waited"] + self["worked"] + self["gated"] + self["blocked"]

    @property
    def idle(self) -> Column:
        """Of them, those in which nobody worked on it."""
        return self["waited"] + self["gated"] + self["blocked"]

    @property
    def came_back(self) -> Column:
        return (self["returns"] > 0) | (self["visit"] > 1) | (self["is_no"] > 0)


def up_to_now(whole: Past, elapsed: Column) -> Past:
    """The hours of what is open, counted on to now: `elapsed` is the working time since each row's `since`."""
    rows = whole.rows.copy()
    is_open = rows["ended"] == 0
    is_blocked = is_open & (rows["is_blocked"] > 0)
    for name, state in (("waited", 0), ("worked", 1), ("gated", 2)):
        rows[name] += np.where(is_open & ~is_blocked & (rows["state"] == state), elapsed, 0.0)
    rows["blocked"] += np.where(is_blocked, elapsed, 0.0)
    return Past(rows, whole.now)
