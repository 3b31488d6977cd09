"""The charter of one domain, and the line that keeps its identity through all versions."""

from __future__ import annotations

from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from regie.journal.models import Revised, record


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


class CharterQuerySet(models.QuerySet["Charter"]):
    def visible_to(self, person) -> CharterQuerySet:
        return self if person.is_authenticated and person.is_active else self.none()

    def editable_by(self, person) -> CharterQuerySet:
        return self if person.is_member else self.none()

    def home(self) -> Charter | None:
        """The charter of the domain that this instance runs."""
        return self.filter(domain__is_home=True).select_related("domain").first()


class Charter(Revised):
    domain = models.OneToOneField("people.Domain", models.CASCADE, related_name="charter")
    next_look_on = models.DateField(_("next look at the charter"), null=True, blank=True)
    reminded_of = models.DateField(null=True, blank=True)  # the look date for which the leads were already told

    objects = CharterQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.domain)

    def in_force(self):
        return self.versions.filter(state="in_force").first()

    def proposed(self):
        return self.versions.filter(state="proposed").first()

    def current(self):
        """The version on which the next change is made: the proposed one, else the one in force."""
        return self.proposed() or self.in_force()

    def look_again_on(self, day: date | None, *, by, revision: int | None = None) -> dict:
        """Set the date for the next look at the charter."""
        return self.edit(by=by, revision=revision, next_look_on=day)

    def remind(self) -> bool:
        """Tell the leads, once for each date, that the time to look at the charter has come."""
        with transaction.atomic():
            fresh = Charter.objects.filter(pk=self.pk, next_look_on=self.next_look_on).exclude(reminded_of=self.next_look_on)
            fresh = fresh | Charter.objects.filter(pk=self.pk, next_look_on=self.next_look_on, reminded_of=None)
            if not fresh.update(reminded_of=self.next_look_on):
                return False
            record("charter.look_due", self, by=None, day=self.next_look_on)
        return True


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
