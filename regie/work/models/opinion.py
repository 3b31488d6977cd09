"""An opinion: what a consulted person says before the gate. Silence past its date counts as "no remark"."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy


class OpinionQuerySet(models.QuerySet):
    def awaited(self) -> OpinionQuerySet:
        return self.filter(said_at=None, silent_at=None)

    def editable_by(self, person) -> OpinionQuerySet:
        return self.filter(person=person)


class Opinion(models.Model):
    task = models.ForeignKey("work.Task", models.CASCADE, related_name="opinions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="opinions")
    visit = models.PositiveIntegerField(default=1)  # of the task's submissions
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    text = models.TextField(gettext_lazy("what you think"), blank=True)
    said_at = models.DateTimeField(null=True, blank=True)
    silent_at = models.DateTimeField(null=True, blank=True)  # the date passed without a word

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["task", "person", "visit"], name="one_opinion_a_person_and_visit")]

    def __str__(self) -> str:
        return f"{self.person}: {self.text[:80]}"
