"""What differs between two versions of a workflow, in sentences people read: steps added, taken out, changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from regie.ui.forms import typed_number
from regie.work import measured
from regie.work.engine.model import Model
from regie.work.engine.outline import Row
from regie.work.operations import OPERATIONS
from regie.work.waits import said_wait

KINDS = {
    "step": gettext_lazy("Step"),
    "approval": gettext_lazy("Approval"),
    "timer": pgettext_lazy("step", "Wait"),
    "group": pgettext_lazy("step", "Group"),
    "message": pgettext_lazy("step", "Message"),
    "automatic": pgettext_lazy("step", "Automatic"),
    "other": pgettext_lazy("step", "Other"),
}
RULES = {"one": gettext_lazy("one of them"), "all": gettext_lazy("all of them"), "count": gettext_lazy("so many of them")}


@dataclass
class Change:
    """A field of a step: what it was, what it is."""

    label: Any
    old: str
    new: str


@dataclass
class Difference:
    whole: list[Change] = field(default_factory=list)  # of the workflow as one
    added: list[Row] = field(default_factory=list)
    removed: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, list[Change]]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.whole or self.added or self.removed or self.changed)

    @property
    def count(self) -> int:
        return len(self.added) + len(self.removed) + len(self.changed)


def of_whole(old: Model, new: Model) -> list[Change]:
    """Its deadline, and what it is measured by."""
    told = [(typed_number(each.deadline), measured.names(each.measured)) for each in (old, new)]
    labels = (gettext_lazy("To be done within, working hours"), gettext_lazy("Measured by"))
    return [Change(label, was, now) for label, was, now in zip(labels, *told, strict=True) if was != now]


def between(old: list[Row], new: list[Row], said: Callable[[Any], str]) -> Difference:
    """`said` gives a duty's name. Steps are the same where their ids are."""
    before, after = {row.id: row for row in old}, {row.id: row for row in new}
    known = before | after  # a step that has another name changes by itself, not those that come after it
    found = Difference(added=[row for row in new if row.id not in before], removed=[row for row in old if row.id not in after])
    for row in new:
        was = before.get(row.id)
        if was is None:
            continue
        mine, theirs = _told(row, after, said), _told(was, known, said)
        changes = [Change(label, theirs[key][1], text) for key, (label, text) in mine.items() if theirs[key][1] != text]
        if changes:
            found.changed.append((row, changes))
    return found


def _told(row: Row, rows: dict[str, Row], said: Callable[[Any], str]) -> dict[str, tuple[Any, str]]:
    def names(ids: Any) -> str:
        return ", ".join(rows[id].name or id for id in ids if id in rows)

    return {
        "name": (gettext_lazy("Name"), row.name),
        "kind": (gettext_lazy("Kind"), str(KINDS.get(str(row.kind), row.kind))),
        "after": (pgettext_lazy("step", "After"), names(row.after)),
        **{letter: (letter, ", ".join(sorted(said(duty) for duty in row.duties if duty.letter == letter))) for letter in "RACI"},
        "hours": (gettext_lazy("Working hours"), typed_number(row.hours)),
        "back": (gettext_lazy("If sent back, return to"), names([row.sent_back_to])),
        "gate": (gettext_lazy("Rules of the approval"), gate_said(row, said)),
        "only_if": (gettext_lazy("Only if"), row.only_if),
        "wait": (pgettext_lazy("step", "Waits"), said_wait(row.wait)),
        "checklist": (gettext_lazy("Checklist"), " · ".join(row.checklist)),
        "procedure": (gettext_lazy("Procedure"), row.procedure),
        "measured": (gettext_lazy("Measured by"), ", ".join(map(measured.name_of, measured.keys_in(row.measured)))),
        "operation": (gettext_lazy("What Régie does by itself"), operation_said(row.operation)),
        "lane": (gettext_lazy("Lane"), row.lane),
        "inside": (gettext_lazy("Part of"), names([row.inside])),
    }


def operation_said(key: str) -> str:
    known = OPERATIONS.get(key)
    return str(known.label) if known else key


def gate_said(row: Row, said: Callable[[Any], str]) -> str:
    if row.gate is None:
        return ""
    parts = []
    for stage in row.gate.stages:
        words = [stage.name, ", ".join(said(duty) for duty in stage.duties), str(RULES.get(stage.rule, stage.rule))]
        if stage.rule == "count":
            words[-1] = _("%(count)d of them") % {"count": stage.count}
        if stage.hours is not None:
            words.append(_("%(hours)s h") % {"hours": typed_number(stage.hours)})
        parts.append(", ".join(filter(None, words)))
    told = (_("at once:") + " " if row.gate.parallel else "") + "; ".join(parts)
    return told.strip() + (f" ({_('people may approve their own work')})" if row.gate.own else "")
