"""What hangs on the lines of a charter: higher rooms answer for all lines at once.

hooks.HOOKS["metrics"] = hooks_of_metrics     # (line_ids, person) -> {line_id: [Hook, …]}, a constant number of queries
hooks.HOLES["metrics"] = holes_of_metrics     # (version, person) -> list of Hole, for the coverage page
hooks.KEEPERS["metrics"] = keeping            # who keeps the rules that grew from lines, and knows which are confirmed
hooks.WATCHERS["metrics"] = rehearsing        # who can try a rule, and names the measures that a volume is counted in
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import pgettext_lazy

STATES = {
    "good": pgettext_lazy("state", "good"),
    "watch": pgettext_lazy("state", "to watch"),
    "breach": pgettext_lazy("state", "in breach"),
    "wait": pgettext_lazy("state", "waiting"),
}


@dataclass(frozen=True)
class Hook:
    icon: str
    label: str
    value: str = ""
    state: str = ""  # "", good, watch, breach, wait
    url: str = ""

    @property
    def state_word(self) -> Any:
        return STATES.get(self.state, "")


@dataclass(frozen=True)
class Hole:
    """Something that the charter promises and nothing keeps. `kind` groups them; `remedy_url` opens where it is mended."""

    kind: str
    title: Any
    line_id: int | None
    text: str
    remedy: Any = ""
    remedy_url: str = ""


HOOKS: dict[str, Callable[[Iterable[int], Any], dict[int, list[Hook]]]] = {}
HOLES: dict[str, Callable[[Any, Any], list[Hole]]] = {}


@dataclass(frozen=True)
class Standing:
    """How the rule of a line stands with the room that keeps it; `rule` has the reader's keys, empty where it is only a sentence."""

    sentence: str
    is_settled: bool
    is_sentence: bool = False
    rule: dict[str, Any] = field(default_factory=dict)


class Keeper(Protocol):
    """Keeps the rules that grew from lines: whether somebody confirmed one is known there, and nowhere else."""

    def standing(self, line_ids: Iterable[int]) -> dict[tuple[int, int], Standing]:
        """By line and place of the rule among those of its line; one query."""
        ...

    def settle(self, line_id: int, place: int, rule: dict[str, Any], *, by: Any) -> None:
        """Take over a rule that a person confirmed, keeps as a sentence or opened again on the charter."""
        ...


KEEPERS: dict[str, Keeper] = {}


class Watcher(Protocol):
    """Knows the figures that a rule would be judged by, before the charter that says it is accepted."""

    def volumes(self, formulas: Iterable[str]) -> list[tuple[str, str]]:
        """Measures in which the volume of a rule can be counted, by key and name; those of `formulas` are or will be there."""
        ...

    def rings(self, asked: Iterable[Tried]) -> dict[tuple[Any, int], str]:
        """By line and place: how often the rule would have rung of late, in a sentence; absent where it cannot be said."""
        ...


@dataclass(frozen=True)
class Tried:
    """A rule of a line that stands already, to be tried on what is known."""

    line_id: int
    place: int
    rule: dict[str, Any]


WATCHERS: dict[str, Watcher] = {}
