"""The outline as a form: one line a step, texts as one types them in a spreadsheet, read back into rows.

A cell left as it was keeps exactly what it stood for; steps are named by their number in the table, roles and people by their name.
A long outline is shown a page at a time: what is not shown is not sent, and stands as it is in the draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from regie.ui.forms import typed_number, written_number
from regie.work import measured
from regie.work.engine import outline
from regie.work.engine.model import Gate, Kind, Stage
from regie.work.engine.outline import Row
from regie.work.engine.rows import NAME
from regie.work.engine.timers import spoken
from regie.work.outline_lines import Line, lines_of, of_letter
from regie.work.whom import Whom

MOST = 300  # lines of a form; beyond, they come in pages
PAGE = 100
CELLS = ("name", "after", "R", "A", "C", "I", "hours", "kind", "back", "only_if", "checklist", "procedure", "measured", "wait", "operation", "lane", "inside")  # fmt: skip
STAGE = ("name", "rule", "count", "hours", "who")


class Sheet:
    def __init__(self, lines: list[Line], whom: Whom, known: Iterable[Row]) -> None:
        self.lines, self.whom = lines, whom
        self.known = {row.id: row for row in known}
        self.is_changed = False
        self.start, self.stop = 0, len(lines)  # which of them are shown
        self._spoken_of: tuple[dict[str, str], dict[str, str]] | None = None
        self.focus = ""  # where the cursor goes on a page drawn again
        self.whole = {"deadline": "", "measured": ""}  # what is said of the workflow as one
        self.whole_fault = ""
        self.number()

    @classmethod
    def of(cls, model: Any, whom: Whom) -> Sheet:
        rows = outline.rows(model)
        sheet = cls(lines_of(rows, whom), whom, rows)
        sheet.whole = {"deadline": typed_number(model.deadline), "measured": measured.names(model.measured)}
        sheet.turn()
        return sheet

    @classmethod
    def typed(cls, data: Any, rows: list[Row], whom: Whom) -> Sheet:
        """The lines of a POST, in the order they came, between those of the draft that were not shown."""
        known = {row.id: row for row in rows}
        lines: list[Line] = []
        for id in dict.fromkeys(data.getlist("row")[: MOST + PAGE]):
            if not NAME.match(id):
                continue
            line = Line(id, old=known.get(id), cells={cell: data.get(f"{id}-{cell}", "") for cell in CELLS})
            line.cells["kind"] = line.cells["kind"] or "step"
            line.parallel, line.own = f"{id}-parallel" in data, f"{id}-own" in data
            parts = [data.getlist(f"{id}-stage-{name}") for name in STAGE]
            line.stages = [dict(zip(STAGE, values, strict=True)) for values in zip(*parts, strict=False)]
            lines.append(line)
        places, sent = {row.id: place for place, row in enumerate(rows)}, {line.id for line in lines}
        start = places.get(data.get("before", ""), -1) + 1
        stop = places.get(data.get("behind", ""), len(rows))
        others = lines_of(rows, whom) if start or stop < len(rows) else []
        head = [line for line in others[:start] if line.id not in sent]
        sheet = cls([*head, *lines, *(line for line in others[stop:] if line.id not in sent)], whom, rows)
        sheet.start, sheet.stop = len(head), len(head) + len(lines)
        sheet.whole = {name: data.get(f"whole-{name}", "") for name in sheet.whole}
        return sheet

    @property
    def is_long(self) -> bool:
        return len(self.lines) > MOST

    def turn(self, page: int = 1, at: str = "") -> None:
        """Show one page, or the one on which a line is."""
        if not self.is_long:
            self.start, self.stop = 0, len(self.lines)
            return
        line = self.line(at) if at else None
        page = (line.number - 1) // PAGE + 1 if line else Paginator(self.lines, PAGE).get_page(page).number
        self.start, self.stop = (page - 1) * PAGE, min(page * PAGE, len(self.lines))

    @property
    def shown(self) -> list[Line]:
        return self.lines[self.start : self.stop]

    @property
    def page(self) -> Page | None:
        return Paginator(self.lines, PAGE).get_page(self.start // PAGE + 1) if self.is_long else None

    @property
    def before(self) -> str:
        """The line before the first that is shown."""
        return self.lines[self.start - 1].id if self.start else ""

    @property
    def behind(self) -> str:
        return self.lines[self.stop].id if self.stop < len(self.lines) else ""

    def shows(self, line: Line | None) -> bool:
        return line is not None and self.start < line.number <= self.stop

    def number(self) -> None:
        self._spoken_of = None
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

    def named(self, said: str) -> str:
        """The line of which a number, a key or a part of its name is said; "" for none."""
        if not said:
            return ""
        by = said.casefold()
        found = (line.id for line in self.lines if by in (str(line.number), line.id.casefold()))
        part = (line.id for line in self.lines if by in line.cells["name"].casefold())
        return next(found, "") or next(part, "")

    # Steps spoken of by number

    def _ids(self, text: str) -> tuple[list[str], list[str]]:
        """The lines that a text names by number or by name, and what it names that is not there."""
        if self._spoken_of is None:
            self._spoken_of = (
                {str(line.number): line.id for line in self.lines},
                {line.cells["name"].strip().casefold(): line.id for line in self.lines if line.cells["name"].strip()},
            )
        by_number, by_name = self._spoken_of
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
                self.stop += 1
                return
            new.cells["inside"] = before.cells.get("inside", "")
            if after:
                for said in spoken.values():
                    said["after"] = ([id if each == before.id else each for each in said["after"][0]], said["after"][1])
            spoken[id] = {"after": ([before.id], []), "back": ([], [])}
            self.lines.insert(self.lines.index(before) + 1 if after else len(self.lines), new)
            self.stop += 1

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
            self.stop -= 1
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
        shown = {line.id: line for line in lines_of(list(self.known.values()), self.whom)}
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
                for duty in (self.whom.duties(letter, said[letter]) if changed(letter) else of_letter(old, letter))
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
            made["wait"] = spoken(said["wait"])
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
