"""Whether two names mean the same domain or person, and what kind of party a name speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from regie.lib.text import plain

# Words that say what kind of thing a department is, not which one.
_FRAME = set(
    [
        "le",
        "la",
        "les",
        "l",
        "de",
        "du",
        "des",
        "d",
        "un",
        "une",
        "au",
        "aux",
        "a",
        "the",
        "of",
        "for",
        "and",
        "et",
        "our",
        "notre",
        "nos",
        "service",
        "services",
        "departement",
        "departements",
        "equipe",
        "equipes",
        "team",
        "teams",
        "department",
        "departments",
        "dept",
        "dpt",
        "direction",
        "pole",
        "unit",
    ]
)
# Words that mean one department, by the first of them.
_ALIKE = {
    word: words[0]
    for words in (
        ("client", "clientele", "customer"),
        ("vente", "commerciale", "commercial", "commerciaux", "sale"),
        ("finance", "financier", "financiere", "financial", "comptabilite", "accounting"),
        ("informatique", "it"),
        ("juridique", "legal"),
        ("produit", "product"),
        (
            "direction",
            "generale",
            "dirigeante",
            "dirigeant",
            "executive",
            "executif",
            "board",
            "management",
            "leadership",
            "comex",
        ),
    )
    for word in words
}
_OUTSIDE = re.compile(
    r"\b(partenaires?|partners?|agences?|agency|agencies|fournisseurs?|suppliers?|vendors?|prestataires?|contractors?|freelances?|"
    r"investisseurs?|investors?|journalistes?|presse|press|medias|public|prospects?|acheteurs?|buyers?|revendeurs?|resellers?|distributeurs?|"
    r"familles?|families|foyers?|households?|citadins?|citizens?|city dwellers?|lecteurs?|readers?|abonnes?|subscribers?|visiteurs?|visitors?)\b"
)
_CUSTOMERS = re.compile(r"\b(clients?|clientes?|customers?|clientele|utilisateurs?|users?)\b")
_INSIDE = re.compile(r"\b(service|services|support|departement|department|equipes?|teams?|assistance|succes|success|care)\b")
_ROLE = re.compile(
    r"^(?:un |une |le |la |l |a |an |the )?(analyste|responsable|specialiste|chef|cheffe|directeur|directrice|chargee?|manager|head|officer|lead|"
    r"coordinat\w+|redact\w+|designer|graphiste|analyst|specialist|editor|writer|conseill\w+|counsel|liaison|assistant\w*|developpeu\w+|controleu\w+|"
    r"webmaster|community)\b|\b(analyst|manager|specialist|officer|lead|designer|coordinator|editor|writer|director|assistant|counsel|liaison)$"
)
SURE, UNSURE, DIFFERENT = "same", "unsure", "different"


def core(name: str) -> tuple[str, ...]:
    """The words of a department's name that tell it from another, without number or frame."""
    words = re.findall(r"[a-z0-9]+", plain(name))
    kept = [_singular(word) for word in words if word not in _FRAME] or [_singular(word) for word in words]
    return tuple(dict.fromkeys(_ALIKE.get(word, word) for word in kept))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def same_domain(one: str, other: str) -> str:
    """`same`, `unsure` (a person is asked) or `different`."""
    a, b = core(one), core(other)
    if a == b or sorted(a) == sorted(b):
        return SURE
    if not a or not b:
        return DIFFERENT
    if SequenceMatcher(None, " ".join(a), " ".join(b)).ratio() >= 0.84:
        return UNSURE
    shorter, longer = sorted((set(a), set(b)), key=len)
    return UNSURE if shorter < longer and len(shorter) * 2 >= len(longer) else DIFFERENT


def is_outside(name: str) -> bool:
    """Whether a customer or a dependency lies outside the organisation: buyers and partners do, customer service does not."""
    folded = plain(name)
    if _INSIDE.search(folded):
        return False
    return bool(_OUTSIDE.search(folded) or _CUSTOMERS.search(folded))


def is_role(words: str) -> bool:
    """Whether the words name a function that somebody holds, such as “Marketing analyst”."""
    return len(words) <= 80 and bool(_ROLE.search(plain(words)))


def find_person(name: str, people: Iterable[Any]) -> Any | None:
    """The person meant by `name`: the whole name, or a first or last name that only one of them has."""
    wanted = plain(name)
    if not wanted:
        return None
    people = list(people)
    whole = [each for each in people if plain(each.name) == wanted]
    if whole:
        return whole[0]
    if " " in wanted:
        return None
    partly = [
        each for each in people if wanted in (plain(each.name).split() or [""])[:: max(1, len(plain(each.name).split()) - 1)]
    ]
    return partly[0] if len(partly) == 1 else None


def find_domain(name: str, domains: Iterable[Any]) -> tuple[Any | None, str]:
    """The domain that `name` means and how sure that is."""
    near = None
    for each in domains:
        verdict = same_domain(name, each.name)
        if verdict == SURE:
            return each, SURE
        if verdict == UNSURE and near is None:
            near = each
    return near, UNSURE if near else DIFFERENT
