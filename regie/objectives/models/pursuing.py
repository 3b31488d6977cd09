"""The verbs of an objective: drafted, proposed, adopted, followed, ended."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused
from regie.objectives.opposing import Clash, clashes

PROMISE = ("text", "metric", "dimension_value", "baseline", "target", "is_total", "starts_on", "due_on")  # what is adopted


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
            last = held.tests.exclude(closed_at=None).order_by("-number").first()
            if last is not None and not last.is_passed and last.text == held.text:
                raise Refused(_("Too few understood this sentence: reword it, and have it tested again."))
            held._must_not_contradict()
            held._turn(held.Status.PROPOSED, by=by, verb="proposed", proposed_at=timezone.now())
        self.refresh_from_db()

    def clashes(self: Any, among: Any = None) -> list[Clash]:
        """Open objectives that ask of the same metric what cannot be reached together with this one. One query.

        `among`: those that whoever asks may read; all of them without it.
        """
        if (mine := self.promise) is None or self.ended_at is not None:
            return []
        there = type(self).objects.all() if among is None else among
        rows = there.open().filter(metric=self.metric_id).exclude(pk=self.pk).select_related("metric")
        return clashes(mine, (promise for each in rows if (promise := each.promise) is not None))

    def _must_not_contradict(self: Any) -> None:
        for each in self.clashes():
            if each.is_opposite and each.other.is_agreed:
                said = _("%(why)s Change one of the two, or take the other one back to a draft first.")
                raise Refused(said % {"why": each.says})

    def lacking(self: Any) -> list[Any]:
        """The fields without which nobody can say whether it was reached, by their names."""
        needed = ("metric", "baseline", "target", "is_total", "starts_on", "due_on", "owner")
        return [self._meta.get_field(name).verbose_name for name in needed if getattr(self, name) is None]

    def edit(self: Any, *, by, revision=None, page=None, audiences=None, **fields) -> dict[str, list]:
        """Change fields. What an adopted objective promises stays as it was agreed: it goes back to a draft first."""
        with transaction.atomic():
            held = self._held()
            if held.ended_at is not None:
                raise Refused(_("It has ended: what it was stays as it is."))
            moved = [name for name in PROMISE if name in fields and fields[name] != getattr(held, name)]
            if held.status == held.Status.ADOPTED and moved:
                names = ", ".join(str(held._meta.get_field(name).verbose_name) for name in moved)
                raise Refused(_("It was adopted with its %(names)s: take it back to a draft to change that.") % {"names": names})
            parent = fields.get("parent")
            while parent is not None:
                if parent.pk == self.pk:
                    raise Refused(_("An objective cannot serve itself, not even through another one."))
                parent = parent.parent
            changes = super().edit(by=by, revision=revision, page=page, **fields)
            if audiences is not None:
                old, new = sorted(map(str, self.audiences.all())), sorted(map(str, audiences))
                if old != new:
                    self.audiences.set(audiences)
                    changes["audiences"] = [", ".join(old), ", ".join(new)]
                    record("objectives.objective_edited", self, by=by, changes={"audiences": changes["audiences"]})
        return changes

    def take_back(self: Any, *, by, because: str = "") -> None:
        """To a draft again: when too few understood it, or when what was agreed must change. The latter says why."""
        with transaction.atomic():
            held = self._held()
            if held.status not in (held.Status.PROPOSED, held.Status.ADOPTED):
                raise Refused(_("Only a proposed or an adopted objective goes back to a draft."))
            if held.status == held.Status.ADOPTED and not because.strip():
                raise Refused(_("Say why what was agreed must change."))
            held.status, held.proposed_at, held.adopted_at, held.adopted_by, held.deed = held.Status.DRAFT, None, None, None, None
            held.revision += 1
            held.save()
            record("objectives.objective_taken_back", held, by=by, because=because.strip())
        self.refresh_from_db()

    def adopt(self: Any, *, by, deed=None) -> None:
        """It holds from now on; `deed` is what adopted it, such as a review's decision."""
        with transaction.atomic():
            held = self._held()
            if held.status != held.Status.PROPOSED:
                raise Refused(_("Only a proposed objective is adopted."))
            held._must_not_contradict()
            held.deed = deed
            held._turn(held.Status.ADOPTED, by=by, verb="adopted", adopted_at=timezone.now(), adopted_by=by)
        self.refresh_from_db()

    def check_in(self: Any, confidence: str, *, by, words: str = "", on=None) -> Any:
        """Say on a day how sure one is; the metric's value of that day is kept beside it."""
        from regie.metrics.models import Reading
        from regie.objectives.models.objective import CheckIn

        with transaction.atomic():
            held = self._held()
            if held.status != held.Status.ADOPTED:
                raise Refused(_("Only an adopted objective is followed."))
            if confidence == CheckIn.Confidence.LOW and not words.strip():
                raise Refused(_("Say what stands in the way: the next review begins from it."))
            where = {"dimension": held.dimension, "dimension_value": held.dimension_value}
            reading = Reading.objects.filter(metric=held.metric_id, **where).first()
            known = reading is not None and reading.value is not None
            made = CheckIn.objects.create(
                objective=held,
                confidence=confidence,
                words=words.strip(),
                on=on or timezone.localdate(),
                value=reading.value if known else None,
                value_of=f"{reading.grain}:{reading.period.isoformat()}" if known and reading.period else "",
                by=by,
            )
            record("objectives.objective_checked_in", held, by=by, confidence=confidence, words=words.strip())
        return made

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
