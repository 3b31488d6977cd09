"""A task: one unit of human work, of a run or on its own. The same row stands on boards, lists, calendars and My day."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from regie.journal.models import Revised, record
from regie.ui import addresses
from regie.work import ranks
from regie.work.models.arranging import Arranging
from regie.work.models.doing import Doing

QUIET = timedelta(days=30)


class TaskQuerySet(models.QuerySet):
    def open(self) -> TaskQuerySet:
        return self.filter(ended_at=None)

    def late(self, now=None) -> TaskQuerySet:
        return self.open().filter(due_at__lt=now or timezone.now())

    def owed(self) -> TaskQuerySet:
        """What somebody has to do: neither what may happen beside a step, nor what Régie does itself."""
        return self.exclude(kind__in=[Task.Kind.EVENT, Task.Kind.AUTOMATIC])

    def quiet(self, now=None) -> TaskQuerySet:
        """Open, not put off, and nobody touched it for thirty days."""
        before = (now or timezone.now()) - QUIET
        return self.open().owed().filter(touched_at__lt=before).exclude(starts_on__gt=timezone.localdate())

    def of(self, person, letters: str = "RA") -> TaskQuerySet:
        return self.filter(duties__person=person, duties__letter__in=list(letters)).distinct()

    def visible_to(self, person) -> TaskQuerySet:
        """The team and the delegator all; a neighbour those they have a part in, made, or wait for."""
        if person.is_member or person.is_delegator:
            return self
        return self.filter(Q(duties__person=person) | Q(made_by=person) | Q(run__request__asked_by=person)).distinct()

    def editable_by(self, person) -> TaskQuerySet:
        """The team; somebody of another department only what is theirs to do or to answer for."""
        if person.is_member:
            return self
        return self.filter(duties__person=person, duties__letter__in=["R", "A"]).distinct()


class Task(Doing, Arranging, Revised):
    class Kind(models.TextChoices):
        STEP = "step", gettext_lazy("step")
        APPROVAL = "approval", gettext_lazy("approval")
        CHOICE = "choice", gettext_lazy("choice")
        MESSAGE = "message", pgettext_lazy("task", "word to send or to wait for")
        EVENT = "event", pgettext_lazy("task", "may happen")  # beside a step: no burden, and gone with it
        AUTOMATIC = "automatic", pgettext_lazy("task", "done by Régie")

    class Status(models.TextChoices):
        TO_DO = "to_do", pgettext_lazy("task", "to do")
        DOING = "doing", pgettext_lazy("task", "in progress")
        AT_GATE = "at_gate", pgettext_lazy("task", "at the gate")  # submitted: consulted people answer, the accountable decides
        DONE = "done", pgettext_lazy("task", "done")
        DROPPED = "dropped", pgettext_lazy("task", "dropped")

    title = models.CharField(gettext_lazy("title"), max_length=300)
    text = models.TextField(gettext_lazy("text"), blank=True)  # Markdown
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.STEP)
    status = models.CharField(gettext_lazy("status"), max_length=10, choices=Status.choices, default=Status.TO_DO)
    run = models.ForeignKey("work.Run", models.CASCADE, null=True, blank=True, related_name="tasks")
    node = models.CharField(max_length=200, blank=True)  # id of its element in the run's diagram
    token = models.CharField(max_length=40, blank=True)  # the engine's name of this visit of the node
    visit = models.PositiveIntegerField(default=1)  # how many times the run came here
    ways = models.JSONField(default=list, blank=True)  # [[way id, name, outcome]]: what its end chooses between
    several = models.BooleanField(default=False)  # more than one of them may be chosen
    campaign = models.CharField(gettext_lazy("campaign"), max_length=120, blank=True)
    channel = models.CharField(gettext_lazy("channel"), max_length=40, blank=True)  # picks the card's icon and word
    estimate = models.DecimalField(gettext_lazy("estimate"), max_digits=7, decimal_places=2, null=True, blank=True)  # hours
    starts_on = models.DateField(gettext_lazy("starts"), null=True, blank=True)  # put off until then
    due_at = models.DateTimeField(gettext_lazy("due"), null=True, blank=True)
    rank = models.CharField(max_length=40, default="", blank=True)  # place in its column, by text order
    blocked_at = models.DateTimeField(null=True, blank=True)
    blocked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    blocked_because = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    touched_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(null=True, blank=True)  # when it was last asked whether it still matters
    split_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="pieces")

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "token"], condition=~Q(token=""), name="one_task_a_token"),
            models.CheckConstraint(
                condition=Q(ended_at=None, status__in=["to_do", "doing", "at_gate"])
                | Q(ended_at__isnull=False, status__in=["done", "dropped"]),
                name="task_ended_is_done_or_dropped",
            ),
            models.CheckConstraint(condition=Q(blocked_at=None) | ~Q(blocked_because=""), name="task_blocked_says_why"),
        ]
        indexes = [
            models.Index(fields=["ended_at", "status", "rank"], name="tasks_of_a_board"),
            models.Index(fields=["campaign", "ended_at"], name="tasks_of_a_campaign"),
            models.Index(fields=["ended_at", "due_at"], name="tasks_by_due"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return addresses.numbered("work:task", self.pk)

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_at is not None and self.due_at < timezone.now()

    @classmethod
    def make(cls, title: str, *, by, who=(), checks=(), page=None, **fields) -> Task:
        """A task, last in its column. `who`: pairs of letter and person, or `planned.Who`."""
        from regie.work.models.duty import Duty
        from regie.work.models.part import Check

        with transaction.atomic():
            last = cls.objects.filter(ended_at=None).order_by("-rank").values_list("rank", flat=True).first()
            task = cls(title=title.strip()[:300], made_by=by, rank=ranks.after(last or ""), **fields)
            # What constraints speak of stands at its default, unless a status is given.
            task.full_clean(exclude=["run", "made_by", "ways"], validate_constraints="status" in fields)
            task.save()
            rows = [each if hasattr(each, "letter") else _Pair(*each) for each in who]
            Duty.objects.bulk_create(
                Duty(
                    task=task,
                    letter=each.letter,
                    person=each.person,
                    role=each.role,
                    instead_of=each.instead_of,
                    wanted=each.wanted,
                )
                for each in rows
            )
            Check.objects.bulk_create(Check(task=task, text=text[:300], place=place) for place, text in enumerate(checks))
            record(
                "work.task_opened",
                task,
                by=by,
                page=page,
                people=[each.person.pk for each in rows if each.person and each.letter in "RA"],
                campaign=task.campaign,
                **task._stand,
            )
        return task


class _Pair:
    """A letter and a person, as `Who` has them."""

    role = instead_of = None
    wanted = ""

    def __init__(self, letter: str, person) -> None:
        self.letter, self.person = letter, person
