"""What was spent becomes figures: by campaign, channel and platform, in the periods of the measure that takes them.

Only what changed is written, through `Batch`; the same again writes nothing. A period in which figures stand that the budget did not
write is left alone until somebody has said whose stand. Where ours do, what stood is set to what ours make of it: the same campaign's
sum under the campaign, nothing where we have nothing, so that no reading counts it twice; undoing the batch brings all of it back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Min, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from django.utils.translation import pgettext

from regie.journal.models import Event
from regie.lib.periods import Period
from regie.metrics.engine.address import folded
from regie.metrics.models import Batch, Figure, Measure, Unit
from regie.metrics.staging import Entry
from regie.people.models import Organisation
from regie.plan.models import Campaign, Channel, Expense, Reckoning

OURS = "plan.budget"
AT_LEAST_EVERY, MARGIN = timedelta(hours=1), timedelta(minutes=2)
DIMENSIONS = ("campaign", "channel", "platform")
Cell = tuple[tuple[str, str], ...]
Cells = dict[date, dict[Cell, Decimal]]


def choices() -> Any:
    """The measures that may take what was spent: money in the organisation's currency."""
    currency = Organisation.here().currency
    return Measure.objects.in_use().filter(unit=Unit.CURRENCY, currency__in=["", currency]).order_by("name")


def measure_of(reckoning: Reckoning) -> Measure | None:
    """The one that somebody chose, else the library's own, from which cost per customer and return on spend are computed."""
    return reckoning.measure or choices().filter(key="spend").first()


@dataclass(frozen=True)
class Conflict:
    """A period in which figures stand that are not the budget's."""

    period: Period
    ours: Decimal
    theirs: Decimal
    source: str
    batch: int
    settled: str = ""

    @property
    def code(self) -> str:
        return self.period.code


