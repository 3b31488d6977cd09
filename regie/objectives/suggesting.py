"""Themes that texts suggest by the words they share. Pure: it proposes, the facilitator decides.

A group gathers the texts that share a stem which is neither in most texts nor in one alone; the stem that gathers most comes first.
Its name is the word as it was written most often.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from regie.lib.stems import spans

FEWEST_TEXTS = 3  # that share a word, before it is worth a theme
MOST_GROUPS = 8
SHORTEST = 4

_EMPTY = set(
    [
        "avec",
        "dans",
        "pour",
        "plus",
        "moins",
        "faire",
        "fait",
        "faut",
        "notre",
        "votre",
        "leur",
        "leurs",
        "nous",
        "vous",
        "elle",
        "elles",
        "cette",
        "cela",
        "comme",
        "tout",
        "toute",
        "tous",
        "toutes",
        "sans",
        "sous",
        "entre",
        "aussi",
        "bien",
        "mieux",
        "tres",
        "trop",
        "etre",
        "avoir",
        "devrait",
        "devraient",
        "doit",
        "doivent",
        "peut",
        "pouvoir",
        "quand",
        "quoi",
        "dont",
        "mais",
        "donc",
        "encore",
        "meme",
        "autre",
        "autres",
        "chaque",
        "chez",
        "vers",
        "apres",
        "avant",
        "depuis",
        "parce",
        "alors",
        "quelque",
        "quelques",
        "beaucoup",
        "peu",
        "marketing",
        "objectif",
        "objectifs",
        "client",
        "that",
        "this",
        "with",
        "from",
        "have",
        "more",
        "less",
        "than",
        "they",
        "them",
        "their",
        "there",
        "what",
        "when",
        "which",
        "would",
        "should",
        "could",
        "about",
        "into",
        "over",
        "your",
        "ours",
        "been",
        "being",
        "does",
        "doing",
        "make",
        "made",
        "many",
        "much",
        "most",
        "some",
        "such",
        "very",
        "also",
        "only",
        "just",
        "each",
        "every",
        "other",
        "others",
        "after",
        "before",
        "because",
        "while",
        "need",
        "needs",
        "want",
        "wants",
        "objective",
        "objectives",
        "customer",
        "customers",
    ]
)


@dataclass(frozen=True)
class Group:
    name: str
    keys: list[Hashable]


def groups(texts: Iterable[tuple[Hashable, str]]) -> list[Group]:
    """`texts` as (key, words); each key in one group at most, in the order of size."""
    holders: dict[str, list[Hashable]] = defaultdict(list)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    many = 0
    for key, text in texts:
        many += 1
        seen = set()
        for begin, end, stem in spans(text):
            word = text[begin:end]
            if len(stem) < SHORTEST or stem in _STEMS or stem.isdigit():
                continue
            written[stem][word.lower()] += 1
            if stem not in seen:
                seen.add(stem)
                holders[stem].append(key)
    taken: set[Hashable] = set()
    found: list[Group] = []
    while len(found) < MOST_GROUPS:
        free = {
            stem: [key for key in keys if key not in taken] for stem, keys in holders.items() if len(keys) < max(many * 0.7, 4)
        }
        best = max(free.items(), key=lambda entry: (len(entry[1]), entry[0]), default=("", []))
        if len(best[1]) < FEWEST_TEXTS:
            break
        stem, keys = best
        name = written[stem].most_common(1)[0][0]
        found.append(Group(name[:1].upper() + name[1:], keys))
        taken.update(keys)
    return found


_STEMS = {stem for word in _EMPTY for _begin, _end, stem in spans(word)}
