"""A board: which tasks, in which columns, with how many at most in each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from regie.journal.models import Revised


class BoardQuerySet(models.QuerySet):
    def visible_to(self, person) -> BoardQuerySet:
        return self if person.is_member or person.is_delegator else self.none()

    def editable_by(self, person) -> BoardQuerySet:
        return self if person.is_member else self.none()


EACH = "each"  # the limit of every person, where columns are people


class Board(Revised):
    class Columns(models.TextChoices):
        STATUS = "status", gettext_lazy("status")
        STEP = "step", gettext_lazy("step of the workflow")
        PERSON = "person", gettext_lazy("person")

    name = models.CharField(gettext_lazy("name"), max_length=120, unique=True)
    campaign = models.CharField(gettext_lazy("campaign"), max_length=120, blank=True)
    workflow = models.ForeignKey("work.Workflow", models.SET_NULL, null=True, blank=True, related_name="boards")
    columns = models.CharField(gettext_lazy("columns by"), max_length=6, choices=Columns.choices, default=Columns.STATUS)
    limits = models.JSONField(default=dict, blank=True)  # {column key: at most}
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = BoardQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(columns="step") | Q(workflow__isnull=False), name="steps_are_those_of_a_workflow")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("work:board", args=[self.pk])
