"""The verbs of an activity: planned, moved with what depends on it, worked for, begun, finished or dropped."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused
from regie.plan.models.campaigning import ask_anew, moment_of, tell


@dataclass(frozen=True)
class Moved:
    """One activity that another day was given: the days it had and those it has."""

    activity: Any
    was: date | None
    now: date


SEEN_BY = ("brand", "law", "data")  # gates that have seen what goes out; money and dates hold elsewhere after a launch


class Scheduling:
    """What `Activity` does; mixed into it."""

    @classmethod
    def plan(cls: Any, campaign: Any, name: str, channel: Any, *, by, after=(), on: date | None = None, **fields) -> Any:
        """A piece of `campaign` in one channel. `after`: activities that must have ended before, or pairs of one and days."""
        if not name.strip():
            raise Refused(_("Say in a few words what is done."))
        with transaction.atomic():
            held = campaign._held()
            if held.status == held.Status.ENDED:
                raise Refused(_("The campaign has ended: what it was stays as it is."))
            made = cls(campaign=campaign, name=name.strip()[:200], channel=channel, made_at=moment_of(on), **fields)
            made.full_clean()
            made.save()
            for each in after:
                earlier, days = each if isinstance(each, tuple) else (each, 1)
                made._wait(earlier, days)
            tell(record("plan.activity_planned", made, by=by, campaign=str(campaign)), on)
            ask_anew(held, by)
        return made

    def _held(self: Any) -> Any:
        return type(self).objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)

    def _must_be_open(self: Any) -> None:
        if not self.is_open:
            raise Refused(_("It is closed: what it was stays as it is."))

    def edit(self: Any, *, by, revision=None, page=None, **fields) -> dict[str, list]:
        """Change fields. A new beginning takes along what depends on it, as `move` does."""
        with transaction.atomic():
            held = self._held()
            held._must_be_open()
            moved = fields.get("starts_on") if fields.get("starts_on") != held.starts_on else None
            changes = super().edit(by=by, revision=revision, page=page, **fields)  # type: ignore[misc]
            if {"name", "content_type"} & set(changes):
                ask_anew(held.campaign, by)
            if moved is not None or ("ends_on" in changes and self.ends_on):
                for each in self._pushed():
                    record("plan.activity_moved", each.activity, by=by, day=each.now, was=each.was, because=self.name)
        return changes

    # What waits on what.

    def follow(self: Any, earlier: Any, *, by, days: int = 1) -> list[Moved]:
        """Begin once `earlier` has ended, so many days after; it moves at once where it stands too early."""
        with transaction.atomic():
            held = self._held()
            held._must_be_open()
            held._wait(earlier, days)
            record("plan.activity_follows", held, by=by, earlier=str(earlier))
            moved = earlier._pushed()
            for each in moved:
                record("plan.activity_moved", each.activity, by=by, day=each.now, was=each.was, because=earlier.name)
        self.refresh_from_db()
        return moved

    def unfollow(self: Any, earlier: Any, *, by) -> None:
        with transaction.atomic():
            if self.waits_on.filter(earlier=earlier).delete()[0]:
                record("plan.activity_unfollows", self, by=by, earlier=str(earlier))

    def _wait(self: Any, earlier: Any, days: int) -> None:
        from regie.plan.models import After

        if earlier.pk == self.pk or self.pk in _before(earlier.pk):
            raise Refused(
                _("“%(earlier)s” waits for “%(later)s” already: they would wait for each other for ever.")
                % {"earlier": earlier, "later": self}
            )
        After.objects.update_or_create(earlier=earlier, later=self, defaults={"days": days})

    def move(self: Any, starts_on: date, *, by, ends_on: date | None = None) -> list[Moved]:
        """Begin on another day, as long as before unless `ends_on` says otherwise. What waits for it moves when it would begin too
        early; returns all that moved, itself first. Refused before what it waits for, and where something begun would have to move."""
        with transaction.atomic():
            held = self._held()
            held._must_be_open()
            for wait in held.waits_on.select_related("earlier"):
                ready = ready_after(wait.earlier, wait.days)
                if ready is not None and wait.earlier.is_open and starts_on < ready:
                    raise Refused(
                        _("It comes after “%(earlier)s”: not before %(day)s. Move that first.")
                        % {"earlier": wait.earlier, "day": day_in_words(ready)}
                    )
            was = held.starts_on
            days = (starts_on - was).days if was else 0
            if was == starts_on and ends_on in (None, held.ends_on):
                return []
            held._shift_to(starts_on, ends_on or (held.ends_on + timedelta(days=days) if held.ends_on else None))
            held._carry(days)
            moved = [Moved(held, was, starts_on), *held._pushed()]
            for each in moved:
                because = {"because": held.name} if each.activity.pk != held.pk else {}
                record("plan.activity_moved", each.activity, by=by, day=each.now, was=each.was, **because)
        self.refresh_from_db()
        return moved

    def _shift_to(self: Any, starts_on: date, ends_on: date | None) -> None:
        if ends_on is not None and ends_on < starts_on:
            raise Refused(_("The end must come after the beginning."))
        self.starts_on, self.ends_on = starts_on, ends_on
        self.revision += 1
        self.save(update_fields=["starts_on", "ends_on", "revision"])

    def shift(self: Any, days: int) -> None:
        """All of it by so many days, as its campaign moves as a whole."""
        if self.starts_on:
            gap = timedelta(days=days)
            self._shift_to(self.starts_on + gap, self.ends_on + gap if self.ends_on else None)
        self._carry(days)

    def _carry(self: Any, days: int) -> None:
        """Its contents, its event and the open tasks of its own go along."""
        if not days:
            return
        gap = timedelta(days=days)
        for piece in self.pieces.exclude(goes_out_on=None):
            piece.goes_out_on += gap
            piece.save(update_fields=["goes_out_on"])
        for task in self.tasks.open().exclude(due_at=None):
            task.due_at = by_days(task.due_at, days)
            task.starts_on = task.starts_on + gap if task.starts_on else None
            task.revision += 1
            task.save(update_fields=["due_at", "starts_on", "revision"])
        from regie.plan.models import Event

        event = Event.objects.filter(activity=self).first()
        if event is not None:
            event.begins_at = by_days(event.begins_at, days)
            event.ends_at = by_days(event.ends_at, days) if event.ends_at else None
            event.save(update_fields=["begins_at", "ends_at"])

    def _pushed(self: Any) -> list[Moved]:
        return pushed({self.pk: self})

    # Work.

    def start_work(self: Any, *, by, version: Any = None, planned: Any = None, title: str = "", note: str = "") -> Any:
        """A run of its workflow, under the campaign's label, with the sheet's dates and people (`planned`) or those it would have."""
        from regie.work import planning
        from regie.work.models import Run

        with transaction.atomic():
            held = self._held()
            held._must_be_open()
            if held.run_id is not None:
                raise Refused(_("Its work is under way already."))
            if version is None:
                if held.workflow is None:
                    raise Refused(_("Choose the workflow that its work follows."))
                version = held.workflow.published
            if version is None:
                raise Refused(_("This workflow is not published yet: publish it first."))
            steps = planned if planned is not None else planning.plan(version)
            ends = max((step.due_at for step in steps if step.due_at), default=None)
            days = [day for day in (held.starts_on, timezone.localtime(ends).date() if ends else None) if day]
            run = Run.start(
                version,
                title or held.name,
                steps,
                by=by,
                campaign=held.campaign.name,
                note=note,
                due_on=max(days, default=None),
            )
            held.run, held.workflow = run, version.workflow
            held.revision += 1
            held.save(update_fields=["run", "workflow", "revision"])
            record("plan.activity_work_started", held, by=by, workflow=str(version.workflow))
        self.refresh_from_db()
        return run

    def ask(self: Any, title: str, *, by, who=(), **fields) -> Any:
        """One task of its own, under the campaign's label."""
        from regie.work.models import Task

        with transaction.atomic():
            task = Task.make(title, by=by, who=who, campaign=self.campaign.name, **fields)
            self.tasks.add(task)
        return task

    # Its life.

    def begin(self: Any, *, by, on: date | None = None) -> None:
        """It is seen from now on. Its campaign must have been launched, not stand still, and be what brand and law approved: a
        gate that has closed because the campaign is another by now holds what has not begun."""
        from regie.plan import gates

        with transaction.atomic():
            held = self._held()
            if held.status != held.Status.PLANNED:
                raise Refused(_("Only a planned activity begins."))
            campaign = held.campaign
            if campaign.launched_at is None:
                raise Refused(_("Launch the campaign “%(name)s” first: its gates hold all of it.") % {"name": campaign})
            if campaign.status == campaign.Status.PAUSED:
                raise Refused(_("The campaign “%(name)s” is paused.") % {"name": campaign})
            try:
                gates.must_be_open(campaign, by=by, day=on, kinds=SEEN_BY)
            except gates.Closed as closed:
                raise Refused(
                    _("“%(name)s” does not begin, closed: %(gates)s.") % {"name": held, "gates": closed.named}
                ) from None
            held._turn(held.Status.LIVE, "begun", by=by, on=on, began_at=moment_of(on))
        self.refresh_from_db()

    def finish(self: Any, result: str = "", *, by, on: date | None = None) -> None:
        """Done, with what came of it in words."""
        with transaction.atomic():
            held = self._held()
            held._must_be_open()
            held.result = result.strip() or held.result
            held._turn(held.Status.DONE, "finished", by=by, on=on, closed_at=moment_of(on))
        self.refresh_from_db()

    def drop(self: Any, because: str, *, by, on: date | None = None) -> None:
        """It is not done, or not to its end; what waited for it no longer waits."""
        if not because.strip():
            raise Refused(_("Say why it is dropped."))
        with transaction.atomic():
            held = self._held()
            held._must_be_open()
            held._turn(held.Status.DROPPED, "dropped", by=by, on=on, because=because.strip()[:500], closed_at=moment_of(on))
            if held.campaign.is_open:
                ask_anew(held.campaign, by)
        self.refresh_from_db()

    def _turn(self: Any, status: str, verb: str, *, by, on: date | None, because: str = "", **fields) -> None:
        for name, value in {"status": status, **fields}.items():
            setattr(self, name, value)
        self.revision += 1
        self.save()
        data: dict[str, Any] = {"because": because} if because else {}
        tell(record(f"plan.activity_{verb}", self, by=by, **data), on)


