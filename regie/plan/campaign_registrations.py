"""What campaigns tell the house: verbs, what the palette finds, who hears and reads, marks on metrics, where their names lead."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from regie.journal import hearers
from regie.journal.models import file as files
from regie.metrics import marks
from regie.plan.models import Activity, Campaign, Enclosed
from regie.plan.sentences.campaigns import team_of
from regie.ui import palette, verbs
from regie.work import campaigns as labels

MOST_MARKS = 12


def register() -> None:
    verbs.register(
        verbs.Verb(
            "plan.campaign", gettext_lazy("Prepare a campaign"), "plan:campaign_new", icon="plan", place=gettext_lazy("Plan"),
            keys="C P", order=18, visible=lambda person: person.is_member,
        )
    )  # fmt: skip
    palette.register("plan.campaigns", find)
    hearers.register(Campaign, team_of)
    hearers.register(Activity, lambda activity: [activity.owner, activity.campaign.owner])
    files.READERS["plan"] = readers
    marks.MARKS["plan"] = marks_of
    labels.ADDRESSES["plan"] = address_of


def find(person: Any, sought: str) -> list[palette.Found]:
    """Campaigns that are open first, then activities. Two queries."""
    ended_last = Case(When(status="ended", then=Value(1)), default=Value(0), output_field=IntegerField())
    rows = Campaign.objects.visible_to(person).filter(name__icontains=sought).order_by(ended_last, "-starts_on", "pk")
    found = [palette.Found(row.name, row.get_absolute_url(), "plan", _("Plan, campaigns")) for row in rows[:5]]
    activities = Activity.objects.visible_to(person).filter(name__icontains=sought).exclude(status="dropped")
    found += [
        palette.Found(row.name, row.get_absolute_url(), row.channel.icon, row.campaign.name)
        for row in activities.select_related("campaign", "channel").order_by("-starts_on", "pk")[:5]
    ]
    return found


def readers(person: Any) -> Q:
    """Who sees a campaign reads its files."""
    if not person.is_authenticated:
        return Q(pk__in=[])
    return Q(pk__in=Enclosed.objects.filter(campaign__in=Campaign.objects.visible_to(person)).values("file"))


def marks_of(metric: Any, first: date, last: date) -> list[marks.Mark]:
    """Launches and ends of campaigns that the metric judges, or whose objectives it judges. 1 query."""
    rows = Campaign.objects.exclude(launched_at=None).filter(launched_at__date__lte=last)
    rows = rows.filter(Q(ended_at=None) | Q(ended_at__date__gte=first)).filter(
        Q(targets__metric=metric) | Q(objectives__metric=metric)
    )
    found = []
    for each in rows.distinct().order_by("-launched_at")[:MOST_MARKS]:
        for moment, words in (
            (each.launched_at, pgettext("campaign", "Launch: %(name)s")),
            (each.ended_at, pgettext("campaign", "End: %(name)s")),
        ):
            day = timezone.localtime(moment).date() if moment else None
            if day and first <= day <= last:
                found.append(marks.Mark(day, words % {"name": each.name}, "campaign", each.get_absolute_url()))
    return found


def address_of(name: str) -> str:
    return f"{reverse('plan:campaign_named')}?{urlencode({'name': name})}"
