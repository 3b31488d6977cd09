"""Past tasks out of what other tools export: Trello (JSON), Asana (JSON, CSV), monday.com (workbook, CSV), Jira (CSV).

    board = read(file, name)        # a Board, or Unreadable with a code

The tool is known by what the file holds, never by its name. A task has stays: how long it stood in which list, section or status.
Only Trello tells all of them; the others say where a task stands and when it was made and done, which is one stay. What cannot be read
is refused with its row and a code, what is no task of its own is skipped with its row and a code; nothing is guessed about a day.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from regie.lib.tables import Table, open_table
from regie.lib.tables.dates import order_of
from regie.lib.tables.unreadable import Unreadable as NoTable
from regie.work.flow.heads import MADE, is_monday, may_be, named
from regie.work.flow.heads import cell as _cell
from regie.work.flow.moments import moment
from regie.work.flow.moments import text_of as _text

TOOLS = {"trello": "Trello", "asana": "Asana", "monday": "monday.com", "jira": "Jira"}
LARGEST = 64 * 1024 * 1024
MOST_TASKS = 200_000
MOST_STATES = 200
MOST_ACTIONS = 1_000  # that Trello exports
NO_STATE = "—"
EVERY = 1_000  # rows: a listener hears of one in so many
CATEGORIES = ("waiting", "working", "gate", "done", "dropped")
_WORDS = {
    "dropped": r"abandon|annul|cancel|drop|won.?t|rejet|refus",
    "done": r"\bdone\b|termin|fini|complete|closed|resolved|livr|publi|archiv|fait\b",
    "gate": r"review|relect|approv|valid|legal|juridi|wait|attente|block|bloqu|stuck|proof|bat\b|feedback|retour",
    "waiting": r"back.?log|to.?do|a faire|à faire|todo|open|ouvert|idea|idee|idée|inbox|selected|planned|prevu|prévu|new|nouveau|not started|^—$",
}


class Unreadable(ValueError):
    """`code`: too_large, not_a_file, not_known, no_tasks, too_many; or a code of `lib.tables`."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass
class Stay:
    state: str
    entered: float
    left: float | None


@dataclass
class PastTask:
    row: int
    title: str
    opened: float
    ended: float | None
    stays: list[Stay]
    due: float | None = None


@dataclass
class Board:
    tool: str
    name: str
    tasks: list[PastTask] = field(default_factory=list)
    refusals: dict[str, list[int]] = field(default_factory=dict)  # code: rows
    skips: dict[str, list[int]] = field(default_factory=dict)  # code: rows
    has_history: bool = False
    order: str = "dmy"  # of days written in digits
    listen: Callable[[int], None] | None = None  # hears, now and then, which row is read

    def refuse(self, code: str, row: int) -> None:
        self.refusals.setdefault(code, []).append(row)

    def skip(self, code: str, row: int) -> None:
        self.skips.setdefault(code, []).append(row)

    def beat(self, row: int) -> None:
        if self.listen and not row % EVERY:
            self.listen(row)

    @property
    def refused(self) -> int:
        return sum(map(len, self.refusals.values()))

    @property
    def skipped(self) -> int:
        return sum(map(len, self.skips.values()))

    @property
    def states(self) -> list[str]:
        """In the order in which they are first met."""
        return list(dict.fromkeys(stay.state for task in self.tasks for stay in task.stays))


def category(state: str) -> str:
    """What a state of another tool probably means; people correct it."""
    said = state.casefold()
    return next((key for key, words in _WORDS.items() if re.search(words, said)), "working")


def read(file: BinaryIO, name: str = "", zone: str = "Europe/Paris", listen: Callable[[int], None] | None = None) -> Board:
    """`listen` hears about every thousandth row which one is read; what it raises breaks the reading off."""
    size = file.seek(0, 2)
    file.seek(0)
    if size > LARGEST:
        raise Unreadable("too_large", limit=LARGEST // 2**20)
    head = file.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
    file.seek(0)
    board = _json(file.read(), zone, listen) if head[:1] in (b"{", b"[") else _sheet(file, name, zone, listen)
    if not board.tasks and not board.refused:
        raise Unreadable("no_tasks")
    if len(board.tasks) > MOST_TASKS:
        raise Unreadable("too_many", limit=MOST_TASKS)
    if len(board.states) > MOST_STATES:
        raise Unreadable("too_many_states", limit=MOST_STATES)
    return board


# -- JSON


def _json(content: bytes, zone: str, listen: Any) -> Board:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError, UnicodeDecodeError) as fault:
        raise Unreadable("damaged") from fault
    if isinstance(found, dict) and isinstance(found.get("cards"), list) and isinstance(found.get("lists"), list):
        return _trello(found, listen)
    if isinstance(found, dict) and isinstance(found.get("data"), list):
        return _asana_json(found["data"], zone, listen)
    raise Unreadable("not_known")


