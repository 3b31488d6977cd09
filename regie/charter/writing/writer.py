"""A `Reading` → Markdown. Where the sentences alone would not give a value back, a labelled line says it."""

import re
from datetime import date

from regie.charter.reading import Item, Metric, Note, Reading, Review, stated
from regie.charter.reading.blocks import Block, scan
from regie.charter.reading.language import language_of
from regie.charter.reading.metrics import read_metric
from regie.charter.reading.parts import weigh
from regie.charter.reading.reviews import line_of, told_by
from regie.charter.reading.words import SECTION_TITLES

from .sentences import rule_sentence
from .words import LABELS, REVIEW_TITLES, RHYTHMS, UNITS

MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
POINTS = ("constraints", "challenges")


def write(reading: Reading, language: str | None = None) -> str:
    """The charter as Markdown, headings in `language` (default: that of its texts)."""
    language = language if language in LABELS else reading.language
    text = _Writer(reading, language).text()
    if language_of(text.split("\n")) != reading.language:
        text = f"---\nlang: {reading.language}\n---\n\n{text}"
    return text


def escape(text: str, *, start: bool = True) -> str:
    """Plain text so that Markdown reads it as it stands."""
    text = re.sub(r"([\\*_`<>\[\]&{}])", r"\\\1", " ".join(text.split("\n")))
    if start:
        text = re.sub(r"^([#+\-=|~])", r"\\\1", text)
        text = re.sub(r"^(\d{1,4})([.)])", r"\1\\\2", text)
        text = re.sub(r"^([•‣–])(?=\s)", r"\\\1", text)
    return text


