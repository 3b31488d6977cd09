"""What the engine is given to run: pieces and flows that we make from a model; nothing of a foreign file but its ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from .model import Kind
from .timers import Timing


class Piece(StrEnum):
    """What SpiffWorkflow calls it."""

    START = "startEvent"
    END = "endEvent"
    TASK = "userTask"
    ONE = "exclusiveGateway"
    ALL = "parallelGateway"
    ANY = "inclusiveGateway"
    TIMER = "intermediateCatchEvent"
    BESIDE = "boundaryEvent"
    GROUP = "subProcess"


@dataclass(frozen=True)
class Choice:
    """A way that a person may send the work; `way` is the id of the arrow (of the start event, where there are several)."""

    way: str
    name: str = ""
    outcome: str = ""
    is_back: bool = False


@dataclass
class Part:
    """One piece. `node` is the node of the model that it stands for; choices are asked when it is completed."""

    id: str
    piece: Piece
    scope: str = ""  # the piece of the sub-process it lies in
    node: str = ""
    kind: Kind = Kind.OTHER
    choices: tuple[Choice, ...] = ()
    several: bool = False  # more than one way may be chosen
    may_be_none: bool = False  # and none at all, since another way is always taken
    timing: tuple[Timing, str] | None = None
    attached_to: str = ""
    interrupting: bool = True
    ends_all: bool = False  # an end that stops everything in its scope
    error: str = ""  # thrown by an end, or caught beside a sub-process

    @property
    def is_worked(self) -> bool:
        return self.piece is Piece.TASK


@dataclass(eq=False)
class Flow:
    source: str
    target: str
    choice: str = ""  # taken when this way was chosen; empty: always
    is_back: bool = False


@dataclass
class Net:
    parts: dict[str, Part] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)

    def add(self, part: Part) -> str:
        self.parts[part.id] = part
        return part.id

    def flow(self, source: str, target: str, choice: str = "", *, is_back: bool = False) -> None:
        self.flows.append(Flow(source, target, choice, is_back))

    def in_scope(self, scope: str) -> Iterator[Part]:
        return (part for part in self.parts.values() if part.scope == scope)

    def after(self) -> dict[str, list[str]]:
        """What follows each piece; what lies beside it, and the start of what lies in it, follow it too."""
        found: dict[str, list[str]] = {id: [] for id in self.parts}
        for flow in self.flows:
            found[flow.source].append(flow.target)
        for part in self.parts.values():
            if part.attached_to:
                found[part.attached_to].append(part.id)
            if part.piece is Piece.START and part.scope:
                found[part.scope].append(part.id)
        return found

    def into(self) -> dict[str, list[Flow]]:
        found: dict[str, list[Flow]] = {id: [] for id in self.parts}
        for flow in self.flows:
            found[flow.target].append(flow)
        return found

    def out_of(self) -> dict[str, list[Flow]]:
        found: dict[str, list[Flow]] = {id: [] for id in self.parts}
        for flow in self.flows:
            found[flow.source].append(flow)
        return found
