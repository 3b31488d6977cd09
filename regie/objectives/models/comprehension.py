"""A comprehension test: do people from outside understand an objective? They say it in their words, and choose who does what by when."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.objectives.models.objective import Objective
from regie.objectives.models.testing import Judging, Testing


class ComprehensionQuerySet(models.QuerySet):
    def open(self) -> ComprehensionQuerySet:
        return self.filter(closed_at=None)

    def visible_to(self, person) -> ComprehensionQuerySet:
        return self.filter(objective__in=Objective.objects.visible_to(person))

    def editable_by(self, person) -> ComprehensionQuerySet:
        return self.filter(objective__in=Objective.objects.editable_by(person))


class Comprehension(Testing, models.Model):
    """One test of one wording. A new wording is a new test: `text` keeps what was read."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="tests")
    number = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(max_length=400)
    pass_mark = models.PositiveSmallIntegerField(_("passed from, in percent"), default=70)
    fewest = models.PositiveSmallIntegerField(_("answers at least"), default=3)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    score = models.FloatField(null=True, blank=True)  # 0 to 100, when it was closed
    is_passed = models.BooleanField(null=True, blank=True)

    objects = ComprehensionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["objective", "number"], name="one_test_a_number"),
            models.UniqueConstraint(fields=["objective"], condition=Q(closed_at=None), name="one_open_test_an_objective"),
            models.CheckConstraint(condition=Q(pass_mark__gte=1, pass_mark__lte=100), name="pass_mark_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("objectives:comprehension", args=[self.pk])


class Option(models.Model):
    """One version of who, what or by when, among which the reader chooses; exactly one of each part is right."""

    class Part(models.TextChoices):
        WHO = "who", pgettext_lazy("comprehension", "who")
        WHAT = "what", pgettext_lazy("comprehension", "what")
        WHEN = "when", pgettext_lazy("comprehension", "by when")

    test = models.ForeignKey(Comprehension, models.CASCADE, related_name="options")
    part = models.CharField(max_length=4, choices=Part.choices)
    text = models.CharField(max_length=200)
    is_right = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["part", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["test", "part"], condition=Q(is_right=True), name="one_right_option_a_part")
        ]

    def __str__(self) -> str:
        return self.text


class Understanding(Judging, models.Model):
    """What one reader understood."""

    class Judged(models.IntegerChoices):
        NOT = 0, pgettext_lazy("understanding", "not understood")
        HALF = 1, pgettext_lazy("understanding", "half understood")
        WHOLE = 2, pgettext_lazy("understanding", "understood")

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    test = models.ForeignKey(Comprehension, models.CASCADE, related_name="understandings")
    link = models.ForeignKey("people.OpenLink", models.SET_NULL, null=True, blank=True, related_name="+")  # by which it came
    name = models.CharField(_("your name"), max_length=120, blank=True)
    words = models.TextField(_("in your own words"))
    chosen = models.ManyToManyField(Option, blank=True, related_name="+")
    unclear = models.CharField(_("a word that was not clear"), max_length=200, blank=True)
    judged = models.PositiveSmallIntegerField(
        choices=Judged.choices, null=True, blank=True
    )  # of the words, by somebody of the team
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.name or self.words[:60]
