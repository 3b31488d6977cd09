"""The way of an audience from awareness to purchase, its steps with figures; the arena in which voices are compared; and earlier efforts."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.journal.models import Revised, record
from regie.plan.models.seeing import PlanQuerySet


class WayStep(Revised):
    """One step of an audience's way. People there are read from a metric, for the audience alone where figures say so."""

    undone_by = "edit"

    class Kind(models.TextChoices):
        AWARE = "aware", pgettext_lazy("way to purchase", "knows us")
        INTERESTED = "interested", pgettext_lazy("way to purchase", "is interested")
        INTENDS = "intends", pgettext_lazy("way to purchase", "intends to buy")
        BUYS = "buys", pgettext_lazy("way to purchase", "buys")
        STAYS = "stays", pgettext_lazy("way to purchase", "stays")

    audience = models.ForeignKey("objectives.Audience", models.CASCADE, related_name="way")
    kind = models.CharField(_("step"), max_length=10, choices=Kind.choices)
    metric = models.ForeignKey(
        "metrics.Metric", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("how many are there")
    )
    value_of = models.CharField(_("only for"), max_length=200, blank=True)  # the dimension's value, such as the audience's name
    share_wanted = models.DecimalField(
        _("share of the step before that we want"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    channels = models.ManyToManyField(
        "plan.Channel", blank=True, related_name="way_steps", verbose_name=_("channels that act on it")
    )
    note = models.TextField(_("what decides here"), blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["audience", "kind"], name="one_step_a_kind_and_audience")]

    def __str__(self) -> str:
        return f"{self.audience}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("plan:way", args=[self.audience_id])

    @classmethod
    def describe(cls, audience, kind: str, *, by, channels=(), **fields) -> WayStep:
        with transaction.atomic():
            made = cls(audience=audience, kind=kind, **fields)
            made.full_clean()
            made.save()
            made.channels.set(channels)
            record("plan.way_described", made, by=by, page=audience)
        return made

    def act_on_it(self, channels, *, by) -> None:
        """Which channels move people on from here; nothing is written where they are the same."""
        stood = set(self.channels.values_list("pk", flat=True))
        if stood != {each.pk for each in channels}:
            with transaction.atomic():
                self.channels.set(channels)
                changes = {"channels": ["", ", ".join(str(each) for each in channels)]}
                record("plan.waystep_edited", self, by=by, page=self.audience, changes=changes)

    def erase(self, *, by) -> None:
        with transaction.atomic():
            record("plan.way_step_erased", self.audience, by=by, step=str(self.get_kind_display()))
            self.delete()


class Arena(Revised):
    """A market in which voices are compared: media figures by competitor, and shares of market beside them."""

    undone_by = "edit"

    name = models.CharField(_("market"), max_length=120, unique=True)
    voices = models.ForeignKey(
        "metrics.Measure", models.PROTECT, related_name="+", verbose_name=_("media figures, by competitor")
    )
    sales = models.ForeignKey(
        "metrics.Measure", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sales, by competitor")
    )
    dimension = models.CharField(_("dimension that names the competitor"), max_length=40, default="competitor")
    ours = models.CharField(_("our name in those figures"), max_length=200)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plan:arena", args=[self.pk])

    @classmethod
    def open(cls, *, by, **fields) -> Arena:
        with transaction.atomic():
            made = cls(**fields)
            made.full_clean()
            made.save()
            record("plan.arena_opened", made, by=by)
        return made

    def erase(self, *, by) -> None:
        """The comparison goes; the figures stay."""
        with transaction.atomic():
            record("plan.arena_erased", self.voices, by=by, name=self.name)
            self.delete()


class EarlierEffort(models.Model):
    """What an audience had in a period that Régie did not see: a row of a sheet, or typed."""

    audience = models.ForeignKey("objectives.Audience", models.CASCADE, related_name="earlier_efforts")
    name = models.CharField(_("campaign"), max_length=200)
    starts_on = models.DateField(_("beginning"))
    ends_on = models.DateField(_("end"))
    days = models.DecimalField(_("working days"), max_digits=9, decimal_places=2, null=True, blank=True)
    money = models.DecimalField(_("money"), max_digits=14, decimal_places=2, null=True, blank=True)  # organisation's currency
    result = models.DecimalField(_("result"), max_digits=16, decimal_places=2, null=True, blank=True)
    result_of = models.CharField(_("what the result counts"), max_length=120, blank=True)  # leads, orders
    batch = models.ForeignKey("plan.Ledger", models.CASCADE, null=True, blank=True, related_name="efforts")
    row = models.PositiveIntegerField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="an_effort_ends_after_it_begins"),
        ]
        indexes = [models.Index(fields=["audience", "starts_on"], name="efforts_of_an_audience")]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        return reverse("plan:effort_edit", args=[self.pk])

    @property
    def came_from(self) -> str:
        """The sheet it came with, or that it was typed."""
        return str(self.batch) if self.batch_id else str(_("typed"))

    @classmethod
    def note(cls, audience, *, by, **fields) -> EarlierEffort:
        """A campaign that nobody planned here, as somebody remembers it."""
        with transaction.atomic():
            made = cls(audience=audience, by=by, **fields)
            made.full_clean()
            made.save()
            record("plan.effort_noted", audience, by=by, name=made.name)
        return made

    def change(self, *, by, **fields) -> None:
        with transaction.atomic():
            changes = {
                name: [str(getattr(self, name)), str(value)] for name, value in fields.items() if getattr(self, name) != value
            }
            for name, value in fields.items():
                setattr(self, name, value)
            self.full_clean()
            self.save()
            if changes:
                record("plan.effort_edited", self.audience, by=by, name=self.name, changes=changes)

    def erase(self, *, by) -> None:
        with transaction.atomic():
            record("plan.effort_erased", self.audience, by=by, name=self.name)
            self.delete()
