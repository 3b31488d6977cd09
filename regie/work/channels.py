"""The kinds of work a card shows with an icon and a word; a task without one shows its run's workflow."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CHANNELS: dict[str, tuple[Any, str]] = {
    "email": (_("E-mail"), "mail"),
    "post": (pgettext_lazy("social", "Post"), "share"),
    "page": (pgettext_lazy("web", "Page"), "page"),
    "article": (_("Article"), "document"),
    "event": (pgettext_lazy("marketing", "Event"), "calendar"),
    "press": (_("Press"), "news"),
    "film": (_("Film"), "film"),
    "visual": (_("Visual"), "image"),
    "paid": (_("Paid media"), "megaphone"),
    "poster": (_("Poster"), "note"),
    "data": (_("Data"), "metrics"),
    "lead": (_("Leads"), "contacts"),
}


def choices() -> list[tuple[str, Any]]:
    return [("", "—"), *((key, word) for key, (word, _icon) in CHANNELS.items())]
