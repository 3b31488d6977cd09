"""Tasks as a list: the house's table."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regie.lib import dates
from regie.ui.tables import Column, Filter, Table
from regie.work.models import Run, Task


def _people(letter: str):
    def names(row: Any) -> str:
        return ", ".join(str(duty.person) for duty in row.duties.all() if duty.letter == letter and duty.person)

    return names


def _due(row: Any) -> str:
    return dates.day(row.due_at.date(), (get_language() or "en")[:2], "short") if row.due_at else ""


def _of_due(rows: Any, value: str) -> Any:
    from regie.work.views.boards import chosen

    return chosen(rows, {"due": value})


def _state(rows: Any, value: str) -> Any:
    return rows.open() if value == "open" else rows.filter(status=value)


class Tasks(Table):
    name = "work.tasks"
    title = _("Tasks")
    columns = [
        Column("title", _("Task"), sort="title", link=lambda row: row.get_absolute_url(), is_head=True),
        Column("status", _("Status"), value=lambda row: row.get_status_display(), sort="status"),
        Column("responsible", "R", value=_people("R")),
        Column("accountable", "A", value=_people("A")),
        Column("campaign", _("Campaign"), sort="campaign"),
        Column("run", _("Run"), value=lambda row: row.run.title if row.run_id else ""),
        Column("due", _("Due"), value="due_at", draw=_due, sort="due_at"),
        Column("estimate", _("Hours"), value="estimate", is_number=True, sort="estimate"),
    ]
    filters = [
        Filter("status", _("Status"), choices=[("open", _("open")), *Task.Status.choices], apply=_state),
        Filter(
            "due", _("Due"), choices=[("late", _("late")), ("week", _("within a week")), ("none", _("no date"))], apply=_of_due
        ),
    ]


def _run_state(rows: Any, value: str) -> Any:
    return rows.under_way() if value == "under_way" else rows.filter(ending=value)


class Runs(Table):
    name = "work.runs"
    title = _("Runs")
    columns = [
        Column("title", _("Run"), sort="title", link=lambda row: row.get_absolute_url(), is_head=True),
        Column("workflow", _("Workflow"), value=lambda row: str(row.version.workflow), sort="version__workflow__name"),
        Column("campaign", _("Campaign"), sort="campaign"),
        Column("started_at", _("Begun"), draw=lambda row: _day(row.started_at.date()), sort="started_at"),
        Column("due_on", _("Due"), draw=lambda row: _day(row.due_on), sort="due_on"),
        Column("state", _("State"), value=lambda row: row.get_ending_display() if row.ending else _("under way")),
    ]
    filters = [
        Filter("state", _("State"), choices=[("under_way", _("under way")), *Run.Ending.choices], apply=_run_state),
    ]


def _day(day: Any) -> str:
    return dates.day(day, (get_language() or "en")[:2], "short") if day else ""
