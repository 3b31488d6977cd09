"""Who is told when a person leaves the company, in the same transaction: rooms hand on what the person was to do.

departing.LISTENERS["work"] = leave          # leave(person, by=…)
"""

from __future__ import annotations

from typing import Any, Protocol


class Listener(Protocol):
    def __call__(self, person: Any, *, by: Any) -> None: ...


LISTENERS: dict[str, Listener] = {}


def tell(person: Any, *, by: Any) -> None:
    for listener in LISTENERS.values():
        listener(person, by=by)
