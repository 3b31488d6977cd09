"""The numbers that a text says, and what each may mean: “from 40 to 50 %”, “+15 %”, “double”, “200 new members”, “1,2 M€”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from regie.objectives.smart.folding import flat


class Role(StrEnum):
    FROM = "from"  # where it starts: “from 40”
    TO = "to"  # where it shall come: “to 50”
    CHANGE = "change"  # by how much: “by 15 %”, “+200”
    TIMES = "times"  # so many times as much
    OPEN = "open"  # a number whose meaning the sentence leaves open
    ASIDE = "aside"  # a budget, an age, a number of countries: no aim


@dataclass(frozen=True)
class Quantity:
    begin: int
    end: int
    said: str
    values: tuple[float, ...]  # more than one where the writing can be read in two ways: 1.200
    unit: str  # "%", "points", "money" or empty
    role: Role


_NUMBER = re.compile(
    r"(?<![\w.,/#°-])(?P<sign>[+-] ?|)(?P<before>[€$£] ?|)"
    r"(?P<digits>\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)"
    r"(?:(?: ?(?P<scale>k|m|md|bn|mille|milliers?|millions?|milliards?|thousand|billion))(?=\b|€|\$|£))?"
    r"(?! ?(?:er|e|eme|st|nd|rd|th|h)\b)"
    r"(?: ?(?P<unit>%|€|\$|£|points?\b|pts?\b|pct\b|per ?cent\b|pour ?cents?\b|euros?\b|eur\b|dollars?\b|x\b|fois\b|times\b))?"
    r"(?![\w/]|-\d|\.\d|,\d)"
)
_SCALES = {
    "k": 1e3,
    "m": 1e6,
    "md": 1e9,
    "bn": 1e9,
    "mille": 1e3,
    "millier": 1e3,
    "million": 1e6,
    "milliard": 1e9,
    "thousand": 1e3,
    "billion": 1e9,
}
_MONEY = ("€", "$", "£", "euro", "eur", "dollar")
_TIMES = {
    "double": 2, "doubler": 2, "doubling": 2, "deux fois plus": 2, "twice": 2, "triple": 3, "tripler": 3, "tripling": 3, "trois fois plus": 3,
    "quadruple": 4, "quadrupler": 4, "halve": 0.5, "par deux": None, "par trois": None, "par quatre": None,
}  # fmt: skip
_TIMES_WORD = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, _TIMES), key=len, reverse=True)) + r")\b(?! (?:a|per|par|each|every|chaque) )"
)
_PARTS = {"third": 100 / 3, "tiers": 100 / 3, "quarter": 25, "quart": 25, "fifth": 20, "cinquieme": 20, "half": 50, "moitie": 50}
_PART = re.compile(r"\b(?:by (?:a )?(?P<en>third|quarter|fifth|half)|d'un (?P<fr>tiers|quart|cinquieme)|de (?P<half>moitie))\b")
_BY_COUNT = {"par deux": 2, "par trois": 3, "par quatre": 4}
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15,
    "twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "cinquante": 50, "cent": 100,
}  # fmt: skip
_WORD = re.compile(r"(?<![\w-])(?:" + "|".join(_WORDS) + r")(?![\w-])")
_HEDGE = r"(?:at least|about|around|over|more than|nearly|almost|up to|au moins|environ|plus de|pres de|presque|quelque|minimum)"
_FROM = re.compile(r"(?:\bfrom|\bde|\bd'|\bdu|:)\s*(?:" + _HEDGE + r"\s*)?$")
_TO = re.compile(
    r"(?:\bto|\ba|\bau|\bjusqu'a|\breach|\batteindre|\bfranchir|\bdepasser|\bexceed|\bhit|\bsous|\bbelow|->|→|=>)\s*(?:the |les |le (?:seuil|cap) (?:des |de )?)?(?:"
    + _HEDGE
    + r"\s*(?:de )?)?$"
)
_BY = re.compile(r"\bby\s*(?:" + _HEDGE + r"\s*)?$")
_DE = re.compile(r"\b(?:de|d')\s*(?:" + _HEDGE + r"\s*(?:de )?)?$")
_RATE = re.compile(r"\b(?:taux|part|score|note|niveau|marge|moyenne|budget|objectif|panier|cible)(?: \w+){0,3} (?:de|d')\s*$")
_BETWEEN = re.compile(r"\b(?:between|entre)\s*(?:" + _HEDGE + r"\s*)?$")
_GAP_TO = re.compile(r"^(?:\s*[^\W\d]+){0,3}\s*(?:\bto|\ba|\bjusqu'a|->|→|=>)\s*(?:" + _HEDGE + r"\s*(?:de )?)?$")
_GAP_AND = re.compile(r"^(?:\s*[^\W\d]+)?\s*(?:\band|\bet)\s*$")
_TIME = re.compile(r"^\s*(?:jours?|days?|semaines?|weeks?|heures?|hours?|h|minutes?|min|secondes?|seconds?)\b")
_GAP_BOTH = re.compile(r"^\s*(?:to|a|and|et|-)\s*$")
_ASIDE_BEFORE = re.compile(
    r"\b(?:budget(?: (?:of|de|maximum|max|total))*|sans depasser|without exceeding|without spending more than|spending (?:at most|no more than)|"
    r"enveloppe de|(?:les|aux|des|aged|chez les|aged between|ages?|age de|version|web|top|iso|over|de plus de|plus de|aupres de|parmi|among|sur|out of|scale of|auprès des)|"
    r"note (?:de|sur)|our|nos|from our|parmi nos|of our|de nos)\s*(?:the |les |nos |our )?$"
)
_ASIDE_AFTER = re.compile(
    r"^\s*(?:ans?\b|year[- ]olds?\b|years?[- ]old\b|pays\b|countr|magasins?\b|boutiques?\b|villes?\b|cit(?:y|ies)\b|langues?\b|languages?\b|stores?\b|shops?\b|"
    r"stars?\b|etoiles?\b|jours?\b|days?\b|semaines?\b|weeks?\b|mois\b|months?\b|heures?\b|hours?\b|minutes?\b|(?:€|euros?|k€)? ?(?:de|of) (?:budget|depenses?|spend)|regions?\b|sites?\b|agences?\b|"
    r"fois par|times a|personnes de l'equipe|budget)"
)


def quantities(text: str, asides: Sequence[tuple[int, int]] = (), language: str = "") -> list[Quantity]:
    """The numbers of `text` in order; `asides` are places (dates) whose numbers do not count."""
    plain = flat(text)
    found = [each for each in _digits(text, plain, language) if not _inside(each, asides)]
    for match in _TIMES_WORD.finditer(plain):
        count = _BY_COUNT.get(match[0])
        factor = _TIMES[match[0]] if count is None else (1 / count if "divis" in plain[: match.start()] else count)
        found.append(Quantity(match.start(), match.end(), text[match.start() : match.end()], (float(factor),), "", Role.TIMES))
    for match in _PART.finditer(plain):
        share = _PARTS[match["en"] or match["fr"] or match["half"]]
        found.append(Quantity(match.start(), match.end(), text[match.start() : match.end()], (share,), "%", Role.CHANGE))
    for match in _WORD.finditer(plain):
        one = Quantity(match.start(), match.end(), text[match.start() : match.end()], (float(_WORDS[match[0]]),), "", Role.OPEN)
        if not _inside(one, asides) and not _inside(one, [(each.begin, each.end) for each in found]):
            found.append(one if not _ASIDE_AFTER.match(plain[one.end :]) else _as(one, Role.ASIDE))
    return sorted(found, key=lambda each: each.begin)


def _inside(each: Quantity, places: Sequence[tuple[int, int]]) -> bool:
    return any(each.begin < end and begin < each.end for begin, end in places)


def _digits(text: str, plain: str, language: str) -> list[Quantity]:
    found: list[Quantity] = []
    for match in _NUMBER.finditer(plain):
        unit = _unit(match)
        if not unit and not match["sign"] and re.fullmatch(r"20[1-4]\d", match["digits"]):
            continue  # a year
        values = tuple(each * _SCALES.get((match["scale"] or "").rstrip("s"), 1) for each in read(match["digits"], language))
        begin = match.start() + (len(match["sign"]) if match["sign"].startswith("-") else 0)
        role = Role.TIMES if unit == "times" else _role(plain, match, unit)
        one = Quantity(begin, match.end(), text[begin : match.end()].strip(), values, "" if unit == "times" else unit, role)
        if found:
            one, found[-1] = _paired(plain, found[-1], one)
        found.append(one)
    return found


def _paired(plain: str, first: Quantity, second: Quantity) -> tuple[Quantity, Quantity]:
    """The two numbers with their roles where they belong together: from … to …, between … and …"""
    if _TIME.match(plain[second.end :]) and _FROM.search(plain[: first.begin]) and _GAP_TO.match(plain[first.end : second.begin]):
        return _with(second, Role.TO), _with(first, Role.FROM)
    if Role.ASIDE in (first.role, second.role) and _GAP_BOTH.match(plain[first.end : second.begin]):
        return _with(second, Role.ASIDE), _with(first, Role.ASIDE)
    gap, before = plain[first.end : second.begin], plain[: first.begin]
    if (_FROM.search(before) or "->" in gap or "→" in gap) and _GAP_TO.match(gap):
        return _as(second, Role.TO), _as(first, Role.FROM, second.unit)
    if _BETWEEN.search(before) and _GAP_AND.match(gap):
        return _as(second, Role.TO), _as(first, Role.FROM, second.unit)
    return second, first


def _as(each: Quantity, role: Role, unit: str = "") -> Quantity:
    return each if each.role == Role.ASIDE else _with(each, role, unit)


def _with(each: Quantity, role: Role, unit: str = "") -> Quantity:
    return Quantity(each.begin, each.end, each.said, each.values, each.unit or unit, role)


def _unit(match: re.Match) -> str:
    unit = (match["unit"] or "").strip()
    if unit in {"%", "pct"} or unit.startswith(("per", "pour")):
        return "%"
    if unit.startswith(("point", "pt")):
        return "points"
    if unit in {"x", "fois", "times"}:
        return "times"
    return "money" if match["before"].strip() or unit.startswith(_MONEY) else ""


def _role(plain: str, match: re.Match, unit: str) -> Role:
    before, after = plain[: match.start()], plain[match.end() :]
    if (not unit or unit == "money") and (_ASIDE_AFTER.match(after) or (_ASIDE_BEFORE.search(before) and not _TO.search(before))):
        return Role.ASIDE
    if (
        unit == "%"
        and re.match(r"\s*(?:of (?:our|the|all)|de (?:nos|notre|tous)|des|of|des)\s+\w", after)
        and not _BY.search(before)
    ):
        return Role.OPEN
    if match["sign"].strip() or unit == "points" or _BY.search(before):
        return Role.CHANGE
    if _DE.search(before):
        return Role.OPEN if _RATE.search(before) or not unit else Role.CHANGE if unit == "%" else Role.OPEN
    return Role.TO if _TO.search(before) else Role.OPEN


def read(digits: str, language: str = "") -> tuple[float, ...]:
    """What written digits may mean: `1 200` one number, `1.200` two."""
    bare = digits.replace(" ", "").replace("'", "")
    if len(bare) < len(digits) and not re.search(r"[.,]", bare):
        return (float(bare),)
    match = re.fullmatch(r"(\d+)([.,])(\d+)", bare)
    if match and len(match[3]) == 3 and len(match[1]) <= 3:
        grouped, broken = float(match[1] + match[3]), float(f"{match[1]}.{match[3]}")
        return (broken, grouped) if match[2] == ("," if language == "fr" else ".") else (grouped, broken)
    if match:
        return (float(f"{match[1]}.{match[3]}"),)
    last = max(bare.rfind("."), bare.rfind(","))
    if last >= 0 and len(bare) - last - 1 != 3:
        return (float(re.sub(r"[.,]", "", bare[:last]) + "." + bare[last + 1 :]),)
    return (float(re.sub(r"[.,]", "", bare)),)
