"""A measure made from what a file shows of it. Its unit is a guess that its page lets one correct."""

from __future__ import annotations

from regie.lib.tables import Column
from regie.metrics.models import Measure


def create_measure(name: str, column: Column, grain: str, dimensions: list[str], *, by) -> Measure:
    """Raises `ValidationError` when the name is taken."""
    words = name.lower()
    percent = column.percent or "%" in name or "taux" in words or " rate" in f" {words}"
    unit = "currency" if column.currency or any(sign in name for sign in "€$£") else "percent" if percent else "count"
    plain = name.split(" (")[0].strip() or name
    return Measure.create(
        by=by,
        name=plain[:200],
        unit=unit,
        currency=(column.currency or "EUR") if unit == "currency" else "",
        adds_up="mean" if unit == "percent" else "sum",
        rhythm=grain or "month",
        dimensions=list(dict.fromkeys(dimensions)),
        source="",
    )
