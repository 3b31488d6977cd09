"""Reads the text of a charter, French or English, into items that know their source line.

`read(text, filename)` → `Reading`; what is no charter raises `Unreadable`, whose sentence says what to do.
Pure Python: no model, no request. It never guesses: what it does not understand becomes a question.
"""

from .items import Item, LeftOut, Metric, Note, Placed, Question, Review, Threshold
from .reader import read
from .reading import Reading
from .unreadable import Unreadable

__all__ = [
    "Item", "LeftOut", "Metric", "Note", "Placed", "Question", "Reading", "Review", "Threshold", "Unreadable", "read",
]  # fmt: skip
