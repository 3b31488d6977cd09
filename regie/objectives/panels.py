"""What stands on an audience's page besides its own words: higher rooms register here.

panels.PANELS["plan"] = panels_of            # (audience, person) -> list of Panel
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    text: str
    url: str = ""
    note: str = ""
    end: str = ""


@dataclass(frozen=True)
class Panel:
    """A section of the page: a sentence, lines below it, and the way to all of it."""

    key: str
    title: str
    says: str
    url: str
    more: str
    lines: Sequence[Line] = ()


PANELS: dict[str, Callable[[Any, Any], list[Panel]]] = {}


def panels_of(audience, person) -> list[Panel]:
    """All panels; each room costs its own few queries."""
    return [panel for source in PANELS.values() for panel in source(audience, person)]
