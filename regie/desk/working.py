"""What waits for a person of the work: decisions, gates, opinions, tasks nobody touches; and the tasks that are theirs to do."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext

from regie.desk import waiting
from regie.desk.rows import Due, Other, Waiting
from regie.metrics import words
from regie.work.reading import days
from regie.work.standing_in import away_until
from regie.work.templatetags.standing_in import in_place_of


def lines(person: Any, today: date) -> list[Waiting]:
    """Five queries. A second button leads to the page too, where something must be read or said first."""
    found, away = [], away_until()
    for verdict in days.decisions_asked(person):
        approval = verdict.stage.approval
        meta = gettext("%(who)s asks for your decision, round %(round)s") % {
            "who": approval.asked_by or "Régie",
            "round": approval.round,
        }
        meta = _in_place_of(meta, verdict.instead_of, away)
        if verdict.stage.due_at:
            meta += " · " + _until(verdict.stage.due_at, today)
        address = approval.get_absolute_url()
        found.append(
            Waiting(str(approval), meta, address, gettext("Decide"), Other(gettext("Ask for changes"), f"{address}#reason"))
        )
    for task in waiting.at_my_gate(person).prefetch_related("duties__instead_of")[: waiting.MOST_WORK]:
        meta = gettext("Submitted: you are accountable for it")
        mine = next((duty for duty in task.duties.all() if duty.letter == "A" and duty.person_id == person.pk), None)
        meta, address = _in_place_of(meta, mine and mine.instead_of, away), task.get_absolute_url()
        found.append(Waiting(str(task), meta, address, gettext("Look"), Other(gettext("Send back"), f"{address}#return")))
    for opinion in waiting.opinions(person).select_related("task").order_by("due_at")[: waiting.MOST_WORK]:
        silent = Other(gettext("No remark"), reverse("work:task_opinion", args=[opinion.task_id]), is_posted=True)
        meta = gettext("You are consulted: answer by %(day)s") % {"day": _day(opinion.due_at, today)}
        found.append(Waiting(str(opinion.task), meta, f"{opinion.task.get_absolute_url()}#opinion", gettext("Answer"), silent))
    return found


def quiet_lines(person: Any) -> list[Waiting]:
    found = []
    for task in waiting.quiet(person).order_by("touched_at", "pk")[: waiting.MOST_QUIET]:
        since = (timezone.now() - task.touched_at).days
        meta = ngettext(
            "Untouched for %(days)s day: does it still matter?", "Untouched for %(days)s days: does it still matter?", since
        )
        still = Other(gettext("It still matters"), reverse("work:task_touch", args=[task.pk]), is_posted=True)
        found.append(Waiting(str(task), meta % {"days": since}, task.get_absolute_url(), gettext("Look"), still))
    return found


def dues(person: Any) -> list[Due]:
    """Tasks that are one's to do, put off ones aside, and those done today. One that others answer for is finished on its page."""
    found = []
    for task in days.tasks_of(person):
        day = timezone.localtime(task.due_at).date() if task.due_at else None
        simple = task.kind == "step" and len(task.ways) < 2 and task.blocked_at is None
        act = "task_reopening" if task.ended_at else "task_submission"
        is_here = not task.run_id if task.ended_at else simple
        found.append(
            Due(
                f"task-{task.pk}", task.title, _source(task, person), day, task.is_late, task.ended_at is not None,
                task.get_absolute_url(), task.made_by, reverse(f"work:{act}", args=[task.pk]) if is_here else "", task.ended_at,
            )
        )  # fmt: skip
    return sorted(found, key=lambda due: (due.is_done, due.by_when is None, due.by_when or date.max))


def _source(task: Any, person: Any) -> str:
    """In whose place first: what a narrow line cuts off is the run."""
    mine = next((duty for duty in task.duties.all() if duty.letter == "R" and duty.person_id == person.pk), None)
    said = task.run.title if task.run_id else task.campaign
    return " · ".join(
        filter(None, [gettext("for %(name)s") % {"name": mine.instead_of} if mine and mine.instead_of else "", said])
    )


def _in_place_of(said: str, whose: Any, away: dict) -> str:
    return " · ".join(filter(None, [said, in_place_of(whose, away) if whose else ""]))


def _until(moment: Any, today: date) -> str:
    return pgettext("deadline", "by %(day)s") % {"day": _day(moment, today)}


def _day(moment: Any, today: date) -> str:
    return words.dates.day(timezone.localtime(moment).date(), words.language(), "weekday", today)
