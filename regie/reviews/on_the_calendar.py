"""Reviews in the calendar of the plan."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.plan import dated
from regie.reviews.models import Review

MOST = 500


def _find(first: date, last: date, person: Any) -> list[dated.Dated]:
    """One query."""
    since, until = (timezone.make_aware(datetime.combine(day, time())) for day in (first, last + timedelta(days=1)))
    rows = Review.objects.visible_to(person).filter(starts_at__gte=since, starts_at__lt=until, cancelled_at=None)
    return [
        dated.Dated(
            timezone.localtime(each.starts_at).date(), str(each.name), "review", each.get_absolute_url(), note=_("review"), rank=1
        )
        for each in rows.select_related("series").order_by("starts_at")[:MOST]
    ]


def register() -> None:
    dated.SOURCES["reviews"] = dated.Source(gettext_lazy("Reviews"), _find)
