"""A waiver: the delegator lets a review close without the report that it should have had, and says why."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.journal.models import record
from regie.lib.refused import Refused
from regie.reports.models.seeing import ReportsQuerySet


class Waiver(models.Model):
    review = models.OneToOneField("reviews.Review", models.CASCADE, related_name="report_waiver")
    reason = models.TextField(gettext_lazy("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ReportsQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_waiver_has_a_reason")]

    def __str__(self) -> str:
        return str(self.review)

    @classmethod
    def give(cls, review, reason: str, *, by) -> Waiver:
        if not by.is_delegator:
            raise Refused(_("Only the delegator lets a review close without its report."))
        if not reason.strip():
            raise Refused(_("Say why the review may close without its report."))
        if review.closed_at is not None:
            raise Refused(_("This review is closed already."))
        with transaction.atomic():
            waiver, is_new = cls.objects.get_or_create(review=review, defaults={"reason": reason.strip(), "by": by})
            if is_new:
                record("reports.waiver_given", review, by=by, reason=waiver.reason)
        return waiver
