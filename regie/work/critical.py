"""What follows what, and how much room it has: the critical path through dated work. Pure.

    placed = place([Piece("a", 0, 3), Piece("b", 4, 6, after=("a",))])

Days are whole numbers (working days counted from any day), a piece takes its first and last day. Of the pieces that hang together,
the last to end sets the end; the slack of a piece is by how many days it may end later without moving that end (Kelley and Walker,
1959, with the dates that people set instead of earliest starts). No slack left, and others before or after: it is critical.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Piece:
    key: Hashable
    starts: int
    ends: int
    after: tuple[Hashable, ...] = ()

    @property
    def length(self) -> int:
        return max(0, self.ends - self.starts) + 1


@dataclass(frozen=True)
class Placed:
    slack: int  # days; below zero: something before it ends too late already
    is_critical: bool
    squeezed_by: tuple[Hashable, ...] = ()  # pieces before it that end on or after the day it begins


def place(pieces: Iterable[Piece]) -> dict[Hashable, Placed]:
    """Each piece with its slack. Links to pieces that are not there, and rings, are left aside. Linear in pieces and links."""
    by_key = {piece.key: piece for piece in pieces}
    after = {key: [each for each in piece.after if each in by_key and each != key] for key, piece in by_key.items()}
    order = _in_order(after)
    before: dict[Hashable, list[Hashable]] = defaultdict(list)
    for key in order:
        for each in after[key]:
            before[each].append(key)
    group = together(after)
    end: dict[Hashable, int] = {}
    for key, piece in by_key.items():
        end[group[key]] = max(end.get(group[key], piece.ends), piece.ends)
    latest: dict[Hashable, int] = {}
    for key in reversed(order):
        begins = [latest[each] - by_key[each].length + 1 for each in before[key] if each in latest]
        latest[key] = min((first - 1 for first in begins), default=end[group[key]])
    placed = {}
    for key, piece in by_key.items():
        slack = latest.get(key, end[group[key]]) - piece.ends
        squeezed = tuple(each for each in after[key] if by_key[each].ends >= piece.starts)
        placed[key] = Placed(slack, slack <= 0 and bool(after[key] or before[key]), squeezed)
    return placed


def _in_order(after: dict[Hashable, list[Hashable]]) -> list[Hashable]:
    """Keys so that what comes before stands before; members of a ring come last, in the order given."""
    missing = {key: len(set(rest)) for key, rest in after.items()}
    then: dict[Hashable, list[Hashable]] = defaultdict(list)
    for key, rest in after.items():
        for each in set(rest):
            then[each].append(key)
    ready = [key for key, count in missing.items() if count == 0]
    order = []
    for key in ready:  # grows as it is walked
        order.append(key)
        for each in then[key]:
            missing[each] -= 1
            if missing[each] == 0:
                ready.append(each)
    return order + [key for key, count in missing.items() if count > 0]


def together(after: Mapping[Any, Iterable[Any]]) -> dict[Any, Any]:
    """For each key, the one that stands for all that hang together with it. Links to keys that are not there are left aside."""
    above: dict[Any, Any] = {key: key for key in after}

    def top(key: Any) -> Any:
        while above[key] != key:
            above[key] = above[above[key]]
            key = above[key]
        return key

    for key, rest in after.items():
        for each in rest:
            if each in above:
                above[top(key)] = top(each)
    return {key: top(key) for key in after}
