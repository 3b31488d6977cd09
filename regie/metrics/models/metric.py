"""A metric: a formula over measures, with unit, direction, rhythm and an owner."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.journal.models import Revised, record
from regie.metrics.models.evaluation import Evaluation
from regie.metrics.models.measure import key_validator
from regie.metrics.models.seeing import metrics_of, reads_all
from regie.metrics.models.units import Direction, Rhythm, Unit
from regie.metrics.models.value import Reading
from regie.ui import addresses


class MetricQuerySet(models.QuerySet):
    def in_use(self) -> MetricQuerySet:
        return self.filter(retired_at=None)

    def needing(self, *measures) -> MetricQuerySet:
        """Whose value depends on one of these measures, through other metrics too."""
        return self.filter(measures__in=measures).distinct()

    def visible_to(self, person) -> MetricQuerySet:
        return self if reads_all(person) else self.filter(metrics_of(person))

    def editable_by(self, person) -> MetricQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()


class Metric(Revised):
    undone_by = "edit"

    key = models.CharField(_("key"), max_length=80, unique=True, validators=[key_validator])
    name = models.CharField(_("name"), max_length=200)
    about = models.TextField(_("what it says"), blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    group = models.CharField(_("group"), max_length=120, blank=True)
    formula = models.TextField(_("formula"), blank=True)  # the newest; all of them are in `formulas`
    unit = models.CharField(_("unit"), max_length=10, choices=Unit.choices, default=Unit.RATIO)
    unit_label = models.CharField(_("unit in words"), max_length=80, blank=True)  # "per new customer"
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=1)
    direction = models.CharField(_("direction"), max_length=6, choices=Direction.choices, default=Direction.HIGHER)
    measured = models.CharField(_("measured"), max_length=10, choices=Rhythm.choices, default=Rhythm.MONTH)
    reported = models.CharField(_("reported"), max_length=10, choices=Rhythm.choices, default=Rhythm.MONTH)
    shown = models.CharField(
        _("shown by"), max_length=10, choices=Rhythm.choices, default=Rhythm.MONTH
    )  # the grain of cards and charts
    dimensions = models.JSONField(_("also for each"), default=list, blank=True)  # keys: besides over all, for each value of these
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="metrics", verbose_name=_("owner")
    )
    owner_text = models.CharField(_("owner in the charter's words"), max_length=200, blank=True)
    line = models.ForeignKey(
        "charter.Line", models.SET_NULL, null=True, blank=True, related_name="metrics", verbose_name=_("line of the charter")
    )
    watches = models.ManyToManyField(
        "charter.Line", blank=True, related_name="watching_metrics", verbose_name=_("responsibilities it watches over")
    )  # responsibilities it watches over
    measures = models.ManyToManyField("metrics.Measure", blank=True, related_name="metrics")  # what the formula needs, kept by it
    followers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="followed_metrics")
    due_after_days = models.PositiveSmallIntegerField(_("days after the period"), null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = MetricQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                condition=Q(retired_at=None),
                name="one_metric_a_name",
                violation_error_message=_("A metric has this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return addresses.keyed("metrics:metric", self.key)

    def clean(self) -> None:
        from regie.metrics.keys import RESERVED
        from regie.metrics.models.measure import Measure

        if self.key in RESERVED:
            raise ValidationError({"key": _("This word is taken by an address of Régie. Choose another key.")})
        if Measure.objects.filter(key=self.key).exists():
            raise ValidationError({"key": _("A measure has this key. Formulas could not tell them apart.")})
        if self.unit != Unit.CURRENCY:
            self.currency = ""
        elif not self.currency:
            from regie.people.models import Organisation

            self.currency = Organisation.here().currency

    @classmethod
    def create(cls, *, by, formula: str = "", **fields) -> Metric:
        """A new metric. `formula` is written as people write it, with keys or names; raises `FormulaError`, `ValidationError`."""
        from regie.metrics.keys import free_key

        fields["key"] = fields.get("key") or free_key(fields["name"])
        fields.setdefault("shown", fields.get("measured", Rhythm.MONTH))
        fields.setdefault("reported", fields.get("measured", Rhythm.MONTH))
        watches = fields.pop("watches", None)
        metric = cls(made_by=by, **fields)
        metric.full_clean()
        with transaction.atomic():
            metric.save()
            if watches:
                metric.watches.set(watches)
            record("metrics.metric_created", metric, by=by)
            if formula.strip():
                metric._take_formula(formula, by=by, since=None)
            Reading.objects.get_or_create(metric=metric, dimension="", dimension_value="", defaults={"grain": metric.shown})
        return metric

    def change_formula(self, text: str, *, by, since: date | None = None) -> Formula | None:
        """A new formula for all periods, or from the period that holds `since` on; None where it says what the last one says."""
        with transaction.atomic():
            old = self.formula
            made = self._take_formula(text, by=by, since=since)
            if made:
                record("metrics.formula_changed", self, by=by, changes={"formula": [old, made.text]}, number=made.number)
        return made

    def _take_formula(self, text: str, *, by, since: date | None) -> Formula | None:
        from regie.metrics.catalogue import Catalogue

        catalogue = Catalogue()
        parsed = catalogue.parse(text, for_metric=self.key)
        last = self.formulas.first()
        if last and last.text == parsed.canonical and since is None and last.since is None:
            return None
        made = self.formulas.create(number=(last.number if last else 0) + 1, text=parsed.canonical, since=since, by=by)
        self.formula = made.text
        self.revision += 1
        self.save(update_fields=["formula", "revision"])
        catalogue.formulas[self.key] = made.text
        catalogue.keep_measures_of(self.key)
        Evaluation.ask(Evaluation.Cause.FORMULA, metric=self)
        return made

    def retire(self, *, by) -> None:
        """Out of use: its values and its history stay; its open breaches are withdrawn."""
        from regie.metrics.catalogue import Catalogue

        if users := Catalogue().metrics_using(self.key):
            raise ValidationError(
                _("Still used by: %(metrics)s. Change their formula first.") % {"metrics": ", ".join(users[:5])}
            )
        with transaction.atomic():
            self.retired_at, self.retired_by = timezone.now(), by
            self.save(update_fields=["retired_at", "retired_by"])
            for breach in self.breaches.open():
                breach.withdraw("retired")
            self.reminders.open().update(closed_at=timezone.now())
            record("metrics.metric_retired", self, by=by)

    def take_back(self, *, by) -> None:
        """In use again, as it was."""
        if Metric.objects.in_use().filter(name__iexact=self.name).exists():
            raise ValidationError(_("Another metric has taken the name %(name)s.") % {"name": self.name})
        with transaction.atomic():
            self.retired_at = self.retired_by = None
            self.save(update_fields=["retired_at", "retired_by"])
            Evaluation.ask(Evaluation.Cause.FORMULA, metric=self)
            record("metrics.metric_taken_back", self, by=by)

    def follow(self, *, by) -> None:
        self.followers.add(by)

    def unfollow(self, *, by) -> None:
        self.followers.remove(by)

    @property
    def told(self) -> list:
        """Who hears of what happens to it: its owner, those who follow it, and the leads where nobody owns it."""
        from regie.people.models import Person

        people = [self.owner] if self.owner else list(Person.objects.leads())
        return [*people, *self.followers.all()]

    @property
    def grace(self) -> int:
        """How many days after a period's end its figures may still come before one is reminded of them."""
        return self.due_after_days if self.due_after_days is not None else _GRACE[Rhythm(self.measured)]


_GRACE = {Rhythm.DAY: 2, Rhythm.WEEK: 3, Rhythm.MONTH: 12, Rhythm.QUARTER: 20, Rhythm.HALF_YEAR: 30, Rhythm.YEAR: 45}


class Formula(models.Model):
    """A formula that a metric had, and since when: a number once shown can still be asked how it was made."""

    metric = models.ForeignKey(Metric, models.CASCADE, related_name="formulas")
    number = models.PositiveIntegerField()
    text = models.TextField()
    since = models.DateField(null=True, blank=True)  # None: for all periods
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["metric", "number"], name="one_formula_a_number")]

    def __str__(self) -> str:
        return self.text


def in_force(formulas: Iterable[Formula]) -> list[Formula]:
    """Those that still compute some period, oldest first: the newest one that holds for all periods, and what came after it."""
    kept: list[Formula] = []
    for each in sorted(formulas, key=lambda formula: -formula.number):
        kept.append(each)
        if each.since is None:
            break
    return kept[::-1]
