"""A BPMN file's diagram, drawn anew from its meaning: shapes and edges for everything that is in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from .layout import DOWN, RIGHT, Box, Picture, arrange, label_size, lines
from .model import Outcome
from .names import BPMN, DC, DD, DI, bpmn, regie
from .placing import Link, Shape

EVENTS = {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"}
TASKS = {
    *("task", "userTask", "manualTask", "serviceTask", "scriptTask", "sendTask", "receiveTask", "businessRuleTask"),
    "callActivity",
}
SCOPES = {"subProcess", "transaction", "adHocSubProcess"}
DATA = {"dataObjectReference", "dataStoreReference", "textAnnotation"}
HEADER = 30  # the band of a pool or a lane that carries its name
ASIDE = 46  # between the flow and what stands beside it


@dataclass
class Page:
    """Everything placed, in one coordinate system."""

    boxes: dict[str, Box] = field(default_factory=dict)
    points: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)
    framed: set[str] = field(default_factory=set)  # pools and lanes

    def take(self, picture: Picture, x: float, y: float) -> None:
        for mine, theirs in ((self.boxes, picture.bounds), (self.labels, picture.labels)):
            mine.update({key: (a + x, b + y, c, d) for key, (a, b, c, d) in theirs.items()})
        self.points.update({key: [(a + x, b + y) for a, b in each] for key, each in picture.points.items()})


def lay_out(root: etree._Element, direction: str = DOWN) -> None:
    """Draws the whole file's diagram anew, in place. The rest of the file stays as it is."""
    page = Page()
    pools = root.findall(f"{bpmn('collaboration')}/{bpmn('participant')}")
    processes = {each.get("id"): each for each in root.findall(bpmn("process"))}
    at = 0.0
    for pool in pools:
        process = processes.pop(local(pool.get("processRef")), None)
        if process is not None:
            at = _pool(page, pool, process, direction, at) + ASIDE
    for process in processes.values():
        at = _pool(page, None, process, direction, at) + ASIDE
    reach = max((box[3 if direction == DOWN else 2] for box in page.boxes.values()), default=400)
    for pool in pools:
        if pool.get("id") not in page.boxes:
            page.boxes[pool.get("id")] = (at, 0, 80, reach) if direction == DOWN else (0, at, reach, 80)
            page.framed.add(pool.get("id"))
            at += 80 + ASIDE
    _between(page, root, direction)
    _write(root, page, direction)


def local(name: str | None) -> str | None:
    return name.rpartition(":")[2] if name else name


