"""A BPMN file that somebody brings, as the text that a version keeps."""

from __future__ import annotations

from typing import Any

from regie.work.engine import diagram, reading, writing
from regie.work.engine.names import PREFIXES
from regie.work.engine.opening import LARGEST


def text_of(source: bytes) -> str:
    """Raises `Unreadable`. A file without a picture gets one; nothing else changes but that it is UTF-8."""
    drawing = reading.read(source)
    if drawing.root.find(f".//{{{PREFIXES['bpmndi']}}}BPMNShape") is None:
        diagram.lay_out(drawing.root)
        drawing.touched()
    return writing.as_text(drawing)


def text_of_upload(upload: Any) -> str:
    """No more is taken into memory than a workflow may have; one byte more is enough to be told that it is too large."""
    return text_of(upload.read(LARGEST + 1))


def name_in(xml: str, otherwise: str = "") -> str:
    return reading.read(xml.encode()).model.name or otherwise
