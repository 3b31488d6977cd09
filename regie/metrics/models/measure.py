"""A measure: a raw quantity recorded over time, such as spend, new customers, opens."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.journal.models import Revised, record
from regie.lib.periods import Period
from regie.metrics.models.seeing import measures_of, reads_all
from regie.metrics.models.units import AddsUp, Rhythm, Unit
from regie.ui import addresses

key_validator = RegexValidator(r"^[a-z][a-z0-9_]{0,79}\Z", _("A key begins with a letter and holds small letters, digits and _."))


class MeasureQuerySet(models.QuerySet):
    def in_use(self) -> MeasureQuerySet:
        return self.filter(retired_at=None)

    def visible_to(self, person) -> MeasureQuerySet:
        return self if reads_all(person) else self.filter(measures_of(person))

    def editable_by(self, person) -> MeasureQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()


class Measure(Revised):
    undone_by = "edit"

    key = models.CharField(_("key"), max_length=80, unique=True, validators=[key_validator])
    name = models.CharField(_("name"), max_length=200)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit.choices, default=Unit.COUNT)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    adds_up = models.CharField(_("adds up as"), max_length=4, choices=AddsUp.choices, default=AddsUp.SUM)
    rhythm = models.CharField(_("rhythm"), max_length=10, choices=Rhythm.choices, default=Rhythm.MONTH)
    dimensions = models.JSONField(_("dimensions"), default=list, blank=True)  # keys, such as ["platform"]
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="measures", verbose_name=_("owner")
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    about = models.TextField(_("what it counts"), blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), name="one_measure_a_name", violation_error_message=_("A measure has this name.")
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return addresses.keyed("metrics:measure", self.key)

    def clean(self) -> None:
        from regie.metrics.models.metric import Metric

        if Metric.objects.filter(key=self.key).exists():
            raise ValidationError({"key": _("A metric has this key. Formulas could not tell them apart.")})
        if not isinstance(self.dimensions, list) or not all(isinstance(each, str) and each for each in self.dimensions):
            raise ValidationError({"dimensions": _("Dimensions are a list of names.")})
        self._check_rhythm()
        if self.unit != Unit.CURRENCY:
            self.currency = ""
        elif not self.currency:
            from regie.people.models import Organisation

            self.currency = Organisation.here().currency

    def _check_rhythm(self) -> None:
        """A longer rhythm would lay figures of several days on one another: it is refused where there are such."""
        from regie.metrics.models.figure import Figure

        stood = type(self).objects.filter(pk=self.pk).values_list("rhythm", flat=True).first()
        if stood in (None, self.rhythm) or self.rhythm not in Rhythm.values:
            return
        days = Figure.objects.filter(series__measure=self.pk).order_by().values_list("period", flat=True).distinct()
        if any(Period.of(day, self.rhythm).start != day for day in days.iterator()):
            said = _("%(measure)s holds figures for shorter periods than that. Undo them first, or make another measure.")
            raise ValidationError({"rhythm": said % {"measure": self.name}})

    @classmethod
    def create(cls, *, by, **fields) -> Measure:
        """A new measure; its key is made from the name where none is given."""
        from regie.metrics.keys import free_key

        fields.setdefault("key", "")
        measure = cls(**{**fields, "key": fields["key"] or free_key(fields["name"])})
        measure.full_clean()
        with transaction.atomic():
            measure.save()
            record("metrics.measure_created", measure, by=by)
        return measure

    def retire(self, *, by) -> None:
        """Out of use: its figures stay, no list offers it any more. Refused while a metric in use needs it."""
        from regie.metrics.models.metric import Metric

        users = [metric.name for metric in Metric.objects.in_use().needing(self)]
        if users:
            raise ValidationError(
                _("Still used by: %(metrics)s. Change their formula first.") % {"metrics": ", ".join(users[:5])}
            )
        with transaction.atomic():
            self.retired_at = timezone.now()
            self.save(update_fields=["retired_at"])
            record("metrics.measure_retired", self, by=by)

    def take_back(self, *, by) -> None:
        with transaction.atomic():
            self.retired_at = None
            self.save(update_fields=["retired_at"])
            record("metrics.measure_taken_back", self, by=by)
