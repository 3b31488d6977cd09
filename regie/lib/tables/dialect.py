"""How a text's cells are parted: the delimiter, the quote, and Excel's own `sep=` line."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass

DELIMITERS = (";", ",", "\t", "|")


@dataclass(frozen=True)
class Dialect:
    delimiter: str = ","
    quote: str = '"'
    skip: int = 0  # lines before the first that count: `sep=;`


def dialect_of(sample: str) -> Dialect:
    """The delimiter that parts most lines into the same number of cells. One column alone reads with a comma."""
    first = sample.partition("\n")[0]
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return Dialect(first.strip()[4], '"', 1)
    lines = sample.splitlines()
    if len(lines) > 3 and not sample.endswith("\n"):
        lines = lines[:-1]  # cut in the middle
    best, best_score = Dialect(), 0.0
    for quote in ('"', "'"):
        if quote == "'" and not _quotes_cells(lines):
            continue
        for delimiter in DELIMITERS:
            score = _evenness(lines, delimiter, quote) * (1.02 if quote == "'" else 1)
            if score > best_score:
                best, best_score = Dialect(delimiter, quote), score
    return best


def _quotes_cells(lines: list[str]) -> bool:
    """Single quotes around cells, and not the apostrophes of French."""
    return sum(line.lstrip().startswith("'") and line.rstrip().endswith("'") for line in lines[:50]) > len(lines[:50]) / 2


def _evenness(lines: list[str], delimiter: str, quote: str) -> float:
    try:
        widths = Counter(len(row) for row in csv.reader(lines[:300], delimiter=delimiter, quotechar=quote) if any(row))
    except csv.Error:
        return 0.0
    if not widths:
        return 0.0
    width, count = max(
        ((width, count) for width, count in widths.items() if width > 1), key=lambda of: (of[1], of[0]), default=(1, 0)
    )
    return count / widths.total() * (1 + min(width, 20) / 100)
