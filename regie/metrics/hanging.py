"""What hangs of this room on the lines of a charter, and what nothing hangs on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.charter.hooks import Hole, Hook
from regie.metrics.models import Figure, Metric, Reading, Reference, State, Threshold

_STATES = {State.BREACH: "breach", State.WATCH: "watch", State.GOOD: "good", State.WAIT: "wait", State.UNJUDGED: ""}


def hooks(line_ids: Iterable[int], person: Any) -> dict[int, list[Hook]]:
    """The metrics that stand on these lines or watch over them, with their state. Three queries."""
    from regie.metrics import words

    lines = list(line_ids)
    metrics = (
        Metric.objects.visible_to(person)
        .in_use()
        .filter(Q(line__in=lines) | Q(watches__in=lines))
        .distinct()
        .prefetch_related("watches", Prefetch("readings", Reading.objects.overall(), to_attr="overall"))
    )
    found: dict[int, list[Hook]] = {}
    for metric in metrics:
        reading = metric.overall[0] if metric.overall else None
        hook = Hook(
            icon="metrics",
            label=metric.name,
            value=words.value_of(metric, reading.value) if reading and reading.value is not None else _("no figure yet"),
            state=_STATES[State(reading.state)] if reading else "",
            url=metric.get_absolute_url(),
        )
        for line in {metric.line_id, *(each.pk for each in metric.watches.all())} & set(lines):
            found.setdefault(line, []).append(hook)
    return found


def holes(version: Any, person: Any) -> list[Hole]:
    """What the metrics of a charter lack. Five queries."""
    wordings = {
        each.line_id: each for each in version.wordings.filter(is_note=False, section__in=["responsibilities", "metrics"])
    }
    watched = set(Metric.objects.in_use().filter(watches__in=wordings).values_list("watches", flat=True))
    found = [
        Hole(
            "responsibility_unwatched", gettext_lazy("Responsibilities that no metric watches"), line, wording.text,
            gettext_lazy("Link a metric"), _url("metrics:index"),
        )
        for line, wording in wordings.items() if wording.section == "responsibilities" and line not in watched
    ]  # fmt: skip
    metrics = Metric.objects.in_use().filter(line__in=wordings).annotate(
        is_fed=Exists(Figure.objects.filter(series__measure__metrics=OuterRef("pk")))
    )  # fmt: skip
    for metric in metrics:
        url = metric.get_absolute_url()
        if not metric.formula:
            found.append(
                Hole(
                    "metric_formula",
                    gettext_lazy("Metrics without a formula"),
                    metric.line_id,
                    metric.name,
                    gettext_lazy("Say how it is computed"),
                    url,
                )
            )
        elif not metric.is_fed:
            found.append(
                Hole(
                    "metric_figures",
                    gettext_lazy("Metrics that nobody feeds"),
                    metric.line_id,
                    metric.name,
                    gettext_lazy("Add figures"),
                    url,
                )
            )
        if metric.owner_id is None:
            text = f"{metric.name} · {metric.owner_text}" if metric.owner_text else metric.name
            found.append(
                Hole("metric_owner", gettext_lazy("Metrics that nobody owns"), metric.line_id, text, gettext_lazy("Say who"), url)
            )
    return found + _without_reference(wordings)


def _without_reference(wordings) -> list[Hole]:
    """Thresholds that compare with a benchmark or a target which nobody has stated."""
    rows = (
        Threshold.objects.in_use()
        .filter(line__in=wordings, metric__retired_at=None)
        .exclude(rule__isnull=True)
        .select_related("metric")
    )
    stated = set(Reference.objects.filter(metric__line__in=wordings).values_list("metric_id", "kind"))
    titles = {
        "benchmark": (gettext_lazy("Thresholds without their benchmark"), gettext_lazy("State the benchmark")),
        "target": (gettext_lazy("Thresholds without their target"), gettext_lazy("State the target")),
    }
    return [
        Hole(
            f"threshold_{kind}",
            titles[kind][0],
            each.line_id,
            each.sentence or each.metric.name,
            titles[kind][1],
            each.metric.get_absolute_url(),
        )
        for each in rows
        if (kind := each.rule.get("reference")) in titles and (each.metric_id, kind) not in stated
    ]


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
