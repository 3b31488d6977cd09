"""The little that people may mark in a passage: paragraphs, lines of a list after a hyphen, **what weighs**. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from regie.lib.text import french

_STRONG = re.compile(r"\*\*(.+?)\*\*")
_ITEM = re.compile(r"^\s*[-•–]\s+")


@dataclass(frozen=True)
class Block:
    """A paragraph, or a list of lines; `runs` are (text, whether it weighs), one list a line."""

    is_list: bool
    lines: list[list[tuple[str, bool]]]


def blocks(text: str, language: str = "en") -> list[Block]:
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        for is_list, lines in _grouped(part.split("\n")):
            found.append(Block(is_list, [runs(line, language) for line in lines]))
    return [each for each in found if each.lines]


def _grouped(lines: list[str]) -> list[tuple[bool, list[str]]]:
    groups: list[tuple[bool, list[str]]] = []
    for line in lines:
        if not line.strip():
            continue
        is_item = bool(_ITEM.match(line))
        text = _ITEM.sub("", line).strip()
        if is_item and groups and groups[-1][0]:
            groups[-1][1].append(text)
        elif not is_item and groups and not groups[-1][0]:
            groups[-1][1][-1] += f" {text}"
        else:
            groups.append((is_item, [text]))
    return groups


def runs(line: str, language: str = "en") -> list[tuple[str, bool]]:
    """One line as pieces; in French with the spaces that its marks ask for."""
    line = french(line) if language.startswith("fr") else line
    pieces = _STRONG.split(line)
    return [(piece, index % 2 == 1) for index, piece in enumerate(pieces) if piece]


def plain(text: str, language: str = "en") -> str:
    """As one text without marks, for notes of slides and for those who listen."""
    said = ["\n".join("".join(piece for piece, _strong in line) for line in block.lines) for block in blocks(text, language)]
    return "\n".join(said)
