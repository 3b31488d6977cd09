"""Judges metrics by their thresholds and keeps breaches true: opened once, resolved by themselves, withdrawn when figures
were wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from regie.journal.models import record
from regie.lib.periods import Grain, Period
from regie.metrics.engine.compiled import Table
from regie.metrics.engine.course import Course, references_on
from regie.metrics.engine.figures import Figures
from regie.metrics.engine.rule import Rule
from regie.metrics.engine.verdict import UNKNOWN, Episode, Verdict, episodes, judged
from regie.metrics.evaluation import Plan
from regie.metrics.models import Breach, Evaluation, Threshold


@dataclass
class Judgement:
    """A rule judged over the course of a metric. `closed`: how many columns are periods that have ended."""

    rule: Rule
    course: Course
    verdict: Verdict
    closed: int
    threshold: Threshold | None = None

    @property
    def rows(self) -> list[int]:
        """The groups that the rule looks at: over all, or each value of its dimension."""
        return [place for place, (dimension, _) in enumerate(self.course.frame.groups) if dimension == self.rule.dimension]

    def bound(self, row: int, column: int) -> float | None:
        found = self.verdict.edge[row, column]
        return None if np.isnan(found) else float(found)


def judgement(
    plan: Plan, rule: Rule, figures: dict[str, Figures], today: date, threshold: Threshold | None = None
) -> Judgement | None:
    """None where the metric has no values at the rule's grain."""
    found = plan.courses.get(Grain(rule.grain or plan.metric.measured))
    if found is None or rule.faults():
        return None
    references = None
    if rule.reference in ("benchmark", "target"):
        references = references_on(found.frame, [each for each in plan.references if each["kind"] == rule.reference])
    volume = Table(figures, found.frame).column(rule.minimum_measure).values if rule.minimum_measure else None
    verdict = judged(rule, found.values, a_year=found.frame.grain.a_year, references=references, volume=volume)
    # A period is judged when it has ended: half a month of spend is under every limit.
    closed = min(max(Period.of(today, found.frame.grain).index - found.frame.first, 0), found.frame.length)
    return Judgement(rule, found, verdict, closed, threshold)


def judge(
    plans: Sequence[Plan], figures: dict[str, Figures], *, today: date, cause: str
) -> tuple[dict[int, list[Judgement]], list[str]]:
    """All judgements by metric, and what happened to breaches: opened, resolved, reopened, withdrawn."""
    found: dict[int, list[Judgement]] = {}
    acts: list[str] = []
    standing: dict[int, list[Breach]] = {}
    thresholds = [each for plan in plans for each in plan.thresholds]
    for breach in Breach.objects.stood().filter(threshold__in=thresholds).select_related("metric__owner").order_by("period"):
        standing.setdefault(breach.threshold_id, []).append(breach)
    for plan in plans:
        for threshold in plan.thresholds:
            rule = threshold.read_rule
            breaches = standing.get(threshold.pk, [])
            if rule is None or not threshold.is_confirmed:
                acts += _withdraw([each for each in breaches if each.is_open], "rule_changed")
                continue
            judged_now = judgement(plan, rule, figures, today, threshold)
            if judged_now is None:
                acts += _withdraw([each for each in breaches if each.is_open], _because(cause))
                continue
            found.setdefault(plan.metric.pk, []).append(judged_now)
            acts += _reconcile(plan, judged_now, breaches, cause)
    return found, acts


def _reconcile(plan: Plan, judgement: Judgement, breaches: list[Breach], cause: str) -> list[str]:
    acts: list[str] = []
    by_value: dict[str, list[Breach]] = {}
    for breach in breaches:
        by_value.setdefault(breach.dimension_value.casefold(), []).append(breach)
    openings = []
    for row in judgement.rows:
        value = judgement.course.frame.groups[row][1]
        left = by_value.pop(value.casefold(), [])
        now, holds = judgement.verdict.now[row, : judgement.closed], judgement.verdict.holds[row, : judgement.closed]
        for episode in episodes(now, holds):
            same = [each for each in left if _same(each, episode, judgement)]
            if same:
                left = [each for each in left if each not in same]
                acts += _renew(same[0], episode, judgement, row)
                acts += _withdraw(same[1:], _because(cause))
            elif _counts(episode, judgement):
                openings.append((row, episode))
        acts += _withdraw([each for each in left if _was_by_this_rule(each, judgement)], _because(cause))
    for others in by_value.values():
        acts += _withdraw([each for each in others if _was_by_this_rule(each, judgement)], _because(cause))
    for row, episode in openings:
        acts += _open(plan, judgement, row, episode)
    return acts


