"""Figures that would count twice: a total beside its parts, or two ways to split the same amount.

A measure whose figures are added up is told apart by *shape*: the dimensions that a figure names. What the engine does where two
shapes meet in one period is written in `engine.figures`; here it is said before anything is written, and on the measure's page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import batched, combinations
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext

from regie.metrics.models.units import AddsUp, Unit

Shape = tuple[str, ...]
TOTAL, NESTED, CROSSED = "total", "nested", "crossed"


@dataclass(frozen=True)
class Overlap:
    """`few` and `many` are the two shapes, the one of fewer dimensions first: `few` is empty for a total."""

    measure: str
    rhythm: str
    few: Shape
    many: Shape
    first: date
    last: date
    count: int

    @property
    def kind(self) -> str:
        if not self.few:
            return TOTAL
        return NESTED if set(self.few) < set(self.many) else CROSSED

    def as_json(self) -> dict[str, Any]:
        return {
            "measure": self.measure,
            "rhythm": self.rhythm,
            "few": list(self.few),
            "many": list(self.many),
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "count": self.count,
        }

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Overlap:
        first, last = date.fromisoformat(plain["first"]), date.fromisoformat(plain["last"])
        return cls(plain["measure"], plain["rhythm"], tuple(plain["few"]), tuple(plain["many"]), first, last, plain["count"])

    def __str__(self) -> str:
        facts = {
            "measure": self.measure,
            "few": _names(self.few),
            "many": _names(self.many),
            "periods": self.periods,
        }
        if self.kind == TOTAL:
            return (
                gettext(
                    "%(measure)s, %(periods)s: a figure for all stands beside figures by %(many)s. Régie counts the figure for all "
                    "alone and does not add the others to it. Write the total or its parts, not both; give what no %(many)s "
                    "accounts for a name of its own, such as “Other”."
                )
                % facts
            )
        if self.kind == NESTED:
            return (
                gettext(
                    "%(measure)s, %(periods)s: figures by %(few)s stand beside figures by %(many)s. Where both speak of the same "
                    "thing, Régie counts those by %(few)s alone. Write one of the two."
                )
                % facts
            )
        return (
            gettext(
                "%(measure)s, %(periods)s: figures by %(few)s stand beside figures by %(many)s. Régie adds both up: if they are two "
                "ways to split the same amount, it counts twice. Keep one of the two, or write each figure with both names."
            )
            % facts
        )

    @property
    def periods(self) -> str:
        from regie.metrics import words

        first = words.period_inline(self.first, self.rhythm)
        if self.count == 1:
            return first
        span = {"first": first, "last": words.period_inline(self.last, self.rhythm), "count": self.count}
        return (
            ngettext("%(first)s to %(last)s (%(count)s period)", "%(first)s to %(last)s (%(count)s periods)", self.count) % span
        )


class Shapes:
    """Which shapes figures have, by measure and period: `into(measure, dimensions)` is the set that takes the periods."""

    def __init__(self) -> None:
        self.found: dict[int, dict[Shape, set[date]]] = {}
        self._places: dict[tuple[int, str], set[date]] = {}

    def note(self, measure_id: int, address: str, dimensions: Mapping[str, str], period: date) -> None:
        """One figure of a series, told by its address: a million of them must cost little."""
        place = self._places.get((measure_id, address))
        if place is None:
            place = self._places[measure_id, address] = self.into(measure_id, dimensions)
        place.add(period)

    def into(self, measure_id: int, dimensions: Mapping[str, str]) -> set[date]:
        return self.found.setdefault(measure_id, {}).setdefault(shape_of(dimensions), set())

    def overlaps(self) -> list[Overlap]:
        """Those that these figures would bring about, beside each other or beside what is kept. Two queries, and one or more
        for each measure that has several shapes."""
        from regie.metrics.models import Measure

        measures = [each for each in Measure.objects.filter(pk__in=self.found) if _adds_up(each)]
        kept = _kept({each.pk for each in measures})
        found: list[Overlap] = []
        for measure in measures:
            come, series = self.found[measure.pk], kept.get(measure.pk, {})
            if len(come.keys() | series.keys()) > 1:
                days = [day for periods in come.values() for day in periods]
                stand = {shape: _periods(numbers, min(days), max(days)) for shape, numbers in series.items()} if days else {}
                found += _met(measure, come, stand)
        return found


def overlaps_in(measure) -> list[Overlap]:
    """Those that stand in a measure. One query where all its figures have one shape, and one for each shape where not."""
    if not _adds_up(measure):
        return []
    series = _kept({measure.pk}).get(measure.pk, {})
    if len(series) < 2:
        return []
    return _met(measure, {shape: _periods(numbers) for shape, numbers in series.items()}, {})


def shape_of(dimensions: Mapping[str, str]) -> Shape:
    return tuple(sorted(key for key, value in dimensions.items() if value))


def _adds_up(measure) -> bool:
    stacks = measure.unit in (Unit.COUNT, Unit.CURRENCY, Unit.DURATION)
    return measure.adds_up == AddsUp.SUM or (measure.adds_up == AddsUp.LAST and stacks)


def _kept(measures: Iterable[int]) -> dict[int, dict[Shape, list[int]]]:
    """Series by measure and shape."""
    from regie.metrics.models import Series

    found: dict[int, dict[Shape, list[int]]] = {}
    rows = Series.objects.filter(measure__in=measures).order_by().values_list("measure", "pk", "dimensions")
    for measure, number, dimensions in rows.iterator():
        found.setdefault(measure, {}).setdefault(shape_of(dimensions), []).append(number)
    return found


def _periods(series: list[int], first: date = date.min, last: date = date.max) -> set[date]:
    from regie.metrics.models import Figure

    found: set[date] = set()
    for some in batched(series, 500):
        figures = Figure.objects.filter(series__in=some).between(first, last).order_by()
        found.update(figures.values_list("period", flat=True).distinct())
    return found


def _met(measure, come: dict[Shape, set[date]], stand: dict[Shape, set[date]]) -> list[Overlap]:
    """Where two shapes meet in a period, unless both stood there before."""
    found = []
    nothing: set[date] = set()
    for few, many in combinations(sorted(come.keys() | stand.keys(), key=lambda shape: (len(shape), shape)), 2):
        new_few, new_many = come.get(few, nothing), come.get(many, nothing)
        old_few, old_many = stand.get(few, nothing), stand.get(many, nothing)
        met = ((new_few | old_few) & (new_many | old_many)) - (old_few & old_many)
        if met:
            found.append(Overlap(measure.name, measure.rhythm, few, many, min(met), max(met), len(met)))
    return found


def _names(shape: Shape) -> str:
    from regie.metrics.ruling import dimension_name

    return pgettext("dimensions", " and ").join(str(dimension_name(key)).lower() for key in shape)
