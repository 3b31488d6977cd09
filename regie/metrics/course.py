"""The course of one metric as its page shows it: points with their band, by dimension, against a year before, down to the figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from django.db.models import Count, Max, Min, Sum
from django.utils import timezone

from regie.lib.periods import Grain, Period
from regie.metrics import words
from regie.metrics.catalogue import Catalogue
from regie.metrics.engine.address import folded
from regie.metrics.engine.compiled import Table
from regie.metrics.engine.course import Course
from regie.metrics.engine.figures import Figures
from regie.metrics.evaluation import Plan, compute, load, needed_measures, plans_for
from regie.metrics.judging import Judgement, judgement
from regie.metrics.loading import figures_of
from regie.metrics.models import Batch, Figure, Measure, Metric, Replaced, State
from regie.metrics.papers import Paper, papers
from regie.people.models import Person

RANGES = {"6": 6, "14": 14, "26": 26, "all": 0}  # how many periods are shown; 0 for all


@dataclass(frozen=True)
class Dot:
    """One period: its value, or why there is none; the band there; how it stands."""

    period: Period
    value: float | None
    reason: str = ""
    low: float | None = None
    high: float | None = None
    state: str = State.UNJUDGED
    formula: int = 0

    @property
    def distance(self) -> float | None:
        """From the edge that is nearest to being crossed; positive outside the band."""
        if self.value is None:
            return None
        gaps = [
            gap
            for gap in (
                None if self.high is None else self.value - self.high,
                None if self.low is None else self.low - self.value,
            )
            if gap is not None
        ]
        return max(gaps) if gaps else None


@dataclass
class Told:
    """A metric computed from its figures, now: about eight queries whatever its age."""

    metric: Metric
    plan: Plan
    figures: dict[str, Figures]
    catalogue: Catalogue
    today: date = field(default_factory=timezone.localdate)
    _dots: dict[tuple[str, str], list[Dot]] = field(default_factory=dict, repr=False)
    _parts: dict[tuple[str, str], dict[str, dict[Period, float | None]]] = field(default_factory=dict, repr=False)

    @property
    def course(self) -> Course | None:
        return self.plan.courses.get(Grain(self.metric.shown))

    @cached_property
    def judgements(self) -> list[Judgement]:
        found = []
        for threshold in self.plan.thresholds:
            rule = threshold.read_rule
            if rule and threshold.is_confirmed and (each := judgement(self.plan, rule, self.figures, self.today, threshold)):
                found.append(each)
        return found

    def groups(self, dimension: str) -> list[str]:
        """The values of a dimension that have figures."""
        if self.course is None:
            return []
        return [value for dim, value in self.course.frame.groups if dimension and dim == dimension]

    def dots(self, dimension: str = "", value: str = "", last: int = 0) -> list[Dot]:
        """Every period from the first figure to the last ended one, oldest first; `last` keeps that many."""
        if (dimension, value) not in self._dots:
            self._dots[dimension, value] = self._computed_dots(dimension, value)
        dots = self._dots[dimension, value]
        return dots[-last:] if last else list(dots)

    def _computed_dots(self, dimension: str, value: str) -> list[Dot]:
        found = self.course
        row = found.row(dimension, value) if found else None
        if found is None or row is None:
            return []
        low, high, over = self._band(row, dimension)
        ended = min(max(Period.of(self.today, found.frame.grain).index - found.frame.first, 0), found.frame.length)
        dots = []
        numbers, lows, highs, versions = _known(found.values[row]), _known(low), _known(high), found.versions.tolist()
        periods, over = found.periods, over.tolist()
        for column in range(ended or found.frame.length):
            measured, bottom, top = numbers[column], lows[column], highs[column]
            missing = found.missing(row, column) if measured is None else None
            reason = (
                words.reason_words(missing.reason.word, self.catalogue.names.get(missing.about, missing.about)) if missing else ""
            )
            if measured is None:
                state = State.WAIT
            elif over[column]:
                state = State.BREACH
            else:
                state = State.GOOD if bottom is not None or top is not None else State.UNJUDGED
            dots.append(Dot(periods[column], measured, reason, bottom, top, state, versions[column]))
        first = next((place for place, dot in enumerate(dots) if dot.value is not None), len(dots))
        return dots[first:]

    def _band(self, row: int, dimension: str):
        """Edges and whether one is crossed, by column, from the rules that look at this group at the shown grain."""
        assert self.course
        length = self.course.frame.length
        low, high, over = np.full(length, np.nan), np.full(length, np.nan), np.zeros(length, dtype=bool)
        for each in self.judgements:
            if each.course is not self.course or each.rule.dimension != dimension:
                continue
            if each.rule.side == "below":
                low = np.fmax(low, each.verdict.edge[row])
            else:
                high = np.fmin(high, each.verdict.edge[row])
            over |= each.verdict.now[row] == 1
        return low, high, over

    def measures(self) -> list[Measure]:
        return self.catalogue.measures(self.plan.needs)

    def parts(self, dimension: str = "", value: str = "") -> dict[str, dict[Period, float | None]]:
        """What the formula is made of, by measure and period, at the shown grain."""
        if (dimension, value) not in self._parts:
            self._parts[dimension, value] = self._computed_parts(dimension, value)
        return self._parts[dimension, value]

    def _computed_parts(self, dimension: str, value: str) -> dict[str, dict[Period, float | None]]:
        found = self.course
        row = found.row(dimension, value) if found else None
        if found is None or row is None:
            return {}
        table = Table(self.figures, found.frame)
        made = {}
        for key in self.plan.needs:
            values = _known(table.column(key).values[row])
            made[key] = dict(zip(found.periods, values, strict=True))
        return made


def _known(values: np.ndarray) -> list[float | None]:
    """One row as numbers, None where there is none."""
    return [None if value != value else value for value in values.tolist()]


def told(metric: Metric) -> Told:
    catalogue = Catalogue()
    plans = plans_for(load([metric.pk]), catalogue)
    figures = figures_of(needed_measures(plans, catalogue))
    compute(plans, figures)
    return Told(plans[0].metric, plans[0], figures, catalogue)


@dataclass(frozen=True)
class Origin:
    """Where a part of a number comes from: one batch's share of a measure in a period."""

    batch: Batch
    rows: int
    first_row: int
    last_row: int
    total: float
    paper: Paper | None = None


