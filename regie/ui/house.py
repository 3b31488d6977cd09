"""What the shell must be told by the rooms above it, since it knows none of them.

house.register("foot", lambda request: (organisation.name, domain.name))   # the rail's foot
house.register("unread", lambda request: 2)                                # notifications not yet read, one query
house.register("links", lambda request: [(_("Your account"), reverse("people:me"), "person")])   # the person's menu
house.NAMES["notifications"] = "journal:notifications"                      # where the bell leads
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

PARTS: dict[str, Callable[[HttpRequest], Any]] = {}
NAMES: dict[str, str] = {
    "home": "desk:day",
    "notifications": "journal:notifications",
    "sign_out": "account_logout",
    "search": "desk:search",
}


def register(part: str, provider: Callable[[HttpRequest], Any]) -> None:
    PARTS[part] = provider


def part(name: str, request: HttpRequest, default: Any = None) -> Any:
    provider = PARTS.get(name)
    return provider(request) if provider else default
