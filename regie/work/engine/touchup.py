"""The diagram of a drawing that a table changed: what was drawn by hand stays where it is, what is new finds a place.

A diagram that stands just as `diagram.lay_out` would have put it is laid out again as a whole.
"""

from __future__ import annotations

import copy
from itertools import pairwise
from typing import TYPE_CHECKING

from lxml import etree

from .diagram import EVENTS, SCOPES, add_edge, add_shape, kind, lay_out, local
from .layout import DOWN, RIGHT, Box, beside, label_size, lines
from .model import Model
from .names import DC, DD, DI
from .reading import Drawing

if TYPE_CHECKING:
    from .redraw import Made

GAP = 50


class Touchup:
    """Made before the drawing is changed; `finish` afterwards."""

    def __init__(self, drawing: Drawing, model: Model) -> None:
        self.drawing = drawing
        self.boxes = boxes_of(drawing.root)
        self.direction = self._direction(model)
        self.whole = not self.boxes or self._is_ours()

    def _direction(self, model: Model) -> str:
        down = 0.0
        for way in model.ways:
            if not way.is_back and way.source in self.boxes and way.target in self.boxes:
                one, other = self.boxes[way.source], self.boxes[way.target]
                down += (other[1] - one[1]) - (other[0] - one[0])
        return DOWN if down > 0 or not self.boxes else RIGHT

    def _is_ours(self) -> bool:
        trial = copy.deepcopy(self.drawing.root)
        lay_out(trial, self.direction)
        ours = boxes_of(trial)
        return ours.keys() == self.boxes.keys() and all(
            all(abs(a - b) < 1 for a, b in zip(ours[key], self.boxes[key], strict=True)) for key in ours
        )

    def finish(self, made: Made) -> None:
        root = self.drawing.root
        if self.whole:
            lay_out(root, self.direction)
            return
        plane = root.find(f"{{{DI}}}BPMNDiagram/{{{DI}}}BPMNPlane")
        if plane is None:
            return
        self.boxes = boxes_of(root)
        waiting = list(made.nodes)
        while waiting:  # in the order of the flow, as far as it has one
            id = next(
                (each for each in waiting if any(o in self.boxes for o in self._neighbours(each, "targetRef", "sourceRef"))),
                waiting[0],
            )
            waiting.remove(id)
            if id in self.boxes:  # moved between groups
                self._forget(id)
            self._place(plane, id)
        for way in made.ways:
            self._draw(plane, way)

    def _forget(self, id: str) -> None:
        del self.boxes[id]
        for shape in list(self.drawing.root.iter(f"{{{DI}}}BPMNShape")):
            if local(shape.get("bpmnElement")) == id:
                shape.getparent().remove(shape)

    def _place(self, plane: etree._Element, id: str) -> None:
        element = self.drawing.element(id)
        size = _size(element)
        before = [each for each in self._neighbours(id, "targetRef", "sourceRef") if each in self.boxes]
        after = self._beyond(id)
        if before:
            x, y, w, h = max((self.boxes[each] for each in before), key=lambda box: box[1] if self.direction == DOWN else box[0])
            spot = (x + w / 2 - size[0] / 2, y + h + GAP) if self.direction == DOWN else (x + w + GAP, y + h / 2 - size[1] / 2)
        elif after:
            x, y, w, h = self.boxes[after[0]]
            spot = (x, y)
        else:
            inner = [box for box in self.boxes.values()]
            spot = (min(box[0] for box in inner), max(box[1] + box[3] for box in inner) + GAP)
        spot = self._in_lane(id, spot, size)
        across = 1 if self.direction == RIGHT else 0
        ahead = [self.boxes[each] for each in after if self.boxes[each][1 - across] >= spot[1 - across] - 1]
        if ahead:
            lack = spot[1 - across] + size[1 - across] + GAP - min(box[1 - across] for box in ahead)
            if lack > 0:
                self._make_room(spot[1 - across] - 1, lack)
        box = (*spot, *size)
        frames = self._frames()
        for _try in range(200):
            others = [other for key, other in self.boxes.items() if key not in frames]
            hit = next((other for other in others if _overlap(box, other)), None)
            if hit is None:
                break
            moved = hit[across] + hit[2 + across] + 30
            box = (moved, box[1], *size) if across == 0 else (box[0], moved, *size)
        self.boxes[id] = box
        label = None
        if size[0] < 60 and element.get("name"):
            wide = label_size(element.get("name"))
            label = (box[0] + box[2] / 2 - wide[0] / 2, box[1] + box[3] + 4, *wide)
        add_shape(plane, element, box, label)

    def _in_lane(self, id: str, spot: tuple[float, float], size: tuple[float, float]) -> tuple[float, float]:
        """In the middle of its lane, where the place it would take lies in another."""
        lane = next(
            (
                each.getparent().get("id")
                for each in self.drawing.root.iter("{*}flowNodeRef")
                if (each.text or "").strip() == id and each.getparent().get("id") in self.boxes
            ),
            None,
        )
        if lane is None:
            return spot
        x, y, w, h = self.boxes[lane]
        if self.direction == DOWN and not x <= spot[0] <= x + w - size[0]:
            return x + w / 2 - size[0] / 2, spot[1]
        if self.direction == RIGHT and not y <= spot[1] <= y + h - size[1]:
            return spot[0], y + h / 2 - size[1] / 2
        return spot

    def _beyond(self, id: str) -> list[str]:
        """What follows and has a place already, seen through what has none yet."""
        found, seen, waiting = [], {id}, [id]
        while waiting:
            for each in self._neighbours(waiting.pop(), "sourceRef", "targetRef"):
                if each in self.boxes:
                    found.append(each)
                elif each not in seen:
                    seen.add(each)
                    waiting.append(each)
        return list(dict.fromkeys(found))

    def _neighbours(self, id: str, here: str, there: str) -> list[str]:
        flows = self.drawing.root.iter("{*}sequenceFlow")
        return [local(each.get(there)) or "" for each in flows if local(each.get(here)) == id]

    def _frames(self) -> set[str]:
        kinds = {"participant", "lane", *SCOPES}
        return {id for id in self.boxes if (found := self.drawing.element(id)) is not None and kind(found) in kinds}

    def _make_room(self, start: float, by: float) -> None:
        """Moves all that lies beyond a line along the flow, and stretches what reaches over it."""
        name, size = ("y", "height") if self.direction == DOWN else ("x", "width")
        for bounds in self.drawing.root.iter(f"{{{DC}}}Bounds"):
            low, long = float(bounds.get(name, 0)), float(bounds.get(size, 0))
            if low >= start:
                bounds.set(name, f"{low + by:g}")
            elif low + long > start and bounds.getparent().tag == f"{{{DI}}}BPMNShape" and long > 150:
                bounds.set(size, f"{long + by:g}")
        for point in self.drawing.root.iter(f"{{{DD}}}waypoint"):
            if float(point.get(name, 0)) >= start:
                point.set(name, f"{float(point.get(name)) + by:g}")
        self.boxes = {**self.boxes, **boxes_of(self.drawing.root)}

    def _draw(self, plane: etree._Element, way: str) -> None:
        element = self.drawing.element(way)
        source, target = local(element.get("sourceRef")), local(element.get("targetRef"))
        if source not in self.boxes or target not in self.boxes:
            return
        frames = self._frames()
        others = [box for key, box in self.boxes.items() if key not in frames and key not in {source, target}]
        points = connect(self.boxes[source], self.boxes[target], others, self.direction)
        add_edge(plane, way, points, beside(points, element.get("name")) if element.get("name") else None)


