"""The queue of an instance: made when something is first asked of it, not when settings are read; tidied by the worker."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from huey import Huey, PostgresHuey, SqliteHuey
from huey.storage import PostgresStorage, SqliteStorage

RECORD = "djt."  # how django.tasks' records of its tasks begin
KEPT = timedelta(days=7)  # a record without an end: its worker died, and a sweep has done its work since


class QueueFileStorage(SqliteStorage):
    """With SQLite: a file of its own beside the database."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, create_tables=False, **kwargs)

    def _create_connection(self) -> sqlite3.Connection:
        Path(self.filename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = super()._create_connection()
        for statement in self.ddl:
            connection.execute(statement)
        return connection


class QueueFile(SqliteHuey):
    storage_class = QueueFileStorage


class QueueTablesStorage(PostgresStorage):
    """With PostgreSQL: tables beside the instance's own, made by whichever process comes first."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, create_tables=False, **kwargs)
        self.is_there = False

    def _connect(self):
        connection = super()._connect()
        if not self.is_there:
            with connection.transaction():
                # Two processes that make the same table at once would fail each other.
                connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [self.table_kv])
                if connection.execute("SELECT to_regclass(%s)", [self.table_counter]).fetchone()[0] is None:
                    for statement in self.ddl:
                        connection.execute(statement)
            self.is_there = True
        return connection

    _create_connection = _connect


class QueueTables(PostgresHuey):
    storage_class = QueueTablesStorage


def forget_finished(queue: Huey | None = None) -> int:
    """Take away the records of tasks that are done: nobody asks for them again. Returns how many went."""
    if queue is None:
        from huey.contrib.djhuey import HUEY

        queue = HUEY
    old, gone = (datetime.now(UTC) - KEPT).isoformat(), 0
    for key in list(queue.all_results()):
        if not key.startswith(RECORD):
            continue
        record = queue.get(key, peek=True)
        if record and (record["finished_at"] or (record["enqueued_at"] or old) <= old):
            queue.delete(key)
            gone += 1
    return gone
