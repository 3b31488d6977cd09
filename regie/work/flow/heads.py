"""How other tools head the columns of their exports: in English, and in the language of whoever exports, read here as English."""

from __future__ import annotations

from typing import Any

from regie.lib.tables.dates import plain
from regie.work.flow.moments import text_of

_FRENCH = {
    "cle de ticket": "issue key", "resume": "summary", "type de ticket": "issue type", "nom du projet": "project name",
    "etat": "status", "statut": "status", "creation": "created", "cree": "created", "cree(e)": "created", "date de creation": "created",
    "resolu": "resolved", "resolu(e)": "resolved", "resolue": "resolved", "date de resolution": "resolved",
    "mise a jour": "updated", "mis a jour": "updated", "echeance": "due date", "date d'echeance": "due date",
    "nom": "name", "element": "name", "sous-elements": "subitems", "journal de creation": "creation log",
    "derniere mise a jour": "last updated", "date de fin": "completion date",
}  # fmt: skip
_NAMES = {"name", "nom", "élément", "element"}
MADE = ("creation log", "created at", "created")  # when a thing of monday.com was made


def named(cells: list[Any]) -> dict[str, int]:
    """{head in English and small letters: its place}; of two alike the first."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        head = plain(text_of(cell)).replace("’", "'")
        if head:
            found.setdefault(_FRENCH.get(head, head), place)
    return found


def cell(cells: list[Any], heads: dict[str, int], *names: str) -> Any:
    """The first of these columns that says something on this row."""
    for name in names:
        place = heads.get(name)
        if place is not None and place < len(cells) and cells[place] not in (None, ""):
            return cells[place]
    return None


def may_be(cells: list[Any]) -> bool:
    """Quick, for sheets that repeat their heads: whether a row is worth being read as heads."""
    return any(isinstance(cell, str) and cell.strip().casefold() in _NAMES for cell in cells)


def is_monday(heads: dict[str, int]) -> bool:
    """A creation log is its own; where another column says it, a status stands beside it."""
    return "name" in heads and ("creation log" in heads or ("status" in heads and bool(heads.keys() & set(MADE))))
