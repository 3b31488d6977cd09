"""What the SMART check says of an objective, kept or still being typed."""

from __future__ import annotations

from datetime import date
from typing import Any

from regie.metrics.models import Metric, Value
from regie.objectives.models import Objective
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


def _unit(metric: Metric | None) -> dict[str, Any]:
    if metric is None:
        return {}
    return {
        "metric_name": metric.name,
        "unit": metric.unit,
        "currency": metric.currency or "EUR",
        "digits": metric.decimals,
        "direction": metric.direction,
        "rhythm": metric.shown,
        "ceiling": 100.0 if metric.unit == "percent" else None,
    }


def check_of(objective: Objective, audiences: list) -> Check:
    draft = Draft(
        text=objective.text,
        language=objective.language,
        baseline=objective.baseline,
        target=objective.target,
        starts_on=objective.starts_on,
        due_on=objective.due_on,
        owner=str(objective.owner or ""),
        audience=", ".join(str(each) for each in audiences),
        responsibility="charter" if objective.responsibility_id else "",
        why_reachable=objective.why_reachable,
        past=past_of(objective.metric, objective.dimension, objective.dimension_value),
        **_unit(objective.metric),
    )
    return check(draft)


def _person(said: Any) -> Any:
    """The owner of a form, which begins with a key."""
    return Person.objects.filter(pk=said).first() if isinstance(said, int) else said


def check_of_form(form: Any) -> Check:
    """Of what is typed, as far as it can be read; a field that cannot be counts as empty."""
    if form.is_bound:
        form.is_valid()
        said = form.cleaned_data
    else:
        said = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    metric = said.get("metric")
    if metric is not None and not isinstance(metric, Metric):
        metric = Metric.objects.in_use().filter(pk=metric).first()
    draft = Draft(
        text=(said.get("text") or form.data.get("text") or "") if form.is_bound else (said.get("text") or ""),
        baseline=said.get("baseline"),
        target=said.get("target"),
        starts_on=said.get("starts_on"),
        due_on=said.get("due_on"),
        owner=str(_person(said.get("owner")) or ""),
        audience=", ".join(str(each) for each in said.get("audiences") or []),
        responsibility=str(said.get("responsibility") or ""),
        why_reachable=said.get("why_reachable") or "",
        past=past_of(metric),
        **_unit(metric),
    )
    return check(draft)
