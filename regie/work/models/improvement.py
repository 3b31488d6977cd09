"""An improvement: a change to how a step goes that somebody adopted, with what it was expected to free; its effect is measured."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from regie.journal.models import record
from regie.lib.refused import Refused


class ImprovementQuerySet(models.QuerySet):
    def standing(self) -> ImprovementQuerySet:
        return self.filter(given_up_at=None)

    def visible_to(self, person) -> ImprovementQuerySet:
        return self if person.is_authenticated and (person.is_member or person.is_delegator) else self.none()

    def editable_by(self, person) -> ImprovementQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()


class Improvement(models.Model):
    class Kind(models.TextChoices):
        SECOND_APPROVER = "second", pgettext_lazy("improvement", "A second person may decide")
        PARALLEL = "parallel", pgettext_lazy("improvement", "The two checks run at the same time")
        FEWER_CONSULTED = "fewer", pgettext_lazy("improvement", "Fewer people are consulted")
        LIMIT = "limit", pgettext_lazy("improvement", "Less is begun at once")
        SKIP = "skip", pgettext_lazy("improvement", "What is made of approved wording skips the check")

    step = models.ForeignKey("work.PassedStep", models.CASCADE, related_name="improvements")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    note = models.CharField(max_length=300, blank=True)  # how it is done here
    expected_runs = models.PositiveIntegerField(default=0)  # it would have helped so many …
    expected_of = models.PositiveIntegerField(default=0)  # … of so many passages
    expected_hours = models.FloatField(default=0)  # … by so many working hours each
    adopted_at = models.DateTimeField(default=timezone.now)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    given_up_at = models.DateTimeField(null=True, blank=True)
    given_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ImprovementQuerySet.as_manager()

    class Meta:
        ordering = ["-adopted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "kind"], condition=Q(given_up_at=None), name="one_standing_improvement_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step.name}, {self.get_kind_display()}"

    @classmethod
    def adopt(cls, step, kind: str, *, by, note: str = "", runs: int = 0, of: int = 0, hours: float = 0.0) -> Improvement:
        """From now on the step goes like this; what happened before and what happens after are compared."""
        if kind not in cls.Kind.values:
            raise Refused(_("This change is not known here."))
        with transaction.atomic():
            if cls.objects.standing().filter(step=step, kind=kind).exists():
                raise Refused(_("This change was adopted already: its effect is being measured."))
            made = cls.objects.create(
                step=step,
                kind=kind,
                note=note.strip()[:300],
                expected_runs=runs,
                expected_of=of,
                expected_hours=hours,
                adopted_by=by,
            )
            record("work.improvement_adopted", made, by=by, page=step.workflow or made, hours=round(hours, 1), runs=runs, of=of)
        return made

    def give_up(self, *, by) -> None:
        """It is done no more; what it did until then stays readable."""
        with transaction.atomic():
            if type(self).objects.filter(pk=self.pk, given_up_at=None).update(given_up_at=timezone.now(), given_up_by=by):
                record("work.improvement_given_up", self, by=by, page=self.step.workflow or self)
        self.refresh_from_db()
