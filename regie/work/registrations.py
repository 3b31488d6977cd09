"""What the work room tells the house: its subjects of approval, verbs, rooms, sweeps, commands and acts of outsiders."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.journal import hearers, replies
from regie.lib import counting, sweep
from regie.people import departing, links
from regie.ui import palette, rooms, verbs
from regie.work import (
    answering,
    auditing,
    commands,
    facets,
    finding,
    folding,
    measuring,
    outside,
    sentences,
    standing_in,
    sweeping,
)
from regie.work.models import Approval, Delivery, Request, Run, Task

facets.register()
for _model, _who in (
    (Task, lambda task: task.spoken_of()),
    (Run, lambda run: [run.started_by]),
    (Approval, lambda approval: [approval.asked_by]),
    (Request, lambda request: [request.asked_by, *request.holders()]),
    (Delivery, lambda delivery: [delivery.asked_by, *delivery.those_asked()]),
):
    hearers.register(_model, _who)
departing.LISTENERS["work"] = standing_in.leave
replies.register("verdict", answering.answer)
links.register("work.decide", _("decide about it"), view=outside.show, may_give=lambda person, verdict: False, icon="check")
sweep.register("work.timers", sweeping.wake_runs, every=15)
sweep.register("work.errands", sweeping.do_errands, every=15)
sweep.register("work.silence", sweeping.hear_silence, every=60)
sweep.register("work.stages", sweeping.watch_stages, every=60)
sweep.register("work.stand_in", sweeping.stand_in, every=60)
sweep.register("work.quiet", sweeping.ask_quiet_tasks, every=3600)
sweep.register("work.fold", folding.fold, every=30)
sweep.register("work.audits", auditing.sweep, every=5)
sweep.register("work.measure", measuring.write, every=3600)


def _waiting(person) -> int:
    """Decisions asked of the reader."""
    from regie.work.models import Verdict

    return counting.number(("work.waiting", person.pk), lambda: Verdict.objects.awaited().filter(decider=person))


rooms.register(rooms.Room("work", 40, _("Work"), "board", "work:index", count=_waiting, for_you=True, tab=True, key_to="w"))
verbs.register(
    verbs.Verb(
        "work.task", _("New task"), "work:task_new", icon="board", place=_("Work"), keys="C T", order=20,
        visible=lambda person: person.is_member,
    )
)  # fmt: skip
verbs.register(
    verbs.Verb(
        "work.workflow", _("New workflow"), "work:workflow_new", icon="fork", place=_("Work"), keys="C W", order=24,
        visible=lambda person: person.is_member,
    )
)  # fmt: skip
verbs.register(
    verbs.Verb(
        "work.stuck", _("Where it is stuck"), "work:stuck", group="run", icon="watch", place=_("Work"), order=26,
        visible=lambda person: person.is_member or person.is_delegator,
    )
)  # fmt: skip
verbs.register(
    verbs.Verb(
        "work.run", _("Start a run"), "work:run_new", icon="run", place=_("Work"), keys="C L", order=22,
        visible=lambda person: person.is_member,
    )
)  # fmt: skip
verbs.pages(
    _("Work"),
    "board",
    "work.read",
    {
        "work:boards": _("Boards"),
        "work:tasks": _("Tasks"),
        "work:calendar": _("Calendar"),
        "work:timeline": _("Timeline"),
        "work:load": pgettext_lazy("work", "Load"),
        "work:workflows": _("Workflows"),
        "work:runs": _("Runs"),
        "work:approvals": _("Approvals"),
        "work:deliveries": _("Awaited from others"),
    },
)
verbs.pages(_("Work"), "board", "work.request", {"work:requests": _("Requests"), "work:offers": _("What can be asked")})
palette.register("work.tasks", finding.tasks)
palette.register("work.runs", finding.runs)
palette.register("work.workflows", finding.workflows)

__all__ = ["commands", "sentences"]
