"""How a task gets done: started, submitted by its responsible, opened or sent back at the gate by its accountable alone."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused

Ways = str | tuple[str, ...] | None


class Doing(models.Model):
    class Meta:
        abstract = True

    def locked(self) -> Any:
        """The row as it stands, held until the transaction ends, so that of two people only one moves it.

        Its run is held first: what ends one task of a run may drop another, and who holds the run never waits for who waits for it.
        """
        if self.run_id:
            from regie.work.models import Run

            Run.objects.select_for_update(of=("self",), no_key=True).filter(pk=self.run_id).first()
        return type(self)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=self.pk)

    def accountable(self) -> Any:
        duty = self.duties.filter(letter="A").select_related("person").first()
        return duty.person if duty else None

    def responsible(self) -> list:
        return [duty.person for duty in self.duties.filter(letter="R").select_related("person") if duty.person]

    def spoken_of(self) -> list:
        """Somebody commented: the task still matters. Who does it, and who answers for it, hear of the words."""
        self.seen_moving()
        duties = self.duties.filter(letter__in=["R", "A"]).exclude(person=None).select_related("person")
        return list({duty.person_id: duty.person for duty in duties}.values())

    def has_part(self, person, letters: str) -> bool:
        return self.duties.filter(person=person, letter__in=list(letters)).exists()

    def start(self, *, by) -> None:
        with transaction.atomic():
            task = self.locked()
            task._must_be_open()
            if task.status == "doing":
                return
            task.status, task.started_at = "doing", task.started_at or timezone.now()
            task._save("status", "started_at")
            record("work.task_started", task, by=by, **task._stand)
        self.refresh_from_db()

    def lay_down(self, *, by) -> None:
        """Not in progress after all."""
        with transaction.atomic():
            task = self.locked()
            task._must_be_open()
            if task.status != "to_do":
                task.status = "to_do"
                task._save("status")
                record("work.task_laid_down", task, by=by, **task._stand)
        self.refresh_from_db()

    def submit(self, *, by, way: Ways = None) -> None:
        """The responsible says it is done. Where somebody else answers for it, or is consulted, it goes to the gate first."""
        from regie.work.gates import at_gate

        with transaction.atomic():
            task = self.locked()
            task._must_be_open()
            task._must_be_free()
            if task.kind == "automatic":
                raise Refused(_("Régie does this by itself. If it cannot, it asks somebody."))
            duties = list(task.duties.exclude(person=None).select_related("person").order_by("pk"))
            acting = {duty.person_id for duty in duties if duty.letter in "RA"}
            if acting and by.pk not in acting:
                raise Refused(_("Only the person responsible, or the one accountable, can submit this task."))
            if task.started_at is None:
                task.started_at = timezone.now()
            task.submitted_at = timezone.now()
            if at_gate(task, duties, by=by):
                task.status = "at_gate"
                task._save("status", "started_at", "submitted_at")
                record("work.task_submitted", task, by=by, **task._stand)
            else:
                task._save("started_at", "submitted_at")
                task._end(by=by, way=way)
        self.refresh_from_db()

    def accept(self, *, by, way: Ways = None) -> None:
        """The accountable, and nobody else, opens the gate, once those consulted have spoken or their time is over."""
        with transaction.atomic():
            task = self.locked()
            task._must_be_open()
            accountable = task.accountable()
            if accountable is not None and accountable != by:
                raise Refused(_("Only %(name)s, who is accountable, opens this gate.") % {"name": accountable})
            if accountable is None and task.has_duties() and not task.has_part(by, "R"):
                raise Refused(_("Nobody is accountable for this task: say who is, or let the person responsible finish it."))
            awaited = task.opinions.awaited().select_related("person")
            if awaited:
                names = ", ".join(str(opinion.person) for opinion in awaited)
                raise Refused(
                    _("%(names)s have until their date to say what they think. You can finish it then.") % {"names": names}
                )
            task._must_be_free()
            task._end(by=by, way=way)
        self.refresh_from_db()

    def send_back(self, reason: str, *, by) -> None:
        """From the gate to the responsible again, with the reason."""
        with transaction.atomic():
            task = self.locked()
            task._must_be_open()
            if task.status != "at_gate":
                raise Refused(_("This task is not at the gate."))
            if not reason.strip():
                raise Refused(_("Say what has to change, so that it comes back right."))
            accountable = task.accountable()
            if accountable is not None and accountable != by:
                raise Refused(_("Only %(name)s, who is accountable, can send it back.") % {"name": accountable})
            task.status = "doing"
            task._save("status")
            record("work.task_sent_back", task, by=by, reason=reason.strip(), **task._stand)
        self.refresh_from_db()

    def finish(self, *, by, way: Ways = None) -> None:
        """It is done, and its run goes on. What needs an approval comes here only with it."""
        with transaction.atomic():
            task = self.locked()
            task._must_be_open()
            task._must_be_free()
            task._end(by=by, way=way)
        self.refresh_from_db()

    def _end(self, *, by, way: Ways) -> None:
        """Of the row held, once it is known to be open and free."""
        ways = self._ways(way)
        if self.approvals.open().exists():
            raise Refused(_("Its approval is being asked: wait until those asked have decided, or withdraw the question."))
        if self.kind == "approval" and not self._was_decided(ways[0] if ways else ""):
            raise Refused(_("This step is an approval: it is done when those asked have decided."))
        self.status, self.ended_at, self.ended_by = "done", timezone.now(), by
        self.started_at = self.started_at or self.ended_at
        self._save("status", "ended_at", "ended_by", "started_at")
        record("work.task_done", self, by=by, way=" ".join(ways), **self._stand)
        if self.duties.filter(letter="I").exclude(person=None).exists():
            record("work.task_informed", self, by=by)
        if self.run_id:
            from regie.work import advancing

            advancing.advance(self, ways=ways, by=by)

    def _ways(self, way: Ways) -> tuple[str, ...]:
        """The ways chosen, as the engine wants them; it refuses none where one is needed."""
        known = [choice[0] for choice in self.ways]
        ways = (way,) if isinstance(way, str) and way else tuple(way or ())
        if not ways and len(known) == 1 and not self.several:
            return (known[0],)
        if not set(ways) <= set(known) or (known and not ways and not self.several):
            raise Refused(_("Say which way it goes on."))
        return ways

    def _was_decided(self, way: str) -> bool:
        """Whether its last approval closed with a decision, and the way is that decision's: no other verb opens this gate."""
        last = self.approvals.order_by("-round", "-pk").first()
        meant = {choice[0]: choice[2] for choice in self.ways}.get(way, "")
        fitting = {"sent_back", "refused"} if meant in {"sent_back", "refused"} else {"approved", "with_changes"}
        return last is not None and last.outcome in fitting

    def _why_not(self) -> str:
        """The reason of whoever said no in its last approval; nothing where nobody answered."""
        last = self.approvals.order_by("-round", "-pk").first()
        said = [verdict for stage in last.stages.all() for verdict in stage.verdicts.all()] if last is not None else []
        return next((verdict.reason for verdict in said if verdict.decision in {"sent_back", "refused"}), "")

    def decided(self, outcome: str, *, by) -> None:
        """Its approval closed: the way of that outcome, or back to whoever is responsible when the diagram has none."""
        with transaction.atomic():
            task = self.locked()
            ways = {choice[2]: choice[0] for choice in task.ways}
            if outcome in {"approved", "with_changes"}:
                task.finish(by=by, way=ways.get("approved"))
            elif outcome in {"sent_back", "refused"} and (ways.get(outcome) or ways.get("sent_back")):
                task.finish(by=by, way=ways.get(outcome) or ways.get("sent_back"))
            else:
                task.status = "doing"
                task._save("status")
                record("work.task_sent_back", task, by=by, reason=task._why_not(), outcome=outcome, **task._stand)
        self.refresh_from_db()

    def drop(self, reason: str = "", *, by) -> None:
        """It is not done and will not be. A step of a run cannot be dropped alone: stop the run, or choose its way."""
        with transaction.atomic():
            task = self.locked()
            task._must_be_open()
            if task.run_id and by is not None:
                raise Refused(_("A step of a run is not dropped by itself: finish it, or stop the run."))
            task.status, task.ended_at, task.ended_by = "dropped", timezone.now(), by
            task._save("status", "ended_at", "ended_by")
            for approval in task.approvals.open():
                approval.withdraw(by=by)
            record("work.task_dropped", task, by=by, reason=reason, **task._stand)
        self.refresh_from_db()

    def reopen(self, *, by) -> None:
        """Undo of an end, for a task without a run; a run has gone on and comes back only by its diagram."""
        with transaction.atomic():
            task = self.locked()
            if task.ended_at is None:
                return
            if task.run_id:
                raise Refused(_("The run has gone on from this step. Send it back from where it is now."))
            task.status = "doing" if task.started_at else "to_do"
            task.ended_at = task.ended_by = None
            task._save("status", "ended_at", "ended_by")
            record("work.task_reopened", task, by=by, **task._stand)
        self.refresh_from_db()

    def has_duties(self) -> bool:
        return self.duties.filter(letter__in=["R", "A"]).exclude(person=None).exists()

    @property
    def _stand(self) -> dict:
        """What every event of a task keeps for the analysis: it must be readable when the run is long gone."""
        return {
            "run": self.run_id,
            "node": self.node,
            "visit": self.visit,
            "kind": self.kind,
            "status": self.status,
            "due": self.due_at,
        }

    def _save(self, *fields: str) -> None:
        self.touched_at, self.revision = timezone.now(), self.revision + 1
        self.save(update_fields=[*fields, "touched_at", "revision"])

    def _must_be_open(self) -> None:
        if self.ended_at is not None:
            raise Refused(_("Somebody has finished this task already."))

    def _must_be_free(self) -> None:
        if self.blocked_at is not None:
            raise Refused(_("This task is blocked: %(why)s. Lift the block first.") % {"why": self.blocked_because})
        held = self.waits.filter(
            models.Q(on__isnull=False, on__ended_at=None)
            | models.Q(delivery__isnull=False, delivery__delivered_at=None, delivery__dropped_at=None)
        )
        if held.exists():  # nearly never; what it waits for is read only then
            first = held.select_related("on", "delivery").order_by("pk")[0]
            raise Refused(_("This task waits for “%(what)s”.") % {"what": first.on or first.delivery})
