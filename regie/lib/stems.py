"""Words as a search compares them: without capitals, accents and plural, in French and in English alike. Pure.

It is no dictionary. It only takes off what makes two forms of one word differ in writing: “Campagnes” and “campagne”,
“journaux” and “journal”, “companies” and “company”. The same is done to what is sought and to what is searched.
"""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
LONG_ENOUGH = 4  # shorter words are left alone: bus, cas, mix


def stem(word: str) -> str:
    """The part that stays when a word goes into the plural; `word` is one word."""
    bare = _bare(word)
    if len(bare) < LONG_ENOUGH or bare.isdigit():
        return bare
    if bare.endswith("eaux"):
        bare = bare[:-1]
    elif bare.endswith("aux") and len(bare) > LONG_ENOUGH:
        bare = bare[:-2] + "l"
    elif bare.endswith("ux") or (bare.endswith("s") and not bare.endswith("ss")):
        bare = bare[:-1]
    bare = bare.rstrip("e") if len(bare) >= LONG_ENOUGH else bare
    return bare[:-1] + "i" if bare.endswith("y") else bare


def spans(text: str) -> list[tuple[int, int, str]]:
    """Each word of `text` as (begin, end, stem)."""
    return [(found.start(), found.end(), stem(found[0])) for found in WORD.finditer(text)]


def stems(text: str) -> list[str]:
    return [stem(found) for found in WORD.findall(text)]


def folded(text: str) -> str:
    """All stems with a space before and behind each: " la campagn d ete ", so that " campagn" finds a beginning of a word."""
    return f" {' '.join(stems(text))} " if text else ""


def _bare(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
