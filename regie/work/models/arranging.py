"""How tasks are arranged: placed on a board, blocked, handed over, put off, split, made to wait."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused
from regie.work import ranks

END_OF_DAY = time(17, 30)  # when a day is meant, and no hour


class Arranging(models.Model):
    class Meta:
        abstract = True

    def move(self, *, by, status: str | None = None, after: Any = None, before: Any = None) -> None:
        """Place the card between two others, and in a column when `status` is given: what the verbs of that column say."""
        with transaction.atomic():
            task = self.locked()  # type: ignore[attr-defined]
            if after is not None or before is not None:
                task.rank = ranks.between(after.rank if after else "", before.rank if before else "")
                type(task).objects.filter(pk=task.pk).update(rank=task.rank)
            if status and status != task.status:
                if status == "to_do":
                    task.lay_down(by=by)
                elif status == "doing" and task.status == "at_gate":
                    raise Refused(_("It is at the gate: send it back with a reason, or open the gate."))
                elif status == "doing":
                    task.start(by=by)
                elif status == "at_gate":
                    task.submit(by=by)
                elif status == "done" and task.status == "at_gate":
                    task.accept(by=by)
                elif status == "done":
                    task.submit(by=by)
                    task.refresh_from_db()
                    if task.status == "at_gate":
                        raise Refused(
                            _("It goes through the gate first: %(name)s opens it.") % {"name": task.accountable() or "A"}
                        )
        self.refresh_from_db()

    def block(self, because: str, *, by) -> None:
        if not because.strip():
            raise Refused(_("Say what blocks it."))
        with transaction.atomic():
            task = self.locked()  # type: ignore[attr-defined]
            task._must_be_open()
            task.blocked_at, task.blocked_by, task.blocked_because = timezone.now(), by, because.strip()[:300]
            task._save("blocked_at", "blocked_by", "blocked_because")
            record("work.task_blocked", task, by=by, reason=task.blocked_because, **task._stand)
        self.refresh_from_db()

    def unblock(self, *, by) -> None:
        with transaction.atomic():
            task = self.locked()  # type: ignore[attr-defined]
            if task.blocked_at is None:
                return
            task.blocked_at, task.blocked_by, task.blocked_because = None, None, ""
            task._save("blocked_at", "blocked_by", "blocked_because")
            record("work.task_unblocked", task, by=by, **task._stand)
        self.refresh_from_db()

    def hand_over(self, to, *, by, letter: str = "R", instead_of=None, reason: str = "") -> None:
        """Somebody else is responsible, or accountable, from now on."""
        with transaction.atomic():
            task = self.locked()  # type: ignore[attr-defined]
            task._must_be_open()
            if not to.is_active:
                raise Refused(_("%(name)s has left.") % {"name": to})
            had = [duty.person for duty in task.duties.filter(letter=letter).select_related("person")]
            if had == [to]:
                return
            given = task.duties.filter(letter=letter)
            role = given.values_list("role", flat=True).first()
            given.delete()
            task.duties.create(letter=letter, person=to, role_id=role, instead_of=instead_of)
            task._save()
            record(
                "work.task_handed_over",
                task,
                by=by,
                letter=letter,
                to=str(to),
                people=[to.pk],
                reason=reason,
                changes={"RACI": [f"{letter} {', '.join(str(person) for person in had if person)}", f"{letter} {to}"]},
            )
        self.refresh_from_db()

    def put_off(self, until: date, *, by) -> None:
        """It leaves My day until then."""
        if until <= timezone.localdate():
            raise Refused(_("Choose a day to come."))
        with transaction.atomic():
            task = self.locked()  # type: ignore[attr-defined]
            task._must_be_open()
            old, task.starts_on = task.starts_on, until
            task._save("starts_on")
            record("work.task_put_off", task, by=by, day=until, changes={"starts_on": [old, until]})
        self.refresh_from_db()

    def redate(self, day: date | None, *, by) -> date | None:
        """Due on that day, at the hour it had; returns the day it was due before."""
        with transaction.atomic():
            task = self.locked()  # type: ignore[attr-defined]
            task._must_be_open()
            was = timezone.localtime(task.due_at) if task.due_at else None
            clock = was.time() if was else END_OF_DAY
            task.edit(by=by, due_at=None if day is None else timezone.make_aware(datetime.combine(day, clock)))
        self.refresh_from_db()
        return was.date() if was else None

    def split(self, titles: list[str], *, by) -> list:
        """Pieces of their own with the same people, campaign and date; this task waits for them."""
        from regie.work.models import Duty, Task, Wait

        titles = [title.strip() for title in titles if title.strip()]
        if not titles:
            raise Refused(_("Name at least one piece."))
        with transaction.atomic():
            task = self.locked()  # type: ignore[attr-defined]
            task._must_be_open()
            people = list(task.duties.all())
            pieces = []
            for title in titles[:50]:
                piece = Task.make(title, by=by, campaign=task.campaign, channel=task.channel, due_at=task.due_at, split_from=task)
                Duty.objects.bulk_create(
                    Duty(task=piece, letter=duty.letter, person_id=duty.person_id, role_id=duty.role_id, wanted=duty.wanted)
                    for duty in people
                )
                Wait.objects.create(task=task, on=piece)
                pieces.append(piece)
            task._save()
            record("work.task_split", task, by=by, pieces=titles[:50])
        return pieces

    def wait_for(self, thing, *, by) -> None:
        """This task cannot be done before that task, or that delivery, is. A ring of tasks that wait for each other is refused."""
        from regie.work.models import Task, Wait

        with transaction.atomic():
            task = self.locked()  # type: ignore[attr-defined]
            if isinstance(thing, Task):
                if thing.pk == task.pk or task.pk in held_by(thing):
                    raise Refused(_("These two would wait for each other for ever."))
                Wait.objects.get_or_create(task=task, on=thing)
            else:
                Wait.objects.get_or_create(task=task, delivery=thing)
            task._save()
            record("work.task_made_to_wait", task, by=by, on=str(thing))

    def wait_no_more(self, wait, *, by) -> None:
        with transaction.atomic():
            if self.waits.filter(pk=wait.pk).delete()[0]:  # type: ignore[attr-defined]
                self.seen_moving()
                record("work.task_waits_no_more", self, by=by, on=str(wait.on or wait.delivery))

    def edit(self, *, by, **fields) -> dict[str, list]:
        """Change fields; approvals of the task that saw other words or another title are asked anew in the same transaction."""
        from regie.work.changing import changed

        with transaction.atomic():
            self.locked()  # type: ignore[attr-defined]
            changes = super().edit(by=by, **fields)  # type: ignore[misc]
            if changes:
                self.seen_moving()
            if {"title", "text"} & set(changes):
                changed(self, by=by)
        return changes

    def add_check(self, text: str, *, by) -> None:
        if not text.strip():
            raise Refused(_("Say what to check."))
        with transaction.atomic():
            self.checks.create(text=text.strip()[:300], place=self.checks.count())  # type: ignore[attr-defined]
            self.seen_moving()
            record("work.check_added", self, by=by, text=text.strip()[:300])

    def tick(self, check, *, by, is_done: bool = True) -> None:
        with transaction.atomic():
            check.done_at, check.done_by = (timezone.now(), by) if is_done else (None, None)
            check.save(update_fields=["done_at", "done_by"])
            self.seen_moving()
            record("work.check_ticked" if is_done else "work.check_unticked", self, by=by, text=check.text)

    def attach(self, file, *, by) -> None:
        """A file; one of the same name is its next version. Approvals that covered the one before are asked anew."""
        from regie.work.changing import changed
        from regie.work.models import Content

        with transaction.atomic():
            task = self.locked()  # type: ignore[attr-defined]
            last = task.attachments.filter(name=file.name).order_by("-version").values_list("version", flat=True).first() or 0
            task.attachments.create(file=file, name=file.name, version=last + 1)
            task._save()
            record("work.file_attached", task, by=by, name=file.name, version=last + 1)
            changed(task, by=by)
            content = Content.objects.filter(models.Q(task=task) | models.Q(run__isnull=False, run=task.run_id)).first()
            if content is not None:
                changed(content, by=by)

    def adopt_pictures(self, *, by) -> None:
        """Pictures that `by` pasted into the text become files of the task, so that whoever sees the text sees them."""
        from regie.journal.models import File
        from regie.work.written import pictures_in

        wanted = pictures_in(self.text)  # type: ignore[attr-defined]
        had = set(self.attachments.values_list("file", flat=True))  # type: ignore[attr-defined]
        for file in File.objects.filter(pk__in=wanted - had, brought_by=by):
            self.attach(file, by=by)

    def seen_moving(self) -> None:
        """Something of it changed: boards that others look at show it, and nobody asks whether it still matters."""
        type(self).objects.filter(pk=self.pk).update(touched_at=timezone.now())

    def touch(self, *, by) -> None:
        """It still matters."""
        with transaction.atomic():
            task = self.locked()  # type: ignore[attr-defined]
            task._save()
            record("work.task_still_matters", task, by=by)
        self.refresh_from_db()


def held_by(task) -> set[int]:
    """All that `task` waits for, near and far, a query a level."""
    from regie.work.models import Wait

    seen: set[int] = set()
    level = {task.pk}
    while level:
        level = set(Wait.objects.filter(task__in=level, on__isnull=False).values_list("on", flat=True)) - seen
        seen |= level
    return seen