def connect(one: Box, other: Box, others: list[Box], direction: str) -> list[tuple[float, float]]:
    """A way of right angles from shape to shape that crosses no other, the shortest of the plain ones; outside if need be."""
    if direction == RIGHT:
        turned = [(y, x, h, w) for x, y, w, h in (one, other, *others)]
        return [(y, x) for x, y in connect(turned[0], turned[1], turned[2:], DOWN)]
    (x1, y1, w1, h1), (x2, y2, w2, h2) = one, other
    a, b = (x1 + w1 / 2, y1 + h1 / 2), (x2 + w2 / 2, y2 + h2 / 2)
    left = min(box[0] for box in (one, other, *others)) - 30
    tries: list[list[tuple[float, float]]] = []
    if y2 >= y1 + h1:
        middle = (y1 + h1 + y2) / 2
        if abs(a[0] - b[0]) < 1:
            tries.append([(a[0], y1 + h1), (b[0], y2)])
        side = x1 + w1 if b[0] > a[0] else x1
        if not x1 - 10 <= b[0] <= x1 + w1 + 10:
            tries.append([(side, a[1]), (b[0], a[1]), (b[0], y2)])
        if not x2 - 10 <= a[0] <= x2 + w2 + 10:
            tries.append([(a[0], y1 + h1), (a[0], b[1]), (x2 if b[0] > a[0] else x2 + w2, b[1])])
        tries += [[(a[0], y1 + h1), (a[0], level), (b[0], level), (b[0], y2)] for level in (middle, y1 + h1 + 15, y2 - 15)]
    tries.append([(x1, a[1]), (left, a[1]), (left, b[1]), (x2, b[1])])
    tries.append([(a[0], y1 + h1), (a[0], y1 + h1 + 15), (left, y1 + h1 + 15), (left, y2 - 15), (b[0], y2 - 15), (b[0], y2)])
    return next((path for path in tries if _clear(path, others)), tries[-1])


def _clear(path: list[tuple[float, float]], others: list[Box]) -> bool:
    for (ax, ay), (bx, by) in pairwise(path):
        stretch = (min(ax, bx) - 1, min(ay, by) - 1, abs(ax - bx) + 2, abs(ay - by) + 2)
        if any(_overlap(stretch, box) for box in others):
            return False
    return True


def _overlap(one: Box, other: Box) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def _size(element: etree._Element) -> tuple[float, float]:
    what = kind(element)
    if what in EVENTS:
        return 36.0, 36.0
    if what.endswith("Gateway"):
        return 50.0, 50.0
    return 120.0, float(max(72, 32 + 15 * len(lines(element.get("name") or "", 17))))


def boxes_of(root: etree._Element) -> dict[str, Box]:
    found: dict[str, Box] = {}
    for shape in root.iter(f"{{{DI}}}BPMNShape"):
        bounds = shape.find(f"{{{DC}}}Bounds")
        if bounds is not None:
            found[local(shape.get("bpmnElement")) or ""] = tuple(
                float(bounds.get(each, 0)) for each in ("x", "y", "width", "height")
            )  # type: ignore[assignment]
    return found
