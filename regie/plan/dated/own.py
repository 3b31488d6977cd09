"""What the plan itself knows to have a day, and what work has promised or is due."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.plan.dated.registry import SOURCES, Dated, Source
from regie.plan.models import Activity, Campaign, Channel, Milestone, Piece
from regie.plan.reading.standings import BRIEF, Brief, brief
from regie.ui.addresses import numbered, numbering
from regie.work.channels import CHANNELS
from regie.work.models import Delivery, Task

MOST = 1_500  # things of one kind
SHORT = timedelta(days=6)  # what lasts no longer is shown on each of its days
STATES = {"good": "", "none": ""}  # said by the drawing alone, so that what waits is seen
_MILESTONES = {"release": "lock", "embargo": "lock", "market": "flag", "other": "flag"}


def _icons() -> dict[int, str]:
    return dict(Channel.objects.values_list("pk", "icon"))


def activities(first: date, last: date, person: Any) -> list[Dated]:
    """Begins and ends; what is brief on each of its days. Events among them. Two queries."""
    seen = Activity.objects.visible_to(person).exclude(status=Activity.Status.DROPPED)
    edges = Q(starts_on__range=(first, last)) | Q(ends_on__range=(first, last))
    today = timezone.localdate()
    rows = brief(seen.filter(edges), today).order_by("starts_on", "pk")
    icons, may_move, found = _icons(), person.is_member, []
    page, move, last_day = numbering("plan:activity"), numbering("plan:activity_day"), _("%(name)s: last day")
    for *fields, event, place in rows.values_list(*BRIEF, "is_gated", "is_late", "event", "event__place")[:MOST]:
        slip = Brief(*fields)
        state = slip.state(today)
        begin, until = slip.first, slip.last or slip.first
        if begin is None or until is None:
            continue
        moves = move(slip.pk) if may_move and slip.status in ("planned", "live") else ""
        is_brief = until - begin <= SHORT
        what = Dated(
            begin, slip.name, "calendar" if event else icons.get(slip.channel, "megaphone"), page(slip.pk),
            until if is_brief and until > begin else None, STATES.get(state, state), moves, note=place or "", channel=slip.channel,
            audience=slip.audience, objective=slip.objective, campaign=slip.campaign, person=slip.owner, rank=0 if event else 2,
        )  # fmt: skip
        if slip.status == "done":
            what.state = "good"
        if is_brief or begin >= first:
            found.append(what)
        if not is_brief and first <= until <= last:
            found.append(_ending(what, last_day, until))
    return found


def _ending(what: Dated, words: str, until: date) -> Dated:
    return Dated(
        until, words % {"name": what.label}, what.icon, what.url, state=what.state, channel=what.channel, audience=what.audience, objective=what.objective,
        campaign=what.campaign, person=what.person, rank=4,
    )  # fmt: skip


def contents(first: date, last: date, person: Any) -> list[Dated]:
    """One query, and one for the drawings."""
    rows = Piece.objects.filter(goes_out_on__range=(first, last)).exclude(activity__status=Activity.Status.DROPPED)
    if not (person.is_member or person.is_delegator):
        rows = rows.filter(activity__in=Activity.objects.visible_to(person).order_by())
    rows = rows.order_by("goes_out_on", "pk")
    icons, may_move = _icons(), person.is_member
    page, move = numbering("plan:activity"), numbering("plan:piece_day")
    fields = ("pk", "title", "goes_out_on", "activity", "activity__channel", "activity__audience", "activity__objective",
              "activity__campaign", "activity__owner", "activity__status")  # fmt: skip
    return [
        Dated(
            on, title, icons.get(channel, "megaphone"), page(activity),
            moves=move(pk) if may_move and status != "done" else "", channel=channel, audience=audience,
            objective=objective, campaign=campaign, person=owner, rank=3,
        )
        for pk, title, on, activity, channel, audience, objective, campaign, owner, status in rows.values_list(*fields)[:MOST]
    ]  # fmt: skip


def campaigns(first: date, last: date, person: Any) -> list[Dated]:
    """Their first and last days. What was not launched yet is moved as a whole, by its first day. One query."""
    period = (first, last)
    rows = Campaign.objects.visible_to(person).filter(Q(starts_on__range=period) | Q(ends_on__range=period)).order_by("pk")
    begins, ends, may_move, found = _("%(name)s: campaign begins"), _("%(name)s: campaign ends"), person.is_member, []
    for pk, name, begin, end, owner, status in rows.values_list("pk", "name", "starts_on", "ends_on", "owner", "status")[:MOST]:
        moves = numbered("plan:campaign_day", pk) if may_move and status == Campaign.Status.DRAFT else ""
        for day, words, to in ((begin, begins, moves), (end, ends, "")):
            if day and first <= day <= last:
                url = numbered("plan:campaign", pk)
                found.append(Dated(day, words % {"name": name}, "plan", url, moves=to, campaign=pk, person=owner, rank=1))
    return found


def embargoes(first: date, last: date, person: Any) -> list[Dated]:
    """The last days of those that campaigns are under. One query."""
    rows = Campaign.objects.visible_to(person).filter(embargo_until__range=(first, last)).order_by("pk")
    words = _("%(name)s: embargo until then")
    return [
        Dated(day, words % {"name": name}, "lock", numbered("plan:campaign", pk), campaign=pk, person=owner, rank=0)
        for pk, name, day, owner in rows.values_list("pk", "name", "embargo_until", "owner")[:MOST]
    ]


def milestones(first: date, last: date, person: Any) -> list[Dated]:
    rows = Milestone.objects.visible_to(person).filter(on__lte=last).filter(Q(until__gte=first) | Q(until=None, on__gte=first))
    may_move = person.is_member
    return [
        Dated(
            each.on, each.name, _MILESTONES[each.kind], each.get_absolute_url(), each.until,
            moves=numbered("plan:milestone_day", each.pk) if may_move else "", note=each.get_kind_display(), campaign=each.campaign_id, rank=0,
        )
        for each in rows[:MOST]
    ]  # fmt: skip


def releases(first: date, last: date, person: Any) -> list[Dated]:
    """What other departments promised to deliver, on the day promised, else on the day it is needed."""
    rows = Delivery.objects.visible_to(person).open().annotate(at=Coalesce("promised_on", "needed_on"))
    today = timezone.localdate()
    return [
        Dated(
            each.at, each.what, "lock", each.get_absolute_url(), state="breach" if each.at < today else "wait",
            note=_("promised") if each.promised_on else _("needed, not promised yet"), campaign=each.campaign or None, rank=0,
        )
        for each in rows.filter(at__range=(first, last))[:MOST]
    ]  # fmt: skip


def tasks(first: date, last: date, person: Any) -> list[Dated]:
    """Due dates of the work that is done for campaigns."""
    since, until = (timezone.make_aware(datetime.combine(day, time())) for day in (first, last + timedelta(days=1)))
    rows = Task.objects.visible_to(person).filter(due_at__gte=since, due_at__lt=until).exclude(status=Task.Status.DROPPED)
    rows = rows.exclude(campaign="").order_by("due_at", "pk")
    now, found = timezone.now(), []
    for pk, title, due, ended, blocked, status, channel, campaign in rows.values_list(
        "pk", "title", "due_at", "ended_at", "blocked_at", "status", "channel", "campaign"
    )[:MOST]:
        state = "good" if ended else "breach" if blocked else "watch" if due < now else "wait" if status == "at_gate" else ""
        moves = numbered("work:task_due", pk) if person.is_member and not ended else ""
        drawing = CHANNELS.get(channel, ("", "board"))[1]
        day = timezone.localtime(due).date()
        found.append(
            Dated(
                day,
                title,
                drawing,
                numbered("work:task", pk),
                state=state,
                moves=moves,
                note=_("task"),
                campaign=campaign,
                rank=7,
            )
        )
    return found


@cache
def register() -> None:
    for key, label, find, is_mark in (
        ("activities", gettext_lazy("Activities and events"), activities, False),
        ("contents", gettext_lazy("Contents"), contents, False),
        ("campaigns", gettext_lazy("Campaigns"), campaigns, False),
        ("embargoes", gettext_lazy("Embargoes"), embargoes, True),
        ("milestones", gettext_lazy("Milestones"), milestones, True),
        ("releases", gettext_lazy("Promises of others"), releases, True),
        ("tasks", gettext_lazy("Tasks"), tasks, False),
    ):
        SOURCES[key] = Source(label, find, is_usual=key != "tasks", is_mark=is_mark)
