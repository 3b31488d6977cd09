"""Where it is stuck, as its page and the panel of a workflow show it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from django.db.models import Count, F, Q
from django.utils import timezone

from regie.people.models import Absence, Person
from regie.work import models_of
from regie.work.flow import bottlenecks, measures
from regie.work.flow.bottlenecks import Evidence, Proposal, Reason
from regie.work.flow.measures import DAY, StepFlow, Whole
from regie.work.models import Improvement, Opinion, PassedStep
from regie.work.reading.past import Read, read
from regie.work.reading.when import Expected, expected

WINDOWS = {"90": 90, "180": 180, "365": 365, "all": 0}
MOST = 3  # bottlenecks told in full
WEEKS = 26
HOURS_OF_DAY = 7.0  # as people count them
AGES = (7.0, 35.0, 70.0, 140.0)  # a day, a week, two, four, in working hours


@dataclass
class Line:
    """A step in the table."""

    step: PassedStep
    name: str
    flow: StepFlow
    limit: float | None = None  # working hours that the workflow allows

    @property
    def is_over(self) -> bool:
        return self.limit is not None and self.flow.lead > self.limit


@dataclass
class Stuck(Line):
    """A bottleneck: why, and what could be changed."""

    why: list[tuple[Reason, str]] = field(default_factory=list)  # with the name of the person it is about
    proposals: list[Proposal] = field(default_factory=list)
    standing: set[str] = field(default_factory=set)  # kinds adopted already

    @property
    def proposal(self) -> Proposal | None:
        return next((each for each in self.proposals if each.kind not in self.standing), None)

    @property
    def in_days(self) -> bool:
        """What could be changed stands below one another: one unit for all of it."""
        return any(each.hours >= HOURS_OF_DAY for each in self.proposals)

    @property
    def others(self) -> list[Proposal]:
        return [each for each in self.proposals if each is not self.proposal and each.kind not in self.standing]


@dataclass
class Kept:
    """An improvement with what it did."""

    improvement: Improvement
    name: str
    effect: bottlenecks.Effect


@dataclass
class Shown:
    read: Read
    whole: Whole
    lines: list[Line]
    stuck: list[Stuck]
    kept: list[Kept]
    approvers: list[tuple[Any, measures.Approver]]
    load: list[tuple[Any, int, float]]
    rounds: tuple[int, float, float] | None  # runs counted, mean rounds, share in one round
    weeks: Any = None
    throughput: Any = None
    cumulative: dict[str, Any] = field(default_factory=dict)
    ages: list[int] = field(default_factory=list)
    expected: Expected | None = None
    people: dict[int, Any] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not len(self.read.tasks)

    @property
    def in_days(self) -> bool:
        """What the changes did stands below one another: one unit for all of them."""
        return any(max(each.effect.hours_before, each.effect.hours_after) >= HOURS_OF_DAY for each in self.kept)


def of_house(workflow: Any = None, window: int = 365, audit: Any = None, with_dates: bool = True) -> Shown:
    """Everything of the page. Fifteen queries at most, whatever the number of tasks."""
    seen = read(workflow, audit)
    since = seen.now - window * DAY if window else 0.0
    tasks = seen.tasks
    cycle = seen.clock.elapsed(tasks["ended"]) - seen.clock.elapsed(tasks["begun"])
    flows = measures.by_step(tasks, since)
    answers = seen.answers() if audit is None else np.zeros(0, dtype=[("person", "f8")])
    approvers = measures.by_approver(answers[(answers["given"] >= since) & (answers["person"] > 0)]) if len(answers) else []
    load = measures.load_by_person(tasks, since)
    people = Person.objects.in_bulk({int(flow.main_person) for flow in flows} | {each.person for each in approvers} | set(load))
    limits = (
        _limits({step.workflow_id: step.workflow for step in seen.steps.values() if step.workflow_id}) if audit is None else {}
    )
    lines = [_line(flow, seen, limits) for flow in flows if int(flow.step) in seen.steps]
    found = bottlenecks.stuck([line.flow for line in lines])[:MOST]
    wanted = {flow.step: flow for flow in found}
    in_detail = _in_detail(wanted, lines, seen, since, people)
    rounds = measures.rounds_by_run(tasks, since)
    edges = measures.weeks_of(seen.now, WEEKS)
    if audit is not None:  # its stays are parts of tasks; the tasks themselves are its runs
        tasks = seen.runs
        cycle = seen.clock.elapsed(tasks["ended"]) - seen.clock.elapsed(tasks["begun"])
        if len(tasks) and tasks["ended"].max() > 0:
            edges = measures.weeks_of(float(tasks["ended"].max()), WEEKS)
    whole = measures.whole(tasks, cycle, since)
    if audit is not None:
        whole, rounds = _as_told(whole, seen.tasks, audit), rounds if audit.tells_stays else np.array([])
    return Shown(
        seen, whole, lines, in_detail, _kept(seen) if audit is None else [],
        [(people.get(each.person), each) for each in approvers if people.get(each.person)],
        sorted(((people[who], count, hours) for who, (count, hours) in load.items() if who in people), key=lambda row: -row[2]),
        (len(rounds), float(rounds.mean()), float((rounds <= 1).mean())) if len(rounds) else None,
        edges, measures.throughput(tasks, edges), measures.cumulative_flow(tasks, edges), measures.ages(tasks, AGES),
        expected(seen) if with_dates and audit is None else None, people,
    )  # fmt: skip


def of_workflow(workflow: Any, window: int = 365) -> Shown:
    """For the panel on a workflow's page."""
    return of_house(workflow, window, with_dates=False)


