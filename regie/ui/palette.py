"""What the command palette can find: rooms and verbs by itself, things through providers.

palette.register("metrics", find)      # find(person, sought) -> list[Found], at most a few, one query
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from regie.lib.near import nearest
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
    press: str = ""  # what it presses of the page, as a selector


BEGINNING = 3  # letters by which things are looked for when nothing has the whole name
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
    found: dict[str, list[Found]] = {"go": [], "create": [], "run": []}
    if only == "":
        places = [link for group in rooms.links(request).values() for link in group]
        found["go"] = [
            Found(str(link.room.label), link.address, link.room.icon, keys=_go(link.room.key_to))
            for link in (places[place] for place in nearest(sought, [str(link.room.label) for link in places]))
        ]
        pages = verbs.verbs_for(person, "go")
        found["go"] += [
            Found(str(page.label), page.address, page.icon, str(page.place))
            for page in (pages[place] for place in nearest(sought, [str(page.label) for page in pages])[:4])
        ]
    if len(plain(sought)) >= (1 if only == "@" else 2) and only != ">":
        found["go"] += _things(person, sought, ["people"] if only == "@" else list(PROVIDERS))
    if only != "@":
        startable = [verb for verb in verbs.verbs_for(person) if verb.group != "go"]
        for place in nearest(sought, [str(verb.label) for verb in startable]):
            verb = startable[place]
            found[verb.group].append(Found(str(verb.label), verb.address, verb.icon, str(verb.place), verb.keys, verb.press))
    return {group: lines[:12] for group, lines in found.items() if lines}


def _things(person: Any, sought: str, keys: list[str]) -> list[Found]:
    """What the rooms hold of that name; where nothing is called so, what is much like it."""
    providers = [PROVIDERS[key] for key in keys if key in PROVIDERS]
    found = [each for provider in providers for each in provider(person, sought)[:6]]
    if found or len(plain(sought)) <= BEGINNING:
        return found
    rarest = max(sought.split(), key=len)
    for part in dict.fromkeys([*sorted(sought.split(), key=len, reverse=True), rarest[:BEGINNING]]):
        like = [each for provider in providers for each in provider(person, part)] if len(part) >= BEGINNING else []
        if places := nearest(sought, [each.label for each in like]):
            return [like[place] for place in places[:6]]
    return []


def _go(letter: str) -> str:
    return f"G {letter.upper()}" if letter else ""
