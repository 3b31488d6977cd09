"""A pin: a remark on a passage of a text, on a place of a picture, or on a page of a PDF."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy


class PinQuerySet(models.QuerySet):
    def open(self) -> PinQuerySet:
        return self.filter(resolved_at=None)

    def for_outsiders(self) -> PinQuerySet:
        return self.filter(is_private=False)


class Pin(models.Model):
    approval = models.ForeignKey("work.Approval", models.CASCADE, related_name="pins")
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="carried_to")
    file = models.ForeignKey("journal.File", models.CASCADE, null=True, blank=True, related_name="+")
    facet = models.CharField(max_length=40, blank=True)  # of a text: which facet the passage stands in
    # text: {"start", "end", "quote"}; picture: {"x", "y", "w", "h"} as shares of it; PDF: {"page", "x", "y"}
    where = models.JSONField(default=dict)
    text = models.TextField(gettext_lazy("remark"))
    is_private = models.BooleanField(gettext_lazy("not for outsiders"), default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    outsider = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = PinQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(file__isnull=False) | ~Q(facet=""), name="pin_is_on_a_file_or_a_text"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
