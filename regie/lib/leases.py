"""Rows that one worker at a time may work on, and that nobody loses when a worker is killed.

    class Upload(Leased):
        objects = LeasedQuerySet.as_manager()

    while upload := Upload.objects.filter(done_at=None).take(seconds=60):
        for part in upload.parts():
            upload.write(part)
            upload.renew()
        upload.release()

A lease ends by itself: whoever takes the row next goes on from what was committed. A holder that was
too slow hears of it as `LeaseLost` at its next `renew()` and must stop without writing.
"""

import os
import secrets
import socket
from datetime import timedelta
from typing import Any, Self

from django.db import connections, models, transaction
from django.db.models import Q
from django.utils import timezone


class LeaseLost(Exception):
    """Somebody else holds the row now."""


class LeasedQuerySet(models.QuerySet):
    def free(self) -> Self:
        """Rows that nobody holds, or whose holder let the time run out."""
        return self.filter(Q(leased_until=None) | Q(leased_until__lt=timezone.now()))

    def held(self) -> Self:
        return self.filter(leased_until__gte=timezone.now())

    def take(self, *, seconds: float = 60):
        """Lease the first free row, in the queryset's order, or return None when there is none.

        PostgreSQL skips rows that others are about to take; elsewhere the conditional update decides
        who was first, and the loser looks for another row.
        """
        skips = connections[self.db].features.has_select_for_update_skip_locked
        holder = f"{socket.gethostname()[:40]}.{os.getpid()}.{secrets.token_hex(6)}"
        for _attempt in range(20):
            with transaction.atomic(using=self.db):
                rows = self.free()
                if skips:
                    rows = rows.select_for_update(skip_locked=True, of=("self",))
                row: Any = rows.first()
                if row is None:
                    return None
                until = timezone.now() + timedelta(seconds=seconds)
                mine = type(row)._base_manager.using(self.db).filter(pk=row.pk)
                mine = mine.filter(leased_until=row.leased_until, leased_by=row.leased_by)
                if mine.update(leased_until=until, leased_by=holder):
                    row.leased_until, row.leased_by = until, holder
                    row.lease_seconds = seconds
                    return row
        return None


class Leased(models.Model):
    leased_until = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    leased_by = models.CharField(max_length=80, blank=True, default="", editable=False)

    lease_seconds: float = 60

    class Meta:
        abstract = True

    def renew(self) -> None:
        """Hold the row for as long again; raises `LeaseLost`."""
        until = timezone.now() + timedelta(seconds=self.lease_seconds)
        self._as_holder(leased_until=until)
        self.leased_until = until

    def release(self) -> None:
        """Give the row back; raises `LeaseLost`."""
        self._as_holder(leased_until=None, leased_by="")
        self.leased_until, self.leased_by = None, ""

    def _as_holder(self, **fields) -> None:
        mine = type(self)._base_manager.filter(pk=self.pk, leased_by=self.leased_by).exclude(leased_by="")
        if not mine.update(**fields):
            raise LeaseLost(f"{self._meta.label} {self.pk}")
