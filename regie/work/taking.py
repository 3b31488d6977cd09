"""Where a bottleneck is taken to be decided upon: a higher room (reviews) registers itself here.

TAKERS["reviews"] = take        # take(title, situation, effect, by=person) -> the thing opened, with a page of its own
"""

from __future__ import annotations

from typing import Any, Protocol


class Taker(Protocol):
    def __call__(self, title: str, situation: str, effect: str, *, by: Any) -> Any: ...


TAKERS: dict[str, Taker] = {}


def take(title: str, situation: str, effect: str, *, by: Any) -> Any:
    """To the first room that takes such things; None where there is none."""
    for taker in TAKERS.values():
        return taker(title, situation, effect, by=by)
    return None
