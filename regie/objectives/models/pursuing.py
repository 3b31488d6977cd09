"""The verbs of an objective: drafted, proposed, adopted, followed, ended."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused


class Pursuing:
    """What `Objective` does; mixed into it."""

    @classmethod
    def draft(cls: Any, text: str, *, by, audiences=(), idea=None, **fields) -> Any:
        """A new draft. From an idea of a workshop it keeps the link, and an idea becomes one objective at most."""
        if not text.strip():
            raise Refused(_("Write the objective in one sentence."))
        with transaction.atomic():
            if idea is not None and cls.objects.filter(idea=idea).exists():
                raise Refused(_("This idea is an objective already."))
            made = cls(text=text.strip(), idea=idea, made_by=by, **fields)
            made.full_clean()
            made.save()
            made.audiences.set(audiences)
            record("objectives.objective_drafted", made, by=by)
        return made

    def _held(self: Any) -> Any:
        return type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)

    def _turn(self: Any, status: str, *, by, verb: str, **fields) -> None:
        for name, value in {"status": status, **fields}.items():
            setattr(self, name, value)
        self.revision += 1
        self.save()
        record(f"objectives.objective_{verb}", self, by=by)

    def propose(self: Any, *, by) -> None:
        """Put it before the next review. What makes it SMART must be there: a metric, from where to where, by when, an owner."""
        with transaction.atomic():
            held = self._held()
            if held.status != held.Status.DRAFT:
                raise Refused(_("Only a draft is proposed."))
            if lacking := held.lacking():
                raise Refused(_("Before it is proposed it needs: %(what)s.") % {"what": ", ".join(str(each) for each in lacking)})
            held._turn(held.Status.PROPOSED, by=by, verb="proposed", proposed_at=timezone.now())
        self.refresh_from_db()

    def lacking(self: Any) -> list[Any]:
        """The fields without which nobody can say whether it was reached, by their names."""
        needed = ("metric", "baseline", "target", "starts_on", "due_on", "owner")
        return [self._meta.get_field(name).verbose_name for name in needed if getattr(self, name) is None]

    def take_back(self: Any, *, by, because: str = "") -> None:
        """To a draft again: before it is adopted, or when too few understood it."""
        with transaction.atomic():
            held = self._held()
            if held.status != held.Status.PROPOSED:
                raise Refused(_("Only a proposed objective goes back to a draft."))
            held.status, held.proposed_at, held.revision = held.Status.DRAFT, None, held.revision + 1
            held.save()
            record("objectives.objective_taken_back", held, by=by, because=because)
        self.refresh_from_db()

    def adopt(self: Any, *, by, deed=None) -> None:
        """It holds from now on; `deed` is what adopted it, such as a review's decision."""
        with transaction.atomic():
            held = self._held()
            if held.status != held.Status.PROPOSED:
                raise Refused(_("Only a proposed objective is adopted."))
            held.deed = deed
            held._turn(held.Status.ADOPTED, by=by, verb="adopted", adopted_at=timezone.now(), adopted_by=by)
        self.refresh_from_db()

    def end(self: Any, ending: str, *, by, learnt: str = "") -> None:
        """Reached, missed or dropped; what was learnt is asked of each that was adopted."""
        with transaction.atomic():
            held = self._held()
            if held.ended_at is not None:
                raise Refused(_("It has ended already."))
            if held.status != held.Status.ADOPTED and ending != held.Ending.DROPPED:
                raise Refused(_("An objective that was never adopted can only be dropped."))
            if held.status == held.Status.ADOPTED and not (learnt.strip() or held.learnt):
                raise Refused(_("Say in a sentence what was learnt: the next objective begins from it."))
            held._turn(
                held.Status.ENDED,
                by=by,
                verb="ended",
                ended_at=timezone.now(),
                ending=ending,
                learnt=learnt.strip() or held.learnt,
            )
        self.refresh_from_db()
