"""At a month's end, once: what is committed and not invoiced is asked about of whoever committed it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from regie.journal.models import record
from regie.plan.models import Commitment


def ask_about_open(today: date | None = None) -> int:
    """Of the month that has ended: each commitment whose invoice was to be there, or of which nobody said when. One bell an owner."""
    day = today or timezone.localdate()
    month_end = day.replace(day=1) - timedelta(days=1)
    due = Q(expected_on=None) | Q(expected_on__lte=month_end)
    unasked = Q(asked_of_month=None) | Q(asked_of_month__lt=month_end)
    asked: dict[int, list[Commitment]] = defaultdict(list)
    with transaction.atomic():
        rows = Commitment.objects.standing().filter(due, unasked, on__lte=month_end).select_related("line__envelope")
        found = list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
        for commitment in found:
            if (owner := owner_of(commitment)) is not None:
                asked[owner].append(commitment)
        Commitment.objects.filter(pk__in=[each.pk for each in found]).update(asked_of_month=month_end)
        for owner, mine in asked.items():
            record(
                "plan.open_commitments_asked",
                mine[0].line.envelope,
                by=None,
                people=[owner],
                count=len(mine),
                month=f"{month_end:%Y-%m}",
            )
    return len(found)


def owner_of(commitment: Commitment) -> int | None:
    return commitment.by_id or commitment.line.owner_id or commitment.line.envelope.owner_id


def waiting_for(person: Any) -> Any:
    """What this person is asked about: of those that they committed, else of their lines and envelopes."""
    mine = Q(by=person) | Q(by=None, line__owner=person) | Q(by=None, line__owner=None, line__envelope__owner=person)
    return Commitment.objects.visible_to(person).to_answer().filter(mine).select_related("line").order_by("on", "pk")