def by_days(moment: datetime, days: int) -> datetime:
    """So many days later at the same hour of the clock, whatever summer time does in between."""
    local = timezone.localtime(moment)
    return timezone.make_aware(datetime.combine(local.date() + timedelta(days=days), local.time()))


def pushed(level: dict[int, Any]) -> list[Moved]:
    """Those that wait for these, and for them in turn, put on the first day on which they may begin. Two queries a level."""
    from regie.plan.models import Activity, After

    moved: dict[int, Moved] = {}
    while level:
        waits = After.objects.filter(earlier__in=level).order_by("later", "pk")
        later = {each.pk: each for each in Activity.objects.select_for_update(of=("self",)).filter(pk__in=waits.values("later"))}
        late: dict[int, Any] = {}
        for wait in waits:
            each, ready = later[wait.later_id], ready_after(level[wait.earlier_id], wait.days)
            if ready is None or each.starts_on is None or each.starts_on >= ready or not each.is_open:
                continue
            if each.status == Activity.Status.LIVE:
                raise Refused(
                    _("“%(name)s” comes after it and has begun: finish or drop it first, or let it no longer wait.")
                    % {"name": each}
                )
            was, gap = each.starts_on, ready - each.starts_on
            each._shift_to(ready, each.ends_on + gap if each.ends_on else None)
            each._carry(gap.days)
            first = moved[each.pk].was if each.pk in moved else was
            moved[each.pk] = Moved(each, first, ready)
            late[each.pk] = each
        level = late
    return list(moved.values())


def ready_after(earlier: Any, days: int) -> date | None:
    """The first day on which what waits for `earlier` may begin; what was dropped holds nothing up."""
    if earlier.status == earlier.Status.DROPPED:
        return None
    last = earlier.ends_on or earlier.starts_on
    return last + timedelta(days=days) if last else None


def _before(pk: int) -> set[int]:
    """All that an activity waits for, near and far. One query a level."""
    from regie.plan.models import After

    found: set[int] = set()
    queue = deque([{pk}])
    while queue:
        level = set(After.objects.filter(later__in=queue.popleft()).values_list("earlier", flat=True)) - found
        if level:
            found |= level
            queue.append(level)
    return found


def day_in_words(day: date) -> str:
    from django.utils.translation import get_language

    from regie.lib import dates

    return dates.day(day, (get_language() or "en")[:2], "long")
