"""A notification: an event that one person should hear of."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone


class NotificationQuerySet(models.QuerySet):
    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None)

    def visible_to(self, person) -> NotificationQuerySet:
        return self.filter(person=person)

    def follow(self, person) -> None:
        """What was not yet told to `person` goes where they want it now."""
        notice: Any
        for notice in self.filter(person=person, told_at=None).select_related("event"):
            if (channel := person.told_of(notice.event.verb)) != notice.channel:
                self.filter(pk=notice.pk).update(channel=channel)

    def mark_read(self) -> int:
        return self.unread().update(read_at=timezone.now())


class Notification(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    event = models.ForeignKey("journal.Event", models.CASCADE, related_name="notifications")
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=8, blank=True)  # as the person wanted it when it came, or has chosen since
    told_at = models.DateTimeField(null=True, blank=True)  # put in a letter, or nobody wants one

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["person", "event"], name="one_notification_a_person_and_event")]
        indexes = [
            models.Index(fields=["person", "read_at"], name="notification_bell"),
            models.Index(fields=["at"], condition=models.Q(told_at=None), name="notification_to_tell"),
        ]

    def __str__(self) -> str:
        return self.event.told

    @property
    def address(self) -> str:
        """Where the notification leads: it is marked as read on the way."""
        return reverse("journal:notification", args=[self.pk])
