"""What had been promised: the objectives of the quarter, where each should have been by its end, and where it was."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from regie.objectives import course
from regie.objectives.models import Objective
from regie.objectives.reading import pursuits
from regie.reports.making import parts
from regie.reports.making.frame import Frame
from regie.reports.making.parts import Section, cell


@dataclass(frozen=True)
class Promise:
    objective: Objective
    expected: str
    reached: str
    state: str
    word: str

    @property
    def holds(self) -> bool:
        return self.state == "good"


def promises(frame: Frame) -> list[Promise]:
    """Objectives that held on a day of the quarter. Two queries."""
    first, after = frame.moments
    rows = Objective.objects.filter(adopted_at__lt=after).filter(Q(ended_at=None) | Q(ended_at__gte=first))
    rows = rows.filter(Q(starts_on=None) | Q(starts_on__lte=frame.last)).exclude(ending=Objective.Ending.DROPPED)
    found = list(rows.select_related("metric", "owner").order_by("due_on", "pk"))
    values = pursuits.values_of(found)
    return [_promise(each, values.get((each.metric_id, each.dimension, each.dimension_value), []), frame) for each in found]


def _promise(objective: Objective, values: list, frame: Frame) -> Promise:
    has_ended = objective.ended_at is not None and objective.ended_at < frame.moments[1]
    if objective.metric is None or objective.starts_on is None or objective.due_on is None:
        return Promise(objective, "—", "—", "wait", pgettext("objective", "waits for its metric"))
    goal, value, found = pursuits.course_of(objective, values, frame.stand)
    amounts = goal.amounts
    expected = goal.target if has_ended or found.line is None else found.line
    state, word = _ended(objective) if has_ended else (str(found.state), _word(goal, found))
    return Promise(
        objective, amounts.of(_rounded(expected, amounts)), amounts.of(value) if value is not None else "—", state, word
    )


def _rounded(value: float | None, amounts) -> float | None:
    """The line as one says it: no finer than the metric's own decimals."""
    return None if value is None else round(value, amounts.digits if amounts.digits is not None else 1)


def _ended(objective: Objective) -> tuple[str, str]:
    state = {"reached": "good", "missed": "breach"}.get(objective.ending, "wait")
    return state, str(objective.get_ending_display())


def _word(goal: course.Goal, found: course.Progress) -> str:
    if found.state == "wait":
        return pgettext("objective", "not measured yet")
    if found.is_reached:
        return pgettext("objective", "kept") if goal.way is None else pgettext("objective", "reached")
    if found.state == "good" and found.days is not None and found.days > 7:
        return pgettext("objective", "ahead")
    return {
        "good": pgettext("objective", "on its line"),
        "watch": pgettext("objective", "behind"),
        "breach": pgettext("objective", "far behind"),
    }[str(found.state)]


def section(frame: Frame, made: list[Promise]) -> Section:
    heads = [
        (pgettext("column", "Objective"), False),
        (pgettext("column", "Expected"), True),
        (pgettext("column", "Reached"), True),
        (pgettext("column", "State"), False),
    ]
    rows = [
        [
            cell(each.objective.text, url=parts.of(each.objective)),
            cell(each.expected),
            cell(each.reached, url=parts.of(each.objective.metric)),
            cell(each.word, state=each.state),
        ]
        for each in made
    ]
    table = parts.table(
        "promises", _("Objectives of the quarter, expected and reached"), heads, rows, parts.address("objectives:index")
    )
    return Section(_draft(made), [table], brief={"kind": "table"})


def holding(made: list[Promise]) -> str:
    """“Three promises of four hold.”"""
    judged = [each for each in made if each.state != "wait"]
    kept = sum(each.holds for each in judged)
    if not judged:
        return ""
    facts = {"kept": parts.in_words(kept), "all": parts.in_words(len(judged))}
    if len(judged) == 1:
        return (
            _("The one promise that could be judged holds.") if kept else _("The one promise that could be judged does not hold.")
        )
    if not kept:
        return _("None of our %(all)s promises holds.") % facts
    if kept == len(judged):
        return _("All %(all)s promises hold.") % facts
    return parts.sentence(ngettext("%(kept)s promise of %(all)s holds.", "%(kept)s promises of %(all)s hold.", kept) % facts)


def _draft(made: list[Promise]) -> str:
    if not made:
        return _("No objective held in this quarter.")
    said = []
    for each in made:
        if each.state in ("watch", "breach"):
            facts = {
                "objective": each.objective.text.rstrip("."),
                "expected": each.expected,
                "reached": each.reached,
                "word": each.word,
            }
            said.append(_("“%(objective)s” is %(word)s: %(reached)s, where %(expected)s was expected.") % facts)
    waiting = sum(each.state == "wait" for each in made)
    if waiting:
        said.append(
            ngettext("%(count)d promise is not measured yet.", "%(count)d promises are not measured yet.", waiting)
            % {"count": waiting}
        )
    return parts.joined(holding(made), *said[:4])
