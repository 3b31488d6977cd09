"""What hangs on the lines of a charter: higher rooms answer for all lines at once.

hooks.HOOKS["metrics"] = hooks_of_metrics     # (line_ids, person) -> {line_id: [Hook, …]}, a constant number of queries
hooks.HOLES["metrics"] = holes_of_metrics     # (version, person) -> list of Hole, for the coverage page
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Hook:
    icon: str
    label: str
    value: str = ""
    state: str = ""  # "", good, watch, breach, wait
    url: str = ""


@dataclass(frozen=True)
class Hole:
    """Something that the charter promises and nothing keeps. `kind` groups them; `remedy_url` opens where it is mended."""

    kind: str
    title: Any
    line_id: int | None
    text: str
    remedy: Any = ""
    remedy_url: str = ""


HOOKS: dict[str, Callable[[Iterable[int], Any], dict[int, list[Hook]]]] = {}
HOLES: dict[str, Callable[[Any, Any], list[Hole]]] = {}
