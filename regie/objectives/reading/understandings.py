"""What readers understood of an objective, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from regie.objectives.models import Comprehension, Objective, Option


@dataclass(frozen=True)
class Part:
    part: str
    label: str
    right: str
    share: int | None  # percent of readers who chose the right version
    wrong: list[tuple[str, int]]  # wrong versions and how many chose them, the most taken first


@dataclass(frozen=True)
class Answer:
    row: Any
    score: int
    is_whole: bool
    parts: list[tuple[str, bool]]


@dataclass(frozen=True)
class Page:
    parts: list[Part]
    answers: list[Answer]
    score: int | None
    to_judge: int
    lacks: int  # answers before it can be closed
    unclear: list[str]
    may_close: bool


def page(test: Comprehension) -> Page:
    scored = test.scored()
    options = list(test.options.all())
    taken: dict[int, int] = {}
    for row, _score in scored:
        for option in row.chosen.all():
            taken[option.pk] = taken.get(option.pk, 0) + 1
    parts = [_part(part, options, taken, len(scored)) for part in Option.Part]
    answers = [
        Answer(row, round(each.score), each.is_whole, [(str(part.label), part.value in each.right) for part in Option.Part])
        for row, each in scored
    ]
    score = test.score if test.score is not None else test.score_of(scored)
    to_judge = sum(not each.is_whole for each in answers)
    lacks = max(0, test.fewest - len(answers))
    unclear = [row.unclear for row, _score in scored if row.unclear]
    return Page(
        parts,
        answers,
        None if score is None else round(score),
        to_judge,
        lacks,
        unclear,
        not (to_judge or lacks or test.closed_at),
    )


def _part(part: Any, options: list[Option], taken: dict[int, int], readers: int) -> Part:
    here = [each for each in options if each.part == part]
    right = next(each for each in here if each.is_right)
    wrong = sorted(((each.text, taken.get(each.pk, 0)) for each in here if not each.is_right), key=lambda each: -each[1])
    share = round(100 * taken.get(right.pk, 0) / readers) if readers else None
    return Part(part.value, str(part.label), right.text, share, wrong)


@dataclass(frozen=True)
class Told:
    test: Comprehension
    answers: int
    state: str


def tests_of(objective: Objective) -> list[Told]:
    """Its tests, the newest first. Two queries."""
    from django.db.models import Count

    rows = objective.tests.annotate(answers=Count("understandings")).order_by("-number")
    return [Told(row, row.answers, "wait" if row.closed_at is None else "good" if row.is_passed else "breach") for row in rows]
