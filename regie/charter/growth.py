"""What a charter becomes: higher rooms grow their things from an accepted version.

A room registers in its `apps.py`, and is called inside the transaction that accepts the version:

    growth.GROWERS["metrics"] = grow_metrics      # (version, by) -> list of Grown

A grower is called again for each later version: it updates what stands on a line, creates what is new, retires what is gone, and never
touches what people changed by hand without saying so in what it returns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Grown:
    """One thing that a version made or changed, for the page that says what happened."""

    noun: Any  # lazy word: "metric"
    name: str
    act: str  # "created" | "changed" | "retired" | "kept"
    url: str = ""


class Grower(Protocol):
    def __call__(self, version: Any, by: Any) -> list[Grown]: ...


GROWERS: dict[str, Grower] = {}
