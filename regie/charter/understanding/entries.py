"""What was read, item by item, with the corrections made so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from regie.charter.reading.questions import sentence
from regie.charter.understanding import clause

LISTS = (
    "responsibilities", "customers", "dependencies", "constraints", "challenges", "resources",
    "delegator_responsibilities", "competencies", "metrics", "reviews", "criteria",
)  # fmt: skip
HEAD = ("delegator", "delegatees", "authors", "updated_on", "domain")


@dataclass
class Asked:
    """A question of the reader, in the language in force, and what a person answered."""

    code: str
    about: str
    text: str
    choices: list[str]
    line: int
    facts: dict
    answer: str = ""


@dataclass
class Entry:
    """One item as the review page shows it and as a line will hold it."""

    path: str
    section: str  # a charter.Section value, or `head`
    data: dict
    kind: str = "item"  # item, note, head, question
    act: str = "take"
    settled: bool = False
    revision: int = 0  # of its correction; 0: nobody corrected it yet
    questions: list[Asked] = field(default_factory=list)
    match: Any = None
    owned: Any = None  # its correction

    @property
    def anchor(self) -> str:
        return self.path.replace(".", "-")

    @property
    def is_note(self) -> bool:
        return self.act == "note" or (self.kind == "note" and self.act == "take")

    @property
    def lead(self) -> str:
        return clause.lead(self.data)

    @property
    def title(self) -> str:
        return self.lead or self.data.get("text") or ""

    @property
    def rest(self) -> str:
        return clause.rest(self.data)

    @property
    def said(self) -> str:
        """The rest as it stands alone below its lead, without the comma or dash that joined them."""
        return self.rest.lstrip(" \u00a0,;:.–—-")

    @property
    def thresholds(self) -> list[dict]:
        return self.data.get("thresholds") or []

    @property
    def open_thresholds(self) -> list[dict]:
        return [each for each in self.thresholds if not each.get("confirmed") and not each.get("kept_as_sentence")]

    @property
    def open_questions(self) -> list[Asked]:
        """Those that no answer, no settled rule and no “that is it” has closed."""
        if self.settled:
            return []
        return [each for each in self.questions if not each.answer and not self._rule_settled(each)]

    def _rule_settled(self, asked: Asked) -> bool:
        parts = asked.about.split(".")
        if len(parts) == 4 and parts[2] == "thresholds" and parts[3].isdigit() and int(parts[3]) < len(self.thresholds):
            rule = self.thresholds[int(parts[3])]
            return bool(rule.get("confirmed") or rule.get("kept_as_sentence"))
        return asked.code == "formula_missing" and bool(self.data.get("formula"))

    @property
    def is_open(self) -> bool:
        """It waits for a person's word."""
        if self.act == "leave" or self.is_note:
            return False
        doubted = self.data.get("certainty") == "unsure" and not self.questions and not self.settled
        return bool(self.open_questions or self.open_thresholds or doubted)

    @property
    def lines(self) -> tuple[int, int]:
        return self.data.get("line") or 0, self.data.get("line_end") or self.data.get("line") or 0


def entries(read: dict, corrections: dict[str, Any] | None = None) -> list[Entry]:
    """All items in reading order: the head, each section's items then its notes, and questions that belong to no item.

    `corrections` maps a path to an object with act, section, data, settled and revision.
    """
    found = [Entry("head", "head", {key: read.get(key) for key in HEAD}, kind="head")]
    for role in ("driver", "requirement"):
        if read.get(role):
            found.append(Entry(role, "purpose", {**read[role], "role": role}))
    for section in LISTS:
        found += [Entry(f"{section}.{at}", section, item) for at, item in enumerate(read.get(section) or [])]
    for at, note in enumerate(read.get("notes") or []):
        found.append(Entry(f"notes.{at}", _home(note.get("section")), note, kind="note"))
    by_path = {each.path: each for each in found}
    for at, question in enumerate(read.get("uncertain") or []):
        _attach(found, by_path, at, question)
    for each in found:
        _correct(each, (corrections or {}).get(each.path))
    order = {name: place for place, name in enumerate(("head", "purpose", *LISTS))}
    return sorted(found, key=lambda each: (order[each.section], each.kind == "note", each.kind == "question"))


def _home(section: str | None) -> str:
    """The part in which a note is shown; what stood before the first heading goes with the purpose."""
    return section if section in LISTS else "purpose"


def _attach(found: list[Entry], by_path: dict[str, Entry], at: int, question: dict) -> None:
    about = question.get("about") or ""
    asked = Asked(
        question.get("code") or "",
        about,
        sentence(question["code"], question.get("facts") or {}) if question.get("code") else question.get("text", ""),
        list(question.get("choices") or []),
        question.get("line") or 0,
        question.get("facts") or {},
    )
    pieces = about.split(".")
    owner = by_path.get(about) or by_path.get(".".join(pieces[:2])) or (by_path["head"] if pieces[0] in HEAD else None)
    if owner is None and asked.code == "split_word":
        owner = next((each for each in found if each.kind == "item" and each.lines[0] <= asked.line <= each.lines[1]), None)
    if owner is None:
        section = pieces[0] if pieces[0] in LISTS else "purpose"
        owner = Entry(
            f"uncertain.{at}", section, {"text": asked.text, "line": asked.line, "line_end": asked.line}, kind="question"
        )
        found.append(owner)
    owner.questions.append(asked)


def _correct(entry: Entry, correction: Any) -> None:
    if correction is None:
        return
    entry.owned = correction
    entry.revision, entry.act, entry.settled = correction.revision, correction.act, correction.settled
    entry.data = {**entry.data, **correction.data}
    if correction.section:
        entry.section = correction.section
        if entry.kind == "note" and correction.act == "take":
            entry.kind = "item"
            entry.data = {**entry.data, "section": correction.section}
    answers = correction.data.get("answers") or {}
    for asked in entry.questions:
        asked.answer = answers.get(f"{asked.code}:{asked.about}", "")
