"""One line of the outline, and what may be wrong with a table of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .model import Duty, Gate, Kind

MADE = {Kind.STEP, Kind.APPROVAL, Kind.TIMER, Kind.AUTOMATIC, Kind.GROUP}  # what a row may be made into
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")  # an id that XML takes
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\s]+")
PERIOD = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?\Z")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?\Z")


@dataclass(frozen=True)
class Row:
    """A step as a table shows it. `after` names the rows it waits for; none: it comes first.

    `only_if` is the name of the way that leads here where the row before asks for a choice; beside named ways, one without a
    name is taken otherwise. `inside` is the group (sub-process) the row lies in. `wait` is of a timer: ISO 8601.
    """

    id: str
    name: str
    after: tuple[str, ...] = ()
    kind: str = "step"
    duties: tuple[Duty, ...] = ()
    hours: float | None = None
    gate: Gate | None = None
    sent_back_to: str = ""
    checklist: tuple[str, ...] = ()
    procedure: str = ""
    measured: str = ""
    wait: str = ""
    only_if: str = ""
    lane: str = ""
    operation: str = ""
    inside: str = ""


class OutlineError(ValueError):
    """A row that cannot be drawn: its id, and a sentence that says what to do."""

    def __init__(self, row: str, sentence: object) -> None:
        super().__init__(row, sentence)
        self.row = row
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


def said(text: str) -> str:
    """A text on one line, without what a file cannot hold."""
    return UNSEEN.sub(" ", text).strip()


def tidy(rows: Iterable[Row]) -> list[Row]:
    """The rows as they will be read again: texts on one line, those waited for in the order of the table, once each.

    What lies in a group lies in the group's lane, unless it has one of its own.
    """
    rows = list(rows)
    place = {row.id: index for index, row in enumerate(rows)}
    by_id = {row.id: row for row in rows}

    def lane(row: Row) -> str:
        passed = set()
        while not row.lane and row.inside in by_id and row.id not in passed:
            passed.add(row.id)
            row = by_id[row.inside]
        return said(row.lane)

    return [
        replace(
            row,
            name=said(row.name),
            after=tuple(sorted(dict.fromkeys(row.after), key=lambda id: place.get(id, -1))),
            only_if=said(row.only_if),
            lane=lane(row),
            checklist=tuple(filter(None, map(said, row.checklist))),
            procedure=said(row.procedure),
            measured=said(row.measured),
            operation=said(row.operation),
            wait=said(row.wait),
            kind=str(row.kind),
        )
        for row in rows
    ]


def check(rows: Sequence[Row], known: Iterable[str] = ()) -> None:
    """Raises `OutlineError` for the first row that cannot be drawn. `known` are rows that were drawn before, of whatever kind."""
    by_id: dict[str, Row] = {}
    for row in rows:
        if row.id in by_id:
            raise OutlineError(row.id, format_lazy(_("Two rows have the same id, {id}. Take one of them out."), id=row.id))
        if not NAME.match(row.id):
            raise OutlineError(row.id, _("An id begins with a letter and holds letters, digits, dots, dashes and underscores."))
        by_id[row.id] = row
    old = set(known)
    for row in rows:
        _check_itself(row, row.id in old, any(other.inside == row.id for other in rows) if row.kind == Kind.GROUP else True)
        _check_links(row, by_id, row.id in old)
    _check_circles(rows, by_id)


def _check_itself(row: Row, old: bool, full: bool) -> None:
    if not row.name and not old:
        raise OutlineError(row.id, _("This step has no name. Say in a few words what is done, such as “Write the text”."))
    if row.kind not in MADE and not old:
        raise OutlineError(row.id, _("The table cannot make a step of this kind. Draw it in the diagram."))
    if row.kind == Kind.TIMER and not old and not (PERIOD.match(row.wait) or DAY.match(row.wait)):
        raise OutlineError(row.id, _("Say how long this step waits, such as three days, or until which date."))
    if row.kind == Kind.AUTOMATIC and not row.operation and not old:
        raise OutlineError(row.id, _("Say what Régie does by itself in this step."))
    if row.kind == Kind.GROUP and not full:
        raise OutlineError(row.id, _("This group is empty. Put a step into it, or take it out."))
    if row.hours is not None and not row.hours >= 0:
        raise OutlineError(row.id, _("A duration is a number of working hours, zero or more."))


def _check_links(row: Row, by_id: dict[str, Row], old: bool) -> None:
    if row.inside and (row.inside not in by_id or by_id[row.inside].kind != Kind.GROUP):
        raise OutlineError(row.id, _("This step lies in a group that the table does not have. Choose another group, or none."))
    for other in row.after:
        if other not in by_id:
            raise OutlineError(
                row.id, format_lazy(_("“{name}” comes after a step that the table does not have. Choose another."), name=row.name)
            )
        if other == row.id:
            raise OutlineError(row.id, format_lazy(_("“{name}” cannot come after itself."), name=row.name))
        if by_id[other].inside != row.inside:
            raise OutlineError(
                row.id,
                format_lazy(
                    _("“{name}” comes after a step of another group. Let it come after the group itself."), name=row.name
                ),
            )
    if not row.sent_back_to:
        return
    if row.kind != Kind.APPROVAL and not old:
        raise OutlineError(
            row.id,
            format_lazy(_("Only an approval sends back. Make “{name}” an approval, or empty “sent back to”."), name=row.name),
        )
    if row.sent_back_to not in by_id or by_id[row.sent_back_to].inside != row.inside:
        raise OutlineError(
            row.id, format_lazy(_("“{name}” sends back to a step that is not there. Choose another."), name=row.name)
        )
    if row.sent_back_to == row.id or not _comes_before(row.sent_back_to, row, by_id):
        raise OutlineError(row.id, format_lazy(_("“{name}” can only send back to a step that comes before it."), name=row.name))


def _comes_before(wanted: str, row: Row, by_id: dict[str, Row]) -> bool:
    seen: set[str] = set()
    waiting = list(row.after)
    while waiting:
        each = waiting.pop()
        if each == wanted:
            return True
        if each not in seen and each in by_id:
            seen.add(each)
            waiting += by_id[each].after
    return False


def _check_circles(rows: Sequence[Row], by_id: dict[str, Row]) -> None:
    """Rows that wait for each other can never begin: coming back is what an approval is for."""
    waits = {row.id: len(row.after) for row in rows}
    follow: dict[str, list[str]] = {row.id: [] for row in rows}
    for row in rows:
        for other in row.after:
            follow[other].append(row.id)
    ready = [id for id, count in waits.items() if not count]
    while ready:
        for other in follow[ready.pop()]:
            waits[other] -= 1
            if not waits[other]:
                ready.append(other)
    if left := next((id for id, count in waits.items() if count), None):
        raise OutlineError(
            left,
            format_lazy(
                _("“{name}” waits for itself through other steps. To come back to a step, let an approval send back to it."),
                name=by_id[left].name,
            ),
        )
    for row in rows:
        trail, each = {row.id}, row.inside
        while each:
            if each in trail:
                raise OutlineError(row.id, _("A group cannot lie in itself."))
            trail.add(each)
            each = by_id[each].inside
