"""What the work room tells the house: its subjects of approval, verbs, rooms, sweeps, commands and acts of outsiders."""

from __future__ import annotations

from regie.lib import sweep
from regie.work import facets, sentences, sweeping

facets.register()
sweep.register("work.timers", sweeping.wake_runs, every=15)
sweep.register("work.silence", sweeping.hear_silence, every=60)
sweep.register("work.stages", sweeping.watch_stages, every=60)
sweep.register("work.stand_in", sweeping.stand_in, every=600)
sweep.register("work.quiet", sweeping.ask_quiet_tasks, every=3600)

__all__ = ["sentences"]
