"""What the work room tells the house: its subjects of approval, verbs, rooms, sweeps, commands and acts of outsiders."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regie.lib import sweep
from regie.ui import rooms, verbs
from regie.work import facets, sentences, sweeping

facets.register()
sweep.register("work.timers", sweeping.wake_runs, every=15)
sweep.register("work.silence", sweeping.hear_silence, every=60)
sweep.register("work.stages", sweeping.watch_stages, every=60)
sweep.register("work.stand_in", sweeping.stand_in, every=600)
sweep.register("work.quiet", sweeping.ask_quiet_tasks, every=3600)


def _waiting(person) -> int:
    """Decisions asked of the reader."""
    from regie.work.models import Verdict

    return Verdict.objects.awaited().filter(decider=person).count()


rooms.register(rooms.Room("work", 40, _("Work"), "board", "work:index", count=_waiting, for_you=True, tab=True, key_to="w"))
verbs.register(
    verbs.Verb(
        "work.task", _("New task"), "work:task_new", icon="board", place=_("Work"), keys="C T", order=20,
        visible=lambda person: person.is_member,
    )
)  # fmt: skip

__all__ = ["sentences"]
