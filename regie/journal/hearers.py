"""Who hears of a comment besides those whom it names: each room says it of its own things.

    hearers.register(Request, lambda request: [request.asked_by, *request.holders()])

Only who may see the thing hears of it, and nobody of their own words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

HEARERS: dict[str, Callable[[Any], Iterable[Any]]] = {}


def register(model: type[models.Model], who: Callable[[Any], Iterable[Any]]) -> None:
    HEARERS[model._meta.label_lower] = who


def of(thing: models.Model | None) -> list[Any]:
    """Those of them who are still here."""
    who = HEARERS.get(thing._meta.label_lower) if thing is not None else None
    return [person for person in who(thing) if person is not None and person.is_active] if who else []
