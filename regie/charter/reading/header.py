"""Who hands the domain over, to whom, when, why: front matter, title, labelled lines, driver and requirement."""

import re

from .blocks import Block
from .items import Item, LeftOut, Note
from .labels import label, people
from .numbers import day
from .plain import fold, inline
from .words import LABELS

FIELDS = {"delegator", "delegatees", "authors", "updated_on", "domain", "driver", "requirement"}
NAVIGATION = re.compile(
    r"(?:next|prev|previous|layout|permalink|url|slug|weight|menu|sidebar|parent|nav|toc|redirect|draft|published)"
)
LEADING = re.compile(
    r"^(?:(?:un )?(?:exemple|modele)(?: de| d')? ?|(?:an )?example(?: of)?(?: an?)? ?|sample )?"
    r"(?:description (?:de|du) domaine|domain description|domaine?(?=[ :])(?= ?:)|charte|charter)(?: (?:du domaine|du|de la|de l'|de|des|d'|of the|of|for the|for))? ?[:\-–]? ?"
)


def read_front(reader, front: dict[str, tuple[str, int]]) -> None:
    """Front matter: the title names the domain, known labels fill their field, the rest is kept or left out."""
    for name, (value, line) in front.items():
        known = LABELS.get(fold(name).replace("_", " "))
        block = Block("paragraph", f"{name}: {value}", line, line)
        if name == "title" and value:
            read_title(reader, Block("heading", value, line, line, 1))
        elif name in ("lang", "language") and value[:2].lower() in ("fr", "en"):
            reader.reading.language = value[:2].lower()
            reader.reading.left_out.append(LeftOut(block.text, line, reason="front_matter"))
        elif known in FIELDS and value:
            _fill(reader, known, value, line, line)
        elif not value or NAVIGATION.match(name):
            reader.reading.left_out.append(LeftOut(f"{name}: {value}", line, reason="front_matter"))
        else:
            reader.reading.notes.append(Note(inline(f"{name}: {value}").text, line, section="header"))


def read_title(reader, block: Block) -> None:
    """`Example domain description: marketing department` → the domain's name."""
    title = block.text
    found = LEADING.match(fold(title))
    name = title
    if found and found.end():
        head, colon, tail = title.partition(":")
        name = (
            tail
            if colon and len(fold(head)) <= found.end()
            else title[-max(0, len(fold(title)) - found.end()) :]
            if len(fold(title)) > found.end()
            else title
        )
    name = name.strip(" :–-\u00a0")
    if reader.reading.domain is None and name:
        reader.reading.domain = name
        reader.reading.left_out.append(LeftOut(title, block.line, block.line_end, reason="title"))
    elif fold(title) != fold(reader.reading.domain or "") and title:
        reader.reading.notes.append(Note(title, block.line, block.line_end, "header"))
    else:
        reader.reading.left_out.append(LeftOut(title, block.line, block.line_end, reason="title"))


def read_header(reader, section) -> None:
    """Labelled lines (bullets, paragraphs, rows of a table); what has no label is a note."""
    waiting = LABELS.get(section.heading.key) if section.heading and section.name == "header" else None
    waiting = waiting if waiting in FIELDS else None
    for block in section.blocks:
        if block.kind == "heading":
            known = LABELS.get(block.key)
            waiting = known if known in FIELDS else None
            if not waiting and block.text:
                reader.note(section, block)
            continue
        if block.kind == "row" and len(block.cells) >= 2 and LABELS.get(Block("row", block.cells[0], 1, 1).key) in FIELDS:
            _fill(
                reader,
                LABELS[Block("row", block.cells[0], 1, 1).key],
                inline(" ".join(block.cells[1:])).text,
                block.line,
                block.line_end,
            )
            continue
        name, _, value = label(block)
        if name in FIELDS and value:
            kept = _fill(reader, name, value, block.line, block.line_end)
            waiting = name if False else None
        elif name in FIELDS:
            waiting, kept = name, True
        elif waiting:
            kept = _fill(reader, waiting, block.text, block.line, block.line_end)
        else:
            kept = False
        if not kept:
            reader.note(section, block)


def _fill(reader, name: str, value: str, line: int, line_end: int) -> bool:
    """Fill one field; False where it is filled already, so that the block is kept as a note."""
    reading = reader.reading
    value = value.strip()
    if name in ("delegatees", "authors"):
        getattr(reading, name).extend(Item(each, line, line_end, "header", name=each) for each in people(value))
        return True
    if name == "domain":
        reading.domain = reading.domain or value
        return reading.domain == value
    if name == "updated_on":
        found, doubtful = day(value)
        if found is None:
            reader.ask("date_unread", line, "header", "updated_on", text=value)
            return False
        if reading.updated_on:
            return False
        reading.updated_on = found
        if doubtful:
            other = found.replace(month=found.day, day=found.month)
            reader.ask(
                "date_order",
                line,
                "header",
                "updated_on",
                (found.isoformat(), other.isoformat()),
                text=value,
                date=found.isoformat(),
            )
        return True
    if getattr(reading, name) is not None:
        return False
    section = "purpose" if name in ("driver", "requirement") else "header"
    setattr(reading, name, Item(value, line, line_end, section, name=value if name == "delegator" else None))
    return True
