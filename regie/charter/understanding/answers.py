"""What an answer to a question changes in the item that it is about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regie.charter.reading.words import RRULES
from regie.charter.understanding.clause import RHYTHMS
from regie.charter.understanding.entries import Asked, Entry

CHOICES = {
    "one_domain": _("One domain"),
    "two_domains": _("Two domains"),
    "percent": _("Percent of the base"),
    "points": _("Percentage points"),
}


def word(choice: str) -> str:
    """A choice as its button says it."""
    return str(CHOICES.get(choice) or RHYTHMS.get(choice) or choice)


def answered(entry: Entry, asked: Asked, choice: str) -> dict:
    """The keys of the item that change, the answer itself remembered among them."""
    data: dict = {"answers": {**(entry.data.get("answers") or {}), f"{asked.code}:{asked.about}": choice}}
    if asked.code == "percent_or_points":
        at = int(asked.about.split(".")[3])
        data["thresholds"] = [
            {**each, "unit": choice, "confirmed": True} if place == at else each for place, each in enumerate(entry.thresholds)
        ]
    elif asked.code == "date_order":
        data["updated_on"] = choice
    elif asked.code in ("review_without_rhythm", "rhythm_ambiguous"):
        data |= {"rhythm": choice, "rrule": RRULES.get(choice)}
    return data
