"""Sections made of points, of parties (customers, dependencies) and of resources."""

import re

from . import stated
from .blocks import Block
from .items import Item
from .labels import label, proper_names
from .numbers import LONGEST, MONEY, money, period
from .numbers import number as to_number
from .plain import fold, key

KINDS = (
    ("money", r"\bbudgets?\b|\bfinancement|\benveloppe|\ballocation budg|\bfunding\b|\bfunds?\b"),
    ("card", r"\bcartes?\b|\bcards?\b"),
    ("time", r"\btemps\b|\bheures?\b|\bhours?\b|\btime\b|\bfull-time\b|\bjours? par\b|\bdays? (?:a|per)\b"),
    ("mentoring", r"\bmentor|\bcoach|\baccompagnement\b"),
    ("room", r"\bsalles?\b|\brooms?\b|\bsuite\b|\bbureaux?\b|\boffices?\b|\batelier\b|\bstudio\b|\bworkshop space\b"),
    ("channel", r"\bcanal\b|\bcanaux\b|\bchannels?\b|\bmessagerie|\bchat\b"),
    ("account", r"\bcomptes?\b|\baccounts?\b"),
    ("access", r"\bacces\b|\bprivileges?\b|\bdroits?\b|\badministrat|\baccess\b|\brights?\b|\blicen[cs]es?\b"),
    ("equipment", r"\bordinateurs?\b|\bcameras?\b|\bmateriel\b|\bequipements?\b|\blaptops?\b|\bequipment\b|\bappareils?\b|\btelephones?\b|\bphones?\b|\bcomputers?\b|\bobjectifs photo\b"),
)  # fmt: skip
_EACH = {
    "person": "personne person tete head capita membre member collaborateur collaboratrice employee salarie",
    "campaign": "campagne campaign",
    "platform": "plateforme plate-forme platform",
    "channel": "canal channel",
    "team": "equipe team",
}
PER = (
    *((name, rf"(?:\b(?:par|per|chaque|each|every) |/ ?)(?:{'|'.join(words.split())})\b") for name, words in _EACH.items()),
    ("person", r"\bpour chacune?\b|\ba (?:person|head)\b"),
    ("campaign", r"\ba campaign\b"),
)
HOURS = re.compile(r"(\d{1,3}(?:[.,]\d)?)\s?(?:h\b|heures?\b|hours?\b|hrs?\b)")


def read_points(reader, section) -> None:
    """Every bullet or paragraph is an item; a sub-heading is the group of those below."""
    items = getattr(reader.reading, section.name)
    titled = sum(
        1 for block in section.blocks if block.kind == "paragraph" and block.inline.bold[:1] and block.inline.bold[0][0] == 0
    )
    group, last, above, noting = None, None, None, False
    for at, block in enumerate(section.blocks):
        follower = section.blocks[at + 1] if at + 1 < len(section.blocks) else None
        if block.kind == "heading" or opens_group(block, follower):
            noting = key(block.text) == "notes"
            group, last = (block.text.rstrip(" :\u00a0") or None) if not noting else None, None
            continue
        if noting or (block.kind == "paragraph" and follower and follower.kind == "bullet" and block.text.rstrip().endswith(":")):
            reader.note(section, block)
            continue
        if (
            last
            and above
            and block.kind == "bullet"
            and above.kind != "row"
            and (above.level if above.kind == "bullet" else 99) < block.level
        ):
            if section.name != "resources" or not stated.take(last, block.text, weigh):
                extend(last, block)
            last.line_end = block.line_end
            continue
        if last and above and block.kind == "paragraph" and above.kind == "paragraph" and titled >= 2 and not block.inline.bold:
            extend(last, block)
            last.doubt("part_of_above")
            reader.ask("part_of_above", block.line, section.name, f"{section.name}.{len(items) - 1}")
            continue
        last, above = Item(block.text, block.line, block.line_end, section.name, name=block.inline.lead, group=group), block
        items.append(last)


def extend(item: Item, block: Block) -> None:
    """A nested bullet or a second paragraph belongs to the item above."""
    item.text = f"{item.text} {block.text}"
    item.line_end = block.line_end


def opens_group(block: Block, follower: Block | None) -> bool:
    """A line all in bold with bullets below it names their group, though it is no heading."""
    if follower is None or follower.kind != "bullet" or not block.inline.all_bold or len(block.text) > 80:
        return False
    if block.kind == "bullet":
        return follower.level > block.level
    return block.kind == "paragraph"


