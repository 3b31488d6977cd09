"""A version of a charter, and the wordings of its lines."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.charter.models.charter import Charter, Line, Section


class Version(models.Model):
    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        IN_FORCE = "in_force", _("in force")
        REPLACED = "replaced", _("replaced")
        WITHDRAWN = "withdrawn", _("withdrawn")

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    updated_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["charter", "number"], name="one_version_a_number"),
            models.UniqueConstraint(fields=["charter"], condition=Q(state="in_force"), name="one_version_in_force"),
        ]

    def __str__(self) -> str:
        return f"{self.charter} {self.number}"


class Wording(models.Model):
    """What a line says in one version. `data` holds what was understood: the reader's item, keys as in `charter.reading`."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="wordings")
    line = models.ForeignKey(Line, models.CASCADE, related_name="wordings")
    section = models.CharField(max_length=32, choices=Section.choices)
    order = models.PositiveIntegerField()
    text = models.TextField()
    data = models.JSONField(default=dict)
    is_note = models.BooleanField(default=False)  # kept as it came: it fitted no field

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["version", "line"], name="one_wording_a_line_and_version")]

    def __str__(self) -> str:
        return self.text[:80]
