"""The inspiration library as its page shows it: Régie's lines and our own, by theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from regie.lib.stems import folded
from regie.objectives import library
from regie.objectives.models import Inspiration, Mark

WHOSE = ("all", "marked", "own")


@dataclass(frozen=True)
class Asked:
    sought: str = ""
    theme: str = ""
    whose: str = "all"

    @classmethod
    def of(cls, given: Any) -> Asked:
        theme, whose = given.get("theme", ""), given.get("whose", "")
        return cls(given.get("q", "").strip()[:100], theme if theme in library.THEMES else "", whose if whose in WHOSE else "all")


@dataclass(frozen=True)
class Line:
    key: str
    text: str
    note: str
    audience: str
    theme: str
    is_marked: bool
    own: Inspiration | None = None


@dataclass(frozen=True)
class Theme:
    key: str
    name: str
    lines: list[Line]


@dataclass(frozen=True)
class Page:
    themes: list[Theme]
    names: list[tuple[str, str]]
    count: int


def exists(key: str) -> bool:
    kind, _colon, name = key.partition(":")
    if kind == "own":
        return name.isdigit() and Inspiration.objects.filter(pk=name).exists()
    return kind == "lib" and library.named(name, "en") is not None


def page(person: Any, asked: Asked, language: str) -> Page:
    """Two queries."""
    marked = set(Mark.objects.filter(person=person).values_list("key", flat=True))
    lines = [] if asked.whose == "own" else _of_library(asked, language, marked)
    lines += _own(person, asked, marked)
    if asked.whose == "marked":
        lines = [line for line in lines if line.is_marked]
    names = [(key, library.theme_name(key)) for key in library.THEMES]
    themes = [Theme(key, name, here) for key, name in names if (here := [line for line in lines if line.theme == key])]
    return Page(themes, names, len(lines))


def _of_library(asked: Asked, language: str, marked: set[str]) -> list[Line]:
    found = library.search(asked.sought, language, asked.theme)
    return [
        Line(f"lib:{each.key}", each.text, each.note, each.audience, each.theme, f"lib:{each.key}" in marked) for each in found
    ]


def _own(person: Any, asked: Asked, marked: set[str]) -> list[Line]:
    rows = Inspiration.objects.visible_to(person)
    rows = rows.filter(theme=asked.theme) if asked.theme else rows
    wanted = folded(asked.sought).split()
    return [
        Line(f"own:{row.pk}", row.text, row.note, "", row.theme, f"own:{row.pk}" in marked, row)
        for row in rows
        if all(word in folded(f"{row.text} {row.note}").split() for word in wanted)
    ]
