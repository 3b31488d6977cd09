"""From bytes or text to a `Reading`: decode, mend, scan, divide into sections, read each."""

from . import header, parts
from .blocks import Block, scan
from .decoding import decode
from .items import UNSURE, Item, LeftOut, Note, Placed, Question
from .language import language_of
from .metrics import read_metrics
from .questions import sentence
from .reading import Reading
from .repair import repair, repaired_characters
from .reviews import read_reviews
from .structure import Section, divide
from .unreadable import Unreadable

EXPECTED = ("delegator", "delegatees", "driver", "requirement", "responsibilities", "metrics", "reviews")


class Reader:
    """One reading under way: the answer so far, and the ways to keep a note or to ask."""

    def __init__(self, reading: Reading):
        self.reading = reading

    def note(self, section: Section, block: Block, text: str | None = None) -> None:
        """Keep what fits no field, in its section."""
        heading = section.heading.text if section.heading else None
        self.reading.notes.append(Note(text or block.text, block.line, block.line_end, section.name, heading=heading or None))

    def ask(self, code: str, at: int, part: str = "", about: str | None = None, choices=(), **facts) -> None:
        """Put a question to the person about line `at`; the line is always among its facts."""
        facts = {"line": at} | facts
        question = Question(sentence(code, facts), at, 0, part, UNSURE, code, code, about, list(choices), facts)
        self.reading.uncertain.append(question)

    def leave_out(self, block: Block, reason: str) -> None:
        self.reading.left_out.append(LeftOut(block.text or block.source, block.line, block.line_end, reason=reason))


def read(text: str | bytes, filename: str = "") -> Reading:
    """Read a charter in French or English; raises `Unreadable` (see there for its codes).

    Bytes may be UTF-8, UTF-16 (marked or plain) or Windows-1252. Damaged accents are mended line by
    line. Texts in the answer are plain text, never HTML: escape them to show them.
    """
    decoded, encoding = decode(text, filename)
    source = decoded.split("\n")
    lines = [repair(line) for line in source]
    reading = Reading(encoding=encoding, lines=lines, source_lines=source, language=language_of(lines))
    reading.repaired = sum(map(repaired_characters, source, lines))
    blocks, front, reading.left_out = scan(lines)
    sections, title = divide(blocks)
    reader = Reader(reading)
    header.read_front(reader, front)
    if title is not None:
        header.read_title(reader, title)
    for section in sections:
        _read_section(reader, section)
    _decorations(reader, blocks)
    _same_names(reader)
    if not _anything(reading):
        raise Unreadable("nothing_recognised")
    for name in EXPECTED:
        if not getattr(reading, name):
            reader.ask("missing", 1, name, name, section=name)
    reading.notes.sort(key=lambda note: note.line)
    reading.left_out.sort(key=lambda left: left.line)
    reading.uncertain.sort(key=lambda question: question.line)
    return reading


def _read_section(reader: Reader, section: Section) -> None:
    reading = reader.reading
    if section.heading is not None and section.name != "header":
        heading = section.heading
        reading.headings.append(
            Placed(heading.text, heading.line, section.blocks[-1].line_end if section.blocks else 0, section.name)
        )
        if section.guessed:
            code = "heading_unknown" if heading.text else "heading_guessed"
            reader.ask(code, heading.line, section.name, section.name, title=heading.text, section=section.name)
    if section.name in ("header", "purpose"):
        header.read_header(reader, section)
    elif section.name in ("customers", "dependencies"):
        parts.read_parties(reader, section)
    elif section.name == "resources":
        parts.read_resources(reader, section)
    elif section.name == "metrics":
        read_metrics(reader, section)
    elif section.name in ("reviews", "criteria"):
        read_reviews(reader, section)
    elif section.name in ("other", "notes"):
        for block in section.blocks:
            reader.note(section, block)
    else:
        parts.read_points(reader, section)


def _decorations(reader: Reader, blocks: list[Block]) -> None:
    """Say which link marks and link addresses were dropped from the texts."""
    for block in blocks:
        found = block.inline
        if found.marks:
            reader.reading.left_out.append(LeftOut("🔗", block.line, block.line_end, reason="link_mark"))
        for address in found.addresses:
            reader.reading.left_out.append(LeftOut(address, block.line, block.line_end, reason="link_address"))
        if found.split_word:
            reader.ask("split_word", block.line, name=found.lead or block.text)


def _same_names(reader: Reader) -> None:
    for section in ("customers", "dependencies"):
        seen: dict[str, Item] = {}
        for at, item in enumerate(getattr(reader.reading, section)):
            name = (item.name or "").casefold()
            if name in seen:
                first = seen[name]
                item.doubt("same_name")
                reader.ask("same_name", item.line, section, f"{section}.{at}", ("one_domain", "two_domains"),
                           first=first.line, second=item.line, name=item.name)  # fmt: skip
            else:
                seen[name] = item


def _anything(reading: Reading) -> bool:
    lists = ("delegatees", "responsibilities", "customers", "dependencies", "constraints", "challenges", "resources",
             "delegator_responsibilities", "competencies", "metrics", "reviews", "criteria")  # fmt: skip
    return bool(reading.delegator or reading.driver or reading.requirement or any(getattr(reading, name) for name in lists))