def spent(measure: Measure) -> Cells:
    """What the budget says, by period of the measure. Three queries."""
    campaigns = {pk: (called[0] if called else name) for pk, name, called in Campaign.objects.values_list("pk", "name", "called")}
    with translation.override(Organisation.here().language):
        other = pgettext("dimension of spend", "Other")
        channels = {each.pk: (each.called[0] if each.called else str(each)) for each in Channel.objects.all()}
    rows = (
        Expense.objects.standing()
        .order_by()
        .values_list(
            "on",
            Coalesce(F("line__campaign"), F("line__activity__campaign")),
            Coalesce(F("line__channel"), F("line__activity__channel")),
            "line__platform",
        )
        .annotate(total=Sum("worth"))
    )
    found: dict[date, dict[tuple[str, str, str], Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for on, campaign, channel, platform, total in rows:
        key = (campaigns.get(campaign, other), channels.get(channel, other), platform or "")
        found[Period.of(on, measure.rhythm).start][key] += Decimal(total).quantize(Decimal("0.01"))
    cells: Cells = {}
    for period, amounts in found.items():
        by_platform = any(platform for _campaign, _channel, platform in amounts)
        names = DIMENSIONS if by_platform else DIMENSIONS[:2]
        cells[period] = {
            tuple(zip(names, (campaign, channel, platform or other)[: len(names)], strict=True)): amount
            for (campaign, channel, platform), amount in amounts.items()
        }
    return cells


def _standing(measure: Measure, cells: Cells) -> dict[date, list[tuple[dict, float, int, bool]]]:
    """The figures of the periods that we speak of, or once did: dimensions, value, batch, and whether they are ours."""
    ours = Figure.objects.of(measure).filter(batch__mapping__from=OURS).aggregate(first=Min("period"), last=Max("period"))
    days = [*cells, *(day for day in ours.values() if day)]
    found: dict[date, list] = defaultdict(list)
    if days:
        rows = Figure.objects.of(measure).between(min(days), max(days))
        for period, dimensions, value, batch, mapping in rows.values_list(
            "period", "series__dimensions", "value", "batch", "batch__mapping"
        ):
            found[period].append((dimensions, value, batch, (mapping or {}).get("from") == OURS))
    return found


def conflicts(reckoning: Reckoning | None = None) -> list[Conflict]:
    """The periods of which somebody must say whose figures stand, and those of which they have said it; newest first."""
    reckoning = reckoning or Reckoning.here()
    measure = measure_of(reckoning)
    if measure is None or not reckoning.is_flowing:
        return []
    cells = spent(measure)
    found = []
    for start, figures in _standing(measure, cells).items():
        foreign = [each for each in figures if not each[3]]
        if not foreign or start not in cells:
            continue
        period = Period.of(start, measure.rhythm)
        settled = "ours" if period.code in reckoning.ours else "theirs" if period.code in reckoning.theirs else ""
        theirs = Decimal(str(sum(value for _dimensions, value, _batch, _ours in foreign))).quantize(Decimal("0.01"))
        found.append(Conflict(period, sum(cells[start].values(), Decimal(0)), theirs, "", foreign[0][2], settled))
    names = {batch.pk: str(batch) for batch in Batch.objects.filter(pk__in={each.batch for each in found})}
    found = [Conflict(each.period, each.ours, each.theirs, names.get(each.batch, ""), each.batch, each.settled) for each in found]
    return sorted(found, key=lambda each: each.period.start, reverse=True)


def entries(measure: Measure, reckoning: Reckoning) -> list[Entry]:
    """What is to be written: ours where nothing else stands or where ours were chosen, and what that makes of the rest."""
    cells = spent(measure)
    standing = _standing(measure, cells)
    wanted: list[Entry] = []
    for start in sorted({*cells, *standing}):
        amounts, figures = cells.get(start, {}), standing.get(start, [])
        foreign = [each for each in figures if not each[3]]
        if foreign and Period.of(start, measure.rhythm).code not in reckoning.ours:
            continue
        said = {_folded(cell) for cell in amounts}
        wanted += [Entry(measure.pk, dict(cell), start, float(amount)) for cell, amount in sorted(amounts.items())]
        for dimensions, _value, _batch, _ours in figures:
            if _folded(dimensions.items()) not in said:
                wanted.append(Entry(measure.pk, dimensions, start, float(_share(amounts, dimensions))))
    return wanted


def _folded(cell: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset((key, folded(value)) for key, value in cell if value)


def _share(amounts: dict[Cell, Decimal], dimensions: dict[str, str]) -> Decimal:
    """What ours make of a figure that names fewer dimensions; nothing of one that names others."""
    asked = _folded(dimensions.items())
    return sum((amount for cell, amount in amounts.items() if asked <= _folded(cell)), Decimal(0))


def flow_what_changed(now: datetime | None = None) -> int:
    """As the worker does each minute: only where something was said of money, names or figures since it last looked, or an hour ago."""
    moment, looked = now or timezone.now(), Reckoning.here().looked_at
    if looked is not None and looked > moment - AT_LEAST_EVERY:
        said = Q(verb__startswith="plan.") | Q(verb__startswith="metrics.") | Q(verb__startswith="connect.")
        # What was being written while we looked may have been dated before: hence a margin.
        heard = Event.objects.filter(said, at__gt=looked - MARGIN).exists()
        if not heard and not Batch.objects.filter(written_at__gt=looked - MARGIN).exists():
            return 0
    Reckoning.kept()
    Reckoning.objects.filter(pk=1).update(looked_at=moment)
    return flow()


def flow() -> int:
    """Write what is new or has changed; how many figures that is."""
    reckoning = Reckoning.here()
    measure = measure_of(reckoning)
    if measure is None or not reckoning.is_flowing:
        return 0
    wanted = entries(measure, reckoning)
    with Batch.rehearse(wanted) as rehearsal:
        changes = rehearsal.outcome.new + rehearsal.outcome.changed
    if changes:
        with transaction.atomic(), translation.override(Organisation.here().language):
            name = pgettext("source of figures", "The budget")
            Batch.open(by=None, source=Batch.Source.API, file_name=name, mapping={"from": OURS}).write(wanted)
            Reckoning.kept()
            Reckoning.objects.filter(pk=1).update(flowed_at=timezone.now())
    return changes
