"""The passages on both sides of the plan: whether each objective has something done for it, and whether what is planned can go out."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from regie.desk.passage import Passage
from regie.lib import dates
from regie.metrics import words
from regie.metrics.models import State
from regie.objectives.models import Audience, Objective
from regie.plan.budget import pace
from regie.plan.models import Activity, Campaign, Envelope, Refusal

SOON = timedelta(days=21)  # an activity that begins so soon has its work begun, or its owner knows why not


def planned(person) -> str:
    """For the station: “17 activities”."""
    count = Activity.objects.visible_to(person).open().count()
    return ngettext("%(count)s activity", "%(count)s activities", count) % {"count": count}


def objectives_to_plan(person, start: str, end: str) -> Passage:
    """Four queries."""
    open_ones = Activity.objects.visible_to(person).open().exclude(campaign__status=Campaign.Status.ENDED)
    served = Exists(open_ones.filter(objective=OuterRef("pk")))
    adopted = list(Objective.objects.visible_to(person).adopted().annotate(is_served=served))
    if not adopted:
        nothing = gettext("No adopted objective to plan for.")
        return Passage(start, end, State.WAIT, "—", nothing, reverse("objectives:index"), gettext("See the objectives"))
    if not open_ones.exists():
        nothing = gettext("Nothing is planned yet.")
        return Passage(start, end, State.WAIT, "—", nothing, reverse("plan:campaigns"), gettext("Prepare a campaign"))
    alone = [each for each in adopted if not each.is_served]
    spoken_to = Exists(open_ones.filter(audience=OuterRef("pk")))
    unspoken = list(Audience.objects.visible_to(person).in_use().exclude(spoken_to)[:3])
    figure = gettext("%(good)s of %(all)s") % {"good": len(adopted) - len(alone), "all": len(adopted)}
    said = []
    if alone:
        said.append(
            ngettext("One objective has no activity.", "%(count)s objectives have no activity.", len(alone))
            % {"count": len(alone)}
        )
    if unspoken:
        said.append(gettext("Nobody speaks to %(names)s.") % {"names": ", ".join(map(str, unspoken))})
    if said:
        return Passage(start, end, State.WATCH, figure, " ".join(said), reverse("plan:index"), gettext("See the plan"))
    return Passage(start, end, State.GOOD, figure, gettext("Each objective has its activities, and each audience is spoken to."))


def plan_to_work(person, start: str, end: str) -> Passage | None:
    """Money that runs out, gates that refused, activities without work: the loudest, or none. About eight queries."""
    today = timezone.localdate()
    campaigns = Campaign.objects.visible_to(person).open()
    running = campaigns.filter(status=Campaign.Status.RUNNING).count()
    figure = ngettext("%(count)s campaign running", "%(count)s campaigns running", running) % {"count": running}
    short = _short(person, today)
    if short is not None:
        envelope, day = short
        facts = {"envelope": envelope.name, "day": dates.day(day, words.language(), "short", today)}
        text = gettext("At this rate “%(envelope)s” ends on %(day)s.") % facts
        return Passage(start, end, State.WATCH, figure, text, reverse("plan:budget"), gettext("See the budget"))
    refused = Refusal.objects.filter(campaign__in=campaigns.filter(launched_at=None)).select_related("campaign").first()
    if refused is not None:
        text = gettext("The launch of %(campaign)s was refused: a gate is closed.") % {"campaign": refused.campaign}
        url = reverse("plan:campaign_gates", args=[refused.campaign_id])
        return Passage(start, end, State.WATCH, figure, text, url, gettext("See the gates"))
    bare = _without_work(person, today)
    if bare:
        text = ngettext(
            "One activity begins within three weeks and has no work begun.",
            "%(count)s activities begin within three weeks and have no work begun.",
            bare,
        ) % {"count": bare}
        return Passage(start, end, State.WATCH, figure, text, reverse("plan:timeline"), gettext("See the timeline"))
    return None


def _short(person, today):
    """The whole envelope under way that ends first before its last day, and when."""
    rows = list(Envelope.objects.visible_to(person).on(today).filter(parent=None))
    paces = pace.of(rows, today)
    found = [(each, known.ends_on) for each in rows if (known := paces.get(each.pk)) and known.ends_on]
    return min(found, key=lambda pair: pair[1]) if found else None


def _without_work(person, today) -> int:
    rows = Activity.objects.visible_to(person).filter(status=Activity.Status.PLANNED, starts_on__range=(today, today + SOON))
    return rows.filter(Q(run=None), tasks=None).count()
