"""Closing a review: what was begun is brought to an end, and all who should know get the minutes.

Everybody hears of it on the bell; the minutes themselves go by e-mail to those who want to hear at once. A morning's letter
names them with their address, and who wants no letter gets none. A higher room that a review may not close without registers its
guard:

    closing.GUARDS["reports"] = due.guard  # guard(review): raises Refused, with its way, while something is missing
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from regie.journal import kinds
from regie.journal.models import Event, Notification, record
from regie.people.models import Person
from regie.reviews.models import Copy, Minute, Presence, Review

GUARDS: dict[str, Callable[[Review], None]] = {}


def told(review: Review):
    """All who should know: invited or present, leads, the delegator, and whoever owns a decision or a follow-up."""
    return (
        Person.objects.active()
        .filter(
            Q(pk__in=review.persons(told=True).values("pk"))
            | Q(pk__in=review.expected().values("pk"))
            | Q(pk__in=review.presences.values("person"))
            | Q(standing__in=[Person.Standing.LEAD, Person.Standing.DELEGATOR])
            | Q(pk__in=review.decisions.settled().values("owner"))
            | Q(pk__in=review.follow_ups.values("who"))
        )
        .distinct()
    )


def close(review: Review, *, by) -> None:
    with transaction.atomic():
        current = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
        current.must_be_live()
        for guard in GUARDS.values():
            guard(current)
        for item in current.items.filter(began_at__isnull=False):
            item.finish(by=by)
        for minute in current.minutes_rows.filter(said_at=None).select_related("author"):
            if minute.text.strip():
                Minute.say(current, minute.text, by=minute.author, item=minute.item)  # nobody's last words are lost
            else:
                minute.delete()
        now = timezone.now()
        Presence.end(current)
        current.closed_at, current.closed_by = now, by
        current.save(update_fields=["closed_at", "closed_by"])
        readers = [
            person for person in told(current) if person.email and person.told_of("reviews.review_closed") == kinds.AT_ONCE
        ]
        Copy.objects.bulk_create([Copy(review=current, person=person, closing=now) for person in readers])
        current.touch()
        record(
            "reviews.review_closed", current, by=by, day=current.day.isoformat(), decisions=current.decisions.settled().count()
        )
        # The minutes say it all: what was decided and given in the session goes to their bell, but in no letter besides.
        untold = Notification.objects.filter(told_at=None, person__in=readers)
        for thing in (current, *current.decisions.all()):
            untold.filter(event__in=Event.objects.about(thing)).update(told_at=now)
    review.refresh_from_db()
