"""A competency that the charter asks for, and the persons who hold it."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from regie.charter.models.charter import Charter, Line
from regie.journal.models import record


class CompetencyQuerySet(models.QuerySet):
    def current(self) -> CompetencyQuerySet:
        return self.filter(retired_at=None)

    def visible_to(self, person) -> CompetencyQuerySet:
        return self.filter(line__charter__in=Charter.objects.visible_to(person))

    def editable_by(self, person) -> CompetencyQuerySet:
        return self if person.is_member else self.none()


class Competency(models.Model):
    line = models.OneToOneField(Line, models.CASCADE, related_name="competency")
    name = models.CharField(_("name"), max_length=300)
    group = models.CharField(_("group"), max_length=200, blank=True)
    holders = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="competencies", blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)  # the line went out of the charter

    objects = CompetencyQuerySet.as_manager()

    class Meta:
        ordering = ["group", "name"]
        verbose_name_plural = "competencies"

    def __str__(self) -> str:
        return self.name

    def hold(self, people, *, by) -> None:
        """Say who holds it, all at once."""
        with transaction.atomic():
            before = sorted(str(each) for each in self.holders.all())
            self.holders.set(people)
            after = sorted(str(each) for each in people)
            if before != after:
                record(
                    "charter.competency_held",
                    self,
                    by=by,
                    page=self.line.charter,
                    changes={"holders": [", ".join(before), ", ".join(after)]},
                )
