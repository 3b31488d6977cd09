"""Whether a name answers what somebody typed in a hurry: words in any order, begun, shortened or misspelt. Pure."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from regie.lib.text import plain

_WORD = re.compile(r"\w+")
SHORT = 3  # fewer letters than this are taken as they are
LIKE = 0.8


def nearness(sought: str, name: str) -> int | None:
    """How far `name` is from `sought`, both plain (`lib.text.plain`): 0 it is in it, 1 its words begin so, 2 it is much like it,
    None it is not."""
    if sought in name:
        return 0
    asked, names = _WORD.findall(sought), _WORD.findall(name)
    if not asked:
        return None
    if all(any(each.startswith(word) for each in names) for word in asked):
        return 1
    return 2 if all(any(_is_like(word, each) for each in names) for word in asked) else None


def nearest(sought: str, names: list[str]) -> list[int]:
    """The places of those of `names` that answer `sought`, nearest first, otherwise in their order."""
    needle = plain(sought)
    found = [(far, place) for place, name in enumerate(names) if (far := nearness(needle, plain(name))) is not None]
    best = min((far for far, _place in found), default=0)
    return [place for far, place in sorted(found) if far <= max(best, 1)]


def _is_like(word: str, name: str) -> bool:
    if name.startswith(word):
        return True
    if len(word) < SHORT or word[0] != name[0]:
        return False
    begun = name[: len(word) + 1]
    letters = iter(name)
    return (len(word) * 2 > len(name) and all(letter in letters for letter in word)) or SequenceMatcher(
        None, word, begun, autojunk=False
    ).ratio() >= LIKE
