"""Pieces and flows to the BPMN that the engine parses: ours from end to end, so that nothing in a foreign file is ever executed."""

from __future__ import annotations

from lxml import etree

from .names import BPMN, bpmn
from .net import Net, Part, Piece

NAMESPACE = "urn:regie:run"
ALWAYS = "*"  # stands where a way's id would: taken whatever was chosen


def compile_net(net: Net, process: str, name: str) -> bytes:
    root = etree.Element(bpmn("definitions"), nsmap={None: BPMN}, targetNamespace=NAMESPACE)
    for part in net.parts.values():
        if part.piece is Piece.BESIDE and part.error:
            etree.SubElement(root, bpmn("error"), id=f"error.{part.id}", name=part.id, errorCode=part.id)
        elif part.piece is Piece.BESIDE and part.timing is None:
            etree.SubElement(root, bpmn("signal"), id=f"signal.{part.id}", name=part.id)
    whole = etree.SubElement(root, bpmn("process"), id=process, isExecutable="true", name=name)
    scopes = {"": whole}
    elements = {}
    # A sub-process is made before what lies in it, whatever the order of the parts.
    for part in sorted(net.parts.values(), key=lambda part: _depth(part, net)):
        element = elements[part.id] = _element(part)
        scopes[part.scope].append(element)
        if part.piece is Piece.GROUP:
            scopes[part.id] = element
    choosing = {flow.source for flow in net.flows if flow.choice}
    for number, flow in enumerate(net.flows):
        part = net.parts[flow.source]
        edge = etree.SubElement(
            scopes[part.scope], bpmn("sequenceFlow"), id=f"flow.{number}", sourceRef=part.id, targetRef=flow.target
        )
        if flow.choice:
            etree.SubElement(edge, bpmn("conditionExpression")).text = flow.choice
        elif part.id in choosing:
            etree.SubElement(edge, bpmn("conditionExpression")).text = ALWAYS
        elif part.piece in {Piece.ONE, Piece.ANY}:
            elements[part.id].set("default", f"flow.{number}")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _depth(part: Part, net: Net) -> int:
    depth, scope = 0, part.scope
    while scope:
        depth, scope = depth + 1, net.parts[scope].scope
    return depth


def _element(part: Part) -> etree._Element:
    element = etree.Element(bpmn(part.piece), id=part.id)
    if part.piece is Piece.BESIDE:
        element.set("attachedToRef", part.attached_to)
        element.set("cancelActivity", "true" if part.interrupting else "false")
    if part.timing is not None:
        kind, said = part.timing
        timer = etree.SubElement(element, bpmn("timerEventDefinition"))
        etree.SubElement(timer, bpmn(kind)).text = said
    elif part.piece is Piece.BESIDE and part.error:
        etree.SubElement(element, bpmn("errorEventDefinition"), errorRef=f"error.{part.error}")
    elif part.piece is Piece.BESIDE:
        etree.SubElement(element, bpmn("signalEventDefinition"), signalRef=f"signal.{part.id}")
    elif part.piece is Piece.END and part.error:
        etree.SubElement(element, bpmn("errorEventDefinition"), errorRef=f"error.{part.error}")
    elif part.piece is Piece.END and part.ends_all:
        etree.SubElement(element, bpmn("terminateEventDefinition"))
    return element
