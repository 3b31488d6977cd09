"""S: who changes what. Finds vague verbs and phrases, and two objectives in one sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from regie.objectives.smart.reading import Reading
from regie.objectives.smart.twofold import twofold
from regie.objectives.smart.verdict import Letter, Remark, State

_SHORT = 3  # words; fewer say nothing to somebody outside


def specific(reading: Reading) -> Letter:
    name = _("Specific")
    if not reading.words:
        said = _("Write the objective in one sentence: what changes, for whom, by how much, by when.")
        return Letter("S", name, State.MISSING, (), (Remark("no_text", said),))
    if not reading.language:
        said = _("Read it to somebody outside the team: does it say one thing, and who is addressed?")
        return Letter("S", name, State.UNJUDGED, (), (Remark("unread", said),))
    advice = [*_vague(reading), *twofold(reading)]
    if not advice and not _changes(reading):
        if len(reading.words) <= _SHORT:
            said = _("These words alone do not say what shall change: write a whole sentence.")
        else:
            said = _("Say what shall change: begin with what is done, such as “Win”, “Raise”, “Cut” or “Publish”.")
        advice.append(Remark("no_change", said))
    return Letter("S", name, State.WATCH if advice else State.GOOD, tuple(_found(reading)), tuple(advice))


def _changes(reading: Reading) -> bool:
    """Whether something is said to change: a verb, a noun such as “growth”, an infinitive, or a number aimed at."""
    if reading.verbs or reading.aims or any(word.stem in reading.lexicon.changes for word in reading.words):
        return True
    first = reading.said(reading.words[0].begin, reading.words[0].end).lower()
    if reading.language == "fr":
        return len(reading.words) > _SHORT and first.endswith(("er", "ir", "re", "oir"))
    return False


def _vague(reading: Reading) -> list[Remark]:
    """A vague verb is forgiven where a number says how much; a superlative too."""
    if reading.aims:
        return []
    for begin, end in reading.phrases("superlative"):
        said = _("“%(words)s” can be neither seen nor counted: say what people will do or say then.")
        return [Remark("superlative", said % {"words": reading.said(begin, end)}, begin, end)]
    for begin, end in reading.phrases("fuzzy"):
        said = _("“%(words)s” means another amount to each reader: write the number.")
        return [Remark("fuzzy", said % {"words": reading.said(begin, end)}, begin, end)]
    for verb in reading.verbs[:1]:
        if verb.family == "vague":
            words = {"verb": reading.said(verb.word.begin, verb.word.end)}
            said = _("“%(verb)s” does not say what changes: name what is counted, and from how much to how much.") % words
            return [Remark("vague_verb", said, verb.word.begin, verb.word.end)]
    return []


def _found(reading: Reading) -> list[Remark]:
    found = []
    for verb in reading.verbs[:1]:
        if verb.family != "vague" or reading.aims:
            word = verb.word
            said = _("It says what is done: “%(verb)s”.") % {"verb": reading.said(word.begin, word.end)}
            found.append(Remark("verb", said, word.begin, word.end))
    if reading.draft.audience:
        found.append(Remark("audience", _("It is meant for: %(audience)s.") % {"audience": reading.draft.audience}))
    else:
        for begin, end in sorted(reading.phrases("people"))[:1]:
            said = _("It says whom it is about: “%(words)s”.") % {"words": reading.said(begin, end)}
            found.append(Remark("people", said, begin, end))
    return found
