"""The verb that moves a campaign: with its activities, their contents, events and open tasks, its own dates, and what waits for them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused
from regie.plan.models.scheduling import Moved, day_in_words, pushed, ready_after


class Shifting:
    """What `Campaign` does when it is moved; mixed into it."""

    @property
    def is_movable(self: Any) -> bool:
        """As a whole: once launched, what has begun stays where it is, and activities are moved one by one."""
        return self.starts_on is not None and self.launched_at is None and self.status == self.Status.DRAFT

    def move(self: Any, starts_on: date, *, by) -> list[Moved]:
        """Let it begin on another day, with all of it that is open, and what waits for that in other campaigns; returns all that moved,
        itself first. Money stays in its months, an embargo, a fair and a release on their days. Refused where one of its activities would come
        before what it waits for in another campaign."""
        from regie.plan.models import Activity

        with transaction.atomic():
            held = self._held()
            if held.launched_at is not None or held.status != held.Status.DRAFT:
                raise Refused(_("It has been launched: move its activities one by one."))
            if held.starts_on is None:
                raise Refused(_("It has no beginning yet: give it one."))
            was = held.starts_on
            gap = starts_on - was
            if not gap:
                return []
            self.edit(by=by, starts_on=starts_on, ends_on=held.ends_on + gap if held.ends_on else None)
            rows = list(Activity.objects.select_for_update(of=("self",)).filter(campaign=self).open().order_by("starts_on", "pk"))
            moved = [Moved(self, was, starts_on)]
            for activity in rows:
                began = activity.starts_on
                activity.shift(gap.days)
                if began is not None:
                    moved.append(Moved(activity, began, activity.starts_on))
            self.milestones.filter(kind="other").update(
                on=F("on") + gap, until=F("until") + gap
            )  # the others are dates of the world
            if gap < timedelta(0):
                self._must_come_after_others(rows)
            else:
                beside = [each for each in pushed({each.pk: each for each in rows}) if each.activity.campaign_id != self.pk]
                for each in beside:
                    record("plan.activity_moved", each.activity, by=by, day=each.now, was=each.was, because=self.name)
                moved += beside
        return moved

    def _must_come_after_others(self: Any, rows: list[Any]) -> None:
        """One query."""
        from regie.plan.models import After

        here = {each.pk: each for each in rows}
        waits = After.objects.filter(later__in=here).exclude(earlier__campaign=self).select_related("earlier__campaign")
        for wait in waits.order_by("pk"):
            first, ready = here[wait.later_id].starts_on, ready_after(wait.earlier, wait.days)
            if first is not None and ready is not None and wait.earlier.is_open and first < ready:
                raise Refused(
                    _("“%(later)s” comes after “%(earlier)s” of “%(campaign)s”: not before %(day)s. Move that first.")
                    % {
                        "later": here[wait.later_id], "earlier": wait.earlier, "campaign": wait.earlier.campaign,
                        "day": day_in_words(ready),
                    }
                )  # fmt: skip
