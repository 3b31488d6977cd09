"""A passage, and the fold that makes it: each event of a task moves it on and adds the working hours that have passed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Span = Callable[[float, float], float]  # working hours between two moments

WAITING, WORKING, GATE, ENDED = "waiting", "working", "gate", "ended"
YES = {"approved", "with_changes"}


@dataclass(slots=True)
class Passage:
    """One task's way through its step. `waited` before work began, `worked`, `gated` at the gate, `blocked`: working hours so far,
    up to `since`; what has passed since then belongs to `state`."""

    task: int
    run: int | None = None
    node: str = ""
    kind: str = "step"
    visit: int = 1
    name: str = ""
    opened: float = 0.0
    begun: float | None = None
    ended: float | None = None
    since: float = 0.0
    state: str = WAITING
    is_blocked: bool = False
    is_dropped: bool = False
    waited: float = 0.0
    worked: float = 0.0
    gated: float = 0.0
    blocked: float = 0.0
    returns: int = 0  # times it came back from the gate
    round: int = 1
    outcome: str = ""  # of its approval
    due: float | None = None
    by: int | None = None  # who worked on it last; of an approval, or where nobody is known to have begun, who ended it

    @property
    def came_back(self) -> bool:
        """Whether it was not right at the first pass."""
        return self.returns > 0 or self.visit > 1 or (self.outcome != "" and self.outcome not in YES)

    def apply(self, verb: str, at: float, actor: int | None, data: dict[str, Any], span: Span) -> None:
        """The event `verb` (without its room) at that moment. Events of one task come in the order in which they happened."""
        move = _MOVES.get(verb)
        if move is None:
            return
        if verb != "task_opened":
            self._spend(at, span)
        move(self, at, actor, data)
        self.since = max(self.since, at)
        due = data.get("due")
        if due:
            self.due = seconds_of(due)

    def _spend(self, until: float, span: Span) -> None:
        if self.state == ENDED or until <= self.since:
            return
        hours = span(self.since, until)
        if self.is_blocked:
            self.blocked += hours
        elif self.state == WORKING:
            self.worked += hours
        elif self.state == GATE:
            self.gated += hours
        else:
            self.waited += hours


def _opened(passage: Passage, at: float, actor: int | None, data: dict) -> None:
    passage.opened = passage.since = at
    passage.run, passage.node = data.get("run"), data.get("node") or ""
    passage.kind, passage.visit = data.get("kind") or "step", int(data.get("visit") or 1)
    passage.round = max(passage.round, passage.visit)


def _started(passage: Passage, at: float, actor: int | None, data: dict) -> None:
    passage.state, passage.begun, passage.by = WORKING, passage.begun or at, actor


def _laid_down(passage: Passage, at: float, actor: int | None, data: dict) -> None:
    passage.state = WAITING


def _submitted(passage: Passage, at: float, actor: int | None, data: dict) -> None:
    passage.state, passage.begun, passage.by = GATE, passage.begun or at, actor or passage.by


def _sent_back(passage: Passage, at: float, actor: int | None, data: dict) -> None:
    passage.state, passage.returns = WORKING, passage.returns + 1
    passage.round = max(passage.round, passage.visit + passage.returns)


def _done(passage: Passage, at: float, actor: int | None, data: dict) -> None:
    # Whoever accepts a step has not done it: the time it took is of those who did.
    passage.by = actor if passage.kind == "approval" else passage.by or actor
    passage.state, passage.ended, passage.begun = ENDED, at, passage.begun or at
    passage.is_blocked = False


def _dropped(passage: Passage, at: float, actor: int | None, data: dict) -> None:
    passage.state, passage.ended, passage.is_dropped = ENDED, at, True
    passage.by = passage.by or actor


def _reopened(passage: Passage, at: float, actor: int | None, data: dict) -> None:
    passage.state = WORKING if passage.begun else WAITING
    passage.ended, passage.is_dropped, passage.by, passage.since = None, False, None, at


def _blocked(passage: Passage, at: float, actor: int | None, data: dict) -> None:
    passage.is_blocked = True


def _unblocked(passage: Passage, at: float, actor: int | None, data: dict) -> None:
    passage.is_blocked = False


def _asked(passage: Passage, at: float, actor: int | None, data: dict) -> None:
    if passage.state != ENDED:
        passage.state, passage.begun = GATE, passage.begun or at
    passage.round = max(passage.round, int(data.get("round") or 1))


def _decided(passage: Passage, at: float, actor: int | None, data: dict) -> None:
    outcome = str(data.get("outcome") or "")
    if outcome not in {"reopened", "withdrawn"}:
        passage.outcome = outcome
    passage.round = max(passage.round, int(data.get("round") or 1))


_MOVES: dict[str, Callable[[Passage, float, int | None, dict], None]] = {
    "task_opened": _opened,
    "task_started": _started,
    "task_laid_down": _laid_down,
    "task_submitted": _submitted,
    "task_sent_back": _sent_back,
    "task_done": _done,
    "task_dropped": _dropped,
    "task_reopened": _reopened,
    "task_blocked": _blocked,
    "task_unblocked": _unblocked,
    "approval_asked": _asked,
    "approval_closed": _decided,
}
VERBS = frozenset(_MOVES)


def seconds_of(written: Any) -> float | None:
    """A moment as the journal keeps it (ISO 8601), in seconds since 1970; None where it is none."""
    if isinstance(written, datetime):
        return written.timestamp()
    try:
        return datetime.fromisoformat(str(written)).timestamp()
    except ValueError:
        return None
