"""What one who takes part in a workshop does: come, be here, give dots."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.lib.refused import Refused

SALT = "regie.objectives.seat"
BEAT, HERE = timedelta(seconds=20), timedelta(seconds=60)  # a write at most so often; who was heard of since is here
LONGEST = timedelta(days=180)
MOST_SEATS = 500


def seated_by(token: str) -> tuple[int, str] | None:
    """The key and the nonce in a phone's address; None where a sign of it is wrong. No query."""
    try:
        pk, nonce = signing.loads(token, salt=SALT, max_age=LONGEST)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(pk), str(nonce)


@dataclass(frozen=True)
class Given:
    """How a vote stands after one act: dots left to give, those that lie on the idea, and the idea."""

    left: int
    here: int
    idea: Any


class TakingPart:
    """What `Seat` does; mixed into it."""

    @property
    def token(self: Any) -> str:
        return signing.dumps([self.pk, self.nonce], salt=SALT, compress=False)

    @property
    def is_here(self: Any) -> bool:
        return self.seen_at is not None and self.seen_at > timezone.now() - HERE

    @classmethod
    def take(cls: Any, workshop, *, person=None, name: str = "") -> Any:
        """A person's own seat, made when they first come; or a new one for a guest of that name."""
        name = " ".join(name.split())[:80]
        if person is None and not name:
            raise Refused(_("Write the name that the others know you by."))
        now = timezone.now()
        with transaction.atomic():
            held = workshop._held()
            if held.closed_at is not None:
                raise Refused(_("The workshop is over."))
            seat = held.seats.filter(person=person).first() if person is not None else None
            if seat is None:
                if held.seats.count() >= MOST_SEATS:
                    raise Refused(_("Five hundred have come: there is no seat left."))
                seat = cls(workshop=held, person=person, name=name)
            seat.nonce = seat.nonce or secrets.token_urlsafe(18)
            seat.taken_at, seat.seen_at = seat.taken_at or now, now
            seat.save()  # no beat: phones show nobody, and the screens count who came
        return seat

    def beat(self: Any) -> None:
        """The phone's page is open."""
        now = timezone.now()
        if self.seen_at is None or self.seen_at < now - BEAT:
            type(self).objects.filter(pk=self.pk).update(seen_at=now)
            self.seen_at = now

    def given(self: Any) -> int:
        return self.dots.aggregate(all=Sum("count"))["all"] or 0

    def give(self: Any, idea, count: int = 1) -> Given:
        """Put dots on an idea, or take some back (negative). 4 queries.

        The seat's row is held meanwhile: two tabs at once give no more than one. No event, and the workshop's row is not written:
        two hundred give in the same minute, and what they give is shown when the step ends.
        """
        from regie.objectives.models.idea import Dots, Idea
        from regie.objectives.models.workshop import Step

        with transaction.atomic():
            seat = (
                type(self)
                .objects.select_for_update(of=("self",))
                .select_related("workshop__step")
                .get(pk=self.pk, nonce=self.nonce)
            )
            workshop = seat.workshop
            if not workshop.is_open or workshop.step is None or workshop.step.kind != Step.Kind.VOTE:
                raise Refused(_("Dots are given during the vote."))
            there = Idea.objects.filter(pk=idea.pk, workshop=workshop, dropped_at=None, merged_into=None).first()
            if there is None:
                raise Refused(_("This idea is no longer on the wall: choose another."))
            lying = dict(seat.dots.values_list("idea_id", "count"))
            here = lying.get(idea.pk, 0)
            wanted = max(0, here + count)
            left = workshop.dots - sum(lying.values()) - (wanted - here)
            if left < 0:
                raise Refused(_("All your dots are given: take one back first."))
            if wanted == 0:
                seat.dots.filter(idea=there).delete()
            elif here:
                seat.dots.filter(idea=there).update(count=wanted)
            else:
                Dots.objects.create(seat=seat, idea=there, count=wanted)
        return Given(int(left), int(wanted), there)

    def leave(self: Any, *, by) -> None:
        """Take somebody off the list: their dots go, their ideas stay. Somebody who came by a link that was spread too far."""
        with transaction.atomic():
            held = self.workshop._held()
            self.delete()
            held.touch()
