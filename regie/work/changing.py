"""What happens to approvals when their subject changes: those that saw another form of it are asked anew, the others hold."""

from __future__ import annotations

from django.db import transaction

from regie.lib.refused import Refused
from regie.work import subjects


def changed(thing, *, by) -> list:
    """Call it in the transaction that changed `thing`; returns the new rounds."""
    from regie.work.models import Approval

    latest: dict[tuple, Approval] = {}
    rows = (
        Approval.objects.about(thing).exclude(outcome__in=["withdrawn", "refused", "sent_back"]).select_related("edition", "task")
    )
    with transaction.atomic():
        for approval in rows.order_by("round", "pk"):
            latest[tuple(approval.facets)] = approval
        rounds = []
        for approval in latest.values():
            if (
                approval.outcome in {"", "approved", "with_changes"}
                and subjects.sealed(thing, approval.facets) != approval.edition.seal
            ):
                again = _ask_anew(approval, by=by)
                if again is not None:
                    rounds.append(again)
    return rounds


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
