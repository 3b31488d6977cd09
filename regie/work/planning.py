"""The dates and people that a run will have: working days, holidays, absences and load counted, before anything begins.

    planning.plan(version, starts_at, given={"Task_1": {"R": [person]}}, dates={"Task_1": due}) -> list[Planned]

A step begins when all that comes before it is done (ways back aside), and takes its hours of the responsible person's working
time. On days when they are away their deputy stands in; without one, the days are skipped. Other open tasks of theirs take their
share of each day.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.utils import timezone

from regie.lib.working_time import Week
from regie.people.models import Absence, Holding, Person, Role
from regie.work import homes, models_of
from regie.work.engine.model import WORKED, Kind, Model, Node
from regie.work.planned import Planned, Who

LEAST_SHARE = 0.2  # however loaded, somebody finds a fifth of a day for what is due
HORIZON = timedelta(days=400)
LONGEST = timedelta(days=3650)


class Holders:
    """Who holds which role, by name and whatever its case; read at once. 3 queries."""

    def __init__(self, day: date | None = None) -> None:
        self.day = day or timezone.localdate()
        self.roles: dict[str, Role] = {}
        for role in Role.objects.select_related("domain").order_by("-domain__is_home"):
            self.roles.setdefault(role.name.casefold(), role)
        self.people: dict[int, list[Person]] = defaultdict(list)
        for holding in Holding.objects.current(self.day).select_related("person").order_by("since", "pk"):
            if holding.person.is_active:
                self.people[holding.role_id].append(holding.person)
        self.by_address = {person.email: person for person in Person.objects.active().exclude(email=None)}

    def of(self, duty) -> list[Who]:
        """The places of a duty of the diagram; for A only the first holder, since one opens a gate alone."""
        if duty.person:
            person = self.by_address.get(duty.person.casefold())
            return [Who(duty.letter, person, wanted="" if person else duty.person)]
        role = self.roles.get(duty.role.casefold())
        people = self.people.get(role.pk, []) if role else []
        if not people:
            return [Who(duty.letter, None, role, wanted=duty.role)]
        chosen = people[:1] if duty.letter in "RA" else people
        return [Who(duty.letter, person, role, wanted=duty.role) for person in chosen]

    def count(self, role: str) -> int:
        known = self.roles.get(role.casefold())
        return len(self.people.get(known.pk, [])) if known else 0


class Absences:
    """Who is away on which days, and who stands in. 1 query."""

    def __init__(self, since: date) -> None:
        self.of: dict[int, list[Absence]] = defaultdict(list)
        for absence in Absence.objects.filter(last_day__gte=since).select_related("deputy"):
            self.of[absence.person_id].append(absence)

    def on(self, person: Person, day: date) -> Absence | None:
        return next((each for each in self.of.get(person.pk, ()) if each.first_day <= day <= each.last_day), None)


class Loads:
    """Hours already owed on each day, from open tasks: their estimate spread over the working days until they are due. 1 query."""

    def __init__(self, people: Iterable[int], week) -> None:
        from regie.work.models import Duty

        self.week = week
        self.hours: dict[tuple[int, date], float] = defaultdict(float)
        today = timezone.localdate()
        between = lru_cache(maxsize=None)(_working_days)  # many tasks are due on the same few days
        rows = Duty.objects.filter(
            letter="R", person__in=list(people), task__ended_at=None, task__estimate__isnull=False, task__due_at__isnull=False
        ).values_list("person_id", "task__estimate", "task__starts_on", "task__due_at")
        for person, estimate, starts_on, due_at in rows:
            days = between(week, max(today, starts_on or today), week.local(due_at).date())
            share = float(estimate) / len(days)
            for day in days:
                self.hours[person, day] += share

    def share(self, person: int, day: date) -> float:
        whole = self.week.hours_on(day)
        return max(LEAST_SHARE, 1 - self.hours[person, day] / whole) if whole else 0.0


def _working_days(week, first: date, last: date) -> list[date]:
    """From the first to the last, of two hundred days at most; the next one to work on where there is none."""
    days = (first + timedelta(days=step) for step in range(min(200, max(0, (last - first).days) + 1)))
    return [day for day in days if week.is_working(day)] or [week.next_working(first)]


def plan(
    version,
    starts_at: datetime | None = None,
    *,
    given: dict[str, dict[str, list]] | None = None,
    dates: dict[str, datetime] | None = None,
) -> list[Planned]:
    """The steps in the order in which they begin. `given` and `dates` are what a person changed. 6 queries."""
    model = models_of.model_of(version)
    starts_at = starts_at or timezone.now()
    week = homes.week()
    day = week.local(starts_at).date()  # soon after midnight it is still yesterday elsewhere
    holders = Holders(day)
    places = {node.id: people_of(node, holders, (given or {}).get(node.id, {})) for node in model.steps()}
    absences = Absences(day)
    acting = {who.person.pk for row in places.values() for who in row if who.person and who.letter == "R"}
    acting |= {absence.deputy_id for pk in acting for absence in absences.of.get(pk, ()) if absence.deputy_id}
    loads = Loads(acting, week)
    order, before = in_order(model)
    begins: dict[str, datetime] = {}
    ends: dict[str, datetime] = {}
    steps = []
    for node in order:
        begin = max((ends[id] for id in before[node.id] if id in ends), default=begins.get(node.parent, starts_at))
        begins[node.id] = begin
        if node.kind not in WORKED:
            ends[node.id] = _after_timer(node, begin)
            _reach(model, node, ends)
            continue
        who = places[node.id]
        first = _first_working(week, begin)
        person = _acting(who, "R", absences, first.date())
        hours = node.hours if node.hours is not None else 0.0
        due = (dates or {}).get(node.id) or _due(week, first, hours, _share(person, absences, loads, first.date()))
        ends[node.id] = due = max(due, first)
        _acting(who, "A", absences, due.date())  # who opens the gate is asked when the work is done
        _reach(model, node, ends)
        steps.append(Planned(node.id, node.name or node.id, len(steps), node.kind == Kind.APPROVAL, node.hours, first, due, who))
    return steps


def _acting(who: list[Who], letter: str, absences: Absences, day: date) -> Person | None:
    """Who does, or answers, on that day: the deputy, when somebody is away who has one that is here."""
    person = next((each.person for each in who if each.letter == letter and each.person), None)
    absence = absences.on(person, day) if person else None
    if person is None or absence is None:
        return person
    deputy = absence.deputy
    if deputy is None or not deputy.is_active or absences.on(deputy, day):
        return person
    if letter == "A" and any(each.person == deputy and each.letter == "R" for each in who):
        return person  # nobody answers for their own work
    for each in who:
        if each.letter == letter and each.person == person:
            each.person, each.instead_of = deputy, person
    return deputy


def _share(person: Person | None, absences: Absences, loads: Loads, first: date) -> Callable[[date], float]:
    """How much of each day there is. An absence without end stops no plan for ever: somebody will have to be named."""

    def share(day: date) -> float:
        if person is None:
            return 1.0
        return 0.0 if day - first < HORIZON and absences.on(person, day) else loads.share(person.pk, day)

    return share


def _due(week: Week, first: datetime, hours: float, share: Callable[[date], float]) -> datetime:
    try:
        return week.after(first, hours, share=share) if hours else first
    except OverflowError:
        return first + LONGEST


def _reach(model: Model, node: Node, ends: dict[str, datetime]) -> None:
    """What lies around a node does not end before it."""
    parent = node.parent
    while parent:
        ends[parent] = max(ends.get(parent, ends[node.id]), ends[node.id])
        parent = model.nodes[parent].parent


def people_of(node: Node, holders: Holders, given: dict[str, list]) -> list[Who]:
    """The matrix's row: what a person chose for a letter, else who holds the roles of the diagram; a lane stands for R."""
    who: list[Who] = []
    for letter in "RACI":
        if letter in given:
            who += [Who(letter, person) for person in given[letter]]
            continue
        for duty in node.who(letter):
            who += holders.of(duty)
    if not any(each.letter == "R" for each in who) and node.lane:
        from regie.work.engine.model import Duty

        who = [*holders.of(Duty("R", role=node.lane)), *who]
    return _once(who)


