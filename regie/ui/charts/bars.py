"""Bars: amounts side by side, and money spent, committed and planned on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regie.lib import money
from regie.ui.charts.chart import Chart, Key, whole


def _axis(language: str) -> dict[str, Any]:
    return {"labelAlign": "right", "labelColor": "var(--ink)", "labelFontSize": 13, "labelPadding": 12}


def bars(name: str, title: Any, rows: Sequence[tuple[str, float | None]], *, unit: str = "") -> Chart:
    """One ink bar for each name, its value written at its end."""
    language = get_language() or "en"
    data = [{"name": key, "value": value, "word": money.measured(value, unit, language)} for key, value in rows]
    y = {"field": "name", "type": "nominal", "sort": None, "axis": _axis(language)}
    x = {"field": "value", "type": "quantitative", "axis": None}
    layers = [
        {
            "mark": {"type": "bar", "opacity": 1, "color": "var(--money-spent)", "height": 12},
            "encoding": {"x": x, "y": y, "tooltip": {"field": "word"}},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 8, "color": "var(--ink)"},
            "encoding": {"x": x, "y": y, "text": {"field": "word"}},
        },
    ]
    height = max(len(rows), 1) * 32
    spec = whole({"data": {"values": data}, "layer": layers, "usermeta": {"least": 320}}, height=height)
    spec["config"] = {**spec["config"], "padding": {"left": 4, "right": 72, "top": 4, "bottom": 4}}
    table = [[key, money.measured(value, unit, language)] for key, value in rows]
    return Chart(
        name,
        title,
        spec,
        [_("Name"), title],
        table,
        [list(row) for row in rows],
        str(title),
        height=height,
        numbers=frozenset({1}),
    )


def money_bars(
    name: str, title: Any, rows: Sequence[tuple[str, float, float, float, float | None]], *, currency: str = "EUR"
) -> Chart:
    """Rows of (name, spent, committed, planned, limit): from dark to pale, a line where the money ends."""
    language = get_language() or "en"
    parts = (("spent", _("spent")), ("committed", _("committed")), ("planned", _("planned")))
    data, limits = [], []
    for key, *amounts, limit in rows:
        at = 0.0
        for (part, word), amount in zip(parts, amounts, strict=True):
            words = f"{key}, {word}{'\u00a0:' if language.startswith('fr') else ':'} {money.money(amount, currency, language)}"
            data.append({"name": key, "part": part, "from": at, "to": at + float(amount or 0), "words": words})
            at += float(amount or 0)
        if limit is not None:
            limits.append({"name": key, "limit": float(limit)})
    y = {"field": "name", "type": "nominal", "sort": None, "axis": _axis(language)}
    colours = {"domain": [part for part, _word in parts], "range": [f"var(--money-{part})" for part, _word in parts]}
    x = {"field": "from", "type": "quantitative", "axis": None}
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "bar", "opacity": 1, "height": 12},
            "encoding": {
                "x": x,
                "x2": {"field": "to"},
                "y": y,
                "color": {"field": "part", "scale": colours},
                "tooltip": {"field": "words"},
            },
        }
    ]
    if limits:
        tick = {"type": "tick", "opacity": 1, "color": "var(--ink)", "thickness": 2, "size": 20}
        layers.append(
            {"data": {"values": limits}, "mark": tick, "encoding": {"x": {"field": "limit", "type": "quantitative"}, "y": y}}
        )
    height = max(len(rows), 1) * 32
    spec = whole({"data": {"values": data}, "layer": layers}, height=height)
    heads = [_("Name"), _("Spent"), _("Committed"), _("Planned"), _("Limit")]
    table = [[key, *(money.money(amount, currency, language) for amount in amounts)] for key, *amounts in rows]
    legend = [Key(part, word) for part, word in parts]
    return Chart(
        name,
        title,
        spec,
        heads,
        table,
        [list(row) for row in rows],
        str(title),
        legend,
        height=height,
        numbers=frozenset(range(1, 5)),
    )
