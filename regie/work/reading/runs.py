"""A run as its page shows it: each step with who, when it was planned, where it stands, what it waits for. A dozen queries, whatever
its length."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import pgettext

from regie.work.models import Delivery, PlannedStep, Run, Task
from regie.work.reading import past, when


@dataclass
class Line:
    step: PlannedStep
    duties: dict[str, list] = field(default_factory=dict)
    tasks: list[Task] = field(default_factory=list)

    @property
    def now(self) -> Task | None:
        return next((task for task in reversed(self.tasks) if task.ended_at is None), None)

    @property
    def state(self) -> str:
        if self.now is not None:
            return "watch" if self.now.is_late else "wait"
        return "good" if any(task.status == "done" for task in self.tasks) else "none"

    @property
    def visits(self) -> int:
        return len(self.tasks)

    @property
    def letters(self) -> list[list]:
        return [self.duties.get(letter, []) for letter in "RACI"]

    @property
    def lent(self) -> list[tuple[str, Any, Any]]:
        """Letters that somebody has in another's place, while the step is not done: the letters, who, and in whose."""
        if self.state == "good":
            return []
        found: dict[tuple, str] = {}
        for duty in (duty for duties in self.letters for duty in duties if duty.person and duty.instead_of):
            place = (duty.person, duty.instead_of)
            found[place] = f"{found[place]} {duty.letter}" if place in found else duty.letter
        return [(letters, *place) for place, letters in found.items()]

    @property
    def said(self) -> str:
        if self.now is not None:
            return str(self.now.get_status_display())
        return pgettext("task", "done") if self.state == "good" else ""


@dataclass
class Shown:
    run: Run
    lines: list[Line]
    choices: list[Task]  # what the run asks besides its steps
    content: Any
    awaited: list[Delivery]  # from other departments, and not there yet
    coming: when.Coming | None = None  # when it will be done, by the team's own past

    @property
    def marks(self) -> str:
        """Element → state and sentence, for the diagram."""
        return json.dumps({line.step.node: [line.state, line.said] for line in self.lines if line.said})

    @property
    def asked(self) -> list[Task]:
        """Questions, word to send or to wait for, and what Régie does: beside the planned steps."""
        return [task for task in self.choices if task.kind != Task.Kind.EVENT]

    @property
    def events(self) -> list[Task]:
        """What may happen now; nobody waits for it."""
        return [task for task in self.choices if task.kind == Task.Kind.EVENT and task.is_open]

    @property
    def done(self) -> int:
        return sum(line.state == "good" for line in self.lines)


def of_run(run: Run) -> Shown:
    tasks = defaultdict(list)
    for task in run.tasks.order_by("pk").prefetch_related("duties__person", "duties__instead_of"):
        tasks[task.node].append(task)
    lines = []
    for step in run.steps.prefetch_related("duties__person", "duties__role", "duties__instead_of"):
        duties: dict[str, list] = defaultdict(list)
        mine = tasks.pop(step.node, [])
        for duty in (mine[-1] if mine else step).duties.all():
            duties[duty.letter].append(duty)
        lines.append(Line(step, dict(duties), mine))
    others = [task for rest in tasks.values() for task in rest]
    held = Delivery.objects.open().filter(holds__task__run=run, holds__task__ended_at=None).distinct().select_related("domain")
    return Shown(run, lines, others, getattr(run, "content", None), list(held), _coming(run))


def open_to(reader: Any, run: Run) -> set[Any]:
    """What of a run leads somewhere for who reads: its tasks, and what it awaits. Two queries."""
    tasks = Task.objects.visible_to(reader).filter(run=run)
    awaited = Delivery.objects.visible_to(reader).filter(holds__task__run=run).distinct()
    return {*tasks.only("pk"), *awaited.only("pk")}


def _coming(run: Run) -> when.Coming | None:
    if run.ended_at:
        return None
    found = when.expected(past.read(run.version.workflow))
    return next((each for each in found.coming if each.run.pk == run.pk), None) if found else None


def late(rows: Any) -> int:
    return rows.under_way().filter(due_on__lt=timezone.localdate()).count()


@dataclass
class Matrix:
    people: list[Any]
    rows: list[tuple[PlannedStep, bool, list[tuple[Any, str]]]]  # whether it is still to come; the letters of each person


def matrix_of(run: Run, more: Any = None) -> Matrix:
    """Steps × people; `more` is somebody who has nothing yet. Four queries."""
    people: dict[Any, str] = {more: str(more)} if more else {}
    found: list[tuple[PlannedStep, dict[Any, str]]] = []
    begun = dict(run.tasks.filter(ended_at=None).order_by("pk").values_list("node", "pk"))
    done = set(run.tasks.exclude(ended_at=None).values_list("node", flat=True))
    for step in run.steps.prefetch_related("duties__person"):
        step.open_task = begun.get(step.node)  # type: ignore[attr-defined]
        letters: dict[Any, str] = defaultdict(str)
        for duty in sorted(step.duties.all(), key=lambda duty: "RACI".index(duty.letter)):
            whom = duty.person or duty.wanted
            people[whom] = str(whom)
            letters[whom] += duty.letter
        found.append((step, letters))
    order = sorted(people, key=lambda whom: people[whom])
    return Matrix(
        order,
        [
            (step, not run.ended_at and step.node not in begun.keys() | done, [(whom, letters.get(whom, "")) for whom in order])
            for step, letters in found
        ],
    )
