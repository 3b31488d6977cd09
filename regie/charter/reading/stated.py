"""What a line below a resource states of it, where its sentence says otherwise or nothing: `Amount: 2500 EUR; per person; per year`.

`say` writes it, `take` reads it back; only a line that is understood to its last word is taken.
"""

import re
from collections.abc import Callable
from decimal import Decimal

from .items import Item, Threshold
from .numbers import number
from .plain import fold

NONE = "—"
LABELS = {
    "fr": {"amount": "Montant", "kind": "Nature", "names": "Noms"},
    "en": {"amount": "Amount", "kind": "Kind", "names": "Names"},
}
PERIODS = {
    "fr": {"day": "par jour", "week": "par semaine", "month": "par mois", "quarter": "par trimestre", "half_year": "par semestre",
           "year": "par an"},
    "en": {"day": "per day", "week": "per week", "month": "per month", "quarter": "per quarter", "half_year": "per half-year",
           "year": "per year"},
}  # fmt: skip
PER = {
    "fr": {"person": "par personne", "campaign": "par campagne", "platform": "par plateforme", "channel": "par canal",
           "team": "par équipe"},
    "en": {"person": "per person", "campaign": "per campaign", "platform": "per platform", "channel": "per channel",
           "team": "per team"},
}  # fmt: skip
KINDS = {
    "fr": {"time": "temps", "money": "argent", "card": "carte", "channel": "canal", "room": "salle", "mentoring": "mentorat",
           "access": "accès", "account": "compte", "equipment": "équipement", "other": "autre"},
    "en": {"time": "time", "money": "money", "card": "card", "channel": "channel", "room": "room", "mentoring": "mentoring",
           "access": "access", "account": "account", "equipment": "equipment", "other": "other"},
}  # fmt: skip
_AMOUNT = re.compile(r"(?P<n>\d[\d.]*)(?: (?P<unit>h|[A-Z]{3}))?")
_LINE = re.compile(r"(?P<label>\w+)[ \u00a0\u202f]*:[ \u00a0]*(?P<value>.*\S)")


def say(item: Item, again: Item, language: str) -> list[tuple[str, str]]:
    """(label, value) of what `again`, read from the words of `item` alone, does not give."""
    labels, said = LABELS[language], []
    if _amount(item) != _amount(again):
        size = ""
        if item.amount is not None:
            mark = item.currency or ("h" if item.unit == "hour" else "")
            size = f"{_written(item.amount)}{f' {mark}' if mark else ''}"
        parts = [size or NONE, PER[language].get(item.per or ""), PERIODS[language].get(item.period or "")]
        said.append((labels["amount"], "; ".join(each for each in parts if each)))
    if item.kind and item.kind != again.kind:
        said.append((labels["kind"], KINDS[language].get(item.kind, NONE)))
    if item.names != again.names:
        said.append((labels["names"], "; ".join(item.names) or NONE))
    return said


# What a confirmed rule may say beyond its sentence: words, and the field with its value.
DETAILS = {
    "fr": {"variation": ("subject", "change"), "variation en %": ("subject", "change_percent"), "depuis un an": ("since", "year_before"),
           "face à la même période un an avant": ("compare", "year_before")},
    "en": {"change": ("subject", "change"), "change in %": ("subject", "change_percent"), "since a year before": ("since", "year_before"),
           "against the same period a year before": ("compare", "year_before")},
}  # fmt: skip
_SIGN = {"fr": "montant négatif", "en": "negative amount"}
_VOLUME = {"fr": "volume compté en", "en": "volume counted in"}


def say_rule(rule: Threshold, language: str) -> str:
    """What the sentence of `rule` cannot say; empty where it says all."""
    said = [words for words, (name, value) in DETAILS[language].items() if getattr(rule, name) == value]
    if rule.amount is not None and rule.amount < 0:
        said.append(_SIGN[language])
    if rule.minimum_measure:
        said.append(f"{_VOLUME[language]} {rule.minimum_measure}")
    return "; ".join(said)


def take_rule(rule: Threshold, text: str) -> None:
    """Give a confirmed rule what such a line states; other words change nothing."""
    known = DETAILS["fr"] | DETAILS["en"]
    for each in (part.strip() for part in text.split(";")):
        volume = next((each.removeprefix(words).strip() for words in _VOLUME.values() if each.startswith(words)), "")
        if each in known:
            name, value = known[each]
            setattr(rule, name, value)
        elif each in _SIGN.values() and rule.amount is not None:
            rule.amount = -abs(rule.amount)
        elif volume:
            rule.minimum_measure = volume


def _written(amount: Decimal) -> str:
    """Three digits after the point would read as thousands."""
    text = f"{amount:f}"
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


def _amount(item: Item) -> tuple:
    return item.amount, item.currency, item.unit, item.period, item.per


def take(item: Item, text: str, weigh: Callable[[Item], None]) -> bool:
    """Give `item` what the line `text` states; False, and nothing changed, where it is no such line."""
    found = _LINE.fullmatch(text.strip())
    field = found and next(
        (key for each in LABELS.values() for key, word in each.items() if fold(word) == fold(found["label"])), None
    )
    if not found or not isinstance(field, str):
        return False
    pieces = [each.strip() for each in found["value"].split(";") if each.strip()]
    fresh = _read(field, pieces)
    if fresh is None:
        return False
    if item.kind is None:
        weigh(item)
    for name, value in fresh.items():
        setattr(item, name, value)
    return True


def _read(field: str, pieces: list[str]) -> dict | None:
    if field == "names":
        return {"names": [] if pieces == [NONE] else pieces}
    if field == "kind":
        kind = next((key for words in KINDS.values() for key, word in words.items() if pieces == [word]), None)
        return {"kind": kind} if kind else None
    fresh: dict = {"amount": None, "currency": None, "unit": None, "period": None, "per": None}
    size, *rest = pieces
    if size != NONE:
        found = _AMOUNT.fullmatch(size)
        if not found:
            return None
        fresh["amount"] = number(found["n"])
        fresh["unit" if found["unit"] == "h" else "currency"] = "hour" if found["unit"] == "h" else found["unit"]
    for each in rest:
        period = next((key for words in PERIODS.values() for key, word in words.items() if word == each), None)
        per = next((key for words in PER.values() for key, word in words.items() if word == each), None)
        if not period and not per:
            return None
        fresh["period" if period else "per"] = period or per
    return fresh
