"""The rooms that the rail shows: only those that exist, in the order of the loop.

A room registers itself in its app's `ready()`:

    rooms.register(Room("metrics", 60, _("Metrics"), "metric", "metrics:index", group="loop", count=open_breaches))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from django.http import HttpRequest
from django.urls import NoReverseMatch

from regie.ui import addresses


def _everyone(person: Any) -> bool:
    return True


@dataclass(frozen=True)
class Room:
    """One line of the rail.

    `group`: `top` (My day, The loop), `loop` (strung on the line), `side` (below it).
    `count(person)` costs at most one query and is asked once a page. `for_you` says the count waits for the reader.
    `within`: beginnings of view names that lie in this room, by default its own namespace; the longest wins.
    `tab`: stands in the bar at the foot of a phone (four at most).
    """

    key: str
    order: int
    label: Any
    icon: str
    url_name: str
    group: Literal["top", "loop", "side"] = "loop"
    visible: Callable[[Any], bool] = _everyone
    count: Callable[[Any], int] | None = None
    for_you: bool = False
    tab: bool = False
    within: tuple[str, ...] = field(default=())
    key_to: str = ""  # the letter that goes there after G

    def holds(self, view_name: str) -> int:
        """How surely the room holds a view: the length of the beginning that fits, 0 for not at all."""
        beginnings = self.within or (self.url_name.split(":")[0] + ":",)
        return max((len(start) for start in beginnings if view_name.startswith(start)), default=0)


ROOMS: dict[str, Room] = {}


def register(room: Room) -> None:
    ROOMS[room.key] = room


@dataclass(frozen=True)
class Link:
    """A room as one reader sees it on one page."""

    room: Room
    address: str
    is_here: bool
    count: int


def links(request: HttpRequest) -> dict[str, list[Link]]:
    """The rail of this page by group. One query at most for each room that counts."""
    person = getattr(request, "user", None)
    match = getattr(request, "resolver_match", None)
    here = match.view_name if match else ""
    shown = [room for room in sorted(ROOMS.values(), key=lambda room: room.order) if room.visible(person)]
    holder = max(shown, key=lambda room: room.holds(here), default=None)
    rail: dict[str, list[Link]] = {"top": [], "loop": [], "side": []}
    for room in shown:
        try:
            address = addresses.named(room.url_name)
        except NoReverseMatch:
            continue  # a room that is registered before its addresses exist is not shown
        is_here = room is holder and bool(room.holds(here))
        rail[room.group].append(Link(room, address, is_here, room.count(person) if room.count else 0))
    return rail
