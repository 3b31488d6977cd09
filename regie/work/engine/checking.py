"""What is there to say about a file before anybody works by it: is it one, does it run, who does what, what does not."""

from __future__ import annotations

from dataclasses import dataclass, field

from .executable import apart, of_model
from .lint import Remark, lint
from .model import Kind, Node, Unsupported
from .opening import Unreadable
from .reading import read
from .specs import specs_of

ASKED_ONLY = {Kind.START, Kind.CHOICE, Kind.ANY}  # nobody works there, though somebody may have to choose


@dataclass
class Report:
    """`unsupported` does not run; `notes` run, though not as they were drawn. `why` is said where the file is not valid.

    As JSON always the same five: what runs otherwise stands under `lint` as notes, and a file that cannot be read is itself what is
    unsupported.
    """

    valid: bool
    runnable: bool = False
    steps: list[dict] = field(default_factory=list)
    unsupported: list[dict] = field(default_factory=list)
    notes: list[dict] = field(default_factory=list)
    lint: list[dict] = field(default_factory=list)
    why: str = ""
    line: int = 0

    def as_json(self) -> dict:
        unread = [] if self.valid else [{"id": "", "type": "file", "line": self.line, "why": self.why}]
        otherwise = [
            {"id": note["id"], "code": "runs_otherwise", "severity": "note", "why": note["why"], "mend": "", "line": note["line"]}
            for note in self.notes
        ]
        return {
            "valid": self.valid,
            "runnable": self.runnable,
            "steps": self.steps,
            "unsupported": [*unread, *self.unsupported],
            "lint": [*self.lint, *otherwise],
        }


def check(source: bytes) -> Report:
    """Read, make runnable and have the engine parse every process of a file."""
    try:
        drawing = read(source)
    except Unreadable as fault:
        return Report(valid=False, why=str(fault.sentence), line=fault.line)
    report = Report(valid=True)
    faults = [*drawing.unsupported, *apart(drawing, drawing.model)]
    for model in drawing.models:
        found, named = of_model(model)
        faults += named
        specs_of(found.xml, found.process)
        opened = {part.node for part in found.parts.values() if part.is_worked}
        report.steps += [
            step(node, model.id) for node in model.nodes.values() if node.id in opened and node.kind not in ASKED_ONLY
        ]
        report.lint += [remark_as_json(remark) for remark in lint(model)]
    report.runnable = bool(report.steps)
    faults.sort(key=lambda fault: fault.line)
    report.unsupported = [as_json(fault) for fault in faults if not fault.runs]
    report.notes = [as_json(fault) for fault in faults if fault.runs]
    return report


def step(node: Node, process: str) -> dict:
    return {
        "id": node.id,
        "name": node.name,
        "type": node.type,
        "kind": str(node.kind),
        "process": process,
        "lane": node.lane,
        "line": node.line,
        "hours": node.hours,
        "duties": [{"letter": duty.letter, "whom": duty.whom} for duty in node.duties],
        "documents": list(node.documents),
        "notes": list(node.notes),
    }


def as_json(fault: Unsupported) -> dict:
    return {"id": fault.id, "type": fault.type, "line": fault.line, "why": str(fault.why)}


def remark_as_json(remark: Remark) -> dict:
    return {
        "id": remark.node_id,
        "code": remark.code,
        "severity": str(remark.severity),
        "why": str(remark.why),
        "mend": str(remark.mend),
    }
