"""What was answered to a survey, and the themes into which the facilitator arranges it.

A reply of an anonymous survey carries no name, no address, no time and a random key, so that neither its row nor its order tells
whose it is.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regie.objectives.models.answering import Answering
from regie.objectives.models.survey import Asked, Question, Survey
from regie.objectives.models.theming import Theming


class Reply(Answering, models.Model):
    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="replies")
    asked = models.OneToOneField(
        Asked, models.SET_NULL, null=True, blank=True, related_name="reply"
    )  # never of an anonymous survey
    name = models.CharField(max_length=120, blank=True)  # given by whoever came by the shared link of a survey with names
    at = models.DateTimeField(null=True, blank=True)  # never of an anonymous survey
    by_shared_link = models.BooleanField(default=False)  # can be set aside, when that link was spread too far

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return str(self.asked or self.name or self.key)


class Theme(Theming, models.Model):
    """A group of answers or of ideas, named and ordered by whoever leads."""

    survey = models.ForeignKey(Survey, models.CASCADE, null=True, blank=True, related_name="themes")
    workshop = models.ForeignKey("objectives.Workshop", models.CASCADE, null=True, blank=True, related_name="themes")
    name = models.CharField(_("theme"), max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(survey__isnull=False, workshop=None) | Q(survey=None, workshop__isnull=False),
                name="theme_of_one_or_the_other",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Answer(models.Model):
    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reply = models.ForeignKey(Reply, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    text = models.TextField(blank=True)
    chosen = models.JSONField(default=list, blank=True)  # the words chosen, or [3] of a scale
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="answers")

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["reply", "question"], name="one_answer_a_reply_and_question")]

    def __str__(self) -> str:
        return self.text or ", ".join(str(each) for each in self.chosen)
