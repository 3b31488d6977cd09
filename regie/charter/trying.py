"""How often the rules of lines would have rung, where the line already stands and the rooms above have figures for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from regie.charter.hooks import WATCHERS, Tried


def rings(wordings: Iterable[Any]) -> dict[tuple[int, int], str]:
    """By line and place of the rule, in a sentence. See `hooks.Watcher`; for the rules as `wordings` now say them."""
    return tried((each.line_id, each.data) for each in wordings)


def tried(lines: Iterable[tuple[int, dict]]) -> dict[tuple[int, int], str]:
    """The same from (line, item) pairs, before their version is accepted."""
    asked = [
        Tried(line, place, rule)
        for line, item in lines
        for place, rule in enumerate(item.get("thresholds") or [])
        if rule.get("compare") and not rule.get("kept_as_sentence")
    ]
    found: dict[tuple[int, int], str] = {}
    for watcher in WATCHERS.values() if asked else ():
        found |= watcher.rings(asked)
    return found