def kind(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def scope(element: etree._Element, direction: str, lanes: dict[str, str] | None = None) -> Picture:
    """The flow of a process or a sub-process, with sub-processes opened, what it reads and writes beside it."""
    lanes = lanes or {}
    shapes, links, names, inner = [], [], {}, {}
    for child in element:
        what, key = kind(child), child.get("id")
        if what in SCOPES:
            inner[key] = scope(child, direction)
            width = max(140.0, inner[key].width + 16)
            shapes.append(Shape(key, width, max(80.0, inner[key].height + HEADER), lanes.get(key, "")))
        elif what in TASKS:
            rows = lines(child.get("name") or "", 17)
            shapes.append(Shape(key, 120, max(72, 32 + 15 * len(rows)), lanes.get(key, "")))
        elif what in EVENTS:
            shapes.append(
                Shape(key, 36, 36, lanes.get(key, ""), True, local(child.get("attachedToRef")) or "", what == "endEvent")
            )
            names[key] = child.get("name")
        elif what.endswith("Gateway"):
            shapes.append(Shape(key, 50, 50, lanes.get(key, ""), True))
            names[key] = child.get("name")
        elif what == "sequenceFlow":
            links.append(_link(child))
    order = list(dict.fromkeys(lanes.values()))
    picture = arrange(shapes, links, order, direction, names)
    for key, each in inner.items():
        x, y, *_ = picture.bounds[key]
        for mine, theirs in ((picture.bounds, each.bounds), (picture.labels, each.labels)):
            mine.update({name: (a + x + 8, b + y + HEADER - 6, c, d) for name, (a, b, c, d) in theirs.items()})
        picture.points.update({n: [(a + x + 8, b + y + HEADER - 6) for a, b in path] for n, path in each.points.items()})
    _aside(picture, element, direction)
    return picture


def _link(flow: etree._Element) -> Link:
    ours = flow.find(f"{bpmn('extensionElements')}/{regie('way')}")
    return Link(
        flow.get("id"),
        local(flow.get("sourceRef")) or "",
        local(flow.get("targetRef")) or "",
        flow.get("name") or "",
        ours is not None and ours.get("outcome") == Outcome.SENT_BACK,
    )


def _aside(picture: Picture, element: etree._Element, direction: str) -> None:
    """Data and notes stand beyond the flow, each as near as may be to what it belongs to."""
    near = {a: b for pair in _associations(element).values() for a, b in (pair, pair[::-1])}
    free = 20.0
    things = [child for child in element if kind(child) in DATA]
    things.sort(key=lambda child: picture.bounds.get(near.get(child.get("id"), ""), (0, 0))[1 if direction == DOWN else 0])
    edge = picture.width if direction == DOWN else picture.height
    for child in things:
        note = kind(child) == "textAnnotation"
        text = "".join(child.itertext()).strip() if note else child.get("name") or ""
        width, height = (130.0, max(30.0, 15.0 * len(lines(text, 20)) + 8)) if note else (40.0, 50.0)
        x, y, w, h = picture.bounds.get(near.get(child.get("id"), ""), (0, 0, 0, 0))
        if direction == DOWN:
            spot = (edge, max(free, y + h / 2 - height / 2))
            free = spot[1] + height + 30
        else:
            spot = (max(free, x + w / 2 - width / 2), edge)
            free = spot[0] + width + 30
        picture.bounds[child.get("id")] = (*spot, width, height)
        picture.width, picture.height = max(picture.width, spot[0] + width + 20), max(picture.height, spot[1] + height + 30)
        if not note and text:
            size = label_size(text)
            picture.labels[child.get("id")] = (spot[0] + width / 2 - size[0] / 2, spot[1] + height + 3, *size)


def _associations(element: etree._Element) -> dict[str, tuple[str, str]]:
    """Ends of the associations of a scope, notes and data alike, by id."""
    found = {}
    for each in element.findall(bpmn("association")):
        found[each.get("id")] = (local(each.get("sourceRef")) or "", local(each.get("targetRef")) or "")
    for task in element:
        for each in (*task.findall(bpmn("dataInputAssociation")), *task.findall(bpmn("dataOutputAssociation"))):
            tag = "sourceRef" if kind(each) == "dataInputAssociation" else "targetRef"
            thing = (each.findtext(bpmn(tag)) or "").strip()
            ends = (thing, task.get("id")) if tag == "sourceRef" else (task.get("id"), thing)
            found[each.get("id")] = (local(ends[0]) or "", local(ends[1]) or "")
    return found


def _pool(page: Page, pool: etree._Element | None, process: etree._Element, direction: str, at: float) -> float:
    """One process, in its pool if it has one; gives where the next may start."""
    named = [(lane, local(ref.text)) for lane in process.iter(bpmn("lane")) for ref in lane.findall(bpmn("flowNodeRef"))]
    lanes = {(node or "").strip(): lane.get("id") for lane, node in named if not lane.findall(bpmn("childLaneSet"))}
    picture = scope(process, direction, lanes)
    heads = (HEADER if pool is not None else 0) + (HEADER if picture.bands else 0)
    x, y = (at, heads) if direction == DOWN else (heads, at)
    page.take(picture, x, y)
    start = HEADER if pool is not None else 0
    for lane, (a, b, width, height) in picture.bands.items():
        down = direction == DOWN
        page.boxes[lane] = (a + x, start, width, height + HEADER) if down else (start, b + y, width + HEADER, height)
        page.framed.add(lane)
    if picture.bands and direction == DOWN and picture.bounds:  # what stands beyond the lanes belongs to the last of them
        widest = max(box[0] + box[2] for box in page.boxes.values())
        key = list(picture.bands)[-1]
        a, b, _width, height = page.boxes[key]
        page.boxes[key] = (a, b, max(widest, x + picture.width) - a, height)
    if pool is not None:
        size = (picture.width, picture.height + heads) if direction == DOWN else (picture.width + heads, picture.height)
        page.boxes[pool.get("id")] = (at, 0, *size) if direction == DOWN else (0, at, *size)
        page.framed.add(pool.get("id"))
    return at + (picture.width if direction == DOWN else picture.height)


def _between(page: Page, root: etree._Element, direction: str) -> None:
    """Messages between pools, and dotted lines to notes and data: straight, or with two corners."""
    ends = {
        each.get("id"): (local(each.get("sourceRef")), local(each.get("targetRef"))) for each in root.iter(bpmn("messageFlow"))
    }
    for element in root.iter(bpmn("process"), *(bpmn(each) for each in SCOPES)):
        for key, (source, target) in _associations(element).items():
            if source in page.boxes and target in page.boxes:
                page.points[key] = _straight(page.boxes[source], page.boxes[target])
    for key, (source, target) in ends.items():
        if source in page.boxes and target in page.boxes:
            page.points[key] = _message(page, source, target, direction)


def _straight(one: Box, other: Box) -> list[tuple[float, float]]:
    a, b = (one[0] + one[2] / 2, one[1] + one[3] / 2), (other[0] + other[2] / 2, other[1] + other[3] / 2)

    def edge(box: Box, middle: tuple, aim: tuple) -> tuple[float, float]:
        dx, dy = aim[0] - middle[0], aim[1] - middle[1]
        scale = min(box[2] / 2 / abs(dx) if dx else 9e9, box[3] / 2 / abs(dy) if dy else 9e9, 1)
        return round(middle[0] + dx * scale, 1), round(middle[1] + dy * scale, 1)

    return [edge(one, a, b), edge(other, b, a)]


def _message(page: Page, source: str, target: str, direction: str) -> list[tuple[float, float]]:
    one, other = page.boxes[source], page.boxes[target]
    flip = direction == RIGHT
    if flip:
        one, other = (one[1], one[0], one[3], one[2]), (other[1], other[0], other[3], other[2])
    ahead = one[0] < other[0]
    x1, x2 = (one[0] + one[2], other[0]) if ahead else (one[0], other[0] + other[2])
    y1 = other[1] + other[3] / 2 if source in page.framed else one[1] + one[3] / 2
    y2 = y1 if target in page.framed or source in page.framed else other[1] + other[3] / 2
    bend = (x1 + x2) / 2
    path = [(x1, y1), (x2, y2)] if y1 == y2 else [(x1, y1), (bend, y1), (bend, y2), (x2, y2)]
    return [(y, x) if flip else (x, y) for x, y in path]


def _write(root: etree._Element, page: Page, direction: str) -> None:
    """The diagram anew. What others said of shapes that stay (their ids, their colours) is kept."""
    old = root.find(f"{{{DI}}}BPMNDiagram")
    said = {}
    for each in root.iter(f"{{{DI}}}BPMNShape", f"{{{DI}}}BPMNEdge"):
        said.setdefault(local(each.get("bpmnElement")), dict(each.attrib))
    for each in root.findall(f"{{{DI}}}BPMNDiagram"):
        root.remove(each)
    about = root.find(bpmn("collaboration"))
    about = root.find(bpmn("process")) if about is None else about
    picture = etree.SubElement(root, f"{{{DI}}}BPMNDiagram", dict(old.attrib) if old is not None else {"id": "Diagram"})
    plane = etree.SubElement(picture, f"{{{DI}}}BPMNPlane", id="Plane", bpmnElement=about.get("id") if about is not None else "")
    known = {each.get("id"): each for each in root.iter(f"{{{BPMN}}}*") if each.get("id")}
    rank = {"participant": 0, "lane": 1, **dict.fromkeys(SCOPES, 2)}
    depth = {key: sum(1 for _ in known[key].iterancestors()) for key in page.boxes if key in known}
    for key in sorted((key for key in page.boxes if key in known), key=lambda key: (rank.get(kind(known[key]), 3), depth[key])):
        shape = add_shape(plane, known[key], page.boxes[key], page.labels.get(key))
        shape.attrib.update({name: value for name, value in said.get(key, {}).items() if name not in OURS})
        if key in page.framed:
            shape.set("isHorizontal", "false" if direction == DOWN else "true")
    for key, points in page.points.items():
        if key in known:
            edge = add_edge(plane, key, points, page.labels.get(key))
            edge.attrib.update({name: value for name, value in said.get(key, {}).items() if name not in OURS})


OURS = {"bpmnElement", "isHorizontal", "isExpanded", "isMarkerVisible"}


def add_shape(plane: etree._Element, element: etree._Element, box: Box, label: Box | None = None) -> etree._Element:
    key = element.get("id")
    shape = etree.SubElement(plane, f"{{{DI}}}BPMNShape", id=f"{key}_di", bpmnElement=key)
    if kind(element) in SCOPES:
        shape.set("isExpanded", "true")
    if kind(element) == "exclusiveGateway":
        shape.set("isMarkerVisible", "true")
    _bounds(shape, box)
    if label:
        _bounds(etree.SubElement(shape, f"{{{DI}}}BPMNLabel"), label)
    return shape


def add_edge(plane: etree._Element, key: str, points: list[tuple[float, float]], label: Box | None = None) -> etree._Element:
    edge = etree.SubElement(plane, f"{{{DI}}}BPMNEdge", id=f"{key}_di", bpmnElement=key)
    for x, y in points:
        etree.SubElement(edge, f"{{{DD}}}waypoint", x=_number(x), y=_number(y))
    if label:
        _bounds(etree.SubElement(edge, f"{{{DI}}}BPMNLabel"), label)
    return edge


def _bounds(parent: etree._Element, box: Box) -> None:
    x, y, width, height = (_number(each) for each in box)
    etree.SubElement(parent, f"{{{DC}}}Bounds", x=x, y=y, width=width, height=height)


def _number(value: float) -> str:
    return f"{round(value, 1):g}" if abs(value) < 1e5 else str(round(value))
