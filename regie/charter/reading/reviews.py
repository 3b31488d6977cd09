"""The evaluation schedule: rhythms, reviews with their length and participants, and the criteria."""

import re
from typing import ClassVar

from .blocks import Block
from .items import Item, Review
from .labels import LAST, parties
from .numbers import minutes, rhythms
from .parts import extend
from .plain import fold, inline, key
from .words import AMBIGUOUS_RHYTHMS, RRULES

EDGE = " \u00a0\u202f:,–—-."
DAYS = {
    "lundi": "MO", "monday": "MO", "mardi": "TU", "tuesday": "TU", "mercredi": "WE", "wednesday": "WE", "jeudi": "TH",
    "thursday": "TH", "vendredi": "FR", "friday": "FR", "samedi": "SA", "saturday": "SA", "dimanche": "SU", "sunday": "SU",
}  # fmt: skip
WEEKDAY = re.compile(r"\b(?:chaque|tous les|every|each|le|les|on|le premier|the first)\s(" + "|".join(DAYS) + r")s?\b")


def read_reviews(reader, section) -> None:
    """A line that only names a rhythm rules the reviews below; criteria follow the line that announces them."""
    reviews, criteria = reader.reading.reviews, reader.reading.criteria
    rhythm, words, group, above = None, None, None, None
    mode = "criteria" if section.name == "criteria" else "reviews"
    for at, block in enumerate(section.blocks):
        follower = section.blocks[at + 1] if at + 1 < len(section.blocks) else None
        if block.kind == "heading" and key(block.text) == "notes":
            mode = "notes"
            continue
        if mode == "notes":
            reader.note(section, block)
            continue
        if is_rhythm(block):
            rhythm, _, words = rhythms(block.text)[0]
            mode, above = "reviews", block
            continue
        if announces_criteria(block, follower):
            mode, group = "criteria", None
            if block.kind != "heading" and key(block.text) not in (
                "criteres",
                "criteria",
                "criteres d'evaluation",
                "evaluation criteria",
            ):
                reader.note(section, block)
            continue
        if mode == "criteria" and (block.kind in ("bullet", "row") or (section.name == "criteria" and block.kind == "paragraph")):
            if above is not None and above.kind == "bullet" and block.kind == "bullet" and block.level > above.level and criteria:
                extend(criteria[-1], block)
                continue
            criteria.append(Item(block.text, block.line, block.line_end, "criteria", name=block.inline.lead, group=group))
            above = block
            continue
        if mode == "criteria" and block.kind == "heading":
            group = block.text or None
            continue
        mode = "reviews" if block.kind != "paragraph" else mode
        review = block.kind != "heading" and read_review(reader, section, block, rhythm, words)
        if review:
            reviews.append(review)
        elif block.text:
            reader.note(section, block)


def is_rhythm(block: Block) -> bool:
    """Whether a line says nothing but how often: `Weekly:`, `**Semestriel :**`, `### Every month`."""
    text = fold(block.text).strip(EDGE)
    found = rhythms(text)
    if len(found) != 1 or len(text) > 60:
        return False
    rest = re.sub(
        r"\b(?:revues?|reviews?|reunions?|meetings?|evaluations?|une|un|a|the|les|on|basis)\b", "", text.replace(found[0][2], "")
    )
    alone = not rest.strip(EDGE)
    return alone and (block.kind == "heading" or block.text.rstrip().endswith(":") or block.inline.all_bold)


def announces_criteria(block: Block, follower: Block | None) -> bool:
    named = re.search(r"\bcriteres?\b|\bcriteria\b|\bcriterion\b", fold(block.text[:300]))
    if not named:
        return False
    return block.kind == "heading" or (
        follower is not None and follower.kind == "bullet" and (block.text.rstrip().endswith(":") or block.inline.all_bold)
    )