def in_order(model: Model) -> tuple[list[Node], dict[str, set[str]]]:
    """Nodes so that what comes before stands before, ways back aside; and what comes just before each.

    What lies in a sub-process comes after what is before it, and before what is after it; an event at an edge after its host.
    """
    before: dict[str, set[str]] = {id: set() for id in model.nodes}
    for way in model.ways:
        if not way.is_back and way.source in model.nodes and way.target in model.nodes:
            before[way.target].add(way.source)
    inner = defaultdict(list)
    for node in model.nodes.values():
        if node.parent in before:
            inner[node.parent].append(node.id)
        if node.attached_to in before:
            before[node.id].add(node.attached_to)
    waits = {id: set(those) for id, those in before.items()}
    for group, members in inner.items():
        for id in members:
            waits[id].add(group)
    after = defaultdict(set)
    for id, those in waits.items():
        for other in those:
            after[other] |= {id}
    missing = {id: len(those) for id, those in waits.items()}
    held = {id: sum(1 for _each in _all_in(id, inner)) for id in inner}  # nodes in a sub-process that are not placed yet
    ready = deque(id for id, count in missing.items() if count == 0)
    order: list[Node] = []
    shut: dict[str, set[str]] = {}

    def free(ids: Iterable[str]) -> None:
        for there in ids:
            missing[there] -= 1
            if missing[there] == 0:
                ready.append(there)

    while ready:
        here = ready.popleft()
        order.append(model.nodes[here])
        within = {id for id in after[here] if here in inner and model.nodes[id].parent == here}
        free(within)
        if held.get(here):
            shut[here] = after[here] - within  # what follows a sub-process waits until all in it is placed
        else:
            free(after[here] - within)
        parent = model.nodes[here].parent
        while parent in held:
            held[parent] -= 1
            if held[parent] == 0:
                free(shut.pop(parent, ()))
            parent = model.nodes[parent].parent
    placed = {node.id for node in order}
    return order + [node for node in model.nodes.values() if node.id not in placed], before


def _all_in(group: str, inner: dict[str, list[str]]) -> Iterator[str]:
    for id in inner.get(group, ()):
        yield id
        yield from _all_in(id, inner)


def _once(who: list[Who]) -> list[Who]:
    seen: set[tuple[str, Any]] = set()
    kept = []
    for each in who:
        key = (each.letter, each.person.pk if each.person else each.wanted)
        if key not in seen and not (each.letter == "A" and any(other.letter == "A" for other in kept)):
            seen.add(key)
            kept.append(each)
    return kept


def _first_working(week, moment: datetime) -> datetime:
    """The moment itself when people work then, else when they next do."""
    return week.after(moment, 1 / 60) - timedelta(minutes=1)


def _after_timer(node: Node, begin: datetime) -> datetime:
    if node.kind != Kind.TIMER or not node.timer:
        return begin
    from regie.work.engine import timers

    return max(begin, min(timers.after(node.timer, begin) or begin, begin + LONGEST))
