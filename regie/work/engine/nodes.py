"""One element of a process to one `Node`: its kind, what is ours in it, and what lies around it (lanes, data, notes, messages)."""

from __future__ import annotations

import math
from collections import defaultdict

from lxml import etree

from .model import Duty, Gate, Kind, Node, Stage
from .names import BPMN, bpmn, regie

TASKS = {
    "task",
    "userTask",
    "manualTask",
    "serviceTask",
    "scriptTask",
    "businessRuleTask",
    "sendTask",
    "receiveTask",
    "callActivity",
}
GROUPS = {"subProcess", "transaction", "adHocSubProcess"}
GATEWAYS = {
    "exclusiveGateway": Kind.CHOICE,
    "eventBasedGateway": Kind.CHOICE,
    "parallelGateway": Kind.ALL,
    "inclusiveGateway": Kind.ANY,
    "complexGateway": Kind.ANY,
}
EVENTS = {
    "startEvent": Kind.START,
    "endEvent": Kind.END,
    "intermediateCatchEvent": None,
    "intermediateThrowEvent": None,
    "implicitThrowEvent": None,
    "boundaryEvent": None,
}
NODES = {*TASKS, *GROUPS, *GATEWAYS, *EVENTS}
# What an event waits for or says, and what a person makes of it.
TOLD = {"message", "signal", "conditional", "escalation", "error", "cancel"}
DATA = {"dataObjectReference", "dataStoreReference", "dataObject", "dataStore", "dataInput", "dataOutput"}


