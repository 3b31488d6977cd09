"""What an outsider's link may open: each room registers its acts in `ready()`, nothing else can be opened.

    links.register("reviews.read_minutes", _("read the minutes"), view=minutes_by_link, may_give=may_hand_on)

`view(request, link)` gives the one page for `link.subject`; it gets POST too when the act is to answer.
A page offers a link with `{% offer_link "reviews.read_minutes" review %}`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase


@dataclass(frozen=True)
class Act:
    key: str
    label: Any  # a lazy verb phrase: "read the minutes"
    view: Callable[[HttpRequest, Any], HttpResponseBase]
    may_give: Callable[[Any, Any], bool]
    icon: str = "link"
    is_for_many: bool = False  # a whole room may come at once, from one address
    keeps_no_trace: Callable[[Any], bool] = lambda thing: False  # nothing is kept of who opens it, nor when, nor how often


ACTS: dict[str, Act] = {}


def register(
    key: str,
    label: Any,
    *,
    view: Callable[[HttpRequest, Any], HttpResponseBase],
    may_give: Callable[[Any, Any], bool] = lambda person, thing: person.is_member,
    icon: str = "link",
    is_for_many: bool = False,
    keeps_no_trace: Callable[[Any], bool] = lambda thing: False,
) -> None:
    ACTS[key] = Act(key, label, view, may_give, icon, is_for_many, keeps_no_trace)
