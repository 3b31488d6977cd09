"""A passage of the loop: from one room to the next, with its health."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """How it stands, in a figure and a sentence, and where it is mended."""

    start: str
    end: str
    state: str
    figure: str
    text: str
    url: str = ""
    act: str = ""
