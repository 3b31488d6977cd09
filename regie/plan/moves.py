"""What a move would take along, seen before it is done; and the way back after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused
from regie.plan.models import Activity
from regie.plan.reading import conflicts

MOST = 300  # activities that one way back can carry


@dataclass(frozen=True)
class Foreseen:
    moved: list[Any]  # of models.scheduling.Moved, the activity itself first
    clashes: list[conflicts.Conflict]  # that are not there yet

    @property
    def others(self) -> list[Any]:
        return self.moved[1:]

    @property
    def is_asked(self) -> bool:
        """Whether somebody should look before it is done."""
        return bool(self.others or self.clashes)


def foresee(activity: Any, starts_on: date, *, by) -> Foreseen:
    """What `activity.move` would do, and what it would run into; nothing is kept. Raises Refused where it would."""
    with transaction.atomic():
        moved = Activity.objects.get(pk=activity.pk).move(starts_on, by=by)
        keys = [each.activity.pk for each in moved]
        after = conflicts.of_activities(keys)
        transaction.set_rollback(True)
    before = {each.key for each in conflicts.of_activities(keys)} if after else set()
    clashes = [each for each in after if each.key not in before]
    return Foreseen(moved, clashes)


def way_back(moved: list[Any]) -> str:
    """An address to which a POST puts them back on the days that they had."""
    had = [f"{each.activity.pk}.{each.was:%Y%m%d}.{each.now:%Y%m%d}" for each in moved if each.was is not None]
    return f"{reverse('plan:move_undoing')}?{urlencode({'moves': ' '.join(had)})}" if 0 < len(had) <= MOST else ""


def put_back(text: str, *, by) -> None:
    """Back to the days they had, all of them or none: what has moved again since stays, and is named."""
    try:
        parts = [each.split(".") for each in text.split()[:MOST]]
        asked = {int(key): (_day(was), _day(now)) for key, was, now in parts}
    except ValueError as fault:
        raise Refused(_("This can no longer be undone.")) from fault
    if not asked:
        raise Refused(_("This can no longer be undone."))
    with transaction.atomic():
        rows = {each.pk: each for each in Activity.objects.editable_by(by).select_for_update(of=("self",)).filter(pk__in=asked)}
        for key, (was, now) in asked.items():
            held = rows.get(key)
            if held is None or held.starts_on != now or not held.is_open:
                raise Refused(
                    _("“%(name)s” has changed since: this can no longer be undone.") % {"name": held or _("An activity")}
                )
            held.shift((was - now).days)
            record("plan.activity_moved", held, by=by, day=was, was=now)


def _day(text: str) -> date:
    if len(text) != 8 or not text.isdigit():
        raise ValueError(text)
    return date.fromisoformat(text)
