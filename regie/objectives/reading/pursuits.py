"""Objectives as their pages show them: the tree, how each goes against its line, and one of them with its chart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from regie.lib import dates
from regie.lib.periods import Grain, Period
from regie.lib.text import shorten
from regie.metrics import words as metric_words
from regie.metrics.models import Value
from regie.objectives import course
from regie.objectives.amounts import Amounts, language
from regie.objectives.models import CheckIn, Comprehension, Objective
from regie.objectives.opposing import Clash, clashes
from regie.objectives.reading import drafting, understandings
from regie.ui import charts

DEEPEST = 3
BEFORE = 6  # periods of the metric's past that its chart shows before the beginning
WORDS_OF = {
    "good": lambda: pgettext("objective", "on course"),
    "watch": lambda: pgettext("objective", "behind"),
    "breach": lambda: pgettext("objective", "far behind"),
    "wait": lambda: pgettext("objective", "waits"),
}
CONFIDENCE_STATES = {"high": "good", "middle": "watch", "low": "breach"}


@dataclass(frozen=True)
class Standing:
    """How an objective stands, as a list shows it: shape and word, a bar of 0 to 100, and a sentence."""

    state: str
    label: str
    words: str
    done: int | None = None
    pace: int | None = None
    more: tuple[str, ...] = ()


@dataclass
class Row:
    objective: Objective
    standing: Standing
    last: CheckIn | None = None
    depth: int = 0
    understood: str = ""
    clashes: list[Clash] = field(default_factory=list)

    @property
    def terms(self) -> str:
        return terms_of(self.objective)


@dataclass(frozen=True)
class Side:
    key: str
    label: str
    count: int


@dataclass
class Page:
    standing: Standing
    opening: str
    terms: str
    check: Any = None
    chart: Any = None
    reach: list[str] = field(default_factory=list)
    check_ins: list[dict] = field(default_factory=list)
    children: list[Row] = field(default_factory=list)
    audiences: list = field(default_factory=list)
    responsibility: str = ""
    deed: str = ""
    tests: list = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    may_test: bool = False


def amounts_of(objective: Objective) -> Amounts:
    metric = objective.metric
    return Amounts(metric.unit, metric.currency or "EUR", metric.decimals) if metric is not None else Amounts()


def terms_of(objective: Objective) -> str:
    """“Trial rides booked: from 40 to 55, by 30 June 2026”."""
    amounts = amounts_of(objective)
    if objective.target is None:
        return _("no target yet")
    facts = {
        "from": amounts.of(objective.baseline) if objective.baseline is not None else "—",
        "to": amounts.of(objective.target),
    }
    said = _("from %(from)s to %(to)s") % facts
    return _("%(terms)s, counted together") % {"terms": said} if objective.is_total else said


def values_of(objectives: Iterable[Objective]) -> dict[tuple[int, str, str], list[Value]]:
    """The values since the earliest beginning, by metric and value of a dimension, oldest first. One query."""
    wanted = {each.metric_id for each in objectives if each.metric_id}
    if not wanted:
        return {}
    starts = [each.starts_on for each in objectives if each.starts_on]
    since = (min(starts) if starts else timezone.localdate()) - timedelta(days=400)
    found: dict[tuple[int, str, str], list[Value]] = {}
    rows = Value.objects.filter(metric__in=wanted, value__isnull=False, period__gte=since, period__lte=timezone.localdate())
    shown = {each.metric_id: each.metric.shown for each in objectives if each.metric_id}
    places = {(each.metric_id, each.dimension, each.dimension_value) for each in objectives}
    for row in rows.filter(dimension__in={each.dimension for each in objectives}).order_by("period"):
        place = (row.metric_id, row.dimension, row.dimension_value)
        if place in places and row.grain == shown[row.metric_id]:
            found.setdefault(place, []).append(row)
    return found


def _closed(values: list[Value], today: date) -> list[tuple[date, date, float]]:
    """First day, last day and value of the periods that are over."""
    kept = []
    for row in values:
        period = Period.of(row.period, Grain(row.grain))
        if period.end < today:
            kept.append((period.start, period.end, row.value))
    return kept


def course_of(objective: Objective, values: list[Value], today: date) -> tuple[course.Goal, float | None, course.Progress]:
    """What it aims at, its value in the periods that were over on `today`, and how that stands; it has a metric and both days."""
    goal = course.Goal(
        objective.starts_on,
        objective.due_on,
        objective.direction,
        objective.baseline,
        objective.target,
        amounts=amounts_of(objective),
    )
    closed = [each for each in _closed(values, today) if each[1] >= objective.starts_on]
    value, measured_on = None, None
    if closed:
        value = sum(each[2] for each in closed if each[0] >= objective.starts_on) if objective.is_total else closed[-1][2]
        measured_on = closed[-1][1]
        if objective.is_total and objective.baseline:
            value += objective.baseline
    return goal, value, course.progress(goal, today, value, measured_on, [(day, number) for _first, day, number in closed])


def standing_of(objective: Objective, values: list[Value], today: date | None = None) -> Standing:
    today = today or timezone.localdate()
    if objective.ended_at is not None:
        ending = objective.get_ending_display()
        state = {"reached": "good", "missed": "breach"}.get(objective.ending, "none")
        return Standing(state, ending, shorten(objective.learnt, 120) if objective.learnt else "")
    if objective.status != Objective.Status.ADOPTED:
        return Standing("wait", objective.get_status_display(), terms_of(objective) if objective.target is not None else "")
    if objective.metric is None or objective.starts_on is None or objective.due_on is None:
        return Standing("wait", WORDS_OF["wait"](), _("It waits for its metric."))
    goal, value, found = course_of(objective, values, today)
    pace = None if found.expected is None or found.state == "wait" else round(min(1.0, max(0.0, goal.elapsed(today))) * 100)
    said = found.says
    if value is not None:
        said = _("%(value)s now. %(said)s") % {"value": amounts_of(objective).of(value), "said": found.says}
    return Standing(str(found.state), WORDS_OF[str(found.state)](), said, found.percent_done, pace, _outlook(found, objective))


def _outlook(found: course.Progress, objective: Objective) -> tuple[str, ...]:
    """What comes of it at the pace so far, in a sentence."""
    if found.is_reached or found.projected is None:
        return ()
    if found.reached_on is not None:
        day = dates.day(found.reached_on, language(), "long")
        return (_("At this pace it is reached on %(day)s.") % {"day": day},)
    value = amounts_of(objective).of(found.projected)
    return (_("At this pace it stands at %(value)s on the last day.") % {"value": value},)


def _last_check_ins(objectives: list[Objective]) -> dict[int, CheckIn]:
    rows = CheckIn.objects.filter(objective__in=objectives).order_by("objective", "on", "pk")
    return {each.objective_id: each for each in rows}


def rows_of(objectives: list[Objective]) -> list[Row]:
    """Two queries, however many."""
    values, said = values_of(objectives), _last_check_ins(objectives)
    return [
        Row(each, standing_of(each, values.get((each.metric_id, each.dimension, each.dimension_value), [])), said.get(each.pk))
        for each in objectives
    ]


def rows_with_tests(objectives: list[Objective]) -> list[Row]:
    """As `rows_of`, each with what its last comprehension test gave. Three queries, however many."""
    rows = rows_of(objectives)
    scored = Comprehension.objects.filter(objective__in=objectives).exclude(score=None).order_by("number")
    last = {test.objective_id: test for test in scored}
    for row in rows:
        if (test := last.get(row.objective.pk)) is not None:
            facts = {"score": round(test.score)}
            row.understood = (
                _("Comprehension test passed: %(score)d of 100.") % facts
                if test.is_passed
                else _("Comprehension test not passed: %(score)d of 100.") % facts
            )
    return rows


def sides(person: Any) -> list[Side]:
    """The states in which there are objectives; what is open first."""
    counted = dict(Objective.objects.visible_to(person).order_by().values_list("status").annotate(Count("pk")))
    status = Objective.Status
    open_ones = sum(count for key, count in counted.items() if key != status.ENDED)
    found = [Side("", pgettext("objectives", "open"), open_ones)]
    found += [Side(each.value, str(each.label), counted[each.value]) for each in status if counted.get(each.value)]
    return found if counted else []


def tree(person: Any, status: str = "") -> list[Row]:
    """Objectives under those they serve; one whose parent is not shown stands at the root."""
    asked = Objective.objects.visible_to(person).select_related("metric", "owner")
    asked = asked.filter(status=status) if status else asked.open()
    levels = {level: place for place, level in enumerate(Objective.Level.values)}
    found = sorted(asked, key=lambda each: (levels[each.level], each.due_on or date.max, each.pk))
    here = {each.pk for each in found}
    below: dict[int | None, list[Row]] = {}
    rows = rows_of(found)
    promised = [promise for each in found if each.is_open and (promise := each.promise) is not None]
    for row in rows:
        if (mine := row.objective.promise) is not None and row.objective.is_open:
            row.clashes = clashes(mine, (each for each in promised if each.is_agreed or not mine.is_agreed))
        parent = row.objective.parent_id if row.objective.parent_id in here else None
        below.setdefault(parent, []).append(row)
    ordered: list[Row] = []

    def walk(parent: int | None, depth: int) -> None:
        for row in below.get(parent, []):
            row.depth = min(depth, DEEPEST)
            ordered.append(row)
            walk(row.objective.pk, depth + 1)

    walk(None, 0)
    return ordered


def summary(rows: list[Row]) -> str:
    """“4 objectives hold: 3 on course, 1 behind.”"""
    held = [row for row in rows if row.objective.status == Objective.Status.ADOPTED]
    if not held:
        return ""
    said = ngettext("%(count)d objective is adopted", "%(count)d objectives are adopted", len(held)) % {"count": len(held)}
    parts = []
    for state, words in WORDS_OF.items():
        count = sum(row.standing.state == state for row in held)
        if count:
            parts.append(f"{count} {words()}")
    return _("%(said)s: %(parts)s.") % {"said": said, "parts": ", ".join(parts)}


def behind() -> list[Row]:
    """Adopted objectives far behind their line, or which their last check-in expects to miss."""
    rows = rows_of(list(Objective.objects.adopted().select_related("metric", "owner")))
    return [row for row in rows if row.standing.state == "breach" or (row.last and row.last.confidence == CheckIn.Confidence.LOW)]


def page(objective: Objective, person: Any) -> Page:
    values = values_of([objective]).get((objective.metric_id, objective.dimension, objective.dimension_value), [])
    standing = standing_of(objective, values)
    audiences = list(objective.audiences.all())
    made = Page(standing, _opening(objective, standing), terms_of(objective), audiences=audiences)
    if objective.status in (Objective.Status.DRAFT, Objective.Status.PROPOSED):
        made.check = drafting.check_of(objective, audiences, Objective.objects.visible_to(person))
    else:
        made.clashes = objective.clashes(Objective.objects.visible_to(person))  # of a draft the check says it
    made.chart = chart(objective, values)
    made.check_ins = [_told(each, objective) for each in objective.check_ins.select_related("by")[:12]]
    children = Objective.objects.visible_to(person).filter(parent=objective).select_related("metric", "owner")
    made.children = rows_of(list(children))
    if objective.responsibility_id:
        made.responsibility = drafting.words_of_line(objective.responsibility_id)
    made.tests = understandings.tests_of(objective)
    may_be = objective.status in (Objective.Status.DRAFT, Objective.Status.PROPOSED)
    made.may_test = may_be and not any(told.test.closed_at is None for told in made.tests)
    deed = objective.deed
    made.deed = deed.get_absolute_url() if deed is not None and deed in type(deed).objects.visible_to(person) else ""
    return made


def _told(each: CheckIn, objective: Objective) -> dict[str, Any]:
    return {
        "state": CONFIDENCE_STATES[each.confidence],
        "label": each.get_confidence_display(),
        "words": each.words,
        "by": each.by,
        "on": each.on,
        "value": metric_words.value_of(objective.metric, each.value) if objective.metric and each.value is not None else "",
    }


def _opening(objective: Objective, standing: Standing) -> str:
    """The sentence under the title."""
    if objective.status == Objective.Status.DRAFT:
        lacking = objective.lacking()
        if not lacking:
            return _("A draft: it has what it takes to be proposed.")
        return _("A draft that still needs: %(what)s.") % {"what": ", ".join(str(each) for each in lacking)}
    if objective.status == Objective.Status.PROPOSED:
        return _("Proposed on %(day)s: the next review decides by consent.") % {"day": _day(objective.proposed_at.date())}
    if objective.ended_at is not None:
        facts = {"ending": objective.get_ending_display().capitalize(), "day": _day(objective.ended_at.date())}
        return _("%(ending)s, on %(day)s.") % facts
    left = (objective.due_on - timezone.localdate()).days if objective.due_on else 0
    if left < 0:
        return _("Its time is over since %(day)s: say how it ended.") % {"day": _day(objective.due_on)}
    days = ngettext("%(count)d day left", "%(count)d days left", left) % {"count": left}
    return f"{standing.words} {days}." if standing.words else f"{days}."


def _day(day: date) -> str:
    return dates.day(day, language(), "long")


def chart(objective: Objective, values: list[Value] | None = None) -> Any:
    """The metric from a little before the beginning to the last day, with the straight line it should keep to."""
    metric = objective.metric
    if metric is None or objective.starts_on is None or objective.due_on is None or objective.target is None:
        return None
    if values is None:
        values = values_of([objective]).get((objective.metric_id, objective.dimension, objective.dimension_value), [])
    grain = Grain(metric.shown)
    first, last = Period.of(objective.starts_on, grain), Period.of(objective.due_on, grain)
    goal = course.Goal(objective.starts_on, objective.due_on, objective.direction, objective.baseline, objective.target)
    known = {Period.of(row.period, grain).index: row.value for row in values}
    start = first.index if objective.is_total else first.index - BEFORE
    points, total = [], objective.baseline or 0.0
    for index in range(start, last.index + 1):
        period = Period.at(index, grain)
        value = known.get(index)
        if objective.is_total and value is not None:
            total += value
            value = total
        line = goal.line(min(period.end, objective.due_on))
        low, high = (None, line) if objective.direction == "lower" else (line, None)
        points.append(charts.Point(period.start, value, low=low, high=high))
    mark = {"currency": metric.currency or "EUR", "percent": "%"}.get(metric.unit, "")
    made = charts.line(
        f"objective-{objective.pk}", metric.name, points, unit=mark, rhythm=metric.shown, edge=_("the straight line")
    )
    return made.at(reverse("objectives:objective_chart", args=[objective.pk, "svg"])[:-4])
