"""What a figure adds up, beyond its batch: a room that writes figures by itself says where to read the papers they were made of.

papers.WAYS["plan.budget"] = invoices     # the key is `mapping["from"]` of its batches
invoices([({"campaign": "Brio"}, period), …]) -> [Paper(label, url, right) or None, …], a constant number of queries
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from regie.lib.periods import Period

Cell = tuple[dict[str, str], Period]


@dataclass(frozen=True)
class Paper:
    label: str
    url: str
    right: str = ""  # shown to those who have it


WAYS: dict[str, Callable[[list[Cell]], list[Paper | None]]] = {}


def papers(asked: Iterable[tuple[Any, dict[str, str], Period]]) -> list[Paper | None]:
    """Of (batch, dimensions, period), in their order; None where figures came in a file or by hand."""
    asked = list(asked)
    found: list[Paper | None] = [None] * len(asked)
    places: dict[str, list[int]] = defaultdict(list)
    for place, (batch, _dimensions, _period) in enumerate(asked):
        key = (batch.mapping or {}).get("from", "")
        if key in WAYS:
            places[key].append(place)
    for key, mine in places.items():
        for place, paper in zip(mine, WAYS[key]([asked[place][1:] for place in mine]), strict=True):
            found[place] = paper
    return found
