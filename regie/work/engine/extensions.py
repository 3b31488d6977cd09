"""What is ours in an element, and how it is put there: others' extensions, and the text around them, stay as they are."""

from __future__ import annotations

from lxml import etree

from .model import Duty, Gate
from .names import REGIE, bpmn, regie


def ours(tag: str, **said: str) -> etree._Element:
    return etree.Element(regie(tag), {name: value for name, value in said.items() if value}, nsmap={"regie": REGIE})


def merge(owner: etree._Element, tag: str, said: dict[str, str]) -> None:
    extensions = owner.find(bpmn("extensionElements"))
    element = extensions.find(regie(tag)) if extensions is not None else None
    if element is None:
        if not any(said.values()):
            return
        element = ours(tag)
        _extensions(owner).insert(0, element)
    for name, value in said.items():
        attribute(element, name, value)
    if not element.attrib and len(element) == 0:
        drop(element)
        _tidy(owner)


def put(owner: etree._Element, tag: str, elements: list[etree._Element]) -> None:
    """Ours of this tag become these, at the place of the first; others' extensions stay where they are."""
    extensions = owner.find(bpmn("extensionElements"))
    old = extensions.findall(regie(tag)) if extensions is not None else []
    if [etree.tostring(each, with_tail=False, method="c14n") for each in old] == [
        etree.tostring(each, method="c14n") for each in elements
    ]:
        return
    place = extensions.index(old[0]) if old else None
    for each in old:
        drop(each)
    if elements:
        extensions = _extensions(owner)
        for offset, each in enumerate(elements):
            extensions.insert(len(extensions) if place is None else place + offset, each)
    _tidy(owner)


def _extensions(owner: etree._Element) -> etree._Element:
    found = owner.find(bpmn("extensionElements"))
    if found is None:
        found = etree.Element(bpmn("extensionElements"))
        after = [child for child in owner if child.tag == bpmn("documentation")]
        owner.insert(owner.index(after[-1]) + 1 if after else 0, found)
    return found


def _tidy(owner: etree._Element) -> None:
    extensions = owner.find(bpmn("extensionElements"))
    if extensions is not None and len(extensions) == 0 and not extensions.attrib:
        drop(extensions)


def attribute(element: etree._Element, name: str, value: str) -> None:
    if value:
        element.set(name, value)
    else:
        element.attrib.pop(name, None)


def drop(element: etree._Element) -> None:
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


def duty_element(duty: Duty) -> etree._Element:
    return ours("duty", letter=duty.letter, role=duty.role, person=duty.person)


def gate_element(gate: Gate) -> etree._Element:
    element = ours("gate", parallel="true" if gate.parallel else "", own="true" if gate.own else "")
    for stage in gate.stages:
        many = str(stage.count) if stage.rule == "count" else ""
        child = ours("stage", name=stage.name, rule=stage.rule, count=many, hours=figure(stage.hours))
        child.extend(duty_element(duty) for duty in stage.duties)
        element.append(child)
    return element


def figure(number: float | None) -> str:
    return "" if number is None else f"{number:g}"
