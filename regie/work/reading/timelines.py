"""The timeline: bars of tasks and of steps to come, an arrow where one waits for another, and the critical path. Ten queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regie.lib import dates, rest
from regie.people.models import Organisation
from regie.work import critical, models_of
from regie.work.models import PlannedStep, Run, Task, Wait
from regie.work.reading import marks
from regie.work.reading.boards import language
from regie.work.reading.marks import LETTER, WIDTH, Mark

MOST = 80  # rows
LONE = 24  # from so many rows on, what hangs on nothing is left out unless asked for
RECENT = timedelta(days=21)  # how long what is done stays
NAMES, ROW, TOP = 300, 34, 52  # of the drawing, in its own units
SIGN, STOREY = 24, 24  # height of the first sign, of those above one another
LEAST = 8


@dataclass
class Bar:
    key: str
    title: str
    from_run: str
    address: str
    first: date
    last: date
    state: str  # done, now, planned
    mark: str = ""  # breach, watch, wait
    moves: str = ""  # where another day is sent to, when it may have one
    at: date | None = None  # the day that is sent: where it ends, or where it begins
    after: list[str] = field(default_factory=list)
    awaits: list[str] = field(default_factory=list)  # names of what it waits for
    slack: int = 0
    is_critical: bool = False
    squeezed_by: list[str] = field(default_factory=list)
    gates: list[tuple[date, str]] = field(default_factory=list)  # deliveries of other departments it waits for
    group: str = ""
    is_head: bool = False  # it is what the bars of its group are part of, and stands in the place of the group's name
    note: str = ""  # written behind it
    # in the drawing
    x: float = 0
    y: float = 0
    width: float = 0
    done_width: float = 0  # what of it lies behind, when that is told apart

    @property
    def end(self) -> float:
        return self.x + self.width

    @property
    def middle(self) -> float:
        return self.y + 9

    @property
    def base(self) -> float:
        return self.y + 13

    @property
    def line(self) -> float:
        return self.y - 8

    @property
    def short(self) -> str:
        words = f"{self.title}, {self.from_run}" if self.from_run else self.title
        return words if len(words) <= 44 else words[:42].rstrip() + "…"

    @property
    def room(self) -> str:
        if self.state == "done":
            return _("done")
        if self.squeezed_by:
            return _("begins before “%(what)s” is done") % {"what": self.squeezed_by[0]}
        if self.is_critical:
            return _("none: a day late here is a day late at the end")
        return ngettext("%(count)s working day", "%(count)s working days", self.slack) % {"count": self.slack}

    @property
    def said(self) -> str:
        when = _("%(first)s to %(last)s") % {"first": _day(self.first), "last": _day(self.last)}
        return f"{self.short}, {when}"


@dataclass
class Arrow:
    path: str
    head: str
    is_critical: bool


@dataclass(frozen=True)
class Sign:
    """The day on which something of another department is awaited, in words above the drawing."""

    x: float
    words: str
    y: int
    is_before: bool  # written to the left of its day

    @property
    def box_y(self) -> int:
        return self.y - 15

    @property
    def from_y(self) -> int:
        return self.y + 7


@dataclass
class Timeline:
    bars: list[Bar]
    left_out: int
    lone: int = 0  # things that hang on nothing, and are not drawn
    arrows: list[Arrow] = field(default_factory=list)
    months: list[tuple[float, str]] = field(default_factory=list)
    gates: list[Sign] = field(default_factory=list)
    heads: list[tuple[float, str]] = field(default_factory=list)  # of groups
    marks_name: str = ""  # what stands before them
    marks: list[Mark] = field(default_factory=list)
    marks_top: float = 0  # of the line above them
    rests: list[tuple[float, str]] = field(default_factory=list)  # public holidays
    lift: int = 0  # room above the months for signs that would cover one another
    now: float | None = None
    today: str = ""
    day_width: float = 0
    height: float = 0

    @property
    def rest_width(self) -> float:
        return max(2.0, self.day_width)

    @property
    def rest_height(self) -> float:
        return self.height - self.lift - TOP

    @property
    def critical(self) -> list[Bar]:
        return sorted(
            (bar for bar in self.bars if bar.is_critical and bar.state != "done"), key=lambda bar: (bar.first, bar.last)
        )

    @property
    def squeezed(self) -> list[Bar]:
        return [bar for bar in self.bars if bar.squeezed_by and bar.state != "done"]


def of_tasks(tasks: Any, *, reader: Any, runs: Any = None, whole: bool = False) -> Timeline:
    """`tasks`: filtered, of what the reader may see; `runs`: those whose steps to come are drawn too; `whole`: what hangs on nothing as well."""
    today = timezone.localdate()
    rows = tasks.filter(kind__in=["step", "approval"]).select_related("run__version__workflow")
    open_ones = rows.filter(ended_at=None, due_at__isnull=False)
    found = list(open_ones.order_by("due_at", "pk")[: MOST + 1])
    left_out = open_ones.count() - MOST if len(found) > MOST else 0
    found = found[:MOST]
    steps: list[Bar] = []
    if runs is not None and len(found) < MOST:
        steps, more = _to_come(list(runs.under_way().select_related("version")[:40]), MOST - len(found))
        left_out += more
    found += _behind(rows, found, MOST - len(found) - len(steps))
    bars = [_of_task(task, reader, today) for task in found] + steps
    _tie(bars, found)
    _judge(bars)
    groups = critical.together({bar.key: bar.after for bar in bars})
    sizes = Counter(groups.values())
    drawn = bars
    if len(bars) > LONE and not whole:
        drawn = [bar for bar in bars if sizes[groups[bar.key]] > 1] or bars
    return drawn_on(Timeline(_grouped(drawn, groups), left_out, len(bars) - len(drawn)), today)


def _behind(rows: Any, live: list[Task], most: int) -> list[Task]:
    """What was done lately, of the runs that go on and before what is open; all of it where nothing is open. The newest first."""
    if most <= 0:
        return []
    done = rows.filter(status="done", ended_at__gte=timezone.now() - RECENT)
    if live:
        waited = Wait.objects.filter(task__in=[task.pk for task in live]).values("on")
        done = done.filter(Q(run__in={task.run_id for task in live if task.run_id}) | Q(pk__in=waited))
    return list(done.order_by("-ended_at", "-pk")[:most])


def _of_task(task: Task, reader: Any, today: date) -> Bar:
    last = timezone.localtime(task.ended_at or task.due_at).date()
    first = task.starts_on
    if first is None and task.started_at:
        first = timezone.localtime(task.started_at).date()
    if first is None and task.estimate:
        first = last - timedelta(days=max(0, round(float(task.estimate) / 7 * 1.4) - 1))
    first = min(first or last, last)
    state = "done" if task.ended_at else "now" if task.status in ("doing", "at_gate") else "planned"
    mark = (
        ""
        if task.ended_at
        else "breach"
        if task.blocked_at
        else "watch"
        if task.is_late
        else "wait"
        if task.status == "at_gate"
        else ""
    )
    from_run = task.run.title if task.run_id else ""
    moves = reverse("work:task_due", args=[task.pk]) if reader.is_member and task.ended_at is None else ""
    return Bar(f"t{task.pk}", task.title, from_run, task.get_absolute_url(), first, last, state, mark, moves, last)


def _to_come(runs: list[Run], most: int) -> tuple[list[Bar], int]:
    """Steps of runs that no task was opened for yet. Two queries."""
    opened = set(Task.objects.filter(run__in=runs).values_list("run", "node"))
    by_run = {run.pk: run for run in runs}
    bars = []
    for step in PlannedStep.objects.filter(run__in=runs, due_at__isnull=False).order_by("run", "place"):
        if (step.run_id, step.node) in opened:
            continue
        run = by_run[step.run_id]
        last = timezone.localtime(step.due_at).date()
        first = timezone.localtime(step.starts_at).date() if step.starts_at else last
        bars.append(Bar(f"s{step.run_id}.{step.node}", step.name, run.title, run.get_absolute_url(), first, last, "planned"))
    return bars[:most], max(0, len(bars) - most)


def _tie(bars: list[Bar], found: list[Task]) -> None:
    """What each bar waits for: waits of tasks, and the ways of its run's diagram. Two queries."""
    here = {bar.key: bar for bar in bars}
    keys = [task.pk for task in found]
    for wait in Wait.objects.filter(task__in=keys).select_related("on", "delivery"):
        bar = here.get(f"t{wait.task_id}")
        if bar is None:
            continue
        if wait.on_id:
            bar.after.append(f"t{wait.on_id}")
            bar.awaits.append(wait.on.title)
        elif wait.delivery.delivered_at is None and wait.delivery.dropped_at is None:
            bar.awaits.append(wait.delivery.what)
            day = wait.delivery.promised_on or wait.delivery.needed_on
            if day:
                bar.gates.append((day, wait.delivery.what))
    places: dict[int, dict[str, str]] = defaultdict(dict)
    versions: dict[int, Any] = {}
    for task in sorted(found, key=lambda task: task.pk):
        if task.run_id:
            places[task.run_id][task.node] = f"t{task.pk}"  # the newest visit stands for the node
            versions[task.run_id] = task.run.version
    for bar in bars:
        if bar.key.startswith("s"):
            run, _dot, node = bar.key[1:].partition(".")
            places[int(run)][node] = bar.key
    missing = [run for run in places if run not in versions]
    versions |= {run.pk: run.version for run in Run.objects.filter(pk__in=missing).select_related("version")} if missing else {}
    for run_key, nodes in places.items():
        for before, node in models_of.before(versions[run_key]):
            if before in nodes and node in nodes and nodes[node] in here and nodes[before] in here:
                here[nodes[node]].after.append(nodes[before])
                here[nodes[node]].awaits.append(here[nodes[before]].title)