def _same(breach: Breach, episode: Episode, judgement: Judgement) -> bool:
    """Whether a breach is this episode: their periods overlap, though late figures may have moved either end."""
    if breach.grain != str(judgement.course.frame.grain):
        return False
    first, last = _column(breach.period, judgement), _column(breach.last_period, judgement)
    end = episode.back - 1 if episode.back is not None else judgement.closed
    return first <= end and last >= episode.first


def _column(period: date, judgement: Judgement) -> int:
    return Period.of(period, judgement.course.frame.grain).index - judgement.course.frame.first


def _counts(episode: Episode, judgement: Judgement) -> bool:
    """An episode that is over counts when it reached into the time in which the threshold is in force; one that goes on
    always does.
    """
    if episode.back is None:
        return True
    since = judgement.threshold.in_force_from if judgement.threshold else None
    return since is None or judgement.course.period(episode.last).end >= since


def _was_by_this_rule(breach: Breach, judgement: Judgement) -> bool:
    """History opened by an older rule stays; what this rule opened and no longer would is withdrawn, and so is all that is
    open.
    """
    return breach.is_open or Rule.of(breach.rule) == judgement.rule


def _because(cause: str) -> str:
    if cause == Evaluation.Cause.UNDONE:
        return "undone"
    return (
        "rule_changed" if cause in (Evaluation.Cause.RULE, Evaluation.Cause.REFERENCE, Evaluation.Cause.FORMULA) else "corrected"
    )


def _withdraw(breaches: list[Breach], because: str) -> list[str]:
    for breach in breaches:
        breach.withdraw(because)
    return ["withdrawn"] * len(breaches)


def _values(judgement: Judgement, row: int, episode: Episode) -> list[dict]:
    """The values that made the rule hold: as many as it asks for in a row, oldest first."""
    return [
        {
            "period": judgement.course.period(column).start.isoformat(),
            "value": float(judgement.course.values[row, column]),
            "bound": judgement.bound(row, column),
        }
        for column in range(episode.first - judgement.rule.periods + 1, episode.first + 1)
    ]


def _open(plan: Plan, judgement: Judgement, row: int, episode: Episode) -> list[str]:
    dimension, value = judgement.course.frame.groups[row]
    known = np.flatnonzero(judgement.verdict.now[row, : judgement.closed] != UNKNOWN)
    breach = Breach.objects.create(
        threshold=judgement.threshold,
        metric=plan.metric,
        dimension=dimension,
        dimension_value=value,
        grain=str(judgement.course.frame.grain),
        period=judgement.course.period(episode.first).start,
        last_period=judgement.course.period(episode.last).start,
        values=_values(judgement, row, episode),
        value=float(judgement.course.values[row, episode.last]),
        bound=judgement.bound(row, episode.last),
        rule=judgement.rule.as_json(),
        is_late=bool(episode.first < known[-1]),
    )
    verb = "metrics.breach_found" if episode.back is not None else "metrics.breach_opened"
    record(
        verb,
        breach,
        by=None,
        page=plan.metric,
        value=breach.value,
        bound=breach.bound,
        period=Period.of(breach.period, breach.grain).code,
    )
    breach._tell("opened")
    acts = ["opened"]
    if episode.back is not None:
        acts += _resolve(breach, episode.back, judgement, row)
    return acts


def _renew(breach: Breach, episode: Episode, judgement: Judgement, row: int) -> list[str]:
    """Bring a breach up to what the figures say now."""
    fresh = {
        "period": judgement.course.period(episode.first).start,
        "last_period": judgement.course.period(episode.last).start,
        "values": _values(judgement, row, episode),
        "value": float(judgement.course.values[row, episode.last]),
        "bound": judgement.bound(row, episode.last),
    }
    stale = {name: value for name, value in fresh.items() if getattr(breach, name) != value}
    if stale:
        for name, value in stale.items():
            setattr(breach, name, value)
        breach.save(update_fields=list(stale))
    if episode.back is None:
        if breach.resolved_at and not breach.closed_at:
            breach.reopen()
            return ["reopened"]
        return []
    back = judgement.course.period(episode.back).start
    if not breach.resolved_at:
        return _resolve(breach, episode.back, judgement, row)
    if breach.resolved_period != back:
        breach.resolved_period, breach.resolved_value = back, float(judgement.course.values[row, episode.back])
        breach.save(update_fields=["resolved_period", "resolved_value"])
    return []


def _resolve(breach: Breach, column: int, judgement: Judgement, row: int) -> list[str]:
    breach.resolve(period=judgement.course.period(column).start, value=float(judgement.course.values[row, column]))
    return ["resolved"]