def _trello(found: dict, listen: Any) -> Board:
    board = Board("trello", _text(found.get("name")) or "Trello", has_history=True, listen=listen)
    lists = {_text(each.get("id")): _text(each.get("name")) for each in _dicts(found["lists"])}
    moves: dict[str, list[tuple[float, str, str]]] = {}
    actions = [(at, each) for each in _dicts(found.get("actions") or []) if (at := moment(each.get("date"))) is not None]
    # The file holds the last thousand changes: of what was made before them nobody knows where it stood.
    told_since = min((at for at, _each in actions), default=0.0) if len(actions) >= MOST_ACTIONS else 0.0
    for at, action in actions:
        data = action.get("data") if isinstance(action.get("data"), dict) else {}
        card, before, after = (data.get(key) for key in ("card", "listBefore", "listAfter"))
        if isinstance(card, dict) and isinstance(before, dict) and isinstance(after, dict):
            moves.setdefault(_text(card.get("id")), []).append((at, _text(before.get("name")), _text(after.get("name"))))
    for row, card in enumerate(_dicts(found["cards"]), 1):
        board.beat(row)
        if card.get("isTemplate") is True:
            board.skip("template", row)
            continue
        key = _text(card.get("id"))
        made = _made(key)
        if made is None:
            board.refuse("no_opening", row)
            continue
        here = lists.get(_text(card.get("idList")), "")
        if not here:
            board.refuse("no_state", row)
            continue
        stays, state, entered = [], here, made
        past = sorted(moves.get(key, []))
        if past:
            state = past[0][1] or here
            for at, _before, after in past:
                if stays or made >= told_since:
                    stays.append(Stay(state, entered, max(at, entered)))
                state, entered = after or here, max(at, entered)
        last = moment(card.get("dateLastActivity"))
        is_done = card.get("dueComplete") is True or category(state) == "done"
        ended = None
        if is_done:
            is_known = category(state) == "done" and (past or made >= told_since)
            ended = entered if is_known else max(last or entered, entered)
        elif card.get("closed") is True:
            ended = max(last or entered, entered)
            state = state if category(state) == "dropped" else f"{state} / archive"
        stays.append(Stay(state, entered, ended))
        board.tasks.append(PastTask(row, _text(card.get("name")), made, ended, stays, moment(card.get("due"))))
    return board


def _made(key: str) -> float | None:
    """When a card was made: the first eight signs of its key are the seconds."""
    if not re.fullmatch(r"[0-9a-f]{24}", key):
        return None
    seconds = float(int(key[:8], 16))
    return seconds if 946_684_800 < seconds < 4_102_444_800 else None


def _asana_json(rows: list, zone: str, listen: Any) -> Board:
    board = Board("asana", "Asana", listen=listen)
    for row, each in enumerate(_dicts(rows), 1):
        places = [place for place in _dicts(each.get("memberships") or [])]
        section = next((_text(place["section"].get("name")) for place in places if isinstance(place.get("section"), dict)), "")
        project = next((_text(place["project"].get("name")) for place in places if isinstance(place.get("project"), dict)), "")
        board.name = project or board.name
        _single(
            board,
            row,
            _text(each.get("name")),
            section or project or "Asana",
            each.get("created_at"),
            each.get("completed_at"),
            each.get("due_at") or each.get("due_on"),
            bool(each.get("completed")),
            zone,
        )
    if board.tasks or board.refused:
        return board
    raise Unreadable("not_known")


# -- sheets


def _sheet(file: BinaryIO, name: str, zone: str, listen: Any) -> Board:
    try:
        table = open_table(file, name)
        rows = list(_rows(table, listen))
    except NoTable as fault:
        raise Unreadable(fault.code) from fault
    for place, (_number, cells) in enumerate(rows[:40]):
        heads = named(cells)
        if {"issue key", "summary", "created"} <= set(heads):
            return _jira(rows[place + 1 :], heads, zone, listen)
        if {"task id", "created at", "name"} <= set(heads):
            return _asana(rows[place + 1 :], heads, zone, listen)
        if is_monday(heads):
            return _monday(rows, place, zone, table.source.sheet, listen)
    raise Unreadable("not_known")


def _rows(table: Table, listen: Any) -> Iterator[tuple[int, list]]:
    for count, row in enumerate(table.everything()):
        if count > MOST_TASKS * 2:
            raise Unreadable("too_many", limit=MOST_TASKS)
        if listen and not count % EVERY:
            listen(0)  # still there; the rows are counted as they are understood
        yield row.number, row.cells


