"""What the columns of a sheet may be, and which of them they probably are, from their names in French or English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import override

from regie.lib.tables import Column
from regie.lib.tables.dates import plain


@dataclass(frozen=True)
class Field:
    """`kind`: day, amount, number, percent or word. `words`: names of columns, folded. `example` stands in the sheet to download."""

    key: str
    label: Any
    kind: str
    words: Sequence[str]
    group: Any = ""
    example: Sequence[Any] = ()
    is_needed: bool = False


@dataclass(frozen=True)
class Setting:
    """A question about the whole file. `choices`: pairs; without any it is a number or a word that is typed."""

    key: str
    label: Any
    choices: Sequence[tuple[str, Any]] = ()
    hint: Any = ""
    unit: str = ""


@dataclass
class Chosen:
    """What a person settled about a sheet; plain values, kept with the intake and remembered for its shape."""

    columns: dict[str, str] = field(default_factory=dict)  # column name → key of a field, `week:<day>` or `ignore`
    decimal: str = "."
    order: str = "dmy"
    settings: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, kept: dict) -> Chosen:
        return cls(**{name: kept[name] for name in cls.__dataclass_fields__ if name in kept})

    def as_kept(self) -> dict:
        return {"columns": self.columns, "decimal": self.decimal, "order": self.order, "settings": self.settings}

    def places(self, names: list[str]) -> dict[str, int]:
        """{key of a field: index of its column}; the first where two say the same."""
        found: dict[str, int] = {}
        for index, name in enumerate(names):
            role = self.columns.get(name, "ignore")
            if role != "ignore":
                found.setdefault(role, index)
        return found


def guessed(columns: list[Column], fields: Sequence[Field]) -> dict[str, str]:
    """{column name: key}: the closest names first, each field once; a column of words is no amount."""
    marks: list[tuple[int, int, str, str]] = []
    for column in columns:
        for place, each in enumerate(fields):
            if mark := _likeness(column, each):
                marks.append((-mark, place, column.name, each.key))
    roles: dict[str, str] = {}
    for _mark, _place, name, key in sorted(marks, key=lambda each: each[:2]):
        if name not in roles and key not in roles.values():
            roles[name] = key
    return {column.name: roles.get(column.name, "ignore") for column in columns}


def _likeness(column: Column, each: Field) -> int:
    """The length of the words that say it; whole names count most. Cells that look like something else ask for a whole name."""
    contradicts = (column.kind == "date" and each.kind not in ("day", "word")) or (column.kind == "number" and each.kind == "day")
    bare = _bare(column.name)
    inside = " ".join(bare.translate(_SIGNS).split())
    best = 0
    for words in (*each.words, *_labels(each)):
        words = _bare(words)
        if words in (bare, inside):
            best = max(best, 1000 + len(words))
        elif not contradicts and f" {words} " in f" {inside} ":
            best = max(best, len(words))
    return best


_SIGNS = str.maketrans("()./", "    ")


def _bare(text: str) -> str:
    return " ".join(plain(text).translate(str.maketrans("_-’'", "    ")).split())


def _labels(each: Field) -> list[str]:
    """The words of its own sheet to fill in, in both languages."""
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.append(str(each.label))
    return found
