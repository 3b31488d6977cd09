"""What the command palette finds of channels: by the name that the reader sees, and by what figures call them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from regie.lib.text import plain
from regie.plan.models import Arena, Channel
from regie.ui import palette
from regie.ui.palette import Found

MOST = 5


def register() -> None:
    palette.register("plan.channels", find)


def find(person: Any, sought: str) -> list[Found]:
    """Two queries: the names of channels that are there from the start are in no column."""
    needle = plain(sought)
    channels = [
        each
        for each in Channel.objects.visible_to(person).in_use()
        if any(needle in plain(name) for name in (str(each), *each.called))
    ]
    found = [Found(str(each), each.get_absolute_url(), each.icon, _("Plan, channels")) for each in channels[:MOST]]
    arenas = Arena.objects.visible_to(person).filter(name__icontains=sought)[:MOST]
    return found + [
        Found(each.name, reverse("plan:arena", args=[each.pk]), "speech", _("Plan, share of voice")) for each in arenas
    ]
