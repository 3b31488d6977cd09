"""What a document is made of: sections with tables, charts and lists, all of them plain data that JSON can keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, pgettext

MOST_ROWS = 24  # of a table: a report is read, what is left out is counted and linked


def cell(text: Any, *, url: str = "", count: int = 0, state: str = "", sub: str = "") -> dict[str, str]:
    """`url` leads to the source; `state` draws its shape before the words; `sub` stands below in small."""
    found = {"text": str(text)}
    return found | {key: str(value) for key, value in (("url", url), ("state", state), ("sub", sub)) if value}


def table(
    key: str, caption: Any, heads: Sequence[tuple[Any, bool]], rows: Sequence[Sequence[dict]], url: str = "", count: int = 0
) -> dict[str, Any]:
    """`heads` are (words, whether a number stands below). Rows beyond the most are counted in `more`; `count` says how many
    there are where not all were made."""
    return {
        "key": key,
        "caption": str(caption),
        "heads": [{"text": str(words), "number": is_number} for words, is_number in heads],
        "rows": [list(row) for row in rows[:MOST_ROWS]],
        "more": max(0, (count or len(rows)) - MOST_ROWS),
        "url": url,
    }


@dataclass
class Section:
    """`draft` is the text that the figures give; `brief` says how it stands on the first page, where it stands there."""

    draft: str = ""
    tables: list[dict] = field(default_factory=list)
    charts: list[dict] = field(default_factory=list)
    brief: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "draft": self.draft,
            "tables": [each for each in self.tables if each["rows"]],
            "charts": self.charts,
            "brief": self.brief,
        }


def address(name: str, *args: Any) -> str:
    """The address of a page; empty where the house has none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def of(thing: Any) -> str:
    """Where a thing has its page."""
    try:
        return thing.get_absolute_url() if thing is not None else ""
    except (NoReverseMatch, AttributeError):
        return ""


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


_NUMBERS = {
    1: lambda: pgettext("how many of them", "one"),
    2: lambda: pgettext("how many of them", "two"),
    3: lambda: pgettext("how many of them", "three"),
    4: lambda: pgettext("how many of them", "four"),
    5: lambda: pgettext("how many of them", "five"),
    6: lambda: pgettext("how many of them", "six"),
    7: lambda: pgettext("how many of them", "seven"),
    8: lambda: pgettext("how many of them", "eight"),
    9: lambda: pgettext("how many of them", "nine"),
    10: lambda: pgettext("how many of them", "ten"),
}


def in_words(count: int) -> str:
    """A small number as one writes it in a sentence: three, trois; the feminine where the language has one."""
    return _NUMBERS[count]() if count in _NUMBERS else str(count)


def listed(words: Sequence[str]) -> str:
    """“a, b and c”."""
    names = [str(each) for each in words]
    if len(names) < 2:
        return "".join(names)
    return gettext("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def sentence(text: str) -> str:
    """With a capital at its head."""
    return text[:1].upper() + text[1:]


def joined(*sentences: str) -> str:
    return " ".join(each for each in sentences if each)
