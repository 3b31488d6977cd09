"""A criterion by which reviews are judged, and what a participant rated it."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused


class CriterionQuerySet(models.QuerySet):
    def alive(self) -> CriterionQuerySet:
        return self.filter(retired_at=None)

    def visible_to(self, person) -> CriterionQuerySet:
        return self if person.is_authenticated and person.is_active else self.none()


class Criterion(models.Model):
    line = models.OneToOneField("charter.Line", models.SET_NULL, null=True, blank=True, related_name="criterion")
    name = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reviews:criteria") + f"#criterion-{self.pk}"


class Rating(models.Model):
    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="ratings")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="ratings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["criterion__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion", "person"], name="one_rating_a_review_criterion_and_person"),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="scores_go_from_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} ({self.score}/5)"

    @classmethod
    def give(cls, review, criterion: Criterion, score: int, *, by, comment: str = "") -> Rating:
        review.must_be_live()
        if not 1 <= score <= 5:
            raise Refused(_("Rate from 1 to 5."))
        with transaction.atomic():
            rating, _made = cls.objects.update_or_create(
                review=review,
                criterion=criterion,
                person=by,
                defaults={"score": score, "comment": comment.strip(), "at": timezone.now()},
            )
            review.touch()
            record("reviews.criterion_rated", rating, by=by, page=review, score=score)
        return rating
