"""Refusals gathered by reason, exactly counted, however many rows there are."""

from __future__ import annotations

from regie.connect.targets import Outcome
from regie.lib.tables.profile import as_text

MOST = 200  # different reasons; what comes after is counted together
BY_VALUE = {
    "unknown_value",
    "unknown_measure",
    "unknown_audience",
    "unknown_campaign",
    "unknown_channel",
    "no_rate",
}  # each unknown word is a reason of its own: it can be mended by itself


class Reasons:
    def __init__(self, names: list[str]) -> None:
        self.names = names
        self._found: dict[tuple, dict] = {}

    def add(self, outcome: Outcome) -> None:
        refusal = outcome.refusal
        assert refusal
        cells = outcome.row.cells
        cell = as_text(cells[refusal.column])[:80] if refusal.column < len(cells) else ""
        key = (refusal.code, refusal.column, cell if refusal.code in BY_VALUE else "")
        if key not in self._found and len(self._found) >= MOST:
            key = ("others", 0, "")
        reason = self._found.get(key)
        if reason is None:
            reason = self._found[key] = {
                "code": key[0],
                "column": self.names[refusal.column] if refusal.column < len(self.names) else "",
                "facts": refusal.facts,
                "count": 0,
                "first": outcome.row.number,
                "cells": [],
            }
        reason["count"] += 1
        reason["last"] = outcome.row.number
        if cell and len(reason["cells"]) < 3 and cell not in reason["cells"]:
            reason["cells"].append(cell)

    def gathered(self) -> list[dict]:
        return sorted(self._found.values(), key=lambda reason: -reason["count"])
