"""A workshop as its pages show it: the step under way, who is here, the wall of ideas, what was made of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils import timezone

from regie.objectives import bygone, library
from regie.objectives.models import Dots, Idea, Inspiration, Objective, Seat, Step, Theme, Workshop
from regie.objectives.models.taking_part import HERE
from regie.objectives.reading import surveys

FIRST = 8  # ideas that are drafted from, and named in the minutes


def listed(person):
    """1 query."""
    return (
        Workshop.objects.visible_to(person)
        .select_related("facilitator", "step")
        .annotate(came=Count("seats", filter=Q(seats__taken_at__isnull=False), distinct=True), said=Count("ideas", distinct=True))
    )


def beat_of(workshop: Workshop) -> str:
    """What the facilitator's page and the screen compare before they ask for more: what changed, who is here, how far the vote is.
    1 query besides the workshop; the phones compare `workshop.beat` alone.
    """
    here = Count("pk", filter=Q(seen_at__gt=timezone.now() - HERE), distinct=True)
    came = Count("pk", filter=Q(taken_at__isnull=False), distinct=True)
    found = workshop.seats.aggregate(here=here, came=came, given=Sum("dots__count"))
    return f"{workshop.beat}.{found['came']}.{found['here']}.{found['given'] or 0}"


@dataclass(frozen=True)
class Card:
    """One idea on the wall."""

    idea: Idea
    dots: int | None  # None while the vote is hidden
    who: str
    merged: list[str]
    objective: Objective | None
    mine: int = 0
    is_mine: bool = False

    @property
    def key(self) -> int:
        return int(self.idea.pk)

    @property
    def text(self) -> str:
        return self.idea.text


@dataclass(frozen=True)
class Column:
    theme: Theme | None
    cards: list[Card]


@dataclass(frozen=True)
class Stage:
    """All that a page of an open or a past workshop shows."""

    workshop: Workshop
    steps: list[Step]
    number: int  # of the step under way, from 1; 0 when none is
    columns: list[Column]
    seats: list[Seat]
    shows_dots: bool
    voted: int
    given: int
    drafts: list[Any] = field(default_factory=list)

    @property
    def step(self) -> Step | None:
        return self.workshop.step

    @property
    def kind(self) -> str:
        return self.step.kind if self.step else ""

    @property
    def minutes(self) -> int:
        return self.step.minutes + self.step.more if self.step else 0

    @property
    def ends_at(self) -> datetime | None:
        return self.step.began_at + timedelta(minutes=self.minutes) if self.step and self.step.began_at else None

    @property
    def following(self) -> Step | None:
        return self.steps[self.number] if 0 < self.number < len(self.steps) else None

    @property
    def before(self) -> Step | None:
        return self.steps[self.number - 2] if self.number > 1 else None

    @property
    def cards(self) -> list[Card]:
        return [card for column in self.columns for card in column.cards]

    @property
    def ranked(self) -> list[Card]:
        """By dots where they are shown, else as they hang."""
        return sorted(self.cards, key=lambda card: -(card.dots or 0)) if self.shows_dots else self.cards

    @property
    def filled(self) -> list[Column]:
        """Without empty themes; what lies in none comes last."""
        return sorted((column for column in self.columns if column.cards), key=lambda column: column.theme is None)

    @property
    def newest(self) -> list[Card]:
        return sorted(self.cards, key=lambda card: -card.idea.position)

    @property
    def own(self) -> list[Card]:
        """Of the seat whose page it is."""
        return [card for card in self.cards if card.is_mine]

    @property
    def aloud(self) -> int:
        """Written down by the facilitator; an input that is named after it stays while others propose."""
        return sum(card.idea.seat_id is None for card in self.cards)

    @property
    def most(self) -> int:
        return max((card.dots or 0 for card in self.cards), default=0)

    @property
    def themes(self) -> list[Theme]:
        return [column.theme for column in self.columns if column.theme]

    @property
    def here(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.is_here]

    @property
    def absent(self) -> list[Seat]:
        return [seat for seat in self.seats if not seat.is_here]

    @property
    def all_dots(self) -> int:
        return self.workshop.dots * max(len([seat for seat in self.seats if seat.taken_at]), self.voted)


def shows_dots(workshop: Workshop, steps: list[Step]) -> bool:
    """What was given is shown when the vote has ended, and hidden again when it is gone back to."""
    if workshop.closed_at is not None:
        return True
    vote = next((step for step in steps if step.kind == Step.Kind.VOTE), None)
    return vote is not None and vote.ended_at is not None and workshop.step_id != vote.pk


def stage_of(workshop: Workshop, *, seat: Seat | None = None, language: str = "en") -> Stage:
    """8 queries at most, however many ideas and people there are. `seat`: whose own dots and ideas are marked."""
    steps = list(workshop.steps.all())
    shown = shows_dots(workshop, steps)
    themes = list(workshop.themes.all())
    rows = workshop.ideas.filter(dropped_at=None).select_related("seat__person", "objective")
    ideas = list(rows.order_by("position", "pk"))
    merged: dict[int, list[str]] = {}
    for idea in ideas:
        if idea.merged_into_id:
            merged.setdefault(idea.merged_into_id, []).append(idea.text)
    dots = Dots.objects.filter(seat__workshop=workshop)
    given, voters, mine = Counter[int](), set(), {}
    for seat_id, idea_id, count in dots.values_list("seat_id", "idea_id", "count"):
        given[idea_id] += count
        voters.add(seat_id)
        if seat is not None and seat_id == seat.pk:
            mine[idea_id] = count

    def card(idea: Idea) -> Card:
        return Card(
            idea=idea,
            dots=given[idea.pk] if shown else None,
            who="" if workshop.hides_names or idea.seat is None else str(idea.seat),
            merged=merged.get(idea.pk, []),
            objective=getattr(idea, "objective", None),
            mine=mine.get(idea.pk, 0),
            is_mine=seat is not None and idea.seat_id == seat.pk,
        )

    on_wall = [card(idea) for idea in ideas if idea.merged_into_id is None]
    columns = [Column(None, [one for one in on_wall if one.idea.theme_id is None])]
    columns += [Column(theme, [one for one in on_wall if one.idea.theme_id == theme.pk]) for theme in themes]
    number = next((place for place, step in enumerate(steps, 1) if step.pk == workshop.step_id), 0)
    seats = list(workshop.seats.select_related("person")) if seat is None else []
    return Stage(workshop, steps, number, columns, seats, shown, len(voters), sum(given.values()))


@dataclass(frozen=True)
class Past:
    """What one looks back at: the survey's words, and what became of the last objectives."""

    results: surveys.Results | None
    objectives: list[Objective]
    sections: list[bygone.Bygone] = field(default_factory=list)  # of higher rooms: efforts by audience, campaigns