def _judge(bars: list[Bar]) -> None:
    country = Organisation.here().country
    working = _working_days(
        min((bar.first for bar in bars), default=None), max((bar.last for bar in bars), default=None), country
    )
    live = [bar for bar in bars if bar.state != "done"]
    names = {bar.key: bar.title for bar in bars}
    pieces = [critical.Piece(bar.key, working[bar.first], working[bar.last], tuple(bar.after)) for bar in live]
    placed = critical.place(pieces)
    for bar in live:
        found = placed[bar.key]
        bar.slack, bar.is_critical = max(0, found.slack), found.is_critical
        bar.squeezed_by = [names[str(key)] for key in found.squeezed_by if working[_last(bars, key)] > working[bar.first]]


def _last(bars: list[Bar], key: Any) -> date:
    return next(bar.last for bar in bars if bar.key == key)


def _working_days(first: date | None, last: date | None, country: str) -> dict[date, int]:
    """The number of each day among working days; a day of rest has that of the next."""
    numbers: dict[date, int] = {}
    if first is None or last is None:
        return numbers
    count, day = 0, first
    while day <= last:
        numbers[day] = count
        count += 0 if rest.is_rest(day, country) else 1
        day += timedelta(days=1)
    return numbers


def _grouped(bars: list[Bar], groups: dict[Any, Any]) -> list[Bar]:
    """What hangs together stands together, the group that begins first on top."""
    begins: dict[Any, date] = {}
    for bar in bars:
        begins[groups[bar.key]] = min(begins.get(groups[bar.key], bar.first), bar.first)
    return sorted(bars, key=lambda bar: (begins[groups[bar.key]], str(groups[bar.key]), bar.first, bar.last, bar.key))


