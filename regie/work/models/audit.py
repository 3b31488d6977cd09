"""An audit of the existing: past tasks out of another tool's export, rehearsed, written and undone as a whole."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused


class AuditQuerySet(models.QuerySet):
    def standing(self) -> AuditQuerySet:
        return self.exclude(written_at=None).filter(undone_at=None)

    def visible_to(self, person) -> AuditQuerySet:
        return self if person.is_authenticated and (person.is_member or person.is_delegator) else self.none()

    def editable_by(self, person) -> AuditQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()


class Audit(models.Model):
    file = models.ForeignKey("journal.File", models.PROTECT, related_name="audits")
    tool = models.CharField(max_length=20)  # a key of `flow.imported.TOOLS`
    name = models.CharField(max_length=200)  # of the board, as the export calls it
    states = models.JSONField(default=dict)  # {a state of the tool: waiting, working, gate, done or dropped}
    refusals = models.JSONField(default=list)  # [[code, how many, [rows]]]
    taken = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    written_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("work:audit", args=[self.pk])

    @property
    def stage(self) -> str:
        return "undone" if self.undone_at else "written" if self.written_at else "rehearsed"

    @property
    def tells_stays(self) -> bool:
        """Whether its tool tells what happened between the making of a task and its end."""
        return self.tool == "trello"

    @classmethod
    def bring(cls, file, *, by) -> Audit:
        """Look at a kept file and rehearse it; raises `flow.imported.Unreadable` and keeps nothing when no tool exports such a file."""
        from regie.work import auditing

        audit = cls(file=file, by=by)
        auditing.rehearse(audit)
        with transaction.atomic():
            audit.save()
            record("work.audit_brought", audit, by=by, tool=audit.tool)
        return audit

    def map_states(self, states: dict[str, str], *, by) -> None:
        """Say what the tool's states mean; the rehearsal is made anew."""
        from regie.work import auditing

        if self.written_at:
            raise Refused(_("These tasks are written already: undo them to change what their states mean."))
        self.states = {**self.states, **states}
        auditing.rehearse(self)
        self.save()

    def write(self, *, by) -> None:
        """All its tasks become passages, in one transaction."""
        from regie.work import auditing

        with transaction.atomic():
            audit = type(self).objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)
            if audit.written_at and not audit.undone_at:
                raise Refused(_("These tasks are written already."))
            auditing.write(audit)
            audit.written_at, audit.undone_at = timezone.now(), None
            audit.save()
            record("work.audit_written", audit, by=by, count=audit.taken, refused=audit.refused)
        self.refresh_from_db()

    def undo(self, *, by) -> None:
        """Take the whole audit back; the file stays, and can be written again."""
        with transaction.atomic():
            audit = type(self).objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)
            if not audit.written_at or audit.undone_at:
                raise Refused(_("There is nothing of this file to take back."))
            audit.passed_steps.all().delete()
            audit.undone_at = timezone.now()
            audit.save(update_fields=["undone_at"])
            record("work.audit_undone", audit, by=by, count=audit.taken)
        self.refresh_from_db()
