"""The way of an audience to purchase: people on each step where figures say so, and where they are lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import get_language, gettext

from regie.lib import numbers
from regie.metrics import words
from regie.metrics.engine.address import folded
from regie.metrics.models import Metric, Reading, Unit
from regie.plan.models import Channel, WayStep
from regie.ui.charts import Chart, bars


@dataclass
class Stand:
    """A step as it stands. `people`: how many are there; `passed`: percent of those on the step before that has a number."""

    kind: str
    label: str
    step: WayStep | None = None
    people: float | None = None
    rate: float | None = None  # where the metric is a percentage
    shown: str = ""
    period: str = ""
    is_alone: bool = False  # for this audience alone, not for everybody
    why_not: str = ""
    passed: float | None = None
    before: Stand | None = None
    channels: Sequence[Any] = ()

    @property
    def wanted(self) -> Any:
        return self.step.share_wanted if self.step else None

    @property
    def is_short(self) -> bool:
        return self.passed is not None and self.wanted is not None and self.passed < float(self.wanted)

    @property
    def number(self) -> str:
        return numbers.number(self.people, get_language() or "en", 0)


@dataclass
class Way:
    audience: Any
    stands: list[Stand] = field(default_factory=list)

    @property
    def described(self) -> list[Stand]:
        return [each for each in self.stands if each.step]

    @property
    def leak(self) -> Stand | None:
        """The step onto which the smallest share passes."""
        return min((each for each in self.stands if each.passed is not None), key=lambda each: each.passed, default=None)

    @property
    def untouched(self) -> list[Stand]:
        """Described steps on which no channel acts."""
        return [each for each in self.described if not each.channels]

    @property
    def is_mixed(self) -> bool:
        """Whether numbers of this audience stand beside numbers of everybody: shares then say little."""
        return len({each.is_alone for each in self.stands if each.people is not None}) > 1

    @property
    def says(self) -> str:
        said = []
        if self.leak and self.leak.before:
            said.append(
                gettext("Most are lost between “%(before)s” and “%(after)s”: %(share)s pass.")
                % {
                    "before": self.leak.before.label,
                    "after": self.leak.label,
                    "share": numbers.percent(self.leak.passed, get_language() or "en", 1 if (self.leak.passed or 0) < 10 else 0),
                }
            )
        elif self.described:
            said.append(gettext("Figures do not yet say where people are lost: at least two steps need a metric."))
        if self.untouched:
            names = ", ".join(gettext("“%(name)s”") % {"name": each.label} for each in self.untouched)
            said.append(gettext("No channel acts on %(steps)s.") % {"steps": names})
        return " ".join(said)


def ways(audiences: Iterable[Any], person: Any) -> list[Way]:
    """The way of each audience. Five queries, whatever their number."""
    audiences = list(audiences)
    going = Count("activities", filter=Q(activities__status__in=["planned", "live"]))
    channels = {each.pk: each for each in Channel.objects.visible_to(person).annotate(going=going)}
    links: dict[int, list] = {}
    for place, channel in WayStep.channels.through.objects.filter(waystep__audience__in=audiences).values_list(
        "waystep_id", "channel_id"
    ):
        if channel in channels:
            links.setdefault(place, []).append(channels[channel])
    steps: dict[tuple[int, str], WayStep] = {}
    for step in WayStep.objects.visible_to(person).filter(audience__in=audiences).select_related("metric"):
        steps[step.audience_id, step.kind] = step
    wanted = {each.metric_id for each in steps.values() if each.metric_id}
    seen = Metric.objects.visible_to(person).filter(pk__in=wanted).values("pk")
    readings = {
        (each.metric_id, folded(each.dimension_value)): each
        for each in Reading.objects.filter(metric__in=seen, dimension__in=["", "audience"])
    }
    return [_way(audience, steps, links, readings) for audience in audiences]


def _way(audience, steps, links, readings) -> Way:
    way = Way(audience)
    before: Stand | None = None
    for kind, label in WayStep.Kind.choices:
        stand = Stand(kind, str(label), steps.get((audience.pk, kind)))
        if stand.step:
            acting = sorted(links.get(stand.step.pk, []), key=lambda each: each.sorted_by)
            stand.channels = acting
            _count(stand, audience, readings)
        if stand.rate is not None:
            _pass(stand, before, audience)
        elif stand.people is not None and before is not None and before.people:
            if stand.people <= before.people:
                stand.passed, stand.before = 100 * stand.people / before.people, before
            else:
                stand.why_not = gettext("more than on the step before: the two metrics do not count the same people")
        if stand.people is not None or stand.rate is not None:
            before = stand
        way.stands.append(stand)
    return way


def _count(stand: Stand, audience, readings) -> None:
    step = stand.step
    if step is None or step.metric is None:
        return
    own = readings.get((step.metric_id, folded(step.value_of or audience.name)))
    reading = own or readings.get((step.metric_id, ""))
    if reading is None or reading.value is None:
        stand.why_not = gettext("no figure yet")
        return
    stand.is_alone = own is not None
    stand.shown = words.value_of(step.metric, reading.value)
    stand.period = words.period_name(reading.period, reading.grain) if reading.period else ""
    if step.metric.unit == Unit.PERCENT:
        stand.rate = reading.value
    else:
        stand.people = reading.value


def _pass(stand: Stand, before: Stand | None, audience) -> None:
    """A percentage is of the people on the step before; on the first step that is measured, of the audience’s size."""
    rate = stand.rate or 0.0
    if before is not None:
        stand.passed, stand.before = rate, before
        stand.people = before.people * rate / 100 if before.people is not None else None
    elif audience.size:
        stand.people = audience.size * rate / 100
    if stand.people is None:
        stand.why_not = gettext("a percentage: say on the audience’s page how many they are")


def chart(way: Way) -> Chart:
    """The steps that have a number, one bar each."""
    rows = [(each.label.capitalize(), float(round(each.people))) for each in way.stands if each.people is not None]
    return bars("way", gettext("People on each step"), rows)
