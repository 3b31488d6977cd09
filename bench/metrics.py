"""Figures written by the million, and 200 metrics with 500 thresholds evaluated.

    python bench/run.py metrics

One JSON line a measure: {"name", "value", "unit", "n", "database"}.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from datetime import date, timedelta

FIGURES = 1_000_000
METRICS, THRESHOLDS, MEASURES, DAYS = 200, 500, 40, 3 * 365
PLATFORMS = ("LinkedIn", "Instagram", "YouTube", "Newsletter", "Search")


def say(name: str, value: float, unit: str, n: int) -> None:
    from django.db import connection

    print(json.dumps({"name": name, "value": round(value, 3), "unit": unit, "n": n, "database": connection.vendor}), flush=True)


def entries(measures: list[int], count: int, platforms=PLATFORMS):
    """`count` daily figures: for each measure and platform, day after day, in the order of a file."""
    from regie.metrics.staging import Entry

    first = date(2023, 11, 1)
    row = 1
    for day in range(DAYS * 10):
        period = first + timedelta(days=day)
        for measure in measures:
            for platform in platforms:
                row += 1
                if row > count + 1:
                    return
                yield Entry(measure, {"platform": platform}, period, float((row * 7919) % 1000 + 1), row)


def peak() -> float:
    """Of this process, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def writing(measures: list[int]) -> None:
    from regie.metrics.models import Batch

    before = peak()
    started = time.perf_counter()
    with Batch.rehearse(entries(measures, FIGURES)) as rehearsal:
        assert rehearsal.outcome.new == FIGURES, rehearsal.outcome
    say("figures rehearsed", FIGURES / (time.perf_counter() - started), "rows/s", FIGURES)
    batch = Batch.open(by=None, source=Batch.Source.FILE)
    started = time.perf_counter()
    worked = time.process_time()
    outcome = batch.write(entries(measures, FIGURES))
    say("figures written", FIGURES / (time.perf_counter() - started), "rows/s", FIGURES)
    say("figures written, by processor time of this process", FIGURES / (time.process_time() - worked), "rows/s", FIGURES)
    assert outcome.new == FIGURES, outcome
    say("figures written: memory gained", peak() - before, "MiB", FIGURES)
    started = time.perf_counter()
    outcome = Batch.open(by=None).write(entries(measures, FIGURES))
    say("the same figures again", FIGURES / (time.perf_counter() - started), "rows/s", FIGURES)
    assert outcome.same == FIGURES, outcome
    started = time.perf_counter()
    batch.undo(by=None)
    say("figures undone", FIGURES / (time.perf_counter() - started), "rows/s", FIGURES)


def department() -> list[int]:
    """Measures by platform, metrics at four rhythms, thresholds of every kind, a third of them by platform."""
    from django.utils import timezone

    from regie.metrics.engine.rule import Rule
    from regie.metrics.models import Formula, Measure, Metric, Reference, Threshold

    measures = Measure.objects.bulk_create(
        [Measure(key=f"m{n}", name=f"Measure {n}", rhythm="day", dimensions=["platform"]) for n in range(MEASURES)]
    )
    formulas = ("percent(m{a} / m{b})", "m{a} / m{b}", "sum(m{a}, 3) / (m{b} + m{c})", "(m{a} - previous(m{a})) / m{b}")
    rhythms = ("day", "week", "month", "quarter")
    metrics = Metric.objects.bulk_create(
        [
            Metric(
                key=f"k{n}",
                name=f"Metric {n}",
                measured=rhythms[n % 4],
                reported=rhythms[n % 4],
                shown=rhythms[n % 4],
                dimensions=["platform"],
                formula=formulas[n // 4 % 4].format(a=n % MEASURES, b=(n + 7) % MEASURES, c=(n + 19) % MEASURES),
            )
            for n in range(METRICS)
        ]
    )
    Formula.objects.bulk_create([Formula(metric=metric, number=1, text=metric.formula) for metric in metrics])
    for n, metric in enumerate(metrics):
        metric.measures.set([measures[n % MEASURES], measures[(n + 7) % MEASURES], measures[(n + 19) % MEASURES]])
    Reference.objects.bulk_create(
        [
            Reference(metric=metric, kind=kind, since=date(2023, 1, 1), value=1)
            for metric in metrics
            for kind in ("benchmark", "target")
        ]
    )
    rules = (
        Rule("above", 15, "moving_mean", "percent", window=4),
        Rule("below", 10, "benchmark", "percent"),
        Rule("below", 5, "target", "points"),
        Rule("below", 0.5, periods=2),
        Rule("below", 15, "previous", "percent", dimension="platform"),
        Rule("above", 50, subject="change_percent"),
    )
    now = timezone.now()
    Threshold.objects.bulk_create(
        [
            Threshold(
                metric=metrics[n % METRICS], rule=rules[n % 6].as_json(), confirmed_at=now, in_force_from=now.date(), place=n
            )
            for n in range(THRESHOLDS)
        ]
    )
    return [measure.pk for measure in measures]


def evaluating(measures: list[int]) -> None:
    from django.utils import timezone

    from regie.metrics.catalogue import Catalogue
    from regie.metrics.evaluation import compute, load, needed_measures, plans_for, rebuild
    from regie.metrics.judging import judgement
    from regie.metrics.loading import figures_of
    from regie.metrics.models import Batch, Metric, Value

    count = DAYS * MEASURES * len(PLATFORMS)
    Batch.open(by=None).write(entries(measures, count))
    started, worked = time.perf_counter(), time.process_time()
    catalogue = Catalogue()
    plans = plans_for(load(Metric.objects.values_list("pk", flat=True)), catalogue)
    figures = figures_of(needed_measures(plans, catalogue))
    read = time.perf_counter()
    compute(plans, figures)
    today = timezone.localdate()
    found = [judgement(plan, rule, figures, today) for plan in plans for each in plan.thresholds if (rule := each.read_rule)]
    done, work = time.perf_counter(), time.process_time() - worked
    assert len(found) == THRESHOLDS
    assert all(found)
    values = sum(course.values.size for plan in plans for course in plan.courses.values())
    say("200 metrics and 500 thresholds evaluated over 3 years of daily figures by platform", done - started, "s", count)
    say("of which reading the figures", read - started, "s", count)
    say("processor time of that evaluation, in this process", work, "s", count)  # less blurred by busy neighbours
    say("values of metrics computed", values, "values", count)
    started = time.perf_counter()
    rebuild()
    say(
        "the same, with values, breaches and readings kept for the first time",
        time.perf_counter() - started,
        "s",
        Value.objects.count(),
    )
    started = time.perf_counter()
    rebuild()
    say("the same again, when nothing changed", time.perf_counter() - started, "s", Value.objects.count())
    batch = Batch.open(by=None)
    batch.write(list(entries(measures, count))[-200:-199])
    batch = Batch.open(by=None)
    last = list(entries(measures[:1], DAYS * len(PLATFORMS)))[-1]
    batch.write([last._replace(value=last.value + 1)])
    started = time.perf_counter()
    batch.evaluate()
    say(
        "one figure corrected: its metrics evaluated again",
        time.perf_counter() - started,
        "s",
        batch.evaluations.get().outcome["metrics"],
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["REGIE_HOME"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regie.settings")
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        from regie.metrics.models import Measure

        settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
        call_command("migrate", verbosity=0)
        plain = Measure.objects.bulk_create(
            [Measure(key=f"w{n}", name=f"Written {n}", rhythm="day", dimensions=["platform"]) for n in range(100)]
        )
        writing([measure.pk for measure in plain])
        evaluating(department())


if __name__ == "__main__":
    main()
