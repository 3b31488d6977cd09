"""A chart: its picture, the words that say it, its table, its legend and where it is downloaded."""

from __future__ import annotations

import html
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

FONT = "Inter, 'Liberation Sans', Arial, sans-serif"

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": None,
    "padding": {"left": 4, "right": 4, "top": 4, "bottom": 0},
    "view": {"stroke": None},
    "axis": {
        "labelColor": "var(--ink-faint)",
        "labelFontSize": 12,
        "labelPadding": 8,
        "domain": False,
        "ticks": False,
        "gridColor": "var(--chart-grid)",
        "gridWidth": 1,
        "title": None,
        "labelLimit": 240,
    },
    "text": {"fontSize": 12, "color": "var(--ink-faint)"},
    "legend": {"disable": True},
}


@dataclass(frozen=True)
class Key:
    """One line of the legend. `look`: line, dots, band, breach, spent, committed or planned."""

    look: str
    label: Any


@dataclass(frozen=True)
class Chart:
    """`says` is the picture in a sentence; `heads` and `rows` are its table, already written in the reader's language;
    `values` the same rows as numbers and days, for the CSV; `address` begins the downloads: `{address}.png`."""

    name: str
    title: Any
    spec: dict[str, Any]
    heads: Sequence[Any]
    rows: Sequence[Sequence[Any]]
    values: Sequence[Sequence[Any]] = ()
    says: Any = ""
    legend: Sequence[Key] = ()
    address: str = ""
    height: int = 320
    numbers: frozenset[int] = field(default_factory=frozenset)  # columns of the table aligned as numbers

    def at(self, address: str) -> Chart:
        """The same chart with its downloads at `{address}.csv`, `.png`, `.svg`; a query may stand in `address` after `?`."""
        return replace(self, address=address)

    def download(self, kind: str) -> str:
        path, mark, query = self.address.partition("?")
        return f"{path}.{kind}{mark}{query}" if self.address else ""

    @property
    def downloads(self) -> list[tuple[str, str]]:
        return [(kind.upper(), self.download(kind)) for kind in ("csv", "png", "svg")] if self.address else []

    @property
    def as_json(self) -> str:
        return json.dumps(self.spec, default=str, separators=(",", ":"))

    @property
    def body(self) -> SafeString:
        """The table's rows, written in one piece: as nodes of a template three years of days took longer than all the rest."""
        return mark_safe("".join(map(self._row, self.rows)))  # noqa: S308 - each cell is escaped

    def _row(self, row: Sequence[Any]) -> str:
        cells = []
        for index, cell in enumerate(row):
            if not index:
                cells.append(f'<th scope="row">{_escaped(cell)}</th>')
            else:
                look = ' class="table__number"' if index in self.numbers else ""
                cells.append(f"<td{look}>{_escaped(cell)}</td>")
        return f"<tr>{''.join(cells)}</tr>"

    @property
    def columns(self) -> list[tuple[Any, bool]]:
        return [(head, index in self.numbers) for index, head in enumerate(self.heads)]


def _escaped(cell: Any) -> str:
    return html.escape(cell) if type(cell) is str else conditional_escape(cell)


def whole(spec: dict[str, Any], width: int | str = "container", height: int | str = 320) -> dict[str, Any]:
    """`spec` with what every one of ours has."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"} if width == "container" else {"type": "pad"},
        "config": CONFIG,
        **spec,
    }


def labels(words: dict[Any, Any], by: str) -> str:
    """A Vega expression that writes each tick as `words` says; `by` is the expression of a tick's key."""
    return f"({json.dumps(words, ensure_ascii=False)})[{by}] || ''"


def ticks(least: float, most: float, about: int = 6) -> list[float]:
    """Some `about` round values from at most `least` to at least `most`, in steps of 1, 2, 2.5 or 5 times a power of ten."""
    if most <= least:
        room = abs(most) * 0.1 or 1.0
        least, most = least - room, most + room
    rough = (most - least) / max(about - 1, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= rough * 0.999)
    first, last = math.floor(least / step + 1e-9), math.ceil(most / step - 1e-9)
    return [round(index * step, 12) for index in range(first, last + 1)]
