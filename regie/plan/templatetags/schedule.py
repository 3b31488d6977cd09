"""What the matrix writes for each of many activities: in one piece, each word escaped."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regie.lib.money import money
from regie.plan.reading.matrices import Cell, Matrix, Shown
from regie.plan.reading.standings import language, when
from regie.ui.addresses import numbered
from regie.ui.icons import ICONS, icon

register = template.Library()
STATES = {"none": "pending"}


@cache
def _drawn(name: str, css: str = "") -> str:
    return icon(name if name in ICONS else "megaphone", css=css)


@register.simple_tag
def activities_of(cell: Cell, matrix: Matrix) -> SafeString:
    """The activities of one cell, and the way to those it has no room for."""
    today, words, parts = timezone.localdate(), language(), []
    for each in cell.shown:
        parts.append(_activity(each, matrix, today, words))
    if cell.others:
        asked = matrix.span.asked | {"objective": cell.objective, "audience": cell.audience.key}
        said = ngettext("%(count)d other", "%(count)d others", cell.others) % {"count": cell.others}
        address = f"{reverse('plan:activities')}?{urlencode(asked)}"
        parts.append(f'<a class="link matrix__more" href="{escape(address)}">{escape(said)}</a>')
    return mark_safe("".join(parts))  # noqa: S308


def _activity(each: Shown, matrix: Matrix, today: Any, words: str) -> str:
    slip, standing = each.slip, each.standing
    channel = matrix.channels[slip.channel]
    state = standing.state
    amount = escape(money(each.money, matrix.currency, words, digits=0)) if each.money else ""
    held = f'<span class="activity__held">{escape(standing.held)}</span>' if standing.held else ""
    return (
        f'<a class="activity" data-state="{state}" data-row href="{numbered("plan:activity", slip.pk)}">'
        f'{_drawn(channel.icon)}<span class="visually-hidden">{escape(_name(channel))}</span>'
        f'<span class="activity__name">{escape(slip.name)}</span>'
        f"{_drawn(STATES.get(state, state), 'activity__state')}"
        f'<span class="visually-hidden">{escape(standing.label)}</span>'
        f'<span class="activity__terms"><span>{escape(when(slip.first, slip.last, today))}</span><span>{amount}</span></span>{held}</a>'
    )


def _name(channel: Any) -> str:
    return _("%(channel)s:") % {"channel": channel}
