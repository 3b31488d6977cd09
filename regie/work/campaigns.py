"""Where the name of a campaign leads that tasks, runs and deliveries carry: a higher room that knows campaigns registers itself.

campaigns.ADDRESSES["plan"] = address_of            # (name) -> the address of the campaign of that name, without a query
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

ADDRESSES: dict[str, Callable[[str], str]] = {}


def address(name: str) -> str:
    """Of the campaign; without a room that knows it, of the board of what carries its name."""
    for known in ADDRESSES.values():
        return known(name)
    return f"{reverse('work:index')}?{urlencode({'campaign': name})}"


def link(name: str) -> SafeString | str:
    """For a cell of a list; nothing for no name."""
    return format_html('<a href="{}">{}</a>', address(name), name) if name else ""
