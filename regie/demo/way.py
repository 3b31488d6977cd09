"""The way of families to purchase: a study that asks who knows us, visits by audience, leads, and who is still there after a year."""

from __future__ import annotations

from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from regie.demo import years
from regie.metrics import evaluation
from regie.metrics.models import Batch, Measure, Metric, Unit
from regie.metrics.staging import Entry
from regie.plan.models import WayStep

MONTHS = 12
# Audience, percent who know us, visits of an ordinary month, percent still there after a year.
KNOWN: tuple[tuple[str, float, int, float], ...] = (
    ("families", 24.0, 6_900, 76.0),
    ("trades", 9.0, 1_150, 83.0),
    ("public", 31.0, 140, 92.0),
)
MEASURES = (
    (("Known by, study", "Connus de, étude"), {"unit": Unit.PERCENT, "adds_up": "mean"}),
    (("Visits of the model pages, by audience", "Visites des pages modèles, par public"), {"unit": Unit.COUNT}),
    (("Still customers after a year", "Encore clients un an après"), {"unit": Unit.PERCENT, "adds_up": "mean"}),
)
METRICS = (
    ("Share who know us", "Part qui nous connaît"),
    ("Visitors of the model pages", "Visiteurs des pages modèles"),
    ("Still customers after a year", "Encore clients un an après"),
)


def tell(plans: Any, leads: Measure) -> None:
    """A sheet brought each month, four metrics made of it, and the five steps of families with what acts on each."""
    life, by, word = plans.life, plans.people["bastien"], plans.word
    with plans.on(life.months[-1].end + timedelta(days=8), time(14)):
        kept = {"rhythm": "month", "dimensions": ["audience"]}
        measures = [Measure.create(by=by, name=word(name), **kept, **fields) for name, fields in MEASURES]
        rows, row = [], 2
        for place, month in enumerate(life.months[-MONTHS:]):
            wave = years.season(month.start.month)
            for audience, known, visits, stays in KNOWN:
                where = {"audience": plans.aims.audiences[audience].name}
                said = (
                    round(known * (0.9 + 0.1 * place / MONTHS), 1),
                    round(visits * wave * years.noise(f"w{month}{audience}", 0.06)),
                    round(stays + place % 3, 1),
                )
                rows += [Entry(each.pk, where, month.start, value, row) for each, value in zip(measures, said, strict=True)]
                row += 1
        Batch.open(by=by, source=Batch.Source.DEMO, file_name=f"{word(('way-to-purchase', 'parcours-d-achat'))}.xlsx").write(rows)
        owner, shown = plans.people["elif"], {"dimensions": ["audience"]}
        metrics = [
            Metric.create(by=by, name=word(name), unit=each.unit, owner=owner, formula=each.key, **shown)
            for name, each in zip(METRICS, measures, strict=True)
        ]
        asked = Metric.create(
            by=by,
            name=word(("Leads of an audience", "Prospects d’un public")),
            unit=Unit.COUNT,
            owner=owner,
            formula=leads.key,
            **shown,
        )
        evaluation.run_waiting()
    won = Metric.objects.in_use().filter(measures__key="converted_leads").order_by("pk").first()
    steps = (
        ("aware", metrics[0], None, ("outdoor", "youtube-ads")),
        ("interested", metrics[1], 30, ("instagram", "content")),
        ("intends", asked, 10, ("search-ads", "events")),
        ("buys", won, 20, ("sales",)),
        ("stays", metrics[2], 80, ()),
    )
    for kind, metric, share, channels in steps:
        step = WayStep.objects.create(
            audience=plans.aims.audiences["families"], kind=kind, metric=metric, share_wanted=Decimal(share) if share else None
        )
        step.channels.set([plans.channels[each] for each in channels])
