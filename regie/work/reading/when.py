"""When runs will be done: those under way and a new one, with how good such forecasts proved to be. One query."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from regie.work import homes
from regie.work.flow import forecast
from regie.work.models import Run
from regie.work.reading.past import Read

MOST = 12


@dataclass
class Coming:
    """A run with the days by which it ends with 50, 85 and 95 %."""

    run: Any
    days: tuple[date, ...]
    count: int  # past runs like it

    @property
    def is_late(self) -> bool:
        """More likely than not after its date."""
        return self.run.due_on is not None and self.days[0] > self.run.due_on

    @property
    def is_close(self) -> bool:
        return self.run.due_on is not None and not self.is_late and self.days[1] > self.run.due_on


@dataclass
class Expected:
    coming: list[Coming]
    new: list[tuple[Any, tuple[date, ...], int]]  # a workflow, and when a run that begins now would end
    proof: forecast.Proof | None
    bands: tuple[int, ...] = forecast.BANDS

    @property
    def proved(self) -> list[tuple[int, float]]:
        return [(band, share * 100) for band, share in zip(self.bands, self.proof.within, strict=True)] if self.proof else []


def expected(seen: Read, most: int | None = MOST) -> Expected | None:
    runs = seen.runs
    done = runs.where(runs.is_done)
    if not len(done):
        return None
    leads = seen.clock.between(done["opened"], done["ended"])
    now = datetime.fromtimestamp(seen.now, UTC)
    week = homes.week()

    def days(hours: tuple[float, ...]) -> tuple[date, ...]:
        return tuple(week.day_after(now, max(each, 0.02)) for each in hours)

    new = []
    for step, passed in seen.steps.items():
        if passed.kind == "run" and passed.workflow_id and not passed.workflow.archived_at:
            found = forecast.of_new(leads[done["step"] == step])
            if found:
                new.append((passed.workflow, days(found.hours), found.count))
    proofs = forecast.proof(done["opened"], done["ended"], leads) if len(np.unique(done["step"])) == 1 else _proof(done, leads)
    return Expected(_coming(seen, days)[:most], new, proofs)


def _proof(done: Any, leads: Any) -> forecast.Proof | None:
    """Each workflow judged by its own past, then counted together."""
    found = []
    for step in np.unique(done["step"]):
        mine = done["step"] == step
        found.append(forecast.proof(done["opened"][mine], done["ended"][mine], leads[mine]))
    known = [each for each in found if each]
    if not known:
        return None
    count = sum(each.count for each in known)
    shares = np.average([each.within for each in known], axis=0, weights=[each.count for each in known])
    return forecast.Proof(count, tuple(float(each) for each in shares))


def _coming(seen: Read, days: Any) -> list[Coming]:
    open_runs = seen.runs.where(seen.runs.is_open)
    if not len(open_runs):
        return []
    tasks = seen.tasks
    ages: dict[int, dict[int, float]] = defaultdict(dict)
    now = seen.tasks.where(tasks.is_open & np.isin(tasks["run"], open_runs["run"]))
    for run, step, hours in zip(now["run"], now["step"], now.hours, strict=True):
        ages[int(run)][int(step)] = float(hours)
    stood = _stood(seen, {step for each in ages.values() for step in each})
    rows = Run.objects.under_way().filter(pk__in=list(ages)[:400]).select_related("version__workflow").order_by("due_on", "pk")
    coming = []
    for run in rows:
        found = forecast.of_open(ages[run.pk], stood)
        if found:
            coming.append(Coming(run, days(found.hours), found.count))
    return sorted(coming, key=lambda each: (not each.is_late, not each.is_close, each.run.due_on or date.max))


def _stood(seen: Read, steps: set[int]) -> dict[int, forecast.Stood]:
    """Of each step, past passages in runs that went all the way."""
    done = seen.runs.where(seen.runs.is_done)
    order = np.argsort(done["run"])
    runs, ends = done["run"][order], done["ended"][order]
    asked = np.isin(seen.tasks["step"], list(steps)) & seen.tasks.is_done
    tasks = seen.tasks.where(asked)
    tasks = tasks.where(np.isin(tasks["run"], runs))
    found = {}
    for step in steps:
        mine = tasks.where(tasks["step"] == step)
        if len(mine):
            end = ends[np.searchsorted(runs, mine["run"])]
            found[step] = forecast.Stood(mine.hours, np.maximum(seen.clock.between(mine["opened"], end), 0.0))
    return found


def of_run(run: Any) -> Coming | None:
    """The forecast on one run's own page; None where it has ended or the past says too little."""
    from regie.work.reading.past import read

    if run.ended_at is not None:
        return None
    found = expected(read(run.version.workflow), most=None)
    return next((each for each in found.coming if each.run.pk == run.pk), None) if found else None
