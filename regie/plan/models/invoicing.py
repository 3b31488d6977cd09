"""The verbs of an expense: recorded, placed on a line, taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused
from regie.plan.models.tallying import tally

CENT = Decimal("0.01")


class Invoicing:
    """What `Expense` does; mixed into it."""

    @classmethod
    def record(
        cls: Any,
        line,
        net: Decimal,
        *,
        by,
        purpose: str = "",
        supplier: str = "",
        vat: Decimal = Decimal(0),
        currency: str = "",
        on: date | None = None,
        reference: str = "",
        commitment=None,
        line_said: str = "",
        files: Iterable = (),
        ledger=None,
        row: int | None = None,
    ) -> Any:
        """An invoice, or a credit note (negative). It is a fact: nothing refuses it for being above a line.

        Against a commitment it goes on that commitment's line, and closes it when all of it is invoiced. Without a line it waits to
        be reconciled.
        """
        from regie.plan.models.spending import priced

        with transaction.atomic():
            if commitment is not None:
                commitment = commitment._held()
                if commitment.status not in (commitment.Status.MADE, commitment.Status.CLOSED):
                    raise Refused(
                        _("This commitment is %(status)s: no invoice can be against it.")
                        % {"status": commitment.get_status_display()}
                    )
                if line is not None and line.pk != commitment.line_id:
                    raise Refused(
                        _("This commitment is on the line %(line)s: put its invoice there.") % {"line": commitment.line}
                    )
                line, supplier = commitment.line, supplier or commitment.supplier
                purpose = purpose or commitment.purpose
            made = cls(
                line=line, net=net, vat=vat, on=on or timezone.localdate(), supplier=supplier.strip(), reference=reference.strip(),
                purpose=(purpose.strip() or supplier.strip() or _("Invoice"))[:300], by=by, commitment=commitment, ledger=ledger, row=row,
                line_said="" if line is not None else line_said.strip()[:80], **priced(net, currency, on),
            )  # fmt: skip
            made._checked()
            made._saved()
            made.files.set(files)
            record("plan.expense_recorded", made, by=by, **made._facts)
            if commitment is not None:
                commitment.weighed(by=by)
            tally([line])
        return made

    def _checked(self: Any) -> None:
        if not self.net:
            raise Refused(_("An invoice of nothing is none: give its amount, negative for a credit note."))
        try:
            self.full_clean()
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error

    def _saved(self: Any) -> None:
        try:
            with transaction.atomic():
                self.save()
        except IntegrityError as error:
            raise Refused(_("This invoice of this supplier is there already.")) from error

    @property
    def _facts(self: Any) -> dict[str, Any]:
        return {"amount": str(self.net), "currency": self.currency, "line": str(self.line) if self.line_id else ""}

    def _held(self: Any) -> Any:
        return type(self).objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)

    def place(self: Any, line, *, by, commitment=None) -> None:
        """Say which line it belongs to, and maybe which commitment it settles."""
        with transaction.atomic():
            if commitment is not None:
                commitment = commitment._held()
            held = self._held()
            if held.taken_back_at is not None:
                raise Refused(_("This invoice was taken back."))
            if commitment is not None and (commitment.line_id != line.pk or commitment.status != commitment.Status.MADE):
                raise Refused(_("This commitment is not open on that line: choose another, or none."))
            before, said = held.commitment, held.line
            held.line, held.line_said, held.commitment = line, "", commitment
            held.revision += 1
            held._checked()
            held._saved()
            record("plan.expense_placed", held, by=by, before=str(said) if said else "", **held._facts)
            for each in {one.pk: one for one in (before, commitment) if one is not None}.values():
                each.weighed(by=by)
            tally([said, line])
        self.refresh_from_db()

    def edit(self: Any, *, by, revision=None, page=None, **fields) -> dict[str, list]:
        """Correct what was written of it. It keeps the rate of its day unless its day or its currency changes."""
        from regie.plan.models.spending import priced

        with transaction.atomic():
            among = {each.pk: each for each in (fields.get("commitment"), self.commitment) if each is not None}
            settled = {pk: among[pk]._held() for pk in sorted(among)}
            current = self._held()
            if current.taken_back_at is not None:
                raise Refused(_("This invoice was taken back."))
            commitment, line = fields.get("commitment", current.commitment), fields.get("line", current.line)
            if commitment is not None:
                commitment = settled.get(commitment.pk, commitment)
                if line is None or line.pk != commitment.line_id:
                    raise Refused(
                        _("This commitment is on the line %(line)s: put its invoice there.") % {"line": commitment.line}
                    )
                if commitment.pk != current.commitment_id and commitment.status != commitment.Status.MADE:
                    raise Refused(
                        _("This commitment is %(status)s: no invoice can be against it.")
                        % {"status": commitment.get_status_display()}
                    )
            if line is not None and current.line_said:
                fields["line_said"] = ""
            said = {name: fields.get(name) or getattr(current, name) for name in ("net", "currency", "on")}
            if said["currency"] != current.currency or said["on"] != current.on:
                fields |= priced(said["net"], said["currency"], said["on"])
            elif said["net"] != current.net:
                fields["worth"] = (said["net"] * current.rate).quantize(CENT)
            if not fields.get("net", current.net):
                raise Refused(_("An invoice of nothing is none: give its amount, negative for a credit note."))
            changes = tidily(super().edit, _("This invoice of this supplier is there already."), by, revision, page, fields)  # type: ignore[misc]
            for each in {one.pk: one for one in (*settled.values(), commitment) if one is not None}.values():
                each.weighed(by=by)
            tally([current.line_id, line])
        self.refresh_from_db()
        return changes

    def take_back(self: Any, *, by, because: str = "") -> None:
        """It should not have been here: it counts nowhere any more, and stays to be read."""
        with transaction.atomic():
            held = self._held()
            if held.taken_back_at is not None:
                raise Refused(_("This invoice is taken back already."))
            held.taken_back_at, held.taken_back_by = timezone.now(), by
            held.revision += 1
            held.save(update_fields=["taken_back_at", "taken_back_by", "revision"])
            record("plan.expense_taken_back", held, by=by, because=because.strip(), **held._facts)
            if held.commitment is not None:
                held.commitment.weighed(by=by)
            tally([held.line_id])
        self.refresh_from_db()


def tidily(edit: Any, twice: str, by: Any, revision: Any, page: Any, fields: dict[str, Any]) -> dict[str, list]:
    """An edit of a paper; what the tables refuse is said in a sentence."""
    try:
        with transaction.atomic():
            return edit(by=by, revision=revision, page=page, **fields)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise Refused(twice) from error
