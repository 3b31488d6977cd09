"""The charts of a document as SVG, drawn from the numbers that it keeps."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.utils import translation

from regie.ui.charts import Chart, Point, line
from regie.ui.charts.response import drawing
from regie.ui.colours import colours

WIDTH, HEIGHT = 560, 190
_COLOUR = re.compile(r'"(#[0-9a-f]{6})"')


def chart_of(kept: dict[str, Any], language: str, compact: bool = False) -> Chart:
    """A kept line as the house draws lines."""
    points = [
        Point(date.fromisoformat(on), value, state=state, low=low, high=high) for on, value, low, high, state in kept["points"]
    ]
    with translation.override(language):
        return line(
            f"chart-{kept['key']}",
            kept["name"],
            points,
            unit=kept["unit"],
            rhythm=kept["grain"],
            edge=kept["edge"],
            says=kept["says"],
            height=HEIGHT,
            compact=compact,
        )


def large(kept: dict[str, Any], language: str, width: int = WIDTH) -> str:
    with translation.override(language):
        return drawing(chart_of(kept, language), width)


def themed(svg: str) -> str:
    """The drawing with the names of our colours in the place of those of paper: the page's theme says what they are."""
    names: dict[str, str] = {}
    for name, colour in colours("light").items():
        names.setdefault(colour, name)
    return _COLOUR.sub(lambda found: f'"var(--{names[found[1]]})"' if found[1] in names else found[0], svg)


def bare(kept: dict[str, Any], width: float = 252, height: float = 44) -> str:
    """The line alone with its band, as the first page shows it."""
    ink = colours("light")
    known = [point[1] for point in kept["points"] if point[1] is not None]
    low, high = kept["points"][-1][2], kept["points"][-1][3]
    edges = [edge for edge in (low, high) if edge is not None]
    least, most = min(known + edges), max(known + edges)
    span, room = (most - least) or abs(most) or 1.0, 4.0
    step = (width - 2 * room) / max(len(kept["points"]) - 1, 1)

    def y(value: float) -> float:
        return round(height - room - (value - least) / span * (height - 2 * room), 2)

    parts = []
    if edges:
        top, bottom = y(high) if high is not None else 0, y(low) if low is not None else height
        parts.append(f'<rect x="0" y="{top}" width="{width}" height="{bottom - top:.2f}" fill="{ink["chart-band"]}"/>')
        dashes = f'stroke="{ink["chart-edge"]}" stroke-width="1" stroke-dasharray="2.5 2.5"'
        parts += [f'<path d="M0 {y(edge)}H{width}" fill="none" {dashes}/>' for edge in edges]
    places = [(round(room + at * step, 2), point) for at, point in enumerate(kept["points"])]
    path, is_down = "", False
    for x, point in places:
        if point[1] is not None:
            path += f"{'L' if is_down else 'M'}{x} {y(point[1])}"
        is_down = point[1] is not None
    parts.append(f'<path d="{path}" fill="none" stroke="{ink["chart-line"]}" stroke-width="1.5" stroke-linejoin="round"/>')
    last = max(at for at, (_x, point) in enumerate(places) if point[1] is not None)
    for at, (x, point) in enumerate(places):
        if point[1] is not None and (point[4] == "breach" or at == last):
            colour = ink["breach-mark"] if point[4] == "breach" else ink["chart-line"]
            parts.append(f'<circle cx="{x}" cy="{y(point[1])}" r="3" fill="{colour}"/>')
    return _svg(width, height, parts)


def money(kept: dict[str, Any], width: float = 252, height: float = 20) -> str:
    """Spent and committed on the scale of the whole, with the line where the money ends."""
    ink = colours("light")
    parts_of = [("spent", kept["spent"]), ("committed", kept["committed"])]
    scale = max(kept["whole"], kept["spent"] + kept["committed"]) or 1.0
    top = 3.0
    parts = [
        f'<rect x="0.5" y="{top + 0.5}" width="{width - 1}" height="{height - top - 1}" fill="{ink["sunken"]}" '
        f'stroke="{ink["rule-strong"]}" stroke-width="0.75"/>'
    ]
    at = 0.0
    for name, amount in parts_of:
        wide = amount / scale * width
        if wide > 0:
            parts.append(
                f'<rect x="{at:.2f}" y="{top}" width="{wide:.2f}" height="{height - top}" fill="{ink[f"money-{name}"]}"/>'
            )
        at += max(wide, 0)
    limit = min(kept["whole"] / scale * width, width - 0.75)
    parts.append(f'<path d="M{limit:.2f} 0V{height}" stroke="{ink["ink"]}" stroke-width="1.5"/>')
    return _svg(width, height, parts)


def _svg(width: float, height: float, parts: list[str]) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">{"".join(parts)}</svg>'
