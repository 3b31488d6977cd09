"""What is counted of the past: by step, by week, by person. Every function is one pass over arrays, whatever the number of rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from regie.work.flow.past import Column, Past

DAY = 86_400.0
WEEK = 7 * DAY
MONDAY = 345_600.0  # 5 January 1970, the first Monday after the beginning of time


@dataclass(frozen=True)
class StepFlow:
    """One step over the passages that ended in the window; hours are working hours, shares are 0 to 1."""

    step: int
    count: int  # passages that ended
    waiting_now: int
    lead: float  # median, opening to end
    lead_late: float  # 85th percentile
    idle: float  # median of those in which nobody worked on it
    worked: float  # median of those in which somebody did
    cost: float  # all idle hours together
    total: float  # all hours together
    first_pass: float  # share that was right the first time
    on_time: float | None  # share that ended by its date, of those that had one
    rounds: float  # mean visits of a run
    main_person: int  # who ended most of them, 0 where nobody is known
    main_share: float
    age: float  # the oldest of what is open
    age_median: float

    @property
    def idle_share(self) -> float:
        return self.cost / self.total if self.total else 0.0


def by_step(past: Past, since: float = 0.0) -> list[StepFlow]:
    """Every step with something in it, those that cost most idle time first."""
    if not len(past):
        return []
    done = past.is_done & (past["ended"] >= since)
    open_now = past.is_open
    wanted = done | open_now
    rows = past.where(wanted)
    if not len(rows):
        return []
    order = np.argsort(rows["step"], kind="stable")
    rows = Past(rows.rows[order], past.now)
    steps, starts = np.unique(rows["step"], return_index=True)
    ends = np.append(starts[1:], len(rows))
    hours, idle, came_back, is_done = rows.hours, rows.idle, rows.came_back, rows.is_done
    flows = []
    for step, start, end in zip(steps, starts, ends, strict=True):
        part = slice(start, end)
        ended = is_done[part]
        lead, free, worked = hours[part][ended], idle[part][ended], rows["worked"][part][ended]
        count = int(ended.sum())
        due, finished = rows["due"][part][ended], rows["ended"][part][ended]
        dated = due > 0
        people, of_them = np.unique(rows["by"][part][ended], return_counts=True)
        main = int(np.argmax(of_them)) if len(people) else 0
        runs = rows["run"][part][ended]
        known_runs = runs[runs > 0]
        waiting = hours[part][~ended]
        flows.append(
            StepFlow(
                int(step), count, int((~ended).sum()),
                _percentile(lead, 50), _percentile(lead, 85), _percentile(free, 50), _percentile(worked, 50),
                float(free.sum()), float(lead.sum()),
                float(1 - came_back[part][ended].mean()) if count else 1.0,
                float((finished[dated] <= due[dated]).mean()) if dated.any() else None,
                len(known_runs) / len(np.unique(known_runs)) if len(known_runs) else 1.0,
                int(people[main]) if len(people) else 0, float(of_them[main] / count) if count else 0.0,
                float(waiting.max()) if len(waiting) else 0.0, _percentile(waiting, 50),
            )
        )  # fmt: skip
    return sorted(flows, key=lambda flow: -flow.cost)


def _percentile(values: Column, share: float) -> float:
    """As `np.percentile` counts it, without what that looks at each time: a step has few values, and there are many steps."""
    if not len(values):
        return 0.0
    ordered = np.sort(values)
    place = (len(ordered) - 1) * share / 100
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return float(ordered[low] + (ordered[high] - ordered[low]) * (place - low))


@dataclass(frozen=True)
class Whole:
    """All that ended in the window, as one."""

    count: int
    lead: float
    lead_late: float
    cycle: float | None  # from when work began
    idle_share: float | None
    first_pass: float | None
    on_time: float | None
    open_now: int
    age: float  # median of what is open
    per_week: float
    weeks: int


def whole(past: Past, cycle: Column, since: float) -> Whole:
    """`cycle`: working hours from each passage's beginning of work to its end."""
    done = past.is_done & (past["ended"] >= since)
    ended = past.where(done)
    open_now = past.where(past.is_open)
    due = ended["due"] > 0
    hours, begun = ended.hours, ended["begun"] > 0
    first = max(since, float(ended["ended"].min())) if len(ended) else past.now
    weeks = max(1, round((past.now - first) / WEEK))
    return Whole(
        len(ended), _percentile(hours, 50), _percentile(hours, 85), _percentile(cycle[done][begun], 50),
        float(ended.idle.sum() / hours.sum()) if hours.sum() else 0.0,
        float(1 - ended.came_back.mean()) if len(ended) else None,
        float((ended["ended"][due] <= ended["due"][due]).mean()) if due.any() else None,
        len(open_now), _percentile(open_now.hours, 50), len(ended) / weeks, weeks,
    )  # fmt: skip


