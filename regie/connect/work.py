"""The two works of an intake, each from its lease to its end: rehearsing and writing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from regie.connect.ledgers.target import Overtaken
from regie.connect.models import Intake, IntakeRow
from regie.connect.progress import Progress
from regie.connect.reasons import Reasons
from regie.connect.targets import Outcome
from regie.journal.models import record
from regie.lib.leases import LeaseLost
from regie.lib.tables import Table, Unreadable
from regie.lib.tables.profile import as_text

logger = logging.getLogger(__name__)
AT_ONCE = 400_000  # bytes: smaller files are worked on while the person waits, larger ones in the background


def go_on(pk: int, listen: Callable[[int], None] | None = None) -> None:
    """Do what an intake waits for, if nobody else does. Safe to call at any time and more than once."""
    intake = Intake.take(pk)
    if intake is None:
        return
    try:
        with intake.file.content.open("rb") as content:
            table = intake.open(content)
            (rehearse if intake.stage == Intake.Stage.REHEARSING else write)(intake, table, listen)
    except LeaseLost:
        logger.info("Import %s was stopped, or taken over by another worker", pk)
    except Unreadable as fault:
        _stop(intake, {"code": fault.code, **fault.facts})
    except FileNotFoundError:
        _stop(intake, {"code": "file_gone"})
    except Overtaken:
        _stop(intake, {"code": "overtaken"})


def _stop(intake: Intake, fault: dict) -> None:
    with suppress(LeaseLost):  # somebody stopped it in the same moment
        intake.stop(fault)


def ask(intake: Intake) -> None:
    """Begin soon: at once for a small file, else by the queue. What the queue loses, the sweeper finds."""
    if intake.file.size <= AT_ONCE:
        go_on(intake.pk)
        return
    from regie.connect.tasks import go_on as task

    transaction.on_commit(lambda: task.enqueue(intake.pk), robust=True)


def sweep() -> None:
    from regie.connect.tasks import go_on as task

    for pk in Intake.objects.waiting().values_list("pk", flat=True)[:50]:
        task.enqueue(pk)


def rehearse(intake: Intake, table: Table, listen=None) -> None:
    """Go through all rows, write none; keep the refused and the first of each kind, count all."""
    aim, counts, reasons, rows = intake.aim, dict.fromkeys(IntakeRow.Kind.values, 0), Reasons(table.names), 0
    shown = aim.shown(table, intake.choices)
    place = {index: at for at, index in enumerate(shown)}
    header = [{"name": table.names[index], "kind": table.columns[index].kind, "index": index} for index in shown]
    if aim.shows_apart(table, intake.choices):
        header += [{"name": "", "kind": "apart", "index": -1}, {"name": "", "kind": "number", "index": -1}]
    intake.rows.all().delete()
    kept: list[IntakeRow] = []
    found: dict = {}
    with Progress(intake, listen) as beat:

        def told(read: int) -> None:
            nonlocal rows
            rows = read
            beat.whole = table.about_rows(read)
            beat(read)

        for outcome in aim.rehearse(table, intake.choices, told, found):
            counts[outcome.kind] += 1
            if outcome.refusal:
                reasons.add(outcome)
            if counts[outcome.kind] <= IntakeRow.KEPT[outcome.kind]:  # type: ignore[index]
                kept.append(_row(intake, outcome, table, header, place))
            if len(kept) >= 1000:
                _keep(intake, kept)
                kept.clear()
    with transaction.atomic():
        IntakeRow.objects.bulk_create(kept)
        intake.settle(
            Intake.Stage.REHEARSED,
            **counts,
            reasons=reasons.gathered(),
            effect=found,
            rows_read=rows,
            rows_in_all=rows,
            header=header,
            rehearsed_at=timezone.now(),
        )


def write(intake: Intake, table: Table, listen=None) -> None:
    """Figures and the end of the work in one transaction: a process killed before leaves nothing, and it begins anew."""

    def end(counts: dict, **fields) -> None:
        intake.settle(Intake.Stage.WRITTEN, written_at=timezone.now(), rows_read=intake.rows_in_all, **counts, **fields)
        figures, words = counts["new"] + counts["changed"], "" if intake.target == "figures" else "rows_"
        record(f"connect.{words}import_written", intake, by=intake.written_by, figures=figures)
        if intake.file.size > AT_ONCE:  # who waited in front of the page needs no bell
            record(f"connect.{words}import_ended", intake, by=None, figures=figures)

    with Progress(intake, listen) as beat:
        intake.aim.write(intake, table, beat, end)
    intake.aim.follow_up(intake)


def _keep(intake: Intake, rows: list[IntakeRow]) -> None:
    """Only while the work is ours: rows of a rehearsal that was stopped do not mix with those of the next."""
    with transaction.atomic():
        if not intake.still_mine().select_for_update().exists():
            raise LeaseLost(str(intake.pk))
        IntakeRow.objects.bulk_create(rows)


def _row(intake: Intake, outcome: Outcome, table: Table, header: list[dict], place: dict[int, int]) -> IntakeRow:
    cells = outcome.row.cells
    at = outcome.refusal.column if outcome.refusal else outcome.column
    said = [as_text(cells[index])[:200] if index < len(cells) else "" for index in place]
    if len(header) > len(place):  # a wide sheet: the column that the value stands in comes with it
        said += ["", ""] if at in place else [table.names[at], as_text(cells[at])[:200] if at < len(cells) else ""]
    row = IntakeRow(
        intake=intake,
        number=outcome.row.number,
        kind=outcome.kind,
        cells=said,
        column=place.get(at, len(header) - 1),
        at=at,
        old=outcome.old,
        value=outcome.value,
    )
    if outcome.olds:
        row.facts = {"olds": {str(place.get(column, -1)): old for column, old in outcome.olds.items()}}
    if outcome.refusal:
        row.code, row.facts = outcome.refusal.code, outcome.refusal.facts
    return row
