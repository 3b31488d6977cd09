"""The charter of one domain, and the line that keeps its identity through all versions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Section(models.TextChoices):
    """The parts of a charter, in the order in which they are read."""

    PURPOSE = "purpose", _("Purpose")
    RESPONSIBILITIES = "responsibilities", _("Key responsibilities")
    CUSTOMERS = "customers", _("Customers and deliverables")
    DEPENDENCIES = "dependencies", _("Dependencies")
    CONSTRAINTS = "constraints", _("External constraints")
    CHALLENGES = "challenges", _("Key challenges")
    RESOURCES = "resources", _("Key resources")
    DELEGATOR = "delegator_responsibilities", _("Delegator responsibilities")
    COMPETENCIES = "competencies", _("Competencies")
    METRICS = "metrics", _("Key metrics")
    REVIEWS = "reviews", _("Evaluation")
    CRITERIA = "criteria", _("Evaluation criteria")


class CharterQuerySet(models.QuerySet):
    def visible_to(self, person) -> CharterQuerySet:
        return self if person.is_authenticated and person.is_active else self.none()

    def editable_by(self, person) -> CharterQuerySet:
        return self if person.is_member else self.none()


class Charter(models.Model):
    domain = models.OneToOneField("people.Domain", models.CASCADE, related_name="charter")
    next_look_on = models.DateField(_("next look at the charter"), null=True, blank=True)

    objects = CharterQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.domain)


class LineQuerySet(models.QuerySet):
    def visible_to(self, person) -> LineQuerySet:
        return self.filter(charter__in=Charter.objects.visible_to(person))


class Line(models.Model):
    """One line of a charter through all its versions: metrics, reviews and decisions hang on it.

    Its words are in `Wording`, one row for each version in which they stand.
    """

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="lines")
    section = models.CharField(max_length=32, choices=Section.choices)

    objects = LineQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.get_section_display()} {self.pk}"
