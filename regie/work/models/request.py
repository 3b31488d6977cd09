"""A request: what somebody of another department asked for, from the first word to whether it helped."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from regie.journal.models import Revised
from regie.work.models.answering import Answering
from regie.work.models.offer import Offer


class RequestQuerySet(models.QuerySet):
    def open(self) -> RequestQuerySet:
        return self.filter(ended_at=None)

    def unanswered(self) -> RequestQuerySet:
        return self.filter(status=Request.Status.ASKED)

    def late(self, day=None) -> RequestQuerySet:
        """Promised for a day that has passed, and not delivered."""
        return self.open().filter(delivered_at=None, promised_on__lt=day or timezone.localdate())

    def of_asker(self, person) -> RequestQuerySet:
        """Those on which this person has the word of whoever asked: a lead too, where whoever asked is gone."""
        mine = Q(asked_by=person)
        if person.is_lead:
            mine |= Q(asked_by=None) | Q(asked_by__left_at__isnull=False)
        return self.filter(mine) if person.is_authenticated and person.is_active else self.none()

    def visible_to(self, person) -> RequestQuerySet:
        """The team and the delegator all; others their own and those of their department."""
        if person.is_member or person.is_delegator:
            return self
        if not (person.is_authenticated and person.is_active):
            return self.none()
        seen = Q(asked_by=person)
        if person.domain_id:
            seen |= Q(domain=person.domain_id)
        return self.filter(seen)

    def editable_by(self, person) -> RequestQuerySet:
        """The team; and whoever asked, for what is theirs to say."""
        if person.is_member:
            return self
        return self.filter(asked_by=person) if person.is_authenticated and person.is_active else self.none()


class Request(Answering, Revised):
    class Status(models.TextChoices):
        ASKED = "asked", pgettext_lazy("request", "asked")
        ACCEPTED = "accepted", pgettext_lazy("request", "accepted")
        UNDER_WAY = "under_way", pgettext_lazy("request", "under way")
        DELIVERED = "delivered", pgettext_lazy("request", "delivered")
        RECEIVED = "received", pgettext_lazy("request", "received")  # the requester said it is good
        REFUSED = "refused", pgettext_lazy("request", "refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("request", "withdrawn")

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="requests")
    title = models.CharField(gettext_lazy("title"), max_length=200)
    answers = models.JSONField(default=list, blank=True)  # [{"key", "label", "kind", "said"}]: the words as they were asked
    domain = models.ForeignKey("people.Domain", models.SET_NULL, null=True, blank=True, related_name="requests")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="requests")
    asked_at = models.DateTimeField(default=timezone.now)
    wanted_on = models.DateField(gettext_lazy("wanted by"), null=True, blank=True)
    promised_on = models.DateField(gettext_lazy("promised for"), null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ASKED)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    task = models.OneToOneField("work.Task", models.SET_NULL, null=True, blank=True, related_name="request")
    refused_because = models.CharField(max_length=300, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    delivered_words = models.TextField(blank=True)  # with links to what is not a file
    sent_back_at = models.DateTimeField(null=True, blank=True)  # once
    sent_back_because = models.CharField(max_length=1000, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    stars = models.PositiveSmallIntegerField(null=True, blank=True)  # satisfaction, 1 to 5
    said = models.TextField(blank=True)  # with the satisfaction

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(stars=None) | Q(stars__gte=1, stars__lte=5), name="request_has_one_to_five_stars"),
            models.CheckConstraint(condition=~Q(status="refused") | ~Q(refused_because=""), name="request_refused_says_why"),
        ]
        indexes = [models.Index(fields=["status", "-asked_at"], name="requests_by_status")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("work:request", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    def holders(self) -> list[Any]:
        """Who has it in hand: whoever answered it, before that whoever receives it, and those responsible for what it became."""
        people = [self.answered_by] if self.answered_by else list(self.offer.receivers())
        return [*people, *(self.task.responsible() if self.task else [])]

    @property
    def is_late(self) -> bool:
        return bool(self.is_open and not self.delivered_at and self.promised_on and self.promised_on < timezone.localdate())
