"""What other departments owe and did not deliver in time: a point of the next review."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.reviews import sources
from regie.reviews.homes import Home
from regie.reviews.models import Review
from regie.reviews.sources import Proposed
from regie.work.models import Delivery

KIND = "awaited"


def late_deliveries(review: Review) -> list[Proposed]:
    """Deliveries that are late today, on the nearest review with room for them."""
    if not Home(review).takes(5):
        return []
    found = Delivery.objects.late(min(review.day, timezone.localdate())).select_related("domain")
    return [
        Proposed(
            KIND, f"delivery:{each.pk}", each.what[:200], "", 5, each,
            {"why_code": "awaited", "day": each.until.isoformat(), "domain": each.domain.name},
        )
        for each in found
    ]  # fmt: skip


def register() -> None:
    sources.register("work.deliveries", late_deliveries)
    sources.WORDS["awaited"] = _("awaited from %(domain)s since %(day)s")
