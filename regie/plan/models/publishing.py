"""The verbs of a content with targets, and of an event."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused

MOST = 2_000_000_000  # what a column of whole numbers holds on every database


class Publishing:
    """Of `Piece`; mixed into it. `targets`: what is counted → how many, such as {"views": 2000}."""

    @classmethod
    def add(cls: Any, activity: Any, title: str, *, by, targets: dict[str, int] | None = None, **fields) -> Any:
        if not title.strip():
            raise Refused(_("Give the content a title."))
        with transaction.atomic():
            held = activity._held()
            held._must_be_open()
            made = cls(activity=activity, title=title.strip()[:300], **fields)
            made.full_clean()
            made.save()
            made.targets_set(targets or {})
            record("plan.piece_added", activity, by=by, piece=made.title)
        return made

    def edit(self: Any, *, by, targets: dict[str, int] | None = None, **fields) -> None:
        """Change fields; `targets` are all that it has from now on, what was reached stays with those that remain."""
        with transaction.atomic():
            self.activity._held()._must_be_open()
            for name, value in fields.items():
                setattr(self, name, value)
            self.full_clean()
            self.save()
            if targets is not None:
                self.targets_set(targets)
            record("plan.piece_edited", self.activity, by=by, piece=self.title)

    def targets_set(self: Any, targets: dict[str, int]) -> None:
        from regie.plan.models import PieceTarget

        for what, number in targets.items():
            if what not in PieceTarget.Of.values or not 0 < number <= MOST:
                raise Refused(_("A target is a whole number above zero."))
        self.targets.exclude(of__in=list(targets)).delete()
        for what, number in targets.items():
            PieceTarget.objects.update_or_create(piece=self, of=what, defaults={"target": number})

    def count(self: Any, reached: dict[str, int], *, by, on: date | None = None) -> None:
        """What it brought so far, by what is counted; the newest numbers stand."""
        day = on or timezone.localdate()
        if any(not 0 <= number <= MOST for number in reached.values()):
            raise Refused(_("What was reached is a whole number."))
        with transaction.atomic():
            known = {target.of: target for target in self.targets.select_for_update(of=("self",))}
            changes = {}
            for what, number in reached.items():
                target = known.get(what)
                if target is None:
                    raise Refused(_("This content has no such target."))
                if target.reached != number:
                    changes[what] = [target.reached, number]
                    target.reached, target.reached_on = number, day
                    target.save(update_fields=["reached", "reached_on"])
            if changes:
                record("plan.piece_counted", self.activity, by=by, piece=self.title, changes=changes)

    def erase(self: Any, *, by) -> None:
        with transaction.atomic():
            self.activity._held()._must_be_open()
            record("plan.piece_erased", self.activity, by=by, piece=self.title)
            self.delete()


class Holding:
    """Of `Event`; mixed into it."""

    @classmethod
    def plan(cls: Any, campaign: Any, name: str, channel: Any, begins_at: datetime, *, by, tasks: bool = False, **fields) -> Any:
        """A new activity of `campaign` that is an event, with its tasks where wished. `owner`, `audience` and `objective` are the
        activity's; the others, such as `place`, are the event's."""
        from regie.plan.models import Activity

        whose = {key: fields.pop(key) for key in ("owner", "audience", "objective") if key in fields}
        with transaction.atomic():
            day = timezone.localtime(begins_at).date()
            activity = Activity.plan(campaign, name, channel, by=by, starts_on=day, ends_on=day, content_type="event", **whose)
            made = cls.hold(activity, begins_at, by=by, **fields)
            if tasks:
                made.prepare(by=by, owner=activity.owner or by)
        return made

    @classmethod
    def hold(cls: Any, activity: Any, begins_at: datetime, *, by, **fields) -> Any:
        """The activity is an event: when, and where (`place`, `address` on line, or both)."""
        with transaction.atomic():
            held = activity._held()
            held._must_be_open()
            if cls.objects.filter(activity=activity).exists():
                raise Refused(_("Its event is there already."))
            made = cls(activity=activity, begins_at=begins_at, **fields)
            made._keep()
            made._date(held, by)
            record("plan.event_held", activity, by=by, day=timezone.localtime(begins_at).date())
        activity.refresh_from_db()
        return made

    def edit(self: Any, *, by, **fields) -> None:
        """Change fields; with another day the activity, its open tasks and what depends on it move too."""
        with transaction.atomic():
            old_day = timezone.localtime(self.begins_at).date()
            old = {name: getattr(self, name) for name in fields}
            for name, value in fields.items():
                setattr(self, name, value)
            changes = {name: [str(was or ""), str(fields[name] or "")] for name, was in old.items() if was != fields[name]}
            self._keep()
            if changes:
                record("plan.event_edited", self.activity, by=by, changes=changes)
            if timezone.localtime(self.begins_at).date() != old_day:
                self._date(self.activity._held(), by)
        self.activity.refresh_from_db()

    def _keep(self: Any) -> None:
        try:
            self.full_clean()
        except ValidationError as wrong:
            raise Refused(" ".join(wrong.messages)) from wrong
        self.save()

    def _date(self: Any, activity: Any, by: Any) -> None:
        """The activity is on the days of its event; the event itself stays where it was put."""
        first = timezone.localtime(self.begins_at).date()
        last = timezone.localtime(self.ends_at).date() if self.ends_at else None
        begins_at, ends_at = self.begins_at, self.ends_at
        activity.move(first, by=by, ends_on=last if last != first else first)
        self.begins_at, self.ends_at = begins_at, ends_at
        self.save(update_fields=["begins_at", "ends_at"])

    def count(self: Any, *, by, on: date | None = None, **numbers: int | None) -> None:
        """How many were invited, registered, came."""
        unknown = set(numbers) - {"invited", "registered", "attended"}
        if unknown or any(number is not None and not 0 <= number <= MOST for number in numbers.values()):
            raise Refused(_("People are counted in whole numbers."))
        with transaction.atomic():
            changes = {name: [getattr(self, name), new] for name, new in numbers.items() if getattr(self, name) != new}
            for name, new in numbers.items():
                setattr(self, name, new)
            self.save(update_fields=list(numbers))
            if changes:
                record("plan.event_counted", self.activity, by=by, changes=changes)

    def prepare(self: Any, *, by, owner: Any, language: str | None = None) -> list[Any]:
        """The tasks of an event, backwards from its day in working days; those whose day has passed are due next working day."""
        from regie.plan.playbooks import countdown
        from regie.work import homes

        week = homes.week()
        day, today = timezone.localtime(self.begins_at).date(), timezone.localdate()
        on_line = not self.place
        with transaction.atomic():
            activity = self.activity._held()
            activity._must_be_open()
            if activity.tasks.exists():
                raise Refused(_("Its tasks are there already."))
            made = []
            for step in countdown.steps(language or get_language() or "en", on_line=on_line):
                due = max(countdown.working_day(week, day, step.days), week.next_working(today))
                made.append(
                    activity.ask(
                        step.title, by=by, who=[("R", owner), ("A", owner)], checks=step.checks, channel="event",
                        estimate=step.hours, due_at=timezone.make_aware(datetime.combine(due, time(17, 30))),
                    )
                )  # fmt: skip
            record("plan.event_prepared", activity, by=by, count=len(made))
        return made

    @property
    def day(self: Any) -> date:
        return timezone.localtime(self.begins_at).date()

    @property
    def is_over(self: Any) -> bool:
        end = self.ends_at or self.begins_at + timedelta(hours=1)
        return bool(end < timezone.now())
