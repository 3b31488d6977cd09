"""How an approval goes: asked about one edition, stage after stage, until it closes; asked anew when what was seen changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused
from regie.work import homes, subjects

YES = {"approved", "with_changes"}


def authors_of(task, by) -> set[int]:
    """Whose work it is: who asks, and in a run those who were responsible for the steps before."""
    from regie.work.models import Duty

    authors = {by.pk} if by else set()
    if task is not None and task.run_id:
        made = Duty.objects.filter(letter="R", task__run=task.run_id, task__kind="step", task__status="done")
        authors |= set(made.exclude(person=None).values_list("person", flat=True))
    elif task is not None and task.kind != "approval":
        authors |= set(task.duties.filter(letter="R").exclude(person=None).values_list("person", flat=True))
    return authors


@dataclass(frozen=True)
class Outsider:
    name: str
    address: str = ""


@dataclass
class Asked:
    """One stage as it is asked: persons (or `Outsider`s), how many of them, and in how many working hours."""

    deciders: list[Any]
    name: str = ""
    rule: str = "one"
    count: int = 1
    hours: float | None = None
    instead_of: dict[int, Any] = field(default_factory=dict)  # {pk of the decider: whom they stand in for}


class Asking(models.Model):
    objects: Any

    class Meta:
        abstract = True

    @classmethod
    def ask(
        cls,
        subject,
        stages: list[Asked],
        *,
        by,
        facets=(),
        task=None,
        in_parallel=False,
        own_work_allowed=False,
        message="",
        round=None,
    ):
        """Ask people about exactly what `subject` is now; nobody is asked about their own work unless the workflow says so."""
        from regie.work.models import Approval, Edition, Pin, Stage, Verdict

        if not stages or not all(stage.deciders for stage in stages):
            raise Refused(_("Say who decides."))
        authors = authors_of(task, by)
        if not own_work_allowed:
            for stage in stages:
                own = [person for person in stage.deciders if getattr(person, "pk", None) in authors]
                if own:
                    raise Refused(_("%(name)s would approve their own work: name somebody else.") % {"name": own[0]})
        with transaction.atomic():
            if task is not None:
                task = task.locked()
                if task.approvals.open().exists():
                    raise Refused(_("The approval of this task is being asked already: wait for it, or withdraw the question."))
            form = subjects.canonical(subject, facets)
            edition, _made = Edition.objects.get_or_create(seal=subjects.seal(form), defaults={"canonical": form, "made_by": by})
            before = Approval.objects.about(subject).of_step(task).filter(facets=sorted(facets)).order_by("-round").first()
            approval = Approval.objects.create(
                task=task,
                subject=subject,
                facets=sorted(facets),
                round=round or (before.round + 1 if before else 1),
                edition=edition,
                in_parallel=in_parallel,
                own_work_allowed=own_work_allowed,
                asked_by=by,
                message=message,
            )
            for place, asked in enumerate(stages):
                made = Stage.objects.create(
                    approval=approval, place=place, name=asked.name, rule=asked.rule, count=asked.count, hours=asked.hours
                )
                for person in asked.deciders:
                    if isinstance(person, Outsider):
                        Verdict.objects.create(stage=made, outsider=person.name, address=person.address)
                    else:
                        Verdict.objects.create(stage=made, decider=person, instead_of=asked.instead_of.get(person.pk))
            if before:
                for pin in before.pins.open():
                    Pin.objects.create(
                        approval=approval, carried_from=pin, file=pin.file, facet=pin.facet, where=pin.where, text=pin.text,
                        is_private=pin.is_private, author=pin.author, outsider=pin.outsider, at=pin.at,
                    )  # fmt: skip
            record(
                "work.approval_asked",
                approval,
                by=by,
                page=subject,
                round=approval.round,
                seal=edition.seal,
                task=task.pk if task else None,
            )
            for first in approval.stages.all() if in_parallel else approval.stages.all()[:1]:
                first.open(by=by)
        return approval

    def held(self) -> Any:
        """The row as it stands, held until the transaction ends. Its run and its task are held before it, as in every verb of a task:
        a decision that ends a task, and a task whose end closes another question, never wait for each other."""
        if self.task is not None:  # type: ignore[attr-defined]
            self.task.locked()  # type: ignore[attr-defined]
        rows = type(self).objects.select_for_update(of=("self",), no_key=True)
        return rows.select_related("edition", "task__run").get(pk=self.pk)

    def fits(self) -> bool:
        """Whether the subject is still what was asked about."""
        return self.subject is not None and subjects.sealed(self.subject, self.facets) == self.edition.seal  # type: ignore[attr-defined]

    def same_stages(self, *, by=None) -> list[Asked]:
        """The stages as they were asked, for the next round by `by`; who has left, or would approve their own work, is replaced."""
        from regie.work.standing_in import instead_of

        authors = set() if self.own_work_allowed else authors_of(self.task, by)  # type: ignore[attr-defined]
        stages = []
        for stage in self.stages.prefetch_related("verdicts__decider", "verdicts__instead_of"):  # type: ignore[attr-defined]
            people: dict[Any, Any] = {}
            for verdict in stage.verdicts.all():
                if verdict.decider_id is None:
                    people[verdict.outsider, verdict.address] = Outsider(verdict.outsider, verdict.address)
                    continue
                person = verdict.decider
                if person is not None and (not person.is_active or person.pk in authors):
                    person = instead_of(person, but=authors)
                if person is not None:
                    people[person.pk] = person
            hours = float(stage.hours) if stage.hours is not None else None
            stages.append(Asked(list(people.values()), stage.name, stage.rule, stage.count, hours))
        return stages

    def ask_again(self, *, by, message: str = ""):
        """The next round, about the subject as it is now. An open round is void from this moment."""
        with transaction.atomic():
            current = self.held()
            if current.closed_at is None:
                current._close("reopened", by=by)
            return type(self).ask(
                current.subject, current.same_stages(by=by), by=by, facets=current.facets, task=current.task, in_parallel=current.in_parallel,
                own_work_allowed=current.own_work_allowed, message=message,
            )  # fmt: skip

    def withdraw(self, *, by) -> None:
        with transaction.atomic():
            current = self.held()
            if current.closed_at is None:
                current._close("withdrawn", by=by)
        self.refresh_from_db()

    def settle(self, *, by) -> None:
        """After a stage closed: the next one opens, or the approval closes and its task goes on."""
        stages = list(self.stages.all())  # type: ignore[attr-defined]
        no = next((stage for stage in stages if stage.outcome and stage.outcome not in YES), None)
        if no is not None:
            self._close(no.outcome, by=by)
        elif all(stage.closed_at for stage in stages):
            self._close("with_changes" if any(stage.outcome == "with_changes" for stage in stages) else "approved", by=by)
        elif not self.in_parallel:  # type: ignore[attr-defined]
            waiting = next(stage for stage in stages if stage.closed_at is None)
            if waiting.opened_at is None:
                waiting.open(by=by)

    def _close(self, outcome: str, *, by) -> None:
        self.closed_at, self.outcome = timezone.now(), outcome
        self.save(update_fields=["closed_at", "outcome"])
        if self.task is not None:  # type: ignore[attr-defined]
            self.task.seen_moving()  # type: ignore[attr-defined]
        for stage in self.stages.filter(closed_at=None):  # type: ignore[attr-defined]
            stage.shut("unanswered" if outcome == "unanswered" else outcome)
        record(
            "work.approval_closed", self, by=by, page=self.subject or self, outcome=outcome, round=self.round, seal=self.edition.seal,  # type: ignore[attr-defined]
            people=[self.asked_by_id] if self.asked_by_id else [], task=self.task_id,  # type: ignore[attr-defined]
        )  # fmt: skip
        if self.task_id and self.task.ended_at is None and outcome not in {"reopened", "withdrawn"}:  # type: ignore[attr-defined]
            self.task.decided(outcome, by=by)  # type: ignore[attr-defined]
        hears = subjects.DECIDED.get(f"{self.subject_type.app_label}.{self.subject_type.model}")  # type: ignore[attr-defined]
        if hears is not None and self.subject is not None:  # type: ignore[attr-defined]
            hears(self, by)


class Staged(models.Model):
    hours: Any

    class Meta:
        abstract = True

    def open(self, *, by) -> None:
        from regie.work import letting_in

        now = timezone.now()
        self.opened_at = now
        self.due_at = homes.week().after(now, float(self.hours)) if self.hours is not None else None
        self.save(update_fields=["opened_at", "due_at"])
        if self.approval.task is not None:  # type: ignore[attr-defined]
            self.approval.task.seen_moving()  # type: ignore[attr-defined]
        verdicts = list(self.verdicts.select_related("decider"))  # type: ignore[attr-defined]
        for verdict in verdicts:
            if verdict.outsider:
                letting_in.invite(verdict, by=self.approval.asked_by or by)  # type: ignore[attr-defined]
        record(
            "work.stage_opened", self, by=by, page=self.approval.subject or self.approval,  # type: ignore[attr-defined]
            people=[verdict.decider_id for verdict in verdicts if verdict.decider_id], stage=self.name, due=self.due_at,  # type: ignore[attr-defined]
            thing=str(self.approval),  # type: ignore[attr-defined]
        )  # fmt: skip

    @property
    def needed(self) -> int:
        deciders = self.verdicts.exclude(decision="unanswered").count()  # type: ignore[attr-defined]
        rule = self.rule  # type: ignore[attr-defined]
        return deciders if rule == "all" else min(self.count, deciders) if rule == "count" else 1  # type: ignore[attr-defined]

    def tally(self) -> str:
        """The stage's outcome as the verdicts stand, "" while it is open. A no closes as soon as it cannot become a yes."""
        decisions = list(self.verdicts.exclude(decision="unanswered").values_list("decision", flat=True))  # type: ignore[attr-defined]
        if not decisions:
            return "unanswered"  # all who were asked have left, and nobody stands in for them
        yes = [decision for decision in decisions if decision in YES]
        no = [decision for decision in decisions if decision in {"refused", "sent_back"}]
        if len(yes) >= self.needed:
            return "with_changes" if "with_changes" in yes else "approved"
        first_decides = self.rule == "one"  # type: ignore[attr-defined]
        if no and (first_decides or len(decisions) - len(no) < self.needed):
            return "refused" if "refused" in no else "sent_back"
        return ""

    def shut(self, outcome: str) -> None:
        self.closed_at, self.outcome = timezone.now(), outcome
        self.save(update_fields=["closed_at", "outcome"])
        asked = self.verdicts.filter(decision="")  # type: ignore[attr-defined]
        for verdict in asked.exclude(link=None).select_related("link"):
            verdict.link.close(by=None)  # nothing is asked by it any more
        asked.update(decision="unanswered")

    def recount(self, *, by) -> None:
        """After somebody decided, or is no longer asked: close when that is enough."""
        outcome = self.tally()
        if outcome:
            self.shut(outcome)
            self.approval.settle(by=by)  # type: ignore[attr-defined]

    def close_unanswered(self, *, by=None) -> None:
        """Its time is over, twice: nobody answers. Whoever asked may ask again, or somebody else."""
        with transaction.atomic():
            approval = self.approval.held()  # type: ignore[attr-defined]
            stage = approval.stages.get(pk=self.pk)
            if stage.closed_at is None and approval.closed_at is None:
                stage.shut("unanswered")
                approval._close("unanswered", by=by)


