"""In whose place somebody stands, and why: what a page says beside the name of a deputy."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language, gettext

from regie.lib import dates
from regie.work.standing_in import away_until

register = template.Library()


@register.simple_tag(takes_context=True)
def stands_in(context: Any, person: Any) -> str:
    """ "for Awa Ndiaye, away until 30 Nov". One query a page, however many there are."""
    away = context.render_context.get("work_away")
    if away is None:
        away = context.render_context["work_away"] = away_until()
    return in_place_of(person, away)


def in_place_of(person: Any, away: dict[int, Any]) -> str:
    if last_day := away.get(person.pk):
        day = dates.day(last_day, get_language() or "en", "short", timezone.localdate())
        return gettext("for %(name)s, away until %(day)s") % {"name": person, "day": day}
    if person.left_at:
        return gettext("for %(name)s, who has left") % {"name": person}
    return gettext("for %(name)s") % {"name": person}
