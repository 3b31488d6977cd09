"""Money on agendas: envelopes that end before their last day at the present rate, and campaigns that have used more than their lines."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy

from regie.lib.money import money
from regie.people.models import Organisation
from regie.plan.budget import pace
from regie.plan.models import Campaign, Envelope
from regie.plan.reading.money import totals
from regie.reviews import sources
from regie.reviews.homes import Home
from regie.reviews.models import Review
from regie.reviews.sources import Proposed

KIND = "money"


def envelopes_that_end_early(review: Review) -> list[Proposed]:
    """Of the envelopes under way that are part of none. Five queries besides those of the home."""
    if not Home(review).takes(10):
        return []
    today = timezone.localdate()
    rows = list(Envelope.objects.on(today).filter(parent=None).order_by("pk"))
    paces = pace.of(rows, today) if rows else {}
    return [
        Proposed(
            KIND, f"envelope:{each.pk}", each.name[:200], "", 10, each,
            {"why_code": "envelope_ends_early", "day": known.ends_on.isoformat()},
        )
        for each in rows
        if (known := paces.get(each.pk)) is not None and known.ends_on is not None
    ]  # fmt: skip


def campaigns_above_their_lines(review: Review) -> list[Proposed]:
    """Open campaigns that have spent and promised more than was planned, in all. Five queries besides those of the home."""
    if not Home(review).takes(10):
        return []
    rows = list(Campaign.objects.open().filter(budget_lines__isnull=False).distinct().order_by("pk"))
    sums = totals("campaign", campaign__in=rows) if rows else {}
    here = Organisation.here()
    language = (get_language() or here.language)[:2]
    found = []
    for each in rows:
        spent = sums.get(each.pk)
        if spent is not None and spent.used > spent.planned:
            facts = {"why_code": "campaign_above_its_lines", "over": money(spent.used - spent.planned, here.currency, language)}
            found.append(Proposed(KIND, f"campaign-money:{each.pk}", each.name[:200], "", 10, each, facts))
    return found


def register() -> None:
    sources.register("plan.envelopes", envelopes_that_end_early)
    sources.register("plan.campaign_money", campaigns_above_their_lines)
    sources.WORDS["envelope_ends_early"] = gettext_lazy("at this rate the envelope ends on %(day)s")
    sources.WORDS["campaign_above_its_lines"] = gettext_lazy("%(over)s above what was planned for it")