class Giving(models.Model):
    stage: Any

    class Meta:
        abstract = True

    def give(self, decision: str, *, by, seal: str, reason: str = "", private_remark: str = "", via: str = "page") -> None:
        """Decide, about what was on the page (`seal`). Two who decide in the same second are heard one after the other."""
        from regie.work.models import Approval, Stage

        if decision not in {"approved", "with_changes", "sent_back", "refused"}:
            raise Refused(_("Choose what you decide."))
        if decision != "approved" and not reason.strip():
            raise Refused(_("Say why: whoever reads it must know what to do."))
        with transaction.atomic():
            approval = Approval.objects.select_related("task").get(pk=self.stage.approval_id).held()
            stage = Stage.objects.get(pk=self.stage_id)  # type: ignore[attr-defined]
            verdict = type(self).objects.get(pk=self.pk)  # type: ignore[attr-defined]
            if verdict.decision:
                raise Refused(_("This was decided already, %(what)s.") % {"what": verdict.said})
            if approval.closed_at or stage.closed_at:
                raise Refused(_("This question is closed: nothing more is decided here."))
            if stage.opened_at is None:
                raise Refused(_("It is not your turn yet: the stage before is still open."))
            if verdict.decider_id and (by is None or verdict.decider_id != by.pk):
                raise Refused(_("Only %(name)s decides here.") % {"name": verdict.decider})
            if seal != approval.edition.seal or not approval.fits():
                raise Refused(_("What you saw was changed in the meantime. Look at it again, then decide."))
            verdict.decision, verdict.reason, verdict.private_remark = decision, reason.strip(), private_remark.strip()
            verdict.at, verdict.via, verdict.seal = timezone.now(), via, seal
            verdict.save()
            if approval.task is not None:
                approval.task.seen_moving()
            record(
                "work.verdict_given", verdict, by=by, page=approval.subject or approval, decision=decision, seal=seal, via=via,
                who=str(verdict.decider or verdict.outsider), stage=stage.name, round=approval.round,
                task=approval.task_id, asked=stage.opened_at,
            )  # fmt: skip
            stage.approval = approval
            stage.recount(by=by)
        self.refresh_from_db()
