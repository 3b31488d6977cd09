"""What the check answers: a state for each letter, with what was found and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    GOOD = "good"
    WATCH = "watch"
    MISSING = "missing"
    UNJUDGED = "unjudged"  # a text in a language that the check does not read


@dataclass(frozen=True)
class Remark:
    """One sentence about the objective; `begin` and `end` mark the words of the text that it speaks of, if it speaks of some."""

    code: str
    says: str
    begin: int = -1
    end: int = -1

    def __str__(self) -> str:
        return self.says


@dataclass(frozen=True)
class Letter:
    letter: str  # S, M, A, R or T, in both languages
    name: str
    state: State
    found: tuple[Remark, ...] = ()
    advice: tuple[Remark, ...] = ()

    @property
    def is_good(self) -> bool:
        return self.state == State.GOOD


@dataclass(frozen=True)
class Brevity:
    """How short and plain the text is. `ease` is Björnsson's LIX (words in a sentence plus share of words above six letters): below
    40 is easy, above 60 hard; None for a text too short to say."""

    state: State
    words: int
    aim: int
    long_words: tuple[str, ...] = ()
    long_share: float = 0.0
    ease: float | None = None
    jargon: tuple[tuple[str, str], ...] = ()
    advice: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Check:
    language: str  # "fr" or "en"; empty where the text could not be read
    letters: tuple[Letter, ...]
    brevity: Brevity
    note: str = ""  # why the wording was not judged

    @property
    def is_smart(self) -> bool:
        """Whether every letter is good; being short is a help and no condition."""
        return all(each.is_good for each in self.letters)

    @property
    def good(self) -> int:
        return sum(each.is_good for each in self.letters)

    def letter(self, name: str) -> Letter:
        return next(each for each in self.letters if each.letter == name)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Every advice, in the order of the letters."""
        return tuple(remark for letter in self.letters for remark in letter.advice) + self.brevity.advice

    @property
    def marked(self) -> tuple[Remark, ...]:
        """Those that point at words of the text, in the order of the text."""
        return tuple(sorted((each for each in self.remarks if each.begin >= 0), key=lambda each: (each.begin, each.end)))
