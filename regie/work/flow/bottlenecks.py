"""Where it is stuck: the steps that cost most time in which nobody worked, why, and what would have freed how much of the past.

A reason and a proposal are codes with facts; the room says them in words. Every estimate replays passages that happened:

    second    each wait becomes the shorter of itself and another of the same step's: two decide, whoever comes first
    skip      the first passages that asked for nothing take no time: at most so much, since not all of them could have skipped
    parallel  two checks of one run, one after the other, take as long as the longer of them
    fewer     what was only waited for because somebody consulted stayed silent
    limit     Little's law: with fewer begun at once and as many done a week, each takes less time
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from regie.work.flow.measures import StepFlow
from regie.work.flow.past import Column

LEAST = 8  # passages below which a step is not judged
LEAST_SHARE = 0.12  # of all idle hours
LEAST_FREED = 1.0  # working hours each; less is no reason to change anything
AT_ONCE = 3.0  # more than so many begun at once by one person is said


@dataclass(frozen=True)
class Reason:
    code: str
    facts: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """It would have helped `runs` of the last `of`, by `hours` working hours each."""

    kind: str
    runs: int
    of: int
    hours: float

    @property
    def freed(self) -> float:
        return self.runs * self.hours


@dataclass(frozen=True)
class Evidence:
    """What is known of a step besides its flow. Columns are of the same passages, in any order."""

    is_approval: bool = False
    hours: Column = field(default_factory=lambda: np.array([]))  # idle hours of each passage that ended
    is_plain: Column = field(default_factory=lambda: np.array([]))  # 1 where it asked for nothing
    is_first: Column = field(default_factory=lambda: np.array([]))  # 1 where it asked for nothing at the run's first visit
    absent_days: int = 0  # of the main person, in the window
    consulted: int = 0  # questions put to people consulted
    silent: int = 0  # of them, without an answer
    silent_hours: Column = field(default_factory=lambda: np.array([]))  # waited for those, by task
    together: Column = field(default_factory=lambda: np.array([]))  # of each run: hours of the shorter of this check and the next
    at_once: float = 0.0  # mean number begun at once by the main person
    limit_hours: float | None = None  # what the workflow allows


def stuck(flows: list[StepFlow]) -> list[StepFlow]:
    """Those that cost a good part of all idle time, most first."""
    whole = sum(flow.cost for flow in flows)
    return [flow for flow in flows if flow.count + flow.waiting_now >= LEAST and whole and flow.cost / whole >= LEAST_SHARE]


def why(flow: StepFlow, seen: Evidence) -> list[Reason]:
    """What explains it, the strongest first as people would say it."""
    found = []
    if seen.is_approval and flow.main_person and flow.main_share >= 0.9:
        found.append(Reason("only_approver", {"person": flow.main_person, "share": flow.main_share}))
    if seen.absent_days:
        found.append(Reason("away", {"person": flow.main_person, "days": seen.absent_days}))
    if seen.is_approval and len(seen.is_plain):
        plain = int(seen.is_plain.sum())
        if plain / len(seen.is_plain) >= 0.5:
            found.append(Reason("asks_nothing", {"plain": plain, "of": len(seen.is_plain)}))
    if flow.idle_share >= 0.6 and flow.idle >= LEAST_FREED and not seen.is_approval:
        found.append(Reason("queue", {"idle": flow.idle, "worked": flow.worked, "share": flow.idle_share}))
    if flow.rounds >= 1.3:
        found.append(Reason("rounds", {"rounds": flow.rounds, "first_pass": flow.first_pass}))
    if seen.consulted >= 4 and seen.silent / seen.consulted >= 0.3:
        found.append(Reason("silent", {"silent": seen.silent, "of": seen.consulted}))
    if seen.at_once > AT_ONCE:
        found.append(Reason("at_once", {"count": seen.at_once, "person": flow.main_person}))
    if not found:
        found.append(Reason("queue", {"idle": flow.idle, "worked": flow.worked, "share": flow.idle_share}))
    return found


def proposals(flow: StepFlow, seen: Evidence) -> list[Proposal]:
    """What could be changed, that which would have freed most first; nothing that would have freed next to nothing."""
    of = len(seen.hours)
    found = []
    if of:
        if seen.is_approval and flow.main_share >= 0.9:
            freed = shorter_of_two(seen.hours)
            found.append(_proposal("second", freed, of))
        if seen.is_approval and len(seen.is_first) == of and seen.is_first.sum() >= 0.4 * of:
            found.append(_proposal("skip", np.where(seen.is_first > 0, seen.hours, 0.0), of))
        if len(seen.together):
            found.append(_proposal("parallel", seen.together, max(of, len(seen.together))))
        if len(seen.silent_hours):
            found.append(_proposal("fewer", seen.silent_hours, of))
        if seen.at_once > AT_ONCE:
            found.append(_proposal("limit", seen.hours * (1 - AT_ONCE / seen.at_once), of))
    return sorted((each for each in found if each.runs), key=lambda each: -each.freed)


def _proposal(kind: str, freed: Column, of: int) -> Proposal:
    helped = freed[freed >= LEAST_FREED]
    return Proposal(kind, len(helped), of, float(helped.mean()) if len(helped) else 0.0)


def shorter_of_two(waits: Column) -> Column:
    """Of each wait, what it loses on average when another one of them, drawn at random, may end it first."""
    order = np.argsort(waits, kind="stable")
    ordered = waits[order]
    count = len(ordered)
    before = np.concatenate(([0.0], np.cumsum(ordered)[:-1]))
    shorter = (before + ordered * (count - np.arange(count))) / count
    lost = np.empty(count)
    lost[order] = ordered - shorter
    return np.maximum(lost, 0.0)


@dataclass(frozen=True)
class Effect:
    """What an improvement did: passages opened before it and after it, medians of hours from opening to end."""

    before: int
    after: int
    hours_before: float
    hours_after: float
    late_before: float  # 85th percentile
    late_after: float
    LEAST_AFTER = 5

    @property
    def is_known(self) -> bool:
        return self.after >= self.LEAST_AFTER and self.before >= self.LEAST_AFTER

    @property
    def freed(self) -> float:
        return self.hours_before - self.hours_after


def effect(opened: Column, hours: Column, at: float, until: float | None = None, before: float = 180 * 86_400.0) -> Effect:
    """Passages that ended, of the half year before `at` and from `at` on (to `until`, where it was given up)."""
    was = (opened < at) & (opened >= at - before)
    now = opened >= at
    if until is not None:
        now &= opened < until

    def point(mask: Column, share: float) -> float:
        return float(np.percentile(hours[mask], share)) if mask.any() else 0.0

    return Effect(int(was.sum()), int(now.sum()), point(was, 50), point(now, 50), point(was, 85), point(now, 85))


def at_once(begun: Column, ended: Column, first: float, last: float) -> float:
    """How many were begun and not ended, on average over the time in which at least one was."""
    edges = np.concatenate((begun, np.where(ended > 0, ended, last)))
    if not len(edges):
        return 0.0
    steps = np.concatenate((np.ones(len(begun)), -np.ones(len(begun))))
    order = np.argsort(edges, kind="stable")
    times, level = np.clip(edges[order], first, last), np.cumsum(steps[order])
    spans = np.diff(np.append(times, last))
    busy = level > 0
    return float((level[busy] * spans[busy]).sum() / spans[busy].sum()) if spans[busy].sum() > 0 else 0.0
