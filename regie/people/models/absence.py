"""An absence: days on which a person is away, and who stands in."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record


class AbsenceQuerySet(models.QuerySet):
    def on(self, day=None) -> AbsenceQuerySet:
        day = day or timezone.localdate()
        return self.filter(first_day__lte=day, last_day__gte=day)

    def to_come(self) -> AbsenceQuerySet:
        return self.filter(last_day__gte=timezone.localdate())

    def editable_by(self, person) -> AbsenceQuerySet:
        """One says oneself when one is away; a lead for anyone."""
        return self if person.is_lead else self.filter(person=person)


class Absence(models.Model):
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()
    deputy = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="deputy_for")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(deputy=None) | ~Q(deputy=F("person")), name="nobody_deputises_for_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.first_day}–{self.last_day}"

    @classmethod
    def note(cls, person, first_day, last_day, *, by, deputy=None) -> Absence:
        if last_day < first_day:
            raise ValidationError({"last_day": _("The last day comes before the first.")})
        if deputy == person:
            raise ValidationError({"deputy": _("Somebody else must stand in.")})
        if cls.objects.filter(person=person, first_day__lte=last_day, last_day__gte=first_day).exists():
            raise ValidationError({"first_day": _("Some of these days are already noted as absence.")})
        with transaction.atomic():
            absence = cls.objects.create(person=person, first_day=first_day, last_day=last_day, deputy=deputy)
            record("people.absence_noted", person, by=by, first_day=first_day, last_day=last_day, deputy=str(deputy or ""))
        return absence

    def remove(self, *, by) -> None:
        with transaction.atomic():
            record("people.absence_removed", self.person, by=by, first_day=self.first_day, last_day=self.last_day)
            self.delete()
