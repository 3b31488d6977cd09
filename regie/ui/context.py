"""What every full page needs around it; nothing is asked before the shell's template reads it."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from regie.ui import addresses, house, rooms, verbs

THEMES = ("light", "dark")
THEME_COOKIE = "regie_theme"
MOST_WORDS = 100
_WORDS: dict[Any, SafeString] = {}


def theme_of(request: HttpRequest) -> str:
    """The theme that the person chose, `` when the device decides."""
    person = getattr(request, "user", None)
    chosen = getattr(person, "theme", "") or request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


class Shell:
    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def person(self) -> Any:
        person = getattr(self.request, "user", None)
        return person if person is not None and person.is_authenticated else None

    @property
    def theme(self) -> str:
        return theme_of(self.request)

    @property
    def language(self) -> str:
        return (get_language() or "en")[:2]

    @cached_property
    def rail(self) -> dict[str, list[rooms.Link]]:
        return rooms.links(self.request)

    @cached_property
    def has_more(self) -> bool:
        """Whether the phone's bar leaves rooms out."""
        return any(not link.room.tab for group in self.rail.values() for link in group)

    @cached_property
    def startable(self) -> list[verbs.Verb]:
        return verbs.verbs_for(self.person) if self.person else []

    @property
    def create(self) -> list[verbs.Verb]:
        return [verb for verb in self.startable if verb.group == "create"]

    @cached_property
    def foot(self) -> tuple[str, str]:
        return house.part("foot", self.request, ("", ""))

    @cached_property
    def unread(self) -> int:
        return house.part("unread", self.request, 0) if self.person else 0

    @cached_property
    def links(self) -> list[tuple[Any, str, str]]:
        return house.part("links", self.request, []) if self.person else []

    @property
    def shortcuts(self) -> list[tuple[Any, list]]:
        go = [
            (link.room.label, ("G", link.room.key_to.upper()))
            for group in self.rail.values()
            for link in group
            if link.room.key_to
        ]
        begin = [(verb.label, tuple(verb.keys.split())) for verb in self.startable if verb.keys]
        lists = list(verbs.SHORTCUTS.values())
        here = [(title, keys) for title, keys in ((gettext("Go to"), go), (gettext("Begin"), begin)) if keys]
        return [*lists[:1], *here, *lists[1:]]

    @property
    def words(self) -> SafeString:
        """What scripts say, the palette and the sheet of shortcuts: the same on each page of whoever has the same rooms."""
        lines = tuple((link.room.key, link.room.key_to) for group in self.rail.values() for link in group)
        begun = tuple(verb.keys for verb in self.startable if verb.keys)
        key = get_script_prefix(), get_language(), lines, begun, tuple(verbs.SHORTCUTS)
        if key not in _WORDS:
            if len(_WORDS) >= MOST_WORDS:
                _WORDS.clear()
            _WORDS[key] = render_to_string("ui/words.html", {"shell": self})
        return _WORDS[key]

    @cached_property
    def keys(self) -> str:
        """Two-letter shortcuts and where they lead, for the shortcuts island."""
        pairs = {
            f"G {link.room.key_to.upper()}": link.address for group in self.rail.values() for link in group if link.room.key_to
        }
        pairs |= {verb.keys: verb.address for verb in self.startable if verb.keys}
        return json.dumps(pairs)

    def _address(self, name: str) -> str:
        try:
            return addresses.named(house.NAMES[name])
        except NoReverseMatch:
            return ""

    @property
    def home(self) -> str:
        return self._address("home") or "/"

    @property
    def notifications(self) -> str:
        return self._address("notifications")

    @property
    def sign_out(self) -> str:
        return self._address("sign_out")

    @property
    def search(self) -> str:
        return self._address("search")


def shell(request: HttpRequest) -> dict[str, Any]:
    return {"shell": Shell(request)}
