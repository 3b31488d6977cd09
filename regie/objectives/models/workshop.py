"""A workshop: the hour in which a team finds its objectives, step by step, each on their own screen."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.journal.models import Revised
from regie.objectives.models.survey import Survey
from regie.objectives.models.taking_part import TakingPart
from regie.objectives.models.workshopping import Workshopping


class WorkshopQuerySet(models.QuerySet):
    def open(self) -> WorkshopQuerySet:
        return self.exclude(opened_at=None).filter(closed_at=None)

    def visible_to(self, person) -> WorkshopQuerySet:
        """The team and the delegator; others those in which they have a seat."""
        if not person.is_authenticated:
            return self.none()
        return self if person.is_member or person.is_delegator else self.filter(seats__person=person)

    def editable_by(self, person) -> WorkshopQuerySet:
        """Who may lead it: any member."""
        return self if person.is_authenticated and person.is_member else self.none()


class Workshop(Workshopping, Revised):
    title = models.CharField(_("title"), max_length=200)
    aim = models.TextField(_("what it is for"), blank=True)
    starts_at = models.DateTimeField(pgettext_lazy("workshop", "when"), null=True, blank=True)
    place = models.CharField(_("where"), max_length=200, blank=True)  # a room, or an online address
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("led by")
    )
    survey = models.ForeignKey(
        Survey, models.SET_NULL, null=True, blank=True, related_name="workshops", verbose_name=_("survey before it")
    )
    dots = models.PositiveSmallIntegerField(_("dots each"), default=5)
    hides_names = models.BooleanField(_("ideas without names"), default=True)
    step = models.ForeignKey("objectives.Step", models.SET_NULL, null=True, blank=True, related_name="+")  # under way
    beat = models.PositiveIntegerField(default=0, editable=False)  # grows with all that screens must show
    notes = models.TextField(_("what was said"), blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False, closed_at__gte=F("opened_at")),
                name="workshop_closes_after_it_opened",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("objectives:workshop", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None


class Step(models.Model):
    class Kind(models.TextChoices):
        LOOK = "look", pgettext_lazy("workshop step", "Look back")  # at the survey and at past campaigns
        PROPOSE = "propose", pgettext_lazy("workshop step", "Propose")
        GROUP = "group", pgettext_lazy("workshop step", "Group")
        VOTE = "vote", pgettext_lazy("workshop step", "Vote")
        DRAFT = "draft", pgettext_lazy("workshop step", "Draft")
        CHECK = "check", pgettext_lazy("workshop step", "Check")
        CLOSE = "close", pgettext_lazy("workshop step", "Close")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    began_at = models.DateTimeField(null=True, blank=True)  # last time it was begun
    more = models.SmallIntegerField(default=0)  # minutes given on top while it ran
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "kind"], name="one_step_a_kind")]

    def __str__(self) -> str:
        return self.get_kind_display()


class Seat(TakingPart, models.Model):
    """One who takes part: a person of the house, or a guest by the workshop's link, under the name they gave."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=80, blank=True)
    nonce = models.CharField(max_length=32, blank=True, editable=False)  # of a guest's own device
    taken_at = models.DateTimeField(null=True, blank=True)  # when they came; None: only invited
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "person"], name="one_seat_a_person"),
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(name=""), name="a_guest_has_a_name"),
        ]

    def __str__(self) -> str:
        return str(self.person or self.name)
