"""Minutes and decisions that hold all words sought, the nearest first; accents, capitals and plural aside.

The words are compared with `folded` columns, which hold stems, so that SQLite and PostgreSQL find and rank the same:
docs/decisions/search-in-minutes.md says why, and how fast.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from regie.lib.stems import spans, stems
from regie.reviews.models import Decision, Minute, Review

AROUND = 280  # signs of a passage
A_PAGE = 20


@dataclass(frozen=True)
class Hit:
    kind: str  # minute | decision
    review: Review
    at: Any
    by: str
    passage: list[tuple[str, bool]]  # the text in pieces, each with whether it is a word sought
    address: str


def search(person, sought: str, page: str | None = None) -> Page:
    """One page of hits: by how well they fit, then the newest. 4 queries."""
    words = list(dict.fromkeys(stems(sought)))[:8]
    minutes = _fitting(Minute.objects.visible_to(person).said(), words, 0)
    decisions = _fitting(Decision.objects.visible_to(person).filter(withdrawn_at=None), words, 1)
    minutes = minutes.annotate(kind=Value("minute"), at=F("said_at")).values_list("kind", "pk", "fit", "at")
    decisions = decisions.annotate(kind=Value("decision"), at=F("proposed_at")).values_list("kind", "pk", "fit", "at")
    found = minutes.union(decisions, all=True).order_by("-fit", "-at", "-pk") if words else []
    page_of = Paginator(found, A_PAGE).get_page(page)
    page_of.object_list = list(page_of.object_list)
    said = {each.pk: each for each in Minute.objects.filter(pk__in=_keys(page_of, "minute")).select_related("review", "author")}
    decided = {
        each.pk: each for each in Decision.objects.filter(pk__in=_keys(page_of, "decision")).select_related("review", "owner")
    }
    page_of.object_list = [
        _hit(kind, said[pk] if kind == "minute" else decided[pk], words) for kind, pk, _fit, _at in page_of.object_list
    ]
    return page_of


def _fitting(rows: QuerySet, words: list[str], worth: int) -> QuerySet:
    """Rows that hold every word or one that begins with it. `fit`: 2 a whole word, 3 for all in a row, and what the kind is worth."""
    fit: Any = Value(worth)
    for word in words:
        rows = rows.filter(folded__contains=f" {word}")
        fit += Case(When(folded__contains=f" {word} ", then=2), default=0, output_field=IntegerField())
    if len(words) > 1:
        fit += Case(When(folded__contains=f" {' '.join(words)} ", then=3), default=0, output_field=IntegerField())
    return rows.order_by().annotate(fit=fit)


def _keys(page: Page, kind: str) -> list[int]:
    return [row[1] for row in page.object_list if row[0] == kind]


def _hit(kind: str, row, words: list[str]) -> Hit:
    passage = cut(row.text, words)
    if kind == "minute":
        address = f"{row.review.get_absolute_url()}#minute-{row.pk}"
        return Hit(kind, row.review, row.said_at, str(row.author or ""), passage, address)
    return Hit(kind, row.review, row.settled_at or row.proposed_at, str(row.owner or ""), passage, row.get_absolute_url())


def cut(text: str, words: list[str]) -> list[tuple[str, bool]]:
    """The part of `text` that holds most of the words sought, in pieces: (words, whether they were sought)."""
    flat = " ".join(text.split())
    marks = [(begin, end, next((w for w in words if stem.startswith(w)), "")) for begin, end, stem in spans(flat)]
    hits = [mark for mark in marks if mark[2]]
    begin, end = 0, min(len(flat), AROUND)
    if hits:
        first = max(hits, key=lambda hit: (len({each[2] for each in hits if hit[0] <= each[0] < hit[0] + AROUND // 2}), -hit[0]))
        begin = _word_at(marks, first[0] - AROUND // 3)
        end = next((mark[1] for mark in reversed(marks) if mark[1] <= begin + AROUND), len(flat))
        end = len(flat) if begin + AROUND >= len(flat) else max(end, first[1])
    pieces, at = [("… ", False)] if begin else [], begin
    for start, stop, _word in hits:
        if begin <= start and stop <= end:
            pieces += [(flat[at:start], False), (flat[start:stop], True)]
            at = stop
    pieces += [(flat[at:end], False), (" …" if end < len(flat) else "", False)]
    return [piece for piece in pieces if piece[0]]


def _word_at(marks: list, place: int) -> int:
    """Where the first word at or behind `place` begins; 0 for the beginning of the text."""
    return 0 if place <= 0 else next((mark[0] for mark in marks if mark[0] >= place), 0)
