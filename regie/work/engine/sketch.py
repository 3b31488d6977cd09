"""A plan as BPMN: the elements of rows, gateways and ways, and a fresh file of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override
from lxml import etree

from .diagram import lay_out
from .layout import DOWN
from .model import Duty, Gate, Kind, Outcome
from .names import PREFIXES, XSI, bpmn, regie
from .plan import Path, Plan, Spot, plan
from .rows import DAY, NAME, OutlineError, Row, check, tidy

TAGS = {
    Kind.START: "startEvent",
    Kind.END: "endEvent",
    Kind.STEP: "userTask",
    Kind.APPROVAL: "userTask",
    Kind.CHOICE: "exclusiveGateway",
    Kind.ALL: "parallelGateway",
    Kind.ANY: "inclusiveGateway",
    Kind.TIMER: "intermediateCatchEvent",
    Kind.AUTOMATIC: "serviceTask",
    Kind.GROUP: "subProcess",
}


def draw(
    rows: Iterable[Row],
    *,
    name: str,
    id: str = "workflow",
    deadline: float | None = None,
    measured: Iterable[str] = (),
    language: str = "en",
    direction: str = DOWN,
) -> bytes:
    """A fresh BPMN file of a table, with its diagram. Raises `OutlineError`."""
    rows = tidy(rows)
    check(rows)
    if not NAME.match(id):
        raise OutlineError("", _("An id begins with a letter and holds letters, digits, dots, dashes and underscores."))
    root = etree.Element(
        bpmn("definitions"), nsmap={key: each for key, each in PREFIXES.items() if key != "regie"} | {"regie": PREFIXES["regie"]}
    )
    root.set("id", "Definitions")
    root.set("targetNamespace", "urn:regie:workflow")
    root.set("exporter", "Régie")
    lanes = list(dict.fromkeys(row.lane for row in rows if row.lane))
    if lanes:
        pool = etree.SubElement(etree.SubElement(root, bpmn("collaboration"), id="Collaboration"), bpmn("participant"), id="Pool")
        pool.set("name", name)
        pool.set("processRef", id)
    process = etree.SubElement(root, bpmn("process"), id=id, name=name, isExecutable="true")
    about(process, deadline, measured)
    sketch = plan(rows, (id, "Definitions", "Collaboration", "Pool", "Lanes", "Diagram", "Plane"))
    with override(language):
        fill(process, rows, sketch)
    if lanes:
        lane_set(process, rows, sketch, lanes)
    lay_out(root, direction)
    etree.indent(root, "  ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def about(process: etree._Element, deadline: float | None, measured: Iterable[str]) -> None:
    values = {"deadline": number(deadline), "measured": ",".join(measured)}
    if any(values.values()):
        ours = etree.SubElement(extensions(process), regie("workflow"))
        for key, value in values.items():
            if value:
                ours.set(key, value)


def fill(process: etree._Element, rows: list[Row], sketch: Plan) -> None:
    """Every node, in the order of the table, then the ways."""
    scopes: dict[str, etree._Element] = {"": process}
    by_id = {row.id: row for row in rows}
    for spot in _outer_first(sketch.spots.values()):
        scopes[spot.id] = etree.SubElement(scopes[spot.inside], bpmn(TAGS[spot.kind]), id=spot.id)
        if spot.id in by_id:
            describe(scopes[spot.id], by_id[spot.id])
    for path in sketch.paths:
        scopes[sketch.spots[path.source].inside].append(way(path, scopes[path.source]))
    for path in sketch.paths:
        tie(scopes[path.source], scopes[path.target], path.id)


def _outer_first(spots: Iterable[Spot]) -> list[Spot]:
    """Groups before what lies in them, the start first, rows in their order, gateways and ends as they come."""
    spots = list(spots)
    depth = {"": 0}
    waiting = spots
    while waiting:
        for spot in waiting:
            if spot.inside in depth:
                depth.setdefault(spot.id, depth[spot.inside] + 1)
        waiting = [spot for spot in waiting if spot.id not in depth]
    return sorted(spots, key=lambda spot: (depth[spot.id], spot.kind is not Kind.START, spot.kind is Kind.END))


def words_of(path: Path) -> str:
    """What a way is called, in the language that is active."""
    said: dict[str, str] = {Outcome.APPROVED: _("approved"), Outcome.SENT_BACK: _("sent back")}
    return path.name or said.get(path.outcome, "")


def way(path: Path, source: etree._Element) -> etree._Element:
    flow = etree.Element(bpmn("sequenceFlow"), id=path.id, sourceRef=path.source, targetRef=path.target)
    if words := words_of(path):
        flow.set("name", words)
    if path.outcome:
        etree.SubElement(extensions(flow), regie("way"), outcome=path.outcome)
    if path.default:
        source.set("default", path.id)
    return flow


def tie(source: etree._Element, target: etree._Element, flow: str) -> None:
    """What BPMN wants said twice: the ways that leave and reach a node."""
    for node, tag in ((source, "outgoing"), (target, "incoming")):
        place = 0
        for place, child in enumerate(node):  # noqa: B007
            if child.tag not in {bpmn("documentation"), bpmn("extensionElements"), bpmn("incoming"), bpmn("outgoing")} or (
                tag == "incoming" and child.tag == bpmn("outgoing")
            ):
                break
        else:
            place = len(node)
        each = etree.Element(bpmn(tag))
        each.text = flow
        node.insert(place, each)


def lane_set(process: etree._Element, rows: list[Row], sketch: Plan, lanes: list[str]) -> None:
    """Lanes in the order in which the table names them; what was made for a row lies in the row's lane."""
    lane_of = {row.id: row.lane for row in rows}
    lane_of.update({row.id: lane_of[row.inside] for row in rows if not row.lane and row.inside and row.inside in lane_of})
    place = 1 if process.find(bpmn("extensionElements")) is not None else 0
    laned = etree.Element(bpmn("laneSet"), id="Lanes")
    process.insert(place, laned)
    elements = {}
    for index, lane in enumerate(lanes, 1):
        elements[lane] = etree.SubElement(laned, bpmn("lane"), id=f"Lane_{index}", name=lane)
    for spot in sketch.spots.values():
        lane = lane_of.get(spot.near, "")
        if lane and (not spot.inside or lane_of.get(spot.inside) != lane):
            etree.SubElement(elements[lane], bpmn("flowNodeRef")).text = spot.id


