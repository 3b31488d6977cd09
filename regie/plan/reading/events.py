"""Events with their guests, their money and how far their tasks are; what each who came cost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from regie.plan.models import Activity, Event
from regie.plan.reading import money, progress

CENT = Decimal("0.01")


@dataclass(frozen=True)
class CostEach:
    """What one guest costs. `is_planned`: nothing is spent or promised yet, or nobody has come yet."""

    amount: Decimal
    is_planned: bool
    came: bool

    @property
    def words(self) -> str:
        if not self.came:
            return _("Planned for each expected")
        return _("Planned for each who came") if self.is_planned else _("Cost for each who came")


def cost_each(event: Event, spent: money.Money) -> CostEach | None:
    """What was spent or promised by those who came; before, what is planned by those who are expected. None where either is missing."""
    if event.attended:
        return CostEach(((spent.used or spent.planned) / event.attended).quantize(CENT), not spent.used, True)
    expected = event.registered or event.invited
    if not expected or event.attended is not None or event.is_over:
        return None
    return CostEach((spent.planned / expected).quantize(CENT), True, False) if spent.planned else None


@dataclass
class Row:
    """An event of the list of events."""

    event: Event
    money: money.Money | None
    cost: CostEach | None
    done: int
    whole: int

    @property
    def pk(self) -> int:
        return self.event.activity_id  # type: ignore[no-any-return]

    @property
    def activity(self) -> Activity:
        return self.event.activity  # type: ignore[no-any-return]

    @property
    def is_to_come(self) -> bool:
        return self.event.day >= timezone.localdate()

    @property
    def away(self) -> tuple[bool, int]:
        """Those to come by date, then those that were, the last one first."""
        days = (self.event.day - timezone.localdate()).days
        return days < 0, abs(days)

    def __str__(self) -> str:
        return self.activity.name


def rows(reader: Any) -> list[Row]:
    """All that the reader may see, without money for those outside. Nine queries, however many."""
    seen = Event.objects.filter(activity__in=Activity.objects.visible_to(reader).exclude(status="dropped"))
    found = list(seen.select_related("activity__campaign", "activity__channel", "activity__owner").order_by("begins_at"))
    is_inside = reader.is_member or reader.is_delegator
    amounts = money.totals("activity", activity__event__isnull=False) if is_inside else {}
    worked = progress.of_activities([each.activity for each in found])
    made = []
    for each in found:
        spent, work = amounts.get(each.activity_id), worked[each.activity_id]
        made.append(Row(each, spent, cost_each(each, spent) if spent else None, work.done, work.whole))
    return made