def drawn_on(shown: Timeline, today: date, span: tuple[date, date] | None = None) -> Timeline:
    """Bars, arrows, months and gates put in their places; `span`: the days that are drawn, else those that the bars need."""
    bars = shown.bars
    if not bars:
        return shown
    gates = {gate for bar in bars for gate in bar.gates}
    first = min([today, *(bar.first for bar in bars)]) - timedelta(days=3)
    last = max([today, *(bar.last for bar in bars), *(day for day, _what in gates)]) + timedelta(days=6)
    if span:
        first, last = span
    each = (WIDTH - NAMES) / max(21, (last - first).days + 1)
    shown.day_width = round(each, 4)

    def at(day: date) -> float:
        return round(NAMES + (day - first).days * each, 1)

    shown.gates = _signs([(at(day), f"{_day(day)}, {what}"[:60]) for day, what in sorted(gates) if first <= day <= last])
    shown.lift = max((sign.y - SIGN for sign in shown.gates), default=0)
    top = TOP + shown.lift
    if span:
        shown.rests = marks.rests(first, last, at)
    if shown.marks:
        shown.marks = marks.placed([each for each in shown.marks if first <= each.day <= last], at, top)
        shown.marks_top, top = top, top + ROW
    place, group = 0, ""
    for bar in bars:
        if bar.is_head:
            group = bar.group
        elif bar.group != group:
            group = bar.group
            shown.heads.append((top + place * ROW, group))
            place += 1
        bar.y = top + place * ROW + 8
        place += 1
        begin, end = max(bar.first, first), min(bar.last, last)
        bar.x, bar.width = at(begin), round(max(LEAST, ((end - begin).days + 1) * each), 1)
        if bar.done_width and begin < today:
            bar.done_width = min(bar.width, round((today - begin).days * each, 1))
    here = {bar.key: bar for bar in bars}
    for bar in bars:
        for key in dict.fromkeys(bar.after):
            if key in here:
                shown.arrows.append(_arrow(here[key], bar))
        for day in sorted({day for day, _what in bar.gates}):
            if first <= day <= last and at(day) > bar.end + 8:
                shown.arrows.append(
                    Arrow(f"M{bar.end:.1f} {bar.middle:.1f}H{at(day) - 6:.1f}", f"M{at(day):.1f} {bar.middle:.1f}l-7-4v8z", False)
                )
    month = first.replace(day=1) if first.day == 1 else (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    while month <= last:
        name = dates.period(month, "month", language(), brief=True)
        shown.months.append((at(month), name if month.month == 1 or not shown.months else name.rsplit(" ", 1)[0]))
        month = (month + timedelta(days=32)).replace(day=1)
    shown.now, shown.today = at(today) if first <= today <= last else None, _day(today)
    shown.height = top + place * ROW
    return shown


def _signs(gates: list[tuple[float, str]]) -> list[Sign]:
    """Each at the first height at which it covers no other; one near the right edge is written to the left of its day."""
    found: list[Sign] = []
    taken: list[float] = []  # how far to the right each height is written
    for x, words in gates:
        wide = len(words) * LETTER + 28
        is_before = x + wide > WIDTH
        begins, ends = (x - wide, x) if is_before else (x, x + wide)
        height = next((place for place, end in enumerate(taken) if end <= begins), len(taken))
        taken[height : height + 1] = [ends]
        found.append(Sign(x, words, SIGN + height * STOREY, is_before))
    return found


def _arrow(before: Bar, bar: Bar) -> Arrow:
    """From the end of one, down or up, to the beginning of the other."""
    x, y = before.x + before.width, before.middle
    to, end = bar.x, bar.middle
    bend = x + 6 if to > x + 12 else max(NAMES + 2, min(x + 6, to - 10))
    path = f"M{x:.1f} {y:.1f}H{bend:.1f}V{end:.1f}H{to - 6:.1f}"
    head = f"M{to:.1f} {end:.1f}l-7-4v8z"
    return Arrow(path, head, before.is_critical and bar.is_critical)


def _day(day: date) -> str:
    return dates.day(day, language(), "short", timezone.localdate())
