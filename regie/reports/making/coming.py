"""What comes next: the plan of the quarter that follows, day by day, and the money laid aside for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from regie.lib.text import shorten
from regie.objectives.models import Objective
from regie.plan.models import Activity, Campaign, Milestone
from regie.plan.reading.money import Money, totals
from regie.reports.making import parts
from regie.reports.making.frame import Frame
from regie.reports.making.parts import Section, cell
from regie.reviews.models import FollowUp


@dataclass
class Coming:
    rows: list[tuple[date, str, str, Any, str]] = field(default_factory=list)  # day, what, kind, thing, who
    campaigns: list[Campaign] = field(default_factory=list)
    due: list[Objective] = field(default_factory=list)
    activities: int = 0
    money: Money = field(default_factory=Money)


def coming(frame: Frame) -> Coming:
    """Nine queries."""
    following = frame.quarter.next
    first, last = following.start, following.end
    made = Coming(money=sum(totals("envelope", first, last).values(), Money()))
    made.campaigns = list(
        Campaign.objects.open()
        .filter(starts_on__gte=first, starts_on__lte=last)
        .select_related("owner")
        .order_by("starts_on", "pk")
    )
    due = Objective.objects.adopted().filter(due_on__gte=first, due_on__lte=last, ended_at=None)
    made.due = list(due.select_related("owner").order_by("due_on", "pk"))
    made.activities = Activity.objects.open().filter(starts_on__gte=first, starts_on__lte=last).count()
    for each in made.campaigns:
        made.rows.append((each.starts_on, each.name, _("campaign begins"), each, str(each.owner or "—")))
    for goal in made.due:
        made.rows.append((goal.due_on, goal.text, _("objective is due"), goal, str(goal.owner or "—")))
    for day in Milestone.objects.filter(on__gte=first, on__lte=last).order_by("on", "pk"):
        made.rows.append((day.on, day.name, str(day.get_kind_display()), day, "—"))
    follow_ups = FollowUp.objects.open().filter(by_when__gte=first, by_when__lte=last, given_at__lte=frame.at)
    for given in follow_ups.select_related("who", "review").order_by("by_when", "pk")[:8]:
        made.rows.append((given.by_when, given.what, _("follow-up of a review"), given, str(given.who or "—")))
    made.rows.sort(key=lambda row: row[0])
    return made


def section(frame: Frame, made: Coming) -> Section:
    heads = [(pgettext("column", "When"), False), (pgettext("column", "What"), False), (pgettext("column", "Who"), False)]
    rows = [
        [cell(frame.day(day)), cell(shorten(what, 160), url=parts.of(thing), sub=kind), cell(who)]
        for day, what, kind, thing, who in made.rows
    ]
    table = parts.table("coming", _("The quarter that follows, day by day"), heads, rows, parts.address("plan:calendar"))
    return Section(_draft(frame, made), [table])


def _draft(frame: Frame, made: Coming) -> str:
    said = []
    if made.campaigns:
        names = parts.listed([each.name for each in made.campaigns[:3]])
        facts = {"count": parts.in_words(len(made.campaigns)), "names": names}
        said.append(
            ngettext("One campaign begins: %(names)s.", "%(count)s campaigns begin, first of all %(names)s.", len(made.campaigns))
            % facts
        )
    if made.activities:
        planned = ngettext("%(count)s activity is planned.", "%(count)s activities are planned.", made.activities)
        said.append(planned % {"count": parts.in_words(made.activities)})
    if made.due:
        facts = {"count": parts.in_words(len(made.due))}
        said.append(ngettext("%(count)s objective is due.", "%(count)s objectives are due.", len(made.due)) % facts)
    if made.money.planned:
        said.append(_("%(amount)s are planned.") % {"amount": frame.money(made.money.planned)})
    if not said:
        return _("Nothing of the quarter that follows is written down yet.")
    return parts.joined(*(parts.sentence(each) for each in said))
