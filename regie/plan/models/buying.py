"""The verbs of a media line: bought, changed, placed in its weeks, erased."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from regie.journal.models import Stale, record
from regie.lib.refused import Refused


class BuyingVerbs:
    """What `MediaLine` does; mixed into it."""

    @classmethod
    def buy(cls: Any, campaign, support: str, *, by, weeks: Mapping[date, Decimal] | None = None, **fields) -> Any:
        """A new line of the media plan. With weeks these make its quantity."""
        with transaction.atomic():
            if weeks:
                fields["quantity"] = sum(weeks.values(), Decimal())
            made = cls(campaign=campaign, support=support.strip(), **fields)
            made._checked()
            made.save()
            if weeks:
                made.lay_weeks(weeks)
            record("plan.media_line_bought", made, by=by, page=campaign)
        return made

    def _checked(self: Any) -> None:
        try:
            self.full_clean()
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error

    def edit(self: Any, *, by, revision: int | None = None, page: Any = None, **fields: Any) -> dict[str, list]:
        """Change fields. A period that moves as a whole takes its weeks along; one that shrinks leaves them to be placed anew."""
        with transaction.atomic():
            before = type(self).objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)
            changes: dict[str, list] = super().edit(by=by, revision=revision, page=page, **fields)  # type: ignore[misc]
            gap = (self.mondays[0] - before.mondays[0]).days
            if gap and self.ends_on - self.starts_on == before.ends_on - before.starts_on:
                moved = {week + timedelta(days=gap): quantity for week, quantity in self.flights.values_list("week", "quantity")}
                self.lay_weeks(moved)
        return changes

    def place(self: Any, weeks: Mapping[date, Decimal], *, by, revision: int | None = None) -> bool:
        """Say how much falls into each week; the weeks make the quantity. True where something changed."""
        with transaction.atomic():
            held = type(self).objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)
            if revision is not None and revision != held.revision:
                raise Stale(held)
            wanted = {week: quantity for week, quantity in weeks.items() if quantity}
            if any(quantity < 0 for quantity in wanted.values()):
                raise Refused(_("A week holds nothing or more, never less."))
            before = dict(held.flights.values_list("week", "quantity"))
            mondays = set(held.mondays)
            if any(week not in mondays and quantity > before.get(week, 0) for week, quantity in wanted.items()):
                raise Refused(_("A week outside the period of the line holds nothing: change its dates first."))
            made = sum(wanted.values(), Decimal())
            if before == wanted and (not wanted or held.quantity == made):
                return False
            held.lay_weeks(wanted)
            if wanted:
                held.quantity = made
            held.revision += 1
            held.save(update_fields=["quantity", "revision"])
            record("plan.media_line_weeks", held, by=by, page=held.campaign, quantity=f"{made.normalize():f}")
        self.refresh_from_db()
        return True

    def lay_weeks(self: Any, weeks: Mapping[Any, Any]) -> None:
        """These weeks and no others, without those that hold nothing; a week as a day or as ISO text."""
        wanted = {
            week if isinstance(week, date) else date.fromisoformat(week): Decimal(str(quantity))
            for week, quantity in weeks.items()
            if Decimal(str(quantity))
        }
        self.flights.exclude(week__in=wanted).delete()
        for week, quantity in wanted.items():
            self.flights.update_or_create(week=week, defaults={"quantity": quantity})

    def erase(self: Any, *, by) -> None:
        with transaction.atomic():
            record("plan.media_line_erased", self, by=by, page=self.campaign)
            self.delete()

    @property
    def stray(self: Any) -> Decimal:
        """What is placed in weeks that the period no longer holds. One query."""
        return sum((flight.quantity for flight in self.flights.all() if flight.week not in self.mondays), Decimal())

    @property
    def mondays(self: Any) -> list[date]:
        """The weeks that hold a day of it."""
        first = self.starts_on - timedelta(days=self.starts_on.weekday())
        return [first + timedelta(weeks=number) for number in range((self.ends_on - first).days // 7 + 1)]
