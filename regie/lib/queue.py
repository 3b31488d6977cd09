"""The queue of an instance on SQLite: a file made when something is first asked of it, not when settings are read."""

import sqlite3
from pathlib import Path

from huey import SqliteHuey
from huey.storage import SqliteStorage


class QueueFileStorage(SqliteStorage):
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
