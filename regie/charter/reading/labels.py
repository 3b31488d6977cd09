"""`**Label** : value`, wherever the bold closes, and what is left when the label is taken off."""

import re

from .blocks import Block
from .plain import key
from .words import LABELS

EDGE = " \u00a0\u202f"


def label(block: Block, *, known_only: bool = True) -> tuple[str | None, str, str]:
    """(field or None, the label as written, the value) of a block that opens with a label."""
    head, colon, value = block.text.partition(":")
    if not colon or len(head) > 90:
        return None, "", block.text
    name = LABELS.get(key(head))
    if name is None and known_only:
        return None, "", block.text
    return name, head.strip(EDGE), value.strip(EDGE)


SEPARATOR = re.compile(r"\s*[,;]\s+|\s+[·•/]\s+")
LAST = re.compile(r"\s+(?:et|and|ou|or|&)\s+(?!(?:de|du|des|d['’]|de la)\b)")


def people(text: str) -> list[str]:
    """Names split on commas and the last “and”: `Inès, Bastien et Awa`."""
    return [name for part in SEPARATOR.split(text.strip(EDGE + ".")) for name in LAST.split(part) if name.strip(EDGE)]


def parties(text: str) -> list[str]:
    """Participants: split on commas outside parentheses, and on the last “and” where it joins two parties."""
    parts, depth, start = [], 0, 0
    for at, each in enumerate(text):
        depth += (each == "(") - (each == ")" and depth > 0)
        if each in ",;" and depth == 0 and not (text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()):
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    last = re.sub(r"^\s*(?:et|and|&)\s+", "", parts[-1])
    joint = LAST.search(last)
    if joint:
        left, right = last[: joint.start()], last[joint.end() :]
        adjectives = len(left.split()) == 1 and left[:1].islower() and len(right.split()) > 1
        parts[-1:] = [last] if adjectives else [left, right]
    else:
        parts[-1] = last
    return [part.strip(EDGE + ".") for part in parts if part.strip(EDGE + ".")]


TRIGGER = re.compile(
    r"(?:tel(?:le)?s? que|comme|such as|like|including|notamment|y compris|avec|with|for|pour|sur|on)\s+(?=[A-ZÀ-Þ])|:\s+(?=[A-ZÀ-Þ])"
)


def proper_names(text: str) -> list[str]:
    """The things that the text lists by name (`platforms such as A, B and C`): capitalised, two or more words at most four."""
    for found in TRIGGER.finditer(text):
        names = []
        for part in re.split(
            r",\s*(?:(?:et|and|ou|or)\s+)?|\s+(?:et|and|ou|or)\s+", re.split(r"[.;()]\s|[.;()]$|\)", text[found.end() :])[0]
        ):
            part = part.strip(EDGE + ".")
            words = part.split()
            if (
                words
                and len(words) <= 4
                and words[0][:1].isupper()
                and all(word[:1].isupper() or word[:1].isdigit() for word in words)
            ):
                names.append(part)
            elif names:
                break
        if names:
            return names
    return []
