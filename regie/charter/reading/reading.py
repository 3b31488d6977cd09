"""The whole of what was understood of one text, and its JSON."""

from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal

from .items import Item, LeftOut, Metric, Note, Placed, Question, Review

SECTION_KEYS = {
    "responsibilities": ("name", "group"),
    "customers": ("name", "group", "deliverable", "requirement"),
    "dependencies": ("name", "group", "deliverable", "requirement"),
    "constraints": ("name", "group"),
    "challenges": ("name", "group"),
    "resources": ("name", "group", "amount", "currency", "unit", "period", "per", "kind", "names"),
    "delegator_responsibilities": ("name", "group"),
    "competencies": ("name", "group"),
    "criteria": ("name", "group"),
}
PLACE = ("text", "line", "line_end", "section", "certainty", "reason")


@dataclass
class Reading:
    """A charter as read. Lists hold items in the order of the text; empty where the text has none.

    `source_lines` are the lines as they came, `lines` the same lines repaired, one to one;
    `repaired` counts the characters that the repair made. `headings` are the section titles.
    """

    domain: str | None = None
    language: str = "en"
    delegator: Item | None = None
    delegatees: list[Item] = field(default_factory=list)
    authors: list[Item] = field(default_factory=list)
    updated_on: date | None = None
    driver: Item | None = None
    requirement: Item | None = None
    responsibilities: list[Item] = field(default_factory=list)
    customers: list[Item] = field(default_factory=list)
    dependencies: list[Item] = field(default_factory=list)
    constraints: list[Item] = field(default_factory=list)
    challenges: list[Item] = field(default_factory=list)
    resources: list[Item] = field(default_factory=list)
    delegator_responsibilities: list[Item] = field(default_factory=list)
    competencies: list[Item] = field(default_factory=list)
    metrics: list[Metric] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    criteria: list[Item] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    uncertain: list[Question] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    headings: list[Placed] = field(default_factory=list)
    repaired: int = 0
    encoding: str = "utf-8"
    lines: list[str] = field(default_factory=list)
    source_lines: list[str] = field(default_factory=list)

    def as_json(self) -> dict:
        """Plain dicts, lists, strings and numbers: dates are ISO, amounts numbers, absent things None.

        `lines` and `source_lines` are not part of it; everything else is.
        """
        answer: dict = {}
        for each in fields(self):
            if each.name in ("lines", "source_lines"):
                continue
            value = getattr(self, each.name)
            keys = SECTION_KEYS.get(each.name)
            if keys:
                answer[each.name] = [_item(item, keys) for item in value]
            elif each.name in ("delegator", "driver", "requirement"):
                answer[each.name] = value and _item(value, ("name",))
            elif each.name in ("delegatees", "authors"):
                answer[each.name] = [_item(item, ("name",)) for item in value]
            else:
                answer[each.name] = _plain(value)
        return answer

    def content(self) -> dict:
        """What the charter says, without where and how it was read: two readings of one charter are equal in it."""
        answer = self.as_json()
        for name in ("uncertain", "left_out", "headings", "repaired", "encoding"):
            del answer[name]
        for note in answer["notes"]:
            if note["section"] in ("header", "other"):
                note["section"] = "notes"
        return _stripped(answer)


def _stripped(value):
    if isinstance(value, dict):
        away = ("line", "line_end", "certainty", "reason", "heading", "formula_from", "unread", "source_lines")
        return {key: _stripped(each) for key, each in value.items() if key not in away}
    return [_stripped(each) for each in value] if isinstance(value, list) else value


def _item(item: Item, keys: tuple[str, ...]) -> dict:
    return {key: _plain(getattr(item, key)) for key in PLACE + keys}


def _plain(value):
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value
