"""What the sheets of the plan have in common as targets of imports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import batched
from typing import Any, Protocol

from django.db import IntegrityError, transaction

from regie.connect.counting import ROWS
from regie.connect.ledgers.cells import Cells, Refused, Sheet
from regie.connect.ledgers.fields import Chosen, Field, Setting, guessed
from regie.connect.ledgers.notes import Notes
from regie.connect.ledgers.spool import Spool
from regie.connect.targets import Beat, Outcome, Problem, Refusal
from regie.lib.tables import Row, Table
from regie.plan.models import Ledger
from regie.plan.models.ledgering import Change

CHUNK = 1_000
MOST_SHOWN = 12  # columns beside a row


@dataclass
class Judged:
    """What would become of an entry. `olds`: {column: what stood there} of one that changes."""

    kind: str
    column: int = 0
    refusal: Refusal | None = None
    olds: dict[int, str] = field(default_factory=dict)
    change: Change | None = None


class Reading(Protocol):
    """One going through of one sheet."""

    def take(self, cells: Cells) -> Any:
        """An entry; raises `Refused`."""

    def judge(self, entries: list[tuple[Cells, Any]]) -> list[Judged]:
        """Against what stands and what the sheet said before, in the order of the sheet."""

    def parts(self, entries: Iterable[Any]) -> Iterable[Iterable[Any]]:
        """Models to be written, each part after the one before it."""

    def effects(self) -> list[dict]:
        """What is shown of it all, in plain values."""


class LedgerTarget:
    key = ""
    name: Any = ""
    about: Any = ""
    right = "plan.prepare"
    words = ROWS
    fields: Sequence[Field] = ()
    dated: tuple[str, ...] = ()
    summed: tuple[str, ...] = ()

    def settings(self, table: Table, chosen: Chosen) -> list[Setting]:
        """Questions about the whole file."""
        return []

    def reading(self, table: Table, chosen: Chosen, notes: Notes) -> Reading:
        raise NotImplementedError

    @property
    def kinds(self) -> dict[str, str]:
        return {each.key: each.kind for each in self.fields}

    # Columns

    def propose(self, table: Table, known: dict | None) -> dict:
        if known and set(table.names) <= set(Chosen.of(known).columns):
            chosen = Chosen.of(known)
            chosen.columns = {name: chosen.columns[name] for name in table.names}
            return chosen.as_kept()
        order = next((column.order for column in table.columns if column.kind == "date" and column.order), "dmy")
        chosen = Chosen(guessed(table.columns, self.fields), table.decimal, order)
        self.complete(table, chosen)
        return chosen.as_kept()

    def complete(self, table: Table, chosen: Chosen) -> None:
        """What names alone do not say."""

    def signed(self, cells: Cells, amount: Decimal) -> Decimal:
        """How an amount counts in the totals of the sheet."""
        return amount

    def likeness(self, table: Table) -> float:
        """How much a sheet looks like one of these, from 0 to 1."""
        return 0

    def problems(self, table: Table, choices: dict) -> list[Problem]:
        chosen, names = Chosen.of(choices), table.names
        found: list[Problem] = []
        said: dict[str, int] = {}
        for index, name in enumerate(names):
            role = chosen.columns.get(name, "ignore")
            if role == "ignore":
                continue
            if role in said:
                found.append(Problem("said_twice", index, {"other": names[said[role]]}))
            said.setdefault(role, index)
        found += [
            Problem("needs", None, {"field": each.label}) for each in self.fields if each.is_needed and each.key not in said
        ]
        return found + self.more_problems(chosen, said)

    def more_problems(self, chosen: Chosen, said: dict[str, int]) -> list[Problem]:
        return []

    def shown(self, table: Table, choices: dict) -> list[int]:
        chosen = Chosen.of(choices)
        used = [column.index for column in table.columns if chosen.columns.get(column.name, "ignore") != "ignore"]
        plain = [index for index in used if not chosen.columns[table.names[index]].startswith("week:")]
        return used if len(used) <= MOST_SHOWN else plain

    def shows_apart(self, table: Table, choices: dict) -> bool:
        return False

    def sheet(self, table: Table, choices: dict):
        from regie.connect.ledgers.columns import FieldSheet

        return FieldSheet(self, table, choices)

    # Rows

    def rehearse(self, table: Table, choices: dict, beat: Beat, found: dict) -> Iterator[Outcome]:
        chosen, notes = Chosen.of(choices), Notes()
        reading = self.reading(table, chosen, notes)
        for row, _entry, judged in self._judged(table, chosen, reading, notes, beat):
            yield Outcome(judged.kind, row, judged.column, judged.refusal, olds=judged.olds)
        found.update(notes=notes.kept(), lines=reading.effects())

    def _judged(
        self, table: Table, chosen: Chosen, reading: Reading, notes: Notes, beat: Beat
    ) -> Iterator[tuple[Row, Any, Judged]]:
        sheet = Sheet(table, chosen, self.kinds, self.dated, self.summed, self.signed)
        count = 0
        for chunk in batched(sheet.rows(), CHUNK):
            read: list[tuple[Cells, Any, Refusal | None]] = []
            for cells in chunk:
                count += 1
                if cells.is_total:
                    notes.add("total", cells.number)
                    if cells.off is not None:
                        notes.add("total_off", cells.number, _off(cells, reading))
                    continue
                try:
                    read.append((cells, reading.take(cells), None))
                except Refused as fault:
                    read.append((cells, None, fault.refusal))
                if cells.is_filled:
                    notes.add("merged", cells.number)
            judged = iter(reading.judge([(cells, entry) for cells, entry, refusal in read if refusal is None]))
            for cells, entry, refusal in read:
                yield cells.row, entry, Judged("refused", refusal.column, refusal) if refusal else next(judged)
            beat(count)

    def write(self, intake, table: Table, beat: Beat, end) -> None:
        """Read to the disk first, then written in one transaction with the end of the work."""
        chosen, notes = Chosen.of(intake.choices), Notes()
        reading = self.reading(table, chosen, notes)
        counts = dict.fromkeys(("new", "changed", "same", "refused"), 0)
        changes: list[Change] = []
        with Spool() as spool:
            for _row, entry, judged in self._judged(table, chosen, reading, notes, beat):
                counts[judged.kind] += 1
                if judged.kind == "new":
                    spool.add(entry)
                elif judged.change:
                    changes.append(judged.change)
            ledger = Ledger.open(self.key, by=intake.written_by, file=intake.file, sheet=intake.source.get("sheet", ""))
            try:
                with transaction.atomic():
                    ledger.write(reading.parts(spool), changes=changes, same=counts["same"], refused=counts["refused"])
                    end(counts, ledger=ledger)
            except IntegrityError as fault:
                raise Overtaken from fault

    def follow_up(self, intake) -> None:
        """Nothing is computed beforehand from these rows."""

    def undo(self, intake, *, by) -> dict:
        return intake.ledger.undo(by=by)._asdict()


class Overtaken(Exception):
    """Somebody wrote one of these rows between the reading and the writing."""


def _off(cells: Cells, reading: Any) -> str:
    """What a total says and what the rows make, to be written in the reader's language: `notes.sentence`."""
    return f"{cells.off}|{cells.made}|{getattr(reading, 'currency', 'EUR')}"
