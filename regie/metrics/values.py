"""Keeps the values of metrics: writes only what differs from what stands, and says in the journal which periods changed
after the fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import connection
from django.utils import timezone

from regie.journal.models import record
from regie.lib.periods import Period
from regie.metrics.engine.missing import Reason, unpacked
from regie.metrics.evaluation import Plan, columns_of
from regie.metrics.models import Value

# By hand: a model for each of a hundred thousand values takes five times as long as the values themselves.
UPSERT = """
    INSERT INTO metrics_value (metric_id, grain, dimension, dimension_value, period, value, reason, reason_about, formula_id)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (metric_id, grain, dimension, dimension_value, period) DO UPDATE SET
        value = EXCLUDED.value, reason = EXCLUDED.reason, reason_about = EXCLUDED.reason_about, formula_id = EXCLUDED.formula_id
"""

Place = tuple[int, str, str, str, date]  # metric, grain, dimension, value of the dimension, first day
Content = tuple[float | None, str, str, int | None]  # value, reason, what it is about, formula
_SILENT = {int(Reason.NO_FIGURE), int(Reason.TOO_COARSE), int(Reason.NO_HISTORY)}


def store(plans: Sequence[Plan], *, since: date | None, batch, says: bool) -> int:
    """Make the kept values what the courses say, from the period that holds `since` on. Returns how many rows were written
    or removed.
    """
    stands = _standing(plans, since)
    fresh: list[tuple] = []
    changed: dict[int, list[tuple[date, float | None, float | None]]] = {}
    newest, today = _newest(stands, plans), timezone.localdate()
    for place, content in _wanted(plans, since):
        number, old = stands.pop(place, (None, None))
        if old == content:
            continue
        metric, grain, dimension, value, period = place
        fresh.append((metric, grain, dimension, value, period.isoformat(), *content))
        last = newest[metric][0]
        is_shown = not dimension and grain == newest[metric][1] and last is not None
        # The newest period too, once it is over and had a value: somebody may have acted on it.
        is_over = period == last and old is not None and old[0] is not None and Period.of(period, grain).end < today
        is_shown_late = is_shown and (is_over or period < last)
        if says and is_shown_late and (number is None or old[0] != content[0]):
            changed.setdefault(metric, []).append((period, old[0] if old else None, content[0]))
    gone = [number for number, _ in stands.values()]
    for start in range(0, len(gone), 500):
        Value.objects.filter(pk__in=gone[start : start + 500]).delete()
    with connection.cursor() as cursor:
        for start in range(0, len(fresh), 5000):
            cursor.executemany(UPSERT, fresh[start : start + 5000])
    if says:
        for plan in plans:
            if found := changed.get(plan.metric.pk):
                _say(plan, found, batch)
    return len(fresh) + len(gone)


def _standing(plans: Sequence[Plan], since: date | None) -> dict[Place, tuple[int, Content]]:
    rows = Value.objects.filter(metric_id__in=[plan.metric.pk for plan in plans]).order_by()
    if since:
        rows = rows.filter(period__gte=Period.of(since, "year").start)
    found = {}
    for pk, metric, grain, dimension, value, period, number, reason, about, formula in rows.values_list(
        "pk", "metric_id", "grain", "dimension", "dimension_value", "period", "value", "reason", "reason_about", "formula_id"
    ).iterator(5000):
        if since is None or period >= Period.of(since, grain).start:
            found[metric, grain, dimension, value, period] = (pk, (number, reason, about, formula))
    return found


def _newest(stands, plans: Sequence[Plan]) -> dict[int, tuple[date | None, str]]:
    """The newest period shown so far: what changes before it changes after the fact."""
    found: dict[int, tuple[date | None, str]] = {plan.metric.pk: (None, plan.metric.shown) for plan in plans}
    for (metric, grain, dimension, _, period), (_, content) in stands.items():
        if (
            not dimension
            and grain == found[metric][1]
            and content[0] is not None
            and (found[metric][0] is None or period > found[metric][0])
        ):
            found[metric] = (period, grain)
    return found


def _wanted(plans: Sequence[Plan], since: date | None) -> Iterator[tuple[Place, Content]]:
    for plan in plans:
        formulas = {each.number: each.pk for each in plan.metric.formulas.all()}
        for grain, found in plan.courses.items():
            columns = columns_of(plan, found)
            first = Period.of(since, grain).index - found.frame.first if since else 0
            columns = range(max(columns.start, first), columns.stop)
            if not columns:
                continue
            starts = [Period.at(found.frame.first + column, grain).start for column in columns]
            numbers = [formulas.get(int(each)) for each in found.versions[columns.start : columns.stop]]
            for row, (dimension, value) in enumerate(found.frame.groups):
                values = found.values[row, columns.start : columns.stop].tolist()
                whys = found.why[row, columns.start : columns.stop].tolist()
                for start, number, why, formula in zip(starts, values, whys, numbers, strict=True):
                    place = (plan.metric.pk, str(grain), dimension, value, start)
                    if not why:
                        yield place, (number, "", "", formula)
                    elif not dimension or why >> 16 not in _SILENT:
                        # A value of a dimension that simply has no figures in a period needs no row to say so.
                        missing = unpacked(why, found.keys)
                        assert missing
                        yield place, (None, missing.reason.word, missing.about[:80], formula)


def _say(plan: Plan, changed: list[tuple[date, float | None, float | None]], batch) -> None:
    """One event a metric: which periods read otherwise than they did."""
    shown = [[Period.of(period, plan.metric.shown).code, old, new] for period, old, new in sorted(changed)]
    record(
        "metrics.metric_reevaluated",
        plan.metric,
        by=None,
        periods=", ".join(each[0] for each in shown[-6:]),
        values=shown[-24:],
        count=len(shown),
        batch=batch.pk if batch else None,
    )