def _as_told(whole: Whole, stays: Any, audit: Any) -> Whole:
    """Only what the export tells: of most tools nobody knows when work on a task began, waited or came back."""
    if not audit.tells_stays:
        return replace(whole, cycle=None, idle_share=None, first_pass=None)
    told = stays.where(stays.is_done)
    return replace(whole, idle_share=float(told.idle.sum() / told.hours.sum()) if told.hours.sum() else None)


def medians(shown: Shown) -> dict[str, StepFlow]:
    """Of one workflow's steps, by the id of their node in the diagram: for its outline."""
    return {line.step.node: line.flow for line in shown.lines}


def _line(flow: StepFlow, seen: Read, limits: dict[tuple[int | None, str], float | None]) -> Line:
    step = seen.steps[int(flow.step)]
    return Line(step, seen.name_of(step.pk), flow, limits.get((step.workflow_id, step.node)))


def _limits(workflows: dict[int, Any]) -> dict[tuple[int | None, str], float | None]:
    """{(workflow, node): hours allowed} by the version that new runs begin with. One query."""
    from regie.work.models import Version

    newest: dict[int, Any] = {}
    for version in Version.objects.filter(workflow__in=list(workflows)).exclude(published_at=None).order_by("number"):
        newest[version.workflow_id] = version
    found = {}
    for key, version in newest.items():
        for node in models_of.model_of(version).nodes.values():
            if node.hours is not None:
                found[key, node.id] = float(node.hours)
    return found


def _in_detail(wanted: dict[int, StepFlow], lines: list[Line], seen: Read, since: float, people: dict) -> list[Stuck]:
    """Why, and what to change, of the few steps that are told in full. Three queries."""
    if not wanted:
        return []
    away = _days_away({flow.main_person for flow in wanted.values() if flow.main_person}, since, seen.now)
    opinions = _opinions([step for step in wanted if seen.steps[int(step)].node], seen, since)
    adopted: dict[int, set[str]] = defaultdict(set)
    for step, kind in Improvement.objects.standing().filter(step__in=list(wanted)).values_list("step", "kind"):
        adopted[step].add(kind)
    by_step = {line.flow.step: line for line in lines}
    told = []
    for step, flow in wanted.items():
        line = by_step[step]
        evidence = _evidence(flow, line, lines, seen, since, away, opinions)
        reasons = [(each, str(people.get(int(each.facts.get("person", 0)), ""))) for each in bottlenecks.why(flow, evidence)]
        told.append(
            Stuck(line.step, line.name, flow, line.limit, reasons, bottlenecks.proposals(flow, evidence), adopted[int(step)])
        )
    return told


