"""What the analysis reads: each task's way through its step, each decision given, each run, folded out of the journal.

Derived: `work.folding` writes it and can write all of it again from the events. Moments are seconds since 1970 and nothing is null
that the analysis counts, so that 100,000 rows become arrays without being looked at one by one; 0 stands for "not yet".
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class PassedStep(models.Model):
    """A step that passages went through: of a workflow, of an audit's board, or, with neither, of tasks on their own."""

    workflow = models.ForeignKey("work.Workflow", models.CASCADE, null=True, blank=True, related_name="passed_steps")
    audit = models.ForeignKey("work.Audit", models.CASCADE, null=True, blank=True, related_name="passed_steps")
    node = models.CharField(max_length=200, blank=True)  # empty: the run as a whole, or tasks on their own
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, default="step")  # a kind of task, or "run"
    key = models.CharField(max_length=260, unique=True)  # of all four, since a null is equal to no other null

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Passage(models.Model):
    step = models.ForeignKey(PassedStep, models.CASCADE, related_name="passages")
    task = models.BigIntegerField(null=True)  # not a foreign key: the past outlives the task
    run = models.BigIntegerField(default=0)  # 0: of no run; in an audit, the row it came from
    visit = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=8, default="waiting")
    opened = models.FloatField()
    begun = models.FloatField(default=0)
    ended = models.FloatField(default=0)
    since = models.FloatField(default=0)  # hours are counted up to here
    due = models.FloatField(default=0)
    is_blocked = models.BooleanField(default=False)
    is_dropped = models.BooleanField(default=False)
    # Working hours.
    waited = models.FloatField(default=0)
    worked = models.FloatField(default=0)
    gated = models.FloatField(default=0)
    blocked = models.FloatField(default=0)
    returns = models.PositiveIntegerField(default=0)
    round = models.PositiveIntegerField(default=1)
    outcome = models.CharField(max_length=12, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["task"], condition=Q(task__isnull=False), name="one_passage_a_task"),
        ]
        indexes = [models.Index(fields=["run"], name="passages_of_a_run")]

    def __str__(self) -> str:
        return str(self.step)


class Answer(models.Model):
    """A decision that was asked of somebody, and given."""

    verdict = models.BigIntegerField(unique=True)
    step = models.ForeignKey(PassedStep, models.CASCADE, null=True, blank=True, related_name="answers")
    run = models.BigIntegerField(default=0)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    who = models.CharField(max_length=200, blank=True)  # an outsider's name
    asked = models.FloatField()
    given = models.FloatField()
    hours = models.FloatField()  # working hours between the two
    decision = models.CharField(max_length=12)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.decision


class Folded(models.Model):
    """How far the journal has been folded, and with which working week; another week means that all is folded again."""

    last_event = models.BigIntegerField(default=0)
    week = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return str(self.last_event)
