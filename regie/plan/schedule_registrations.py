"""What the calendar of the plan tells the house: what is dated, sentences of milestones, what the palette finds."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.journal import verbs as journal
from regie.plan.dated import own
from regie.plan.models import Activity, Milestone
from regie.ui import palette, verbs
from regie.ui.palette import Found


def _find(person: Any, sought: str) -> list[Found]:
    """Activities still open first, then milestones. Two queries."""
    rows = Activity.objects.visible_to(person).filter(name__icontains=sought).select_related("campaign")
    found = [
        Found(row.name, row.get_absolute_url(), "plan", _("Plan, %(campaign)s") % {"campaign": row.campaign})
        for row in rows.order_by(F("closed_at").desc(nulls_first=True), "starts_on", "pk")[:6]
    ]
    if person.is_member:
        dates = Milestone.objects.visible_to(person).filter(name__icontains=sought).order_by("-on")[:3]
        found += [Found(row.name, row.get_absolute_url(), "flag", _("Plan, milestones")) for row in dates]
    return found


def register() -> None:
    own.register()
    palette.register("plan.activities", _find)
    journal.register("plan.milestone_noted", gettext_lazy("%(actor)s noted the milestone %(subject)s"), icon="flag")
    journal.register("plan.milestone_edited", gettext_lazy("%(actor)s changed the milestone %(subject)s"), icon="edit")
    journal.register("plan.milestone_erased", gettext_lazy("%(actor)s erased the milestone %(subject)s"), icon="erase")
    verbs.register(
        verbs.Verb(
            "plan.milestone", gettext_lazy("Note a milestone"), "plan:milestone_new", icon="flag", place=gettext_lazy("Plan"), order=38,
            visible=lambda person: person.is_member,
        )
    )  # fmt: skip
