"""A month of work: tasks by due date, runs by theirs, what other departments promised. Six queries, whatever is due."""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from regie.lib import dates, rest
from regie.people.models import Organisation
from regie.ui.icons import icon
from regie.work.channels import CHANNELS
from regie.work.models import Delivery, Run, Task
from regie.work.reading.boards import language

FIRST = 4  # things a day shows before "others"
MOST = 1_500  # things of one month


@dataclass
class Dated:
    words: str
    address: str
    drawing: Any
    state: str = ""
    moves: str = ""  # where another day is sent to, when it may have one
    note: str = ""
    is_span: bool = False  # it lasts longer than this day


@dataclass
class Day:
    day: date
    is_outside: bool
    is_rest: bool
    is_today: bool
    feast: str = ""
    items: list[Dated] = field(default_factory=list)
    is_opened: bool = False
    beyond: int = 0  # things for which there was no room, and which were not even read

    @property
    def shown(self) -> list[Dated]:
        return self.items if self.is_opened or len(self.items) + self.beyond <= FIRST else self.items[: FIRST - 1]

    @property
    def others(self) -> int:
        return len(self.items) + self.beyond - len(self.shown)

    @property
    def key(self) -> str:
        return self.day.isoformat()

    @property
    def written(self) -> SafeString:
        """The things it shows, in one piece: a month has hundreds."""
        return mark_safe("".join(map(_written, self.shown)))  # noqa: S308 - each word of them escaped

    @property
    def number(self) -> str:
        is_named = self.is_outside and (
            self.day.day == 1 or (self.day.day > 20 and self.day.weekday() == 0)
        )  # where a month begins to be read
        return dates.day(self.day, language(), "short", self.day) if is_named else str(self.day.day)


@dataclass
class Month:
    first: date
    title: str
    weeks: list[list[Day]]
    count: int
    late: int
    before: date
    after: date
    names: list[str] = field(default_factory=list)  # of the rows, when they are no weeks but groups of one week

    @property
    def rows(self) -> list[tuple[str, list[Day]]]:
        return list(zip(self.names or [""] * len(self.weeks), self.weeks, strict=True))

    @property
    def weekdays(self) -> list[str]:
        from babel.dates import format_date

        return [format_date(day.day, "EEEE", locale=language()) for day in self.weeks[0]]


def month_of(
    first: date, tasks: Any, *, reader: Any, campaign: str = "", alone: bool = False, opened: date | None = None
) -> Month:
    """`tasks`: what the reader may see, filtered; `alone`: only tasks were asked for, so runs and deliveries stay away."""
    days = calendar.Calendar().monthdatescalendar(first.year, first.month)
    begin, end = days[0][0], days[-1][-1]
    today = timezone.localdate()
    items: dict[date, list[Dated]] = defaultdict(list)
    since, until = _moment(begin), _moment(end + timedelta(days=1))
    rows = tasks.filter(due_at__gte=since, due_at__lt=until).exclude(status=Task.Status.DROPPED)
    late = 0
    for task in rows.select_related("run__version__workflow").order_by("due_at", "pk")[:MOST]:
        items[timezone.localtime(task.due_at).date()].append(_of_task(task, reader))
        late += task.is_late
    if not alone:
        runs = Run.objects.visible_to(reader).filter(due_on__range=(begin, end))
        deliveries = Delivery.objects.visible_to(reader).open().filter(needed_on__range=(begin - timedelta(days=90), end))
        if campaign:
            runs, deliveries = runs.filter(campaign=campaign), deliveries.filter(campaign=campaign)
        for run in runs.exclude(ending="stopped").order_by("pk")[:MOST]:
            state = "good" if run.ending else "watch" if run.is_late else ""
            items[run.due_on].append(Dated(run.title, run.get_absolute_url(), icon(state or "run"), state, note=_("run")))
        for delivery in deliveries[:MOST]:
            day = delivery.promised_on or delivery.needed_on
            if day is not None and begin <= day <= end:
                state = "breach" if day < today else "wait"
                items[day].append(Dated(delivery.what, delivery.get_absolute_url(), icon(state), state, note=_("awaited")))
    for here in items.values():
        here.sort(key=lambda item: item.state == "good")  # what is done stands last, so that it hides nothing that is not
    weeks = laid_out(days, items, first.month, opened)
    count = sum(len(day.items) for week in weeks for day in week if not day.is_outside)
    before = (first - timedelta(days=1)).replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    title = dates.period(first, "month", language())
    return Month(first, title[:1].upper() + title[1:], weeks, count, late, before, after)


def laid_out(weeks: list[list[date]], items: dict[date, list[Dated]], month: int, opened: date | None = None) -> list[list[Day]]:
    """Days with what they hold, and the rest days of the country; 0 for `month` where no day lies outside."""
    country, today = Organisation.here().country, timezone.localdate()
    return [
        [
            Day(
                day, bool(month) and day.month != month, rest.is_rest(day, country), day == today,
                rest.holiday(day, country, language()), items.get(day, []), day == opened,
            )
            for day in week
        ]
        for week in weeks
    ]  # fmt: skip


def _written(item: Dated) -> str:
    words, note = escape(item.words), escape(f" ({item.note})") if item.note else ""
    state = f' data-state="{item.state}"' if item.state else ""
    moves = f' data-moves="{escape(item.moves)}" aria-describedby="month-how"' if item.moves else " data-fixed"
    hidden = f'<span class="visually-hidden">{note}</span>' if note else ""
    return (
        f'<li><a class="dated" href="{escape(item.address)}"{state}{" data-span" if item.is_span else ""}{moves} title="{words}{note}">'
        f"{item.drawing}<span>{words}{hidden}</span></a></li>"
    )


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _of_task(task: Task, reader: Any) -> Dated:
    state = "good" if task.ended_at else "breach" if task.blocked_at else "watch" if task.is_late else ""
    if not state and task.status == "at_gate":
        state = "wait"
    drawing = CHANNELS.get(task.channel, ("", "board"))[1]
    words = f"{task.title}, {task.run.title}" if task.run_id else task.title
    moves = reverse("work:task_due", args=[task.pk]) if reader.is_member and not task.ended_at else ""
    return Dated(words, task.get_absolute_url(), icon(state or drawing), state, moves)
