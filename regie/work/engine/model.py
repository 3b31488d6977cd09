"""What people see of a workflow: nodes, ways between them, lanes. Read from a drawing, never stored by itself.

In the file, ours lies in `bpmn:extensionElements` (prefix `regie`, see `names.REGIE`):

    process        <regie:workflow deadline="80" measured="opens,unsubscribes" label="…"/>      deadline in working hours
    task           <regie:step hours="8" procedure="https://… or a title" measured="…" kind="approval"/>
                   <regie:duty letter="R" role="Content"/>   <regie:duty letter="A" person="ines@tamarelle.example"/>
                   <regie:check>Every link was tried</regie:check>
                   <regie:gate rule="all" count="2" own="false"><regie:stage name="Legal" rule="one" hours="16"><regie:duty …/></regie:stage></regie:gate>
    sequenceFlow   <regie:way outcome="sent_back"/>

A role is written by its name and a person by their address, so that a file can go to another house.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    START = "start"
    END = "end"
    STEP = "step"  # somebody does it
    APPROVAL = "approval"  # somebody says yes or sends it back
    CHOICE = "choice"  # exclusive gateway: one way goes on
    ALL = "all"  # parallel gateway: every way goes on, or all must come
    ANY = "any"  # inclusive gateway: some ways go on
    TIMER = "timer"  # waits for a time
    MESSAGE = "message"  # waits for, or sends, word from outside
    AUTOMATIC = "automatic"  # Régie does it: a named operation
    GROUP = "group"  # a sub-process: nodes whose `parent` is this one
    OTHER = "other"  # kept and shown, not run: `Unsupported` says why


WORKED = {Kind.STEP, Kind.APPROVAL}


class Outcome(StrEnum):
    """What a way after an approval stands for."""

    APPROVED = "approved"
    SENT_BACK = "sent_back"
    REFUSED = "refused"


@dataclass(frozen=True)
class Duty:
    """Who stands where: `letter` is R, A, C or I; either a role's name or a person's address."""

    letter: str
    role: str = ""
    person: str = ""

    @property
    def whom(self) -> str:
        return self.role or self.person


@dataclass(frozen=True)
class Stage:
    """One stage of an approval. `rule`: one, all, or count with `count`; `hours` of working time from its start."""

    name: str = ""
    rule: str = "one"
    count: int = 1
    hours: float | None = None
    duties: tuple[Duty, ...] = ()  # empty: the accountable of the step


@dataclass(frozen=True)
class Gate:
    """How an approval decides: its stages, one after the other or all at once; `own`: may one approve one's own work."""

    stages: tuple[Stage, ...] = ()
    parallel: bool = False
    own: bool = False


@dataclass(frozen=True)
class Node:
    id: str
    kind: Kind
    type: str  # BPMN's own name: userTask, boundaryEvent …
    name: str = ""
    line: int = 0
    lane: str = ""
    parent: str = ""  # the sub-process it lies in
    attached_to: str = ""  # of a boundary event
    interrupting: bool = True
    hours: float | None = None  # target duration, working hours
    duties: tuple[Duty, ...] = ()
    checklist: tuple[str, ...] = ()
    procedure: str = ""
    measured: str = ""
    gate: Gate | None = None
    timer: str = ""  # ISO 8601 duration or date, or a cycle
    operation: str = ""  # of an automatic step
    documents: tuple[str, ...] = ()  # data objects and stores, as words
    notes: tuple[str, ...] = ()  # annotations and documentation
    event: str = ""  # of an event: message, timer, signal, error, link …, or empty
    code: str = ""  # what an event is known by: the name of a link or signal, the code of an error
    by_event: bool = False  # outside of the flow: an event sub-process, or what undoes a step
    partner: str = ""  # the other pool that a message goes to or comes from
    called: str = ""  # of a call activity: the process it names
    repeats: str = ""  # "loop", "parallel" or "sequential" where it is marked to be done several times

    def who(self, letter: str) -> tuple[Duty, ...]:
        return tuple(duty for duty in self.duties if duty.letter == letter)


@dataclass(frozen=True)
class Way:
    """A sequence flow. `is_back` is true when it returns to a node that comes before (rework)."""

    id: str
    source: str
    target: str
    name: str = ""
    condition: str = ""
    outcome: str = ""  # an `Outcome`, or empty
    is_default: bool = False
    is_back: bool = False
    line: int = 0


@dataclass(frozen=True)
class Unsupported:
    """What cannot run: shown on the diagram and named. `why` is a lazy sentence.

    `runs` is true where it runs all the same, though not as its author drew it: then `why` says how.
    """

    id: str
    type: str
    line: int
    why: object
    runs: bool = False


@dataclass
class Model:
    id: str
    name: str = ""
    nodes: dict[str, Node] = field(default_factory=dict)  # in the order of the file
    ways: list[Way] = field(default_factory=list)
    lanes: list[str] = field(default_factory=list)
    deadline: float | None = None  # working hours
    measured: tuple[str, ...] = ()
    pools: tuple[str, ...] = ()  # the other pools, by name
    documents: tuple[str, ...] = ()  # data objects and stores that no step is tied to
    notes: tuple[str, ...] = ()  # what is written about the whole
    line: int = 0

    def steps(self) -> Iterator[Node]:
        """What people do, in the order of the file."""
        return (node for node in self.nodes.values() if node.kind in WORKED)

    def out_of(self, node: str) -> list[Way]:
        return [way for way in self.ways if way.source == node]

    def into(self, node: str) -> list[Way]:
        return [way for way in self.ways if way.target == node]
