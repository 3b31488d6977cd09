"""Blocks → sections. A heading is known by its title; an empty or unknown one by what stands below it."""

from dataclasses import dataclass, field

from .blocks import Block
from .numbers import rhythms
from .plain import key
from .words import AMBIGUOUS_TITLES, LABELS, SECTION_STEMS, SECTIONS

NAMED_PARTS = ("customers", "dependencies", "metrics", "resources", "competencies")


@dataclass
class Section:
    """`name` is a word of SECTION_TITLES, `header` before the first heading, or `other`."""

    name: str
    heading: Block | None = None
    blocks: list[Block] = field(default_factory=list)
    guessed: bool = False

    @property
    def line(self) -> int:
        return self.heading.line if self.heading else 1


def section_of(title: str) -> str | None:
    """The section that a title names exactly, or None."""
    return SECTIONS.get(key(title))


def stem_section(title: str) -> str | None:
    """The section whose stems the title holds, or None."""
    words = key(title).split()
    if len(words) > 9:
        return None
    for name, stems in SECTION_STEMS:
        if all(any(word.removeprefix("d'").removeprefix("l'").startswith(stem) for word in words) for stem in stems.split()):
            return name
    return None


def divide(blocks: list[Block]) -> tuple[list[Section], Block | None]:
    """The sections in the order of the text, and the heading that is the title of the whole, if any."""
    blocks = [_bold_heading(block) for block in blocks]
    level = _section_level(blocks)
    current = Section("header")
    sections, title = [current], None
    for block in blocks:
        if block.kind != "heading":
            current.blocks.append(block)
            continue
        opened = _opens(block, current, level)
        if opened == "title":
            if title is None and len(sections) == 1:
                title = block
            else:
                current = Section("other", block)
                sections.append(current)
        elif opened:
            current = Section(opened, block)
            sections.append(current)
        else:
            current.blocks.append(block)
    for section in sections:
        if section.name == "other":
            guess = _by_content(section.blocks)
            if guess:
                section.name, section.guessed = guess, True
    return sections, title


def _opens(block: Block, current: Section, level: int) -> str | None:
    """The section that this heading opens, `title` for a heading above all sections, None for one inside."""
    depth = current.heading.level if current.heading else 0
    exact = section_of(block.text)
    if exact:
        inside = depth and block.level > depth and current.name in NAMED_PARTS and current.name != "other"
        if inside and (block.key in AMBIGUOUS_TITLES or (block.level < 7 and block.level > level)):
            return None
        if exact == "notes" and depth and block.level > depth:
            return None
        if exact == "criteria" and current.name == "reviews" and block.level > depth:
            return None
        return exact
    if block.level == 7:
        return None
    if block.level < level:
        return stem_section(block.text) or "title"
    if block.level == level:
        return stem_section(block.text) or "other"
    if not current.heading or current.name == "header":
        return stem_section(block.text)
    return None


def _section_level(blocks: list[Block]) -> int:
    """The level at which most known titles stand."""
    counts: dict[int, int] = {}
    for block in blocks:
        if block.kind == "heading" and block.level < 7 and section_of(block.text) and block.key not in AMBIGUOUS_TITLES:
            counts[block.level] = counts.get(block.level, 0) + 1
    if not counts:
        levels = [block.level for block in blocks if block.kind == "heading" and block.level < 7]
        stems = [block.level for block in blocks if block.kind == "heading" and block.level < 7 and stem_section(block.text)]
        return min(stems or levels or [2])
    return max(counts, key=lambda level: (counts[level], -level))


def _bold_heading(block: Block) -> Block:
    """A line of its own that is a section's title, in bold or not, is a heading though nothing marks it."""
    if block.kind == "paragraph" and block.line == block.line_end and len(block.first) < 90:
        bold = block.inline.all_bold
        name = section_of(block.text)
        if (
            name
            and (bold or block.key not in AMBIGUOUS_TITLES)
            and not (name == "criteria" and block.text.rstrip().endswith(":"))
        ) and (bold or (block.key not in LABELS and not block.text.rstrip().endswith(":"))):
            return Block("heading", block.source, block.line, block.line_end, 7)
    return block


def _by_content(blocks: list[Block]) -> str | None:
    labels = [LABELS.get(label_key(block)) for block in blocks]
    spoken = sum(1 for block in blocks if len(block.text) < 60 and block.text.rstrip().endswith(":") and rhythms(block.text))
    timed = sum(1 for block in blocks if block.kind == "bullet" and rhythms(block.text))
    if "threshold" in labels or labels.count("purpose") + labels.count("description") >= 2:
        return "metrics"
    if spoken >= 2 or timed >= 3:
        return "reviews"
    if "deliverable" in labels:
        return "dependencies" if "requirement" in labels else "customers"
    if "driver" in labels:
        return "purpose"
    return None


def label_key(block: Block) -> str:
    """The folded words before the first colon."""
    head, colon, _ = block.text[:120].partition(":")
    return key(head) if colon else ""