def weeks_of(now: float, count: int) -> Column:
    """The beginnings (Mondays) of the last `count` weeks and of the next one, oldest first."""
    this = np.floor((now - MONDAY) / WEEK) * WEEK + MONDAY
    return this + WEEK * np.arange(1 - count, 2)


def throughput(past: Past, edges: Column) -> Column:
    """How many ended in each week between the edges."""
    ended = past["ended"][past.is_done]
    return np.histogram(ended, bins=edges)[0]


def cumulative_flow(past: Past, edges: Column) -> dict[str, Column]:
    """At each edge, how many had been opened, begun and ended: three lines that never fall while nothing is reopened."""
    opened, begun, ended = (np.sort(past[name][past[name] > 0]) for name in ("opened", "begun", "ended"))
    counted = {
        name: np.searchsorted(values, edges, side="right")
        for name, values in (("opened", opened), ("begun", begun), ("ended", ended))
    }
    counted["begun"] = np.maximum(counted["begun"], counted["ended"])  # what is dropped before it began was begun by its end
    return counted


def ages(past: Past, limits: tuple[float, ...]) -> list[int]:
    """How many open passages are younger than each limit (working hours), and how many older than the last."""
    hours = past.where(past.is_open).hours
    return [int(each) for each in np.histogram(hours, bins=[-1.0, *limits, np.inf])[0]]


def rounds_by_run(past: Past, since: float = 0.0) -> Column:
    """The rounds that the content of each run took: the most of any of its passages. Runs whose last passage ended before are left out."""
    rows = past.where((past["run"] > 0) & past.is_done & (past["ended"] >= since))
    if not len(rows):
        return np.array([])
    runs, place = np.unique(rows["run"], return_inverse=True)
    most = np.ones(len(runs))
    np.maximum.at(most, place, np.maximum(rows["round"], rows["visit"]))
    return most


def load_by_person(past: Past, since: float) -> dict[int, tuple[int, float]]:
    """{person: (passages ended, hours of work in them)} since then."""
    rows = past.where(past.is_done & (past["ended"] >= since) & (past["by"] > 0))
    people, place = np.unique(rows["by"], return_inverse=True)
    hours, counts = np.bincount(place, rows["worked"], len(people)), np.bincount(place, minlength=len(people))
    return {int(person): (int(count), float(spent)) for person, count, spent in zip(people, counts, hours, strict=True)}


@dataclass(frozen=True)
class Approver:
    person: int
    count: int
    wait: float  # median working hours from the question to the answer
    wait_late: float  # 85th percentile
    asked_nothing: float  # share approved as it was


def by_approver(answers: Column) -> list[Approver]:
    """`answers`: structured with person, hours, is_plain (1 where approved as it was). Slowest first."""
    people, place = np.unique(answers["person"], return_inverse=True)
    found = []
    for index, person in enumerate(people):
        mine = place == index
        hours = answers["hours"][mine]
        found.append(
            Approver(
                int(person),
                int(mine.sum()),
                _percentile(hours, 50),
                _percentile(hours, 85),
                float(answers["is_plain"][mine].mean()),
            )
        )
    return sorted(found, key=lambda each: -each.wait)
