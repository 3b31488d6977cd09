"""The one picture of past efforts: for each audience its shares of days, money and results, and a line at the share wished."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from django.utils.translation import get_language, gettext

from regie.lib import numbers
from regie.plan.reading.efforts import Efforts
from regie.ui.charts import Chart, Key
from regie.ui.charts.chart import whole

PARTS = (("days", "spent"), ("money", "committed"), ("result", "planned"))  # from dark to pale
BAR, ROOM = 9, 20


def chart(found: Efforts) -> Chart:
    language = get_language() or "en"
    names = {
        "days": gettext("working days"),
        "money": gettext("money"),
        "result": gettext("results: %(kind)s") % {"kind": found.kind_word} if found.kind_word else gettext("results"),
    }
    shown = [part for part, _look in PARTS if any(getattr(row, f"{part}_share") is not None for row in found.rows)]
    data: list[dict[str, Any]] = []
    wishes: list[dict[str, Any]] = []
    rows, values = [], []
    wished_word = gettext("wished")
    for row in found.rows:
        shares = {part: getattr(row, f"{part}_share") for part in shown}
        for part, share in shares.items():
            said = numbers.percent(share, language, 0)
            data.append(
                {
                    "name": _named(row),
                    "part": part,
                    "share": float(share or 0),
                    "word": said,
                    "words": f"{names[part]}, {said}",
                }
            )
        if row.wished is not None:
            said = f"{wished_word}, {numbers.percent(row.wished, language, 0)}"
            wishes.append({"name": _named(row), "share": float(row.wished), "words": said})
        rows.append(
            [
                str(row.audience),
                *(_said(share, language) for share in shares.values()),
                _said(row.wished, language),
                _said(row.gap, language, True),
            ]
        )
        values.append([str(row.audience), *shares.values(), row.wished, row.gap])
    most = max([each["share"] for each in (*data, *wishes)], default=100.0)
    room = ROOM + BAR * max(len(shown), 1) + 10
    y = {
        "field": "name", "type": "nominal", "sort": None,
        "axis": {"labelAlign": "right", "labelColor": "var(--ink)", "labelFontSize": 13, "labelPadding": 12, "labelLimit": 200,
            "labelExpr": "split(datum.label, '\\n')"},
    }  # fmt: skip
    x = {"field": "share", "type": "quantitative", "axis": None, "scale": {"domain": [0, most * 1.25]}}
    offset = {"field": "part", "type": "nominal", "sort": shown}
    looks = dict(PARTS)
    colour = {"domain": shown, "range": [f"var(--money-{looks[part]})" for part in shown]}
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": data},
            "mark": {"type": "bar", "opacity": 1, "height": BAR},
            "encoding": {
                "x": x,
                "y": y,
                "yOffset": offset,
                "color": {"field": "part", "scale": colour},
                "tooltip": {"field": "words"},
            },
        },
        {
            "data": {"values": data},
            "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 11, "color": "var(--ink-soft)"},
            "encoding": {"x": x, "y": y, "yOffset": offset, "text": {"field": "word"}},
        },
        {
            "data": {"values": wishes},
            "mark": {"type": "tick", "opacity": 1, "color": "var(--accent)", "thickness": 2, "size": room - 12},
            "encoding": {"x": x, "y": y, "tooltip": {"field": "words"}},
        },
    ]
    height = max(len(found.rows), 1) * room
    title = gettext("What each audience had")
    heads = [
        gettext("Audience"),
        *(names[part].capitalize() for part in shown),
        wished_word.capitalize(),
        gettext("Points against the wish"),
    ]
    legend = [
        *(Key(looks[part], names[part]) for part in shown),
        *([Key("forecast", gettext("share of effort wished"))] if wishes else []),
    ]
    numbers_at = frozenset(range(1, len(heads)))
    return Chart(
        "efforts", title, whole({"layer": layers, "usermeta": {"least": 320}}, height=height), heads, rows, values, sentence(found), legend,
        height=height, numbers=numbers_at,
    )  # fmt: skip


def _named(row: Any) -> str:
    """On two lines where it is long: beside it the bars keep their room, on a phone too."""
    lines = wrap(str(row.audience), 20, max_lines=2, placeholder="…") or [""]
    return "\n".join(lines)


def _said(share: Any, language: str, signed: bool = False) -> str:
    if share is None:
        return numbers.DASH
    return numbers.number(share, language, 0, signed=True) if signed else numbers.percent(share, language, 0)


def sentence(found: Efforts) -> str:
    """Who is neglected and who is favoured against the wish."""
    language = get_language() or "en"
    if not found.is_known:
        return gettext("Nothing is known of these years.")
    said = []
    for row, words in (
        (found.neglected, gettext("%(name)s is neglected most: %(had)s of the effort against %(wished)s wished.")),
        (found.favoured, gettext("%(name)s is favoured most: %(had)s of the effort against %(wished)s wished.")),
    ):
        if row is not None:
            facts = {
                "name": row.audience,
                "had": numbers.percent(row.effort_share, language, 0),
                "wished": numbers.percent(row.wished, language, 0),
            }
            said.append(words % facts)
    if not said:
        if any(row.gap is not None for row in found.rows):
            return gettext("Each audience had about the share that was wished.")
        return gettext("No share of effort is wished yet: it is said on each audience’s page.")
    return " ".join(said)
