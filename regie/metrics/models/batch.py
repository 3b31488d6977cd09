"""A batch: figures that came together, written together and undone together. The one way figures are written."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class BatchQuerySet(models.QuerySet):
    def visible_to(self, person) -> BatchQuerySet:
        return self if person.is_authenticated and person.is_active else self.none()

    def editable_by(self, person) -> BatchQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()


class Batch(models.Model):
    class Source(models.TextChoices):
        HAND = "hand", _("by hand")
        FILE = "file", _("file")
        API = "api", _("interface")
        DEMO = "demo", _("demo")

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="batches")
    at = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=4, choices=Source.choices, default=Source.HAND)
    file = models.ForeignKey("journal.File", models.PROTECT, null=True, blank=True, related_name="batches")
    file_name = models.CharField(max_length=255, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return self.file_name or str(self.get_source_display())
