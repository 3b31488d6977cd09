"""The verbs of a workshop: prepared, opened, led from step to step, closed. And its steps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused

GUESTS = "objectives.take_part"  # the act of the link for guests
MINUTES = {"look": 10, "propose": 15, "group": 10, "vote": 5, "draft": 20, "check": 15, "close": 5}
MOST_MORE = 240


class Workshopping:
    """What `Workshop` does; mixed into it."""

    @classmethod
    def prepare(cls: Any, title: str, *, by, steps: Iterable[tuple[str, int]] = (), persons: Iterable = (), **fields) -> Any:
        """A new workshop with its steps, `(kind, minutes)` in order; all seven without a choice."""
        from regie.objectives.models.workshop import Step

        with transaction.atomic():
            made = cls(title=title.strip(), made_by=by, facilitator=fields.pop("facilitator", None) or by, **fields)
            made.full_clean()
            made.save()
            chosen = list(steps) or list(MINUTES.items())
            Step.objects.bulk_create(
                Step(workshop=made, position=place, kind=kind, minutes=minutes) for place, (kind, minutes) in enumerate(chosen)
            )
            record("objectives.workshop_prepared", made, by=by)
            made.invite(persons, by=by)
        return made

    def plan_steps(self: Any, steps: Iterable[tuple[str, int]]) -> None:
        """Other steps or minutes; one that has begun keeps its times."""
        from regie.objectives.models.workshop import Step

        with transaction.atomic():
            held = self._held()
            there = {each.kind: each for each in held.steps.all()}
            for place, (kind, minutes) in enumerate(steps):
                if (step := there.pop(kind, None)) is not None:
                    step.position, step.minutes = place, minutes
                    step.save(update_fields=["position", "minutes"])
                else:
                    Step.objects.create(workshop=held, position=place, kind=kind, minutes=minutes)
            for step in there.values():
                if step.pk != held.step_id and step.began_at is None:
                    step.delete()
            held.touch()

    def _held(self: Any) -> Any:
        return type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)

    def touch(self: Any) -> None:
        """All screens have something new to show."""
        type(self).objects.filter(pk=self.pk).update(beat=F("beat") + 1)

    def must_be_open(self: Any) -> None:
        if self.closed_at is not None:
            raise Refused(_("The workshop is over: what was said stays as it is."))

    def invite(self: Any, persons: Iterable, *, by) -> int:
        """A seat for each; they are told, and find it on the workshop's page."""
        from regie.objectives.models.workshop import Seat

        with transaction.atomic():
            there = set(self.seats.exclude(person=None).values_list("person_id", flat=True))
            new = [person for person in persons if person.pk not in there]
            Seat.objects.bulk_create(Seat(workshop=self, person=person) for person in new)
            if new:
                record("objectives.workshop_invited", self, by=by, people=[person.pk for person in new])
                self.touch()
        return len(new)

    def open(self: Any, *, by) -> None:
        """It begins, with its first step; the survey's themes are its first themes."""
        with transaction.atomic():
            held = self._held()
            if held.opened_at is not None:
                raise Refused(_("The workshop has begun already."))
            first = held.steps.first()
            if first is None:
                raise Refused(_("Choose its steps first."))
            if held.survey_id and not held.themes.exists():
                for theme in held.survey.themes.all():
                    held.themes.create(name=theme.name, position=theme.position)
            held.opened_at, held.revision = timezone.now(), held.revision + 1
            held.save()
            held._begin(first)
            record("objectives.workshop_opened", held, by=by)
        self.refresh_from_db()

    def _begin(self: Any, step) -> None:
        now = timezone.now()
        self.steps.filter(pk=self.step_id).exclude(pk=step.pk).update(ended_at=now)
        self.steps.filter(pk=step.pk).update(began_at=now, more=0, ended_at=None)
        type(self).objects.filter(pk=self.pk).update(step=step)
        self.touch()

    def go_to(self: Any, step, *, by) -> None:
        """On to another step, or back to one: its time begins anew."""
        with transaction.atomic():
            held = self._held()
            if not held.is_open:
                raise Refused(_("Begin the workshop first.") if held.opened_at is None else _("The workshop is over."))
            if step.workshop_id != held.pk:
                raise Refused(_("That step belongs to another workshop."))
            if held.step_id != step.pk:
                held._begin(step)
                record("objectives.workshop_step", held, by=by, step=step.kind)
        self.refresh_from_db()

    def give_time(self: Any, minutes: int = 5) -> None:
        """More minutes for the step under way, or fewer. No event: the step's row keeps it."""
        with transaction.atomic():
            held = self._held()
            if not held.is_open or held.step is None:
                raise Refused(_("No step is under way."))
            if abs(held.step.more + minutes) > MOST_MORE:
                raise Refused(_("Four hours more are another workshop."))
            held.steps.filter(pk=held.step_id).update(more=F("more") + minutes)
            held.touch()
        self.refresh_from_db()

    def hand_over(self: Any, person, *, by) -> None:
        """Somebody else leads."""
        with transaction.atomic():
            held = self._held()
            held.must_be_open()
            held.facilitator, held.revision = person, held.revision + 1
            held.save()
            held.touch()
            record("objectives.workshop_handed", held, by=by, people=[person.pk])
        self.refresh_from_db()

    def write_notes(self: Any, text: str) -> None:
        """What was said, saved while it is typed: no event for each sentence."""
        type(self).objects.filter(pk=self.pk).update(notes=text[:50_000])
        self.notes = text[:50_000]

    def close(self: Any, *, by) -> None:
        """It is over: everything stays to be read, and those who were there receive the minutes."""
        from regie.objectives import workshop_letters

        with transaction.atomic():
            held = self._held()
            if not held.is_open:
                raise Refused(_("The workshop is not under way."))
            now = timezone.now()
            held.steps.filter(pk=held.step_id).update(ended_at=now)
            held.closed_at, held.step, held.revision = now, None, held.revision + 1
            held.save()
            held.touch()
            if link := held.guest_link():
                link.close(by=by)
            people, readers = workshop_letters.send_minutes(held)
            record("objectives.workshop_closed", held, by=by, people=people)
            workshop_letters.told(held, readers)
        self.refresh_from_db()

    def reopen(self: Any, *, by) -> None:
        """Something was forgotten: on with its last step."""
        with transaction.atomic():
            held = self._held()
            if held.closed_at is None:
                raise Refused(_("The workshop is not closed."))
            held.closed_at, held.revision = None, held.revision + 1
            held.save()
            held._begin(held.steps.exclude(began_at=None).order_by("-began_at").first() or held.steps.first())
            record("objectives.workshop_reopened", held, by=by)
        self.refresh_from_db()

    def guest_link(self: Any) -> Any:
        """The link by which guests come, if one is open."""
        from regie.people.models import OpenLink

        return OpenLink.objects.open().about(self).filter(act=GUESTS).order_by("-pk").first()

    def let_guests_in(self: Any, *, by) -> Any:
        """One link for all who have no account; closed with the workshop."""
        from regie.people.models import OpenLink

        self.must_be_open()
        with transaction.atomic():
            self._held()
            return self.guest_link() or OpenLink.give(GUESTS, self, by=by, given_to=_("guests"), days=30)
