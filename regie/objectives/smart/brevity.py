"""How short and plain an objective is said: words, long words, jargon, the passive."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regie.lib.numbers import number
from regie.objectives.amounts import language
from regie.objectives.smart.reading import Reading
from regie.objectives.smart.verdict import Brevity, Remark, State

AIM = 25
_LONG = {"en": 11, "fr": 12}  # letters
_LIX = 6  # letters, by Björnsson
_ENOUGH = 8  # words, for shares to mean something
_SHOWN = 3
_TOKEN = re.compile(r"\d[\d .,\u00a0\u202f]*\d|\d|[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_PASSIVE = {
    "en": re.compile(r"\b(?:(?:will|shall|must|should|can|to|has to) (?:have )?be(?:en)?|is|are) (?:\w+ly )?(\w{2,}ed|won|made|done|sold|held|built|written|sent|cut|found|given|taken|shown|brought|kept)\b"),
    "fr": re.compile(
        r"\b(?:sera|seront|soit|soient|être|ont été|a été) (\w{2,}(?:é|i|u|is|it)e?s?)\b|\b(?:est|sont) (\w{3,}ée?s?)\b"
    ),
}  # fmt: skip
_NO_PASSIVE = {
    "less",
    "red",
    "need",
    "speed",
    "seed",
    "based",
    "interested",
    "limited",
    "plus",
    "tres",
    "aussi",
    "pas",
    "ici",
    "les",
    "des",
    "une",
    "satisfaits",
    "satisfait",
    "satisfaites",
    "satisfied",
    "delighted",
}


def brevity(reading: Reading) -> Brevity:
    tokens = [match[0] for match in _TOKEN.finditer(reading.text)]
    advice = []
    if len(tokens) > AIM:
        words = {"count": number(len(tokens), language()), "aim": number(AIM, language())}
        said = _("%(count)s words: try to say it in %(aim)s. Reasons and means have their own place below.") % words
        advice.append(Remark("long", said))
    if not reading.language:
        return Brevity(State.WATCH if advice else State.GOOD, len(tokens), AIM, advice=tuple(advice))
    long_words = _long_words(reading)
    share = len(long_words) / len(tokens) if tokens else 0.0
    if len(tokens) >= _ENOUGH and len(long_words) >= _SHOWN and share >= 0.2:
        advice.append(Remark("long_words", _long_said(long_words)))
    jargon = _jargon(reading)
    for begin, end, plain in jargon:
        words = {"word": reading.said(begin, end), "plain": plain}
        advice.append(Remark("jargon", _("“%(word)s” is jargon: say it plainly (%(plain)s).") % words, begin, end))
    advice += _passive(reading)
    return Brevity(
        State.WATCH if advice else State.GOOD,
        len(tokens),
        AIM,
        tuple(long_words),
        round(share, 2),
        _ease(reading, tokens),
        tuple((reading.said(begin, end), plain) for begin, end, plain in jargon),
        tuple(advice),
    )


def _long_words(reading: Reading) -> list[str]:
    """Long words once each; names and the draft's own metric and audience are not the writer's choice."""
    found: dict[str, None] = {}
    for word in reading.words:
        said = reading.said(word.begin, word.end)
        is_name = said[:1].isupper() and word.at > 0
        if len(said) >= _LONG[reading.language] and said.isalpha() and not is_name and word.stem not in reading.known:
            found[said.lower()] = None
    return list(found)


def _long_said(words: list[str]) -> str:
    shown = ", ".join(words[:_SHOWN])
    said = ngettext("Long word: %(words)s. Is there a shorter one?", "Long words: %(words)s. Are there shorter ones?", len(words))
    return said % {"words": shown}


def _jargon(reading: Reading) -> list[tuple[int, int, str]]:
    """Places of jargon, none within another; what the metric or audience is called is left alone."""
    found: list[tuple[int, int, str]] = []
    for phrase, plain in reading.lexicon.jargon:
        if set(phrase) <= reading.known:
            continue
        for begin, end in reading.places(phrase):
            if not any(begin < taken_end and taken < end for taken, taken_end, _plain in found):
                found.append((begin, end, plain))
    return sorted(found)


def _passive(reading: Reading) -> list[Remark]:
    match = _PASSIVE[reading.language].search(reading.text.lower())
    if not match or _NO_PASSIVE.intersection(match.groups()):
        return []
    said = _("“%(words)s” hides who does it: begin with what is done.") % {"words": reading.said(match.start(), match.end())}
    return [Remark("passive", said, match.start(), match.end())]


def _ease(reading: Reading, tokens: list[str]) -> float | None:
    if len(tokens) < _ENOUGH:
        return None
    sentences = max(1, len(re.findall(r"[.!?;:]+(?=\s|$)", reading.text.rstrip())))
    long_words = sum(len(word) > _LIX for word in _LETTERS.findall(reading.text))
    return round(len(tokens) / sentences + 100 * long_words / len(tokens), 1)
