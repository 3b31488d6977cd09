"""The verbs of a budget line: opened with its months, approved, forecast anew, explained, closed, continued."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.db.models.functions import Coalesce, Length
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused
from regie.plan.models.tallying import tally

CENT = Decimal("0.01")


class Budgeting:
    """What `BudgetLine` does; mixed into it."""

    @classmethod
    def open(cls: Any, envelope, name: str, *, by, months: Mapping[date, Decimal] | None = None, **fields) -> Any:
        """A new line with its plan by month, and the next number of the envelope's year. Nobody else ever gets that number."""
        if not name.strip():
            raise Refused(_("Say what the money is for."))
        plan = _checked(months or {})
        _within(envelope, plan)
        if (activity := fields.get("activity")) is not None:
            fields.setdefault("campaign", activity.campaign)
            fields.setdefault("channel", activity.channel)
            fields.setdefault("audience", activity.audience)
            fields.setdefault("objective", activity.objective)
        for _attempt in range(50):
            number = cls.next_number(envelope.starts_on.year)
            try:
                with transaction.atomic():
                    made = cls(number=number, envelope=envelope, name=name.strip(), **fields)
                    made.full_clean(validate_unique=False, validate_constraints=False)
                    made.save(force_insert=True)
                    made._write(plan)
                    record("plan.line_opened", made, by=by, number=number, planned=str(sum(plan.values(), Decimal(0))))
            except IntegrityError:
                if not cls.objects.filter(number=number).exists():
                    raise
                continue  # somebody took the number in the same moment
            return made
        raise Refused(_("Many lines are being opened just now: try again."))

    @classmethod
    def next_number(cls: Any, year: int) -> str:
        """Lines are never erased, so the highest number and one is free."""
        last = cls.objects.filter(number__startswith=f"{year}-").order_by(Length("number").desc(), "-number").first()
        return f"{year}-{int(last.number.partition('-')[2]) + 1 if last else 1:04}"

    def _held(self: Any) -> Any:
        return type(self).objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)

    def _write(self: Any, planned: Mapping[date, Decimal]) -> None:
        for month, amount in planned.items():
            self.portions.update_or_create(month=month, defaults={"planned": amount})
        tally([self])

    def plan(self: Any, months: Mapping[date, Decimal], *, by) -> None:
        """Change what is planned, month by month; refused once the line is approved."""
        plan = _checked(months)
        with transaction.atomic():
            held = self._held()
            if held.approved_at is not None:
                raise Refused(_("The plan of an approved line is frozen: change its forecast instead."))
            _within(held.envelope, plan)
            changes = held._changes("planned", plan)
            held._write(plan)
            if changes:
                record("plan.line_planned", held, by=by, months=changes)

    def approve(self: Any, *, by, on=None) -> None:
        """From now on what is planned stays as it is, and money may be committed on the line."""
        with transaction.atomic():
            held = self._held()
            if held.approved_at is not None:
                raise Refused(_("This line is approved already."))
            if held.closed_at is not None:
                raise Refused(_("This line is closed."))
            if not held.planned > 0:
                raise Refused(_("Nothing is planned on this line: write its months first."))
            held.approved_at = on or timezone.now()
            held.revision += 1
            held.save(update_fields=["approved_at", "revision"])
            record("plan.line_approved", held, by=by, planned=str(held.planned))
        self.refresh_from_db()

    def reforecast(self: Any, months: Mapping[date, Decimal | None], *, by) -> dict[str, list]:
        """What one now expects to spend, by month; None says “as planned” again."""
        wanted = {_month(month): amount for month, amount in months.items()}
        _checked({month: amount for month, amount in wanted.items() if amount is not None})
        with transaction.atomic():
            held = self._held()
            if held.closed_at is not None:
                raise Refused(_("This line is closed: nothing more is expected of it."))
            _within(held.envelope, wanted)
            changes = held._changes("forecast", wanted)
            for month, amount in wanted.items():
                if amount is None:
                    held.portions.filter(month=month).update(forecast=None)
                else:
                    held.portions.update_or_create(month=month, defaults={"forecast": amount})
            tally([held])
            if changes:
                record("plan.line_reforecast", held, by=by, months=changes)
        return changes

    def _changes(self: Any, field: str, months: Mapping[date, Decimal | None]) -> dict[str, list]:
        """{"2026-10": [old, new]} of those that differ."""
        stands = dict(self.portions.values_list("month", field))
        found = {}
        for month, amount in sorted(months.items()):
            old = stands.get(month)
            if old != amount and not (month not in stands and not amount):
                found[f"{month:%Y-%m}"] = [None if old is None else str(old), None if amount is None else str(amount)]
        return found

    def explain(self: Any, note: str, *, by) -> None:
        """Why what was spent differs from what was planned."""
        self.edit(by=by, note=note.strip())

    def close(self: Any, *, by) -> None:
        """Nothing more is expected of it: what it did not use is free again in its envelope. Refused while something is promised."""
        from regie.plan.models.spending import Commitment

        with transaction.atomic():
            held = self._held()
            if held.closed_at is not None:
                raise Refused(_("This line is closed already."))
            waiting = held.commitments.filter(status__in=[Commitment.Status.ASKED, Commitment.Status.MADE]).count()
            if waiting:
                raise Refused(_("Something is promised on this line and not invoiced: close or give that up first."))
            held.closed_at = timezone.now()
            held.revision += 1
            held.save(update_fields=["closed_at", "revision"])
            record("plan.line_closed", held, by=by)
        self.refresh_from_db()

    def reopen(self: Any, *, by) -> None:
        with transaction.atomic():
            held = self._held()
            if held.closed_at is None:
                raise Refused(_("This line is open."))
            held.closed_at = None
            held.revision += 1
            held.save(update_fields=["closed_at", "revision"])
            record("plan.line_reopened", held, by=by)
        self.refresh_from_db()

    def edit(self: Any, *, by, revision=None, page=None, **fields) -> dict[str, list]:
        """Change fields. An approved line stays in its envelope: money is moved between envelopes, with a reason."""
        with transaction.atomic():
            held = self._held()
            envelope = fields.get("envelope")
            if envelope is not None and envelope.pk != held.envelope_id and held.approved_at is not None:
                raise Refused(_("An approved line stays in its envelope: move money between the envelopes instead."))
            return super().edit(by=by, revision=revision, page=page, **fields)  # type: ignore[misc]

    @property
    def planned(self: Any) -> Decimal:
        return self.portions.aggregate(total=Sum("planned"))["total"] or Decimal(0)

    @property
    def forecast(self: Any) -> Decimal:
        return self.portions.aggregate(total=Sum(Coalesce(F("forecast"), F("planned"))))["total"] or Decimal(0)

    def used(self: Any, *, but=None) -> Decimal:
        """What is spent or promised on it, without the commitment `but`. Two queries."""
        from regie.plan.reading.money import used

        return used({"line": self.pk}, but=but)

    def left(self: Any, *, but=None) -> Decimal:
        """What may still be committed: its plan less what is used."""
        return (self.planned - self.used(but=but)).quantize(CENT)

    def continued_in(self: Any, envelope, *, by) -> Any:
        """A line of the same thing in a later envelope, approved for what is still open on this one."""
        from regie.plan.reading.money import outstanding

        month = envelope.starts_on.replace(day=1)
        names = ("cost", "campaign", "activity", "channel", "platform", "audience", "objective", "owner")
        copied = {name: getattr(self, name) for name in names}
        name = _("%(name)s, carried over from %(number)s") % {"name": self.name, "number": self.number}
        made = type(self).open(envelope, name[:200], by=by, months={month: outstanding({"line": self.pk})}, **copied)
        made.approve(by=by)
        return made


def _month(day: date) -> date:
    return day.replace(day=1)


def _checked(months: Mapping[date, Decimal]) -> dict[date, Decimal]:
    found: dict[date, Decimal] = {}
    for day, amount in months.items():
        if amount < 0:
            raise Refused(_("A month’s amount is nothing or more."))
        if amount != amount.quantize(CENT):
            raise Refused(_("An amount has two decimals at most."))
        found[_month(day)] = found.get(_month(day), Decimal(0)) + amount
    return found


def _within(envelope, months: Mapping[date, Decimal | None]) -> None:
    first, last = _month(envelope.starts_on), envelope.ends_on
    if any(amount and not first <= month <= last for month, amount in months.items()):
        raise Refused(_("A month lies outside the envelope’s period: put that part on a line of another envelope."))
