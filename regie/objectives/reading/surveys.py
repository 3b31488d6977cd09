"""Surveys as pages show them: how many have answered, and what, as far as anybody may read it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from regie.objectives.models import FEWEST, Answer, Question, Survey, Theme


@dataclass(frozen=True)
class Progress:
    asked: int
    answered: int  # of those asked
    shared: int  # by the one link

    @property
    def replies(self) -> int:
        return self.answered + self.shared

    @property
    def share(self) -> float | None:
        return 100 * self.answered / self.asked if self.asked else None


def listed(person):
    """Surveys with how many were asked and have answered. 1 query."""
    done = Count("asked", filter=Q(asked__has_answered=True), distinct=True)
    shared = Count("replies", filter=Q(replies__by_shared_link=True), distinct=True)
    return Survey.objects.visible_to(person).annotate(
        asked_many=Count("asked", distinct=True), answered_many=done, shared_many=shared
    )


def progress_of(survey: Survey) -> Progress:
    """2 queries; counts alone, whoever they are."""
    asked = survey.asked.aggregate(all=Count("pk"), done=Count("pk", filter=Q(has_answered=True)))
    return Progress(asked["all"], asked["done"], survey.replies.filter(by_shared_link=True).count())


def counted_replies(survey: Survey):
    rows = survey.replies.all()
    return rows.filter(by_shared_link=False) if survey.set_aside_at else rows


def why_hidden(survey: Survey, replies: int) -> str:
    """Why nothing of it may be read yet: "open", "few", or empty."""
    if not survey.is_anonymous:
        return ""
    if survey.closed_at is None:
        return "open"
    return "few" if replies < FEWEST else ""


@dataclass(frozen=True)
class Bar:
    word: str
    many: int
    share: float


@dataclass(frozen=True)
class Said:
    key: Any
    text: str
    who: str = ""


@dataclass(frozen=True)
class Gathered:
    """What was said under one theme; `many` is None where so few said it that a number would point at them."""

    theme: Theme | None
    many: int | None
    said: list[Said]


@dataclass(frozen=True)
class Result:
    question: Question
    answered: int
    is_hidden: bool  # so few answered this question that nothing of it is shown
    bars: list[Bar] = field(default_factory=list)
    mean: float | None = None
    ends: tuple[str, str] = ("", "")
    themes: list[Gathered] = field(default_factory=list)


@dataclass(frozen=True)
class Results:
    replies: int
    hidden: str
    lines: list[Result] = field(default_factory=list)


def results_of(survey: Survey) -> Results:
    """All that was answered, question by question. 5 queries, whatever was answered."""
    counted = counted_replies(survey)
    many = counted.count()
    if hidden := why_hidden(survey, many):
        return Results(many, hidden)
    by_question: dict[int, list[Answer]] = {}
    rows = Answer.objects.filter(reply__in=counted).select_related("theme", "reply__asked__person")
    for answer in rows.order_by("key"):
        by_question.setdefault(answer.question_id, []).append(answer)
    themes = list(survey.themes.all())
    lines = [_result(survey, question, by_question.get(question.pk, []), themes) for question in survey.questions.all()]
    return Results(many, "", lines)


def _result(survey: Survey, question: Question, answers: list[Answer], themes: list[Theme]) -> Result:
    many = len(answers)
    if survey.is_anonymous and many < FEWEST:
        return Result(question, many, is_hidden=True)
    if question.kind == Question.Kind.TEXT:
        return Result(question, many, False, themes=_gathered(survey, answers, themes))
    counts = Counter(str(word) for answer in answers for word in answer.chosen)
    if question.kind == Question.Kind.SCALE:
        given = [int(answer.chosen[0]) for answer in answers if answer.chosen]
        bars = [Bar(str(step), counts[str(step)], 100 * counts[str(step)] / many if many else 0) for step in range(1, 6)]
        low, high = [*question.choices, "", ""][:2]
        return Result(question, many, False, bars, sum(given) / len(given) if given else None, (low, high))
    bars = [Bar(word, counts[word], 100 * counts[word] / many if many else 0) for word in question.choices]
    return Result(question, many, False, sorted(bars, key=lambda bar: -bar.many))


def _gathered(survey: Survey, answers: list[Answer], themes: list[Theme]) -> list[Gathered]:
    found = []
    for theme in [*themes, None]:
        mine = [answer for answer in answers if answer.theme_id == (theme.pk if theme else None)]
        if not mine:
            continue
        said = [Said(each.key, each.text, "" if survey.is_anonymous else whose(each)) for each in mine]
        few = survey.is_anonymous and len(mine) < FEWEST
        found.append(Gathered(theme, None if few else len(mine), said))
    return found


def whose(answer: Answer) -> str:
    return str(answer.reply.asked or answer.reply.name or "")


@dataclass(frozen=True)
class Card:
    """One answer or idea as it lies in a theme."""

    key: Any
    text: str
    note: str = ""


@dataclass(frozen=True)
class Column:
    theme: Theme | None
    cards: list[Card]


def themes_of(survey: Survey) -> list[Column] | None:
    """Answers in words by theme, those of no theme first; None where they may not be read. 4 queries."""
    counted = counted_replies(survey)
    if why_hidden(survey, counted.count()):
        return None
    rows = Answer.objects.filter(reply__in=counted, question__kind=Question.Kind.TEXT).exclude(text="")
    answers = list(rows.select_related("question", "reply__asked__person").order_by("question__position", "key"))
    if survey.is_anonymous:
        of = Counter(each.question_id for each in answers)
        answers = [each for each in answers if of[each.question_id] >= FEWEST]
    columns = []
    for theme in [None, *survey.themes.all()]:
        mine = [each for each in answers if each.theme_id == (theme.pk if theme else None)]
        columns.append(Column(theme, [Card(each.key, each.text, each.question.text) for each in mine]))
    return columns


def rows_to_export(survey: Survey) -> list[list[Any]]:
    """One line an answer. Of an anonymous survey in the order of words, so that no two lines can be laid side by side."""
    results = results_of(survey)
    rows: list[list[Any]] = []
    for line in results.lines:
        if line.is_hidden:
            continue
        if line.question.kind == Question.Kind.TEXT:
            said = [(each.theme.name if each.theme else "", one.text, one.who) for each in line.themes for one in each.said]
            rows += [[line.question.text, theme, text, 1, who] for theme, text, who in sorted(said)]
        else:
            rows += [[line.question.text, "", bar.word, bar.many, ""] for bar in line.bars]
    return rows
