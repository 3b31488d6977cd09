"""Small pictures made by the server: a line with its band, a bar of money. They stretch; their strokes do not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from regie.lib.numbers import exact

WIDTH, HEIGHT, EDGE = 100.0, 40.0, 2.1


def _at(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def spark(points: Iterable[Any], low: Any = None, high: Any = None, states: Sequence[str] = ()) -> SafeString:
    """A line through `points` (None leaves a gap) with the band between `low` and `high`, either of which may be open.

    `states` names the state of points, aligned on the right: those out of the band get a mark, the last one always.
    """
    values = [None if (number := exact(point)) is None else float(number) for point in points]
    known = [value for value in values if value is not None]
    if not known:
        return mark_safe('<svg class="spark" viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true"></svg>')
    edges = [float(number) for edge in (low, high) if (number := exact(edge)) is not None]
    least, most = min(known + edges), max(known + edges)
    span = (most - least) or abs(most) or 1.0
    if most == least:
        least -= span / 2
    step = WIDTH / max(len(values) - 1, 1)

    def y(value: float) -> float:
        return HEIGHT - EDGE - (value - least) / span * (HEIGHT - 2 * EDGE)

    parts: list[str] = []
    if edges:
        bottom, top = exact(low), exact(high)
        above = 0.0 if top is None else y(float(top))
        below = HEIGHT if bottom is None else y(float(bottom))
        parts.append(f'<rect class="spark__band" x="0" y="{_at(above)}" width="100" height="{_at(max(below - above, 0))}"/>')
        parts.append(f'<path class="spark__edge" d="{"".join(f"M0 {_at(y(edge))}h100" for edge in edges)}"/>')
    places = [None if value is None else (index * step, y(value)) for index, value in enumerate(values)]
    line = ""
    for before, here in pairwise([None, *places]):
        if here is not None:
            line += f"{'L' if before is not None else 'M'}{_at(here[0])} {_at(here[1])}"
    parts.append(f'<path class="spark__line" d="{line}"/>')
    marks = [""] * (len(values) - len(states)) + list(states)[-len(values) :]
    last = max(index for index, place in enumerate(places) if place is not None)
    for index, place in enumerate(places):
        look = {"breach": "out", "watch": "near"}.get(marks[index], "end" if index == last else "")
        if place is not None and look and (look != "near" or index == last):
            parts.append(f'<path class="spark__{look}" d="M{_at(place[0])} {_at(place[1])}h0"/>')
    return mark_safe(  # noqa: S308
        f'<svg class="spark" viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">{"".join(parts)}</svg>'
    )


def money_bar(
    whole: Any, spent: Any = 0, committed: Any = 0, planned: Any = 0, forecast: Any = None, scale: Any = None
) -> SafeString:
    """Spent, committed and planned, with the limit where the whole ends, what goes over it, and where it will end.

    Alone it fills its width; `scale` is the amount that the width stands for, so that several bars compare.
    """
    limit, ends = float(exact(whole) or 0), exact(forecast)
    parts = [
        (name, float(exact(value) or 0)) for name, value in (("spent", spent), ("committed", committed), ("planned", planned))
    ]
    total = sum(value for _name, value in parts)
    width = float(exact(scale) or 0) or max(limit, total, float(ends or 0)) or 1.0
    drawn, at = [f'<rect class="money-bar__whole" width="{_at(limit / width * 100)}%" height="100%"/>'], 0.0
    for name, value in parts:
        share = max(value, 0) / width * 100
        if share > 0:
            drawn.append(f'<rect class="money-bar__{name}" x="{_at(at)}%" width="{_at(share)}%" height="100%"/>')
        at += share
    place = limit / width * 100
    if total > limit > 0:
        over = _at((total - limit) / width * 100)
        drawn.append(f'<rect class="money-bar__over" x="{_at(place)}%" width="{over}%" y="80%" height="20%"/>')
    if limit:
        drawn.append(f'<line class="money-bar__limit" x1="{_at(place)}%" x2="{_at(place)}%" y1="-3" y2="100%"/>')
    if ends is not None:
        end = _at(min(float(ends) / width * 100, 100))
        drawn.append(f'<line class="money-bar__forecast" x1="{end}%" x2="{end}%" y1="-5" y2="100%"/>')
    return mark_safe(f'<svg class="money-bar" aria-hidden="true">{"".join(drawn)}</svg>')  # noqa: S308
