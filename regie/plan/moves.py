"""What a move would take along, run into and leave behind, seen before it is done; and the way back after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused
from regie.plan.models import Activity, Campaign
from regie.plan.reading import conflicts, staying

MOST = 300  # activities that one way back can carry
NAMED = 8  # of those that go along


@dataclass(frozen=True)
class Foreseen:
    moved: list[Any]  # of models.scheduling.Moved, the thing itself first
    clashes: list[conflicts.Conflict]  # that are not there yet
    money: list[staying.Left] = field(default_factory=list)  # lines of a quarter that is left

    @property
    def others(self) -> list[Any]:
        return self.moved[1:]

    @property
    def named(self) -> list[Any]:
        return self.others if len(self.others) <= NAMED + 1 else self.others[:NAMED]

    @property
    def unnamed(self) -> int:
        return len(self.others) - len(self.named)

    @property
    def is_asked(self) -> bool:
        """Whether somebody should look before it is done."""
        return bool(self.others or self.clashes or self.money)


def foresee(thing: Any, starts_on: date, *, by) -> Foreseen:
    """What `move` of an activity or of a campaign would do, run into and leave behind; nothing is kept. Raises Refused where it
    would."""
    with transaction.atomic():
        moved = type(thing).objects.get(pk=thing.pk).move(starts_on, by=by)
        keys = [each.activity.pk for each in moved if isinstance(each.activity, Activity)]
        after = conflicts.of_activities(keys)
        transaction.set_rollback(True)
    before = {each.key for each in conflicts.of_activities(keys)} if after else set()
    clashes = [each for each in after if each.key not in before]
    return Foreseen(moved, clashes, staying.left(moved))


def way_back(moved: list[Any]) -> str:
    """An address to which a POST puts them back on the days that they had."""
    asked = {}
    if moved and isinstance(moved[0].activity, Campaign):
        campaign = moved[0].activity
        asked["campaign"] = _said(moved[0])
        moved = [each for each in moved[1:] if each.activity.campaign_id != campaign.pk]  # what is in it goes back with it
    had = [_said(each) for each in moved if each.was is not None]
    if len(had) > MOST or (not had and not asked):
        return ""
    return f"{reverse('plan:move_undoing')}?{urlencode(asked | ({'moves': ' '.join(had)} if had else {}))}"


def _said(each: Any) -> str:
    return f"{each.activity.pk}.{each.was:%Y%m%d}.{each.now:%Y%m%d}"


def put_back(text: str, campaign: str = "", *, by) -> None:
    """Back to the days they had, all of them or none: what has moved again since stays, and is named."""
    asked, whole = _read(text), _read(campaign)
    if not asked and not whole:
        raise Refused(_("This can no longer be undone."))
    with transaction.atomic():
        for key, (was, now) in whole.items():
            held = Campaign.objects.editable_by(by).filter(pk=key).first()
            if held is None or held.starts_on != now or not held.is_movable:
                raise _changed(held, _("A campaign"))
            held.move(was, by=by)
        rows = {each.pk: each for each in Activity.objects.editable_by(by).select_for_update(of=("self",)).filter(pk__in=asked)}
        for key, (was, now) in asked.items():
            held = rows.get(key)
            if held is None or held.starts_on != now or not held.is_open:
                raise _changed(held, _("An activity"))
            held.shift((was - now).days)
            record("plan.activity_moved", held, by=by, day=was, was=now)


def _changed(thing: Any, otherwise: str) -> Refused:
    return Refused(_("“%(name)s” has changed since: this can no longer be undone.") % {"name": thing or otherwise})


def _read(text: str) -> dict[int, tuple[date, date]]:
    try:
        parts = [each.split(".") for each in text.split()[:MOST]]
        return {int(key): (_day(was), _day(now)) for key, was, now in parts}
    except ValueError as fault:
        raise Refused(_("This can no longer be undone.")) from fault


def _day(text: str) -> date:
    if len(text) != 8 or not text.isdigit():
        raise ValueError(text)
    return date.fromisoformat(text)
