"""What happens to approvals when their subject changes: those that saw another form of it are asked anew, the others hold."""

from __future__ import annotations

from django.db import transaction

from regie.lib.refused import Refused
from regie.work import subjects


def changed(thing, *, by) -> list:
    """Call it in the transaction that changed `thing`; returns the new rounds."""
    from regie.work.models import Approval

    latest: dict[tuple, Approval] = {}  # of each question, by what it covers and the step that asks
    rows = (
        Approval.objects.about(thing)
        .exclude(outcome__in=["withdrawn", "refused", "sent_back"])
        .select_related("edition", "task__run__version")
    )
    with transaction.atomic():
        for approval in rows.order_by("round", "pk"):
            step = (approval.task.run_id, approval.task.node) if approval.task and approval.task.run_id else ()
            latest[tuple(approval.facets), step] = approval
        rounds = []
        for approval in latest.values():
            if (
                approval.outcome in {"", "approved", "with_changes"}
                and subjects.sealed(thing, approval.facets) != approval.edition.seal
                and not (approval.outcome and _comes_again(approval.task))
            ):
                again = _ask_anew(approval, by=by)
                if again is not None:
                    rounds.append(again)
    return rounds


def _comes_again(task) -> bool:
    """The run is on its way to this step once more, and asks there: nobody is asked at each change until then."""
    from regie.work import models_of

    if task is None or not task.run_id or task.run.ended_at is not None:
        return False
    pairs = models_of.before(task.run.version)
    ahead: set[str] = set()
    level = set(task.run.tasks.open().values_list("node", flat=True))
    while level:
        level = {node for source, node in pairs if source in level} - ahead
        ahead |= level
    return task.node in ahead


def _ask_anew(approval, *, by):
    """The next round; where nobody is left who may decide, the old one is void all the same, and whoever asked hears of it."""
    try:
        with transaction.atomic():
            return approval.ask_again(by=by)
    except Refused:
        with transaction.atomic():
            current = approval.held()
            if current.closed_at is None:
                current._close("reopened", by=by)
        return None
