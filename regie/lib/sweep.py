"""What the worker looks at again and again: leased rows whose holder died, reminders, series to extend.

    sweep.register("reviews.extend_series", extend_series, every=3600)

A sweep takes no argument, finds its own work, and may be called at any time and more than once. The
queue only wakes work up sooner; a sweep is what makes sure that it gets done.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from regie.lib.locks import only_one

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sweep:
    run: Callable[[], object]
    every: float


SWEEPS: dict[str, Sweep] = {}


def register(name: str, run: Callable[[], object], *, every: float = 15) -> None:
    """Have the worker call `run` about every `every` seconds."""
    SWEEPS[name] = Sweep(run, every)


class Round:
    """Goes over all sweeps and remembers when each last ran here."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.last: dict[str, float] = {}

    def go(self) -> list[str]:
        """Run what is due; one that fails is logged and does not stop the others. Returns what ran well."""
        done = []
        for name, sweep in list(SWEEPS.items()):
            if self.clock() - self.last.get(name, float("-inf")) < sweep.every:
                continue
            try:
                with only_one(f"sweep.{name}") as mine:
                    if not mine:
                        continue
                    self.last[name] = self.clock()
                    sweep.run()
                    done.append(name)
            except Exception:
                self.last[name] = self.clock()
                logger.exception("The sweep %s failed and will be tried again", name)
        return done