def read_review(reader, section, block: Block, rhythm: str | None, words: str | None) -> Review | None:
    """`**Name** (length): participants`, or `Name, length, participants`; None where the line is no review."""
    if block.kind == "row":
        return _row(reader, block, rhythm)
    text = block.text
    low, high = minutes(text)
    own = rhythms(text)
    bold = block.inline.lead
    if not (bold or high or (own and block.kind == "bullet") or (rhythm and block.kind == "bullet")):
        return None
    if block.kind == "paragraph" and not (high or (bold and (rhythm or own))):
        return None
    length = next((found for found in re.finditer(r"\([^()]{1,60}\)", text[:1000]) if minutes(found[0])[1]), None)
    if length:
        name, rest = text[: length.start()], text[length.end() :]
        low, high = minutes(length[0])
    elif ":" in text:
        name, _, rest = text.partition(":")
        low, high = minutes(name) if minutes(name)[1] else minutes(rest)
        rest = ", ".join(part for part in _commas(rest) if not _is_length(part))
        name = ", ".join(part for part in _commas(name) if not _is_length(part))
    else:
        first, *others = _commas(text)
        name, rest = first, ", ".join(part for part in others if not _is_length(part) and not is_only_rhythm(part))
    review = Review(text, block.line, block.line_end, "reviews", name=(bold or name).strip(EDGE))
    review.minutes_min, review.minutes_max = low, high
    review.participants = parties(rest.lstrip(EDGE)) if rest.strip(EDGE) else []
    if own and (rhythm is None):
        rhythm, _, words = own[0]
    review.rhythm, review.rrule = rhythm, rule(rhythm, text)
    at = len(reader.reading.reviews)
    if rhythm is None:
        review.doubt("review_without_rhythm")
        reader.ask("review_without_rhythm", block.line, "reviews", f"reviews.{at}", tuple(RRULES), name=review.name)
    elif words in AMBIGUOUS_RHYTHMS:
        review.doubt("rhythm_ambiguous")
        choices = ("bimonthly", "semimonthly") if rhythm == "bimonthly" else ("fortnightly", "semiweekly")
        reader.ask("rhythm_ambiguous", block.line, "reviews", f"reviews.{at}", choices, words=words, rhythm=rhythm)
    return review


def rule(rhythm: str | None, text: str = "") -> str | None:
    """RFC 5545; a weekday that the text names is kept (`every Monday`)."""
    answer = RRULES.get(rhythm or "")
    found = WEEKDAY.search(fold(text))
    if answer and found and rhythm in ("weekly", "fortnightly"):
        answer += f";BYDAY={DAYS[found[1]]}"
    return answer


def line_of(name: str, low: int | None, high: int | None, people: list[str], spoken: str = "") -> str:
    """A review in one line that `read_review` takes apart again; a weekday that `spoken` names is kept."""
    length = "" if not high else f"{high} min max" if not low else f"{low}-{high} min" if low != high else f"{high} min"
    weekday = WEEKDAY.search(fold(spoken)) if length else None
    inside = ", ".join(filter(None, (weekday[0] if weekday else "", length)))
    # The mark at the end keeps “sales and product” one party.
    joint = any(LAST.search(each) or "," in each for each in people)
    told = f"{'; '.join(people)};" if joint else ", ".join(people)
    return f"{name}{f' ({inside})' if inside else ''}{f': {told}' if told else ''}"


def told_by(review: Review, text: str) -> bool:
    """Whether the line says the review's name, length and participants by itself."""
    again = read_review(_Deaf(), None, Block("bullet", text, 1, 1), review.rhythm, None) if text else None
    said = again and (again.minutes_min, again.minutes_max, again.participants)
    return said == (review.minutes_min, review.minutes_max, review.participants)


class _Deaf:
    """A reader whose questions nobody hears."""

    class reading:
        reviews: ClassVar[list] = []

    def ask(self, *_question, **_facts) -> None:
        pass


def _commas(text: str) -> list[str]:
    return [part.strip() for part in re.split(r",\s+|\s+[–—]\s+|\s+·\s+", text) if part.strip()]


def _is_length(text: str) -> bool:
    return len(text) < 40 and minutes(text)[1] is not None


def is_only_rhythm(text: str) -> bool:
    found = rhythms(text)
    return bool(found) and len(found[0][2]) >= len(fold(text).strip(EDGE)) - 1


def _row(reader, block: Block, rhythm: str | None) -> Review | None:
    """A row of a table: the cells say by themselves which is the rhythm, the length, the participants."""
    cells = [inline(cell).text for cell in block.cells if cell.strip()]
    often = next((cell for cell in cells if is_only_rhythm(cell)), None)
    length = next((cell for cell in cells if _is_length(cell)), None)
    if often is None and length is None:
        return None
    others = [cell for cell in cells if cell not in (often, length)]
    low, high = minutes(length) if length else (None, None)
    rhythm = rhythms(often)[0][0] if often else rhythm
    return Review(
        block.text, block.line, block.line_end, "reviews", name=others[0] if others else block.text, rhythm=rhythm,
        rrule=rule(rhythm, block.text), minutes_min=low, minutes_max=high, participants=parties(others[1]) if len(others) > 1 else [],
    )  # fmt: skip
