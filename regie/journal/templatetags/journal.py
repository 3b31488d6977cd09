"""`{% history thing %}` and `{% comments thing %}`: what happened to a thing and what people say of it, on its page."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, urlize
from django.utils.safestring import SafeString, mark_safe

from regie.journal import queries, things
from regie.journal.models import Comment, Event

register = template.Library()

_NAME = re.compile(r"(?<![\w.])@\w[\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*){0,2}")


@register.inclusion_tag("journal/history.html", takes_context=True)
def history(context: dict[str, Any], thing: Any, most: int = 8, events: Any = None) -> dict[str, Any]:
    """The newest events of `thing` with old and new values. Costs at most three queries. `events`: those of a thing whose
    events are read on the page of another, which alone lists them all."""
    found = Event.objects.about(thing) if events is None else events
    shown = list(found.select_related("actor", "subject_type")[:most])
    entries = [queries.Entry(event, queries.changes_of(event), "") for event in shown]
    words = {"thing": thing, "kind": things.kind_of(thing), "entries": entries, "has_more": events is None}
    return {**words, "request": context["request"]}


@register.inclusion_tag("journal/comments.html", takes_context=True)
def comments(context: dict[str, Any], thing: Any) -> dict[str, Any]:
    """What people say of `thing`, with a field to answer. One query for the comments with their authors."""
    words = {"thing": thing, "kind": things.kind_of(thing), "comments": Comment.objects.about(thing), "text": "", "fault": ""}
    return {**words, "request": context["request"], "csrf_token": context.get("csrf_token")}


@register.filter
def with_mentions(text: str, reader: Any = None) -> SafeString:
    """A comment as HTML: lines kept, addresses as links, whoever is named with an @ marked."""
    parts, last = [], 0
    for found in _NAME.finditer(text):
        parts.append(urlize(text[last : found.start()], nofollow=True, autoescape=True))
        you = (
            mark_safe(" data-you")
            if reader is not None and found.group()[1:].casefold().startswith(reader.get_short_name().casefold())
            else ""
        )
        parts.append(format_html('<span class="mention"{}>{}</span>', you, found.group()))
        last = found.end()
    parts.append(urlize(text[last:], nofollow=True, autoescape=True))
    return mark_safe("<br>".join("".join(str(part) for part in parts).split("\n")))  # noqa: S308 - its parts are escaped


@register.filter
def value_said(value: Any) -> Any:
    """A value of a change as people write it: dates and numbers in the reader's language."""
    from datetime import date, datetime

    from regie.ui.templatetags import ui

    if isinstance(value, datetime):
        return ui.moment(value)
    if isinstance(value, date):
        return ui.day(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return ui.number(value)
    return value


@register.filter
def room_said(room: str) -> str:
    """The name of a room in the reader's language, from its app's name."""
    from django.apps import apps

    return str(apps.get_app_config(room).verbose_name) if room in apps.app_configs else conditional_escape(room)