def describe(element: etree._Element, row: Row) -> None:
    """Writes all of a row into its new element."""
    if row.name:
        element.set("name", row.name)
    step = {
        "kind": "approval" if row.kind == Kind.APPROVAL else "",
        "hours": number(row.hours),
        "procedure": row.procedure,
        "measured": row.measured,
        "operation": row.operation,
    }
    ours = [etree.Element(regie("step"), {key: each for key, each in step.items() if each})] if any(step.values()) else []
    ours += [_duty(each) for each in row.duties]
    for text in row.checklist:
        ours.append(etree.Element(regie("check")))
        ours[-1].text = text
    if row.gate is not None:
        ours.append(_gate(row.gate))
    if ours:
        extensions(element).extend(ours)
    if row.kind == Kind.TIMER:
        _clock(element, row.wait)


def _duty(duty: Duty) -> etree._Element:
    values = {"letter": duty.letter, "role": duty.role, "person": duty.person}
    return etree.Element(regie("duty"), {key: each for key, each in values.items() if each})


def _gate(gate: Gate) -> etree._Element:
    element = etree.Element(regie("gate"), own="true" if gate.own else "false")
    if gate.parallel:
        element.set("parallel", "true")
    for stage in gate.stages:
        values = {"name": stage.name, "rule": stage.rule, "count": str(stage.count), "hours": number(stage.hours)}
        each = etree.SubElement(element, regie("stage"), {key: value for key, value in values.items() if value})
        each.extend(_duty(duty) for duty in stage.duties)
    return element


def _clock(element: etree._Element, wait: str) -> None:
    clock = etree.SubElement(element, bpmn("timerEventDefinition"), id=f"{element.get('id')}_clock")
    tag = "timeDate" if DAY.match(wait) else "timeCycle" if wait.startswith("R") else "timeDuration"
    each = etree.SubElement(clock, bpmn(tag))
    each.set(f"{{{XSI}}}type", "bpmn:tFormalExpression")
    each.text = wait


def extensions(element: etree._Element) -> etree._Element:
    """The element's extension elements, made where BPMN wants them if there are none."""
    found = element.find(bpmn("extensionElements"))
    if found is None:
        found = etree.Element(bpmn("extensionElements"))
        element.insert(sum(1 for child in element if child.tag == bpmn("documentation")), found)
    return found


def number(value: float | None) -> str:
    return "" if value is None else repr(float(value)).removesuffix(".0")
