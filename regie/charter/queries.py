"""What the review page of a reading shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from regie.charter.forms import ItemForm, section_choices
from regie.charter.models import Reading, Section
from regie.charter.reviewing import Gone, Reviewed, difference, reviewed
from regie.charter.rule_form import ThresholdForm, volumes
from regie.charter.trying import tried
from regie.charter.understanding import clause, matching
from regie.charter.understanding.answers import word
from regie.charter.understanding.entries import Entry
from regie.charter.words import amount_words

SHOWS = ("all", "open", "notes", "new")


@dataclass
class Rule:
    """A threshold with its sentence, its slots and whether it is settled."""

    place: int
    data: dict
    form: ThresholdForm
    rings: str = ""

    @property
    def is_settled(self) -> bool:
        return bool(self.data.get("confirmed"))

    @property
    def is_sentence(self) -> bool:
        return bool(self.data.get("kept_as_sentence"))


@dataclass
class Card:
    """One item beside the lines it came from."""

    entry: Entry
    source: list[tuple[int, str, bool]]
    rules: list[Rule] = field(default_factory=list)
    form: ItemForm | None = None
    stale: Any = None

    @property
    def parts(self) -> list[clause.Part]:
        """Labelled pieces; the threshold sentences stand with their rules."""
        return [
            part
            for part in clause.parts(self.entry.data, self.entry.section)
            if part.key != "text" and not part.key.startswith("threshold")
        ]

    @property
    def parts_shown(self) -> list[tuple[Any, str, list]]:
        """The labelled pieces, word by word where they differ from the earlier version; then those that are gone."""
        told = [(label, pieces) for label, pieces in self.changes if label]
        row = []
        for part in self.parts:
            mine = next((each for each in told if each[0] == part.label), None)
            if mine:
                told.remove(mine)
            row.append((part.label, part.text, mine[1] if mine else []))
        return row + [(label, "", pieces) for label, pieces in told]

    @property
    def text_pieces(self) -> list:
        """What the lead and its text said before and say now, where they differ."""
        return next((pieces for label, pieces in self.changes if not label), [])

    @property
    def updated_on(self) -> date | None:
        text = self.entry.data.get("updated_on")
        return date.fromisoformat(text) if text else None

    @property
    def amount(self) -> str:
        return amount_words(self.entry.data)

    @property
    def sections(self) -> list:
        return section_choices()

    @property
    def theirs(self) -> list:
        """The words of whoever was faster, by field."""
        kept = self.stale.data if self.stale is not None else {}
        fields = self.form.fields if self.form else {}
        said = {
            name: dict(getattr(field, "choices", None) or {}).get(kept.get(name), kept.get(name))
            for name, field in fields.items()
        }
        return [(fields[name].label, value) for name, value in said.items() if value]

    @property
    def changes(self) -> list:
        return difference(self.entry) if self.entry.match and self.entry.match.kind in (matching.CHANGED, matching.MOVED) else []

    @property
    def asked(self) -> list:
        return [(each, [(choice, word(choice)) for choice in each.choices]) for each in self.entry.open_questions]

    @property
    def can_settle(self) -> bool:
        """“That is it” is offered where no rule and no choice asks for more."""
        choosing = any(each.choices for each in self.entry.open_questions)
        return self.entry.is_open and not self.entry.open_thresholds and not choosing

    @property
    def answered(self) -> list:
        return [(each, word(each.answer)) for each in self.entry.questions if each.answer]


@dataclass
class Part:
    section: str
    label: Any
    cards: list[Card]
    count: int
    first: int
    last: int


@dataclass
class ReviewPage:
    reading: Reading
    seen: Reviewed
    shown: str
    parts: list[Part]
    gone: list[Gone]

    @property
    def counts(self) -> dict[str, int]:
        seen = self.seen
        return {"all": len(seen.entries), "open": len(seen.open), "notes": len(seen.notes), "new": len(seen.fresh)}

    @property
    def changed(self) -> int:
        return sum(each.match.kind in (matching.CHANGED, matching.MOVED) for each in self.seen.changed)

    @property
    def shares(self) -> list[tuple[str, str, str]]:
        """The tally's bar: class, place and width in percent."""
        counts = [
            ("tally__new", len(self.seen.understood)),
            ("tally__unsure", len(self.seen.open)),
            ("tally__same", len(self.seen.notes)),
        ]
        whole, at, row = sum(count for _css, count in counts) or 1, 0.0, []
        for css, count in counts:
            width = 100 * count / whole
            if count:
                row.append((css, f"{at:.2f}%", f"{max(width - 0.2, 0.2):.2f}%"))
            at += width
        return row

    @property
    def base_in_proposal(self) -> bool:
        return bool(self.seen.base and self.seen.base.state == "proposed")

    @property
    def next_number(self) -> int:
        """The number that the accepted version will have."""
        if not self.seen.base:
            return 1
        return max(self.seen.base.charter.versions.values_list("number", flat=True)) + 1

    def item(self, path: str) -> Card | Gone | None:
        for each in self.gone:
            if each.path == path:
                return each
        return next((card for part in self.parts for card in part.cards if card.entry.path == path), None)


