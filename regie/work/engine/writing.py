"""A drawing to bytes, and the changes that the outline makes to it. Each touches what it must and nothing else.

A drawing nobody changed is written as the very bytes it was read from.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from lxml import etree

from .model import Duty, Gate, Outcome
from .names import BPMN, DI, REGIE, bpmn, regie
from .nodes import NODES
from .reading import Drawing

# Children that the schema puts before extension elements.
FIRST = {bpmn("documentation")}
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
    _attribute(_found(drawing, id), "name", name)
    drawing.touched()


def set_hours(drawing: Drawing, node: str, hours: float | None) -> None:
    _set_step(drawing, node, hours=_figure(hours))


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
        _replace(_found(drawing, node), "gate", [])


def set_duties(drawing: Drawing, node: str, duties: Iterable[Duty]) -> None:
    _replace(_found(drawing, node), "duty", [_duty(duty) for duty in duties])
    drawing.touched()


def set_checklist(drawing: Drawing, node: str, checklist: Iterable[str]) -> None:
    checks = []
    for said in checklist:
        check = etree.Element(regie("check"), nsmap={"regie": REGIE})
        check.text = said
        checks.append(check)
    _replace(_found(drawing, node), "check", checks)
    drawing.touched()


def set_gate(drawing: Drawing, node: str, gate: Gate | None) -> None:
    _replace(_found(drawing, node), "gate", [] if gate is None else [_gate(gate)])
    drawing.touched()


def set_outcome(drawing: Drawing, way: str, outcome: Outcome | str) -> None:
    _replace(_found(drawing, way), "way", [_ours("way", outcome=str(outcome))] if outcome else [])
    drawing.touched()


def set_workflow(
    drawing: Drawing, process: str, *, deadline: float | None = None, measured: Iterable[str] = (), label: str = ""
) -> None:
    said = {"deadline": _figure(deadline), "measured": ",".join(measured), "label": label}
    _merge(_found(drawing, process), "workflow", said)
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
        _replace(flow, "way", [_ours("way", outcome=str(outcome))])
    drawing.touched()
    return identity


def remove_way(drawing: Drawing, way: str) -> None:
    flow = _found(drawing, way)
    for owner in drawing.root.xpath("//*[@default=$id]", id=way):
        del owner.attrib["default"]
    _unmention(drawing, way)
    _drop(flow)
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
            remove_way(drawing, edge.get("id")) if edge.get("id") else _drop(edge)
        _unmention(drawing, id)
    if element.getparent() is not None:
        _drop(element)
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
    _merge(_found(drawing, node), "step", said)
    drawing.touched()


def _merge(owner: etree._Element, tag: str, said: dict[str, str]) -> None:
    extensions = owner.find(bpmn("extensionElements"))
    element = extensions.find(regie(tag)) if extensions is not None else None
    if element is None:
        if not any(said.values()):
            return
        element = _ours(tag)
        _extensions(owner).insert(0, element)
    for name, value in said.items():
        _attribute(element, name, value)
    if not element.attrib and len(element) == 0:
        _drop(element)
        _tidy(owner)


def _replace(owner: etree._Element, tag: str, elements: list[etree._Element]) -> None:
    """Ours of this tag become these, at the place of the first; others' extensions stay where they are."""
    extensions = owner.find(bpmn("extensionElements"))
    old = extensions.findall(regie(tag)) if extensions is not None else []
    if [etree.tostring(each, with_tail=False, method="c14n") for each in old] == [
        etree.tostring(each, method="c14n") for each in elements
    ]:
        return
    place = extensions.index(old[0]) if old else None
    for each in old:
        _drop(each)
    if elements:
        extensions = _extensions(owner)
        for offset, each in enumerate(elements):
            extensions.insert(len(extensions) if place is None else place + offset, each)
    _tidy(owner)


def _extensions(owner: etree._Element) -> etree._Element:
    found = owner.find(bpmn("extensionElements"))
    if found is None:
        found = etree.Element(bpmn("extensionElements"))
        after = [child for child in owner if child.tag in FIRST]
        owner.insert(owner.index(after[-1]) + 1 if after else 0, found)
    return found


def _tidy(owner: etree._Element) -> None:
    extensions = owner.find(bpmn("extensionElements"))
    if extensions is not None and len(extensions) == 0 and not extensions.attrib:
        _drop(extensions)


def _attribute(element: etree._Element, name: str, value: str) -> None:
    if value:
        element.set(name, value)
    else:
        element.attrib.pop(name, None)


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
                _drop(owner if tag in {"sourceRef", "targetRef"} else reference)
    for shape in list(drawing.root.iter(f"{{{DI}}}BPMNShape", f"{{{DI}}}BPMNEdge")):
        if (shape.get("bpmnElement") or "").rpartition(":")[2] == id:
            _drop(shape)


def _drop(element: etree._Element) -> None:
    """Take an element out and leave the text after it, which lxml would take with it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and element.tail.strip():
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _ours(tag: str, **said: str) -> etree._Element:
    return etree.Element(regie(tag), {name: value for name, value in said.items() if value}, nsmap={"regie": REGIE})


def _duty(duty: Duty) -> etree._Element:
    return _ours("duty", letter=duty.letter, role=duty.role, person=duty.person)


def _gate(gate: Gate) -> etree._Element:
    element = _ours("gate", parallel="true" if gate.parallel else "", own="true" if gate.own else "")
    for stage in gate.stages:
        many = str(stage.count) if stage.rule == "count" else ""
        child = _ours("stage", name=stage.name, rule=stage.rule, count=many, hours=_figure(stage.hours))
        child.extend(_duty(duty) for duty in stage.duties)
        element.append(child)
    return element


def _figure(number: float | None) -> str:
    return "" if number is None else f"{number:g}"
