"""A follow-up: what somebody does after a review, and by when."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from regie.journal.models import Revised, record


class FollowUpQuerySet(models.QuerySet):
    def open(self) -> FollowUpQuerySet:
        return self.filter(done_at=None)

    def late(self, day=None) -> FollowUpQuerySet:
        return self.open().filter(by_when__lt=day or timezone.localdate())

    def visible_to(self, person) -> FollowUpQuerySet:
        from regie.reviews.models.review import Review

        return self.filter(Q(who=person) | Q(review__in=Review.objects.visible_to(person)))

    def editable_by(self, person) -> FollowUpQuerySet:
        return self if person.is_member else self.filter(who=person)


class FollowUp(Revised):
    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="follow_ups")
    item = models.ForeignKey("reviews.Item", models.SET_NULL, null=True, blank=True, related_name="follow_ups")
    decision = models.ForeignKey("reviews.Decision", models.SET_NULL, null=True, blank=True, related_name="follow_ups")
    what = models.CharField(gettext_lazy("what"), max_length=300)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=gettext_lazy("who"),
    )
    by_when = models.DateField(gettext_lazy("by when"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["by_when", "pk"]
        indexes = [models.Index(fields=["who", "done_at", "by_when"], name="follow_ups_of_a_person")]  # My day

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return f"{self.review.get_absolute_url()}#follow-up-{self.pk}"

    @property
    def is_late(self) -> bool:
        return self.done_at is None and self.by_when < timezone.localdate()

    @classmethod
    def give(cls, review, what: str, *, who, by_when, by, item=None, decision=None) -> FollowUp:
        review.must_be_live()
        with transaction.atomic():
            follow_up = cls.objects.create(
                review=review, what=what.strip(), who=who, by_when=by_when, given_by=by, item=item, decision=decision
            )
            review.touch()
            record("reviews.follow_up_given", follow_up, by=by, page=review)
        return follow_up

    def finish(self, *, by) -> None:
        with transaction.atomic():
            self.done_at, self.done_by = timezone.now(), by
            self.save(update_fields=["done_at", "done_by"])
            self.review.touch()
            record("reviews.follow_up_done", self, by=by, page=self.review)

    def take_back(self, *, by) -> None:
        """It was not done after all."""
        with transaction.atomic():
            self.done_at = self.done_by = None
            self.save(update_fields=["done_at", "done_by"])
            self.review.touch()
            record("reviews.follow_up_taken_back", self, by=by, page=self.review)
