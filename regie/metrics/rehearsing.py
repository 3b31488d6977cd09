"""Rules of a charter tried on our own figures before they are confirmed; see `charter.hooks.Watcher`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import numpy as np
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from regie.charter.hooks import Tried
from regie.metrics.catalogue import Catalogue
from regie.metrics.engine.verdict import episodes
from regie.metrics.evaluation import compute, load, needed_measures, plans_for
from regie.metrics.growing import parsed_over, rule_of
from regie.metrics.judging import Judgement, judgement
from regie.metrics.library import MEASURES
from regie.metrics.loading import figures_of
from regie.metrics.models import Measure, Metric, Threshold

A_YEAR = timedelta(days=365)


def volumes(formulas: Iterable[str]) -> list[tuple[str, str]]:
    """Measures in use, and those that the formulas would bring. Three queries."""
    known = dict(Measure.objects.in_use().order_by("name").values_list("key", "name"))
    catalogue, language = Catalogue(), (get_language() or "en")[:2]
    for formula in dict.fromkeys(formulas):
        parsed = parsed_over(formula, catalogue)
        for key in parsed.keys & MEASURES.keys() if parsed else ():
            known.setdefault(key, MEASURES[key].name(language))
    return list(known.items())


def rings(asked: Iterable[Tried]) -> dict[tuple[Any, int], str]:
    """By line and place: how often the rule would have rung in the last twelve months. Eight queries, for any number of rules."""
    wanted: dict[int, list[Tried]] = {}
    for each in asked:
        wanted.setdefault(each.line_id, []).append(each)
    lines = dict(Metric.objects.in_use().filter(line__in=wanted).values_list("pk", "line"))
    if not lines:
        return {}
    catalogue, today = Catalogue(), timezone.localdate()
    plans = plans_for(load(lines), catalogue)
    rules = {(each.line_id, each.place): rule_of(each.rule)[0] for row in wanted.values() for each in row}
    for plan in plans:  # as thresholds, so that their periods, dimensions and volumes are computed too
        mine = [rules[each.line_id, each.place] for each in wanted[lines[plan.metric.pk]]]
        plan.thresholds = [Threshold(metric=plan.metric, rule=rule.as_json()) for rule in mine if rule and not rule.faults()]
    figures = figures_of(needed_measures(plans, catalogue))
    compute(plans, figures)
    found: dict[tuple[Any, int], str] = {}
    for plan in plans:
        for each in wanted[lines[plan.metric.pk]]:
            rule = rules[each.line_id, each.place]
            judged = judgement(plan, rule, figures, today) if rule else None
            if judged and (said := _said(judged, today)):
                found[each.line_id, each.place] = said
    return found


def _said(judged: Judgement, today) -> str:
    """Empty where no period of the last twelve months could be judged."""
    verdict, course, many, known = judged.verdict, judged.course, 0, False
    late = [column for column in range(judged.closed) if course.period(column).start >= today - A_YEAR]
    if not late:
        return ""
    for row in judged.rows:
        now, holds = verdict.now[row, : judged.closed], verdict.holds[row, : judged.closed]
        known = known or bool(np.any(now[late[0] :] >= 0))
        many += sum(each.first >= late[0] for each in episodes(now, holds))
    if not known:
        return ""
    if not many:
        return gettext("With our figures, it would not have rung in the last twelve months.")
    return ngettext(
        "With our figures, it would have rung once in the last twelve months.",
        "With our figures, it would have rung %(many)s times in the last twelve months.",
        many,
    ) % {"many": many}
