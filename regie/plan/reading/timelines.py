"""The timeline of the plan: bars of activities and campaigns in the drawing of work, what waits for what, the gates of the product,
and the other dates above them."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from regie.objectives.models import Audience
from regie.people.models import Person
from regie.plan import dated
from regie.plan.choosing import condition
from regie.plan.models import Activity, After, Campaign, Channel
from regie.plan.reading.calendars import answering
from regie.plan.reading.standings import FIELDS, Slip, day, of_work
from regie.plan.spans import Span
from regie.ui.addresses import numbered
from regie.work.models import Delivery
from regie.work.reading.marks import Mark
from regie.work.reading.timelines import Bar, Timeline, drawn_on

BY = ("channel", "audience", "person", "campaign")
MOST = 80  # bars
STATES = {"ended": "done", "running": "now", "paused": "now"}  # of the bar of a campaign


def of(person: Any, span: Span, asked: dict[str, Any], by: str = "channel", most: int = MOST, tied: bool = False) -> Timeline:
    """Eleven queries. `tied`: only those that wait or are waited for, without the dates above them. With more bars than there is room
    for, those that wait or are waited for come first. By campaign, each campaign has a bar of its own."""
    seen = Activity.objects.visible_to(person).between(span.first, span.last).exclude(status=Activity.Status.DROPPED)
    rows = seen.filter(condition(asked))
    if tied:
        ties = Exists(After.objects.filter(later=OuterRef("pk"))) | Exists(After.objects.filter(earlier=OuterRef("pk")))
        rows = rows.open().filter(ties | Q(release__isnull=False) | Q(campaign__release__isnull=False))
    told = rows.annotate(ties=_many("later") + _many("earlier") + Case(When(release=None, then=0), default=1))
    is_open = Case(When(status__in=["planned", "live"], then=Value(0)), default=Value(1), output_field=IntegerField())
    keys = list(told.order_by("-ties", is_open, F("starts_on"), "pk").values_list("pk", flat=True))
    count = len(keys)
    rows = Activity.objects.filter(pk__in=keys[:most])
    slips = [Slip(*each) for each in rows.order_by("starts_on", "pk").values_list(*FIELDS)]
    today = timezone.localdate()
    bars = {slip.pk: _bar(slip, span, today, person) for slip in slips if slip.first}
    for earlier, later in After.objects.filter(earlier__in=bars, later__in=bars).values_list("earlier", "later"):
        bars[later].after.append(bars[earlier].key)
        bars[later].awaits.append(bars[earlier].title)
        earliest = bars[earlier].last
        if bars[later].first <= earliest and bars[later].state != "done":
            bars[later].squeezed_by.append(bars[earlier].title)
    left_out = count - len(bars)
    if by == "campaign":
        ordered = _by_campaign(person, span, asked, slips, bars, most)
    else:
        names = _names(by, slips) if by else {}
        for slip in slips:
            if by and slip.pk in bars:
                bars[slip.pk].group = names.get(_key(slip, by), _("Others"))
        ordered = sorted(bars.values(), key=lambda bar: (bar.group == _("Others"), bar.group.casefold(), bar.first, bar.key))
    shown = Timeline(ordered, left_out)
    if not tied:
        shown.marks_name, shown.marks = pgettext("timeline", "Dates"), _marks(person, span, asked, shown)
    return drawn_on(shown, today, (span.first, span.last))


def _many(side: str) -> Any:
    """Of how many waits an activity is this side."""
    own = After.objects.filter(**{side: OuterRef("pk")}).order_by().values(side)
    return Coalesce(Subquery(own.annotate(many=Count("pk")).values("many"), output_field=IntegerField()), 0)


def _by_campaign(person: Any, span: Span, asked: dict[str, Any], slips: list[Slip], bars: dict[int, Bar], most: int) -> list[Bar]:
    """Each campaign that has a day in the span above its activities, the one that begins first on top. One query."""
    used = {slip.campaign for slip in slips if slip.pk in bars}
    wanted = Q(pk__in=used)
    if not asked:
        wanted |= Q(starts_on__lte=span.last) & (Q(ends_on__gte=span.first) | Q(ends_on=None, starts_on__gte=span.first))
    rows = Campaign.objects.visible_to(person).filter(wanted).order_by("starts_on", "pk")
    ordered, room = [], max(0, most - len(bars) - len(used))
    for campaign in rows:
        if campaign.pk not in used:
            room -= 1
            if room < 0:
                continue
        below = [bars[slip.pk] for slip in slips if slip.campaign == campaign.pk and slip.pk in bars]
        ordered += [_head(campaign, below, span, person), *below]
        for bar in below:
            bar.group = campaign.name
    return ordered


def _head(campaign: Campaign, below: list[Bar], span: Span, person: Any) -> Bar:
    first = campaign.starts_on or min((bar.first for bar in below), default=span.first)
    last = campaign.ends_on or max((bar.last for bar in below), default=first)
    moves = numbered("plan:campaign_day", campaign.pk) if person.is_member and campaign.is_movable else ""
    state, mark = STATES.get(campaign.status, "planned"), "watch" if campaign.status == Campaign.Status.PAUSED else ""
    url = numbered("plan:campaign", campaign.pk)
    return Bar(
        f"c{campaign.pk}", campaign.name, "", url, first, max(first, last), state, mark, moves, first,
        group=campaign.name, is_head=True,
    )  # fmt: skip


def _marks(person: Any, span: Span, asked: dict[str, Any], shown: Timeline) -> list[Mark]:
    """What is dated and no bar: milestones, embargoes, promises of others, what higher rooms add. A promise that a bar waits for is a
    gate already."""
    gates = {gate for bar in shown.bars for gate in bar.gates}
    kinds = [key for key, source in dated.SOURCES.items() if source.is_mark]
    found = answering(dated.collect(span.first, span.last, person, kinds), asked)
    return [
        Mark(each.day, each.label, each.url, each.note, each.until, is_minor=each.rank > 0)
        for each in found
        if (each.day, each.label) not in gates
    ]


def _bar(slip: Slip, span: Span, today: Any, person: Any) -> Bar:
    standing = of_work(slip, today)
    state = {"done": "done", "live": "now"}.get(slip.status, "planned")
    first = slip.first or span.first
    last = slip.last or (span.last if slip.status == "live" else first)
    mark = standing.state if standing.state in ("watch", "breach") else ""
    moves = numbered("plan:activity_day", slip.pk) if person.is_member and slip.status in ("planned", "live") else ""
    bar = Bar(
        f"a{slip.pk}", slip.name, "", numbered("plan:activity", slip.pk), first, max(first, last), state, mark, moves, first
    )
    bar.done_width = 1 if state == "now" and first < today else 0
    if gate := slip.gate:
        what, until = gate
        bar.awaits.append(what)
        if until:
            bar.gates.append((until, what))
    elif standing.state == "watch":
        bar.note = standing.held
    return bar


def _key(slip: Slip, by: str) -> int | None:
    return {"audience": slip.audience, "person": slip.owner}.get(by, slip.channel)


def _names(by: str, slips: list[Slip]) -> dict[int | None, str]:
    """One query."""
    models: dict[str, Any] = {"channel": Channel, "audience": Audience, "person": Person}
    keys = {_key(slip, by) for slip in slips}
    return {
        each.pk: str(each) for each in models[by if by in BY else "channel"].objects.filter(pk__in=[key for key in keys if key])
    }


def gate(person: Any, asked: dict[str, Any]) -> str:
    """“3 activities wait for the gate of 3 March, Brio goes on sale.”: the nearest promise that holds something. Two queries."""
    waiting = Activity.objects.visible_to(person).filter(condition(asked), status=Activity.Status.PLANNED).order_by()
    through = Coalesce("release", "campaign__release")
    held = dict(waiting.annotate(gate=through).exclude(gate=None).values_list("gate").annotate(Count("pk")))
    rows = Delivery.objects.visible_to(person).open().filter(pk__in=held)
    found = rows.order_by(F("promised_on").asc(nulls_last=True), "pk").first()
    if found is None:
        return ""
    facts = {"count": held[found.pk], "what": found.what}
    until = found.promised_on or found.needed_on
    if until is None:
        return (
            ngettext("%(count)d activity waits for “%(what)s”.", "%(count)d activities wait for “%(what)s”.", held[found.pk])
            % facts
        )
    facts["day"] = day(until)
    words = ngettext(
        "%(count)d activity waits for the gate of %(day)s, %(what)s.",
        "%(count)d activities wait for the gate of %(day)s, %(what)s.",
        held[found.pk],
    )
    return words % facts
