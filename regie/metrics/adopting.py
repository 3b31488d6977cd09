"""Metrics of the library taken into use: the measures that they need, and themselves, where the house does not have them yet.

adopting.standing(keys)         # key → metric that says it already: by its key, or by the same formula under another name
adopting.adopt(keys, by=person) # makes the others
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from regie.metrics.library import MEASURES, METRICS, Ready
from regie.metrics.models import Measure, Metric, Rhythm, Unit
from regie.people.models import Organisation


def make_measure(key: str, *, by, language: str, rhythm: str = Rhythm.MONTH) -> Measure:
    """The measure of the library with this key, in the house's words."""
    known = MEASURES[key]
    name = known.name(language)
    if Measure.objects.filter(name__iexact=name).exists():
        name = f"{name} ({key})"
    return Measure.create(
        by=by,
        key=key,
        name=name,
        unit=known.unit,
        adds_up=known.adds_up,
        rhythm=rhythm,
        dimensions=list(known.dimensions),
        about=known.about[language == "fr"],
        currency=Organisation.here().currency if known.unit == Unit.CURRENCY else "",
    )


def standing(keys: Iterable[str]) -> dict[str, Metric]:
    """Of these keys, those that a metric in use answers to. One query."""
    wanted = dict.fromkeys(keys)
    formulas = {METRICS[key].formula for key in wanted if key in METRICS}
    metrics = list(Metric.objects.in_use().filter(Q(key__in=list(wanted)) | Q(formula__in=formulas)).order_by("pk"))
    by_key = {metric.key: metric for metric in metrics}
    by_formula = {metric.formula: metric for metric in reversed(metrics) if metric.formula}
    found = {}
    for key in wanted:
        ready = METRICS.get(key)
        metric = by_key.get(key) or (by_formula.get(ready.formula) if ready else None)
        if metric is not None:
            found[key] = metric
    return found


def name_of(key: str, language: str) -> str:
    """What the library calls this metric; empty where it does not know it."""
    ready = METRICS.get(key)
    return ready.name[language.startswith("fr")] if ready else ""


def adopt(keys: Iterable[str], *, by) -> list[Metric]:
    """Metrics of these keys, made where they are not there; keys that the library does not know are passed over."""
    language = Organisation.here().language[:2]
    wanted = list(dict.fromkeys(keys))
    with transaction.atomic():
        found = standing(wanted)
        there = set(Measure.objects.values_list("key", flat=True))
        for key in wanted:
            if key in METRICS and key not in found:
                found[key] = _make(METRICS[key], there, language, by)
    return [found[key] for key in wanted if key in found]


def _make(ready: Ready, there: set[str], language: str, by) -> Metric:
    place = language == "fr"
    for key in (each for each in MEASURES if each not in there and each in ready.measures):
        make_measure(key, by=by, language=language, rhythm=ready.rhythm)
        there.add(key)
    name = ready.name[place]
    if Metric.objects.in_use().filter(name__iexact=name).exists():
        name = f"{name} ({ready.key})"
    taken = ready.key in there or Metric.objects.filter(key=ready.key).exists()  # one that was retired keeps its key
    return Metric.create(
        by=by,
        key="" if taken else ready.key,
        name=name,
        about=ready.about[place],
        formula=ready.formula,
        unit=ready.unit,
        direction=ready.direction,
        decimals=ready.decimals,
        measured=ready.rhythm,
    )
