"""What can be imported. A target says its columns, reads rows, rehearses, writes and undoes; the wizard does the rest.

TARGETS["figures"] = FigureTarget()

What a sheet holds is guessed from its columns: `guessed(table)` asks each target how much it looks like its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from regie.connect.counting import Words
    from regie.connect.models import Intake
    from regie.lib.tables import Row, Table


@dataclass(frozen=True)
class Refusal:
    """A cell that cannot be taken: the column it stands in, a code of `words.FAULTS`, and what its sentence needs."""

    column: int
    code: str
    facts: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What would become of one value of one row."""

    kind: str  # an IntakeRow.Kind
    row: Row
    column: int = 0
    refusal: Refusal | None = None
    old: float | None = None
    value: float | None = None
    olds: dict[int, str] = field(default_factory=dict)  # {column: what stood there}, in words


@dataclass
class Problem:
    """What keeps a choice of columns from being rehearsed; `column` is None when it concerns the whole."""

    code: str
    column: int | None = None
    facts: dict = field(default_factory=dict)


Beat = Callable[[int], None]  # called with the number of rows read so far


class Target(Protocol):
    key: str
    name: Any
    about: Any  # one sentence: what such a sheet holds
    right: str  # who may import into it
    words: Words  # how pages count what it brings

    def likeness(self, table: Table) -> float:
        """How much a sheet looks like one of its own, from 0 to 1."""
        ...

    def sheet(self, table: Table, choices: dict) -> Any:
        """What the page of columns shows, see `sheets.WrittenSheet`."""

    def propose(self, table: Table, known: dict | None) -> dict:
        """Choices for a table: what was remembered for its shape, else what names and cells suggest."""

    def problems(self, table: Table, choices: dict) -> list[Problem]: ...

    def shown(self, table: Table, choices: dict) -> list[int]:
        """The columns worth showing beside a row."""

    def shows_apart(self, table: Table, choices: dict) -> bool:
        """Whether a value is shown with the name of its own column, since there are too many to show them all."""

    def rehearse(self, table: Table, choices: dict, beat: Beat, found: dict) -> Iterator[Outcome]:
        """One outcome a value, in the order of the file. At the end `found` holds what else the page shows, in plain values."""
        ...

    def write(self, intake: Intake, table: Table, beat: Beat, end: Callable[..., None]) -> None:
        """Write all in one transaction, and call `end(counts, **fields of the intake)` last inside it."""

    def follow_up(self, intake: Intake) -> None:
        """What should be done soon after the write; something else sees to it when this is cut short."""

    def undo(self, intake: Intake, *, by) -> dict: ...


TARGETS: dict[str, Target] = {}


def targets_for(person: Any) -> list[Target]:
    """Those into which a person may import."""
    return [target for target in TARGETS.values() if person.has_perm(target.right)]


def guessed(table: Table) -> str:
    """The key of the target that a sheet is probably meant for."""
    return max(TARGETS.values(), key=lambda target: target.likeness(table)).key
