"""The one permission door: who may do what. A right that no room declares is denied.

A room declares its rights in its own `rules.py` (django-rules finds it), with the words of the page "who may what":

    rights.declare("metrics.confirm_threshold", rights.is_member, _("Confirm a threshold"))

A view asks with `@rights.needs("metrics.confirm_threshold")`; a template with `{% may "metrics.confirm_threshold" %}`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import rules
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _


@rules.predicate
def is_signed_in(person) -> bool:
    return bool(person and person.is_authenticated and person.is_active)


@rules.predicate
def is_lead(person) -> bool:
    return bool(is_signed_in(person) and person.is_lead)


@rules.predicate
def is_member(person) -> bool:
    return bool(is_signed_in(person) and person.is_member)


@rules.predicate
def is_delegator(person) -> bool:
    return bool(is_signed_in(person) and person.is_delegator)


@rules.predicate
def is_inside(person) -> bool:
    """The team and the delegator: those who read the whole department."""
    return bool(is_member(person) or is_delegator(person))


LABELS: dict[str, Any] = {}  # right -> what it allows, a lazy phrase; in the order of declaration


def declare(right: str, predicate: Any, label: Any) -> None:
    """`right` is given to whom `predicate` names; `label` tells people so."""
    rules.set_perm(right, predicate)
    LABELS[right] = label


def needs(right: str) -> Callable:
    """A view that only those who hold `right` may call; others get 403, a stranger the door."""

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.has_perm(right):
                raise PermissionDenied(
                    _("It takes the right to: %(right)s. A lead of the domain gives rights: ask one if you need it.")
                    % {"right": _lowered(str(LABELS.get(right, right)))}
                )
            return view(request, *args, **kwargs)

        return guarded

    return wrap


def _lowered(phrase: str) -> str:
    return phrase[:1].lower() + phrase[1:]
