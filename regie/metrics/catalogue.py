"""The measures and metrics that formulas may name, read in two queries; formulas parsed at most once.

Of measures only keys and names are read; whole ones come when they are asked for, together.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from regie.metrics.engine.formula import FormulaError, Parsed, Vocabulary, parse
from regie.metrics.engine.tree import Node, cycle, with_metrics

if TYPE_CHECKING:
    from regie.metrics.models import Measure


class Catalogue:
    def __init__(self) -> None:
        from regie.metrics.models import Measure, Metric

        measures = Measure.objects.order_by("pk").values_list("key", "name", "pk")
        rows = Metric.objects.in_use().order_by("pk").values_list("key", "name", "formula", "pk")
        self.names = {}
        self._measures: dict[str, int] = {}
        self._loaded: dict[str, Measure] = {}
        for key, name, pk in measures:
            self.names[key], self._measures[key] = name, pk
        self.formulas: dict[str, str] = {}
        self.numbers: dict[str, int] = {}
        for key, name, formula, pk in rows:
            self.names[key], self.formulas[key], self.numbers[key] = name, formula, pk
        self._parsed: dict[str, Parsed] = {}

    def measures(self, keys: Iterable[str]) -> list[Measure]:
        """The measures of these keys, in their order; what is no measure is left out. One query for those not read yet."""
        from regie.metrics.models import Measure

        wanted = [key for key in keys if key in self._measures]
        if missing := [self._measures[key] for key in wanted if key not in self._loaded]:
            self._loaded.update({each.key: each for each in Measure.objects.filter(pk__in=missing)})
        return [self._loaded[key] for key in wanted if key in self._loaded]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self.names, self.formulas)

    @cached_property
    def _keys(self) -> Vocabulary:
        """What is kept is written with keys, of things out of use too."""
        return _of_keys(tuple(self.names), tuple(self.formulas))

    def parse(self, text: str, *, for_metric: str = "") -> Parsed:
        """Read what a person wrote; raises `FormulaError`, also where `for_metric` would depend on itself."""
        parsed = parse(text, self.vocabulary)
        if for_metric:
            uses = {key: self._used_metrics(key) for key in self.formulas if key != for_metric}
            uses[for_metric] = set(parsed.keys & self.formulas.keys())
            if way := cycle(for_metric, uses):
                raise FormulaError("cycle", 0, len(text), " → ".join(self.names.get(key, key) for key in way))
        return parsed

    def kept(self, text: str) -> Parsed | None:
        """A formula as it is kept; None where there is none, or where it names what is no longer there."""
        if text not in self._parsed:
            try:
                self._parsed[text] = parse(text, self._keys)
            except FormulaError:
                return None
        return self._parsed[text]

    def _used_metrics(self, key: str) -> set[str]:
        parsed = self.kept(self.formulas[key])
        return set(parsed.keys & self.formulas.keys()) if parsed else set()

    def tree(self, text: str) -> Node | None:
        """The tree of a kept formula with the metrics it names replaced by theirs."""
        parsed = self.kept(text)
        if parsed is None:
            return None
        if not parsed.keys & self.formulas.keys():
            return parsed.tree
        trees = {key: found.tree for key in self._reached(parsed.keys) if (found := self.kept(self.formulas[key]))}
        return with_metrics(parsed.tree, trees)

    def _reached(self, keys) -> set[str]:
        reached: set[str] = set()
        todo = [key for key in keys if key in self.formulas]
        while todo:
            key = todo.pop()
            if key not in reached:
                reached.add(key)
                todo += self._used_metrics(key)
        return reached

    def metrics_using(self, key: str) -> list[str]:
        """Names of the metrics whose formula names this measure or metric."""
        return [
            self.names[each]
            for each, text in self.formulas.items()
            if (parsed := self.kept(text)) and key in parsed.keys and each != key
        ]

    def dependents(self, key: str) -> set[str]:
        """Keys of this metric and of all that are computed from it."""
        found = {key}
        while more := {each for each in self.formulas if each not in found and self._used_metrics(each) & found}:
            found |= more
        return found

    def measures_of(self, tree: Node | None) -> set[str]:
        return {leaf.key for leaf in tree.leaves()} & self._measures.keys() if tree else set()

    def keep_measures_of(self, key: str) -> None:
        """Write down which measures a metric and its dependents need, after its formula changed."""
        from regie.metrics.models import Metric
        from regie.metrics.models.metric import in_force

        for metric in Metric.objects.filter(key__in=self.dependents(key)):
            needed: set[str] = set()
            for formula in in_force(metric.formulas.all()):
                needed |= self.measures_of(self.tree(formula.text))
            metric.measures.set(self.measures(sorted(needed)))


@lru_cache(maxsize=4)
def _of_keys(keys: tuple[str, ...], metrics: tuple[str, ...]) -> Vocabulary:
    """Kept from page to page: a thousand names are folded for it."""
    return Vocabulary({key: key for key in keys}, metrics)
