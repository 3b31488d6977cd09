"""A diagram laid out: bounds of shapes, corners of ways, places of labels. Pure; `diagram` writes it into a file.

The flow runs downwards with lanes as columns, or to the right with lanes as rows. Ways that go back run outside, on the left
(above when the flow runs to the right). Two thousand shapes take well under two seconds.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

from .placing import Grid, Link, Shape, place
from .routing import Router, Routes

DOWN, RIGHT = "down", "right"

GUTTER = 44
CHANNEL = 40
EDGE = 24  # around everything
TRACK = 14
SIGN, LINE = 5.8, 14  # of a label: the width of a letter, the height of a line
LABEL = 15  # letters in a line of a label

Box = tuple[float, float, float, float]  # left, top, width, height


@dataclass
class Picture:
    bounds: dict[str, Box] = field(default_factory=dict)
    points: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)
    bands: dict[str, Box] = field(default_factory=dict)  # of each lane
    width: float = 0
    height: float = 0


def arrange(
    shapes: list[Shape],
    links: list[Link],
    lanes: Sequence[str] = (),
    direction: str = DOWN,
    names: Mapping[str, str] = MappingProxyType({}),
) -> Picture:
    """Lays out shapes and links. `names` are the words that stand beside shapes (events, gateways), by id."""
    known = {shape.id for shape in shapes}
    links = [link for link in links if link.source in known and link.target in known and link.source != link.target]
    if direction == RIGHT:
        shapes = [_turned(shape) for shape in shapes]
    grid = place(shapes, links, lanes)
    routes = Router(shapes, grid).route(links)
    picture = _measure(shapes, grid, routes, lanes)
    if direction == RIGHT:
        _turn(picture)
    _label(picture, shapes, links, names, direction)
    return picture


def _turned(shape: Shape) -> Shape:
    return Shape(shape.id, shape.height, shape.width, shape.lane, shape.slim, shape.attached_to, shape.last)


def _turn(picture: Picture) -> None:
    for boxes in (picture.bounds, picture.bands):
        for key, (x, y, width, height) in boxes.items():
            boxes[key] = (y, x, height, width)
    picture.points = {key: [(y, x) for x, y in points] for key, points in picture.points.items()}
    picture.width, picture.height = picture.height, picture.width


def _measure(shapes: list[Shape], grid: Grid, routes: Routes, lanes: Sequence[str]) -> Picture:
    columns, ranks = len(grid.band), grid.ranks
    widths, heights = [96.0] * columns, [24.0] * ranks
    for shape in shapes:
        if not shape.attached_to:
            column, rank = grid.column[shape.id], grid.rank[shape.id]
            widths[column] = max(widths[column], shape.width)
            heights[rank] = max(heights[rank], shape.height)

    def gap(of: dict, index: int, last: int, least: float) -> float:
        tracks = routes.tracks(of, index)
        base = EDGE if index in (0, last) else least
        if of is routes.gutters and not index and tracks:
            return EDGE + tracks * TRACK + 12  # room for a word beside the gateway it leaves
        return max(base, (tracks + 1) * TRACK + (10 if tracks else 0))

    left, gutter_at = _sums(widths, [gap(routes.gutters, index, columns, GUTTER) for index in range(columns + 1)])
    top, channel_at = _sums(heights, [gap(routes.channels, index, ranks, CHANNEL) for index in range(ranks + 1)])
    picture = Picture(width=gutter_at[-1][0] + gutter_at[-1][1], height=channel_at[-1][0] + channel_at[-1][1])
    for shape in shapes:
        if not shape.attached_to:
            x, y = left[grid.column[shape.id]], top[grid.rank[shape.id]]
            column_width, rank_height = widths[grid.column[shape.id]], heights[grid.rank[shape.id]]
            picture.bounds[shape.id] = (
                round(x + (column_width - shape.width) / 2, 1),
                round(y + (rank_height - shape.height) / 2, 1),
                shape.width,
                shape.height,
            )
    _attach(shapes, picture)
    centre = {key: (x + w / 2, y + h / 2) for key, (x, y, w, h) in picture.bounds.items()}

    def track(at: list, tracks: int, index: int, run) -> float:
        start, size = at[index]
        if at is gutter_at and not index:
            return start + EDGE - 6 + run.track * TRACK
        return start + (size - (tracks - 1) * TRACK) / 2 + run.track * TRACK

    def across(spec: tuple) -> float:
        if spec[0] == "column":
            return left[spec[1]] + widths[spec[1]] / 2
        return track(gutter_at, routes.tracks(routes.gutters, spec[1]), spec[1], spec[2])

    def along(spec: tuple) -> float:
        if spec[0] == "beside":
            return centre[spec[1]][1]
        if spec[0] == "rank":
            return top[spec[1]] + heights[spec[1]] / 2
        return track(channel_at, routes.tracks(routes.channels, spec[1]), spec[1], spec[2])

    for key, corners in routes.corners.items():
        middle = [(across(corner[0]), along(corner[1])) for corner in corners[1:-1]]
        picture.points[key] = _clipped(corners[0][1], middle, corners[-1][1], picture.bounds)
    _bands(picture, grid, lanes, gutter_at)
    return picture


def _sums(sizes: list[float], gaps: list[float]) -> tuple[list[float], list[tuple[float, float]]]:
    """Where each size starts and, for each gap, where it starts and how large it is."""
    starts, between, at = [], [], 0.0
    for index, gap in enumerate(gaps):
        between.append((at, gap))
        at += gap
        if index < len(sizes):
            starts.append(at)
            at += sizes[index]
    return starts, between


def _attach(shapes: list[Shape], picture: Picture) -> None:
    seated: dict[str, int] = defaultdict(int)
    for shape in shapes:
        if shape.attached_to not in picture.bounds:
            continue
        x, y, width, height = picture.bounds[shape.attached_to]
        seat = seated[shape.attached_to]
        seated[shape.attached_to] += 1
        middle = (x + width, y + 4) if seat == 1 else (x + width - 24 - 44 * max(0, seat - 1), y + height)
        picture.bounds[shape.id] = (middle[0] - shape.width / 2, middle[1] - shape.height / 2, shape.width, shape.height)


def _clipped(source: str, middle: list, target: str, bounds: dict[str, Box]) -> list[tuple[float, float]]:
    """The way from border to border, without corners that turn nowhere."""

    def border(box: Box, towards: tuple[float, float]) -> tuple[float, float]:
        x, y, width, height = box
        cx, cy = x + width / 2, y + height / 2
        if abs(towards[0] - cx) < abs(towards[1] - cy) and abs(towards[0] - cx) < 1:
            return cx, y + height if towards[1] > cy else y
        return (x + width if towards[0] > cx else x), cy

    def heart(box: Box) -> tuple[float, float]:
        return box[0] + box[2] / 2, box[1] + box[3] / 2

    inner = middle or [heart(bounds[target])]
    start = border(bounds[source], inner[0])
    inner = middle or [heart(bounds[source])]
    end = border(bounds[target], inner[-1])
    points: list[tuple[float, float]] = []
    for point in [start, *middle, end]:
        point = (round(point[0], 1), round(point[1], 1))
        if points and points[-1] == point:
            continue
        if len(points) > 1 and (points[-2][0] == points[-1][0] == point[0] or points[-2][1] == points[-1][1] == point[1]):
            points.pop()
        points.append(point)
    return points


def _bands(picture: Picture, grid: Grid, lanes: Sequence[str], gutters: list[tuple[float, float]]) -> None:
    for lane in lanes:
        columns = [index for index, band in enumerate(grid.band) if band == lane]
        first, last = columns[0], columns[-1]
        start = 0.0 if first == 0 else gutters[first][0] + GUTTER / 2
        end = picture.width if last == len(grid.band) - 1 else gutters[last + 1][0] + GUTTER / 2
        picture.bands[lane] = (start, 0.0, end - start, picture.height)


def lines(text: str, letters: int = LABEL) -> list[str]:
    return textwrap.wrap(text, letters) or [""]


def _label(picture: Picture, shapes: list[Shape], links: list[Link], names: Mapping[str, str], direction: str) -> None:
    leaving: dict[str, list] = defaultdict(list)
    for link in links:
        if link.id in picture.points:
            leaving[link.source].append(picture.points[link.id])
    for shape in shapes:
        name = names.get(shape.id, "")
        if not name or shape.id not in picture.bounds:
            continue
        x, y, width, height = picture.bounds[shape.id]
        size = label_size(name)
        if shape.attached_to:
            spot = (x + width + 2, y + height / 2 + 4)
        elif direction == RIGHT:
            spot = (x + width / 2 - size[0] / 2, y + height + 4) if width < 40 else (x + width / 2 + 6, y - size[1] + 8)
        elif width < 40:
            sides = {round(points[0][0]) for points in leaving[shape.id]}
            right = round(x + width) not in sides
            spot = (x + width + 6 if right else x - size[0] - 6, y + height / 2 - size[1] / 2)
        else:
            spot = (x + width / 2 - size[0] - 12, y - size[1] + 12)
        picture.labels[shape.id] = (*spot, *size)
    for link in links:
        if link.name and link.id in picture.points:
            points = picture.points[link.id]
            shared = sum(1 for others in leaving[link.source] if others[:1] == points[:1]) > 1
            picture.labels[link.id] = beside(points[-2:] if shared and len(points) > 2 else points, link.name)


def label_size(text: str) -> tuple[float, float]:
    rows = lines(text)
    return max(len(row) for row in rows) * SIGN + 6, len(rows) * LINE


def beside(points: list[tuple[float, float]], text: str) -> Box:
    """A place for a way's words: along its first stretch that is long enough, beside the line and not on it."""
    width, height = label_size(text)
    start, end = next(((a, b) for a, b in pairwise(points) if abs(a[0] - b[0]) + abs(a[1] - b[1]) > 24), (points[0], points[1]))
    if start[1] == end[1]:
        ahead = end[0] > start[0]
        return (start[0] + 5 if ahead else start[0] - width - 5, start[1] - height - 2, width, height)
    return (start[0] + 6, start[1] + 4 if end[1] > start[1] else start[1] - height - 4, width, height)
