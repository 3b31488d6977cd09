"""What higher rooms lay beside a review: its report, which it may wait for.

beside.PAPERS["reports"] = papers  # papers(review, person) -> list of Paper
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from regie.reviews.models import Review


@dataclass(frozen=True)
class Paper:
    """`said` in a sentence, `act` the word that leads to `url`; a state of `watch` says that the review waits for it."""

    said: str
    url: str
    act: str
    state: str = ""


PAPERS: dict[str, Callable[[Review, Any], list[Paper]]] = {}


def of(review: Review, person: Any) -> list[Paper]:
    return [paper for papers in PAPERS.values() for paper in papers(review, person)]
