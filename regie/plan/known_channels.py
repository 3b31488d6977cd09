"""The channels that are there from the start: how they are called in the reader's language, and what they are."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Known:
    """`what`: push or pull, place, breadth, ownership, cost, in the codes of `Channel`."""

    key: str
    name: object
    icon: str
    what: tuple[str, str, str, str, str]
    lead_days: int


KNOWN: tuple[Known, ...] = (
    Known(
        "search", pgettext_lazy("channel", "Search engines, unpaid"), "search", ("pull", "online", "many", "earned", "free"), 30
    ),
)
NAMES = {each.key: each.name for each in KNOWN}
