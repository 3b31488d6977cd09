"""How much may come by one door in a minute, counted in this process alone.

The house's other limits keep who came and when in the database; behind the door of an anonymous survey nothing of the kind may be kept.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable


class Flood:
    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self.seconds, self.clock = most, seconds, clock
        self._came: dict[object, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def passes(self, door: object) -> bool:
        now = self.clock()
        with self._lock:
            came = self._came[door]
            while came and came[0] <= now - self.seconds:
                came.popleft()
            if len(came) >= self.most:
                return False
            came.append(now)
            return True
