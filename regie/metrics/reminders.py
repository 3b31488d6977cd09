"""Reminders of missing figures: opened by the sweep when a period's figures are overdue, closed when they come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max, Prefetch
from django.utils import timezone

from regie.journal.models import record
from regie.lib.periods import Period
from regie.metrics.evaluation import Plan
from regie.metrics.models import Evaluation, Figure, Measure, Metric, Reading, Reminder


def due(metric: Metric, rhythm: str, newest: date | None, today: date) -> tuple[Period, date] | None:
    """The first period without figures whose time to come is over, and the day on which they were due."""
    ended = Period.of(today - timedelta(days=metric.grace), rhythm).previous
    first = Period.of(newest, rhythm).next if newest else Period.of(metric.made_at.date(), rhythm)
    return (first, first.end + timedelta(days=metric.grace)) if first <= ended else None


def look(today: date | None = None) -> int:
    """Open what is overdue. Four queries and one for each that opens; a metric that nobody fed is not a healthy one."""
    today = today or timezone.localdate()
    metrics = Metric.objects.in_use().exclude(formula="").select_related("owner").prefetch_related(
        Prefetch("measures", Measure.objects.in_use())
    )  # fmt: skip
    newest = {
        row["series__measure"]: row["last"]
        for row in Figure.objects.filter(series__measure__metrics__retired_at=None)
        .order_by()
        .values("series__measure")
        .annotate(last=Max("period"))
    }
    opened = 0
    standing = set(Reminder.objects.open().values_list("metric_id", "measure_id"))
    for metric in metrics:
        for measure in metric.measures.all():
            found = due(metric, measure.rhythm, newest.get(measure.pk), today)
            if found is None or (metric.pk, measure.pk) in standing:
                continue
            period, day = found
            with transaction.atomic():
                reminder, is_new = Reminder.objects.get_or_create(
                    metric=metric,
                    measure=measure,
                    closed_at=None,
                    defaults={"grain": measure.rhythm, "period": period.start, "due_on": day},
                )
                if is_new:
                    opened += 1
                    record("metrics.figures_missing", reminder, by=None, page=metric, measure=measure.name, period=period.code)
    return opened


def close_fed(plans: Sequence[Plan]) -> None:
    """Close the reminders of these metrics whose measure now has the figures, and name the next period of those still behind."""
    waiting = list(Reminder.objects.open().filter(metric__in=[plan.metric for plan in plans]).select_related("measure", "metric"))
    if not waiting:
        return
    newest = {
        row["series__measure"]: row["last"]
        for row in Figure.objects.filter(series__measure__in={each.measure_id for each in waiting})
        .order_by()
        .values("series__measure")
        .annotate(last=Max("period"))
    }
    today = timezone.localdate()
    for reminder in waiting:
        found = due(reminder.metric, reminder.measure.rhythm, newest.get(reminder.measure_id), today)
        if found is None:
            reminder.closed_at = timezone.now()
            reminder.save(update_fields=["closed_at"])
            record("metrics.figures_came", reminder, by=None, page=reminder.metric, measure=reminder.measure.name)
        elif found[0].start != reminder.period:
            reminder.period, reminder.due_on = found[0].start, found[1]
            reminder.save(update_fields=["period", "due_on"])


def turned(today: date | None = None) -> list[int]:
    """Metrics whose shown or measured period has ended since they were last evaluated. One query."""
    today = today or timezone.localdate()
    rows = Reading.objects.filter(dimension="", metric__retired_at=None, seen_on__lt=today).exclude(metric__formula="")
    return [
        metric for metric, seen, *grains in rows.values_list("metric_id", "seen_on", "metric__shown", "metric__measured")
        if any(Period.of(seen, grain) != Period.of(today, grain) for grain in grains)
    ]  # fmt: skip


def turn_of_period() -> bool:
    """Periods end by themselves, without a figure coming in: ask for the evaluation of those whose period has ended."""
    if not turned() or Evaluation.objects.waiting().filter(cause=Evaluation.Cause.CLOCK).exists():
        return False
    Evaluation.ask(Evaluation.Cause.CLOCK)
    return True