def read_parties(reader, section) -> None:
    """A sub-heading names a party; `Deliverable` and `Requirement` label what passes."""
    items = getattr(reader.reading, section.name)
    party, field, noting, columns = None, None, False, None
    for at, block in enumerate(section.blocks):
        follower = section.blocks[at + 1] if at + 1 < len(section.blocks) else None
        if block.kind == "row":
            columns = _row(items, section, block, columns)
            continue
        named = block.kind == "heading" or (
            block.inline.all_bold
            and not label(block)[0]
            and (follower is None or follower.kind != "heading")
            and block.kind == "paragraph"
        )
        if named:
            noting, field = key(block.text) == "notes", None
            party = None
            if not noting and block.text:
                party = Item(
                    block.text.rstrip(" :\u00a0"), block.line, block.line_end, section.name, name=block.text.rstrip(" :\u00a0")
                )
                items.append(party)
            continue
        if noting:
            reader.note(section, block)
            continue
        name, _, value = label(block)
        if name in ("deliverable", "requirement") and party is not None:
            field = name
            if value:
                _join(party, name, value, block)
        elif party is not None and field and block.kind == "bullet":
            _join(party, field, block.text, block)
        elif party is None or (block.kind == "bullet" and section.blocks[0].kind != "heading" and block.inline.lead):
            party = None
            _one_line(reader, section, items, block)
        elif party.deliverable is None and party.requirement is None:
            party.doubt("deliverable_guessed")
            _join(party, "deliverable", block.text, block)
            reader.ask("deliverable_guessed", block.line, section.name, f"{section.name}.{len(items) - 1}", name=party.name)
        else:
            reader.note(section, block)


def _join(party: Item, field: str, value: str, block: Block) -> None:
    before = getattr(party, field)
    setattr(party, field, f"{before}; {value}" if before else value)
    party.line_end = max(party.line_end, block.line_end)


def _one_line(reader, section, items: list[Item], block: Block) -> None:
    """`- **Sales**: battle cards` or `- Sales: battle cards`: the party and what it gets in one line."""
    head, colon, value = block.text.partition(":")
    if block.kind == "bullet" and (colon or block.inline.lead):
        name = block.inline.lead or head.strip()
        rest = value if colon and len(head) < 90 else block.text[len(name) :] if block.text.startswith(name) else block.text
        party = Item(name, block.line, block.line_end, section.name, name=name, deliverable=rest.strip(" :,–-\u00a0") or None)
        items.append(party)
    else:
        reader.note(section, block)


def _row(items, section, block: Block, columns):
    """A table: its first row names the columns, the others are parties."""
    from .plain import inline
    from .words import LABELS

    cells = [inline(cell).text for cell in block.cells]
    if columns is None:
        return [LABELS.get(key(cell)) for cell in cells]
    party = Item(cells[0], block.line, block.line_end, section.name, name=cells[0])
    for name, cell in list(zip(columns, cells, strict=False))[1:]:
        if cell:
            _join(party, name if name in ("deliverable", "requirement") else "deliverable", cell, block)
    items.append(party)
    return columns


def read_resources(reader, section) -> None:
    """Bullets and paragraphs with what they say of amount, currency, period, per, kind and names."""
    read_points(reader, section)
    for at, item in enumerate(reader.reading.resources):
        if item.kind is None:
            weigh(item)
            if _first_amount(fold(item.text[:LONGEST])):
                item.doubt("several_amounts")
                reader.ask("several_amounts", item.line, section.name, f"resources.{at}", name=item.name or item.text[:60])


def _first_amount(folded: str) -> str:
    """The words up to the second amount, where they alone say a period of the first; else nothing."""
    amounts = [found.start() for found in MONEY.finditer(folded)][:2]
    first = folded[: amounts[1]] if len(amounts) == 2 else ""
    return first if first and period(first) and period(folded[amounts[1] :]) else ""


def weigh(item: Item) -> None:
    """Fill amount, currency, unit, period, per, kind and names from the item's text."""
    folded = fold(item.text[:LONGEST])
    found, paid = money(item.text), None
    item.kind = next((name for name, pattern in KINDS if re.search(pattern, folded)), "other")
    first = _first_amount(folded) or folded
    item.per = next((name for name, pattern in PER if re.search(pattern, first)), None)
    item.period = period(first if first is not folded else item.text) or _year_of(first)
    if found:
        item.amount, item.currency = found
        paid = True
        if item.kind not in ("card",):
            item.kind = "money"
    elif hours := HOURS.search(folded):
        item.amount, item.unit, item.kind = to_number(hours[1]), "hour", "time"
    if not paid and item.kind in ("access", "account", "channel", "equipment", "other", "room"):
        item.names = proper_names(item.text[:LONGEST])


def _year_of(folded: str) -> str | None:
    found = re.search(r"\b(?:and|et) (year|an|annee|quarter|trimestre|month|mois)\b", folded)
    return (
        {
            "year": "year",
            "an": "year",
            "annee": "year",
            "quarter": "quarter",
            "trimestre": "quarter",
            "month": "month",
            "mois": "month",
        }[found[1]]
        if found
        else None
    )
