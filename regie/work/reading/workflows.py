"""Workflows as their pages show them: the list with what is under way, one with its steps, tokens, remarks and versions."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from statistics import median
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regie.lib.numbers import NO_BREAK, number
from regie.work import homes, models_of
from regie.work.differences import Difference, between, of_whole
from regie.work.engine import lint as linting
from regie.work.engine import outline
from regie.work.engine.model import WORKED
from regie.work.models import Duty, Run, Task, Version, Workflow
from regie.work.planning import Holders
from regie.work.whom import Whom

DAY = 7.0  # working hours of a usual day
PAGE = 300  # steps of a table that one reads; the diagram has them all
FEW = 40  # remarks that one reads at once
LATEST = 600  # visits of steps that a median is taken of
SINCE = timedelta(days=550)


def worked(hours: float | None) -> str:
    """Working hours as people say them: `8 h`, `16 h`, from three days on `11.5 d`."""
    if hours is None:
        return ""
    language = get_language() or "en"
    if hours < 3 * DAY:
        said = _("%(count)s h") % {"count": number(round(hours) if hours >= 3 else round(hours, 1), language)}
    else:
        said = _("%(count)s d") % {"count": number(round(hours / DAY * 2) / 2, language)}
    return said.replace(" ", NO_BREAK)


@dataclass
class Card:
    workflow: Workflow
    under_way: int
    number: int | None  # of the published version
    has_draft: bool
    hours: float | None  # median of runs that went all the way

    @property
    def median(self) -> str:
        return worked(self.hours)


def cards(rows: Any) -> list[Card]:
    """All workflows of a queryset. 4 queries."""
    workflows = list(rows.select_related("owner").prefetch_related(None))
    keys = [workflow.pk for workflow in workflows]
    under_way = dict(
        Run.objects.under_way().filter(version__workflow__in=keys).values_list("version__workflow").annotate(count=Count("pk"))
    )
    versions: dict[int, list[tuple[int, Any]]] = defaultdict(list)
    for key, number_, published_at in Version.objects.filter(workflow__in=keys).values_list("workflow", "number", "published_at"):
        versions[key].append((number_, published_at))
    lengths: dict[int, list[float]] = defaultdict(list)
    week = homes.week()
    ended = Run.objects.filter(version__workflow__in=keys, ending="finished", ended_at__gte=timezone.now() - SINCE)
    for key, begun, done in ended.order_by("-ended_at").values_list("version__workflow", "started_at", "ended_at")[:4000]:
        lengths[key].append(week.between(begun, done))
    return [
        Card(
            workflow,
            under_way.get(workflow.pk, 0),
            max((number_ for number_, published in versions[workflow.pk] if published), default=None),
            any(not published for _number, published in versions[workflow.pk]),
            median(lengths[workflow.pk]) if lengths[workflow.pk] else None,
        )
        for workflow in workflows
    ]


@dataclass
class Step:
    """A row of the outline as it is read."""

    row: Any
    number: int
    who: dict[str, list[Any]]  # by letter: `planned.Who`
    tokens: int = 0
    hours: float | None = None  # median of its visits
    depth: int = 0

    @property
    def limit(self) -> str:
        return worked(self.row.hours)

    @property
    def median(self) -> str:
        return worked(self.hours)

    @property
    def is_slow(self) -> bool:
        return self.hours is not None and bool(self.row.hours) and self.hours > self.row.hours

    @property
    def letters(self) -> list[tuple[list[Any], str]]:
        """For each letter the first two, and the names of the others."""
        return [
            (people[:2], ", ".join(str(each.person or each.wanted) for each in people[2:]))
            for people in map(self.who.get, "RACI")
        ]

    @property
    def wait(self) -> str:
        from regie.work.waits import said_wait

        return said_wait(self.row.wait)


@dataclass
class Shown:
    workflow: Workflow
    version: Version
    steps: list[Step]
    under_way: int
    remarks: list[Any]  # of the linter
    unsupported: list[Any]
    notes: list[Any]  # runs, though not as drawn
    limits: list[Any]
    about: list[str]  # what is written about the whole
    first: int = 0  # of the steps that the table shows

    @property
    def part(self) -> list[Step]:
        return self.steps[self.first : self.first + PAGE]

    @property
    def parts(self) -> list[tuple[int, int]]:
        """First and last number of each part of a long table; none where it is all there."""
        count = len(self.steps)
        return [(at + 1, min(at + PAGE, count)) for at in range(0, count, PAGE)] if count > PAGE else []

    @property
    def told(self) -> list[Any]:
        """The remarks that are told: faults first."""
        return sorted(self.remarks, key=lambda remark: remark.severity != "fault")[:FEW]

    @property
    def untold(self) -> int:
        return max(0, len(self.remarks) - FEW)

    @property
    def tokens(self) -> str:
        return json.dumps({step.row.id: step.tokens for step in self.steps if step.tokens})

    @property
    def marks(self) -> str:
        """Element → state and sentence, for the diagram."""
        return json.dumps(marks_of(self.remarks, self.unsupported, self.notes))

    @property
    def faults(self) -> int:
        return sum(remark.severity == "fault" for remark in self.remarks)

    @cached_property
    def slowest(self) -> Step | None:
        slow = [step for step in self.steps if step.is_slow and step.tokens]
        return max(slow, key=lambda step: (step.hours or 0) / step.row.hours * step.tokens, default=None)


def marks_of(remarks: list[Any], unsupported: list[Any], notes: list[Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    lines = [(note.id, "wait", note.why) for note in notes]
    lines += [(remark.node_id, "breach" if remark.severity == "fault" else "watch", remark.why) for remark in reversed(remarks)]
    lines += [(fault.id, "breach", fault.why) for fault in unsupported]
    for id, state, why in lines:
        if id:
            before = found.get(id)
            found[id] = [state, f"{why} {before[1]}" if before else str(why)]
    return found


def remarks_of(model: Any, holders: Holders) -> list[Any]:
    return linting.lint(model, holders=holders.count, load=_load())


def _load() -> Any:
    """How many approvals wait for somebody, by role or address. 1 query, when it is asked."""
    found: Counter[str] = Counter()
    asked = False

    def load(whom: str) -> int:
        nonlocal asked
        if not asked:
            asked = True
            rows = Duty.objects.filter(letter="A", task__ended_at=None, task__kind="approval")
            for role, email in rows.values_list("role__name", "person__email"):
                for name in filter(None, (role, email)):
                    found[name.casefold()] += 1
        return found[whom.casefold()]

    return load


def of_version(version: Version, first: int = 0) -> Shown:
    """What the page of a workflow shows, its table from step `first` on. 12 queries, whatever its length."""
    workflow = version.workflow
    model, faults = models_of.model_of(version), models_of.unsupported_of(version)
    holders = Holders()
    remarks = remarks_of(model, holders)
    tokens = Counter(
        Task.objects.open().filter(run__version__workflow=workflow, run__ended_at=None).values_list("node", flat=True)
    )
    hours = medians(workflow)
    steps = steps_of(model, holders)
    for step in steps:
        step.tokens, step.hours = tokens[step.row.id], hours.get(step.row.id)
    return Shown(
        workflow,
        version,
        steps,
        Run.objects.under_way().filter(version__workflow=workflow).count(),
        remarks,
        [fault for fault in faults if not fault.runs],
        [fault for fault in faults if fault.runs],
        outline.limits(model),
        list(model.notes),
        max(0, first - 1) // PAGE * PAGE,
    )


def steps_of(model: Any, holders: Holders) -> list[Step]:
    rows = outline.rows(model)
    inside = {row.id: row.inside for row in rows}
    steps = []
    for place, row in enumerate(rows, 1):
        who = {letter: [who for duty in row.duties if duty.letter == letter for who in holders.of(duty)] for letter in "RACI"}
        depth, around = 0, row.inside
        while around and depth < 6:
            depth, around = depth + 1, inside.get(around, "")
        steps.append(Step(row, place, who, depth=depth))
    return steps


def medians(workflow: Workflow) -> dict[str, float]:
    """Working hours of the latest visits of each step. 1 query."""
    week = homes.week()
    lengths: dict[str, list[float]] = defaultdict(list)
    rows = Task.objects.filter(run__version__workflow=workflow, status="done").order_by("-ended_at")
    for node, made_at, ended_at in rows.values_list("node", "made_at", "ended_at")[:LATEST]:
        lengths[node].append(week.between(made_at, ended_at))
    return {node: median(found) for node, found in lengths.items()}


@dataclass
class Cell:
    place: str
    whom: str
    letters: str

    @property
    def is_odd(self) -> bool:
        """Letters that the choices do not have."""
        return self.letters not in {"", "R", "A", "RA", "C", "I"}


@dataclass
class Matrix:
    """Steps × roles and people, as a workflow writes them."""

    heads: list[str]
    rows: list[tuple[Any, list[Cell]]]


def matrix_of(version: Version, whom: Whom, more: str = "") -> Matrix:
    """`more` adds a column that has nothing yet."""
    rows = [row for row in outline.rows(models_of.model_of(version)) if row.kind in {str(kind) for kind in WORKED}]
    heads = list(dict.fromkeys(whom.said(duty) for row in rows for duty in row.duties))
    if more and more not in heads:
        heads.append(more)
    found = []
    for place, row in enumerate(rows):
        letters: dict[str, str] = defaultdict(str)
        for duty in row.duties:
            letters[whom.said(duty)] += duty.letter
        cells = [
            Cell(f"{place}-{column}", head, "".join(each for each in "RACI" if each in letters[head]))
            for column, head in enumerate(heads)
        ]
        found.append((row, cells))
    return Matrix(heads, found)


def versions_of(workflow: Workflow) -> list[Version]:
    """Newest first, each with its number of runs under way. 1 query."""
    rows = workflow.versions.select_related("made_by", "published_by")
    return list(rows.annotate(under_way=Count("runs", filter=Q(runs__ended_at=None))).order_by("-number"))


def difference(old: Version, new: Version, whom: Whom) -> Difference:
    before, after = models_of.model_of(old), models_of.model_of(new)
    found = between(outline.rows(before), outline.rows(after), whom.said)
    found.whole = of_whole(before, after)
    return found
