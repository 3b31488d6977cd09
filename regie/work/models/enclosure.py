"""An enclosure: a file that goes with a request or an awaited delivery, brought by either side."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Enclosure(models.Model):
    request = models.ForeignKey("work.Request", models.CASCADE, null=True, blank=True, related_name="enclosures")
    delivery = models.ForeignKey("work.Delivery", models.CASCADE, null=True, blank=True, related_name="enclosures")
    file = models.ForeignKey("journal.File", models.PROTECT, related_name="+")
    question = models.CharField(max_length=40, blank=True)  # the offer's question that it answers; empty: it was delivered
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(request__isnull=False, delivery=None) | Q(request=None, delivery__isnull=False),
                name="enclosure_goes_with_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.file.name


def readable(person) -> Q:
    """The files that somebody may download because they may see what they go with."""
    from regie.work.models.delivery import Delivery
    from regie.work.models.request import Request

    held = Enclosure.objects.filter(
        Q(request__in=Request.objects.visible_to(person)) | Q(delivery__in=Delivery.objects.visible_to(person))
    )
    return Q(pk__in=held.values("file"))