@dataclass(frozen=True)
class Ingredient:
    """One measure of a formula in a period: its value and the batches that brought its figures."""

    measure: Measure
    value: float | None
    figures: int
    origins: list[Origin]


@dataclass(frozen=True)
class Provenance:
    """Where a value comes from: the formula with its numbers, each measure, each batch."""

    dot: Dot
    sentence: str
    formula: str
    number: int
    since: date | None
    ingredients: list[Ingredient]


def provenance(page: Told, dot: Dot, dimension: str = "", value: str = "") -> Provenance:
    """Two queries: figures grouped by measure and batch, and those batches with their people and files."""
    period = dot.period
    formula = next((each for each in page.metric.formulas.all() if each.number == dot.formula), None)
    parts = page.parts(dimension, value)
    measures = page.measures()
    figures = Figure.objects.filter(series__measure__in=measures).between(period.start, period.end)
    if dimension:
        figures = figures.filter(series__in=_series_of(measures, dimension, value))
    rows = list(
        figures.order_by().values("series__measure", "batch").annotate(
            many=Count("id"), first=Min("row"), last=Max("row"), total=Sum("value")
        )
    )  # fmt: skip
    batches = Batch.objects.select_related("by", "file").in_bulk({row["batch"] for row in rows})
    ingredients = []
    for measure in measures:
        mine = [row for row in rows if row["series__measure"] == measure.pk]
        cell = {dimension: value} if dimension else {}
        ways = papers((batches[row["batch"]], cell, period) for row in mine)
        origins = [
            Origin(batches[row["batch"]], row["many"], row["first"], row["last"], row["total"], way)
            for row, way in zip(mine, ways, strict=True)
        ]
        origins.sort(key=lambda origin: -origin.rows)
        ingredients.append(Ingredient(measure, parts.get(measure.key, {}).get(period), sum(row["many"] for row in mine), origins))
    text = formula.text if formula else page.metric.formula
    return Provenance(
        dot, _with_numbers(page, text, ingredients, dot), text, dot.formula, formula.since if formula else None, ingredients
    )


def _series_of(measures, dimension: str, value: str):
    from regie.metrics.models import Series

    wanted = folded(value)
    return [
        pk
        for pk, dimensions in Series.objects.filter(measure__in=measures).values_list("pk", "dimensions")
        if folded(dimensions.get(dimension, "")) == wanted
    ]


def _with_numbers(page: Told, text: str, ingredients: list[Ingredient], dot: Dot) -> str:
    """The formula with each measure replaced by its number: €37,999 ÷ 892 = €42.60."""
    parsed = page.catalogue.kept(text)
    if parsed is None:
        return ""
    numbers = {each.measure.key: words.figure_of(each.measure, each.value) for each in ingredients}
    names = {key: numbers.get(key) or page.catalogue.names.get(key, key) for key in parsed.keys}
    written = parsed.tree.written(lambda key: f"\0{key}\0").replace(" * ", " × ").replace(" / ", " ÷ ").replace(" - ", " − ")
    for key, said in names.items():
        written = written.replace(f"\0{key}\0", said)
    return f"{written} = {words.value_of(page.metric, dot.value)}"


def formula_words(catalogue: Catalogue, text: str) -> str:
    """The formula as one reads it, with names."""
    parsed = catalogue.kept(text)
    return parsed.display(catalogue.names) if parsed else text


@dataclass(frozen=True)
class Line:
    """One figure with all that is known of it: series, batch, row, and what it was before."""

    figure: Figure
    before: list[Replaced]
    paper: Paper | None = None


def figures_behind(page: Told, period: Period, dimension: str = "", value: str = "", limit: int = 200) -> tuple[list[Line], int]:
    """The figures of a period, newest change first, at most `limit` of them, and how many there are. Four queries."""
    measures = page.measures()
    figures = Figure.objects.filter(series__measure__in=measures).between(period.start, period.end)
    if dimension:
        figures = figures.filter(series__in=_series_of(measures, dimension, value))
    many = figures.count()
    shown = list(
        figures.select_related("series__measure", "batch__by", "batch__file").order_by("series__measure", "series", "period")[
            :limit
        ]
    )
    replaced: dict[tuple[int, date], list[Replaced]] = {}
    series = {figure.series_id for figure in shown}
    history = Replaced.objects.filter(series__in=series, period__gte=period.start, period__lte=period.end)
    for each in history.select_related("old_batch__by", "batch__by").order_by("-id"):
        replaced.setdefault((each.series_id, each.period), []).append(each)
    ways = papers_of(shown)
    lines = [
        Line(figure, replaced.get((figure.series_id, figure.period), []), way) for figure, way in zip(shown, ways, strict=True)
    ]
    return lines, many


def papers_of(figures: list[Figure]) -> list[Paper | None]:
    """What each was made of, where a room wrote it by itself. Of figures read with their series, measure and batch."""
    return papers((each.batch, each.series.dimensions, Period.of(each.period, each.series.measure.rhythm)) for each in figures)


def owners() -> list[Person]:
    return list(Person.objects.team())
