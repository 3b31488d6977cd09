"""A reading as one reviews it: its entries with corrections, beside the version they would follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from regie.charter.models.charter import Charter, Section
from regie.charter.models.reading import Reading
from regie.charter.settling import as_they_stand
from regie.charter.understanding import clause, differences, matching, names
from regie.charter.understanding.entries import Asked, Entry, entries
from regie.charter.words import amount_words
from regie.lib.text import plain
from regie.people.models import Domain


@dataclass
class Gone:
    """A line of the earlier version that the newer text no longer has; a person may keep it."""

    earlier: Any
    act: str = "take"
    revision: int = 0

    @property
    def path(self) -> str:
        return f"line.{self.earlier.line_id}"

    @property
    def anchor(self) -> str:
        return f"line-{self.earlier.line_id}"

    @property
    def title(self) -> str:
        return clause.lead(self.earlier.data) or self.earlier.text


@dataclass
class Reviewed:
    """All that the review page and the acceptance need. Costs five queries, whatever the length of the text."""

    entries: list[Entry]
    gone: list[Gone] = field(default_factory=list)
    base: Any = None  # the version that it would follow

    @property
    def items(self) -> list[Entry]:
        return [each for each in self.entries if each.kind != "question"]

    @property
    def open(self) -> list[Entry]:
        return [each for each in self.entries if each.is_open]

    @property
    def notes(self) -> list[Entry]:
        return [each for each in self.items if each.is_note and each.act != "leave"]

    @property
    def left(self) -> list[Entry]:
        return [each for each in self.items if each.act == "leave"]

    @property
    def understood(self) -> list[Entry]:
        return [each for each in self.items if not each.is_open and not each.is_note and each.act != "leave"]

    @property
    def changed(self) -> list[Entry]:
        return [each for each in self.items if each.match and each.match.kind != matching.SAME]

    @property
    def fresh(self) -> list[Entry]:
        return [each for each in self.items if each.match and each.match.kind == matching.NEW and self.base]


def reviewed(reading: Reading, charter: Charter | None = None) -> Reviewed:
    """The reading with its corrections, compared with the charter's current version."""
    charter = charter or Charter.objects.home()
    base = charter.current() if charter else None
    corrections = {each.path: each for each in reading.corrections.select_related("changed_by")}
    found = entries(reading.data, corrections)
    _ask_same_domain(found, list(Domain.objects.all()))
    if base is None:
        return Reviewed(found)
    matches, lost = matching.match(found, as_they_stand(base.wordings.select_related("line"), base))
    for each in found:
        each.match = matches.get(each.path)
        _carry_over(each)
    gone = [Gone(each) for each in lost]
    for lost_line in gone:
        if own := corrections.get(lost_line.path):
            lost_line.act, lost_line.revision = own.act, own.revision
    order = {name: place for place, name in enumerate(Section.values)}
    return Reviewed(found, sorted(gone, key=lambda each: (order[each.earlier.section], each.earlier.order)), base)


def _carry_over(entry: Entry) -> None:
    """What a person settled on the same words of the earlier version is not asked again."""
    if not entry.match or not entry.match.earlier:
        return
    earlier = entry.match.earlier.data
    own = entry.owned.data if entry.owned else {}
    if "thresholds" not in own and entry.data.get("thresholds"):
        settled = {
            plain(each.get("source") or ""): each
            for each in earlier.get("thresholds") or []
            if each.get("confirmed") or each.get("kept_as_sentence")
        }
        entry.data = {**entry.data, "thresholds": [
            {**settled[plain(each.get("source") or "")], "line": each.get("line")} if plain(each.get("source") or "") in settled else each
            for each in entry.data["thresholds"]
        ]}  # fmt: skip
    if entry.match.kind == matching.SAME and not earlier.get("questions"):
        entry.settled = True
        entry.data = {**entry.data, "answers": {**(earlier.get("answers") or {}), **(entry.data.get("answers") or {})}}


def _ask_same_domain(found: list[Entry], known: list[Any]) -> None:
    """Where a party's name is near another's but not the same, a person says whether they are one domain."""
    seen: list[tuple[str, Any]] = [(each.name, None) for each in known if not each.is_home]
    for entry in found:
        if entry.section not in ("customers", "dependencies") or not entry.lead or entry.kind != "item" or entry.act == "leave":
            continue
        verdicts = [(names.same_domain(entry.lead, name), name) for name, _line in seen]
        near = next((name for verdict, name in verdicts if verdict == names.UNSURE), None)
        if near and not any(verdict == names.SURE for verdict, _name in verdicts):
            about = f"{entry.path}"
            asked = Asked("same_domain", about, same_domain_sentence(entry.lead, near), ["one_domain", "two_domains"], entry.lines[0],
                          {"name": entry.lead, "other": near})  # fmt: skip
            asked.answer = (entry.data.get("answers") or {}).get(f"same_domain:{about}", "")
            entry.questions.append(asked)
        seen.append((entry.lead, entry))


def same_domain_sentence(name: str, other: str) -> str:
    return gettext("Is “%(name)s” the same domain as “%(other)s”, or another one?") % {"name": name, "other": other}


def difference(entry: Entry) -> list[tuple[Any, list[differences.Piece]]]:
    """What changed in an item from the earlier words, label by label; pieces that say the same are left away."""
    earlier = entry.match.earlier
    return compared(earlier.data | {"text": earlier.text}, earlier.section, entry.data, entry.section)


def _amounts(item: dict) -> dict[str, str]:
    """An amount that changed apart from the words."""
    words = amount_words(item)
    return {"amount": words} if words else {}


def compared(old: dict, old_section: str, new: dict, section: str) -> list[tuple[Any, list[differences.Piece]]]:
    """What differs between two items, label by label; the lead and what follows it are one text."""
    before, after = clause.said(old, old_section), clause.said(new, section)
    if section == old_section == "resources" and before == after:
        before, after = before | _amounts(old), after | _amounts(new)
    return [
        (clause.Part(key, "").label, differences.words(before.get(key, ""), after.get(key, "")))
        for key in [*after, *(key for key in before if key not in after)]
        if before.get(key, "") != after.get(key, "")
    ]
