"""The lists of surveys and of workshops."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from regie.lib import dates
from regie.ui.tables import Column, Filter, Table
from regie.ui.templatetags import ui

OPEN: dict[str, dict[str, Any]] = {
    "prepared": {"opened_at": None},
    "open": {"opened_at__isnull": False, "closed_at": None},
    "closed": {"closed_at__isnull": False},
}


def _in_state(rows: QuerySet, state: str) -> QuerySet:
    return rows.filter(**OPEN[state]) if state in OPEN else rows


def _state_of(thing: Any) -> str:
    return "closed" if thing.closed_at else "open" if thing.opened_at else "prepared"


def _survey_state(survey: Any) -> str:
    said = {
        "closed": pgettext("survey", "closed"),
        "open": pgettext("survey", "open"),
        "prepared": pgettext("survey", "in preparation"),
    }
    return said[_state_of(survey)]


def _workshop_state(workshop: Any) -> str:
    if workshop.closed_at:
        return pgettext("workshop", "held")
    return str(workshop.step or "") if workshop.opened_at else pgettext("workshop", "in preparation")


def _drawn(word: Any) -> Any:
    kinds = {"closed": "good", "open": "wait", "prepared": "none"}
    return lambda thing: ui.state(kinds[_state_of(thing)], word(thing))


def _answers(survey: Any) -> str:
    if not survey.opened_at:
        return ""
    said = (
        [gettext("%(done)s of %(asked)s") % {"done": survey.answered_many, "asked": survey.asked_many}]
        if survey.asked_many
        else []
    )
    if survey.shared_many or not said:
        many = survey.shared_many
        said.append(ngettext("%(many)s by the link", "%(many)s by the link", many) % {"many": many})
    return ", ".join(said)


def _day(value: Any) -> str:
    if value is None:
        return ""
    on = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return dates.day(on, (get_language() or "en")[:2], "short")


def _moment(value: Any) -> str:
    return dates.moment(timezone.localtime(value), (get_language() or "en")[:2]) if value else ""


class Surveys(Table):
    name = "objectives.surveys"
    title = _("Surveys")
    columns = [
        Column("title", _("Survey"), sort="title", link=lambda row: row.get_absolute_url(), is_head=True),
        Column("state", _("State"), value=_survey_state, draw=_drawn(_survey_state)),
        Column("answers", _("Answers"), value=_answers),
        Column("anonymous", _("Anonymous"), value=lambda row: gettext("yes") if row.is_anonymous else ""),
        Column("closes_on", _("Until"), draw=lambda row: _day(row.closes_on), sort="closes_on"),
        Column("made_at", pgettext_lazy("survey", "Prepared"), draw=lambda row: _day(row.made_at), sort="made_at"),
    ]
    filters = [
        Filter(
            "state", _("State"), choices=[("prepared", pgettext_lazy("survey", "in preparation")), ("open", pgettext_lazy("survey", "open")), ("closed", pgettext_lazy("survey", "closed"))],
            apply=_in_state,
        )
    ]  # fmt: skip
    search = ("title",)
    order = "-made_at"
    empty = _("A survey asks everybody before the workshop, so that it begins with what they think and not with a blank wall.")
    example = (
        _("An example"),
        _("Survey"), _("Before our objectives workshop"),
        _("Who is asked"), _("the team, sales, the agency"),
        _("Answers"), _("11 of 14, anonymous"),
    )  # fmt: skip


class Workshops(Table):
    name = "objectives.workshops"
    title = _("Workshops")
    columns = [
        Column("title", _("Workshop"), sort="title", link=lambda row: row.get_absolute_url(), is_head=True),
        Column("state", _("State"), value=_workshop_state, draw=_drawn(_workshop_state)),
        Column("starts_at", _("When"), draw=lambda row: _moment(row.starts_at), sort="starts_at"),
        Column("facilitator", _("Led by"), value=lambda row: str(row.facilitator or ""), sort="facilitator__name"),
        Column("came", _("Took part"), is_number=True, sort="came"),
        Column("said", _("Ideas"), is_number=True, sort="said"),
    ]  # fmt: skip
    filters = [
        Filter(
            "state", _("State"), choices=[("prepared", pgettext_lazy("workshop", "in preparation")), ("open", pgettext_lazy("workshop", "under way")), ("closed", pgettext_lazy("workshop", "held"))],
            apply=_in_state,
        )
    ]  # fmt: skip
    search = ("title", "facilitator__name")
    order = "-starts_at"
    empty = _("Objectives that a team has found together are remembered; prepare the hour in which it finds them.")
    example = (
        _("An example"),
        _("Workshop"), _("Objectives of the coming year, two hours"),
        _("Took part"), _("twelve, three of them far away"),
        _("What came of it"), _("31 ideas, five draft objectives"),
    )  # fmt: skip