class _Writer:
    def __init__(self, reading: Reading, language: str):
        self.reading, self.language, self.words = reading, language, LABELS[language]
        self.lines: list[str] = []

    def text(self) -> str:
        reading = self.reading
        if reading.domain:
            self.block(f"# {self.words['title']}{self.words['colon']} {escape(reading.domain, start=False)}")
        self.header()
        if reading.driver or reading.requirement:
            self.section("purpose")
            for name, item in (("driver", reading.driver), ("requirement", reading.requirement)):
                if item:
                    self.block(self.labelled(name, item.text))
            self.notes("purpose")
        self.points("responsibilities")
        self.parties("customers")
        self.parties("dependencies")
        for name in (*POINTS, "resources", "delegator_responsibilities", "competencies"):
            self.points(name)
        self.metrics()
        self.reviews()
        self.rest()
        return "\n".join(self.lines).rstrip("\n") + "\n"

    def block(self, text: str) -> None:
        self.lines += [text, ""]

    def bullets(self, texts: list[str]) -> None:
        if texts:
            self.block("\n".join(f"- {text}" for text in texts))

    def section(self, name: str) -> None:
        titles: dict[str, tuple[str, ...]] = SECTION_TITLES[name]
        self.block(f"## {titles[self.language][0]}")

    def labelled(self, name: str, value: str) -> str:
        return f"**{self.words[name]}{self.words['colon']}** {escape(value, start=False)}".rstrip()

    def header(self) -> None:
        reading, lines = self.reading, []
        if reading.delegator:
            lines.append(self.labelled("delegator", reading.delegator.text))
        if reading.delegatees:
            lines.append(self.labelled("delegatees", ", ".join(item.text for item in reading.delegatees)))
        if reading.updated_on:
            lines.append(self.labelled("updated_on", self.date(reading.updated_on)))
        if reading.authors:
            lines.append(self.labelled("authors", ", ".join(item.text for item in reading.authors)))
        self.bullets(lines)

    def date(self, day: date) -> str:
        return f"{day.day} {MONTHS[self.language][day.month - 1]} {day.year:04d}"

    def notes(self, section: str) -> None:
        """Notes of a section stand at its end, under a heading of their own."""
        mine = [note for note in self.reading.notes if note.section == section]
        if mine:
            self.block(f"### {self.words['notes']}")
            self.bullets([escape(note.text) for note in mine])

    def points(self, name: str) -> None:
        items: list[Item] = getattr(self.reading, name)
        if not items and not self.has_notes(name):
            return
        self.section(name)
        # Paragraphs only where each opens with its own title, for a paragraph without one joins the one above.
        prose = name in ("responsibilities", "constraints", "delegator_responsibilities") and all(
            item.name and item.text.startswith(item.name) and len(item.text) > len(item.name) + 3 for item in items
        )
        group: str | None = None
        waiting: list[str] = []
        for item in items:
            if item.group != group:
                self.bullets(waiting)
                waiting, group = [], item.group
                if group:
                    self.block(f"### {escape(group, start=False)}")
            if prose:
                self.block(self.point(item))
            else:
                waiting.append(self.point(item) + (self.stated(item) if name == "resources" else ""))
        self.bullets(waiting)
        self.notes(name)

    def has_notes(self, name: str) -> bool:
        return any(note.section == name for note in self.reading.notes)

    def point(self, item: Item) -> str:
        name = (item.name or "").strip()
        at = item.text.find(name) if name else -1
        if at < 0:
            text = f"**{escape(name)}** – {escape(item.text, start=False)}" if name else escape(item.text)
            return text
        before, after = item.text[:at], item.text[at + len(name) :]
        return f"{escape(before) if before else ''}**{escape(name, start=False)}**{escape(after, start=False)}"

    def stated(self, item: Item) -> str:
        """Lines below a resource for what its words alone would not give back."""
        blocks, _, _ = scan([f"- {self.point(item)}"])
        again = Item(blocks[0].text if blocks else item.text, 0)
        weigh(again)
        lines = stated.say(item, again, self.language)
        return "".join(f"\n  - **{label}{self.words['colon']}** {escape(value, start=False)}" for label, value in lines)

    def parties(self, name: str) -> None:
        items: list[Item] = getattr(self.reading, name)
        if not items and not self.has_notes(name):
            return
        self.section(name)
        for item in items:
            self.block(f"### {escape(item.name or item.text, start=False)}")
            if item.deliverable:
                self.block(self.labelled("deliverable", item.deliverable))
            if item.requirement:
                self.block(self.labelled("demand", item.requirement))
        self.notes(name)

    # Metrics

    def metrics(self) -> None:
        if not self.reading.metrics and not self.has_notes("metrics"):
            return
        self.section("metrics")
        for metric in self.reading.metrics:
            lines = self.metric(metric)
            self.lines += [f"### {escape(metric.name, start=False)}", "", *lines, *self.explicit(metric, lines)]
        self.notes("metrics")

    def metric(self, metric: Metric) -> list[str]:
        lines: list[str] = []
        if metric.text:
            lines += [self.labelled("description", metric.text), ""]
        if metric.monitoring:
            lines += [self.labelled("monitoring", ""), ""]
            lines += [f"- {escape(sentence.text)}" for sentence in metric.monitoring] + [""]
        for source in dict.fromkeys(rule.source for rule in metric.thresholds):
            lines += [self.labelled("threshold", source), ""]
            for rule in metric.thresholds:
                if rule.source == source and rule.confirmed and rule.compare:
                    lines += [self.labelled("rule", rule_sentence(rule, self.language)), ""]
                    if more := stated.say_rule(rule, self.language):
                        lines += [self.labelled("rule_more", more), ""]
        if metric.purpose:
            lines += [self.labelled("purpose", metric.purpose), ""]
        return lines

    def explicit(self, metric: Metric, lines: list[str]) -> list[str]:
        """Labelled lines for what reading the sentences again would not give."""
        blocks, _, _ = scan(lines)
        again, _ = read_metric(Block("heading", escape(metric.name, start=False), 1, 1, 3), blocks)
        added = []
        for name in ("formula", "unit", "owner", "measured", "reported"):
            value = getattr(metric, name)
            if getattr(again, name) == value:
                continue
            if name in ("measured", "reported"):
                value = RHYTHMS[self.language].get(value or "")
            elif name == "unit":
                value = UNITS[self.language].get(value or "")
            added += [self.labelled(name, value or "—"), ""]
        return added

    # Reviews

    def reviews(self) -> None:
        reading = self.reading
        if not (reading.reviews or reading.criteria or self.has_notes("reviews") or self.has_notes("criteria")):
            return
        self.section("reviews")
        rhythm: str | None = None
        waiting: list[str] = []
        for review in reading.reviews:
            if review.rhythm != rhythm:
                self.bullets(waiting)
                waiting, rhythm = [], review.rhythm
                if rhythm:
                    self.block(f"**{REVIEW_TITLES[self.language][rhythm]}{self.words['colon']}**")
            waiting.append(self.review(review))
        self.bullets(waiting)
        if reading.criteria:
            self.block(f"**{self.words['criteria']}{self.words['colon']}**")
            self.bullets([self.point(item) for item in reading.criteria])
        self.notes("reviews")

    def review(self, review: Review) -> str:
        """The line as it stands where it still says what the review is, else a new one."""
        text = review.text
        if not told_by(review, text):
            text = line_of(review.name, review.minutes_min, review.minutes_max, review.participants, text)
        return self.point(Item(text, 0, name=review.name if review.name in text else None))

    def rest(self) -> None:
        """What stood outside the known sections."""
        others: dict[str, list[Note]] = {}
        known = {"purpose", "responsibilities", "customers", "dependencies", *POINTS, "resources", "delegator_responsibilities",
                 "competencies", "metrics", "reviews"}  # fmt: skip
        for note in self.reading.notes:
            if note.section not in known or (note.section == "purpose" and not (self.reading.driver or self.reading.requirement)):
                others.setdefault((note.section == "other" and note.heading) or self.words["notes"], []).append(note)
        for heading, notes in others.items():
            self.block(f"## {escape(heading, start=False)}")
            self.bullets([escape(note.text) for note in notes])
