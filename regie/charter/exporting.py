"""A version as a reading again, and as Markdown that an import reads back."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

from regie.charter.models import Version
from regie.charter.reading import Item, Metric, Note, Placed, Reading, Review, Threshold
from regie.charter.reading.reviews import line_of, told_by
from regie.charter.understanding.entries import LISTS
from regie.charter.writing import write

MAKES = {"metrics": Metric, "reviews": Review}


def as_markdown(version: Version, language: str) -> str:
    return write(as_reading(version), language)


def as_reading(version: Version) -> Reading:
    """What the version says, in the reader's own dataclasses. Two queries."""
    read = Reading(domain=version.charter.domain.name, language=version.language, updated_on=version.updated_on)
    for named in version.named.all():
        item = Item(named.name, 0, section="header", name=named.name)
        if named.part == "delegator":
            read.delegator = item
        else:
            (read.delegatees if named.part == "delegatee" else read.authors).append(item)
    for each in version.wordings.all():
        data = each.data | {"text": each.text}
        if each.is_note:
            read.notes.append(_make(Note, data | {"section": each.section}))
        elif data.get("role") in ("driver", "requirement"):
            setattr(read, data["role"], _make(Item, data))
        elif each.section in LISTS:
            made = _make(MAKES.get(each.section, Item), data)
            if isinstance(made, Review) and not told_by(made, made.text):
                made.text = line_of(made.name, made.minutes_min, made.minutes_max, made.participants, made.text)
            getattr(read, each.section).append(made)
        else:
            read.notes.append(_make(Note, data | {"section": "purpose"}))
    return read


def _make(kind: type, data: dict[str, Any]) -> Any:
    """`data` as a dataclass of the reader; keys that it lacks are ours (answers, questions) and stay here."""
    known = {field.name for field in fields(kind)}
    values = {key: value for key, value in data.items() if key in known and value is not None}
    values.setdefault("line", 0)
    for key in ("amount", "minimum"):
        if key in values:
            values[key] = Decimal(str(values[key]))
    if "thresholds" in values:
        values["thresholds"] = [_make(Threshold, each) for each in values["thresholds"]]
    if "monitoring" in values:
        values["monitoring"] = [_make(Placed, each) for each in values["monitoring"]]
    return kind(**values)
