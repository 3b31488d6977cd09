"""Numbers that every page asks anew: the words of the question are kept for some minutes, the answer never.

Django writes the SQL of a question each time it is asked, which costs a page far more than the database's answer.

    counting.number(("metrics.open", *who(person)), lambda: Breach.objects.visible_to(person).open())
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

MOST = 2_000  # questions
SOME_MINUTES = 600  # seconds: a question that says "now" is written anew after that; one that says "today", with the day
_KEPT: dict[Hashable, tuple[tuple, str, tuple]] = {}


def who(person: Any) -> tuple:
    """What of a person decides which rows they may see, and so how a question about them reads."""
    return person.pk, person.is_active, person.standing, person.domain_id


def number(key: Hashable, rows: Callable[[], QuerySet]) -> int:
    """How many rows there are; one query. Whatever `rows` reads but the clock stands in `key`."""
    found = row(key, rows, counted=True)
    return found[0] if found else 0


def row(key: Hashable, rows: Callable[[], QuerySet], counted: bool = False) -> tuple | None:
    """The first row of `rows`, a question for values; one query."""
    moment = timezone.localdate(), int(timezone.now().timestamp() // SOME_MINUTES)
    kept = _KEPT.get(key)
    if kept is None or kept[0] != moment:
        if len(_KEPT) >= MOST:
            _KEPT.clear()
        kept = _KEPT[key] = (moment, *_written(rows(), counted))
    _moment, sql, values = kept
    if not sql:
        return None
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


def _written(rows: QuerySet, counted: bool) -> tuple[str, tuple]:
    try:
        sql, values = (rows.order_by().values("pk") if counted else rows).query.sql_with_params()
    except EmptyResultSet:
        return "", ()
    return f"SELECT COUNT(*) FROM ({sql}) counted" if counted else sql, tuple(values)  # noqa: S608 - Django's own SQL
