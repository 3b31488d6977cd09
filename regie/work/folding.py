"""Folding the journal: new events move passages on. The sweep calls `fold`; `fold_again` makes all of it anew from the events."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from regie.journal.models import Event
from regie.lib.working_time import Week
from regie.work import homes
from regie.work.flow import passages
from regie.work.flow.clock import Clock
from regie.work.models import Answer, Folded, Passage, PassedStep, Run, Task, Verdict, Workflow

CHUNK = 4_000
# An event of a transaction that is not over yet may come to stand before one that was read: they are left time to arrive.
SETTLED = timedelta(seconds=10)
RULES = 2  # of how events are folded; others mean that all is folded again
FOLDED = [field.name for field in fields(passages.Passage) if field.name not in {"task", "run", "node", "kind", "name", "by"}]
OF_RUNS = {"run_started", "run_finished", "run_stopped"}
READ = [f"work.{verb}" for verb in (*passages.VERBS, *OF_RUNS, "verdict_given")]


@lru_cache(maxsize=8)
def _clock(week: Week, year: int) -> Clock:
    return Clock(week, date(2000, 1, 1), date(year + 2, 1, 1))


def clock(week: Week | None = None) -> Clock:
    """The house's own, from 2000 to the end of next year; built once a process and year."""
    return _clock(week or homes.week(), timezone.localdate().year)


def fold(settled: timedelta = SETTLED) -> int:
    """Read what the journal holds since the last time; a transaction for each some thousand events. Returns how many it read."""
    read = 0
    while count := _fold_some(timezone.now() - settled):
        read += count
    return read


def fold_again() -> int:
    """Forget what was folded out of the journal, and fold it from its first event. What audits brought stays."""
    with transaction.atomic():
        _forget()
    return fold(timedelta(0))


def _forget() -> None:
    Passage.objects.filter(step__audit=None).delete()
    Answer.objects.all().delete()
    Folded.objects.update(last_event=0)


def _fold_some(until) -> int:
    week = homes.week()
    named = f"{week.time_zone} {week.country} {RULES}"
    with transaction.atomic():
        Folded.objects.get_or_create(pk=1, defaults={"week": named})
        mark = Folded.objects.select_for_update(of=("self",), no_key=True).get(pk=1)
        if mark.week != named:
            _forget()
            mark.last_event, mark.week = 0, named
        rows = Event.objects.filter(pk__gt=mark.last_event, verb__in=READ, at__lte=until).order_by("pk")
        events = list(rows.values_list("pk", "verb", "subject_type", "subject_id", "subject_name", "actor", "at", "data")[:CHUNK])
        if not events:
            return 0
        _Fold(events, clock(week)).write()
        mark.last_event = events[-1][0]
        mark.save()
    return len(events)


