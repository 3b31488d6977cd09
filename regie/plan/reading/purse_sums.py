# ruff: noqa: S608  (only the placeholders of a list of numbers are put into the SQL)
"""The sums of envelopes, line by line: one statement for any number of lines, since “not yet committed” is a line's own remainder."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

NOTHING, CENT = Decimal(0), Decimal("0.01")

_SUMS = """
SELECT {key}, COUNT(*), SUM(p.planned), SUM(p.forecast), SUM(c.promised), SUM(c.late), SUM(e.spent), SUM(e.against), SUM(
  CASE WHEN l.closed_at IS NOT NULL THEN 0
       WHEN COALESCE(p.planned, 0) > COALESCE(c.promised, 0) - COALESCE(e.against, 0) + COALESCE(e.spent, 0)
       THEN COALESCE(p.planned, 0) - COALESCE(c.promised, 0) + COALESCE(e.against, 0) - COALESCE(e.spent, 0) ELSE 0 END), SUM(
  CASE WHEN l.closed_at IS NOT NULL THEN 0
       WHEN COALESCE(p.forecast, 0) > COALESCE(c.promised, 0) - COALESCE(e.against, 0) + COALESCE(e.spent, 0)
       THEN COALESCE(p.forecast, 0) - COALESCE(c.promised, 0) + COALESCE(e.against, 0) - COALESCE(e.spent, 0) ELSE 0 END),
  SUM(CASE WHEN l.approved_at IS NULL AND l.closed_at IS NULL THEN 1 ELSE 0 END), SUM(COALESCE(c.open_ones, 0))
FROM plan_budgetline l {join}
LEFT JOIN (SELECT line_id, SUM(planned) AS planned, SUM(COALESCE(forecast, planned)) AS forecast FROM plan_portion
           WHERE line_id IN ({lines}) GROUP BY line_id) p ON p.line_id = l.id
LEFT JOIN (SELECT line_id, SUM(worth) AS promised, COUNT(*) AS open_ones,
                  SUM(CASE WHEN expected_on <= %s THEN worth ELSE 0 END) AS late FROM plan_commitment
           WHERE status = 'made' AND line_id IN ({lines}) GROUP BY line_id) c ON c.line_id = l.id
LEFT JOIN (SELECT x.line_id, SUM(x.worth) AS spent, SUM(CASE WHEN k.status = 'made' THEN x.worth ELSE 0 END) AS against
           FROM plan_expense x LEFT JOIN plan_commitment k ON k.id = x.commitment_id
           WHERE x.taken_back_at IS NULL AND x.line_id IN ({lines}) GROUP BY x.line_id) e ON e.line_id = l.id
WHERE l.envelope_id IN ({envelopes}) GROUP BY {key}
"""
_ACTIVITY = "LEFT JOIN plan_activity a ON a.id = l.activity_id"
_KEYS = {"envelope": ("l.envelope_id", ""), "cost": ("l.cost", "")} | {
    name: (f"COALESCE(l.{name}_id, a.{name}_id)", _ACTIVITY) for name in ("campaign", "channel", "audience", "objective")
}


@dataclass(frozen=True)
class Sums:
    """Of some lines. `to_come`: planned and not yet committed; `expected`: what forecasts still add to what is used; `due`: promised
    for a day that has come."""

    lines: int = 0
    planned: Decimal = NOTHING
    foreseen: Decimal = NOTHING
    committed: Decimal = NOTHING
    due: Decimal = NOTHING
    spent: Decimal = NOTHING
    to_come: Decimal = NOTHING
    expected: Decimal = NOTHING
    unapproved: int = 0
    open_commitments: int = 0

    @property
    def used(self) -> Decimal:
        return self.committed + self.spent

    @property
    def forecast(self) -> Decimal:
        return self.used + self.expected

    def __add__(self, other: Sums) -> Sums:
        return Sums(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Sums)))


def of_lines(by: str, envelopes: Collection[int], today: date) -> dict[Any, Sums]:
    """Of the lines of these envelopes, by envelope, campaign, channel, audience, objective or cost type. One query."""
    if not envelopes:
        return {}
    keys = sorted(envelopes)
    marks = ", ".join(["%s"] * len(keys))
    lines = f"SELECT id FROM plan_budgetline WHERE envelope_id IN ({marks})"
    key, join = _KEYS[by]
    with connection.cursor() as cursor:
        cursor.execute(_SUMS.format(key=key, join=join, lines=lines, envelopes=marks), [*keys, today, *keys, *keys, *keys])
        rows = cursor.fetchall()
    found = {}
    for row in rows:
        name, count, unapproved, open_ones = row[0], row[1], row[10], row[11]
        planned, foreseen, promised, late, spent, against, to_come, expected = (_exact(each) for each in row[2:10])
        committed = max(promised - against, NOTHING)
        due = max(min(late - against, committed), NOTHING)
        found[name] = Sums(
            count, planned, foreseen, committed, due, spent, to_come, expected, int(unapproved or 0), int(open_ones or 0)
        )
    return found


def by_envelope(envelopes: Collection[int]) -> dict[int, Sums]:
    """As of today. One query."""
    return of_lines("envelope", envelopes, timezone.localdate())


def _exact(value: object) -> Decimal:
    return NOTHING if value is None else Decimal(str(value)).quantize(CENT)
