"""What the SMART check says of an objective, kept or still being typed."""

from __future__ import annotations

from datetime import date
from typing import Any

from regie.charter.models import Wording
from regie.lib.text import shorten
from regie.metrics.models import Metric, Value
from regie.objectives.models import Objective
from regie.objectives.reach import ceiling_of
from regie.objectives.smart import check
from regie.objectives.smart.draft import Draft
from regie.objectives.smart.verdict import Check
from regie.people.models import Person

PAST = 48  # periods of a metric's own past that its reach is judged by


def past_of(metric: Metric | None, dimension: str = "", value: str = "", until: date | None = None) -> list[tuple[date, float]]:
    """A metric's values by period at the grain in which it is shown, oldest first. One query."""
    if metric is None:
        return []
    rows = Value.objects.filter(
        metric=metric, grain=metric.shown, dimension=dimension, dimension_value=value, value__isnull=False
    )
    if until is not None:
        rows = rows.filter(period__lt=until)
    return list(rows.order_by("-period").values_list("period", "value")[:PAST])[::-1]


def _unit(metric: Metric | None, direction: str = "") -> dict[str, Any]:
    if metric is None:
        return {}
    return {
        "metric_name": metric.name,
        "unit": metric.unit,
        "currency": metric.currency or "EUR",
        "digits": metric.decimals,
        "direction": direction,
        "rhythm": metric.shown,
    }


def _ceiling(metric: Metric | None, past: list[tuple[date, float]]) -> float | None:
    return None if metric is None else ceiling_of(metric.unit, [value for _day, value in past])


def words_of_line(line: Any) -> str:
    """What a line of the charter says in the version in force."""
    if not str(line or "").isdigit():
        return ""
    wording = Wording.objects.filter(line=line, version__state="in_force").first()
    return shorten(str(wording), 120) if wording else ""


def check_of(objective: Objective, audiences: list, among: Any = None) -> Check:
    """`among`: the objectives that the reader may see; a contradiction with others is not told. 2 queries."""
    past = past_of(objective.metric, objective.dimension, objective.dimension_value)
    draft = Draft(
        text=objective.text,
        language=objective.language,
        baseline=objective.baseline,
        target=objective.target,
        starts_on=objective.starts_on,
        due_on=objective.due_on,
        owner=str(objective.owner or ""),
        audience=", ".join(str(each) for each in audiences),
        responsibility=words_of_line(objective.responsibility_id),
        why_reachable=objective.why_reachable,
        past=past,
        ceiling=_ceiling(objective.metric, past),
        against=[each.says for each in objective.clashes(among)],
        **_unit(objective.metric, objective.direction),
    )
    return check(draft)


def _person(said: Any) -> Any:
    """The owner of a form, which begins with a key."""
    return Person.objects.filter(pk=said).first() if isinstance(said, int) else said


def check_of_form(form: Any, among: Any = None) -> Check:
    """Of what is typed, as far as it can be read; a field that cannot be counts as empty."""
    if form.is_bound:
        form.is_valid()
        said = form.cleaned_data
    else:
        said = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    metric = said.get("metric")
    if metric is not None and not isinstance(metric, Metric):
        metric = Metric.objects.in_use().filter(pk=metric).first()
    kept = form.instance
    typed = Objective(
        pk=kept.pk,
        metric=metric,
        dimension=kept.dimension,
        dimension_value=kept.dimension_value,
        baseline=said.get("baseline"),
        target=said.get("target"),
        is_total=bool(said.get("is_total")),
        starts_on=said.get("starts_on"),
        due_on=said.get("due_on"),
    )
    past = past_of(metric, typed.dimension, typed.dimension_value)
    draft = Draft(
        text=(said.get("text") or form.data.get("text") or "") if form.is_bound else (said.get("text") or ""),
        baseline=said.get("baseline"),
        target=said.get("target"),
        starts_on=said.get("starts_on"),
        due_on=said.get("due_on"),
        owner=str(_person(said.get("owner")) or ""),
        audience=", ".join(str(each) for each in said.get("audiences") or []),
        responsibility=words_of_line(getattr(said.get("responsibility"), "pk", said.get("responsibility"))),
        why_reachable=said.get("why_reachable") or "",
        past=past,
        ceiling=_ceiling(metric, past),
        against=[each.says for each in typed.clashes(among)],
        **_unit(metric, typed.direction),
    )
    return check(draft)