def review_page(
    reading: Reading,
    shown: str = "all",
    *,
    only: str = "",
    editing: str = "",
    form: ItemForm | None = None,
    stale: Any = None,
    rule_forms=None,
) -> ReviewPage:
    """The page, or with `only` one item of it. Seven queries, whatever the length of the text."""
    seen = reviewed(reading)
    shown = shown if shown in SHOWS else "all"
    wanted = {"all": seen.entries, "open": seen.open, "notes": seen.notes, "new": seen.fresh}[shown]
    chosen = {each.path for each in wanted} | ({only} if only else set()) | ({editing} if editing else set())
    labels = dict(Section.choices)
    above = _headings(reading, seen)
    asked = [each for each in seen.entries if each.path in chosen and each.thresholds and (not only or each.path == only)]
    measures = volumes([each.data.get("formula") or "" for each in asked]) if asked else []
    rung = tried((each.match.earlier.line_id, each.data) for each in asked if each.match and each.match.earlier)
    parts = []
    for section in ("head", *Section.values):
        entries = [each for each in seen.entries if each.section == section]
        cards = [
            _card(reading, each, above.get(each.path, []), editing == each.path, form, stale, rule_forms, measures, rung)
            for each in entries
            if each.path in chosen and (not only or each.path == only)
        ]
        if cards:
            spans = [each.lines for each in entries if each.lines[0]]
            count = sum(each.kind == "item" and each.act != "leave" for each in entries)
            parts.append(
                Part(
                    section,
                    labels.get(section, ""),
                    cards,
                    count,
                    min((a for a, _b in spans), default=0),
                    max((b for _a, b in spans), default=0),
                )
            )
    gone = seen.gone if shown in ("all", "new") or only else []
    return ReviewPage(reading, seen, shown, parts, gone)


def _headings(reading: Reading, seen: Reviewed) -> dict[str, list[tuple[int, str]]]:
    """Headings and lines that only lead to what follows: each stands above the item that it opens."""
    told = {number for each in seen.entries for number, _text in _source(reading, each)}
    told |= {each["line"] for each in reading.data.get("left_out") or []}
    starts = sorted((each.lines[0], each.path) for each in seen.entries if each.lines[0])
    found: dict[str, list[tuple[int, str]]] = {}
    for number, text in enumerate(reading.source_lines, 1):
        if text.strip() and number not in told:
            after = next((path for first, path in starts if first > number), starts[-1][1] if starts else "head")
            found.setdefault(after, []).append((number, text))
    return found


def _card(
    reading: Reading, entry: Entry, above: list[tuple[int, str]], editing: bool, form, stale, rule_forms, measures, rung
) -> Card:
    asked_lines = {each.line for each in entry.open_questions} | {each.get("line") for each in entry.open_thresholds}
    source = [(number, text, number in asked_lines and entry.is_open) for number, text in sorted(above + _source(reading, entry))]
    line = entry.match.earlier.line_id if entry.match and entry.match.earlier else 0
    rules = [
        Rule(
            at,
            each,
            (rule_forms or {}).get(at) or ThresholdForm(rule=each, measures=measures, prefix=f"{entry.anchor}-t{at}"),
            rung.get((line, at), ""),
        )
        for at, each in enumerate(entry.thresholds)
    ]
    if editing and form is None:
        form = ItemForm(section=entry.section, item=entry.data, is_note=entry.is_note, prefix=entry.anchor)
    return Card(entry, source, rules, form if editing else None, stale if editing else None)


def _source(reading: Reading, entry: Entry) -> list[tuple[int, str]]:
    """The lines an item came from, as they came, blank ones left away."""
    lines = reading.source_lines
    if entry.kind == "head":
        data = entry.data
        named = [data.get("delegator"), *(data.get("delegatees") or []), *(data.get("authors") or [])]
        spoken = [each["line"] for each in named if each and each.get("line")]
        numbers = list(range(min(spoken), max(spoken) + 1)) if spoken else []
    else:
        first, last = entry.lines
        numbers = list(range(first, last + 1)) if first else []
        numbers += [each.facts["first"] for each in entry.questions if each.code == "same_name" and each.facts.get("first")]
    return [
        (number, lines[number - 1]) for number in sorted(set(numbers)) if 0 < number <= len(lines) and lines[number - 1].strip()
    ]


def is_open(data: dict) -> bool:
    """Whether a wording still waits for a person's word: an unanswered question, or a rule that nobody confirmed."""
    rules = [each for each in data.get("thresholds") or [] if not each.get("confirmed") and not each.get("kept_as_sentence")]
    return bool(data.get("questions") or rules or data.get("certainty") == "unsure")
