"""How fast an envelope is spent, and when it ends at this rate. Pure, but for the two functions that read and warn.

    at_pace(amount=120000, actual=61400, due=0, later=33250, week=week, first=…, last=…, today=…) -> Pace

What counts as spent by today is what is invoiced, and what is promised for a day that has come: an invoice that is late hides nothing.
The rate is that, by working day elapsed. What is promised for later is no rate, but the end is at least both together. Before
`ENOUGH` working days no rate is told: one invoice would make it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from regie.journal.models import Event, record
from regie.lib.working_time import Week
from regie.people.models import Person
from regie.plan.reading.purse_sums import Sums, by_envelope

ENOUGH = 5  # working days


@dataclass(frozen=True)
class Pace:
    """`at_end`: what will be spent by the last day; `ends_on`: the day on which the money is used up, where that is before it."""

    at_end: Decimal | None
    ends_on: date | None = None
    worked: int = 0
    working_days: int = 0

    @property
    def is_known(self) -> bool:
        return self.at_end is not None


def at_pace(
    *, amount: Decimal, actual: Decimal, due: Decimal, later: Decimal, week: Week, first: date, last: date, today: date
) -> Pace:
    """`due` is promised for a day that has come, `later` for one that has not; both not yet invoiced."""
    days = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    working = [day for day in days if week.is_working(day)] or days
    elapsed = [day for day in working if day <= today]
    spent, promised = actual + due, actual + due + later
    if today > last:
        return Pace(promised, None, len(working), len(working))
    if len(elapsed) < min(ENOUGH, len(working)):
        return Pace(None, None, len(elapsed), len(working))
    at_end = max(spent * len(working) / len(elapsed), promised).quantize(Decimal(1))  # cents would feign a precision
    ends_on = None
    if spent > 0 and spent * len(working) > amount * len(elapsed):
        lasts = int(amount * len(elapsed) / spent)  # whole working days that the money pays for
        ends_on = working[min(max(lasts - 1, 0), len(working) - 1)] if spent < amount else today
    return Pace(at_end, ends_on, len(elapsed), len(working))


def of(envelopes: list[Any], today: date | None = None) -> dict[int, Pace]:
    """The pace of each, of whole trees: a part's money is in its whole's too. Three queries besides that of the week."""
    from regie.plan.models import Envelope

    day, keys = today or timezone.localdate(), {each.pk for each in envelopes}
    near = Q(pk__in=keys) | Q(starts_on__in={each.starts_on for each in envelopes})
    parents = dict(Envelope.objects.filter(near).order_by().values_list("pk", "parent"))
    sums = by_envelope(set(parents), day)

    def whole(key: int) -> Sums:
        own = sums.get(key, Sums())
        return sum((whole(part) for part, parent in parents.items() if parent == key), own)

    return {each.pk: of_sums(each, whole(each.pk), day) for each in envelopes}


def of_sums(envelope: Any, sums: Sums, today: date, week: Week | None = None) -> Pace:
    from regie.work import homes

    return at_pace(
        amount=envelope.amount, actual=sums.spent, due=sums.due, later=sums.committed - sums.due, week=week or homes.week(),
        first=envelope.starts_on, last=envelope.ends_on, today=today,
    )  # fmt: skip


def warn(today: date | None = None) -> int:
    """Tell owner and leads, once an envelope, that it ends before its last day. What was told is in the journal."""
    from django.contrib.contenttypes.models import ContentType

    from regie.plan.models import Envelope

    day = today or timezone.localdate()
    running = list(Envelope.objects.on(day).exclude(amount=0))
    if not running:
        return 0
    kind = ContentType.objects.get_for_model(Envelope)
    told = set(Event.objects.filter(verb="plan.envelope_warned", subject_type=kind).values_list("subject_id", flat=True))
    paces, warned = of([each for each in running if str(each.pk) not in told], day), 0
    leads = list(Person.objects.leads().values_list("pk", flat=True))
    for envelope in running:
        pace = paces.get(envelope.pk)
        if pace is None or pace.ends_on is None or pace.ends_on >= envelope.ends_on:
            continue
        people = sorted({*leads, *([envelope.owner_id] if envelope.owner_id else [])})
        record(
            "plan.envelope_warned", envelope, by=None, people=people, day=pace.ends_on.isoformat(), amount=str(envelope.amount)
        )
        warned += 1
    return warned
