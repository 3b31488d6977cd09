"""What differs between two editions: each number that is another, at its place, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

MOST = 20


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Numbers that both editions hold and that differ, as “Acquisition cost, This quarter: €39.60 was €38.90”."""
    before, found = dict(_numbers(old)), []
    for place, value in _numbers(new):
        if place in before and before[place] != value:
            facts = {"place": ", ".join(place[1:]), "new": value, "old": before[place]}
            found.append(_("%(place)s: %(new)s, was %(old)s") % facts)
    return list(dict.fromkeys(found))[:MOST]


def _numbers(document: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    for fact in document.get("facts", []):
        yield ("facts", fact["name"]), fact["number"]
    for section in document.get("sections", []):
        for table in section["tables"]:
            for row in table["rows"]:
                for head, each in zip(table["heads"][1:], row[1:], strict=False):
                    if head["number"]:
                        yield (table["key"], row[0]["text"], head["text"]), each["text"]
