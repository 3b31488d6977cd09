"""What is read waits on the disk until it is written, so that a hundred thousand rows cost no memory."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from typing import Any

AT_ONCE = 1_000


class Spool:
    """`with Spool() as spool: spool.add(row); …; for row in spool: …`. Nothing but what this process put there is read."""

    def __enter__(self) -> Spool:
        self._file = tempfile.TemporaryFile()
        self._held: list[Any] = []
        self.count = 0
        return self

    def __exit__(self, *_fault: object) -> None:
        self._file.close()

    def add(self, row: Any) -> None:
        self._held.append(row)
        self.count += 1
        if len(self._held) >= AT_ONCE:
            self._put_down()

    def _put_down(self) -> None:
        pickle.dump(self._held, self._file, pickle.HIGHEST_PROTOCOL)
        self._held = []

    def __iter__(self) -> Iterator[Any]:
        if self._held:
            self._put_down()
        self._file.seek(0)
        while True:
            try:
                held = pickle.load(self._file)  # noqa: S301 - our own temporary file, which has no name
            except EOFError:
                return
            yield from held
