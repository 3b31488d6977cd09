"""What other departments may ask for (an offer, from the charter's deliverables), and what they asked (a request)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from regie.journal.models import Revised


class OfferQuerySet(models.QuerySet):
    def open(self) -> OfferQuerySet:
        return self.filter(closed_at=None)

    def visible_to(self, person) -> OfferQuerySet:
        return self if person.is_authenticated and person.is_active else self.none()

    def editable_by(self, person) -> OfferQuerySet:
        return self if person.is_member else self.none()


class Offer(Revised):
    name = models.CharField(gettext_lazy("name"), max_length=200)
    explanation = models.TextField(gettext_lazy("what one gets"), blank=True)
    deliverable = models.ForeignKey("charter.Deliverable", models.SET_NULL, null=True, blank=True, related_name="offers")
    workflow = models.ForeignKey("work.Workflow", models.SET_NULL, null=True, blank=True, related_name="offers")
    # [{"key", "label", "kind": text|long|date|choice|amount|file, "choices": [], "required": bool, "hint"}]
    questions = models.JSONField(default=list, blank=True)
    working_days = models.PositiveIntegerField(gettext_lazy("expected delay, working days"), null=True, blank=True)
    receiver = models.ForeignKey(
        "people.Role", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=gettext_lazy("who receives it")
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("work:offer", args=[self.pk])


class RequestQuerySet(models.QuerySet):
    def open(self) -> RequestQuerySet:
        return self.filter(ended_at=None)

    def visible_to(self, person) -> RequestQuerySet:
        if person.is_member or person.is_delegator:
            return self
        seen = Q(asked_by=person)
        if person.domain_id:
            seen |= Q(domain=person.domain_id)
        return self.filter(seen)

    def editable_by(self, person) -> RequestQuerySet:
        return self if person.is_member else self.filter(asked_by=person)


class Request(Revised):
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
    answers = models.JSONField(default=dict)  # {key of the question: answer}
    domain = models.ForeignKey("people.Domain", models.SET_NULL, null=True, blank=True, related_name="requests")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="requests")
    asked_at = models.DateTimeField(default=timezone.now)
    wanted_on = models.DateField(gettext_lazy("wanted by"), null=True, blank=True)
    promised_on = models.DateField(gettext_lazy("promised for"), null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ASKED)
    refused_because = models.CharField(max_length=300, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
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

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("work:request", args=[self.pk])
