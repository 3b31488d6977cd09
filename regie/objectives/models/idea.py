"""An idea of a workshop, and the dots given to it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.objectives.models.answer import Theme
from regie.objectives.models.ideating import Ideating
from regie.objectives.models.workshop import Seat, Workshop


class Idea(Ideating, models.Model):
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="ideas")
    text = models.CharField(_("idea"), max_length=300)
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True, related_name="ideas")
    inspiration = models.CharField(max_length=40, blank=True)  # key of the library's line it began from
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="ideas")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    position = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["workshop", "theme"], name="ideas_of_a_workshop")]

    def __str__(self) -> str:
        return self.text


class Dots(models.Model):
    """How many of a seat's dots lie on one idea. Their sum over a workshop never passes its `dots`."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="dots")
    idea = models.ForeignKey(Idea, models.CASCADE, related_name="dots")
    count = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name_plural = "dots"
        constraints = [
            models.UniqueConstraint(fields=["seat", "idea"], name="one_row_of_dots_a_seat_and_idea"),
            models.CheckConstraint(condition=Q(count__gte=1), name="dots_are_at_least_one"),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.count}"
