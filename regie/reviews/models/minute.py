"""A minute: what was said, when, by whose hand. One that is being written has no `said_at` yet."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from regie.journal.models import Revised, record
from regie.lib.stems import folded
from regie.lib.text import shorten

WRITING_SECONDS = 30  # a draft that did not grow for so long is no longer "being written"


class MinuteQuerySet(models.QuerySet):
    def said(self) -> MinuteQuerySet:
        return self.exclude(said_at=None).filter(removed_at=None)

    def being_written(self) -> MinuteQuerySet:
        return self.filter(said_at=None).exclude(text="")

    def visible_to(self, person) -> MinuteQuerySet:
        from regie.reviews.models.review import Review

        if person.is_member or person.is_delegator:
            return self  # they read every review: no join with all of them
        return self.filter(review__in=Review.objects.visible_to(person))

    def editable_by(self, person) -> MinuteQuerySet:
        from regie.reviews.models.review import Review

        return self.filter(review__in=Review.objects.editable_by(person), review__closed_at=None)


class Minute(Revised):
    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="minutes_rows")
    item = models.ForeignKey("reviews.Item", models.SET_NULL, null=True, blank=True, related_name="minutes_rows")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="minutes_rows")
    text = models.TextField(blank=True)
    folded = models.TextField(blank=True, editable=False)  # its stems, for the search
    begun_at = models.DateTimeField(default=timezone.now)
    written_at = models.DateTimeField(default=timezone.now)
    said_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = MinuteQuerySet.as_manager()

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "author"], condition=Q(said_at=None), name="one_draft_a_review_and_author")
        ]
        indexes = [models.Index(fields=["review", "said_at"], name="minutes_of_a_review")]

    def __str__(self) -> str:
        return shorten(self.text)

    def save(self, *args, **kwargs) -> None:
        self.folded = folded(self.text)
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "folded"}
        super().save(*args, **kwargs)

    @property
    def is_growing(self) -> bool:
        return self.said_at is None and (timezone.now() - self.written_at).total_seconds() < WRITING_SECONDS

    @classmethod
    def draft(cls, review, text: str, *, by, item=None) -> Minute:
        """What `by` has typed so far; everybody present sees it grow. Not an event: nothing is said yet."""
        review.must_be_live()
        with transaction.atomic():
            just_said = timezone.now() - timedelta(seconds=WRITING_SECONDS)
            said = cls.objects.filter(review=review, author=by, said_at__gte=just_said).values_list("text", flat=True)
            if any(each.startswith(text.strip()) for each in said):
                return cls(review=review, author=by)  # the last keys of a minute arrived after it was written down
            minute, _made = cls.objects.get_or_create(review=review, author=by, said_at=None, defaults={"item": item})
            if minute.text != text or minute.item != item:
                minute.text, minute.item, minute.written_at = text, item, timezone.now()
                minute.save()
                review.touch()
        return minute

    @classmethod
    def say(cls, review, text: str, *, by, item=None) -> Minute:
        """Write a minute down; the writer's draft becomes it."""
        review.must_be_live()
        with transaction.atomic():
            drafts = Minute.objects.select_for_update(of=("self",)).filter(review=review, author=by, said_at=None)
            minute = drafts.first() or Minute(review=review, author=by)
            minute.text, minute.item, minute.said_at = text.strip(), item, timezone.now()
            minute.written_at = minute.said_at
            minute.save()
            review.touch()
            record("reviews.minute_said", minute, by=by, page=review)
        return minute

    def reword(self, text: str, *, by, revision: int) -> None:
        """Correct a minute; `Stale` when somebody corrected it first."""
        self.review.must_be_live()
        with transaction.atomic():
            self.edit(by=by, revision=revision, page=self.review, text=text.strip())
            self.review.touch()

    def strike(self, *, by) -> None:
        self.review.must_be_live()
        with transaction.atomic():
            self.removed_at = timezone.now()
            self.save(update_fields=["removed_at"])
            self.review.touch()
            record("reviews.minute_struck", self, by=by, page=self.review, text=self.text)
