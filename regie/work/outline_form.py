"""The outline as a form: one line a step, texts as one types them in a spreadsheet, read back into rows.

A cell left as it was keeps exactly what it stood for; steps are named by their number in the table, roles and people by their name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from regie.people.models import Person, Role
from regie.ui.forms import typed_number, written_number
from regie.work import measured
from regie.work.engine import outline
from regie.work.engine.model import Duty, Gate, Kind, Stage
from regie.work.engine.outline import Row
from regie.work.engine.rows import NAME
from regie.work.operations import OPERATIONS
from regie.work.waits import said_wait, waited

MOST = 300  # lines of a form; beyond, the diagram is the place to edit
CELLS = ("name", "after", "R", "A", "C", "I", "hours", "kind", "back", "only_if", "checklist", "procedure", "measured", "wait", "operation", "lane", "inside")  # fmt: skip
STAGE = ("name", "rule", "count", "hours", "who")


class Whom:
    """Roles and people by what one types, and the other way round. 2 queries."""

    def __init__(self) -> None:
        self.roles = {role.casefold(): role for role in Role.objects.order_by("name").values_list("name", flat=True)}
        people = list(Person.objects.active().exclude(email=None).order_by("name").values_list("name", "email"))
        self.addresses = {name.casefold(): email for name, email in people} | {email: email for _name, email in people}
        self.names = {email: name for name, email in people}

    def duty(self, letter: str, said: str) -> Duty:
        if said.casefold() in self.roles:
            return Duty(letter, role=self.roles[said.casefold()])
        address = self.addresses.get(said.casefold())
        if address or "@" in said:
            return Duty(letter, person=address or said)
        return Duty(letter, role=said)

    def said(self, duty: Duty) -> str:
        return duty.role or self.names.get(duty.person, duty.person)

    def duties(self, letter: str, text: str) -> tuple[Duty, ...]:
        return tuple(
            dict.fromkeys(self.duty(letter, part) for part in (each.strip() for each in re.split(r"[,;\n]", text)) if part)
        )

    @property
    def known(self) -> list[str]:
        """What is suggested: roles first."""
        return [*self.roles.values(), *self.names.values()]


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


class Sheet:
    def __init__(self, lines: list[Line], whom: Whom, known: Iterable[Row]) -> None:
        self.lines, self.whom = lines, whom
        self.known = {row.id: row for row in known}
        self.is_changed = False
        self.focus = ""  # where the cursor goes on a page drawn again
        self.whole = {"deadline": "", "measured": ""}  # what is said of the workflow as one
        self.whole_fault = ""
        self.number()

    @classmethod
    def of(cls, model: Any, whom: Whom) -> Sheet:
        rows = outline.rows(model)
        sheet = cls([], whom, rows)
        sheet.lines = [_line(row, rows, whom) for row in rows]
        sheet.whole = {"deadline": typed_number(model.deadline), "measured": measured.names(model.measured)}
        sheet.number()
        return sheet

    @classmethod
    def typed(cls, data: Any, rows: list[Row], whom: Whom) -> Sheet:
        """The lines of a POST, in the order they came."""
        known = {row.id: row for row in rows}
        lines = []
        for id in dict.fromkeys(data.getlist("row")[:MOST]):
            if not NAME.match(id):
                continue
            line = Line(id, old=known.get(id), cells={cell: data.get(f"{id}-{cell}", "") for cell in CELLS})
            line.cells["kind"] = line.cells["kind"] or "step"
            line.parallel, line.own = f"{id}-parallel" in data, f"{id}-own" in data
            parts = [data.getlist(f"{id}-stage-{name}") for name in STAGE]
            line.stages = [dict(zip(STAGE, values, strict=True)) for values in zip(*parts, strict=False)]
            lines.append(line)
        sheet = cls(lines, whom, rows)
        sheet.whole = {name: data.get(f"whole-{name}", "") for name in sheet.whole}
        return sheet

    def number(self) -> None:
        inside = {line.id: line.cells.get("inside", "") for line in self.lines}
        for place, line in enumerate(self.lines, 1):
            line.number, line.depth, around = place, 0, line.cells.get("inside", "")
            while around and line.depth < 6:
                line.depth, around = line.depth + 1, inside.get(around, "")

    @property
    def groups(self) -> list[Line]:
        return [line for line in self.lines if line.kind == "group"]

    @property
    def faults(self) -> list[Line]:
        return [line for line in self.lines if line.faults]

    def line(self, id: str) -> Line | None:
        return next((line for line in self.lines if line.id == id), None)

    # Steps spoken of by number

    def _ids(self, text: str) -> tuple[list[str], list[str]]:
        """The lines that a text names by number or by name, and what it names that is not there."""
        by_number = {str(line.number): line.id for line in self.lines}
        by_name = {line.cells["name"].strip().casefold(): line.id for line in self.lines if line.cells["name"].strip()}
        found, lost = [], []
        for said in filter(None, (part.strip() for part in re.split(r"[,;]", text) if part)):
            id = by_number.get(said) or by_name.get(said.casefold())
            parts = said.split()
            if id is None and len(parts) > 1 and all(part in by_number for part in parts):
                found += [by_number[part] for part in parts]
            elif id:
                found.append(id)
            else:
                lost.append(said)
        return found, lost

    def _renumbered(self, act: Any) -> None:
        """Do something to the lines while what they say of each other stays the same."""
        spoken = {line.id: {cell: self._ids(line.cells[cell]) for cell in ("after", "back")} for line in self.lines}
        act(spoken)
        self.number()
        numbers = {line.id: str(line.number) for line in self.lines}
        for line in self.lines:
            for cell, (ids, lost) in spoken.get(line.id, {}).items():
                line.cells[cell] = ", ".join([*(numbers[id] for id in ids if id in numbers), *lost])
        self.is_changed = True

    def add(self, after: str = "", taken: Iterable[str] = ()) -> str:
        """A new line at the end, or right behind another, before all that follows it."""
        used = {line.id for line in self.lines} | set(taken)
        id = next(f"step_{count}" for count in range(1, len(used) + 2) if f"step_{count}" not in used)
        before = self.line(after) if after else (self.lines[-1] if self.lines else None)
        new = Line(id, cells=dict.fromkeys(CELLS, ""))
        new.cells["kind"] = "step"

        def act(spoken: dict) -> None:
            if before is None:
                self.lines.append(new)
                return
            new.cells["inside"] = before.cells.get("inside", "")
            if after:
                for said in spoken.values():
                    said["after"] = ([id if each == before.id else each for each in said["after"][0]], said["after"][1])
            spoken[id] = {"after": ([before.id], []), "back": ([], [])}
            self.lines.insert(self.lines.index(before) + 1 if after else len(self.lines), new)

        self._renumbered(act)
        return id

    def remove(self, id: str) -> None:
        """Take a line out: what came after it comes after what came before it."""
        line = self.line(id)
        if line is None:
            return

        def act(spoken: dict) -> None:
            before = spoken[id]["after"][0]
            for said in spoken.values():
                ids: list[str] = []
                for each in said["after"][0]:
                    ids += before if each == id else [each]
                said["after"] = (list(dict.fromkeys(ids)), said["after"][1])
                said["back"] = ([each for each in said["back"][0] if each != id], said["back"][1])
            self.lines.remove(line)
            for other in self.lines:
                if other.cells.get("inside") == id:
                    other.cells["inside"] = line.cells.get("inside", "")

        self._renumbered(act)

    def move(self, id: str, by: int) -> None:
        line = self.line(id)
        if line is None:
            return

        def act(_spoken: dict) -> None:
            place = self.lines.index(line) + by
            self.lines.remove(line)
            self.lines.insert(max(0, place), line)

        self._renumbered(act)

    # Back into rows

    def rows(self) -> list[Row]:
        """What is typed, as rows; `faults` of the lines tell what could not be read."""
        shown = {row.id: _line(row, list(self.known.values()), self.whom) for row in self.known.values()}
        moved = [line.id for line in self.lines] != list(self.known)
        return [self._row(line, shown.get(line.id), moved) for line in self.lines]

    def _row(self, line: Line, was: Line | None, moved: bool) -> Row:
        said = {key: value.replace("\r\n", "\n").strip() for key, value in line.cells.items()}
        old = line.old or Row(line.id, "")
        made: dict[str, Any] = {"name": said["name"], "kind": said["kind"]}

        def changed(cell: str) -> bool:
            return was is None or said[cell] != was.cells[cell].strip()

        if changed("after") or moved:
            made["after"] = tuple(self._named(line, "after"))
        if changed("back") or moved:
            made["sent_back_to"] = next(iter(self._named(line, "back")), "")
        if any(changed(letter) for letter in "RACI"):
            made["duties"] = tuple(
                duty
                for letter in "RACI"
                for duty in (self.whom.duties(letter, said[letter]) if changed(letter) else _of(old, letter))
            )
        if changed("hours"):
            made["hours"] = self._hours(line, "hours", said["hours"])
        for cell in ("only_if", "procedure", "operation", "lane", "inside"):
            if changed(cell):
                made[cell] = said[cell]
        if changed("measured"):
            made["measured"] = ", ".join(measured.keys_of(said["measured"]))
        if said["kind"] != Kind.AUTOMATIC:
            made["operation"] = ""
        elif not said["operation"]:
            line.faults["operation"] = _("Say what Régie does by itself in this step.")
        if changed("checklist"):
            made["checklist"] = tuple(filter(None, (each.strip() for each in said["checklist"].split("\n"))))
        if changed("wait"):
            made["wait"] = waited(said["wait"])
        if said["kind"] == Kind.APPROVAL:
            if (
                was is None
                or was.kind != "approval"
                or (line.stages, line.parallel, line.own) != (was.stages, was.parallel, was.own)
            ):
                made["gate"] = self._gate(line)
        else:
            made["gate"] = None
            made["sent_back_to"] = made.get("sent_back_to", old.sent_back_to) if was and was.kind == said["kind"] else ""
        return replace(old, **made)

    def _named(self, line: Line, cell: str) -> list[str]:
        ids, lost = self._ids(line.cells[cell])
        if lost:
            line.faults[cell] = _("There is no step %(number)s. Write the numbers of steps of this table, such as 1, 2.") % {
                "number": ", ".join(lost)
            }
        return ids

    def _hours(self, line: Line, cell: str, text: str) -> float | None:
        if not text:
            return None
        try:
            hours = float(written_number(text))
        except ValueError:
            hours = -1.0
        if not 0 <= hours < 100_000:
            line.faults[cell] = _("“%(text)s” is no number of working hours. Write it as 8 or 1.5.") % {"text": text}
            return None
        return hours

    def deadline(self) -> float | None:
        """Of the whole, in working hours; `whole_fault` tells where it could not be read."""
        text = self.whole["deadline"].strip()
        try:
            hours = float(written_number(text)) if text else None
        except ValueError:
            hours = -1.0
        if hours is not None and not 0 < hours < 1_000_000:
            self.whole_fault = _("“%(text)s” is no number of working hours. Write it as 8 or 1.5.") % {"text": text}
            return None
        return hours

    def _gate(self, line: Line) -> Gate | None:
        stages = []
        for said in line.stages:
            if not any(said[cell].strip() for cell in ("name", "hours", "who")) and said["rule"] in {"", "one"}:
                continue
            count = said["count"].strip()
            stages.append(
                Stage(
                    said["name"].strip(),
                    said["rule"] if said["rule"] in {"one", "all", "count"} else "one",
                    int(count) if count.isdigit() and count != "0" else 1,
                    self._hours(line, "gate", said["hours"].strip()),
                    self.whom.duties("A", said["who"]),
                )
            )
        return Gate(tuple(stages), line.parallel, line.own) if stages or line.own or line.parallel else None


def _of(row: Row, letter: str) -> tuple[Duty, ...]:
    return tuple(duty for duty in row.duties if duty.letter == letter)


def _line(row: Row, rows: list[Row], whom: Whom) -> Line:
    number = {each.id: str(place) for place, each in enumerate(rows, 1)}
    cells = {
        "name": row.name,
        "after": ", ".join(number[id] for id in row.after if id in number),
        "hours": typed_number(row.hours),
        "kind": str(row.kind),
        "back": number.get(row.sent_back_to, ""),
        "checklist": "\n".join(row.checklist),
        **{cell: getattr(row, cell) for cell in ("only_if", "procedure", "wait", "operation", "lane", "inside")},
        **{letter: ", ".join(whom.said(duty) for duty in _of(row, letter)) for letter in "RACI"},
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
