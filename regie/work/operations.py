"""What Régie does itself in a run: named operations that automatic steps of a diagram are bound to.

    operations.register("work.approved", _("Check that the content is approved"), checks_approval)   # run(task), or Refused

An operation runs in the transaction that finishes its step: it is done with it, or not at all. It may be tried again, so what it
does outside of the database it must be able to do twice. A step bound to nothing known is somebody's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Operation:
    key: str
    label: Any
    run: Callable[[Any], object]


OPERATIONS: dict[str, Operation] = {}


def register(key: str, label: Any, run: Callable[[Any], object]) -> None:
    OPERATIONS[key] = Operation(key, label, run)


def _is_approved(task: Any) -> None:
    """Nothing goes on from here unless the content of the run is approved as it stands."""
    from regie.work import subjects

    subjects.must_be_approved(task.run.content)


register("work.approved", _("Check that the content is approved as it stands"), _is_approved)
