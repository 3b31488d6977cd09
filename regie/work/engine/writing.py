"""A drawing to bytes, and the changes that the outline makes to it. Each touches what it must and nothing else.

A drawing nobody changed is written as the very bytes it was read from.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from lxml import etree

from .extensions import attribute, drop, duty_element, figure, gate_element, merge, ours, put
from .model import Duty, Gate, Outcome
from .names import BPMN, DI, REGIE, bpmn, regie
from .nodes import NODES
from .reading import Drawing

# Order of the first children of a flow node in the schema; references come after extensions and before the rest.
REFERENCES = (bpmn("incoming"), bpmn("outgoing"))
LEADING = (bpmn("documentation"), bpmn("extensionElements"), bpmn("auditing"), bpmn("monitoring"), bpmn("categoryValueRef"))
FLOWING = {*NODES, "sequenceFlow", "dataObject", "dataObjectReference", "dataStoreReference"}
ARTIFACTS = {bpmn("association"), bpmn("textAnnotation"), bpmn("group"), bpmn("completionCondition")}


def write(drawing: Drawing) -> bytes:
    """The file: every element, the diagram, attributes and extensions of others, prefixes, comments, instructions."""
    if drawing.source is not None:
        return drawing.source
    about = drawing.tree.docinfo
    return etree.tostring(
        drawing.tree, xml_declaration=True, encoding=about.encoding or "UTF-8", standalone=about.standalone or None
    )


def as_text(drawing: Drawing) -> str:
    """The file as text that says it is UTF-8, for where text is kept and not bytes."""
    about = drawing.tree.docinfo
    return etree.tostring(drawing.tree, xml_declaration=True, encoding="UTF-8", standalone=about.standalone or None).decode()


class Missing(LookupError):
    """There is no element with this id."""


# --- what is said of one element ------------------------------------------------------------------------------------


def set_name(drawing: Drawing, id: str, name: str) -> None:
    """Of a process, node or way."""
    attribute(_found(drawing, id), "name", name)
    drawing.touched()


def set_hours(drawing: Drawing, node: str, hours: float | None) -> None:
    _set_step(drawing, node, hours=figure(hours))


def set_procedure(drawing: Drawing, node: str, procedure: str) -> None:
    _set_step(drawing, node, procedure=procedure)


def set_measured(drawing: Drawing, node: str, measured: str) -> None:
    _set_step(drawing, node, measured=measured)


def set_operation(drawing: Drawing, node: str, operation: str) -> None:
    _set_step(drawing, node, operation=operation)


def set_approval(drawing: Drawing, node: str, is_approval: bool) -> None:
    """Make an approval of a step, or a step of an approval; its gate goes with it."""
    _set_step(drawing, node, kind="approval" if is_approval else "")
    if not is_approval:
        put(_found(drawing, node), "gate", [])


def set_duties(drawing: Drawing, node: str, duties: Iterable[Duty]) -> None:
    put(_found(drawing, node), "duty", [duty_element(duty) for duty in duties])
    drawing.touched()


def set_checklist(drawing: Drawing, node: str, checklist: Iterable[str]) -> None:
    checks = []
    for said in checklist:
        check = etree.Element(regie("check"), nsmap={"regie": REGIE})
        check.text = said
        checks.append(check)
    put(_found(drawing, node), "check", checks)
    drawing.touched()


def set_gate(drawing: Drawing, node: str, gate: Gate | None) -> None:
    put(_found(drawing, node), "gate", [] if gate is None else [gate_element(gate)])
    drawing.touched()


def set_outcome(drawing: Drawing, way: str, outcome: Outcome | str) -> None:
    put(_found(drawing, way), "way", [ours("way", outcome=str(outcome))] if outcome else [])
    drawing.touched()


def set_workflow(
    drawing: Drawing, process: str, *, deadline: float | None = None, measured: Iterable[str] = (), label: str = ""
) -> None:
    said = {"deadline": figure(deadline), "measured": ",".join(measured), "label": label}
    merge(_found(drawing, process), "workflow", said)
    drawing.touched()


def set_whole(drawing: Drawing, process: str, *, deadline: float | None, measured: Iterable[str]) -> None:
    """The deadline, in working hours, and what the whole is measured by; what else is said of it stays."""
    merge(_found(drawing, process), "workflow", {"deadline": figure(deadline), "measured": ",".join(measured)})
    drawing.touched()


def set_timer(drawing: Drawing, node: str, timer: str) -> None:
    """A duration (P2D), a date or a cycle (R/P1D) in ISO 8601, of an event."""
    element = _found(drawing, node)
    definition = element.find(bpmn("timerEventDefinition"))
    if definition is None:
        definition = etree.SubElement(element, bpmn("timerEventDefinition"))
    for child in list(definition):
        definition.remove(child)
    tag = "timeDuration" if timer.startswith("P") else "timeCycle" if timer.startswith("R") else "timeDate"
    etree.SubElement(definition, bpmn(tag)).text = timer
    drawing.touched()


# --- nodes and ways -------------------------------------------------------------------------------------------------


def add_node(drawing: Drawing, parent: str, type: str, *, id: str = "", name: str = "") -> str:
    """Put a node of this BPMN type at the end of a process or sub-process; its shape is `layout`'s. Returns its id."""
    scope = _found(drawing, parent)
    identity = id or fresh(drawing, type)
    element = etree.Element(bpmn(type), id=identity)
    if name:
        element.set("name", name)
    _append_flow_element(scope, element)
    drawing.touched()
    return identity


