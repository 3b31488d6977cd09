"""A duty: who is responsible, accountable, consulted or informed, on a planned step or on a task."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy


class DutyQuerySet(models.QuerySet):
    def of(self, letter: str) -> DutyQuerySet:
        return self.filter(letter=letter)


class Duty(models.Model):
    class Letter(models.TextChoices):
        RESPONSIBLE = "R", pgettext_lazy("RACI", "responsible")
        ACCOUNTABLE = "A", pgettext_lazy("RACI", "accountable")
        CONSULTED = "C", pgettext_lazy("RACI", "consulted")
        INFORMED = "I", pgettext_lazy("RACI", "informed")

    step = models.ForeignKey("work.PlannedStep", models.CASCADE, null=True, blank=True, related_name="duties")
    task = models.ForeignKey("work.Task", models.CASCADE, null=True, blank=True, related_name="duties")
    letter = models.CharField(max_length=1, choices=Letter.choices)
    role = models.ForeignKey("people.Role", models.SET_NULL, null=True, blank=True, related_name="duties")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="duties")
    # Set when `person` stands in while this one is away.
    instead_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    wanted = models.CharField(max_length=200, blank=True)  # the role's name in the workflow, when nobody holds it

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ["letter", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(step__isnull=False, task=None) | Q(step=None, task__isnull=False), name="duty_on_a_step_or_a_task"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(role__isnull=False) | ~Q(wanted=""), name="duty_is_somebodys"
            ),
            models.UniqueConstraint(fields=["task", "letter", "person"], name="one_duty_a_letter_and_person_of_a_task"),
            # One opens the gate alone.
            models.UniqueConstraint(fields=["task"], condition=Q(letter="A"), name="one_accountable_a_task"),
        ]
        indexes = [models.Index(fields=["person", "letter"], name="duties_of_a_person")]  # My day, load

    def __str__(self) -> str:
        return f"{self.letter} {self.person or self.role or self.wanted}"

    @classmethod
    def first_responsible(cls):
        """A task's first responsible person, as a subquery."""
        first = cls.objects.filter(task=models.OuterRef("pk"), letter="R", person__isnull=False).order_by("pk")
        return models.Subquery(first.values("person")[:1])
