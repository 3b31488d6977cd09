"""The work measured for `metrics`: measures by workflow and step, with metrics over them, so that thresholds can watch them.

    measuring.offer(by=person)      # makes those that are not there yet
    measuring.write()               # the sweep: whole months out of the passages, through a batch, where something is new

Sums and counts are written, never means: a metric divides them, so that a month, a workflow or the whole house add up rightly. The
month under way is left out until it is over.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from django.db import transaction
from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from regie.journal.models import record
from regie.metrics.models import AddsUp, Batch, Direction, Measure, Metric, Rhythm, Unit
from regie.metrics.staging import Entry
from regie.people.models import Organisation
from regie.work import homes
from regie.work.models import Request
from regie.work.reading.past import read


@dataclass(frozen=True)
class Counted:
    key: str
    name: str
    unit: str = Unit.COUNT
    dimensions: tuple[str, ...] = ("workflow", "step")


@dataclass(frozen=True)
class Offered:
    key: str
    name: str
    about: str
    formula: str
    unit: str
    direction: str
    decimals: int = 1
    dimensions: tuple[str, ...] = ("workflow", "step")


MEASURES = [
    Counted("work_done", gettext_noop("Tasks done")),
    Counted("work_lead_hours", gettext_noop("Working hours from opening to end, all tasks"), Unit.DURATION),
    Counted("work_cycle_hours", gettext_noop("Working hours from beginning to end, all tasks"), Unit.DURATION),
    Counted("work_first_pass", gettext_noop("Tasks right at the first pass")),
    Counted("work_dated", gettext_noop("Tasks done that had a date")),
    Counted("work_on_time", gettext_noop("Tasks done by their date")),
    Counted("work_late_hours", gettext_noop("Working hours late, all tasks that had a date"), Unit.DURATION),
    Counted("work_contents", gettext_noop("Contents finished"), dimensions=("workflow",)),
    Counted("work_rounds", gettext_noop("Rounds of contents finished"), dimensions=("workflow",)),
    Counted("request_answers", gettext_noop("Requests judged by who asked"), dimensions=("offer",)),
    Counted("request_stars", gettext_noop("Stars given to requests"), dimensions=("offer",)),
    Counted("request_promised", gettext_noop("Requests delivered that had a promised day"), dimensions=("offer",)),
    Counted("request_late_days", gettext_noop("Days late, all requests that had a promised day"), dimensions=("offer",)),
]
METRICS = [
    Offered("lead_time", gettext_noop("Lead time of a task"), gettext_noop("Working hours from opening to end, mean of a month."), "work_lead_hours / work_done", Unit.DURATION, Direction.LOWER),
    Offered("cycle_time", gettext_noop("Cycle time of a task"), gettext_noop("Working hours from the beginning of work to its end."), "work_cycle_hours / work_done", Unit.DURATION, Direction.LOWER),
    Offered("first_pass_share", gettext_noop("Right at the first pass"), gettext_noop("Share of tasks that nobody sent back."), "percent(work_first_pass / work_done)", Unit.PERCENT, Direction.HIGHER),
    Offered("punctuality", gettext_noop("Tasks on time"), gettext_noop("Share of tasks with a date that were done by it."), "percent(work_on_time / work_dated)", Unit.PERCENT, Direction.HIGHER),
    Offered("lateness", gettext_noop("Delay of tasks"), gettext_noop("Working hours after their date, mean of tasks that had one."), "work_late_hours / work_dated", Unit.DURATION, Direction.LOWER),
    Offered("throughput", gettext_noop("Throughput"), gettext_noop("Tasks done in a month."), "work_done", Unit.COUNT, Direction.HIGHER, 0),
    Offered("rounds", gettext_noop("Rounds per content"), gettext_noop("How many rounds a content takes until it is approved."), "work_rounds / work_contents", Unit.RATIO, Direction.LOWER, 1, ("workflow",)),
    Offered("request_satisfaction", gettext_noop("Satisfaction with requests"), gettext_noop("Stars given by who asked, 1 to 5."), "request_stars / request_answers", Unit.SCORE, Direction.HIGHER, 1, ("offer",)),
    Offered("request_delay", gettext_noop("Delay of requests"), gettext_noop("Days after the promised day, mean of requests delivered."), "request_late_days / request_promised", Unit.COUNT, Direction.LOWER, 1, ("offer",)),
]  # fmt: skip


def offered() -> list[str]:
    """Names of the metrics that are ready and not there yet."""
    there = set(Metric.objects.filter(key__in=[each.key for each in METRICS]).values_list("key", flat=True))
    return [_(each.name) for each in METRICS if each.key not in there]


def offer(*, by: Any) -> None:
    """Make the measures and metrics that are not there, in the organisation's language, and write their past."""
    with transaction.atomic(), translation.override(Organisation.here().language):
        there = set(Measure.objects.values_list("key", flat=True))
        names = {name.casefold() for name in Measure.objects.values_list("name", flat=True)}
        for each in MEASURES:
            if each.key not in there:
                name = _(each.name)
                name = f"{name} ({each.key})" if name.casefold() in names else name
                Measure.create(
                    by=by, key=each.key, name=name, unit=each.unit, adds_up=AddsUp.SUM, rhythm=Rhythm.MONTH, dimensions=list(each.dimensions),
                    source=_("The journal of the work"),
                )  # fmt: skip
        known = set(Metric.objects.values_list("key", flat=True)) | set(Measure.objects.values_list("key", flat=True))
        for ready in METRICS:
            if ready.key not in known:
                metric = Metric.create(
                    by=by, key=ready.key, name=_(ready.name), about=_(ready.about), formula=ready.formula, unit=ready.unit,
                    direction=ready.direction, decimals=ready.decimals, dimensions=list(ready.dimensions[:1]), measured=Rhythm.MONTH,
                    group=_("Work"),
                )  # fmt: skip
                record("work.work_measured", metric, by=by)
        write()


