"""A step of the outline as text, as one types it in a spreadsheet, and the lines that a workflow has now."""

from __future__ import annotations

from dataclasses import dataclass, field

from regie.ui.forms import typed_number
from regie.work import measured
from regie.work.engine.model import Duty
from regie.work.engine.outline import Row
from regie.work.operations import OPERATIONS
from regie.work.waits import said_wait
from regie.work.whom import Whom


@dataclass
class Line:
    """A step as text. `old` is the row it was drawn from; none for a new one."""

    id: str
    number: int = 0
    cells: dict[str, str] = field(default_factory=dict)
    stages: list[dict[str, str]] = field(default_factory=list)
    parallel: bool = False
    own: bool = False
    old: Row | None = None
    faults: dict[str, str] = field(default_factory=dict)
    depth: int = 0

    @property
    def fault(self) -> str:
        return " ".join(self.faults.values())

    @property
    def kind(self) -> str:
        return self.cells.get("kind", "step")

    @property
    def has_foreign_operation(self) -> bool:
        return self.cells.get("operation", "") not in {"", *OPERATIONS}

    @property
    def is_fixed(self) -> bool:
        """Of a kind that only the diagram makes."""
        return self.kind not in {"step", "approval", "timer", "group", "automatic"}


def of_letter(row: Row, letter: str) -> tuple[Duty, ...]:
    return tuple(duty for duty in row.duties if duty.letter == letter)


def lines_of(rows: list[Row], whom: Whom) -> list[Line]:
    number = {row.id: str(place) for place, row in enumerate(rows, 1)}
    return [_line(row, number, whom) for row in rows]


def _line(row: Row, number: dict[str, str], whom: Whom) -> Line:
    cells = {
        "name": row.name,
        "after": ", ".join(number[id] for id in row.after if id in number),
        "hours": typed_number(row.hours),
        "kind": str(row.kind),
        "back": number.get(row.sent_back_to, ""),
        "checklist": "\n".join(row.checklist),
        **{cell: getattr(row, cell) for cell in ("only_if", "procedure", "wait", "operation", "lane", "inside")},
        **{letter: ", ".join(whom.said(duty) for duty in of_letter(row, letter)) for letter in "RACI"},
    }
    cells["wait"] = said_wait(row.wait)
    cells["measured"] = ", ".join(map(measured.name_of, measured.keys_in(row.measured)))
    stages = [
        {
            "name": stage.name,
            "rule": stage.rule,
            "count": str(stage.count),
            "hours": typed_number(stage.hours),
            "who": ", ".join(whom.said(duty) for duty in stage.duties),
        }
        for stage in (row.gate.stages if row.gate else ())
    ]
    empty = {"name": "", "rule": "one", "count": "1", "hours": "", "who": ""}
    return Line(
        row.id,
        cells=cells,
        stages=[*stages, empty],
        parallel=bool(row.gate and row.gate.parallel),
        own=bool(row.gate and row.gate.own),
        old=row,
    )