def past_of(workshop: Workshop, person: Any = None) -> Past:
    """7 queries at most, and those of higher rooms. What guests read is what the facilitator may: they sit before the same screen."""
    survey = workshop.survey
    results = surveys.results_of(survey) if survey is not None and survey.opened_at else None
    ended = Objective.objects.filter(ended_at__isnull=False).select_related("metric").order_by("-ended_at")[:8]
    return Past(results, list(ended), bygone.bygone_for(person or workshop.facilitator))


@dataclass(frozen=True)
class Made:
    text: str
    count: int


@dataclass(frozen=True)
class Minutes:
    present: int
    ideas: int
    objectives: list[Objective]
    first: list[Made]


def minutes_of(workshop: Workshop) -> Minutes:
    """What is told to those who were there. 4 queries."""
    many = workshop.ideas.filter(dropped_at=None).count()
    ranked = (
        workshop.ideas.filter(dropped_at=None, merged_into=None)
        .annotate(count=Sum("dots__count"))
        .filter(count__gt=0)
        .order_by("-count", "pk")
    )
    return Minutes(
        workshop.seats.exclude(taken_at=None).count(),
        many,
        list(Objective.objects.filter(idea__workshop=workshop).order_by("pk")),
        [Made(idea.text, idea.count) for idea in ranked[:FIRST]],
    )


@dataclass(frozen=True)
class Draft:
    """A draft objective with what the SMART check says of it."""

    objective: Objective
    check: Any


def drafts_of(workshop: Workshop, person: Any = None) -> list[Draft]:
    """What the workshop's ideas have become. 3 queries, and two for each that has a metric already.

    A guest, who reads no objective but these, hears of contradictions among these alone.
    """
    from regie.objectives.reading import drafting

    rows = (
        Objective.objects.filter(idea__workshop=workshop)
        .select_related("metric", "owner")
        .prefetch_related("audiences")
        .order_by("pk")
    )
    here = Objective.objects.filter(idea__workshop=workshop)
    among = here if person is None else here | Objective.objects.visible_to(person)
    return [Draft(each, drafting.check_of(each, list(each.audiences.all()), among)) for each in rows]


@dataclass(frozen=True)
class Line:
    key: str
    text: str


@dataclass(frozen=True)
class Shelf:
    name: str
    lines: list[Line]


def shelves(language: str) -> list[Shelf]:
    """The inspiration library as a phone shows it, with what the team has added. 1 query."""
    own: dict[str, list[Line]] = {}
    for each in Inspiration.objects.all():
        own.setdefault(each.theme, []).append(Line(f"own:{each.pk}", each.text))
    return [
        Shelf(
            library.theme_name(theme),
            [*own.get(theme, []), *(Line(each.key, each.text) for each in library.inspirations(language, theme))],
        )
        for theme in library.THEMES
    ]


def begun_from(key: str, language: str) -> Line | None:
    """The library's line with which an idea begins; its blanks are filled in by whoever proposes."""
    return next((line for shelf in shelves(language) for line in shelf.lines if line.key == key), None)
