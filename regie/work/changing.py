"""What happens to approvals when their subject changes: those that saw another form of it are asked anew, the others hold."""

from __future__ import annotations

from django.db import transaction

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
                rounds.append(approval.ask_again(by=by))
    return rounds
