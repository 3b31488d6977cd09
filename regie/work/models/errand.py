"""An errand: the operation of an automatic step, tried until it is done, or given to a person with the reason."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from regie.journal.models import record
from regie.lib.leases import Leased, LeasedQuerySet
from regie.lib.refused import Refused

logger = logging.getLogger(__name__)
WAITS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))  # before it is tried again; then somebody is asked


class ErrandQuerySet(LeasedQuerySet):
    def due(self) -> ErrandQuerySet:
        return self.filter(task__ended_at=None, given_up_at=None, next_at__lte=timezone.now())


class Errand(Leased):
    task = models.OneToOneField("work.Task", models.CASCADE, related_name="errand")
    operation = models.CharField(max_length=80)
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now, db_index=True)
    failed_because = models.CharField(max_length=500, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    objects = ErrandQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.operation}: {self.task}"

    def do(self) -> bool:
        """Once; whether it is done. What Régie refuses is not tried again: a person has to do something about it."""
        from regie.work.operations import OPERATIONS

        operation = OPERATIONS.get(self.operation)
        try:
            with transaction.atomic():
                if operation is None:
                    raise Refused(_("No part of Régie does “%(what)s” any more.") % {"what": self.operation})
                self.renew()
                operation.run(self.task)
                self.task.finish(by=None)
        except Refused as refusal:
            self.give_up(str(refusal.sentence))
        except Exception as fault:
            logger.exception("The operation %s of task %s failed", self.operation, self.task_id)
            self.tries += 1
            if self.tries > len(WAITS):
                self.give_up(_("It failed %(count)s times: %(why)s") % {"count": self.tries, "why": fault})
            else:
                self.failed_because, self.next_at = str(fault)[:500], timezone.now() + WAITS[self.tries - 1]
                self.save(update_fields=["tries", "failed_because", "next_at"])
        else:
            return True
        return False

    def give_up(self, because: str) -> None:
        """From now on it is the task of whoever looks after the run."""
        from regie.work.reaching import keeper_of

        with transaction.atomic():
            task = self.task.locked()
            if task.ended_at is not None:
                return
            self.given_up_at, self.failed_because = timezone.now(), because[:500]
            self.save(update_fields=["given_up_at", "failed_because", "tries"])
            with override(task.run.version.workflow.language):
                task.text = _("Régie could not do this by itself. %(why)s") % {"why": because}
            task.kind = "step"
            task._save("kind", "text")
            keeper = keeper_of(task.run)
            if keeper is not None:
                task.duties.create(letter="R", person=keeper)
            people = [keeper.pk] if keeper else []
            record("work.errand_given_up", task, by=None, page=task.run, people=people, reason=because[:500])
