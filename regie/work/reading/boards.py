"""A board as it is shown: columns with their limit, and the first cards of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from regie.lib import dates
from regie.people.models import Person
from regie.ui.icons import icon
from regie.work import models_of
from regie.work.channels import CHANNELS
from regie.work.models import Board, Duty, Task, Verdict, Wait
from regie.work.models.board import EACH

FIRST, LEAST = 25, 4  # cards a column shows before "others": fewer where there are many columns
A_BOARD = 200  # cards, of all columns
PORTION = 100  # how many more come with each look at the others
MOST = 1_000
NOBODY = "nobody"
UNREAD = ("text", "ways", "run__state", "run__note", "run__version__xml")  # large, and not on a card
RECENT = timedelta(days=14)  # how long what is done stays on the board


@dataclass
class Card:
    pk: int
    title: str
    address: str
    revision: int
    status: str
    kind: str = ""
    icon: Any = ""  # its drawing
    raci: list[tuple[str, Any]] = field(default_factory=list)
    due_at: datetime | None = None
    due_on: date | None = None
    due_said: str = ""
    is_late: bool = False
    hold: tuple[str, str] | None = None  # state and words
    is_yours: bool = False


@dataclass
class Column:
    key: str
    title: str
    count: int = 0
    limit: int | None = None
    cards: list[Card] = field(default_factory=list)
    most: int = 0
    is_folded: bool = False  # what is done stands aside, until somebody looks

    @property
    def others(self) -> int:
        return max(0, self.count - len(self.cards))

    @property
    def is_shut(self) -> bool:
        return self.is_folded and not self.cards

    @property
    def slug(self) -> str:
        return self.key or NOBODY

    @property
    def more(self) -> int:
        """How many cards the next look shows."""
        return len(self.cards) + PORTION

    @property
    def state(self) -> str:
        """Felt before it breaks: full is watched, over is said."""
        return "watch" if self.limit is not None and self.count > self.limit else ""


@dataclass
class Shown:
    columns: list[Column]
    people: list[Any]
    open: int
    whole: int
    stamp: str = ""  # changes when anything on the board does
    grip: Any = ""

    @property
    def over(self) -> list[Column]:
        return [column for column in self.columns if column.state]


def of_board(board: Board, tasks: Any, *, reader: Any, more: str = "", most: int = FIRST + PORTION) -> Shown:
    """`tasks` is what the reader may see of it, filtered. Eight queries, whatever the number of tasks; `more`: the column of which
    `most` cards are shown."""
    now = timezone.now()
    tasks = tasks.filter(Q(ended_at=None) | Q(status=Task.Status.DONE, ended_at__gte=now - RECENT))
    key = {"status": F("status"), "step": F("node"), "person": F("first_responsible")}[board.columns]
    if board.columns == "person":
        tasks = tasks.annotate(first_responsible=Duty.first_responsible())
    if board.columns != "status":
        tasks = tasks.filter(ended_at=None)
    counts = Counter({str(row["column"] or ""): row["many"] for row in _counted(tasks, key)})
    columns = _columns(board, counts)
    opened = "" if more == NOBODY else more
    first = max(LEAST, min(FIRST, A_BOARD // max(1, sum(1 for column in columns if counts.get(column.key)))))
    for column in columns:
        is_open = bool(more) and column.key == opened
        if counts.get(column.key) and (is_open or not column.is_folded):
            column.most = min(most, MOST) if is_open else first
    rows = _first_of_each(tasks, key, {column.key: column.most for column in columns if column.most})
    cards = cards_of(rows, reader=reader, now=now)
    by_key = {column.key: column for column in columns}
    for row, card in zip(rows, cards, strict=True):
        by_key[str(row.column or "")].cards.append(card)
    people = {person.pk: person for card in cards for _letter, person in card.raci}
    whole = sum(counts.values())
    team = sorted(people.values(), key=str)[:12]
    return Shown(columns, team, whole - counts.get("done", 0), whole, stamp_of(tasks), icon("grip"))


def _first_of_each(tasks: Any, key: Any, most: dict[str, int]) -> list[Any]:
    """The first so many cards of each column, in order. One query: the database numbers keys alone, and rows are read for few."""
    if not most:
        return []
    numbered = tasks.order_by().annotate(column=key, at=Window(RowNumber(), partition_by=[key], order_by=["rank", "pk"]))
    shown = Q()
    for number in set(most.values()):
        shown |= Q(at__lte=number) & _in({column for column, each in most.items() if each == number})
    return list(numbered.filter(shown).select_related("run__version__workflow").defer(*UNREAD).order_by("rank", "pk"))


def _in(columns: set[str]) -> Q:
    named = Q(column__in=[column for column in columns if column])
    return named | Q(column=None) | Q(column="") if "" in columns else named


def stamp_of(tasks: Any) -> str:
    """How many tasks and when the last was touched: what a page that looks again compares. One query."""
    from django.db.models import Count, Max

    found = tasks.order_by().aggregate(many=Count("pk"), last=Max("touched_at"))
    return f"{found['many']}.{found['last'].timestamp():.3f}" if found["last"] else "0"


def cards_of(rows: list[Task], *, reader: Any, now: datetime) -> list[Card]:
    """Cards of tasks with who, and what holds each. Four queries."""
    keys = [row.pk for row in rows]
    raci: dict[int, list] = defaultdict(list)
    order = {"R": 0, "A": 1, "C": 2}
    duties = list(
        Duty.objects.filter(task__in=keys, letter__in=order, person__isnull=False)
        .order_by("pk")
        .values_list("task", "letter", "person")
    )
    people = Person.objects.in_bulk({person for _task, _letter, person in duties})  # each read once, not once a card
    for task, letter, person in sorted(duties, key=lambda duty: order[duty[1]]):
        raci[task].append((letter, people[person]))
    waits = {}
    held = Wait.objects.filter(task__in=keys).filter(
        Q(on__isnull=False, on__ended_at=None) | Q(delivery__isnull=False, delivery__delivered_at=None, delivery__dropped_at=None)
    )
    for wait in held.select_related("on", "delivery").order_by("-pk"):  # the first is said, as on the page of the task
        waits[wait.task_id] = wait.on or wait.delivery
    asked: dict[int, list] = defaultdict(list)
    for verdict in Verdict.objects.awaited().filter(stage__approval__task__in=keys).select_related("decider", "stage__approval"):
        asked[verdict.stage.approval.task_id].append(verdict)
    return [_card(row, raci[row.pk], waits.get(row.pk), asked[row.pk], reader, now) for row in rows]


def _card(row: Task, raci: list, wait: Any, asked: list, reader: Any, now: datetime) -> Card:
    word, drawing = CHANNELS.get(row.channel, ("", "board"))
    if row.run_id:
        word = row.run.title
        drawing = CHANNELS.get(row.run.version.workflow.kind, ("", drawing))[1]
    day = timezone.localtime(row.due_at).date() if row.due_at else None
    today = timezone.localtime(now).date()
    return Card(
        row.pk,
        row.title,
        row.get_absolute_url(),
        row.revision,
        row.status,
        str(word),
        icon(drawing),
        raci,
        row.due_at,
        day,
        "" if day is None else pgettext("due", "today") if day == today else dates.day(day, language(), "short", today),
        row.is_late,
        hold_of(row, wait, asked, reader, now),
        any(verdict.decider_id == reader.pk for verdict in asked)
        or (row.status == "at_gate" and ("A", reader) in raci and not asked),
    )


def language() -> str:
    return (get_language() or "en")[:2]


def hold_of(row: Task, wait: Any, asked: list, reader: Any, now: datetime) -> tuple[str, str] | None:
    """Why the card does not move: the one thing that matters most."""
    if row.ended_at is not None:
        return None
    if row.blocked_at is not None:
        return "breach", row.blocked_because
    if asked:
        if any(verdict.decider_id == reader.pk for verdict in asked):
            return "wait", _("Awaits your decision")
        days = (now - min(verdict.stage.opened_at for verdict in asked)).days
        who = ", ".join(str(verdict.decider or verdict.outsider) for verdict in asked[:2])
        return "wait", _("%(who)s, day %(count)s") % {"who": who, "count": days + 1}
    if wait is not None:
        return "wait", _("Waits for “%(what)s”") % {"what": wait}
    if row.starts_on and row.starts_on > timezone.localdate():
        return "none", pgettext("state of a task", "Put off")
    return ("watch", _("Late")) if row.is_late else None


def _counted(tasks: Any, key: Any) -> Any:
    from django.db.models import Count

    return tasks.order_by().values(column=key).annotate(many=Count("pk", distinct=True))


def _columns(board: Board, counts: Counter) -> list[Column]:
    if board.columns == "status":
        columns = [
            Column(status.value, str(status.label)[:1].upper() + str(status.label)[1:])
            for status in (Task.Status.TO_DO, Task.Status.DOING, Task.Status.AT_GATE, Task.Status.DONE)
        ]
        columns[-1].is_folded = True
    elif board.columns == "step":
        version = board.workflow.published
        steps = models_of.steps_of(version) if version else []
        columns = [Column(step.id, step.name or step.id) for step in steps]
    else:
        names = {str(person.pk): str(person) for person in Person.objects.filter(pk__in=[key for key in counts if key])}
        columns = [Column(key, names[key]) for key in sorted(names, key=lambda key: names[key])]
        if counts.get(""):
            columns.insert(0, Column("", _("Nobody")))
    for column in columns:
        column.count = counts.get(column.key, 0)
        column.limit = board.limits.get(column.key)
        if board.columns == "person" and column.key:
            column.limit = board.limits.get(EACH)
    return columns
