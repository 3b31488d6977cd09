"""A run: one execution of a workflow's version, with the dates and people planned for each step."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from regie.journal.models import Revised
from regie.lib.leases import Leased, LeasedQuerySet


class RunQuerySet(LeasedQuerySet):
    def under_way(self) -> RunQuerySet:
        return self.filter(ended_at=None)

    def to_wake(self, now=None) -> RunQuerySet:
        return self.under_way().filter(wake_at__lte=now or timezone.now())

    def visible_to(self, person) -> RunQuerySet:
        """The team and the delegator all; a neighbour those they asked for or have a part in."""
        if person.is_member or person.is_delegator:
            return self
        mine = Q(steps__duties__person=person) | Q(tasks__duties__person=person) | Q(request__asked_by=person)
        return self.filter(mine).distinct()

    def editable_by(self, person) -> RunQuerySet:
        return self if person.is_member else self.none()


class Run(Revised, Leased):
    class Ending(models.TextChoices):
        FINISHED = "finished", gettext_lazy("finished")
        STOPPED = "stopped", gettext_lazy("stopped")

    # PROTECT: a workflow that is no longer wanted is archived, so that a run never loses what it follows.
    version = models.ForeignKey("work.Version", models.PROTECT, related_name="runs")
    title = models.CharField(gettext_lazy("title"), max_length=200)
    campaign = models.CharField(gettext_lazy("campaign"), max_length=120, blank=True, db_index=True)
    note = models.TextField(gettext_lazy("note"), blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(gettext_lazy("due"), null=True, blank=True)
    state = models.JSONField(default=dict)  # the engine's own; decisions lie in our rows
    wake_at = models.DateTimeField(null=True, blank=True, db_index=True)  # the next timer; the sweep looks for it
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)
    request = models.OneToOneField("work.Request", models.SET_NULL, null=True, blank=True, related_name="run")

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["ended_at", "due_on"], name="runs_under_way")]
        constraints = [
            models.CheckConstraint(condition=Q(ended_at=None, ending="") | Q(ended_at__isnull=False), name="run_ends_in_a_way")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("work:run", args=[self.pk])

    @property
    def is_late(self) -> bool:
        return self.ended_at is None and self.due_on is not None and self.due_on < timezone.localdate()


class PlannedStep(models.Model):
    """A step of a run with the dates it will have; duties hang on it before its task is opened."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="steps")
    node = models.CharField(max_length=200)  # id of the element in the diagram
    name = models.CharField(max_length=300)
    place = models.PositiveIntegerField()
    is_approval = models.BooleanField(default=False)
    hours = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)  # working hours
    starts_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["run", "node"], name="one_planned_step_a_node"),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(due_at=None) | Q(due_at__gte=F("starts_at")), name="step_due_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.name