class Surroundings:
    """What a file says about a node outside of it, gathered once."""

    def __init__(self, root: etree._Element) -> None:
        by_id = {element.get("id"): element for element in root.iter(f"{{{BPMN}}}*") if element.get("id")}
        self.by_id: dict[str, etree._Element] = by_id
        self.lanes: dict[str, str] = {}
        for reference in root.iter(bpmn("flowNodeRef")):
            lane = reference.getparent()
            inner = bpmn("childLaneSet")
            name = words(lane.get("name"))
            target = (reference.text or "").strip()
            # A lane and the lane around it may both name a node: the inner one says more.
            if name and (target not in self.lanes or lane.find(inner) is None):
                self.lanes[target] = name
        self.defaults = {id: element.get("default") for id, element in by_id.items() if element.get("default")}
        self.pools = [
            (element.get("processRef", "").split(":")[-1], words(element.get("name")))
            for element in root.iter(bpmn("participant"))
        ]
        self.pool_names = {process: name for process, name in self.pools if process}
        self.documents: dict[str, list[str]] = defaultdict(list)
        self.notes: dict[str, list[str]] = defaultdict(list)
        self.tied: set[str] = set()
        self.partners: dict[str, str] = {}
        self._data()
        self._associations(root)
        self._messages(root)

    def _data(self) -> None:
        for element in self.by_id.values():
            tag = etree.QName(element).localname
            if tag not in {"dataInputAssociation", "dataOutputAssociation"}:
                continue
            end = element.findtext(bpmn("sourceRef") if tag == "dataInputAssociation" else bpmn("targetRef"), "").strip()
            owner = element.getparent()
            if end in self.by_id and owner is not None and owner.get("id"):
                self._tie(owner.get("id"), end)
        for element in self.by_id.values():
            if etree.QName(element).localname in {"dataInput", "dataOutput"} and words(element.get("name")):
                owner = element.getparent().getparent() if element.getparent() is not None else None
                if owner is not None and etree.QName(owner).localname in TASKS | GROUPS:
                    self._tie(owner.get("id", ""), element.get("id", ""))

    def _associations(self, root: etree._Element) -> None:
        for element in root.iter(bpmn("association")):
            ends = [element.get("sourceRef", ""), element.get("targetRef", "")]
            for one, other in (ends, ends[::-1]):
                found = self.by_id.get(one)
                if found is None:
                    continue
                tag = etree.QName(found).localname
                if tag in DATA:
                    self._tie(other, one)
                elif tag == "textAnnotation" and other in self.by_id:
                    self.tied.add(one)
                    for owner in self._ends(other):
                        self.notes[owner].append(words(found.findtext(bpmn("text"), "")))

    def _ends(self, id: str) -> list[str]:
        """A note on an arrow belongs to the step that the arrow leaves."""
        element = self.by_id[id]
        return [element.get("sourceRef", "")] if etree.QName(element).localname == "sequenceFlow" else [id]

    def _tie(self, owner: str, data: str) -> None:
        name = self.data_name(self.by_id[data])
        self.tied.add(data)
        if name and name not in self.documents[owner]:
            self.documents[owner].append(name)

    def data_name(self, element: etree._Element) -> str:
        name = words(element.get("name"))
        behind = self.by_id.get(element.get("dataObjectRef") or element.get("dataStoreRef") or "")
        if not name and behind is not None:
            name = words(behind.get("name"))
        state = element.find(bpmn("dataState"))
        if name and state is not None and state.get("name"):
            return f"{name} [{words(state.get('name'))}]"
        return name

    def _messages(self, root: etree._Element) -> None:
        pools = {element.get("id"): words(element.get("name")) for element in root.iter(bpmn("participant"))}
        for flow in root.iter(bpmn("messageFlow")):
            for own, other in (("sourceRef", "targetRef"), ("targetRef", "sourceRef")):
                here, there = local(flow.get(own)), local(flow.get(other))
                if here in self.by_id and here not in pools:
                    self.partners[here] = pools.get(there) or self._pool_around(there) or words(flow.get("name"))

    def _pool_around(self, id: str) -> str:
        element = self.by_id.get(id)
        while element is not None and element.tag != bpmn("process"):
            element = element.getparent()
        return self.pool_names.get(element.get("id", ""), "") if element is not None else ""

    def lanes_of(self, process: etree._Element) -> list[str]:
        """Names of the innermost lanes, from the top down."""
        named = (words(lane.get("name")) for lane in process.iter(bpmn("lane")) if lane.find(bpmn("childLaneSet")) is None)
        return list(dict.fromkeys(filter(None, named)))

    def loose(self, process: etree._Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Documents and notes that lie in a process and are tied to no step."""
        data = (self.data_name(item) for item in process.iter(*(bpmn(tag) for tag in ("dataObjectReference", "dataStoreReference")))
                if item.get("id") not in self.tied)  # fmt: skip
        notes = (words(item.findtext(bpmn("text"), "")) for item in process.iter(bpmn("textAnnotation"))
                 if item.get("id") not in self.tied)  # fmt: skip
        return tuple(dict.fromkeys(filter(None, data))), tuple(filter(None, notes))


def node_of(element: etree._Element, parent: str, around: Surroundings) -> Node:
    tag = etree.QName(element).localname
    identity = element.get("id", "")
    extensions = element.find(bpmn("extensionElements"))
    step = extensions.find(regie("step")) if extensions is not None else None
    ours = step.attrib if step is not None else {}
    event, definition = event_of(element) if tag in EVENTS else ("", None)
    gate = gate_of(extensions.find(regie("gate"))) if extensions is not None else None
    operation = ours.get("operation", "")
    return Node(
        id=identity,
        kind=kind_of(element, tag, event, ours.get("kind", ""), operation, gate),
        type=tag,
        name=words(element.get("name")),
        line=element.sourceline or 0,
        lane=around.lanes.get(identity) or lane_around(element, around),
        parent=parent,
        attached_to=local(element.get("attachedToRef")),
        interrupting=element.get("cancelActivity", element.get("isInterrupting", "true")).strip() not in {"false", "0"},
        hours=number(ours.get("hours")),
        duties=duties_of(extensions) if extensions is not None else (),
        checklist=tuple(words(check.text) for check in extensions.findall(regie("check"))) if extensions is not None else (),
        procedure=ours.get("procedure", ""),
        measured=ours.get("measured", ""),
        gate=gate,
        timer=timer_of(definition),
        operation=operation,
        documents=tuple(around.documents.get(identity, ())),
        notes=(*text_of(element), *filter(None, around.notes.get(identity, ()))),
        event=event,
        code=code_of(definition, around),
        by_event="true" in {element.get("triggeredByEvent"), element.get("isForCompensation")},
        partner=around.partners.get(identity, ""),
        called=local(element.get("calledElement")),
        repeats=repeats_of(element),
    )


def kind_of(element: etree._Element, tag: str, event: str, said: str, operation: str, gate: Gate | None) -> Kind:
    if tag in GATEWAYS:
        return GATEWAYS[tag]
    if tag in GROUPS and any(etree.QName(child).localname in NODES for child in element.iterchildren(f"{{{BPMN}}}*")):
        return Kind.GROUP
    if tag in EVENTS:
        return EVENTS[tag] or (Kind.TIMER if event == "timer" else Kind.MESSAGE if event in TOLD else Kind.OTHER)
    if operation:
        return Kind.AUTOMATIC
    return Kind.APPROVAL if said == Kind.APPROVAL or gate is not None else Kind.STEP


def event_of(element: etree._Element) -> tuple[str, etree._Element | None]:
    """The first thing that an event is about. Where there are several, any of them will do, and a person says which."""
    for child in element.iterchildren(f"{{{BPMN}}}*"):
        name = etree.QName(child).localname
        if name.endswith("EventDefinition"):
            return name.removesuffix("EventDefinition"), child
    if element.find(bpmn("eventDefinitionRef")) is not None:
        return "message", None
    return "", None


def timer_of(definition: etree._Element | None) -> str:
    if definition is None:
        return ""
    for tag in ("timeDuration", "timeDate", "timeCycle"):
        found = definition.find(bpmn(tag))
        if found is not None:
            return words("".join(found.itertext()))
    return ""


def code_of(definition: etree._Element | None, around: Surroundings) -> str:
    if definition is None:
        return ""
    if definition.get("name"):
        return words(definition.get("name"))
    for attribute in ("errorRef", "escalationRef", "signalRef", "messageRef"):
        found = around.by_id.get(local(definition.get(attribute)))
        if found is not None:
            return words(found.get("errorCode") or found.get("escalationCode") or found.get("name") or found.get("id"))
    return ""


def repeats_of(element: etree._Element) -> str:
    if element.find(bpmn("standardLoopCharacteristics")) is not None:
        return "loop"
    several = element.find(bpmn("multiInstanceLoopCharacteristics"))
    if several is None:
        return ""
    return "sequential" if several.get("isSequential") in {"true", "1"} else "parallel"


def lane_around(element: etree._Element, around: Surroundings) -> str:
    outer = element.getparent()
    while outer is not None and outer.tag != bpmn("process"):
        if outer.get("id") in around.lanes:
            return around.lanes[outer.get("id")]
        outer = outer.getparent()
    return ""


def duties_of(element: etree._Element) -> tuple[Duty, ...]:
    return tuple(
        Duty(duty.get("letter", "").upper(), words(duty.get("role")), words(duty.get("person")))
        for duty in element.findall(regie("duty"))
        if duty.get("letter", "").upper() in {"R", "A", "C", "I"}
    )


def gate_of(element: etree._Element | None) -> Gate | None:
    if element is None:
        return None
    stages = tuple(
        Stage(
            name=words(stage.get("name")),
            rule=stage.get("rule", "one"),
            count=int(number(stage.get("count")) or 1),
            hours=number(stage.get("hours")),
            duties=duties_of(stage),
        )
        for stage in element.findall(regie("stage"))
    )
    if not stages and element.get("rule"):
        stages = (Stage(rule=element.get("rule", "one"), count=int(number(element.get("count")) or 1)),)
    return Gate(stages, parallel=element.get("parallel") == "true", own=element.get("own") == "true")


def text_of(element: etree._Element) -> tuple[str, ...]:
    said = (words("".join(found.itertext())) for found in element.findall(bpmn("documentation")))
    return tuple(filter(None, said))


def words(text: object) -> str:
    """Text of a file on one line: modellers break names where the shape is narrow."""
    return " ".join(str(text or "").split())


def local(name: str | None) -> str:
    """A reference without the prefix that XML lets one write before it."""
    return (name or "").strip().rpartition(":")[2]


def number(text: str | None) -> float | None:
    try:
        value = float(text) if text else None
    except ValueError:
        return None
    return value if value is not None and math.isfinite(value) and value >= 0 else None
