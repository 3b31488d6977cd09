"""Runs that ended long ago, written down at once: the rows and events that the verbs would have left, each with its own hour.

Living eighteen months verb by verb takes minutes. Only the last months are lived that way; of the ones before, the same story is
walked here along the same diagrams, and its rows and journal are written in a few queries.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from regie.demo import seasons
from regie.demo.workflows import OWNERS
from regie.journal.models import Event
from regie.work import models_of, planning, subjects
from regie.work.engine.model import WORKED, Kind
from regie.work.models import Approval, Check, Content, Duty, Edition, PlannedStep, Run, Stage, Task, Verdict
from regie.work.playbooks import PLAYBOOKS


class Bygone:
    def __init__(self, workshop: Any) -> None:
        self.shop, self.chance, self.hours = workshop, workshop.chance, workshop.hours
        self.holders = planning.Holders()
        self.types = ContentType.objects.get_for_models(Run, Task, Content, Stage, Verdict, Approval)
        self.runs: list[tuple[Run, Content]] = []
        self.steps: list[PlannedStep] = []
        self.tasks: list[Task] = []
        self.visits: dict[tuple, int] = {}
        self.rows: list[Any] = []  # duties and checks
        self.asked: list[tuple[Edition, Approval, Stage, Verdict]] = []
        self.events: list[tuple[float, str, Any, Any, Any, dict]] = []  # moment, verb, subject, page, actor, data

    def moment(self, hours: float) -> datetime:
        return datetime.fromtimestamp(self.hours.moment(hours), UTC)

    # One run

    def pass_through(self, key: str, title: str, campaign: str, start: float) -> None:
        version = self.shop.workflows[key].published
        model = models_of.model_of(version)
        by = self.shop.people[OWNERS[key]]
        run = Run(version=version, title=title, campaign=campaign, started_by=by, started_at=self.moment(start))
        run.content_ = Content(run=run, title=title, text=self.shop.word(seasons.TEXT) % {"title": title})  # type: ignore[attr-defined]
        self.event(start, "run_started", run, run, by, {"workflow": str(version.workflow), "version": version.number})
        back = {step.id: step.back for step in PLAYBOOKS[key].steps}
        order, _before = planning.in_order(model)
        ends: dict[str, float] = {}
        due = start
        for node in order:
            before = [ends[way.source] for way in model.into(node.id) if not way.is_back and way.source in ends]
            opened = max(before, default=start)
            if node.kind not in WORKED:
                ends[node.id] = self._after(node, opened)
                continue
            who = planning.people_of(node, self.holders, {})
            due = max(due, opened + (node.hours or 0))
            self._plan(run, node, who, opened)
            ends[node.id], is_sent_back = self._do(run, node, who, opened)
            if is_sent_back:
                again = self._between(model, back[node.id], node.id)
                for there in [each for each in order if each.id in again and each.kind in WORKED]:
                    sources = [ends[way.source] for way in model.into(there.id) if way.source in again and not way.is_back]
                    ends[there.id], _no = self._do(
                        run, there, planning.people_of(there, self.holders, {}), max([ends[node.id], *sources])
                    )
        end = max(ends.values())
        run.due_on = self.moment(due).date()
        run.ended_at, run.ending = self.moment(end), "finished"
        self.event(end, "run_finished", run, run, self.tasks[-1].ended_by, {})
        self.runs.append((run, run.content_))  # type: ignore[attr-defined]

    def _after(self, node: Any, opened: float) -> float:
        if node.kind != Kind.TIMER or not node.timer:
            return opened
        from regie.work.engine import timers

        until = timers.after(node.timer, self.moment(opened))
        return self.hours.at(until.timestamp()) if until else opened

    def _between(self, model: Any, first: str, last: str) -> set[str]:
        """What lies on the ways from one to the other."""

        def reach(start: str, step: Any) -> set[str]:
            seen, level = {start}, [start]
            while level:
                level = [there for here in level for there in step(here) if there not in seen]
                seen.update(level)
            return seen

        ahead = reach(first, lambda here: [way.target for way in model.ways if way.source == here and not way.is_back])
        behind = reach(last, lambda here: [way.source for way in model.into(here) if not way.is_back])
        return ahead & behind

    def _plan(self, run: Run, node: Any, who: list, opened: float) -> None:
        step = PlannedStep(
            run=run, node=node.id, name=node.name, place=len(self.steps), is_approval=node.kind == Kind.APPROVAL, hours=node.hours,
            starts_at=self.moment(opened), due_at=self.moment(opened + (node.hours or 0)),
        )  # fmt: skip
        self.steps.append(step)
        self.rows += [Duty(step=step, letter=each.letter, person=each.person, role=each.role, wanted=each.wanted) for each in who]

    def lie_about(self, title: str, who: Any, start: float) -> None:
        """Something small on its own, begun at once and finished weeks later, between other things."""
        task = Task(
            title=title,
            status="done",
            made_at=self.moment(start),
            due_at=self.moment(start + 70),
            estimate=4,
            rank="i",
            made_by=who,
        )
        self.tasks.append(task)
        self.rows += [Duty(task=task, letter=letter, person=who) for letter in "RA"]
        begun, done = start + self.shop.draw(0.5, 2.0), start + self.shop.draw(80.0, 130.0)
        task.started_at = self.moment(begun)
        self.event(start, "task_opened", task, task, who, {"campaign": "", **self.stand(task, "to_do")})
        self.event(begun, "task_started", task, task, who, self.stand(task, "doing"))
        self._end(task, done, done, who)

    # One task

    def _do(self, run: Run, node: Any, who: list, opened: float) -> tuple[float, bool]:
        """When it ended, in working hours, and whether it was sent back."""
        draw, hours = self.shop.draw, float(node.hours or 2)
        visit = self.visits[run.title, run.started_at, node.id] = self.visits.get((run.title, run.started_at, node.id), 0) + 1
        person = next(each.person for each in who if each.letter == "R" and each.person)
        accountable = next((each.person for each in who if each.letter == "A" and each.person), person)
        task = Task(
            title=node.name, kind="approval" if node.kind == Kind.APPROVAL else "step", status="done", run=run, node=node.id,
            token=f"{node.id}.{visit}", visit=visit, campaign=run.campaign, estimate=node.hours, made_at=self.moment(opened),
            due_at=self.moment(opened + hours), rank="i",
        )  # fmt: skip
        self.tasks.append(task)
        self.rows += [
            Duty(task=task, letter=each.letter, person=each.person, role=each.role, wanted=each.wanted)
            for each in who
            if each.person
        ]
        self.event(opened, "task_opened", task, run, None, {"campaign": run.campaign, **self.stand(task, "to_do")})
        if task.kind == "approval":
            return self._approve(run, task, node, person, accountable, opened)
        begun, done = opened + draw(0.3, 2.2), 0.0
        if self.shop.keys.get(person.pk) == "mina":
            least, most = self.shop.begun_at_once(node.id)
            again = opened + 2.5 + draw(least, most)
            self.event(opened + 0.8, "task_started", task, task, person, self.stand(task, "doing"))
            self.event(opened + 2.5, "task_laid_down", task, task, person, self.stand(task, "to_do"))
            begun, task.started_at = again, self.moment(opened + 0.8)
        self.event(begun, "task_started", task, task, person, self.stand(task, "doing"))
        task.started_at = task.started_at or self.moment(begun)
        submitted = done = begun + hours * draw(0.3, 0.62)
        if accountable != person:
            self.event(submitted, "task_submitted", task, task, person, self.stand(task, "at_gate"))
            done = submitted + draw(0.3, 2.0)
        self._end(task, submitted, done, accountable)
        self.rows += [
            Check(task=task, text=text, place=place, done_at=self.moment(submitted), done_by=person)
            for place, text in enumerate(node.checklist)
        ]
        return done, False

    def _end(self, task: Task, submitted: float, done: float, by: Any) -> None:
        task.submitted_at, task.ended_at, task.ended_by = self.moment(submitted), self.moment(done), by
        task.started_at, task.touched_at = task.started_at or task.submitted_at, task.ended_at
        self.event(done, "task_done", task, task, by, {"way": "", **self.stand(task, "done")})

    def _approve(self, run: Run, task: Task, node: Any, person: Any, accountable: Any, opened: float) -> tuple[float, bool]:
        draw, submitted = self.shop.draw, opened + self.shop.draw(0.2, 1.0)
        key = self.shop.keys[accountable.pk]
        given = self.hours.at(self.shop.back_at(accountable, submitted + draw(*self.shop.decides(key, node.id, submitted))))
        decision, reason = self.shop.decision(key, node.id, task.visit)
        content = run.content_  # type: ignore[attr-defined]
        if task.visit > 1:
            content.text += self.shop.word(seasons.MENDED)
        form = subjects.canonical(content)
        edition = Edition(seal=subjects.seal(form), canonical=form, at=self.moment(submitted), made_by=person)
        outcome = {"approved": "approved", "with_changes": "with_changes"}.get(decision, "sent_back")
        closed = self.moment(given)
        approval = Approval(
            task=task, edition=edition, round=task.visit, asked_by=person, asked_at=self.moment(submitted), closed_at=closed, outcome=outcome
        )  # fmt: skip
        stage = Stage(
            approval=approval, place=0, hours=node.hours, opened_at=approval.asked_at,
            due_at=self.moment(submitted + float(node.hours or 8)), closed_at=closed, outcome=outcome,
        )  # fmt: skip
        verdict = Verdict(
            stage=stage, decider=accountable, decision=decision, reason=reason, at=closed, via="page", seal=edition.seal
        )
        self.asked.append((edition, approval, stage, verdict))
        about = {"round": task.visit, "seal": edition.seal}
        self.event(submitted, "approval_asked", approval, content, person, {**about, "task": task})
        self.event(submitted, "task_submitted", task, task, person, self.stand(task, "at_gate"))
        self.event(given, "verdict_given", verdict, content, accountable, {
            **about, "decision": decision, "via": "page", "who": str(accountable), "stage": "", "task": task, "asked": approval.asked_at,
        })  # fmt: skip
        self.event(given, "approval_closed", approval, content, accountable, {**about, "outcome": outcome, "task": task})
        self._end(task, submitted, given, accountable)
        return given, outcome == "sent_back"

    # Writing

    def stand(self, task: Task, status: str) -> dict[str, Any]:
        return {"run": task.run, "node": task.node, "visit": task.visit, "kind": task.kind, "status": status, "due": task.due_at}

    def event(self, hours: float, verb: str, subject: Any, page: Any, actor: Any, data: dict) -> None:
        self.events.append((self.hours.moment(hours) + len(self.events) * 1e-6, verb, subject, page, actor, data))

    def write(self) -> None:
        Run.objects.bulk_create([run for run, _content in self.runs])
        for _run, content in self.runs:
            content.run = content.run
        Content.objects.bulk_create([content for _run, content in self.runs])
        places: dict[int, int] = {}
        for step in self.steps:
            step.place = places.get(step.run.pk, 0)
            places[step.run.pk], step.run = step.place + 1, step.run
        PlannedStep.objects.bulk_create(self.steps)
        for task in self.tasks:
            task.run = task.run
        Task.objects.bulk_create(self.tasks)
        for row in self.rows:
            if isinstance(row, Check) or row.task is not None:
                row.task = row.task
            else:
                row.step = row.step
        seen: set[tuple] = set()
        duties = []
        for row in self.rows:
            named = isinstance(row, Duty) and (row.task_id, row.letter, row.person_id)
            if named and row.task_id and named in seen:
                continue
            seen.add(named) if named else None
            if isinstance(row, Duty):
                duties.append(row)
        Duty.objects.bulk_create(duties)
        Check.objects.bulk_create([row for row in self.rows if isinstance(row, Check)])
        kept: dict[str, Edition] = {}
        for edition, approval, _stage, _verdict in self.asked:
            approval.edition = kept.setdefault(edition.seal, edition)
            approval.subject, approval.task = approval.task.run.content_, approval.task  # type: ignore[attr-defined]
        Edition.objects.bulk_create(kept.values())
        for _edition, approval, _stage, _verdict in self.asked:
            approval.edition = approval.edition
        Approval.objects.bulk_create([row[1] for row in self.asked])
        for row in self.asked:
            row[2].approval = row[1]
        Stage.objects.bulk_create([row[2] for row in self.asked])
        for row in self.asked:
            row[3].stage = row[2]
        Verdict.objects.bulk_create([row[3] for row in self.asked])
        Event.objects.bulk_create(map(self._row, sorted(self.events, key=lambda each: each[0])), batch_size=1000)

    def _row(self, event: tuple) -> Event:
        moment, verb, subject, page, actor, data = event
        return Event(
            actor=actor, actor_name=str(actor or ""), verb=f"work.{verb}", subject_type=self.types[type(subject)], subject_id=str(subject.pk),
            subject_name=str(subject)[:300], page_type=self.types[type(page)], page_id=str(page.pk), at=datetime.fromtimestamp(moment, UTC),
            data={key: value.pk if isinstance(value, models.Model) else value for key, value in data.items()},
        )  # fmt: skip
