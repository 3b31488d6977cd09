"""Requests and awaited deliveries as lists: the house's table, for the team and for whoever asked."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from regie.lib import dates
from regie.ui.tables import Column, Filter, Table
from regie.ui.templatetags.ui import state
from regie.work import campaigns
from regie.work.models import Request


def _said(day: Any) -> str:
    return dates.day(day, (get_language() or "en")[:2], "short") if day else ""


def _state(rows: Any, value: str) -> Any:
    if value == "open":
        return rows.open()
    return rows.late() if value == "late" else rows.filter(status=value)


def _standing(row: Any) -> str:
    word = row.get_status_display()
    return f"{word}, {_('late')}" if row.is_late else word


SIGNS = {"asked": "wait", "accepted": "wait", "under_way": "wait", "delivered": "watch", "received": "good"}


def _drawn(row: Any) -> Any:
    """Delivered: it waits for the word of whoever asked."""
    return state("breach" if row.is_late else SIGNS.get(row.status, ""), _standing(row))


class Requests(Table):
    name = "work.requests"
    title = _("Requests")
    columns = [
        Column("title", _("Request"), sort="title", link=lambda row: row.get_absolute_url(), is_head=True),
        Column("offer", _("Form"), value=lambda row: row.offer.name, sort="offer__name"),
        Column("domain", pgettext_lazy("origin", "From"), value=lambda row: str(row.domain or ""), sort="domain__name"),
        Column("asked_by", _("Asked by"), value=lambda row: str(row.asked_by or ""), sort="asked_by__name"),
        Column("asked_at", _("Asked"), draw=lambda row: _said(timezone.localtime(row.asked_at).date()), sort="asked_at"),
        Column("promised_on", _("Promised for"), draw=lambda row: _said(row.promised_on), sort="promised_on"),
        Column("status", _("State"), value=_standing, draw=_drawn, sort="status"),
        Column("stars", _("Stars"), is_number=True, sort="stars"),
    ]
    filters = [
        Filter(
            "state",
            _("State"),
            choices=[("open", pgettext_lazy("requests", "open")), ("late", _("late")), *Request.Status.choices],
            apply=_state,
        ),
    ]
    search = ("title", "offer__name")
    order = "-asked_at"
    empty = _("Nothing was asked yet. What other departments ask of marketing stands here, with what they were promised.")
    example = (
        _("An example"),
        _("Request"), _("Sales sheet for fleets"),
        _("Asked by"), _("Sales"),
        _("Promised for"), _("ten working days from the day it was asked"),
    )  # fmt: skip


def _awaited(rows: Any, value: str) -> Any:
    if value == "late":
        return rows.late()
    if value == "delivered":
        return rows.exclude(delivered_at=None)
    if value == "unpromised":
        return rows.unpromised()
    return rows.open()


def state_of(row: Any) -> Any:
    if row.delivered_at:
        return _("delivered")
    if row.dropped_at:
        return _("no longer awaited")
    if row.is_late:
        return _("late")
    return _("promised") if row.promised_on else _("no day promised")


def _awaited_sign(row: Any) -> Any:
    kind = (
        "good"
        if row.delivered_at
        else ""
        if row.dropped_at
        else "breach"
        if row.is_late
        else "wait"
        if row.promised_on
        else "watch"
    )
    return state(kind, state_of(row))


class Deliveries(Table):
    name = "work.deliveries"
    title = _("Awaited from others")
    columns = [
        Column("what", _("What"), sort="what", link=lambda row: row.get_absolute_url(), is_head=True),
        Column("domain", _("From whom"), value=lambda row: str(row.domain), sort="domain__name"),
        Column("needed_on", _("Needed by"), draw=lambda row: _said(row.needed_on), sort="needed_on"),
        Column("promised_on", _("Promised for"), draw=lambda row: _said(row.promised_on), sort="promised_on"),
        Column("holds", _("Tasks that wait"), value=lambda row: row.held or "", is_number=True),
        Column("campaign", _("Campaign"), draw=lambda row: campaigns.link(row.campaign), sort="campaign"),
        Column("state", _("State"), value=state_of, draw=_awaited_sign),
    ]
    filters = [
        Filter(
            "state",
            _("State"),
            choices=[
                ("open", pgettext_lazy("requests", "open")),
                ("late", _("late")),
                ("unpromised", _("no day promised")),
                ("delivered", _("delivered")),
            ],
            apply=_awaited,
        ),
    ]
    search = ("what", "domain__name", "campaign")
    order = "needed_on"
    empty = _("What marketing needs from other departments stands here, with the day it was promised and what it holds up.")
    example = (
        _("An example"),
        _("What we wait for"), _("Measured range and weights"),
        _("Department"), _("Product"),
        _("Holds up"), _("the product page, and what follows it"),
    )  # fmt: skip
