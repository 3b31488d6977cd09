"""Charts of the analysis: cumulative flow, what is done a week, how old what is open is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import gettext as _

from regie.lib import dates, numbers
from regie.ui.charts import Chart, Key, Point, bars, line
from regie.ui.charts.chart import labels, whole
from regie.ui.charts.layers import key, time_axis
from regie.work.reading.stuck import Shown
from regie.work.saying import language

BANDS = (("ended", "spent"), ("begun", "committed"), ("opened", "planned"))


def _day(moment: float) -> date:
    return datetime.fromtimestamp(moment + 43_200, UTC).date()


def of_name(name: str, shown: Shown) -> Chart | None:
    if shown.is_empty:
        return None
    return {"throughput": throughput, "cumulative": cumulative, "ages": ages}.get(name, lambda _shown: None)(shown)


def throughput(shown: Shown) -> Chart:
    """Tasks done a week; the week under way is left out, since it is not over."""
    points = [Point(_day(edge), float(count)) for edge, count in zip(shown.weeks[:-2], shown.throughput[:-1], strict=True)]
    return line("throughput", _("Tasks done a week"), points, rhythm="week", height=220)


def ages(shown: Shown) -> Chart:
    names = [_("less than a day"), _("up to a week"), _("up to two weeks"), _("up to four weeks"), _("more than four weeks")]
    return bars("ages", _("Open tasks by age, in working time"), list(zip(names, map(float, shown.ages), strict=True)))


def cumulative(shown: Shown) -> Chart:
    """Three bands from the ground: done, begun, waiting to begin. Where a band widens, work piles up."""
    tells_begin = shown.whole.cycle is not None  # most other tools do not say when work began
    bands = [band for band in BANDS if tells_begin or band[0] != "begun"]
    counted = {name: [int(each) for each in shown.cumulative[name][:-1]] for name, _look in BANDS}
    days = [_day(edge) for edge in shown.weeks[:-1]]
    floor = counted["ended"][0] if days else 0
    names = {
        "ended": _("done"),
        "begun": _("in progress or at the gate"),
        "opened": _("waiting to begin") if tells_begin else _("under way"),
    }
    below = [floor] * len(days)
    layers: list[dict[str, Any]] = []
    points = [Point(day, float(value)) for day, value in zip(days, counted["opened"], strict=True)]
    highest = max(counted["opened"], default=1) - floor
    from regie.ui.charts.chart import ticks

    marks = ticks(0, max(highest, 1), 5)
    words = {key(mark): numbers.number(mark, language()) for mark in marks}
    for name, look in bands:
        top = [max(each, low) for each, low in zip(counted[name], below, strict=True)]
        rows = [
            {"on": day.isoformat(), "from": low - floor, "to": high - floor, "word": f"{names[name]} {high - low}"}
            for day, low, high in zip(days, below, top, strict=True)
        ]
        layers.append(
            {
                "data": {"values": rows},
                "mark": {"type": "area", "color": f"var(--money-{look})", "interpolate": "linear", "opacity": 1},
                "encoding": {
                    "x": {"field": "on", "type": "temporal", "scale": {"type": "utc", "padding": 0}, "axis": time_axis(points, "week", language(), False)},
                    "y": {"field": "from", "type": "quantitative", "scale": {"domain": [marks[0], marks[-1]], "nice": False}, "axis": {"values": marks, "labelExpr": labels(words, "datum.value")}},
                    "y2": {"field": "to"},
                    "tooltip": {"field": "word"},
                },
            }
        )  # fmt: skip
        below = top
    heads = [_("Week"), _("Opened in all"), _("Begun in all"), _("Done in all"), _("Under way")]
    values: list[list[Any]] = [
        [day, opened, begun, ended, opened - ended]
        for day, opened, begun, ended in zip(days, counted["opened"], counted["begun"], counted["ended"], strict=True)
    ][::-1]
    says = _("Tasks opened, begun and done over %(weeks)s weeks; %(open)s are under way at the end.")
    if not tells_begin:
        heads, values = [*heads[:2], *heads[3:]], [[*row[:2], *row[3:]] for row in values]
        says = _("Tasks opened and done over %(weeks)s weeks; %(open)s are under way at the end.")
    table = [
        [dates.period(row[0], "week", language()), *(numbers.number(each, language()) for each in row[1:])] for row in values
    ]
    says %= {"weeks": len(days), "open": values[0][-1] if values else 0}
    legend = [Key(look, names[name]) for name, look in bands]
    return Chart(
        "cumulative", _("Cumulative flow"), whole({"layer": layers}, height=260), heads, table, values, says, legend, height=260,
        numbers=frozenset(range(1, len(heads))),
    )  # fmt: skip
