"""Gates that the delegator opened in an emergency: the nearest review talks about each, once."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy

from regie.lib.text import shorten
from regie.plan.models import Opening
from regie.reviews import sources
from regie.reviews.homes import Home
from regie.reviews.models import Item, Review
from regie.reviews.sources import Proposed

KIND = "opening"


def openings(review: Review) -> list[Proposed]:
    """Those that no review which was held had on its agenda. 2 queries besides those of the home."""
    if not Home(review).takes(10):
        return []
    held = Item.objects.on_agenda().filter(kind=KIND).exclude(review__closed_at=None).exclude(review=review)
    talked_about = set(held.values_list("key", flat=True))
    rows = Opening.objects.select_related("campaign", "constraint", "by").order_by("at", "pk")
    return [
        Proposed(
            KIND, f"opening:{each.pk}", shorten(str(each), 200), "", 10, each,
            {
                "title_code": "gate_of", "campaign": str(each.campaign), "gate": shorten(each.constraint.name, 140),
                "why_code": "gate_opened", "day": timezone.localdate(each.at).isoformat(), "who": str(each.by),
                "reason": shorten(each.reason, 160),
            },
        )
        for each in rows
        if f"opening:{each.pk}" not in talked_about
    ]  # fmt: skip


def register() -> None:
    sources.register("plan.openings", openings)
    sources.WORDS["gate_of"] = gettext_lazy("%(campaign)s: %(gate)s")
    sources.WORDS["gate_opened"] = gettext_lazy("gate opened in an emergency on %(day)s by %(who)s: %(reason)s")
