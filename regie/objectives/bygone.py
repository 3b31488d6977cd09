"""What a workshop looks back at besides its survey and the last objectives: higher rooms register here.

bygone.SOURCES["plan"] = efforts_and_campaigns       # (person) -> list of Bygone

Everybody in the room reads it, guests too: a source gives shares and what was learnt, no amounts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Share:
    """Of one audience: percents from 0 to 100, what it had and what was wished, and both in words."""

    name: str
    words: str
    had: float | None = None
    wished: float | None = None


@dataclass(frozen=True)
class Ended:
    name: str
    when: str
    learnt: str = ""
    url: str = ""


@dataclass(frozen=True)
class Bygone:
    """One section: a sentence, the shares of audiences or the things that ended, and where all of it is."""

    key: str
    title: str
    says: str
    url: str
    more: str
    shares: Sequence[Share] = ()
    ended: Sequence[Ended] = ()


SOURCES: dict[str, Callable[[Any], list[Bygone]]] = {}


def bygone_for(person: Any) -> list[Bygone]:
    """All sections, as this person may see them; each room costs its own few queries."""
    return [section for source in SOURCES.values() for section in source(person)] if person is not None else []