def _order(rows: list[tuple[int, list]], heads: dict[str, int], *names: str) -> str:
    """Whether 6/7/2025 is a day in July or in June: the cells of these columns that can only be read one way decide."""
    places = [heads[name] for name in names if name in heads]
    return order_of(cells[place] for _number, cells in rows for place in places if place < len(cells))[0] or "dmy"


def _jira(rows: list[tuple[int, list]], heads: dict[str, int], zone: str, listen: Any) -> Board:
    board = Board("jira", "Jira", listen=listen)
    board.order = _order(rows, heads, "created", "resolved", "updated", "due date", "due")
    for number, cells in rows:
        title = _text(_cell(cells, heads, "summary"))
        status = _text(_cell(cells, heads, "status"))
        board.name = _text(_cell(cells, heads, "project name")) or board.name
        resolved = _cell(cells, heads, "resolved", "resolution date")
        if not title and not status:
            board.skip("empty", number)
            continue
        done = resolved is not None or category(status) in {"done", "dropped"}
        _single(
            board,
            number,
            title,
            status or _text(_cell(cells, heads, "issue type")) or "Jira",
            _cell(cells, heads, "created"),
            resolved or (_cell(cells, heads, "updated") if done else None),
            _cell(cells, heads, "due date", "due"),
            done,
            zone,
        )
    return board


def _asana(rows: list[tuple[int, list]], heads: dict[str, int], zone: str, listen: Any) -> Board:
    board = Board("asana", "Asana", listen=listen)
    board.order = _order(rows, heads, "created at", "completed at", "due date")
    sections: dict[str, str] = {}
    for number, cells in rows:
        title = _text(_cell(cells, heads, "name"))
        if not title:
            board.skip("empty", number)
            continue
        project = _text(_cell(cells, heads, "projects"))
        board.name = project if project and board.name == "Asana" else board.name
        section = _text(_cell(cells, heads, "section/column", "section"))
        # A subtask stands in no section: it counts where its task does.
        section = section or sections.get(_text(_cell(cells, heads, "parent task")), "") or board.name
        sections[title] = section
        ended = _cell(cells, heads, "completed at")
        _single(
            board,
            number,
            title,
            section,
            _cell(cells, heads, "created at"),
            ended,
            _cell(cells, heads, "due date"),
            ended is not None,
            zone,
        )
    return board


def _monday(rows: list[tuple[int, list]], place: int, zone: str, sheet: str, listen: Any) -> Board:
    """A board's name, then group after group: a title alone on its row, the heads again, the items."""
    alone = [
        _text(next(iter(filled), ""))
        for _number, cells in rows[:place]
        if len(filled := [cell for cell in cells if _text(cell)]) == 1
    ]
    board = Board("monday", alone[0] if alone else sheet or "monday.com", listen=listen)
    group = alone[-1] if len(alone) > 1 else ""
    heads: dict[str, int] = {}
    of_parts: dict[str, int] | None = None  # the heads of the subitems under an item; their cells begin in the second column
    for number, cells in rows[place:]:
        filled = [_text(cell) for cell in cells if _text(cell)]
        low = named(cells) if may_be(cells) else {}
        if low.get("subitems") == 0 and "name" in low:
            of_parts = low
            continue
        if is_monday(low):
            heads, of_parts = low, None
            continue
        if of_parts is not None and not _text(cells[0]):
            if filled:
                board.skip("part", number)
            continue  # a part of its item, without a date of its making
        of_parts = None
        if len(filled) == 1 and _text(cells[0]):
            group = filled[0]
            continue
        title, status = _text(_cell(cells, heads, "name")), _text(_cell(cells, heads, "status"))
        if not title:
            if filled:
                board.skip("empty", number)
            continue
        is_done = category(status) in {"done", "dropped"} if status else category(group) == "done"
        ended = _cell(cells, heads, "completion date", "done date", "last updated") if is_done else None
        _single(
            board,
            number,
            title,
            status or group or NO_STATE,
            _cell(cells, heads, *MADE),
            ended,
            _cell(cells, heads, "due date", "due", "date", "deadline"),
            is_done,
            zone,
        )
    return board


def _single(board: Board, row: int, title: str, state: str, made: Any, done: Any, due: Any, is_done: bool, zone: str) -> None:
    """A task of which only its making and its end are known."""
    board.beat(row)
    opened = moment(made, zone, order=board.order)
    if opened is None:
        board.refuse("no_opening", row)
        return
    ended = moment(done, zone, order=board.order) if is_done else None
    if is_done and ended is None:
        board.refuse("no_end", row)
        return
    if ended is not None and ended < opened:
        board.refuse("ends_before", row)
        return
    board.tasks.append(
        PastTask(
            row, title[:300], opened, ended, [Stay(state[:200], opened, ended)], moment(due, zone, late=True, order=board.order)
        )
    )


def _dicts(found: Any) -> Iterable[dict]:
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
