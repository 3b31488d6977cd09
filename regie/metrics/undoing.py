"""Large batches taken back in the background. The row is the job: a lease says who is at it, the sweep finds what was lost."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from regie.journal.models import record
from regie.metrics.models import Batch
from regie.metrics.tasks import wake


def run_asked() -> int:
    """Take back what people asked for, the oldest first. A worker that dies leaves nothing half undone."""
    done = 0
    while (batch := Batch.objects.to_undo().take(seconds=_lease())) is not None:
        with Telling(batch) as told, suppress(ValidationError):  # somebody undid it from elsewhere
            undone = batch.undo(by=batch.undo_asked_by, progress=told)
            record("metrics.undo_ended", batch, by=None, removed=undone.removed, restored=undone.restored)
        Batch.objects.filter(pk=batch.pk).update(leased_until=None, leased_by="")
        wake()
        done += 1
    return done


def _lease() -> int:
    """SQLite lets one connection write: while it undoes, no other can keep the lease alive, so it is long from the start."""
    return 60 if connection.vendor == "postgresql" else 900


class Telling:
    """`with Telling(batch) as told: … told(figures)`: says on the row how far it is, through a connection of its own."""

    def __init__(self, batch: Batch) -> None:
        self._batch, self._figures = batch, 0
        self._done = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Telling:
        if connection.vendor == "postgresql" and not connection.in_atomic_block:
            self._thread = threading.Thread(target=self._tell, daemon=True)
            self._thread.start()
        return self

    def __exit__(self, *failure) -> None:
        self._done.set()
        if self._thread:
            self._thread.join()

    def __call__(self, figures: int) -> None:
        self._figures = figures

    def _tell(self) -> None:
        mine = Batch.objects.filter(pk=self._batch.pk, leased_by=self._batch.leased_by, undone_at=None)
        try:
            while not self._done.wait(1):
                mine.update(taken_back=self._figures, leased_until=timezone.now() + timedelta(seconds=_lease()))
        finally:
            connection.close()
