"""Tasks as a list: the house's table."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from regie.lib import dates, numbers
from regie.lib.text import shorten
from regie.people.models import Person
from regie.ui.tables import Bulk, Column, Filter, Table
from regie.work import campaigns, channels, choosing
from regie.work.models import Run, Task


def _people(letter: str):
    def names(row: Any) -> str:
        return ", ".join(str(duty.person) for duty in row.duties.all() if duty.letter == letter and duty.person)

    return names


def _due(row: Any) -> str:
    return _day(timezone.localtime(row.due_at).date()) if row.due_at else ""


def _hours(row: Any) -> str:
    return numbers.number(row.estimate, (get_language() or "en")[:2]) if row.estimate is not None else ""


def _asks(key: str):
    return lambda rows, value: choosing.chosen(rows, {key: value})


def _team(_request: Any) -> list[tuple[str, str]]:
    return [(str(person.pk), str(person)) for person in Person.objects.team().order_by("name")]


def _campaigns(request: Any) -> list[tuple[str, str]]:
    names = Task.objects.visible_to(request.user).exclude(campaign="").order_by("campaign")
    return [(name, name) for name in names.values_list("campaign", flat=True).distinct()[:60]]


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
        Column("campaign", _("Campaign"), draw=lambda row: campaigns.link(row.campaign), sort="campaign"),
        Column("run", pgettext_lazy("noun", "Run"), value=lambda row: row.run.title if row.run_id else ""),
        Column("due", _("Due"), value="due_at", draw=_due, sort="due_at"),
        Column("estimate", _("Hours"), value="estimate", draw=_hours, is_number=True, sort="estimate"),
    ]
    filters = [
        Filter("status", _("Status"), choices=[("open", pgettext_lazy("tasks", "open")), *Task.Status.choices], apply=_state),
        Filter("person", _("Person"), choices=_team, apply=_asks("person")),
        Filter("channel", _("Kind of work"), choices=channels.choices()[1:], apply=_asks("channel")),
        Filter("due", _("Due"), choices=choosing.DUES, apply=_asks("due")),
        Filter("campaign", _("Campaign"), choices=_campaigns, apply=_asks("campaign")),
    ]
    search = ["title", "run__title", "campaign"]
    empty = _("Tasks stand here once somebody makes one or starts a run.")

    @property
    def bulk(self) -> list[Bulk]:  # type: ignore[override]
        if not self.request.user.is_member:
            return []
        many = reverse("work:tasks_many")
        return [Bulk(_("Change…"), many), Bulk(pgettext_lazy("task", "Drop…"), f"{many}?act=drop")]


def _run_state(rows: Any, value: str) -> Any:
    return rows.under_way() if value == "under_way" else rows.filter(ending=value)


class Runs(Table):
    name = "work.runs"
    title = _("Runs")
    empty = _("A run follows a workflow from its first step to its last, with dates and people.")
    example = (
        _("An example"),
        _("Workflow"), _("An e-mail, from brief to sending"),
        _("Campaign"), _("Spring newsletter"),
        _("Now at"), _("Legal check, due tomorrow"),
    )  # fmt: skip
    columns = [
        Column("title", pgettext_lazy("noun", "Run"), sort="title", link=lambda row: row.get_absolute_url(), is_head=True),
        Column("workflow", _("Workflow"), value=lambda row: str(row.version.workflow), sort="version__workflow__name"),
        Column("campaign", _("Campaign"), draw=lambda row: campaigns.link(row.campaign), sort="campaign"),
        Column("started_at", _("Begun"), draw=lambda row: _day(timezone.localdate(row.started_at)), sort="started_at"),
        Column("due_on", _("Due"), draw=lambda row: _day(row.due_on), sort="due_on"),
        Column("state", _("State"), value=lambda row: row.get_ending_display() if row.ending else _("under way")),
    ]
    filters = [
        Filter("state", _("State"), choices=[("under_way", _("under way")), *Run.Ending.choices], apply=_run_state),
    ]


def _day(day: Any) -> str:
    """On one line, however narrow its column."""
    said = dates.day(day, (get_language() or "en")[:2], "short", timezone.localdate()) if day else ""
    return said.replace(" ", "\N{NO-BREAK SPACE}")


class Workflows(Table):
    """Of `reading.workflows.Card`."""

    name = "work.workflows"
    title = _("Workflows")
    columns = [
        Column(
            "name", _("Workflow"), value="workflow.name", sort="workflow.name", link=lambda row: row.workflow.get_absolute_url(), is_head=True
        ),
        Column("purpose", _("What it is for"), value="workflow.purpose", draw=lambda row: format_html('<span class="table__text">{}</span>', shorten(row.workflow.purpose, 110))),
        Column("under_way", _("Runs under way"), sort="under_way", is_number=True),
        Column("median", _("Median, start to end"), sort="hours", is_number=True),
        Column("version", _("Version"), value=lambda row: _version(row), sort="number", is_number=True),
        Column("owner", _("Looked after by"), value=lambda row: str(row.workflow.owner or ""), sort="workflow.owner.name"),
    ]  # fmt: skip
    search = ["workflow.name", "workflow.purpose"]
    order = "name"


def _version(row: Any) -> str:
    if row.number is None:
        return gettext("draft")
    return gettext("%(number)d, draft begun") % {"number": row.number} if row.has_draft else str(row.number)
