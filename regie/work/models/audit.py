"""An audit of the existing: past tasks out of another tool's export, rehearsed, written and undone as a whole.

Its row is the job: a lease says who works on it and `gone_through` how far it is, so that a killed process loses nothing.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from regie.journal.models import record
from regie.lib.leases import Leased, LeasedQuerySet, LeaseLost
from regie.lib.refused import Refused
from regie.work.flow.imported import TOOLS

LEASE = 60  # seconds without a sign of life after which somebody else goes on
MOST_ATTEMPTS = 3  # of a job that gets no further
AT_ONCE = 200_000  # bytes: smaller files are worked on while the person waits, larger ones in the background


class AuditQuerySet(LeasedQuerySet):
    def standing(self) -> AuditQuerySet:
        return self.exclude(written_at=None).filter(undone_at=None, job="")

    def to_work_on(self) -> AuditQuerySet:
        """Whose work is to be done and that nobody is doing."""
        return self.free().exclude(job="").order_by("pk")

    def visible_to(self, person) -> AuditQuerySet:
        return self if person.is_authenticated and (person.is_member or person.is_delegator) else self.none()

    def editable_by(self, person) -> AuditQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()


class Audit(Leased):
    class Job(models.TextChoices):
        READING = "reading", gettext_lazy("Being read")
        WRITING = "writing", gettext_lazy("Being written")
        UNDOING = "undoing", pgettext_lazy("past tasks", "Being taken back")

    file = models.ForeignKey("journal.File", models.PROTECT, related_name="audits")
    tool = models.CharField(max_length=20, blank=True)  # a key of `flow.imported.TOOLS`
    name = models.CharField(max_length=200)  # of the board, as the export calls it
    states = models.JSONField(default=dict)  # {a state of the tool: waiting, working, gate, done or dropped}
    refusals = models.JSONField(default=list)  # [[code, how many, [rows]]]
    skips = models.JSONField(default=list)  # the same, of rows that are no tasks
    taken = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    written_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    job = models.CharField(max_length=8, choices=Job.choices, blank=True, default="")
    asked_at = models.DateTimeField(null=True, blank=True)  # of the job under way, or of the last one
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    gone_through = models.PositiveIntegerField(default=0)  # rows read, tasks written or passages taken back: all of it is kept
    attempts = models.PositiveSmallIntegerField(default=0)
    fault = models.JSONField(default=dict)  # {"code", facts…} when a job ended before its end

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        # What the worker looks for every few seconds.
        indexes = [models.Index(fields=["job"], condition=~models.Q(job=""), name="audits_to_work_on")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("work:audit", args=[self.pk])

    @property
    def stage(self) -> str:
        if self.job:
            return str(self.job)
        if not self.tool:
            return "unread"
        return "undone" if self.undone_at else "written" if self.written_at else "rehearsed"

    @property
    def is_large(self) -> bool:
        return self.file.size > AT_ONCE

    @property
    def tool_name(self) -> str:
        return TOOLS.get(self.tool, "")

    @property
    def took(self) -> timedelta | None:
        """How long its writing took, from the asking."""
        return self.written_at - self.asked_at if self.written_at and self.asked_at and self.asked_at < self.written_at else None

    @property
    def tells_stays(self) -> bool:
        """Whether its tool tells what happened between the making of a task and its end."""
        return self.tool == "trello"

    @classmethod
    def bring(cls, file, *, by) -> Audit:
        """Rehearse a kept file; raises `flow.imported.Unreadable` and keeps nothing when no tool exports such a file.

        A large file is rehearsed in the background, and its page says what came of it.
        """
        from regie.work import auditing

        audit = cls(file=file, by=by, name=file.name[:200])
        if audit.is_large:
            audit.job, audit.asked_at, audit.asked_by = cls.Job.READING, timezone.now(), by
        else:
            auditing.rehearse(audit)
        with transaction.atomic():
            audit.save()
            record("work.audit_brought", audit, by=by, tool=audit.tool)
        auditing.begin(audit)
        return audit

    def map_states(self, states: dict[str, str]) -> None:
        """Say what the tool's states mean."""
        if self.stage not in {"rehearsed", "undone"}:
            raise Refused(_("These tasks are written already: undo them to change what their states mean."))
        self.states = {**self.states, **states}
        self.save(update_fields=["states"])

    # What is asked; the row remembers it until it is done

    def read_again(self, *, by) -> None:
        self._ask(self.Job.READING, when={"unread"}, otherwise=_("This file is read already."), by=by)

    def write(self, *, by) -> None:
        """All its tasks become passages; nothing of them is counted before the last is in."""
        if not self.taken:
            raise Refused(_("No task of this file can be read: export it again with its dates, or bring another."))
        self._ask(self.Job.WRITING, when={"rehearsed", "undone"}, otherwise=_("These tasks are written already."), by=by)

    def undo(self, *, by) -> None:
        """Take the whole audit back; the file stays, and can be written again."""
        self._ask(self.Job.UNDOING, when={"written"}, otherwise=_("There is nothing of this file to take back."), by=by)

    def halt(self, *, by) -> None:
        """Stop reading or writing. What was written so far is taken back."""
        with transaction.atomic():
            audit = self._held()
            if audit.job not in {self.Job.READING, self.Job.WRITING}:
                raise Refused(_("It had ended before it could be stopped. What is written can be taken back."))
            fault = {"code": "halted", "name": str(by), "done": audit.gone_through, "was": audit.job}
            audit._set(
                job=self.Job.UNDOING if audit.job == self.Job.WRITING else "",
                fault=fault, leased_until=None, leased_by="", attempts=0, gone_through=0,
            )  # fmt: skip
            record("work.audit_halted", audit, by=by)
        self._go_on()

    def _ask(self, job: str, *, when: set[str], otherwise: str, by) -> None:
        with transaction.atomic():
            audit = self._held()
            if audit.stage not in when:
                raise Refused(otherwise)
            audit._set(job=job, asked_at=timezone.now(), asked_by=by, gone_through=0, attempts=0, fault={})
        self._go_on()

    def _go_on(self) -> None:
        from regie.work import auditing

        self.refresh_from_db()
        auditing.begin(self)

    def _held(self) -> Audit:
        return type(self).objects.select_for_update(of=("self",), no_key=True).select_related("file").get(pk=self.pk)

    def _set(self, **fields) -> None:
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))

    # The work

    @classmethod
    def take(cls, pk: int) -> Audit | None:
        """The audit, if its job is ours now. A job that died three times at the same place is given up, and says so."""
        audit = cls.objects.to_work_on().filter(pk=pk).select_related("file").take(seconds=LEASE)
        if audit is None:
            return None
        audit.tell(attempts=audit.attempts + 1)
        if audit.attempts > MOST_ATTEMPTS:
            audit.give_up({"code": "gave_up"})
            return None
        return audit

    def tell(self, **fields) -> None:
        """Say on the row how far it is, and hold it for as long again; raises `LeaseLost` for who holds it no longer."""
        until = timezone.now() + timedelta(seconds=LEASE)
        mine = type(self).objects.filter(pk=self.pk, job=self.job, leased_by=self.leased_by).exclude(leased_by="")
        if not mine.update(leased_until=until, **fields):
            raise LeaseLost(str(self.pk))
        for name, value in fields.items():
            setattr(self, name, value)

    def settle(self, verb: str, **fields) -> None:
        """The end of a job, with its event; who asked for a long one hears of it."""
        counts: dict[str, Any] = {"count": self.taken, "refused": self.refused}
        with transaction.atomic():
            self.tell(**fields)
            type(self).objects.filter(pk=self.pk).update(job="", leased_until=None, leased_by="", attempts=0)
            self.job, self.leased_until, self.leased_by = "", None, ""
            if verb in {"written", "undone"}:
                record(f"work.audit_{verb}", self, by=self.asked_by, **counts)
            if verb and self.is_large:
                record(f"work.audit_{verb}_told", self, by=None, **counts)

    def give_up(self, fault: dict) -> None:
        """It ended before its end, and its page says why; what was written of it goes."""
        with transaction.atomic():
            if self.job == self.Job.WRITING:
                self.passed_steps.all().delete()
            self.settle("stopped", fault=fault | {"was": str(self.job)}, gone_through=0)
