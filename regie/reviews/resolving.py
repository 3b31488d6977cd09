"""Whom the charter's words mean: "members of the marketing team", "Sales representatives", "Awa Ndiaye"."""

from __future__ import annotations

import re

from regie.lib.text import plain

_FILLING = re.compile(
    r"\b(?:membres?|equipes?|departements?|services?|representante?s?|representatives?|responsables?|liaison|members?|teams?|departments?|"
    r"dirigeants?|d[eu]s?|de la|la|les?|l|d|au|aux|a|the|of|from|to|in|for|head|domaine|domain)\b"
)


DELEGATING = {"delegator", "the delegator", "delegant", "delegante", "le delegant", "la delegante"}


def core(words: str) -> str:
    """The words that tell, without articles and "team of"; plural marks off."""
    bare = _FILLING.sub(" ", plain(words).replace("'", " ").replace("’", " "))
    return " ".join(sorted(word[:-1] if len(word) > 4 and word.endswith("s") else word for word in bare.split()))


def resolve(words: str, persons, roles, domains) -> tuple:
    """(person, role, domain): at most one of them, none where the words fit nobody or more than one."""
    said, kernel = plain(words), core(words)
    named = [person for person in persons if plain(person.name) == said]
    if len(named) == 1:
        return named[0], None, None
    held = [role for role in roles if plain(role.name) == said]
    if len(held) == 1:
        return None, held[0], None
    if kernel:
        found = [domain for domain in domains if core(domain.name) == kernel]
        if len(found) == 1:
            return None, None, found[0]
        held = [role for role in roles if core(role.name) == kernel]
        if len(held) == 1:
            return None, held[0], None
    if said in DELEGATING:
        home = next((domain for domain in domains if domain.is_home), None)
        if home is not None and home.delegator_id:
            return home.delegator, None, None
        delegators = [person for person in persons if person.is_delegator]
        if len(delegators) == 1:
            return delegators[0], None, None
    return None, None, None
