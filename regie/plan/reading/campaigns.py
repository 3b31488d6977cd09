"""A campaign as its page shows it: activities by channel with their work, team, money, aims, risks, gates. About forty queries, whatever
its size."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regie.journal.models import Event as Said
from regie.lib import dates
from regie.objectives.reading import pursuits
from regie.people.models import Holding, Organisation
from regie.plan import gates
from regie.plan.models import Activity, Campaign, Piece, Place
from regie.plan.reading import aims, looking_back, media, money, progress, standings
from regie.plan.reading.money import Money
from regie.work.models import Delivery, Run, Task

RUNS = 6
MOST = 200  # activities on a campaign's page; the list of activities has them all


@dataclass
class Line:
    activity: Activity
    standing: standings.Standing
    progress: progress.Progress
    when: str
    money: Money | None = None


@dataclass
class Group:
    channel: Any
    lines: list[Line] = field(default_factory=list)


@dataclass
class Seat:
    """One place of the team: a person, or a role with those who hold it."""

    place: Place
    people: list[Any]


@dataclass
class Work:
    runs: list[Run]
    open_tasks: int
    late_tasks: int
    awaited: list[Delivery]
    more_runs: int = 0


@dataclass
class Page:
    campaign: Campaign
    opening: str
    warning: str
    groups: list[Group]
    rows: list[Any]
    audiences: list[Any]
    team: list[tuple[str, str, list[Seat]]]
    money: Money | None
    aims: list[aims.Aim]
    proposed: list[Any]
    risks: list[Any]
    gates: list[Any]
    work: Work
    files: list[Any]
    pieces: list[Piece]
    back: list[looking_back.Told]
    media: media.Sums | None = None
    paused: Any = None
    hidden: int = 0

    @property
    def currency(self) -> str:
        return Organisation.here().currency

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]

    @property
    def closed_gates(self) -> list[Any]:
        return [each for each in self.gates if not each.is_open]


def lines_of(activities: list[Activity], reader: Any, amounts: dict[int, Money] | None = None) -> list[Line]:
    """Each with its standing and its work. Six queries, however many."""
    today = timezone.localdate()
    slips = {
        row[0]: standings.Slip(*row)
        for row in Activity.objects.filter(pk__in=[each.pk for each in activities]).values_list(*standings.FIELDS)
    }
    worked = progress.of_activities(activities)
    made = []
    for each in activities:
        standing, done = standings.of_work(slips[each.pk], today), worked[each.pk]
        if each.is_open and standing.state in ("wait", "none", "good") and done.lateness:
            standing = standings.Standing("watch", standing.label, done.lateness)
        when = standings.when(each.starts_on, each.ends_on, today)
        made.append(Line(each, standing, done, when, (amounts or {}).get(each.pk)))
    return made


def page(campaign: Campaign, reader: Any) -> Page:
    is_inside = reader.is_member or reader.is_delegator
    activities = (
        Activity.objects.visible_to(reader).filter(campaign=campaign).select_related("channel", "owner", "run", "audience")
    )
    shown = list(activities.order_by("channel__ownership", "channel", "starts_on", "pk")[: MOST + 1])
    amounts = money.totals("activity", activity__campaign=campaign) if is_inside else {}
    groups: dict[int, Group] = {}
    for line in lines_of(shown[:MOST], reader, amounts):
        groups.setdefault(line.activity.channel_id, Group(line.activity.channel)).lines.append(line)
    whole = _money(campaign) if is_inside else None
    objectives = pursuits.Objective.objects.visible_to(reader).filter(campaigns=campaign).select_related("metric", "owner")
    rows = pursuits.rows_of(list(objectives))
    standing_gates = gates.of(campaign, reader) if campaign.is_open and is_inside else []
    judged = aims.of_campaign(campaign, campaign.ends_on)
    made = Page(
        campaign,
        opening="",
        warning="",
        groups=list(groups.values()),
        rows=rows,
        audiences=list(campaign.audiences.visible_to(reader)),
        team=team_of(campaign),
        money=whole,
        aims=judged,
        proposed=aims.proposed(campaign) if campaign.is_open and reader.is_member else [],
        risks=list(campaign.risks.select_related("challenge", "owner")),
        gates=standing_gates,
        work=_work(campaign, reader),
        files=list(campaign.enclosed.select_related("file__brought_by")),
        pieces=list(
            Piece.objects.filter(activity__campaign=campaign, targets__isnull=False)
            .distinct()
            .select_related("activity__channel")
            .prefetch_related("targets")[:60]
        ),
        back=[],
        media=media.sums(campaign.media_lines.all(), split=False) if is_inside else None,
        hidden=activities.count() - MOST if len(shown) > MOST else 0,
    )
    if campaign.launched_at is not None or campaign.status == Campaign.Status.ENDED:
        made.back = looking_back.told(campaign, rows, judged, whole)
    if campaign.status == Campaign.Status.PAUSED:
        made.paused = Said.objects.about(campaign).filter(verb="plan.campaign_paused").select_related("actor").first()
    made.opening, made.warning = _opening(made)
    return made


def _money(campaign: Campaign) -> Money | None:
    """Of lines that name it, and of those that name one of its activities alone."""
    own = money.totals("campaign", campaign=campaign).get(campaign.pk, Money())
    through = money.totals("campaign", campaign__isnull=True, activity__campaign=campaign).get(campaign.pk, Money())
    return own + through or None


def team_of(campaign: Campaign) -> list[tuple[str, str, list[Seat]]]:
    """Letter, its word, who has it; those who hold a role today beside it. Two queries."""
    places = list(campaign.places.select_related("person", "role"))
    held: dict[int, list[Any]] = defaultdict(list)
    roles = [each.role_id for each in places if each.role_id]
    for holding in Holding.objects.current().filter(role__in=roles).select_related("person"):
        held[holding.role_id].append(holding.person)
    by_letter: dict[str, list[Seat]] = defaultdict(list)
    for each in places:
        by_letter[each.letter].append(Seat(each, [each.person] if each.person else held.get(each.role_id, [])))
    return [(letter.value, str(letter.label), by_letter[letter]) for letter in Place.Letter if by_letter[letter]]


def _work(campaign: Campaign, reader: Any) -> Work:
    """What carries its label in work. Three queries."""
    runs = Run.objects.visible_to(reader).filter(campaign=campaign.name).select_related("version__workflow")
    tasks = Task.objects.visible_to(reader).owed().filter(campaign=campaign.name, ended_at=None)
    late = Q(due_at__lt=timezone.now())
    counted = tasks.aggregate(count=Count("pk", distinct=True), late=Count("pk", filter=late, distinct=True))
    awaited = Delivery.objects.visible_to(reader).open().filter(Q(campaign=campaign.name) | Q(campaigns=campaign)).distinct()
    shown = list(runs.order_by(F("ended_at").desc(nulls_first=True), "due_on", "-pk")[: 10 * RUNS])
    return Work(
        shown[:RUNS], counted["count"], counted["late"], list(awaited.select_related("domain")[:12]), max(0, len(shown) - RUNS),
    )  # fmt: skip


def said_day(day: date | None) -> str:
    return dates.day(day, standings.language(), "long") if day else ""


def _opening(made: Page) -> tuple[str, str]:
    """How it stands in a sentence, and what stands in its way in another."""
    campaign, count = made.campaign, len(made.lines) + made.hidden
    done = sum(line.activity.status == "done" for line in made.lines)
    held = [line for line in made.lines if line.standing.state == "watch"]
    today = timezone.localdate()
    outside = sum(_is_outside(line.activity, campaign) for line in made.lines)
    stray = ngettext("%(count)d activity lies outside its dates.", "%(count)d activities lie outside its dates.", outside)
    stray = stray % {"count": outside} if outside else ""
    if campaign.status == Campaign.Status.ENDED:
        ended = timezone.localtime(campaign.ended_at).date() if campaign.ended_at else None
        said = _("Ended on %(day)s: %(done)s of %(count)s activities were done.")
        return said % {"day": said_day(ended), "done": done, "count": count}, ""
    activities = ngettext("%(count)d activity", "%(count)d activities", count) % {"count": count}
    if campaign.status == Campaign.Status.DRAFT:
        closed = len(made.closed_gates)
        warning = (
            ngettext("%(count)d gate is closed.", "%(count)d gates are closed.", closed) % {"count": closed} if closed else ""
        )
        warning = " ".join(filter(None, (warning, stray)))
        if campaign.starts_on is None:
            return _("In preparation, without a beginning yet: %(activities)s.") % {"activities": activities}, warning
        facts: dict[str, Any] = {"day": said_day(campaign.starts_on), "activities": activities}
        if campaign.starts_on < today:
            return _("In preparation: it was to begin on %(day)s; %(activities)s.") % facts, warning
        return _("In preparation, to begin on %(day)s: %(activities)s.") % facts, warning
    since = timezone.localtime(campaign.launched_at).date() if campaign.launched_at else None
    facts = {"day": said_day(since), "done": done, "count": count}
    if campaign.status == Campaign.Status.PAUSED:
        return _("Launched on %(day)s, paused now.") % facts, made.paused.data.get("because", "") if made.paused else ""
    warning = ngettext("%(count)d is held up.", "%(count)d are held up.", len(held)) % {"count": len(held)} if held else ""
    warning = " ".join(filter(None, (warning, stray)))
    if campaign.ends_on and campaign.ends_on < today:
        warning = _("Its time is over since %(day)s: say what was learnt.") % {"day": said_day(campaign.ends_on)}
    return _("Running since %(day)s: %(done)s of %(count)s activities are done.") % facts, warning


def _is_outside(activity: Activity, campaign: Campaign) -> bool:
    """Begins before its campaign, or ends after it."""
    if not activity.is_open or activity.starts_on is None:
        return False
    last = activity.ends_on or activity.starts_on
    too_early = bool(campaign.starts_on and activity.starts_on < campaign.starts_on)
    return too_early or bool(campaign.ends_on and last > campaign.ends_on)


@dataclass(frozen=True)
class Counted:
    open: int = 0
    running: int = 0
    late: int = 0
    over: int = 0

    @property
    def words(self) -> str:
        if not self.open:
            return ""
        said = ngettext("%(count)d campaign is open", "%(count)d campaigns are open", self.open) % {"count": self.open}
        running = ngettext("%(count)d of them runs", "%(count)d of them run", self.running) % {"count": self.running}
        return _("%(said)s; %(running)s.") % {"said": said, "running": running}

    @property
    def warning(self) -> str:
        parts = []
        if self.late:
            words = ngettext("%(count)d should have been launched.", "%(count)d should have been launched.", self.late)
            parts.append(words % {"count": self.late})
        if self.over:
            words = ngettext("%(count)d is over and not ended.", "%(count)d are over and not ended.", self.over)
            parts.append(words % {"count": self.over})
        return " ".join(parts)


def counted(reader: Any) -> Counted:
    """Those that the reader sees. One query."""
    today = timezone.localdate()
    status = Campaign.Status
    found = Campaign.objects.visible_to(reader).order_by().aggregate(
        open=Count("pk", filter=~Q(status=status.ENDED)),
        running=Count("pk", filter=Q(status=status.RUNNING)),
        late=Count("pk", filter=Q(status=status.DRAFT, starts_on__lt=today)),
        over=Count("pk", filter=Q(status__in=[status.RUNNING, status.PAUSED], ends_on__lt=today)),
    )  # fmt: skip
    return Counted(**found)
