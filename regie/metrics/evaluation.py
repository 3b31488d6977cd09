"""Evaluation: from figures to values, verdicts, breaches and readings.

What must be computed again stands in `Evaluation` rows. `run` computes only the metrics that depend on what was touched, in
portions, each in
one transaction: values that differ are written, breaches open, resolve or are withdrawn, readings are renewed. Running it
twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import batched

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from regie.lib.periods import Grain, Period
from regie.metrics.catalogue import Catalogue
from regie.metrics.engine.compiled import Table, compiled
from regie.metrics.engine.course import Course, Version, course, frame_of, groups_of, span
from regie.metrics.engine.figures import EPOCH, Figures
from regie.metrics.loading import figures_of
from regie.metrics.models import Evaluation, Formula, Metric, Threshold
from regie.metrics.models.metric import in_force

PORTION = 50


@dataclass
class Plan:
    """A metric with all that its evaluation needs, and what came of it."""

    metric: Metric
    versions: list[Version]
    needs: list[str]  # keys of measures
    thresholds: list[Threshold]
    references: list[dict]
    days: tuple[int, int] | None = None
    courses: dict[Grain, Course] = field(default_factory=dict)

    @property
    def dimensions(self) -> list[str]:
        """Those of the metric, and those by which a threshold looks."""
        looked_by = [rule.dimension for each in self.thresholds if (rule := each.read_rule) and rule.dimension]
        return list(dict.fromkeys([*self.metric.dimensions, *looked_by]))

    @property
    def grains(self) -> list[Grain]:
        metric = self.metric
        by_rules = [rule.grain for each in self.thresholds if (rule := each.read_rule) and rule.grain]
        return [Grain(each) for each in dict.fromkeys([metric.shown, metric.measured, metric.reported, *by_rules])]


def plans_for(metrics: Iterable[Metric], catalogue: Catalogue) -> list[Plan]:
    plans = []
    for metric in metrics:
        versions, needs = [], set()
        for formula in in_force(metric.formulas.all()):
            if (tree := catalogue.tree(formula.text)) is not None:
                versions.append(Version(compiled(tree), formula.number, formula.since))
                needs |= catalogue.measures_of(tree)
        references = [
            {
                "kind": each.kind,
                "dimension": each.dimension,
                "dimension_value": each.dimension_value,
                "since": each.since,
                "until": each.until,
                "value": each.value,
            }
            for each in metric.references.all()
        ]
        plans.append(Plan(metric, versions, sorted(needs), list(metric.thresholds.all()), references))
    return plans


def load(metrics: Iterable[int]) -> list[Metric]:
    """Metrics with their formulas, thresholds in use and references: four queries."""
    return list(
        Metric.objects.filter(pk__in=list(metrics), retired_at=None)
        .select_related("owner")
        .prefetch_related(
            Prefetch("formulas", Formula.objects.order_by("number")),
            Prefetch("thresholds", Threshold.objects.in_use()),
            "references",
        )
    )


def compute(plans: Sequence[Plan], figures: dict[str, Figures]) -> None:
    """Fill `courses` of each plan. Metrics over the same periods and groups share their added-up columns."""
    days = span(figures.values())
    if days is None:
        return
    tables: dict[tuple, Table] = {}
    keys: list[str] = []
    for plan in plans:
        mine = [figures[key] for key in plan.needs if key in figures]
        plan.days = span(mine)
        if not plan.versions or plan.days is None:
            continue
        groups = groups_of(mine, plan.dimensions)
        for grain in plan.grains:
            frame = frame_of(days, grain, groups)
            table = tables.get((grain, groups))
            if table is None:
                table = tables[grain, groups] = Table(figures, frame, keys)
            plan.courses[grain] = course(plan.versions, table)


def needed_measures(plans: Sequence[Plan], catalogue: Catalogue) -> list:
    volumes = {
        rule.minimum_measure for plan in plans for each in plan.thresholds if (rule := each.read_rule) and rule.minimum_measure
    }
    keys = {key for plan in plans for key in plan.needs} | volumes
    return catalogue.measures(sorted(keys))


def evaluate(
    metrics: Iterable[int], *, cause: str, since: date | None = None, today: date | None = None, batch=None
) -> dict[str, int]:
    """Evaluate these metrics now. `since`: no value of a period before it can have changed. Returns counts of what was done."""
    from regie.metrics.judging import judge
    from regie.metrics.readings import renew
    from regie.metrics.reminders import close_fed
    from regie.metrics.values import store

    today = today or timezone.localdate()
    counts = {"metrics": 0, "values": 0, "opened": 0, "resolved": 0, "withdrawn": 0}
    with transaction.atomic():
        # Two workers never judge one metric at the same time.
        ids = list(
            Metric.objects.select_for_update(of=("self",))
            .filter(pk__in=list(metrics))
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        catalogue = Catalogue()
        plans = plans_for(load(ids), catalogue)
        figures = figures_of(needed_measures(plans, catalogue))
        compute(plans, figures)
        counts["metrics"] = len(plans)
        if cause not in (Evaluation.Cause.RULE, Evaluation.Cause.REFERENCE, Evaluation.Cause.CLOCK):
            counts["values"] = store(
                plans, since=since, batch=batch, says=cause in (Evaluation.Cause.FIGURES, Evaluation.Cause.UNDONE)
            )
        verdicts, acts = judge(plans, figures, today=today, cause=cause)
        for act in acts:
            counts[act] = counts.get(act, 0) + 1
        renew(plans, verdicts, today=today)
        close_fed(plans)
    return counts


def touched_metrics(evaluation: Evaluation) -> tuple[list[int], date | None]:
    """The metrics that depend on what was touched, and the first day on which one of their values can have changed."""
    if evaluation.cause == Evaluation.Cause.CLOCK:
        from regie.metrics.reminders import turned

        return sorted(turned()), None
    if evaluation.metric_id:
        if evaluation.cause in (Evaluation.Cause.RULE, Evaluation.Cause.REFERENCE):
            return [evaluation.metric_id], None
        catalogue = Catalogue()
        key = evaluation.metric.key
        return sorted(catalogue.numbers[each] for each in catalogue.dependents(key) if each in catalogue.numbers), None
    measures = [int(each) for each in evaluation.touched]
    metrics = Metric.objects.in_use().filter(measures__in=measures).order_by("pk").values_list("pk", flat=True).distinct()
    # A rule may stay silent by a measure that the formula does not name.
    keys = set(evaluation_keys(measures))
    silent = [
        each.metric_id
        for each in Threshold.objects.in_use().exclude(rule__isnull=True).only("metric_id", "rule")
        if each.rule.get("minimum_measure") in keys
    ]
    days = [date.fromisoformat(first) for first, _ in evaluation.touched.values()]
    return sorted({*metrics, *silent}), min(days, default=None)


def evaluation_keys(measures: list[int]) -> list[str]:
    from regie.metrics.models import Measure

    return list(Measure.objects.filter(pk__in=measures).values_list("key", flat=True))


def run(evaluation: Evaluation, today: date | None = None) -> None:
    """Do what a leased evaluation asks, in portions, and sign it off."""
    metrics, since = touched_metrics(evaluation)
    total: dict[str, int] = {}
    for portion in batched(metrics, PORTION):
        counts = evaluate(portion, cause=evaluation.cause, since=since, today=today, batch=evaluation.batch)
        total = {key: total.get(key, 0) + number for key, number in counts.items()}
        evaluation.renew()
    evaluation.outcome, evaluation.done_at = total, timezone.now()
    evaluation.save(update_fields=["outcome", "done_at"])
    evaluation.release()


def run_waiting() -> int:
    """Take what waits, one after the other, oldest first; a worker that dies leaves its lease to end by itself."""
    done = 0
    while (evaluation := Evaluation.objects.waiting().order_by("id").take(seconds=300)) is not None:
        run(evaluation)
        done += 1
    return done


def rebuild(today: date | None = None) -> dict[str, int]:
    """Compute all metrics in use from their figures: what stands in values and readings is exactly this."""
    metrics = list(Metric.objects.in_use().order_by("pk").values_list("pk", flat=True))
    total: dict[str, int] = {}
    for portion in batched(metrics, PORTION):
        counts = evaluate(portion, cause=Evaluation.Cause.FORMULA, today=today)
        total = {key: total.get(key, 0) + number for key, number in counts.items()}
    return total


def columns_of(plan: Plan, found: Course) -> range:
    """The columns between the first and the last figure of a metric's own measures."""
    assert plan.days
    frame = found.frame
    first = Period.of(date.fromordinal(plan.days[0] + EPOCH), frame.grain).index - frame.first
    last = Period.of(date.fromordinal(plan.days[1] + EPOCH), frame.grain).index - frame.first
    return range(max(first, 0), last + 1)