def write() -> int:
    """Whole months, as the passages say them today; nothing is written where nothing is new. Returns how many figures it wrote."""
    measures = dict(Measure.objects.in_use().filter(key__in=[each.key for each in MEASURES]).values_list("key", "pk"))
    if not measures:
        return 0
    with translation.override(Organisation.here().language):
        entries = [
            Entry(measures[key], dict(dimensions), month, value)
            for (key, dimensions, month), value in sorted(_figures().items())
            if key in measures
        ]
    with Batch.rehearse(entries) as rehearsal:
        if not rehearsal.outcome.new + rehearsal.outcome.changed:
            return 0
    outcome = Batch.open(by=None, source=Batch.Source.API, file_name=_("The journal of the work")).write(entries)
    return outcome.new + outcome.changed


Figures = dict[tuple[str, tuple[tuple[str, str], ...], date], float]


def _figures() -> Figures:
    seen = read()
    found: Figures = defaultdict(float)
    edges, months = _months(seen.now)
    tasks = seen.tasks.where(seen.tasks.is_done & (seen.tasks["ended"] < edges[-1]))
    cycle = seen.clock.elapsed(tasks["ended"]) - seen.clock.elapsed(np.maximum(tasks["begun"], tasks["opened"]))
    dated = tasks["due"] > 0
    late = np.where(
        dated,
        np.maximum(0, seen.clock.elapsed(tasks["ended"]) - seen.clock.elapsed(np.where(dated, tasks["due"], tasks["ended"]))),
        0,
    )
    columns = {
        "work_done": np.ones(len(tasks)), "work_lead_hours": tasks.hours, "work_cycle_hours": cycle, "work_first_pass": ~tasks.came_back,
        "work_dated": dated, "work_on_time": dated & (tasks["ended"] <= tasks["due"]),
        "work_late_hours": late,
    }  # fmt: skip
    for step, month, sums in _grouped(tasks["step"], tasks["ended"], edges, columns):
        passed = seen.steps[step]
        workflow = str(passed.workflow) if passed.workflow_id else _("Tasks on their own")
        dimensions = (("step", seen.name_of(step)[:100]), ("workflow", workflow[:100]))
        for key, value in sums.items():
            found[key, dimensions, months[month]] += value
    runs = seen.runs.where(seen.runs.is_done & (seen.runs["ended"] < edges[-1]))
    rounds = _rounds(seen.tasks, runs["run"])
    for step, month, sums in _grouped(
        runs["step"], runs["ended"], edges, {"work_contents": np.ones(len(runs)), "work_rounds": rounds}
    ):
        for key, value in sums.items():
            found[key, (("workflow", str(seen.steps[step].workflow)[:100]),), months[month]] += value
    found.update(_of_requests(edges[-1]))
    return {key: round(float(value), 4) for key, value in found.items()}


def _months(now: float) -> tuple[Any, list[date]]:
    """The first moments of the months since 2000 up to the one under way, in the house's time zone; and their first days."""
    zone = ZoneInfo(homes.week().time_zone)
    last = datetime.fromtimestamp(now, zone)
    days = [date(2000 + index // 12, index % 12 + 1, 1) for index in range((last.year - 2000) * 12 + last.month)]
    return np.array([datetime(day.year, day.month, 1, tzinfo=zone).timestamp() for day in days]), days


def _grouped(steps: Any, ended: Any, edges: Any, columns: dict[str, Any]):
    """For each step and month, the sum of each column."""
    months = np.searchsorted(edges, ended, side="right") - 1
    keys, place = np.unique(steps * 10_000 + months, return_inverse=True)
    sums = {name: np.bincount(place, column.astype("f8"), len(keys)) for name, column in columns.items()}
    for index, key in enumerate(keys):
        yield int(key // 10_000), int(key % 10_000), {name: float(values[index]) for name, values in sums.items()}


def _rounds(tasks: Any, runs: Any) -> Any:
    """The rounds of each run of `runs`, in their order."""
    if not len(runs):
        return np.ones(0)
    names, place = np.unique(runs, return_inverse=True)
    mine = tasks.where(np.isin(tasks["run"], names))
    most = np.ones(len(names))
    np.maximum.at(most, np.searchsorted(names, mine["run"]), np.maximum(mine["round"], mine["visit"]))
    return most[place]


def _of_requests(until: float) -> Figures:
    judged = Request.objects.filter(
        stars__isnull=False, ended_at__isnull=False, ended_at__lt=datetime.fromtimestamp(until, timezone.get_current_timezone())
    )
    rows = judged.annotate(month=TruncMonth("ended_at")).values("offer__name", "month").order_by()
    found: Figures = {}
    for row in rows.annotate(stars_given=Sum("stars"), answers=Count("pk")):
        where = (("offer", row["offer__name"][:100]),)
        month = row["month"].date()
        found["request_answers", where, month], found["request_stars", where, month] = row["answers"], row["stars_given"]
    return found | _of_promises(until)


def _of_promises(until: float) -> Figures:
    """Requests by the month in which they were delivered, with the days after the day that was promised."""
    zone = timezone.get_current_timezone()
    kept = Request.objects.filter(promised_on__isnull=False, delivered_at__lt=datetime.fromtimestamp(until, zone))
    found: Figures = defaultdict(float)
    for offer, promised, delivered in kept.values_list("offer__name", "promised_on", "delivered_at"):
        day = delivered.astimezone(zone).date()
        where = (("offer", offer[:100]),)
        found["request_promised", where, day.replace(day=1)] += 1
        found["request_late_days", where, day.replace(day=1)] += max(0, (day - promised).days)
    return found
