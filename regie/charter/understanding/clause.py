"""How an item reads as a clause: its lead, what follows, and what is labelled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

RHYTHMS = {
    "daily": _("every day"),
    "semiweekly": _("twice a week"),
    "weekly": _("every week"),
    "fortnightly": _("every two weeks"),
    "semimonthly": _("twice a month"),
    "monthly": _("every month"),
    "bimonthly": _("every two months"),
    "quarterly": _("every quarter"),
    "half_yearly": _("twice a year"),
    "yearly": _("every year"),
    "as_available": _("as soon as it is known"),
}
LABELS = {
    "text": "",
    "deliverable": pgettext_lazy("of a clause", "Deliverable"),
    "requirement": pgettext_lazy("of a clause", "Requirement"),
    "amount": _("Amount"),
    "formula": _("Formula"),
    "owner": _("Owner"),
    "measured": _("Measured"),
    "reported": _("Reported"),
    "monitoring": pgettext_lazy("of a metric", "Who does what"),
    "purpose": pgettext_lazy("of a metric", "Purpose"),
    "threshold": _("Threshold"),
    "rhythm": pgettext_lazy("of a review", "Rhythm"),
    "minutes": _("Length"),
    "participants": _("Participants"),
}

MEASURES = {
    "spend": pgettext_lazy("measure", "spend"),
    "revenue": pgettext_lazy("measure", "revenue"),
    "new customers": pgettext_lazy("measure", "new customers"),
    "leads": pgettext_lazy("measure", "leads"),
    "converted leads": pgettext_lazy("measure", "converted leads"),
    "positive answers": pgettext_lazy("measure", "positive answers"),
    "answers": pgettext_lazy("measure", "answers"),
    "interactions": pgettext_lazy("measure", "interactions"),
    "reach": pgettext_lazy("measure", "reach"),
    "awareness growth": pgettext_lazy("measure", "awareness growth"),
}
# In these parts the lead is said by the sentence itself; elsewhere it is a title.
PROSE = {"responsibilities", "constraints", "challenges", "resources", "delegator_responsibilities", "competencies"}


@dataclass(frozen=True)
class Part:
    """One labelled piece of a clause; `key` tells which, so that two versions can be compared piece by piece."""

    key: str
    text: str

    @property
    def label(self) -> Any:
        return LABELS.get(self.key.split(".")[0], "")


def lead(data: dict) -> str:
    return (data.get("name") or "").strip()


def rest(data: dict) -> str:
    """The text without the lead that it opens with."""
    name, text = lead(data), (data.get("text") or "").strip()
    if name and text.startswith(name):
        return text[len(name) :].strip(" \u00a0")
    return "" if text == name else text


def inside(data: dict, section: str) -> tuple[str, str, str] | None:
    """What stands before the lead, the lead and what follows, where the sentence says it further on."""
    name, text = lead(data), (data.get("text") or "").strip()
    if section not in PROSE or not name or text.startswith(name) or name not in text:
        return None
    before, _found, after = text.partition(name)
    return before, name, after


def formula(expression: str) -> str:
    """A formula as one reads it: known measures in the reader's language, × for *."""
    row = [each.strip() for each in re.split(r"([-+*/()])", expression)]
    return " ".join({"*": "×"}.get(each) or str(MEASURES.get(each.lower(), each)) for each in row if each)


def joined(name: str, text: str) -> str:
    """A lead and what follows it, as one text again."""
    name, text = name.strip(), text.strip()
    if not name or not text or text.startswith(name):
        return text or name
    return f"{name}{text}" if text[0] in ",.;)" else f"{name} {text}"


def minutes(data: dict) -> str:
    """`10–15 min`, `2 h`, `2 h 30`; the longest alone where only a limit is said."""
    low, high = data.get("minutes_min"), data.get("minutes_max")
    if not low and not high:
        return ""
    if low and high and low != high:
        return f"{_span(low)[:-4] if high < 60 else _span(low)}–{_span(high)}"
    if high and not low:
        return gettext("%(length)s at most") % {"length": _span(high)}
    return _span(high or low)


def _span(count: int) -> str:
    hours, left = divmod(int(count), 60)
    if not hours:
        return f"{left}\u00a0min"
    return f"{hours}\u00a0h" + (f"\u00a0{left:02d}" if left else "")


def parts(data: dict, section: str) -> list[Part]:
    """What stands below or after the lead, in reading order."""
    found = [Part("text", rest(data))]
    if section in ("customers", "dependencies"):
        found += [Part(key, data.get(key) or "") for key in ("deliverable", "requirement")]
    elif section == "metrics":
        found += [Part("formula", formula(data.get("formula") or "")), Part("owner", data.get("owner") or "")]
        found += [Part(key, str(RHYTHMS.get(data.get(key) or "", ""))) for key in ("measured", "reported")]
        found += [Part(f"monitoring.{at}", each.get("text") or "") for at, each in enumerate(data.get("monitoring") or [])]
        found += [Part(f"threshold.{at}", each.get("source") or "") for at, each in enumerate(data.get("thresholds") or [])]
        found += [Part("purpose", data.get("purpose") or "")]
    elif section == "reviews":
        found += [Part("rhythm", str(RHYTHMS.get(data.get("rhythm") or "", ""))), Part("minutes", minutes(data))]
        found += [Part("participants", ", ".join(data.get("participants") or []))]
        if lead(data):
            found[0] = Part("text", "")  # the sentence says again what the labelled parts say
    return [each for each in found if each.text]


def said(item: dict, section: str) -> dict[str, str]:
    """The pieces of a clause by key; the lead and what follows it are one text."""
    found = {part.key: part.text for part in parts(item, section)}
    if inside(item, section):
        return found
    return {"text": joined(lead(item), found.pop("text", "")), **found}


def spoken(item: dict, section: str) -> str:
    """The clause as one text, its pieces parted by a middle dot."""
    return " · ".join(text for text in said(item, section).values() if text)


def whole(data: dict, section: str) -> str:
    """All the words of a clause, for comparing and searching."""
    sums = [f"{data[key]}" for key in ("amount", "currency", "period", "per") if data.get(key)] if section == "resources" else []
    return " ".join([lead(data), *(part.text for part in parts(data, section)), *sums]).strip()
