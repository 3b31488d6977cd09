"""A short name for money that a charter grants in a sentence. Pure.

short_name("€120,000 per quarter for campaigns.") -> "Campaigns"
short_name("Un budget de 2 500 euros par personne et par an pour la formation") -> "Formation"
"""

from __future__ import annotations

import re

LONGEST = 60
_AMOUNT = re.compile(
    r"(?:[€$£]|\b(?:EUR|USD|CHF|GBP)\b)\s*\d[\d\s.,\u00a0\u202f]*(?:k|m)?|\d[\d\s.,\u00a0\u202f]*(?:k|m)?\s*(?:[€$£]|euros?\b|dollars?\b|(?:EUR|USD|CHF|GBP)\b)",
    re.IGNORECASE,
)
_RHYTHM = re.compile(
    r"\b(?:(?:par|per|chaque|each|every|a|an|et par|and per|and)\s+(?:an|année|year|quarter|trimestre|mois|month|semestre|half[- ]year|semester"
    r"|personne|person|head|employee|salarié|collaborateur|team|équipe)|annuel(?:le)?s?|trimestriel(?:le)?s?|mensuel(?:le)?s?"
    r"|yearly|annual|quarterly|monthly)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:un|une|le|la|les|des|du|de|d|l|pour|à|au|aux|et|a|an|the|of|for|to|and|up|jusqu|budget|enveloppe|envelope|montant|amount|somme|sum"
    r"|maximum|max|allocation|dotation)\b[’' ]*|[^\w]+)+",
    re.IGNORECASE,
)


def short_name(text: str) -> str:
    """What the money is for, in a few words; empty where the sentence says nothing but the amount."""
    whole = " ".join(text.split())
    before, colon, _after = whole.partition(":")
    if colon and any(letter.isalpha() for letter in before) and not any(letter.isdigit() for letter in before):
        whole = before
    else:
        whole = _RHYTHM.sub(" ", _AMOUNT.sub(" ", whole))
        whole = re.split(r"[,;(]", " ".join(whole.split()).strip(" ,;("))[0]
    name = _LEAD.sub("", " ".join(whole.split())).strip(" .,;–-")
    if len(name) > LONGEST:
        name = name[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;–-") + "…"
    return name[:1].upper() + name[1:] if any(letter.isalpha() for letter in name) else ""
