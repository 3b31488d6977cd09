"""A mapping: what the columns of a file meant, remembered for the next file of the same shape."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Mapping(models.Model):
    target = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)  # of the column names
    choices = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-used_at"]
        constraints = [models.UniqueConstraint(fields=["target", "fingerprint"], name="one_mapping_a_shape")]

    def __str__(self) -> str:
        return f"{self.target} {self.fingerprint[:8]}"

    @classmethod
    def known(cls, target: str, fingerprint: str) -> dict | None:
        found = cls.objects.filter(target=target, fingerprint=fingerprint).first()
        return found.choices if found else None

    @classmethod
    def remember(cls, target: str, fingerprint: str, choices: dict, *, by) -> None:
        fields = {"choices": choices, "by": by, "used_at": timezone.now()}
        cls.objects.update_or_create(target=target, fingerprint=fingerprint, defaults=fields)
