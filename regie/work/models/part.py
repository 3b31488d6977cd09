"""What hangs on a task: checks of its list, files in their versions, and what it waits for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy


class Check(models.Model):
    task = models.ForeignKey("work.Task", models.CASCADE, related_name="checks")
    text = models.CharField(gettext_lazy("what to check"), max_length=300)
    place = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return self.text


class Attachment(models.Model):
    """A file of a task; one of the same name is its next version."""

    task = models.ForeignKey("work.Task", models.CASCADE, related_name="attachments")
    file = models.ForeignKey("journal.File", models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "-version"]
        constraints = [models.UniqueConstraint(fields=["task", "name", "version"], name="one_attachment_a_version")]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


class Wait(models.Model):
    """`task` cannot be done before `on` is."""

    task = models.ForeignKey("work.Task", models.CASCADE, related_name="waits")
    on = models.ForeignKey("work.Task", models.CASCADE, null=True, blank=True, related_name="holds")
    delivery = models.ForeignKey("work.Delivery", models.CASCADE, null=True, blank=True, related_name="holds")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "on"], name="one_wait_a_pair"),
            models.UniqueConstraint(fields=["task", "delivery"], name="one_wait_a_delivery"),
            models.CheckConstraint(condition=~Q(task=F("on")), name="nothing_waits_for_itself"),
            models.CheckConstraint(
                condition=Q(on__isnull=False, delivery=None) | Q(on=None, delivery__isnull=False), name="wait_is_for_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} ← {self.on or self.delivery}"
