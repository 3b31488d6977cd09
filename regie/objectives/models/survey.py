"""A survey before the workshop: its questions, who is asked, and when it ends. What was answered is in `answer.py`."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.journal.models import Revised
from regie.objectives.models.surveying import Asking, Surveying

FEWEST = 4  # answers of an anonymous survey are shown from so many on, and only once it is closed


class SurveyQuerySet(models.QuerySet):
    def open(self) -> SurveyQuerySet:
        return self.exclude(opened_at=None).filter(closed_at=None)

    def visible_to(self, person) -> SurveyQuerySet:
        """The team and the delegator; who else is asked answers by a link, and sees no page of it."""
        return self if person.is_authenticated and (person.is_member or person.is_delegator) else self.none()

    def editable_by(self, person) -> SurveyQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()


class Survey(Surveying, Revised):
    title = models.CharField(_("title"), max_length=200)
    introduction = models.TextField(_("what it is for"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    is_anonymous = models.BooleanField(_("anonymous"), default=True)  # fixed once opened
    is_shared = models.BooleanField(_("one link for all"), default=False)  # besides the links of those asked by name
    closes_on = models.DateField(_("answers until"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    set_aside_at = models.DateTimeField(null=True, blank=True, editable=False)  # what came by the one link counts no longer

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False, closed_at__gte=F("opened_at")),
                name="survey_closes_after_it_opened",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("objectives:survey", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None


class Question(Asking, models.Model):
    class Kind(models.TextChoices):
        TEXT = "text", pgettext_lazy("question", "in their words")
        ONE = "one", pgettext_lazy("question", "one of these")
        MANY = "many", pgettext_lazy("question", "several of these")
        SCALE = "scale", pgettext_lazy("question", "from 1 to 5")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("question"), max_length=300)
    kind = models.CharField(pgettext_lazy("survey", "answered"), max_length=5, choices=Kind.choices, default=Kind.TEXT)
    choices = models.JSONField(default=list, blank=True)  # words to choose among; for a scale the words of its two ends
    is_required = models.BooleanField(_("must be answered"), default=False)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class Asked(models.Model):
    """Somebody asked by name. Of an anonymous survey it says that they have answered, never when nor what."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="asked")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    email = models.EmailField(blank=True)  # of somebody without an account
    nonce = models.CharField(max_length=32, editable=False)  # signed into the link
    has_answered = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)  # never kept of an anonymous survey
    reminded = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True, blank=True)  # the last letter, the first one included

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "person"], name="a_person_is_asked_once"),
            models.UniqueConstraint("survey", Lower("email"), condition=~Q(email=""), name="an_address_is_asked_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, email="") | (Q(person=None) & ~Q(email="")),
                name="asked_is_a_person_or_an_address",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.email)

    @property
    def address(self) -> str:
        """Where a letter reaches them."""
        return self.person.email if self.person_id else self.email
