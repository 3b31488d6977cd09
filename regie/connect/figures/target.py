"""The target of figures: from a table's rows to a batch."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.connect.counting import FIGURES
from regie.connect.figures.choices import Choices
from regie.connect.figures.existing import Existing
from regie.connect.figures.known import Known
from regie.connect.figures.propose import propose
from regie.connect.figures.reader import Candidate, Reader
from regie.connect.figures.seen import Seen
from regie.connect.targets import Beat, Outcome, Problem, Refusal
from regie.lib.tables import Row, Table
from regie.metrics.foresight import MOST_CHANGES, Change, foresee
from regie.metrics.models import Batch, Metric
from regie.metrics.overlaps import Shapes
from regie.metrics.staging import Entry

CHUNK = 4_000
MOST_VALUES = 3  # of a metric, newest first
MOST_SHOWN = 8  # columns beside a row; a wide sheet shows its names and the one value that the row is about


class FigureTarget:
    key = "figures"
    name = _("Figures")
    about = _("Values of measures by day, week or month: spend by channel, new customers, answers to a survey.")
    words = FIGURES
    right = "connect.import_figures"

    def likeness(self, table: Table) -> float:
        """What nothing else claims is figures."""
        return 0.6

    def sheet(self, table: Table, choices: dict):
        from regie.connect.figures.sheet import ColumnSheet

        return ColumnSheet(table, choices)

    def propose(self, table: Table, known: dict | None) -> dict:
        return propose(table, Known(), known)

    def problems(self, table: Table, choices: dict) -> list[Problem]:
        """What must be said before a rehearsal makes sense."""
        chosen, names = Choices.of(choices), table.names
        found: list[Problem] = []
        periods, values = chosen.indexes(names, "period"), chosen.indexes(names, "value")
        at, measures = chosen.indexes(names, "at"), chosen.indexes(names, "measure")
        cells = [index for index in measures if chosen.columns[names[index]] == "measure"]
        own = [index for index in measures if index not in cells]
        if not values and not at and not own:
            found.append(Problem("no_value_column"))
        if not periods and (values or own):
            found.append(Problem("no_period_column"))
        if (values or at) and not cells and not chosen.measure:
            found.append(Problem("no_measure"))
        for indexes, code in ((periods, "two_periods"), (cells, "two_measures")):
            if len(indexes) > 1:
                found.append(Problem(code, indexes[1]))
        if at and (values or own):
            found.append(Problem("wide_and_long", at[0]))
        return found + _twice(chosen, names)

    def shown(self, table: Table, choices: dict) -> list[int]:
        used = self._used(table, choices)
        if len(used) > MOST_SHOWN:
            chosen = Choices.of(choices)
            valued = ("at:", "value", "measure:")
            used = [index for index in used if not chosen.columns[table.names[index]].startswith(valued)][:MOST_SHOWN]
        return used

    def shows_apart(self, table: Table, choices: dict) -> bool:
        return len(self._used(table, choices)) > MOST_SHOWN

    def _used(self, table: Table, choices: dict) -> list[int]:
        chosen = Choices.of(choices)
        return [column.index for column in table.columns if chosen.columns.get(column.name, "ignore") != "ignore"]

    # Rehearsing

    def rehearse(self, table: Table, choices: dict, beat: Beat, found: dict) -> Iterator[Outcome]:
        chosen = Choices.of(choices)
        reader, existing, seen = Reader(table, chosen, Known(), timezone.localdate()), Existing(), Seen()
        effect: dict[str, dict] = {}
        changes: list[Change] = []
        shapes = Shapes()
        for chunk in batched(self._read(reader, table, seen, beat), CHUNK):
            series = [
                existing.series(each.measure.id, each.address) if isinstance(each, Candidate) else None for _, each in chunk
            ]
            wanted = [
                (pk, each.period) for pk, (_, each) in zip(series, chunk, strict=True) if pk and isinstance(each, Candidate)
            ]
            here = existing.figures(wanted)
            for pk, (row, each) in zip(series, chunk, strict=True):
                if isinstance(each, Refusal):
                    yield Outcome("refused", row, each.column, each)
                    continue
                old = here.get((pk, each.period.isoformat())) if pk else None
                kind = "new" if old is None else "same" if old == each.value else "changed"
                if kind != "same":
                    _count(effect, each, old)
                    shapes.note(each.measure.id, each.address, each.dimensions, each.period)
                    if len(changes) <= MOST_CHANGES:  # one more than can be foreseen says that there are too many
                        changes.append(Change(each.measure.id, each.dimensions, each.period, each.value))
                yield Outcome(kind, row, each.column, None, old, each.value)
        found.update(
            self._summed(effect, reader), overlaps=[each.as_json() for each in shapes.overlaps()], foreseen=_foreseen(changes)
        )

    def _read(self, reader: Reader, table: Table, seen: Seen, beat: Beat) -> Iterator[tuple[Row, Candidate | Refusal]]:
        """Each row's answers; what the file says twice is refused the second time."""
        count = 0
        for count, row in enumerate(table.rows(), 1):
            for each in reader.read(row):
                if each.__class__ is Candidate and not seen.add(each.measure.id, each.address, each.period):
                    each = _twice_said(each, reader, row)
                yield row, each
            if not count % 500:
                beat(count)
        beat(count)

    def _summed(self, effect: dict[str, dict], reader: Reader) -> dict:
        touched = [reader.known.by_key[key].pk for key in effect]
        metrics = Metric.objects.in_use().needing(*touched).order_by("name").values_list("key", flat=True) if touched else []
        return {
            "measures": sorted(effect.values(), key=lambda each: -(each["new"] + each["changed"])),
            "metrics": list(metrics),
            "new_values": {dimension: list(values)[:40] for dimension, values in reader.new_values.items()},
        }

    # Writing

    def write(self, intake, table: Table, beat: Beat, end) -> None:
        reader = Reader(table, Choices.of(intake.choices), Known(), timezone.localdate())
        refused = 0

        def entries() -> Iterator[Entry]:
            nonlocal refused
            for row, each in self._read(reader, table, Seen(), beat):
                if isinstance(each, Candidate):
                    yield Entry(each.measure.id, each.dimensions, each.period, each.value, row.number)
                else:
                    refused += 1

        sheet, source = intake.source.get("sheet", ""), Batch.Source.FILE
        mapping = intake.choices | ({"corrections": intake.corrections} if intake.corrections else {})
        batch = Batch.open(by=intake.written_by, source=source, file=intake.file, sheet=sheet, mapping=mapping)

        def before_end(outcome) -> None:
            batch.refused = outcome.refused + refused
            batch.save(update_fields=["refused"])
            end({"new": outcome.new, "changed": outcome.changed, "same": outcome.same, "refused": batch.refused}, batch=batch)

        batch.write(entries(), before_end=before_end)

    def follow_up(self, intake) -> None:
        """The metrics, computed now; the worker would come to it by itself."""
        intake.batch.evaluate()

    def undo(self, intake, *, by) -> dict:
        return intake.batch.undo(by=by)._asdict()


