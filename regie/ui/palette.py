"""What the command palette can find: rooms and verbs by itself, things through providers.

palette.register("metrics", find)      # find(person, sought) -> list[Found], at most a few, one query
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from regie.lib.text import plain
from regie.ui import rooms, verbs


@dataclass(frozen=True)
class Found:
    """One line of the palette."""

    label: str
    address: str
    icon: str = "page"
    path: str = ""  # where it lies, in words: "Metrics, out of its band"
    keys: str = ""


Provider = Callable[[Any, str], list[Found]]
PROVIDERS: dict[str, Provider] = {}


def register(key: str, provider: Provider) -> None:
    PROVIDERS[key] = provider


def search(request: Any, sought: str) -> dict[str, list[Found]]:
    """What `sought` names, by what one would do with it: `go`, `create`, `run`.

    `>` first asks for verbs alone, `@` for people.
    """
    person = request.user
    only, sought = (sought[0], sought[1:].strip()) if sought[:1] in (">", "@") else ("", sought.strip())
    needle = plain(sought)
    found: dict[str, list[Found]] = {"go": [], "create": [], "run": []}
    if only == "":
        for group in rooms.links(request).values():
            for link in group:
                if needle in plain(str(link.room.label)):
                    found["go"].append(Found(str(link.room.label), link.address, link.room.icon, keys=_go(link.room.key_to)))
    if len(needle) >= 2 or (only == "@" and needle):
        chosen = [PROVIDERS["people"]] if only == "@" and "people" in PROVIDERS else PROVIDERS.values() if only == "" else []
        for provider in chosen:
            found["go"] += provider(person, sought)[:6]
    if only != "@":
        for verb in verbs.verbs_for(person):
            if needle in plain(str(verb.label)):
                found[verb.group].append(Found(str(verb.label), verb.address, verb.icon, str(verb.place), verb.keys))
    return {group: lines[:12] for group, lines in found.items() if lines}


def _go(letter: str) -> str:
    return f"G {letter.upper()}" if letter else ""
