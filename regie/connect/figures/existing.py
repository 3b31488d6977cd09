"""Which figures are already here, asked for a few thousand at a time and answered by the index of figures."""

from __future__ import annotations

import json
from datetime import date

from django.db import connection

from regie.metrics.models import Figure, Series


class Existing:
    """Identities of series are kept (there are few); figures are asked for and forgotten."""

    def __init__(self) -> None:
        self._series: dict[tuple[int, str], int] = {}
        self._loaded: set[int] = set()

    def series(self, measure_id: int, address: str) -> int | None:
        if measure_id not in self._loaded:
            self._loaded.add(measure_id)
            for pk, where in Series.objects.filter(measure_id=measure_id).values_list("pk", "address").iterator(5000):
                self._series[measure_id, where] = pk
        return self._series.get((measure_id, address))

    def figures(self, wanted: list[tuple[int, date]]) -> dict[tuple[int, str], float]:
        """{(series, ISO day): value} of those that exist."""
        if not wanted:
            return {}
        table = connection.ops.quote_name(Figure._meta.db_table)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # OFFSET 0 keeps each look-up by itself and by the index: joined freely, the whole table is read for every few thousand.
                cursor.execute(
                    "SELECT w.series_id, w.period, f.value FROM unnest(%s::bigint[], %s::date[]) AS w(series_id, period) "  # noqa: S608
                    f"CROSS JOIN LATERAL (SELECT value FROM {table} WHERE series_id = w.series_id AND period = w.period OFFSET 0) f",
                    [[series for series, _ in wanted], [period for _, period in wanted]],
                )
            else:
                # CROSS JOIN keeps SQLite from reading the figures first: the list is short, the table long.
                cursor.execute(
                    "SELECT f.series_id, f.period, f.value FROM json_each(%s) w "  # noqa: S608
                    f"CROSS JOIN {table} f ON f.series_id = json_extract(w.value, '$[0]') "
                    "AND f.period = json_extract(w.value, '$[1]')",
                    [json.dumps([[series, period.isoformat()] for series, period in wanted])],
                )
            return {(series, str(period)): value for series, period, value in cursor.fetchall()}
