# ruff: noqa: S608  (only the placeholders of a list of numbers are put into the SQL)
"""The sums of envelopes, line by line: one statement for any number of lines, since “not yet committed” is a line's own remainder."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from decimal import Decimal

from django.db import connection

NOTHING, CENT = Decimal(0), Decimal("0.01")

_SUMS = """
SELECT l.envelope_id, COUNT(*), SUM(p.planned), SUM(c.promised), SUM(e.spent), SUM(e.against), SUM(
  CASE WHEN l.closed_at IS NOT NULL THEN 0
       WHEN COALESCE(p.planned, 0) > COALESCE(c.promised, 0) - COALESCE(e.against, 0) + COALESCE(e.spent, 0)
       THEN COALESCE(p.planned, 0) - COALESCE(c.promised, 0) + COALESCE(e.against, 0) - COALESCE(e.spent, 0) ELSE 0 END), SUM(
  CASE WHEN l.closed_at IS NOT NULL THEN 0
       WHEN COALESCE(p.forecast, 0) > COALESCE(c.promised, 0) - COALESCE(e.against, 0) + COALESCE(e.spent, 0)
       THEN COALESCE(p.forecast, 0) - COALESCE(c.promised, 0) + COALESCE(e.against, 0) - COALESCE(e.spent, 0) ELSE 0 END),
  SUM(CASE WHEN l.approved_at IS NULL AND l.closed_at IS NULL THEN 1 ELSE 0 END), SUM(COALESCE(c.open_ones, 0))
FROM plan_budgetline l
LEFT JOIN (SELECT line_id, SUM(planned) AS planned, SUM(COALESCE(forecast, planned)) AS forecast FROM plan_portion
           WHERE line_id IN ({lines}) GROUP BY line_id) p ON p.line_id = l.id
LEFT JOIN (SELECT line_id, SUM(worth) AS promised, COUNT(*) AS open_ones FROM plan_commitment
           WHERE status = 'made' AND line_id IN ({lines}) GROUP BY line_id) c ON c.line_id = l.id
LEFT JOIN (SELECT x.line_id, SUM(x.worth) AS spent, SUM(CASE WHEN k.status = 'made' THEN x.worth ELSE 0 END) AS against
           FROM plan_expense x LEFT JOIN plan_commitment k ON k.id = x.commitment_id
           WHERE x.taken_back_at IS NULL AND x.line_id IN ({lines}) GROUP BY x.line_id) e ON e.line_id = l.id
WHERE l.envelope_id IN ({envelopes}) GROUP BY l.envelope_id
"""


@dataclass(frozen=True)
class Sums:
    """Of the lines of an envelope. `to_come`: planned and not yet committed; `expected`: what forecasts still add to what is used."""

    lines: int = 0
    planned: Decimal = NOTHING
    committed: Decimal = NOTHING
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


def by_envelope(envelopes: Collection[int]) -> dict[int, Sums]:
    """One query."""
    if not envelopes:
        return {}
    keys = sorted(envelopes)
    marks = ", ".join(["%s"] * len(keys))
    lines = f"SELECT id FROM plan_budgetline WHERE envelope_id IN ({marks})"
    with connection.cursor() as cursor:
        cursor.execute(_SUMS.format(lines=lines, envelopes=marks), keys * 4)
        rows = cursor.fetchall()
    found = {}
    for key, count, planned, promised, spent, against, to_come, expected, unapproved, open_ones in rows:
        committed = max(_exact(promised) - _exact(against), NOTHING)
        found[key] = Sums(
            count,
            _exact(planned),
            committed,
            _exact(spent),
            _exact(to_come),
            _exact(expected),
            unapproved or 0,
            int(open_ones or 0),
        )
    return found


def _exact(value: object) -> Decimal:
    return NOTHING if value is None else Decimal(str(value)).quantize(CENT)
