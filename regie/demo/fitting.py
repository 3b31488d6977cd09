"""Leads that name both the channel and the audience, and what they cost: by them a judged affinity is held against figures."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from regie.demo import years
from regie.metrics import evaluation
from regie.metrics.models import Batch, Direction, Measure, Metric, Unit
from regie.metrics.staging import Entry

MONTHS = 12
# Channel, audience, leads of an ordinary month, what one costs.
LEADS: tuple[tuple[str, str, int, float], ...] = (
    ("search-ads", "families", 210, 6.2),
    ("search-ads", "trades", 40, 11.5),
    ("meta-ads", "families", 160, 8.1),
    ("meta-ads", "trades", 22, 16.0),
    ("email", "customers", 120, 1.9),
    ("email", "public", 6, 9.5),
    ("outdoor", "families", 30, 21.0),
    ("events", "families", 45, 4.8),
    ("events", "public", 9, 14.0),
    ("linkedin", "public", 5, 22.0),
    ("press", "trades", 8, 13.0),
    ("referral", "customers", 30, 1.2),
)


def tell(plans: Any) -> Measure:
    """A sheet that sales and marketing fill in together, month after month."""
    life, by, word = plans.life, plans.people["bastien"], plans.word
    with plans.on(life.months[-1].end + timedelta(days=8), time(11)):
        kept = {"rhythm": "month", "dimensions": ["channel", "audience"]}
        leads = Measure.create(
            by=by, name=word(("Leads, by channel and audience", "Prospects, par canal et public")), unit=Unit.COUNT, **kept
        )
        paid = Measure.create(
            by=by, name=word(("Spent on those leads", "Dépensé pour ces prospects")), unit=Unit.CURRENCY, currency="EUR", **kept
        )
        rows, row = [], 2
        for month in life.months[-MONTHS:]:
            wave = years.season(month.start.month)
            for channel, audience, many, cost in LEADS:
                where = {"channel": str(plans.channels[channel]), "audience": plans.aims.audiences[audience].name}
                came = max(round(many * wave * years.noise(f"f{month}{channel}{audience}", 0.08)), 1)
                spent = round(came * cost * years.noise(f"g{month}{channel}{audience}", 0.05), 2)
                rows += [Entry(leads.pk, where, month.start, came, row), Entry(paid.pk, where, month.start, spent, row)]
                row += 1
        name = word(("leads-by-audience", "prospects-par-public"))
        Batch.open(by=by, source=Batch.Source.DEMO, file_name=f"{name}.xlsx").write(rows)
        Metric.create(
            by=by, name=word(("Cost per lead, by audience", "Coût par prospect, par public")), unit=Unit.CURRENCY, currency="EUR",
            direction=Direction.LOWER, dimensions=["channel", "audience"], owner=plans.people["jonas"],
            formula=f"{paid.key} / {leads.key}",
        )  # fmt: skip
        evaluation.run_waiting()
    return leads
