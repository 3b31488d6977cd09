"""A BPMN file that somebody brings, as the text that a version keeps."""

from __future__ import annotations

from typing import Any

from regie.work.engine import diagram, reading, timers, writing
from regie.work.engine.names import PREFIXES
from regie.work.engine.opening import LARGEST


def text_of(source: bytes) -> str:
    """Raises `Unreadable`. A file without a picture gets one; nothing else changes but that it is UTF-8."""
    return _text(reading.read(source))


def text_of_drawn(source: bytes) -> str:
    """The same of what was drawn here, where a clock has no other place to say its time than its name: “3 days” is written as P3D too."""
    drawing = reading.read(source)
    for node in drawing.model.nodes.values():
        said = timers.spoken(node.name)
        if node.event == "timer" and said != node.timer and timers.length(said) and (not node.timer or timers.length(node.timer)):
            writing.set_timer(drawing, node.id, said)
    return _text(drawing)


def _text(drawing: reading.Drawing) -> str:
    if drawing.root.find(f".//{{{PREFIXES['bpmndi']}}}BPMNShape") is None:
        diagram.lay_out(drawing.root)
        drawing.touched()
    return writing.as_text(drawing)


def text_of_upload(upload: Any) -> str:
    """No more is taken into memory than a workflow may have; one byte more is enough to be told that it is too large."""
    return text_of(upload.read(LARGEST + 1))


def name_in(xml: str, otherwise: str = "") -> str:
    return reading.read(xml.encode()).model.name or otherwise
