"""The words that the check knows, by language, as stems; kept in `en.toml` and `fr.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from regie.lib.stems import stem, stems

LANGUAGES = ("fr", "en")
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    verbs: dict[str, str]  # stem → family: up, down, move, win, keep, convert, make, vague
    verbs_or_nouns: frozenset[str]
    changes: frozenset[str]
    phrases: dict[str, tuple[Phrase, ...]]  # superlative, fuzzy, someday, also, people, scope
    sets: dict[str, frozenset[str]]  # kept, joints, purpose, pronouns, determiners, asides
    jargon: tuple[tuple[Phrase, str], ...]  # longest first, with the plain words
    small: frozenset[str]


@cache
def lexicon(language: str) -> Lexicon:
    words = tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8"))
    listed = words["phrases"]
    phrases = ("superlative", "fuzzy", "someday", "also", "people", "scope")
    jargon = [(tuple(stems(way)), plain) for ways, plain in words["jargon"].items() for way in ways.split("|")]
    return Lexicon(
        verbs={stem(verb): family for family, verbs in words["verbs"].items() for verb in verbs if " " not in verb},
        verbs_or_nouns=_stems(words["verbs_or_nouns"]["words"]),
        changes=_stems(words["changes"]["words"]),
        phrases={name: tuple(tuple(stems(phrase)) for phrase in listed[name]) for name in phrases},
        sets={name: _stems(value) for name, value in listed.items() if name not in phrases},
        jargon=tuple(sorted(jargon, key=lambda each: -len(each[0]))),
        small=_stems(words["other"]["small"]),
    )


def _stems(words: list[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in words)
