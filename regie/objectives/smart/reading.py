"""A draft read once: its language, its words, its numbers and its dates, for all letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from regie.lib.stems import spans, stems
from regie.objectives.smart.draft import Draft
from regie.objectives.smart.language import language_of
from regie.objectives.smart.lexicon import Lexicon, Phrase, lexicon
from regie.objectives.smart.quantities import Quantity, Role, quantities
from regie.objectives.smart.whens import When, whens


@dataclass(frozen=True)
class Word:
    begin: int
    end: int
    stem: str
    at: int  # its number in the text


@dataclass(frozen=True)
class Verb:
    word: Word
    family: str


@dataclass(frozen=True)
class Reading:
    draft: Draft
    today: date
    language: str  # empty where it is not read

    @property
    def text(self) -> str:
        return self.draft.text

    @property
    def lexicon(self) -> Lexicon:
        return lexicon(self.language)

    @cached_property
    def words(self) -> list[Word]:
        return [Word(begin, end, stem, at) for at, (begin, end, stem) in enumerate(spans(self.text))]

    @cached_property
    def whens(self) -> list[When]:
        return whens(self.text, self.draft.starts_on or self.today)

    @cached_property
    def quantities(self) -> list[Quantity]:
        return quantities(self.text, [(each.begin, each.end) for each in self.whens], self.language)

    @property
    def aims(self) -> list[Quantity]:
        """The numbers that may be what is aimed at."""
        return [each for each in self.quantities if each.role != Role.ASIDE]

    def said(self, begin: int, end: int) -> str:
        return self.text[begin:end]

    def phrases(self, name: str) -> Iterator[tuple[int, int]]:
        for phrase in self.lexicon.phrases[name]:
            yield from self.places(phrase)

    def places(self, phrase: Phrase) -> Iterator[tuple[int, int]]:
        """Where the words of `phrase` stand in a row."""
        size = len(phrase)
        for at in range(len(self.words) - size + 1):
            if tuple(word.stem for word in self.words[at : at + size]) == phrase:
                yield self.words[at].begin, self.words[at + size - 1].end

    def before(self, word: Word, by: int = 1) -> str:
        return self.words[word.at - by].stem if word.at >= by else ""

    def after(self, word: Word, by: int = 1) -> str:
        return self.words[word.at + by].stem if word.at + by < len(self.words) else ""

    @cached_property
    def verbs(self) -> list[Verb]:
        """The action verbs we know, in order; in English only where the word cannot well be a noun."""
        found = []
        for word in self.words:
            family = self.lexicon.verbs.get(word.stem)
            if family and self._acts(word):
                found.append(Verb(word, family))
        return found

    def _acts(self, word: Word) -> bool:
        if self.language == "fr":
            return True
        if word.at == 0 or word.stem not in self.lexicon.verbs_or_nouns:
            return True
        follows = self.after(word)
        led = self.before(word) in {"to", "will", "we", "shall", "must", "should"}
        return led or follows in self.lexicon.sets["determiners"] or follows[:1].isdigit() or self._is_done_by_somebody(word)

    def _is_done_by_somebody(self, word: Word) -> bool:
        """“Jonas raises trial rides”: in English a name, then a verb in the third person with what it acts upon."""
        said, first = self.text[word.begin : word.end], self.words[0]
        if word.at != 1 or not said.endswith("s") or said.endswith("ss") or not self.text[first.begin : first.end].istitle():
            return False
        follows = self.after(word)
        return (
            bool(follows)
            and first.stem not in self.lexicon.verbs
            and follows not in self.lexicon.verbs
            and follows not in _LEADS_ON
        )

    @cached_property
    def known(self) -> frozenset[str]:
        """Stems of the names that the draft must use: its metric, audience and responsibility."""
        draft = self.draft
        return frozenset(stems(f"{draft.metric_name} {draft.audience} {draft.responsibility}"))


_LEADS_ON = {"of", "in", "from", "to", "for", "by", "and", "or", "at", "on", "with", "per", "is", "are"}


def read(draft: Draft, today: date) -> Reading:
    return Reading(draft, today, language_of(draft.text, draft.language))
