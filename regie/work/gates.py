"""What stands between "I am done" and "it is done": those consulted, and the one accountable."""

from __future__ import annotations

from django.utils import timezone

from regie.journal.models import record
from regie.work import homes


def at_gate(task, duties, *, by) -> bool:
    """Whether the task, with these duties of people, waits at a gate now that `by` submits it; asks those consulted as it does.

    It waits when somebody else is accountable, or when somebody is consulted. A consulted person has until `SILENCE_HOURS` of
    working time have passed; silence then counts as "no remark".
    """
    from regie.work.models import Opinion

    consulted = [duty.person for duty in duties if duty.letter == "C" and duty.person != by]
    if consulted:
        now = timezone.now()
        due = homes.week().after(now, homes.SILENCE_HOURS)
        last = task.opinions.order_by("-visit").values_list("visit", flat=True).first() or 0
        Opinion.objects.bulk_create(
            Opinion(task=task, person=person, visit=last + 1, asked_at=now, due_at=due) for person in consulted
        )
        record("work.opinion_asked", task, by=by, people=[person.pk for person in consulted], due=due)
    if task.kind == "approval":
        from regie.work import asking

        asking.ask_for(task, by=by)
        return True
    accountable = next((duty.person for duty in duties if duty.letter == "A"), None)
    return bool(consulted) or (accountable is not None and accountable != by)
