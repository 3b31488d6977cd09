"""One row of a rehearsal: what the import would do with one value, and why not."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class IntakeRow(models.Model):
    """All refused rows up to a limit, and the first of each other kind; the counts on the intake are exact."""

    class Kind(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        SAME = "same", _("Same")
        REFUSED = "refused", _("Refused")

    KEPT = {Kind.REFUSED: 20_000, Kind.NEW: 500, Kind.CHANGED: 2_000, Kind.SAME: 200}

    intake = models.ForeignKey("connect.Intake", models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # as the file counts
    kind = models.CharField(max_length=7, choices=Kind.choices)
    cells = models.JSONField(default=list)  # as they stood, the columns that the mapping uses
    column = models.PositiveSmallIntegerField(default=0)  # place in `cells` of the value, or of the fault
    at = models.PositiveSmallIntegerField(default=0)  # the same as a column of the file
    code = models.CharField(max_length=24, blank=True)
    facts = models.JSONField(default=dict)
    old = models.FloatField(null=True)
    value = models.FloatField(null=True)

    class Meta:
        ordering = ["number", "id"]
        indexes = [models.Index(fields=["intake", "kind", "number"], name="rows_of_a_rehearsal")]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"

    @property
    def reason(self) -> str:
        """Why it was refused, in the reader's language."""
        from regie.connect.words import fault_sentence

        return fault_sentence(self.code, self.facts) if self.code else ""
