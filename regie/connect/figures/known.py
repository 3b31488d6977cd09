"""What Régie already knows: measures by any of their names, dimensions and their values. Loaded once for a whole file."""

from __future__ import annotations

from collections import Counter, defaultdict
from difflib import get_close_matches

from regie.lib.tables.dates import plain
from regie.metrics.engine.address import folded
from regie.metrics.models import Measure, Series

USUAL_DIMENSIONS = ("channel", "campaign", "platform", "audience", "competitor")
ENOUGH = 50_000  # values of one dimension that are looked at for likeness


class Known:
    def __init__(self) -> None:
        self.measures = list(Measure.objects.in_use().order_by("name"))
        self.by_key = {measure.key: measure for measure in self.measures}
        self._by_name = {
            name: measure
            for measure in self.measures
            for name in (plain(measure.name), plain(measure.key.replace("_", " ")), measure.key)
        }
        declared = Counter(dimension for measure in self.measures for dimension in measure.dimensions)
        self.dimensions = [*declared, *(usual for usual in USUAL_DIMENSIONS if usual not in declared)]
        self.values: dict[str, dict[str, str]] = defaultdict(dict)  # dimension → {folded: as first written}
        for dimensions in Series.objects.exclude(dimensions={}).values_list("dimensions", flat=True).iterator(5000):
            for dimension, value in dimensions.items():
                self.values[dimension].setdefault(folded(value), value)

    def measure(self, name: str) -> Measure | None:
        """By its key or its name; a unit in brackets after the name is passed over: “Spend (€)”."""
        words = plain(name)
        return self._by_name.get(words) or self._by_name.get(words.split(" (")[0].split(" [")[0].strip())

    def knows_measures(self, cells: list[str]) -> bool:
        return bool(cells) and sum(self.measure(cell) is not None for cell in cells) * 2 >= len(cells)

    def value(self, dimension: str, word: str) -> str | None:
        return self.values[dimension].get(folded(word))

    def like_value(self, dimension: str, word: str) -> str:
        """A known value that the word is probably meant to be; "" when it is rather a new one."""
        known = self.values[dimension]
        found = get_close_matches(folded(word), list(known)[:ENOUGH], 1, 0.84) if len(word) > 3 else []
        return known[found[0]] if found and not _counts_up(folded(word), found[0]) else ""

    def like_measure(self, word: str) -> str:
        found = get_close_matches(plain(word), list(self._by_name), 1, 0.8)
        return self._by_name[found[0]].name if found else ""

    def only_measure_in(self, file_name: str) -> str:
        """The key of a measure that the file is named after; the longest name wins."""
        words = f" {plain(file_name.rsplit('.', 1)[0].replace('_', ' ').replace('-', ' '))} "
        named = [
            measure
            for measure in self.measures
            if f" {plain(measure.name)} " in words or f" {plain(measure.key.replace('_', ' '))} " in words
        ]
        return max(named, key=lambda measure: len(measure.name)).key if named else ""


def _counts_up(one: str, other: str) -> bool:
    """Spring 2025 and Spring 2026 are two campaigns, not a slip of the pen."""
    digits = ["".join(char for char in word if char.isdigit()) for word in (one, other)]
    return digits[0] != digits[1]
