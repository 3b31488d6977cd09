"""One change to many tasks: each is tried by its own verbs, and what one of them refuses is said beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regie.lib.refused import Refused
from regie.work.models import Task


@dataclass
class Outcome:
    changed: list[Task] = field(default_factory=list)
    refused: list[tuple[Task, str]] = field(default_factory=list)  # with the sentence


def change(tasks: list[Task], *, by: Any, wanted: dict[str, Any]) -> Outcome:
    """`wanted`: any of responsible, accountable, day, campaign, channel, blocked (why), drop (why). Each task whole, or not at all."""
    outcome = Outcome()
    for task in tasks:
        try:
            with transaction.atomic():
                for name, value in wanted.items():
                    ACTS[name](task, value, by)
        except Refused as refusal:
            outcome.refused.append((task, refusal.sentence))
        else:
            outcome.changed.append(task)
    return outcome


def _label(name: str) -> Callable[[Task, Any, Any], None]:
    def write(task: Task, value: Any, by: Any) -> None:
        if not task.is_open:
            raise Refused(_("It is finished."))
        task.edit(by=by, **{name: value})

    return write


def _redate(task: Task, day: Any, by: Any) -> None:
    task.redate(day, by=by)


ACTS: dict[str, Callable[[Task, Any, Any], Any]] = {
    "responsible": lambda task, person, by: task.hand_over(person, by=by),
    "accountable": lambda task, person, by: task.hand_over(person, by=by, letter="A"),
    "day": _redate,
    "campaign": _label("campaign"),
    "channel": _label("channel"),
    "blocked": lambda task, why, by: task.block(why, by=by),
    "drop": lambda task, why, by: task.drop(why, by=by),
}
