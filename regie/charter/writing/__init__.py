"""Writes a charter as Markdown in the shape that `reading` reads, with French or English headings.

`write(reading, language)` → text; reading it again gives the same content. `rule_sentence` puts a rule
into words that the grammar of thresholds reads back.
"""

from .sentences import rule_sentence
from .writer import write

__all__ = ["rule_sentence", "write"]