def _evidence(flow: StepFlow, line: Line, lines: list[Line], seen: Read, since: float, away: dict, opinions: dict) -> Evidence:
    is_approval = seen.is_approval(flow.step)
    past = seen.tasks
    mine = past.where((past["step"] == flow.step) & past.is_done & (past["ended"] >= since))
    plain = (mine["returns"] == 0) & (mine["is_no"] == 0)
    consulted, silent, silent_hours = opinions.get(line.step.node, (0, 0, []))
    busy = past.where((past["by"] == flow.main_person) & (past["begun"] > 0) & (past["ended"] >= since) & (past["by"] > 0))
    crowd = 0.0 if is_approval else bottlenecks.at_once(busy["begun"], busy["ended"], since, seen.now)
    return Evidence(
        is_approval, mine.idle if not is_approval else mine.hours, plain.astype("f8"), (plain & (mine["visit"] <= 1)).astype("f8"), away.get(flow.main_person, 0),
        consulted, silent, np.array(silent_hours), _together(flow, mine, lines, seen) if is_approval else np.array([]), crowd, line.limit,
    )  # fmt: skip


def _together(flow: StepFlow, mine: Any, lines: list[Line], seen: Read) -> Any:
    """Of each run, the shorter of this check and of one that began when it ended: what running both at once would have saved."""
    past = seen.tasks
    best = np.array([])
    workflow = seen.steps[int(flow.step)].workflow_id
    for line in lines:
        if line.flow.step == flow.step or line.step.workflow_id != workflow or line.step.kind != "approval" or workflow is None:
            continue
        theirs = past.where((past["step"] == line.flow.step) & past.is_done)
        of_run = {
            (run, visit): (opened, hours)
            for run, visit, opened, hours in zip(theirs["run"], theirs["visit"], theirs["opened"], theirs.hours, strict=True)
        }
        saved = []
        for run, visit, ended, hours in zip(mine["run"], mine["visit"], mine["ended"], mine.hours, strict=True):
            after = of_run.get((run, visit))
            if after and abs(after[0] - ended) < 120:
                saved.append(min(hours, after[1]))
        if sum(saved) > best.sum():
            best = np.array(saved)
    return best


def _days_away(people: set[int], since: float, now: float) -> dict[int, int]:
    """Working days that each was away in the window. One query."""
    from regie.work import homes

    first = datetime.fromtimestamp(since, UTC).date() if since else (timezone.localdate() - timedelta(days=365))
    last, week = datetime.fromtimestamp(now, UTC).date(), homes.week()
    days: dict[int, int] = defaultdict(int)
    for absence in Absence.objects.filter(person__in=people, last_day__gte=first, first_day__lte=last):
        begin, end = max(absence.first_day, first), min(absence.last_day, last)
        days[absence.person_id] += sum(week.is_working(begin + timedelta(days=step)) for step in range((end - begin).days + 1))
    return dict(days)


def _opinions(steps: list[int], seen: Read, since: float) -> dict[str, tuple[int, int, list[float]]]:
    """{node: (asked, silent, hours waited only for those who stayed silent)}. Two queries."""
    nodes = {seen.steps[int(step)].node for step in steps}
    if not nodes:
        return {}
    first = datetime.fromtimestamp(since, UTC)
    rows = Opinion.objects.filter(task__node__in=nodes, asked_at__gte=first)
    counted = rows.values("task__node").annotate(asked=Count("pk"), silent=Count("pk", filter=Q(silent_at__isnull=False)))
    found: dict[str, tuple[int, int, list[float]]] = {row["task__node"]: (row["asked"], row["silent"], []) for row in counted}
    if not any(silent for _asked, silent, _hours in found.values()):
        return found
    waited: dict[tuple[str, int], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for node, task, asked, said, silent in rows.filter(task__ended_at__isnull=False).values_list(
        "task__node", "task", "asked_at", F("said_at"), "silent_at"
    ):
        last_said, last_silent = waited[node, task]
        spoke = (said or asked).timestamp()
        waited[node, task] = [max(last_said, spoke), max(last_silent, silent.timestamp() if silent else 0.0)]
    for (node, _task), (spoke, silent) in waited.items():
        if silent > spoke:
            found[node][2].append(seen.clock.span(spoke, silent))
    return found


def _kept(seen: Read) -> list[Kept]:
    rows = Improvement.objects.filter(step__in=list(seen.steps)).select_related("adopted_by", "step")
    past = seen.tasks.where(seen.tasks.is_done)
    hours = past.hours
    kept = []
    for improvement in rows[:50]:
        mask = past["step"] == improvement.step_id
        until = improvement.given_up_at.timestamp() if improvement.given_up_at else None
        effect = bottlenecks.effect(past["opened"][mask], hours[mask], improvement.adopted_at.timestamp(), until)
        kept.append(Kept(improvement, seen.name_of(improvement.step_id), effect))
    return kept
