"""The verbs of a commitment: asked before the money is promised, made, changed, answered about, closed or given up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused
from regie.plan.models.budgeting import CENT
from regie.plan.models.invoicing import tidily
from regie.plan.models.tallying import tally

FACETS = ("amount", "line", "purpose", "supplier")  # what finance approves, and the seal covers


class Committing:
    """What `Commitment` does; mixed into it."""

    @classmethod
    def ask(
        cls: Any,
        line,
        net: Decimal,
        *,
        by,
        purpose: str,
        supplier: str = "",
        vat: Decimal = Decimal(0),
        currency: str = "",
        on: date | None = None,
        reference: str = "",
        expected_on: date | None = None,
        files: Iterable = (),
        ledger=None,
        row: int | None = None,
    ) -> Any:
        """Promise money. Within what its line and its envelope have left it is made at once; above, finance is asked first.

        The line and its envelope are held meanwhile, so that of two who promise the last of it one sees the other's.
        """
        from regie.plan.models.spending import priced

        with transaction.atomic():
            held, envelope = _held(line)
            _may_take(held)
            made = cls(
                line=held, net=net, vat=vat, on=on or timezone.localdate(), supplier=supplier.strip(), reference=reference.strip(),
                purpose=purpose.strip(), by=by, expected_on=expected_on, ledger=ledger, row=row, **priced(net, currency, on),
            )  # fmt: skip
            made._checked()
            made.above = made._goes_above(held, envelope)
            if not made.above:
                made.status, made.made_at = made.Status.MADE, timezone.now()
            made._saved()
            tally([held])
            made.files.set(files)
            record("plan.commitment_asked" if made.above else "plan.commitment_made", made, by=by, **made._facts)
            if made.above:
                made._ask_finance(by=by)
        return made

    def _checked(self: Any) -> None:
        if self.net <= 0:
            raise Refused(
                _("A commitment is more than nothing. What a supplier gives back is a credit note: record it as an expense.")
            )
        if not self.purpose:
            raise Refused(_("Say what the money is for: finance approves the purpose with the amount."))
        try:
            self.full_clean()
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error

    def _saved(self: Any) -> None:
        try:
            with transaction.atomic():
                self.save()
        except IntegrityError as error:
            raise Refused(_("This order of this supplier is there already.")) from error

    def _goes_above(self: Any, line, envelope) -> dict[str, str]:
        """By how much it exceeds what the line and the envelope have left; empty where it fits."""
        but = self if self.pk else None
        over = {"line": self.worth - line.left(but=but), "envelope": self.worth - envelope.left(but=but)}
        return {name: str(amount.quantize(CENT)) for name, amount in over.items() if amount > 0}

    @property
    def _facts(self: Any) -> dict[str, Any]:
        return {"amount": str(self.net), "currency": self.currency, "line": str(self.line)}

    def _ask_finance(self: Any, *, by) -> Any:
        from regie.plan.budget import finance
        from regie.work.models import Approval
        from regie.work.models.deciding import Asked

        return Approval.ask(self, [Asked(finance.deciders(but=by))], by=by, facets=FACETS, message=finance.message(self))

    @property
    def approval(self: Any) -> Any:
        """What finance was last asked about it, or None."""
        from regie.work.models import Approval

        return Approval.objects.about(self).order_by("-round").first()

    def decided(self: Any, approval, *, by) -> None:
        """Finance has spoken. The commitment is made only while the seal fits what stands here."""
        from regie.work import subjects

        with transaction.atomic():
            held = self._held()
            if held.status != held.Status.ASKED:
                return
            if approval.outcome in ("approved", "with_changes"):
                _held(held.line)
                subjects.must_be_approved(held, FACETS)
                held.status, held.made_at = held.Status.MADE, timezone.now()
                held.revision += 1
                held.save(update_fields=["status", "made_at", "revision"])
                tally([held.line_id])
                record("plan.commitment_approved", held, by=by, **held._facts)
            elif approval.outcome == "refused":
                held.status, held.closed_at = held.Status.REFUSED, timezone.now()
                held.revision += 1
                held.save(update_fields=["status", "closed_at", "revision"])
                record("plan.commitment_refused", held, by=by, **held._facts)

    def _held(self: Any) -> Any:
        return type(self).objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)

    def _questions(self: Any) -> list[Any]:
        """What is being asked about it, held: before the line and the envelope, as a verdict holds them."""
        from regie.work.models import Approval

        return [approval.held() for approval in Approval.objects.about(self).open()]

    def edit(self: Any, *, by, revision=None, page=None, **fields) -> dict[str, list]:
        """Change it. With another amount, purpose, supplier or line it passes the gate anew, and an approval of the old form is void."""
        from regie.plan.models.spending import priced
        from regie.work import changing

        twice = _("This order of this supplier is there already.")
        if not {"net", "currency", "line", "purpose", "supplier", "on"} & fields.keys():
            return tidily(super().edit, twice, by, revision, page, fields)  # type: ignore[misc]
        with transaction.atomic():
            asked = self._questions()
            current = self._held()
            if current.status not in (current.Status.ASKED, current.Status.MADE):
                raise Refused(_("This commitment is over: what it was stays as it is."))
            line = fields.get("line") or current.line
            held, envelope = _held(line)
            if held.pk != current.line_id:
                _may_take(held)
                if current.expenses.standing().exists():
                    raise Refused(_("Something of it is invoiced on its line already: it stays there."))
            fields |= priced(
                fields.get("net", current.net), fields.get("currency", current.currency), fields.get("on", current.on)
            )
            changes = tidily(super().edit, twice, by, revision, page, fields)  # type: ignore[misc]
            if not changes:
                return changes
            fresh = type(self).objects.get(pk=self.pk)
            fresh._checked()
            above = fresh._goes_above(held, envelope)
            fresh.above = above
            if not above:
                fresh.status, fresh.made_at = fresh.Status.MADE, fresh.made_at or timezone.now()
                fresh.save(update_fields=["above", "status", "made_at"])
                for approval in asked:
                    approval.withdraw(by=by)
            else:
                from regie.work import subjects

                if not subjects.is_approved(fresh, FACETS):
                    fresh.status, fresh.made_at = fresh.Status.ASKED, None
                fresh.save(update_fields=["above", "status", "made_at"])
                if fresh.status == fresh.Status.ASKED:
                    changing.changed(fresh, by=by)
                    if not _is_being_asked(fresh):
                        fresh._ask_finance(by=by)
            tally([current.line_id, fresh.line_id])
            if fresh.status != current.status:
                verb = "plan.commitment_reopened" if fresh.status == fresh.Status.ASKED else "plan.commitment_made"
                record(verb, fresh, by=by, **fresh._facts)
        self.refresh_from_db()
        return changes

    def ask_again(self: Any, *, by) -> Any:
        """Finance asked for changes, or did not answer: ask once more about what stands now."""
        with transaction.atomic():
            self._questions()
            held = self._held()
            if held.status != held.Status.ASKED:
                raise Refused(_("Only what waits for finance is asked again."))
            if _is_being_asked(held):
                raise Refused(_("Finance is being asked already."))
            return held._ask_finance(by=by)

    def expect(self: Any, on: date, *, by) -> None:
        """The invoice is still to come, on that day."""
        if self.status != self.Status.MADE:
            raise Refused(_("Nothing more is expected of this commitment."))
        if on < timezone.localdate():
            raise Refused(_("Give a day to come."))
        self.edit(by=by, expected_on=on)

    def close(self: Any, *, by, because: str = "") -> None:
        """All of it is invoiced, here or elsewhere: nothing more is expected, and what is left of it is free again."""
        self._end(self.Status.CLOSED, "closed", by=by, because=because)

    def drop(self: Any, *, by, because: str = "") -> None:
        """Given up before anything was invoiced; what finance was asked is withdrawn."""
        self._end(self.Status.DROPPED, "dropped", by=by, because=because)

    def _end(self: Any, status: str, verb: str, *, by, because: str) -> None:
        with transaction.atomic():
            asked = self._questions()
            held = self._held()
            if held.status not in ((held.Status.MADE,) if verb == "closed" else (held.Status.MADE, held.Status.ASKED)):
                raise Refused(_("This commitment is %(status)s already.") % {"status": held.get_status_display()})
            if verb == "dropped" and held.expenses.standing().exists():
                raise Refused(_("Something of it is invoiced: close it, and what is left of it is free again."))
            for approval in asked:
                approval.withdraw(by=by)
            held.status, held.closed_at = status, timezone.now()
            held.revision += 1
            held.save(update_fields=["status", "closed_at", "revision"])
            tally([held.line_id])
            record(f"plan.commitment_{verb}", held, by=by, because=because.strip(), **held._facts)
        self.refresh_from_db()

    @property
    def invoiced(self: Any) -> Decimal:
        """What invoices against it make, in its own currency where they are in it."""
        own = self.expenses.standing()
        if own.exclude(currency=self.currency).exists():
            worth = own.aggregate(total=Sum("worth"))["total"] or Decimal(0)
            return (worth / self.rate).quantize(CENT)
        return own.aggregate(total=Sum("net"))["total"] or Decimal(0)

    def weighed(self: Any, *, by) -> None:
        """After an invoice came or went: closed when all of it is invoiced, open again when that is no longer so. Its line is to be
        tallied after."""
        held = self._held()
        full = held.invoiced >= held.net
        if full and held.status == held.Status.MADE:
            held.status, held.closed_at = held.Status.CLOSED, timezone.now()
        elif not full and held.status == held.Status.CLOSED:
            held.status, held.closed_at = held.Status.MADE, None
        else:
            return
        held.revision += 1
        held.save(update_fields=["status", "closed_at", "revision"])
        record("plan.commitment_closed" if full else "plan.commitment_open_again", held, by=by, because="", **held._facts)

    def carry_to(self: Any, line, *, by, on: date | None = None) -> Any:
        """What is not invoiced of it goes on, on a line of a later envelope; it passes that envelope's gate."""
        with transaction.atomic():
            held = self._held()
            rest = held.net - held.invoiced
            if held.invoiced <= 0:
                held.edit(by=by, line=line)
                return held
            held.close(by=by, because=_("The rest is carried over to %(line)s.") % {"line": line.number})
            made = type(self).ask(
                line, rest, by=by, purpose=held.purpose, supplier=held.supplier, currency=held.currency, on=on,
                reference=f"{held.reference} · 2"[:80] if held.reference else "", expected_on=held.expected_on,
            )  # fmt: skip
            made.files.set(held.files.all())
            return made


def _held(line) -> tuple[Any, Any]:
    """The line, then its envelope, held until the transaction ends."""
    from regie.plan.models.budget import BudgetLine, Envelope

    held = BudgetLine.objects.select_for_update(of=("self",), no_key=True).get(pk=line.pk)
    return held, Envelope.objects.select_for_update(of=("self",), no_key=True).get(pk=held.envelope_id)


def _may_take(line) -> None:
    if line.closed_at is not None:
        raise Refused(_("The line %(line)s is closed: reopen it, or choose another.") % {"line": line})
    if line.approved_at is None:
        raise Refused(_("The line %(line)s is not approved yet: until then its plan may still change.") % {"line": line})
    if line.firmness == line.Firmness.HELD:
        raise Refused(_("The line %(line)s is held for something not yet defined: say first what it is for.") % {"line": line})


def _is_being_asked(commitment) -> bool:
    from regie.work.models import Approval

    return Approval.objects.about(commitment).open().exists()
