"""What a person may start from anywhere: the "New" menu, the palette's verbs, the sheet of shortcuts.

verbs.register(Verb("reviews.call", _("Call a review"), "reviews:new", group="create", keys="C R"))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.urls import NoReverseMatch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.ui import addresses


def _everyone(person: Any) -> bool:
    return True


@dataclass(frozen=True)
class Verb:
    """`create` verbs stand in the "New" menu and the palette, `run` verbs in the palette only, `go` names a page of a room."""

    key: str
    label: Any
    url_name: str
    group: Literal["create", "run", "go"] = "create"
    icon: str = "plus"
    place: Any = ""  # the room it belongs to, in words
    visible: Callable[[Any], bool] = _everyone
    order: int = 50
    keys: str = ""  # two letters pressed one after the other, such as "C R"
    press: str = ""  # what of the page's own frame it presses where scripts run, as a selector; else `url_name` opens

    @property
    def address(self) -> str:
        try:
            return addresses.named(self.url_name)
        except NoReverseMatch:
            return ""


VERBS: dict[str, Verb] = {}


def register(verb: Verb) -> None:
    VERBS[verb.key] = verb


def pages(place: Any, icon: str, right: str, named: dict[str, Any]) -> None:
    """Pages of a room that the palette finds by their name: `pages(_("Plan"), "plan", "plan.read", {"plan:budget": _("Budget")})`."""
    for order, (url_name, label) in enumerate(named.items()):
        may = lambda person: person.has_perm(right)  # noqa: E731
        register(Verb(f"page.{url_name}", label, url_name, group="go", icon=icon, place=place, visible=may, order=order))


def verbs_for(person: Any, group: str | None = None) -> list[Verb]:
    """What `person` may start, in order."""
    chosen = [verb for verb in VERBS.values() if (group is None or verb.group == group) and verb.visible(person) and verb.address]
    return sorted(chosen, key=lambda verb: (verb.group, verb.order, str(verb.label)))


# The sheet of shortcuts: what one wants to do → lines of words and keys. Rooms add their own lines.
SHORTCUTS: dict[str, tuple[Any, list[tuple[Any, tuple[Any, ...]]]]] = {
    "anywhere": (
        _("Anywhere"),
        [
            (_("Search or run"), ("Ctrl", "K")),
            (pgettext_lazy("key", "Create"), ("C",)),
            (_("All shortcuts"), ("?",)),
            (_("Undo what was just done"), ("Ctrl", "Z")),
            (_("Leave, close"), ("Esc",)),
        ],
    ),
    "list": (
        _("In a list"),
        [(_("Down, up"), ("J", "K")), (pgettext_lazy("key", "Open"), ("Enter",)), (pgettext_lazy("key", "Pick"), ("X",))],
    ),
    "order": (
        _("Things you can put in order"),
        [(_("Pick up, put down"), (_("Space"),)), (pgettext_lazy("key", "Move"), ("↑", "↓")), (_("Back where it was"), ("Esc",))],
    ),
    "grid": (
        _("In a grid of figures"),
        [(_("Next cell"), ("Tab",)), (_("Cell below"), ("Enter",)), (_("Paste from a spreadsheet"), ("Ctrl", "V"))],
    ),
}


def shortcuts(title: Any, lines: list[tuple[Any, tuple[Any, ...]]], key: str) -> None:
    """A room's own lines on the sheet of shortcuts."""
    SHORTCUTS[key] = (title, lines)
