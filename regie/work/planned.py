"""What a run is going to be: each step with its dates and people, before anything begins. `planning` makes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass
class Who:
    """One place of the matrix. `person` is None when nobody holds the role; `wanted` keeps its name."""

    letter: str
    person: Any = None
    role: Any = None
    instead_of: Any = None
    wanted: str = ""


@dataclass
class Planned:
    node: str
    name: str
    place: int
    is_approval: bool = False
    hours: float | None = None
    starts_at: datetime | None = None
    due_at: datetime | None = None
    who: list[Who] = field(default_factory=list)
