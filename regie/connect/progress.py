"""How far a work is: told to the row about once a second, and with it the lease.

While figures are put in their place the transaction is long and nothing is read. With SQLite nobody else can take the lease then,
since one connection alone may write; with PostgreSQL a second connection keeps it alive, and breaks the statement off when
somebody stopped the work.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import OperationalError, connection
from django.utils import timezone

from regie.lib.leases import LeaseLost


class Progress:
    """`with Progress(intake) as beat: … beat(rows)`; telling costs nothing between two ticks."""

    EVERY = 1.0

    def __init__(self, intake, listen: Callable[[int], None] | None = None) -> None:
        self.intake = intake
        self._listen = listen
        self.rows = 0
        self.whole = 0  # about how many there are, where nobody has counted them yet
        self._last = time.monotonic()
        self._done = threading.Event()
        self._keeper: threading.Thread | None = None
        self._work: Any = None

    def __enter__(self) -> Progress:
        if connection.vendor == "postgresql" and not connection.in_atomic_block:
            connection.ensure_connection()
            self._work = connection.connection
            self._keeper = threading.Thread(target=self._keep, daemon=True)
            self._keeper.start()
        return self

    def __exit__(self, kind, fault, _trace) -> None:
        self._done.set()
        if self._keeper:
            self._keeper.join()
            if isinstance(fault, OperationalError) and not self.intake.still_mine().exists():
                raise LeaseLost(str(self.intake.pk)) from fault

    def __call__(self, rows: int) -> None:
        self.rows = rows
        now = time.monotonic()
        if now - self._last >= self.EVERY:
            self._last = now
            if not self._tell():
                raise LeaseLost(str(self.intake.pk))
            if self._listen:
                self._listen(rows)

    def _tell(self) -> int:
        until = timezone.now() + timedelta(seconds=self.intake.lease_seconds)
        about = {"rows_in_all": max(self.whole, self.rows)} if self.whole else {}
        return self.intake.still_mine().update(rows_read=self.rows, leased_until=until, **about)

    def _keep(self) -> None:
        try:
            while not self._done.wait(2):
                if not self._tell():
                    if self.intake.leased_by and not self._done.is_set():  # else it has just ended by itself
                        self._work.cancel_safe(timeout=5)
                    break
        finally:
            connection.close()
