"""An absence: days on which a person is away, and who stands in."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Absence(models.Model):
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()
    deputy = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="deputy_for")

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(deputy=None) | ~Q(deputy=F("person")), name="nobody_deputises_for_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.first_day}–{self.last_day}"