class _Fold:
    """One chunk of events: the passages it touches are read, moved on, and written back. Six queries and a few inserts."""

    def __init__(self, events: list[tuple], span: Clock) -> None:
        self.events, self.clock = events, span
        types = ContentType.objects.get_for_models(Task, Run, Verdict)
        self.task, self.run, self.verdict = (types[model].pk for model in (Task, Run, Verdict))
        tasks = {number for event in events if (number := self._task_of(event)) is not None}
        runs = {int(event[3]) for event in events if event[2] == self.run} | {
            int(event[7]["run"]) for event in events if event[7].get("run")
        }
        self.rows = {row.task: row for row in Passage.objects.filter(task__in=tasks).select_related("step")}
        runs |= {row.run for row in self.rows.values() if row.run}
        self.run_rows = {row.run: row for row in Passage.objects.filter(step__kind="run", step__audit=None, run__in=runs)}
        self.workflows = dict(Run.objects.filter(pk__in=runs).values_list("pk", "version__workflow"))
        self.named: dict[str, int] = {}  # workflows of runs that are gone, by name
        self.steps = {step.key: step for step in PassedStep.objects.filter(audit=None)}
        self.new_rows: dict[int, Passage] = {}
        self.new_runs: dict[int, Passage] = {}
        self.touched: set[int] = set()
        self.answers: list[Answer] = []

    def _task_of(self, event: tuple) -> int | None:
        if event[2] == self.task:
            return int(event[3])
        number = event[7].get("task")
        return int(number) if isinstance(number, int) else None

    def write(self) -> None:
        for event in self.events:
            verb = event[1].removeprefix("work.")
            if event[2] == self.run and verb in OF_RUNS:
                self._take_run(verb, event)
            elif verb == "verdict_given":
                self._take_answer(event)
            else:
                self._take(verb, event)
        Passage.objects.bulk_create(self.new_rows.values(), batch_size=500)
        Passage.objects.bulk_create(self.new_runs.values(), batch_size=500)
        old = [self.rows[task] for task in self.touched if task > 0 and task not in self.new_rows]
        old += [row for run, row in self.run_rows.items() if run not in self.new_runs and -run in self.touched]
        # An upsert by key: an UPDATE with a CASE for each column and row takes ten times as long.
        Passage.objects.bulk_create(
            old, batch_size=500, update_conflicts=True, unique_fields=["id"], update_fields=[*FOLDED, "by", "step", "run"]
        )
        Answer.objects.bulk_create(self.answers, batch_size=500, ignore_conflicts=True)

    def _take(self, verb: str, event: tuple) -> None:
        number = self._task_of(event)
        if number is None:
            return
        row = self.rows.get(number)
        if row is None:
            if verb != "task_opened":
                return  # of a task that is older than the journal
            row = Passage(task=number)
            self.rows[number] = self.new_rows[number] = row
        folded = passages.Passage(
            task=number,
            run=row.run or None,
            by=row.by_id,
            kind=row.step.kind if row.step_id else "step",
            **{name: getattr(row, name) for name in FOLDED if row.opened is not None},
        )
        for name in ("begun", "ended", "due"):
            setattr(folded, name, getattr(folded, name) or None)
        folded.apply(verb, event[6].timestamp(), event[5], event[7], self.clock.span)
        for name in FOLDED:
            setattr(row, name, getattr(folded, name) or 0 if name in {"begun", "ended", "due"} else getattr(folded, name))
        row.by_id = folded.by
        if verb == "task_opened":
            row.run = folded.run or 0
            row.step = self._step(self._workflow(row.run, {}), folded.node, event[4], folded.kind)
        self.touched.add(number)

    def _take_run(self, verb: str, event: tuple) -> None:
        number, at = int(event[3]), event[6].timestamp()
        row = self.run_rows.get(number)
        if row is None:
            if verb != "run_started":
                return
            workflow = self._workflow(number, event[7])
            step = self._step(workflow, "", str(event[7].get("workflow") or ""), "run")
            row = Passage(step=step, run=number, opened=at, begun=at, since=at, state="working", due=0)
            self.run_rows[number] = self.new_runs[number] = row
        elif verb != "run_started":
            row.worked += self.clock.span(row.since, at)
            row.state, row.ended, row.since, row.by_id = "ended", at, at, event[5]
            row.is_dropped = verb == "run_stopped"
        self.touched.add(-number)

    def _take_answer(self, event: tuple) -> None:
        data, at = event[7], event[6].timestamp()
        asked = passages.seconds_of(data.get("asked"))
        if asked is None:
            return
        task = self.rows.get(data.get("task"))
        self.answers.append(
            Answer(
                verdict=int(event[3]), step=task.step if task else None, run=task.run if task else 0, person_id=event[5],
                who="" if event[5] else str(data.get("who") or "")[:200], asked=asked, given=at, hours=self.clock.span(asked, at),
                decision=str(data.get("decision") or "")[:12],
            )
        )  # fmt: skip

    def _workflow(self, run: int, data: dict[str, Any]) -> int | None:
        if not run:
            return None
        if run not in self.workflows and data.get("workflow"):
            name = str(data["workflow"])
            if name not in self.named:
                self.named[name] = Workflow.objects.filter(name=name).values_list("pk", flat=True).first() or 0
            self.workflows[run] = self.named[name]
        return self.workflows.get(run) or None

    def _step(self, workflow: int | None, node: str, name: str, kind: str) -> PassedStep:
        node = node if workflow else ""
        key = f"{workflow or ''}:{kind}:{node}"[:260]
        step = self.steps.get(key)
        if step is None:
            name = name if workflow else ""  # tasks on their own: the page says it in the reader's language
            step, _new = PassedStep.objects.get_or_create(
                key=key, defaults={"workflow_id": workflow, "node": node, "name": name[:300], "kind": kind}
            )
            self.steps[key] = step
        elif node and name and step.name != name[:300]:
            step.name = name[:300]
            step.save(update_fields=["name"])
        return step
