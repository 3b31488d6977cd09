"""The quarterly report of a large department: made from the loop, then written as PDF, slides and page. Aim: under 5 s each.

    python bench/run.py report                 500 campaigns, 50,000 lines, 100,000 invoices, 1,000 metrics, 3 million figures
    python bench/run.py report --scale 0.1     a tenth of the metrics and figures; the money is the same

Each time holds the whole way: the document made anew from the database, then set. The median of five, after one that warms up.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from datetime import timedelta

import budget
import large

TIMES = 5


def main() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from regie.lib.periods import Grain, Period
    from regie.metrics.models import Metric
    from regie.people.models import Person
    from regie.plan.models import Campaign, CampaignTarget
    from regie.reports.making import document
    from regie.reports.making.frame import Frame
    from regie.reports.writing import files

    today = timezone.localdate()
    quarter = Period.of(today, Grain.QUARTER).previous
    size = large.Size.of(float(os.environ.get("REGIE_BENCH_SCALE", "1")))
    budget.fill()
    people = list(Person.objects.all())
    measures = large._measures(size, people)
    metrics = large._metrics(size, measures, people, today)
    large._thresholds(metrics, today)
    large._figures(measures, today)
    begun = timezone.now() - timedelta(days=300)
    Campaign.objects.update(status="running", launched_at=begun, starts_on=begun.date())
    kept = list(Metric.objects.all()[:20])
    CampaignTarget.objects.bulk_create(
        [CampaignTarget(campaign=each, metric=kept[each.pk % len(kept)], target=10) for each in Campaign.objects.all()]
    )
    large._analyze()

    def made() -> dict:
        return document(Frame.here(quarter, "fr"))

    def say(name: str, value: float, unit: str, n: int) -> None:
        print(
            json.dumps({"name": name, "value": round(value, 2), "unit": unit, "n": n, "database": connection.vendor}), flush=True
        )

    with CaptureQueriesContext(connection) as seen:
        made()
    say("document of a quarter, queries", len(seen), "queries", len(metrics))
    for name, kind in (
        ("document of a quarter", ""),
        ("report as PDF", "pdf"),
        ("report as slides", "pptx"),
        ("report as page", "html"),
    ):
        spans = []
        for _time in range(TIMES + 1):
            began = time.perf_counter()
            found = made()
            if kind:
                files.written(found, kind)
            spans.append(time.perf_counter() - began)
        say(f"{name}, first time", spans[0], "s", budget.LINES)
        say(f"{name}, median", statistics.median(spans[1:]), "s", budget.LINES)


if __name__ == "__main__":
    main()
