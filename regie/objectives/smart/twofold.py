"""Whether one sentence holds two objectives. In doubt it holds one: a guard (“while keeping…”) and a purpose (“to…”) are no second."""

from __future__ import annotations

import re
from itertools import pairwise

from django.utils.translation import gettext as _

from regie.objectives.smart.folding import flat
from regie.objectives.smart.quantities import Quantity, Role
from regie.objectives.smart.reading import Reading, Verb, Word
from regie.objectives.smart.verdict import Remark

# Verbs side by side share an object (“recruit and train 12 ambassadors”); those of these families still aim at two results.
_RESULTS = {"up", "down", "win", "keep", "convert"}
_RESTATES = {
    "reach",
    "atteindr",
    "arriver",
    "parvenir",
    "get",
    "hit",
    "achiev",
    "attain",
    "passer",
    "depasser",
    "exceed",
    "franchir",
    "rester",
}
_WHILE = {"fr": re.compile(r"\btout en (\w+ant)\b"), "en": re.compile(r"\bwhile (?:also )?(\w+ing)\b")}
_SENTENCE = re.compile(r"[.!?;]\s+(?=\w)|\n+")
_JOINT = re.compile(r"(?:\band\b|\bet\b|\bplus\b|\bainsi que\b|\bas well as\b|&|\+ ?$)")


def twofold(reading: Reading) -> list[Remark]:
    """At most one remark: the first sign of a second objective."""
    return (_in_parts(reading) or _coordinated(reading) or _also(reading) or _meanwhile(reading) or _counted(reading))[:1]


def _remark(reading: Reading, begin: int, end: int) -> Remark:
    said = _("“%(words)s” looks like a second objective: give each its own sentence, metric and target.")
    return Remark("two_objectives", said % {"words": reading.said(begin, end).strip()}, begin, end)


def _in_parts(reading: Reading) -> list[Remark]:
    """Two sentences, each with what is done."""
    cuts = [0, *(match.end() for match in _SENTENCE.finditer(reading.text)), len(reading.text)]
    parts = [(begin, end) for begin, end in pairwise(cuts) if end - begin > 2]
    acting = [part for part in parts if any(_leads(reading, verb, part) for verb in reading.verbs)]
    return [_remark(reading, *acting[1])] if len(acting) > 1 else []


def _leads(reading: Reading, verb: Verb, part: tuple[int, int]) -> bool:
    """Whether the verb is among the first words of that part."""
    if not part[0] <= verb.word.begin < part[1]:
        return False
    return sum(part[0] <= word.begin < verb.word.begin for word in reading.words) <= 2


def _coordinated(reading: Reading) -> list[Remark]:
    verbs = reading.verbs
    if len(verbs) < 2:
        return []
    first = verbs[0]
    for second in verbs[1:]:
        joint = _joint(reading, second.word)
        if joint is None or second.word.stem in _RESTATES or _speaks_of_it(reading, second.word):
            continue
        if _has_purpose(reading, first.word, joint):
            return []
        is_adjacent = joint.at == first.word.at + 1
        if is_adjacent and (first.family == second.family or {first.family, second.family} - _RESULTS):
            continue
        return [_remark(reading, joint.begin, _tail(reading, second.word))]
    return []


def _joint(reading: Reading, word: Word) -> Word | None:
    """The “and” right before a verb (an adverb, “de”, “to” may stand between), or the word before a comma that leads to it."""
    joints = reading.lexicon.sets["joints"]
    for back in (1, 2, 3):
        if word.at - back <= 0:
            return None
        near = reading.words[word.at - back]
        if near.stem in joints:
            return near
        if near.stem not in {
            "de",
            "d",
            "a",
            "to",
            "que",
            "aussi",
            "egalement",
            "also",
            "then",
            "ensuite",
            "ainsi",
            "mieux",
            "better",
        }:
            break
    gap = reading.text[reading.words[word.at - 1].end : word.begin]
    return word if reading.language == "fr" and gap.strip() == "," else None


def _speaks_of_it(reading: Reading, word: Word) -> bool:
    """“and keep it there”, “et la maintenir”: the same objective again."""
    pronouns = reading.lexicon.sets["pronouns"]
    return (reading.after(word) if reading.language == "en" else reading.before(word)) in pronouns


def _has_purpose(reading: Reading, first: Word, joint: Word) -> bool:
    """Whether a purpose begins between the first verb and the joint: what is joined there are two purposes of one objective."""
    purpose = reading.lexicon.sets["purpose"]
    for word in reading.words[first.at + 1 : joint.at]:
        if word.stem not in purpose:
            continue
        follows = reading.after(word)
        if follows in reading.lexicon.verbs or follows == "to" or follows in {"d", "de", "que"}:
            return True
    return False


def _tail(reading: Reading, word: Word) -> int:
    return reading.words[min(word.at + 2, len(reading.words) - 1)].end


def _also(reading: Reading) -> list[Remark]:
    for begin, end in reading.phrases("also"):
        if not reading.verbs or begin < reading.verbs[0].word.begin:
            continue
        rest = [word for word in reading.words if word.begin >= end]
        counts = any(quantity.begin >= end for quantity in reading.aims)
        acts = rest and (rest[0].stem in reading.lexicon.verbs or (rest[0].stem in {"d", "de", "a", "to"} and len(rest) > 1))
        if counts or acts:
            return [_remark(reading, begin, rest[min(2, len(rest) - 1)].end)]
    return []


def _meanwhile(reading: Reading) -> list[Remark]:
    """“while reducing…”: a second aim; “while keeping…”: a guard."""
    match = _WHILE[reading.language].search(flat(reading.text))
    if not match or flat(match[1]) in {flat(word) for word in reading.lexicon.sets["kept"]} or not reading.verbs:
        return []
    stem = match[1].removesuffix("ing").removesuffix("ant").removesuffix("iss")
    known = any(
        verb.startswith(stem[:5]) and family != "make" for verb, family in reading.lexicon.verbs.items() if len(stem) >= 3
    )
    return [_remark(reading, match.start(), match.end())] if known else []


def _counted(reading: Reading) -> list[Remark]:
    """Two numbers aimed at, joined by “and”: “200 customers and 1,000 followers”."""
    aims = [each for each in reading.aims if each.role != Role.FROM]
    verb = reading.verbs[0].family if reading.verbs else ""
    if verb == "make":
        return []
    for first, second in pairwise(aims):
        gap = flat(reading.text[first.end : second.begin])
        joint = _last(gap)
        if joint is None or len(gap[joint.end() :].split()) > 5 or gap.strip() == joint[0] or _same(first, second):
            continue
        if re.search(r"\b(?:soit|or|ou|c'est a dire|that is|i\.e|entre|between)\b|[(/]", gap):
            continue
        return [_remark(reading, first.end + joint.start(), _end_of(reading, second))]
    return []


def _last(gap: str) -> re.Match | None:
    return next(reversed(list(_JOINT.finditer(gap))), None)


def _same(first: Quantity, second: Quantity) -> bool:
    """A number and the same in percent: “from 40 to 50 and so by 25 %” says one thing twice; a range too."""
    return {first.role, second.role} == {Role.TO, Role.CHANGE}


def _end_of(reading: Reading, quantity: Quantity) -> int:
    return next((word.end for word in reading.words if word.begin >= quantity.end), quantity.end)