def add_way(drawing: Drawing, source: str, target: str, *, id: str = "", name: str = "", outcome: Outcome | str = "") -> str:
    """Tie two nodes of one scope together. Returns the id of the way."""
    start, end = _found(drawing, source), _found(drawing, target)
    identity = id or fresh(drawing, "sequenceFlow")
    flow = etree.Element(bpmn("sequenceFlow"), id=identity, sourceRef=source, targetRef=target)
    if name:
        flow.set("name", name)
    _append_flow_element(start.getparent(), flow)
    _refer(start, "outgoing", identity)
    _refer(end, "incoming", identity)
    if outcome:
        put(flow, "way", [ours("way", outcome=str(outcome))])
    drawing.touched()
    return identity


def remove_way(drawing: Drawing, way: str) -> None:
    flow = _found(drawing, way)
    for owner in drawing.root.xpath("//*[@default=$id]", id=way):
        del owner.attrib["default"]
    _unmention(drawing, way)
    drop(flow)
    drawing.touched()


def remove_node(drawing: Drawing, node: str) -> None:
    """A node with its ways, what is attached to it, what lies in it, and all that points there: shapes, lanes, associations."""
    element = _found(drawing, node)
    for attached in drawing.root.xpath("//*[@attachedToRef=$id]", id=node):
        remove_node(drawing, attached.get("id"))
    inside = [inner.get("id") for inner in element.iter(f"{{{BPMN}}}*") if inner.get("id")]
    for id in inside:
        pointing = "//b:sequenceFlow[@sourceRef=$id or @targetRef=$id] | //b:messageFlow[@sourceRef=$id or @targetRef=$id]"
        pointing += " | //b:association[@sourceRef=$id or @targetRef=$id]"
        for edge in drawing.root.xpath(pointing, id=id, namespaces={"b": BPMN}):
            remove_way(drawing, edge.get("id")) if edge.get("id") else drop(edge)
        _unmention(drawing, id)
    if element.getparent() is not None:
        drop(element)
    drawing.touched()


def fresh(drawing: Drawing, stem: str) -> str:
    """An id that nothing in the file bears."""
    known = set(drawing.root.xpath("//@id"))
    return next(id for number in count(1) if (id := f"{stem}_{number}") not in known)


# --- how ---------------------------------------------------------------------------------------------------------------


def _found(drawing: Drawing, id: str) -> etree._Element:
    element = drawing.element(id)
    if element is None:
        raise Missing(id)
    return element


def _set_step(drawing: Drawing, node: str, **said: str) -> None:
    merge(_found(drawing, node), "step", said)
    drawing.touched()


def _append_flow_element(scope: etree._Element, element: etree._Element) -> None:
    """After the last flow element, before the notes and associations that the schema wants after them."""
    flowing = [
        index for index, child in enumerate(scope) if isinstance(child.tag, str) and etree.QName(child).localname in FLOWING
    ]
    artifacts = [index for index, child in enumerate(scope) if child.tag in ARTIFACTS]
    scope.insert(flowing[-1] + 1 if flowing else artifacts[0] if artifacts else len(scope), element)


def _refer(node: etree._Element, tag: str, way: str) -> None:
    """Write `incoming` or `outgoing` where the schema wants them."""
    leading = LEADING + REFERENCES[: REFERENCES.index(bpmn(tag)) + 1]
    place = max((index + 1 for index, child in enumerate(node) if child.tag in leading), default=0)
    reference = etree.Element(bpmn(tag))
    reference.text = way
    node.insert(place, reference)


def _unmention(drawing: Drawing, id: str) -> None:
    """Take out references to an id by their text, and its shapes."""
    tags = ("incoming", "outgoing", "flowNodeRef", "sourceRef", "targetRef")
    for tag in tags:
        for reference in drawing.root.iter(bpmn(tag)):
            if (reference.text or "").strip().rpartition(":")[2] == id:
                owner = reference.getparent()
                drop(owner if tag in {"sourceRef", "targetRef"} else reference)
    for shape in list(drawing.root.iter(f"{{{DI}}}BPMNShape", f"{{{DI}}}BPMNEdge")):
        if (shape.get("bpmnElement") or "").rpartition(":")[2] == id:
            drop(shape)
