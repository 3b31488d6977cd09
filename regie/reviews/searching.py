"""Minutes and decisions that hold all words sought, accents and capitals aside.

The words are compared with `folded` columns, so that SQLite and PostgreSQL find the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, DateTimeField, F, QuerySet, Value
from django.db.models.functions import Coalesce

from regie.lib.text import plain
from regie.reviews.models import Decision, Minute, Review

AROUND = 140


@dataclass(frozen=True)
class Hit:
    kind: str  # minute | decision
    review: Review
    at: Any
    by: str
    snippet: str
    word: str
    address: str


def _holding(rows: QuerySet, words: list[str]) -> QuerySet:
    for word in words:
        rows = rows.filter(folded__contains=word)
    return rows


def search(person, sought: str, page: str | None = None) -> Page:
    """One page of hits, newest first. 5 queries."""
    words = plain(sought).split()[:8]
    minutes = _holding(Minute.objects.visible_to(person).said(), words).order_by().values_list(
        Value("minute", CharField()), F("pk"), Coalesce("said_at", "begun_at", output_field=DateTimeField())
    )  # fmt: skip
    decisions = _holding(Decision.objects.visible_to(person).filter(withdrawn_at=None), words).order_by().values_list(
        Value("decision", CharField()), F("pk"), F("proposed_at")
    )  # fmt: skip
    page_of = Paginator(sorted({*minutes, *decisions}, key=lambda row: (row[2], row[1]), reverse=True), 20).get_page(page)
    said = {each.pk: each for each in Minute.objects.filter(pk__in=_keys(page_of, "minute")).select_related("review", "author")}
    decided = {
        each.pk: each for each in Decision.objects.filter(pk__in=_keys(page_of, "decision")).select_related("review", "owner")
    }
    page_of.object_list = [
        _hit(kind, said[pk] if kind == "minute" else decided[pk], words) for kind, pk, _at in page_of.object_list
    ]
    return page_of


def _keys(page: Page, kind: str) -> list[int]:
    return [pk for found, pk, _at in page.object_list if found == kind]


def _hit(kind: str, row, words: list[str]) -> Hit:
    snippet, word = cut(row.text, words)
    if kind == "minute":
        return Hit(
            kind,
            row.review,
            row.said_at,
            str(row.author or ""),
            snippet,
            word,
            f"{row.review.get_absolute_url()}#minute-{row.pk}",
        )
    return Hit(kind, row.review, row.settled_at or row.proposed_at, str(row.owner or ""), snippet, word, row.get_absolute_url())


def cut(text: str, words: list[str]) -> tuple[str, str]:
    """The part of `text` around the first word found, and that word."""
    flat = " ".join(text.split())
    places = [(plain(flat).find(word), word) for word in words]
    at, word = min((place for place in places if place[0] >= 0), default=(0, words[0] if words else ""))
    begin = max(0, at - AROUND // 2)
    part = flat[begin : begin + 2 * AROUND]
    return ("… " if begin else "") + part + (" …" if begin + 2 * AROUND < len(flat) else ""), word
