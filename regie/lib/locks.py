"""One at a time, over all processes of an instance, and free again when its holder dies.

PostgreSQL keeps the lock in the session (`pg_try_advisory_lock`); with SQLite everything runs on one
machine, and the system keeps it on a file of `REGIE_HOME/locks`.
"""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


@contextmanager
def only_one(name: str) -> Iterator[bool]:
    """True inside for the one who holds `name`, False for anybody else; never waits."""
    keep = _in_database if connection.vendor == "postgresql" else _in_file
    with keep(name) as mine:
        yield mine


@contextmanager
def _in_database(name: str) -> Iterator[bool]:
    number = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        mine = cursor.fetchone()[0]
    try:
        yield mine
    finally:
        # A connection that died has let go by itself; a new one never held the lock.
        if mine and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


@contextmanager
def _in_file(name: str) -> Iterator[bool]:
    folder = Path(settings.REGIE_HOME) / "locks"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / f"{name.replace('/', '-')}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
