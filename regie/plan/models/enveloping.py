"""The verbs of an envelope: opened from what the charter grants, divided, moved between, carried over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.periods import Grain, Period
from regie.lib.refused import Refused

CENT = Decimal("0.01")


class Enveloping:
    """What `Envelope` does; mixed into it."""

    @classmethod
    def open_for(cls: Any, resource, *, by=None, on: date | None = None) -> tuple[Any, bool]:
        """The envelope of a resource for its period that holds `on` (today), and whether it is new. Called again, it finds it.

        An amount a person is counted for those who are in the team on that day; the number is kept beside it.
        """
        if resource.amount is None or not resource.currency or not resource.period:
            raise Refused(_("“%(name)s” is no amount of money for a period: an envelope is made of one.") % {"name": resource})
        period = Period.of(on or timezone.localdate(), Grain(resource.period))
        where = {"resource": resource, "starts_on": period.start, "ends_on": period.end}
        if (there := cls.objects.filter(**where, parent=None).first()) is not None:
            return there, False
        people = team_size(resource) if resource.per == "person" else None
        amount = granted(resource, people)
        try:
            with transaction.atomic():
                made = cls.objects.create(**where, name=cls._free_name(resource, period), amount=amount, people=people)
                record("plan.envelope_opened", made, by=by, amount=str(amount))
        except IntegrityError:  # somebody else opened it in the same moment
            return cls.objects.get(**where, parent=None), False
        return made, True

    @classmethod
    def _free_name(cls: Any, resource, period: Period) -> str:
        """What the resource is for, in a few words, told apart where two resources are called alike."""
        from regie.plan.budget.naming import short_name

        name = short_name(resource.name) or _("Budget")
        taken = cls.objects.filter(name=name, starts_on=period.start, ends_on=period.end).exclude(resource=resource).exists()
        return f"{name} ({resource.pk})" if taken else name

    @classmethod
    def set_aside(cls: Any, name: str, amount: Decimal, *, by, starts_on: date, ends_on: date, owner=None) -> Any:
        """An envelope of one's own, of no resource of the charter."""
        _must_be_money(amount)
        made = cls(name=name.strip(), amount=amount, starts_on=starts_on, ends_on=ends_on, owner=owner)
        with transaction.atomic():
            made.full_clean()
            made.save()
            record("plan.envelope_opened", made, by=by, amount=str(amount))
        return made

    def _held(self: Any) -> Any:
        return type(self).objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)

    @property
    def root(self: Any) -> Any:
        """The envelope that this one is, in the end, a part of."""
        return self if self.parent_id is None else self.parent.root

    def used(self: Any, *, but=None) -> Decimal:
        """What its own lines have spent or promised, without the commitment `but`. Two queries."""
        from regie.plan.reading.money import used

        return used({"line__envelope": self.pk}, but=but)

    def given_on(self: Any) -> Decimal:
        """What its parts hold."""
        return self.parts.aggregate(total=Sum("amount"))["total"] or Decimal(0)

    def left(self: Any, *, but=None) -> Decimal:
        """What its own lines may still commit."""
        return (self.amount - self.given_on() - self.used(but=but)).quantize(CENT)

    def divide(self: Any, parts: Iterable[tuple], *, by) -> list[Any]:
        """Make parts of it: (name, amount), and maybe owner and whether it is the reserve. Never more than it still has."""
        wanted = [(*part, *(None, False)[len(part) - 2 :]) for part in parts]
        for _name, amount, _owner, _reserve in wanted:
            _must_be_money(amount)
        with transaction.atomic():
            held = self._held()
            total, left = sum((amount for _name, amount, *_rest in wanted), Decimal(0)), held.left()
            if total > left:
                raise Refused(
                    _("These parts make %(total)s, and %(left)s is left in “%(envelope)s”: make them smaller.")
                    % {"total": _money(total), "left": _money(left), "envelope": held}
                )
            made = []
            for name, amount, owner, is_reserve in wanted:
                part = type(self)(
                    name=name.strip(), parent=held, resource=held.resource, starts_on=held.starts_on, ends_on=held.ends_on, amount=amount,
                    owner=owner, is_reserve=is_reserve,
                )  # fmt: skip
                part.full_clean()
                part.save()
                record("plan.envelope_divided", part, by=by, amount=str(amount), of=str(held))
                made.append(part)
        return made

    def move_money(self: Any, to, amount: Decimal, *, by, because: str) -> None:
        """Money of this envelope goes to another of the same whole, with a reason. Only what nobody has spent or promised."""
        _must_be_money(amount)
        if not because.strip():
            raise Refused(_("Say why: whoever loses the money will ask."))
        if to.pk == self.pk:
            raise Refused(_("Choose another envelope to move the money to."))
        with transaction.atomic():
            ours = type(self).objects.select_for_update(of=("self",), no_key=True)
            rows = {each.pk: each for each in ours.filter(pk__in=[self.pk, to.pk]).order_by("pk")}
            source, target = rows[self.pk], rows[to.pk]
            if source.root.pk != target.root.pk:
                raise Refused(
                    _(
                        "“%(source)s” and “%(target)s” are not parts of the same money: the charter grants them for different things."
                    )
                    % {"source": source, "target": target}
                )
            if source.parent_id != target.parent_id and target.parent_id != source.pk and source.parent_id != target.pk:
                raise Refused(_("Move it step by step: to a neighbour, to a part, or back to the whole."))
            if amount > (left := source.left()):
                raise Refused(
                    _("“%(source)s” still has %(left)s: the rest is spent or promised. Move that much at most.")
                    % {"source": source, "left": _money(left)}
                )
            if target.parent_id != source.pk:
                source.amount -= amount
                source.revision += 1
                source.save(update_fields=["amount", "revision"])
            if source.parent_id != target.pk:
                target.amount += amount
                target.revision += 1
                target.save(update_fields=["amount", "revision"])
            facts: dict[str, Any] = {
                "amount": str(amount),
                "source": str(source),
                "target": str(target),
                "because": because.strip(),
            }
            record("plan.money_moved", source, by=by, people=[target.owner_id, source.owner_id], **facts)
            record("plan.money_received", target, by=by, **facts)
        self.refresh_from_db()

    def edit(self: Any, *, by, revision=None, page=None, **fields) -> dict[str, list]:
        """Change fields. Its amount stays at least what is used and given on."""
        with transaction.atomic():
            held = self._held()
            amount = fields.get("amount")
            if amount is not None and amount < held.amount:
                least = held.given_on() + held.used()
                if amount < least:
                    raise Refused(
                        _("%(least)s of it is spent, promised or divided: it cannot be less.") % {"least": _money(least)}
                    )
            if amount is not None and amount > held.amount and held.parent_id:
                raise Refused(_("A part grows by money moved to it: say from which envelope."))
            return super().edit(by=by, revision=revision, page=page, **fields)  # type: ignore[misc]

    def carry_over(self: Any, to, *, by, on: date | None = None) -> list[Any]:
        """What is promised and not invoiced goes on in `to`, line by line, under new lines; what was invoiced stays here."""
        from regie.plan.models.budget import BudgetLine
        from regie.plan.models.spending import Commitment

        if to.pk == self.pk or to.starts_on <= self.ends_on:
            raise Refused(_("Choose an envelope that begins after this one has ended."))
        carried: list[Any] = []
        with transaction.atomic():
            self._held()
            open_ones = Commitment.objects.standing().filter(line__envelope=self).select_related("line").order_by("line", "pk")
            lines: dict[int, Any] = {}
            for commitment in open_ones:
                line = lines.get(commitment.line_id)
                if line is None:
                    line = lines[commitment.line_id] = commitment.line.continued_in(to, by=by)
                carried.append(commitment.carry_to(line, by=by, on=on))
            for old in lines:
                BudgetLine.objects.get(pk=old).close(by=by)
            if carried:
                record("plan.commitments_carried_over", self, by=by, count=len(carried), to=str(to))
        return carried


def granted(resource, people: int | None, on: date | None = None) -> Decimal:
    """In the organisation's currency; refused where no rate turns the charter's into it."""
    from regie.plan.models.spending import Rate

    rate = Rate.on_day(resource.currency, on or timezone.localdate())
    amount = resource.amount * people if people is not None else resource.amount
    return (amount * rate).quantize(CENT)


def team_size(resource) -> int:
    """How many people the domain of the resource's charter has."""
    from regie.people.models import Person

    domain = resource.line.charter.domain_id
    return Person.objects.team().filter(domain=domain).count()


def _must_be_money(amount: Decimal) -> None:
    if amount <= 0:
        raise Refused(_("An amount is more than nothing."))
    if amount != amount.quantize(CENT):
        raise Refused(_("An amount has two decimals at most."))


def _money(amount: Decimal) -> str:
    from django.utils.translation import get_language

    from regie.lib.money import money
    from regie.people.models import Organisation

    return money(amount, Organisation.here().currency, (get_language() or "en")[:2])
