"""Who carries how much, week by week, against what they can: working hours without absences. Five queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.lib import dates, numbers
from regie.people.models import Person
from regie.work import homes, planning
from regie.work.models import Duty
from regie.work.reading.boards import language

WEEKS = 8


@dataclass
class Cell:
    hours: float
    capacity: float
    away: int  # working days

    @property
    def state(self) -> str:
        return "breach" if self.over > 0.5 else "watch" if self.capacity and self.hours > 0.9 * self.capacity else ""

    @property
    def over(self) -> float:
        return self.hours - self.capacity

    @property
    def most(self) -> float:
        """The whole of the bar: what one can carry, or more when more is there."""
        return round(max(self.capacity, self.hours, 0.1), 1)

    @property
    def value(self) -> float:
        return round(self.hours, 1)

    @property
    def said(self) -> str:
        if not self.capacity and not self.hours:
            return _("away")
        return _("%(hours)s of %(capacity)s h") % {"hours": _number(self.hours), "capacity": _number(self.capacity)}

    @property
    def too_much(self) -> str:
        return _("%(hours)s h too many") % {"hours": _number(self.over)} if self.state == "breach" else ""


@dataclass
class Line:
    person: Any
    cells: list[Cell]
    unestimated: int
    undated: int


@dataclass
class Load:
    weeks: list[tuple[date, str]]
    lines: list[Line]

    @property
    def over(self) -> list[tuple[Line, int]]:
        """Who has too much, and in how many weeks."""
        counted = [(line, sum(cell.state == "breach" for cell in line.cells)) for line in self.lines]
        return [(line, weeks) for line, weeks in counted if weeks]


def of_team(people: Any = None) -> Load:
    week, today = homes.week(), timezone.localdate()
    people = list(people if people is not None else Person.objects.team().order_by("name"))
    loads = planning.Loads([person.pk for person in people], week)
    absences = planning.Absences(today)
    first = today - timedelta(days=today.weekday())
    mondays = [first + timedelta(days=7 * count) for count in range(WEEKS)]
    mine = Duty.objects.filter(letter="R", person__in=people, task__ended_at=None).exclude(task=None)
    unestimated = dict(mine.filter(task__estimate=None).values_list("person").annotate(Count("task", distinct=True)))
    undated = dict(
        mine.filter(task__due_at=None, task__estimate__isnull=False).values_list("person").annotate(Count("task", distinct=True))
    )
    lines = []
    for person in people:
        cells = []
        for monday in mondays:
            days = [day for day in (monday + timedelta(days=step) for step in range(7)) if day >= today]
            there = [day for day in days if absences.on(person, day) is None]
            away = sum(week.is_working(day) for day in days) - sum(week.is_working(day) for day in there)
            hours = sum(loads.hours.get((person.pk, day), 0.0) for day in days)
            cells.append(Cell(hours, sum(week.hours_on(day) for day in there), away))
        lines.append(Line(person, cells, unestimated.get(person.pk, 0), undated.get(person.pk, 0)))
    return Load([(monday, dates.day(monday, language(), "short", today)) for monday in mondays], lines)


def _number(value: float) -> str:
    return numbers.number(round(value), language(), 0)
