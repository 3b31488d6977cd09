"""A consent, or an objection with its reason, to a proposed version."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Consent(models.Model):
    class Verdict(models.TextChoices):
        CONSENT = "consent", _("consent")
        OBJECTION = "objection", _("objection")

    version = models.ForeignKey("charter.Version", models.CASCADE, related_name="consents")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict="consent") | ~Q(reason=""), name="an_objection_has_a_reason"),
            models.UniqueConstraint(fields=["version"], condition=Q(verdict="consent"), name="one_consent_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}, {self.person}"

    @property
    def is_in_name(self) -> bool:
        """Recorded by somebody else than the person whose word it is."""
        return self.recorded_by_id != self.person_id
