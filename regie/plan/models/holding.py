"""The verbs of a constraint: laid down, put away; ticked, asked about and opened before one campaign."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused


class Holding(models.Model):
    class Meta:
        abstract = True

    @classmethod
    def lay_down(cls: Any, kind: str, name: str, *, by, **fields: Any) -> Any:
        with transaction.atomic():
            made = cls(kind=kind, name=name, **fields)
            made.full_clean()
            made.save()
            record("plan.constraint_laid_down", made, by=by)
        return made

    def edit(self: Any, *, by, revision=None, page=None, **fields: Any) -> dict[str, list]:
        with transaction.atomic():
            changes = super().edit(by=by, revision=revision, page=page, **fields)  # type: ignore[misc]
            if "name" in changes and self.line_id and not self.was_renamed:
                type(self).objects.filter(pk=self.pk).update(was_renamed=True)
                self.was_renamed = True
        return changes

    def put_away(self: Any, *, by) -> None:
        """It holds nothing any more; what was ticked and opened is kept."""
        with transaction.atomic():
            self.retired_at = timezone.now()
            self.save(update_fields=["retired_at"])
            record("plan.constraint_put_away", self, by=by)

    def bring_back(self: Any, *, by) -> None:
        with transaction.atomic():
            self.retired_at = None
            self.save(update_fields=["retired_at"])
            record("plan.constraint_brought_back", self, by=by)

    def tick(self: Any, campaign, sentences: Iterable[str], *, by) -> None:
        """Say to which sentences of the checklist the campaign keeps: these, and no others."""
        from regie.plan.models.constraint import Tick

        wanted = list(dict.fromkeys(sentences))
        if not set(wanted) <= set(self.checklist):
            raise Refused(_("The checklist has changed: look at it again."))
        with transaction.atomic():
            held = type(campaign).objects.select_for_update(of=("self",)).get(pk=campaign.pk)
            had = set(self.ticks.filter(campaign=held, sentence__in=self.checklist).values_list("sentence", flat=True))
            new, gone = [each for each in wanted if each not in had], had - set(wanted)
            Tick.objects.bulk_create(
                Tick(constraint=self, campaign=held, sentence=each, by=by, at=timezone.now()) for each in new
            )
            self.ticks.filter(campaign=held, sentence__in=gone).delete()
            facts = {"constraint": self.name, "ticked": len(wanted), "all": len(self.checklist)}
            if new or gone:
                record("plan.gate_ticked", held, by=by, sentences=wanted, **facts)

    def ask(self: Any, campaign, *, by, message: str = "") -> Any:
        """Ask whoever opens this gate to approve the campaign, as it stands now, for what the constraint is about."""
        from regie.plan import gates
        from regie.plan.models.constraint import Gate
        from regie.work.models import Approval
        from regie.work.models.deciding import Asked

        with transaction.atomic():
            held = type(campaign).objects.select_for_update(of=("self",)).get(pk=campaign.pk)
            gate, _made = Gate.objects.get_or_create(constraint=self, campaign=held)
            if Approval.objects.about(gate).open().exists():
                raise Refused(_("It is being asked already: wait for the answer, or withdraw the question."))
            deciders = [person for person in gates.openers(self) if person != by]
            if not deciders:
                raise Refused(_("Nobody else may open this gate: say on the constraint which role or person does."))
            approval = Approval.ask(gate, [Asked(deciders, name=self.name)], by=by, message=message)
            record("plan.gate_asked", held, by=by, constraint=self.name, people=[person.pk for person in deciders])
        return approval

    def open_in_emergency(self: Any, campaign, reason: str, *, by) -> Any:
        """The delegator lets the campaign pass against what this gate asks; the next review talks about it."""
        from regie.plan import gates
        from regie.plan.models.constraint import Opening

        if not by.is_delegator:
            raise Refused(_("Only the delegator opens a gate in an emergency."))
        if not reason.strip():
            raise Refused(_("Say why it cannot wait: the next review talks about it."))
        with transaction.atomic():
            held = type(campaign).objects.select_for_update(of=("self",)).get(pk=campaign.pk)
            if Opening.objects.filter(constraint=self, campaign=held).exists():
                raise Refused(_("It was opened already."))
            standing = next((each for each in gates.of(held, by) if each.constraint == self), None)
            if standing is None or standing.is_open:
                raise Refused(_("This gate does not hold the campaign: nothing has to be opened."))
            opening = Opening.objects.create(constraint=self, campaign=held, reason=reason.strip(), by=by, at=timezone.now())
            record("plan.gate_opened_in_emergency", campaign, by=by, constraint=self.name, reason=reason.strip())
        return opening
