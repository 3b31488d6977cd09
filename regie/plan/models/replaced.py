"""What a ledger changed of a thing that was there before it, so that undoing it gives the former values back."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q


class Replaced(models.Model):
    ledger = models.ForeignKey("plan.Ledger", models.CASCADE, related_name="replaced")
    media_line = models.ForeignKey("plan.MediaLine", models.CASCADE, null=True, related_name="+")
    effort = models.ForeignKey("plan.EarlierEffort", models.CASCADE, null=True, related_name="+")
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # what a person changed since stands otherwise

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(media_line=None, effort__isnull=False) | Q(media_line__isnull=False, effort=None),
                name="one_thing_was_replaced",
            )
        ]

    def __str__(self) -> str:
        return str(self.media_line or self.effort)