def _twice_said(each: Candidate, reader: Reader, row: Row) -> Refusal:
    """Days of one month, where the measure is kept by month, are no slip: the sentence says what to do."""
    if reader.grain_of(row) not in ("", each.measure.rhythm):
        return Refusal(each.column, "twice_rhythm", {"measure": each.measure.name, "rhythm": each.measure.rhythm})
    return Refusal(each.column, "twice")


def _foreseen(changes: list[Change]) -> dict | None:
    """What the metrics would say, in plain values; None where it was too much to compute."""
    found = foresee(changes)
    if found is None:
        return None
    metrics = [
        {
            "key": each.metric.key,
            "values": [list(moved) for moved in each.values[:MOST_VALUES]],
            "more": max(0, len(each.values) - MOST_VALUES),
            "breaches": [list(turn) for turn in each.breaches[:20]],
        }
        for each in found
    ]
    return {"metrics": metrics}


def _twice(chosen: Choices, names: list[str]) -> list[Problem]:
    """One dimension, or one measure, said by two columns."""
    found: list[Problem] = []
    said: dict[str, int] = {}
    for index, name in enumerate(names):
        role = chosen.columns.get(name, "ignore")
        if role.startswith(("dimension:", "measure:")):
            if role in said:
                found.append(Problem("said_twice", index, {"other": names[said[role]]}))
            said.setdefault(role, index)
    return found


def _count(effect: dict[str, dict[str, Any]], each: Candidate, old: float | None) -> None:
    of = effect.get(each.measure.key)
    if of is None:
        first: dict[str, Any] = {"measure": each.measure.key, "name": each.measure.name, "new": 0, "changed": 0, "more": 0.0}
        of = effect[each.measure.key] = first | {"first": each.period.isoformat(), "last": each.period.isoformat()}
    of["new" if old is None else "changed"] += 1
    of["more"] += each.value - (old or 0)
    day = each.period.isoformat()
    of["first"], of["last"] = min(of["first"], day), max(of["last"], day)
