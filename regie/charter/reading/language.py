"""French or English, by the small words that only one of them has."""

import re

from .plain import fold

FRENCH = set(
    [
        "le",
        "la",
        "les",
        "des",
        "du",
        "une",
        "est",
        "et",
        "pour",
        "dans",
        "avec",
        "sur",
        "par",
        "qui",
        "aux",
        "ce",
        "cette",
        "nos",
        "notre",
        "pas",
        "sont",
        "au",
        "en",
    ]
)
ENGLISH = set(
    [
        "the",
        "of",
        "and",
        "to",
        "for",
        "with",
        "is",
        "are",
        "that",
        "this",
        "our",
        "by",
        "from",
        "as",
        "at",
        "be",
        "or",
        "it",
        "we",
        "which",
        "on",
        "an",
    ]
)


def language_of(lines: list[str]) -> str:
    """`fr` or `en`; French where the two weigh the same and an accent is found."""
    french = english = 0
    for line in lines[:2000]:
        for word in re.findall(r"[a-z]+", fold(line[:4000])):
            french += word in FRENCH
            english += word in ENGLISH
    if french == english:
        return "fr" if any(re.search("[éèêàçùœ]", line) for line in lines[:2000]) else "en"
    return "fr" if french > english else "en"
