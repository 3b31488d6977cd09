"""A driver: a situation that calls for a response, opened by hand or by a breach."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.journal.models import Revised, record
from regie.lib.refused import Refused


class DriverQuerySet(models.QuerySet):
    def open(self) -> DriverQuerySet:
        return self.filter(answered_by=None, dropped_at=None)

    def visible_to(self, person) -> DriverQuerySet:
        """Other departments see those they opened, those of their domain, and those of reviews they sit in."""
        from regie.reviews.models.review import Review

        if person.is_member or person.is_delegator:
            return self
        seen = Q(opened_by=person) | Q(taken_in__in=Review.objects.visible_to(person))
        if person.domain_id:
            seen |= Q(domain=person.domain_id)
        return self.filter(seen).distinct()

    def editable_by(self, person) -> DriverQuerySet:
        return self if person.is_member else self.filter(opened_by=person)


class Driver(Revised):
    undone_by = "edit"

    title = models.CharField(gettext_lazy("title"), max_length=200)
    situation = models.TextField(gettext_lazy("what is happening"))
    effect = models.TextField(gettext_lazy("what it does to us"), blank=True)
    domain = models.ForeignKey("people.Domain", models.SET_NULL, null=True, blank=True, related_name="drivers")
    breach = models.ForeignKey("metrics.Breach", models.SET_NULL, null=True, blank=True, related_name="drivers")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )  # None: Régie, for a breach
    opened_at = models.DateTimeField(default=timezone.now)
    taken_in = models.ForeignKey("reviews.Review", models.SET_NULL, null=True, blank=True, related_name="drivers")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("reviews.Decision", models.SET_NULL, null=True, blank=True, related_name="answers")
    answered_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    dropped_because = models.CharField(max_length=300, blank=True)

    objects = DriverQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["breach"], condition=Q(breach__isnull=False), name="one_driver_a_breach")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reviews:driver", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.answered_by_id is None and self.dropped_at is None

    @property
    def state(self) -> str:
        if self.answered_by_id:
            return "answered"
        if self.dropped_at:
            return "dropped"
        return "taken" if self.taken_in_id else "open"

    @classmethod
    def open_one(cls, *, by, title: str, situation: str, effect: str = "", domain=None, breach=None) -> Driver:
        with transaction.atomic():
            driver = cls.objects.create(
                title=title, situation=situation, effect=effect, domain=domain, breach=breach, opened_by=by
            )
            record("reviews.driver_opened", driver, by=by)
        return driver

    def take_up(self, review, *, by) -> None:
        """Put it on the agenda of that review."""
        from regie.reviews.agenda import place

        if not self.is_open:
            raise Refused(_("This driver is settled already."))
        with transaction.atomic():
            self.taken_in, self.taken_by, self.taken_at = review, by, timezone.now()
            self.save(update_fields=["taken_in", "taken_by", "taken_at"])
            place(review, self, by=by)
            record("reviews.driver_taken_up", self, by=by, review=str(review))

    def answer(self, decision, *, by) -> None:
        with transaction.atomic():
            self.answered_by, self.answered_at = decision, timezone.now()
            self.save(update_fields=["answered_by", "answered_at"])
            record("reviews.driver_answered", self, by=by, decision=str(decision))

    def drop(self, because: str, *, by) -> None:
        if not because.strip():
            raise Refused(_("Say why nothing is done about it."))
        if not self.is_open:
            raise Refused(_("This driver is settled already."))
        with transaction.atomic():
            self.dropped_at, self.dropped_by, self.dropped_because = timezone.now(), by, because.strip()
            self.save(update_fields=["dropped_at", "dropped_by", "dropped_because"])
            record("reviews.driver_dropped", self, by=by, because=because.strip())

    def pick_up_again(self, *, by) -> None:
        """Take a drop back."""
        if not self.dropped_at:
            raise Refused(_("This driver was not dropped."))
        with transaction.atomic():
            self.dropped_at, self.dropped_by, self.dropped_because = None, None, ""
            self.save(update_fields=["dropped_at", "dropped_by", "dropped_because"])
            record("reviews.driver_picked_up_again", self, by=by)
