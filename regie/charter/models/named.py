"""Somebody whom the head of a version names: its delegator, a delegatee, an author."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Named(models.Model):
    class Part(models.TextChoices):
        DELEGATOR = "delegator", _("Delegator")
        DELEGATEE = "delegatee", _("Delegatee")
        AUTHOR = "author", _("Author")

    version = models.ForeignKey("charter.Version", models.CASCADE, related_name="named")
    part = models.CharField(max_length=10, choices=Part.choices)
    name = models.CharField(max_length=200)  # as the text has it
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return str(self.person) if self.person_id else self.name
