"""An activity as its page shows it: its standing, work, contents, event, money, and what it waits for. Some twenty queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from regie.people.models import Organisation
from regie.plan.models import Activity, Event, Piece
from regie.plan.reading import campaigns, events, money, standings
from regie.work import homes
from regie.work.models import Content, Run, Task


@dataclass
class Shown:
    """A content, with how many of its targets were counted and reached."""

    piece: Piece
    targets: list[Any]

    @property
    def state(self) -> str:
        counted = [each for each in self.targets if each.reached is not None]
        if not counted:
            return "wait" if self.targets else "none"
        return "good" if all(each.reached >= each.target for each in counted) else "watch"


@dataclass
class Page:
    line: campaigns.Line
    pieces: list[Shown]
    event: Event | None
    tasks: list[Task]
    waits: list[Any]
    holds: list[Any]
    run: Any
    currency: str
    cost: events.CostEach | None = None
    media: list[Any] = field(default_factory=list)
    unnamed: Any = None  # what its work makes and no content names yet

    @property
    def money(self) -> Any:
        return self.line.money or None

    @property
    def opening(self) -> str:
        """Its channel and its days."""
        return standings.sentence(f"{self.line.activity.channel}, {self.line.when}.")

    @property
    def may_be_event(self) -> bool:
        return self.event is None


def page(activity: Activity, reader: Any) -> Page:
    is_inside = reader.is_member or reader.is_delegator
    amounts = money.totals("activity", activity=activity) if is_inside else {}
    event = Event.objects.filter(activity=activity).first()
    tasks = Task.objects.visible_to(reader).filter(activities=activity).prefetch_related("duties__person")
    run = Run.objects.visible_to(reader).filter(pk=activity.run_id).first() if activity.run_id else None
    made = Page(
        campaigns.lines_of([activity], reader, amounts)[0],
        [
            Shown(piece, list(piece.targets.all()))
            for piece in activity.pieces.prefetch_related("targets").select_related("content")
        ],
        event,
        list(tasks.order_by("ended_at", "due_at", "pk")),
        list(activity.waits_on.select_related("earlier__channel").order_by("earlier__starts_on")),
        list(activity.followed_by.select_related("later__channel").order_by("later__starts_on")),
        run,
        Organisation.here().currency,
    )
    made.media = list(activity.media_lines.select_related("channel")) if is_inside else []
    if run is not None and (content := Content.objects.visible_to(reader).filter(run=run, pieces=None).first()):
        made.unnamed = content
    if event is not None and made.money is not None:
        made.cost = events.cost_each(event, made.money)
    return made


def begin_by(activity: Activity, plan: list[Any]) -> date | None:
    """The last day on which its work may begin to be ready in time, by as many working hours as the plan takes."""
    ends = max((step.due_at for step in plan if step.due_at), default=None)
    begins = min((step.starts_at for step in plan if step.starts_at), default=None)
    if activity.starts_on is None or ends is None or begins is None:
        return None
    week = homes.week()
    hours = week.between(begins, ends)
    day = activity.starts_on
    for _step in range(900):
        day -= timedelta(days=1)
        if not week.is_working(day):
            continue
        hours -= week.hours_on(day)
        if hours <= 0:
            return day
    return None
