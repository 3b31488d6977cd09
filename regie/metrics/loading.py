"""Figures from the database into the engine's arrays: one query for all measures that are wanted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain

import numpy as np
from django.db import connection

from regie.lib.periods import Grain
from regie.metrics.engine.figures import Figures, Kind
from regie.metrics.models import Measure, Series, Unit


def kind_of(measure: Measure) -> Kind:
    return Kind(measure.key, Grain(measure.rhythm), measure.adds_up, measure.unit in {Unit.COUNT, Unit.CURRENCY, Unit.DURATION})


def figures_of(measures: Iterable[Measure], since: date | None = None) -> dict[str, Figures]:
    """All figures of these measures, or those of the periods that begin on a day or after it, by key. Two queries."""
    by_id = {measure.pk: measure for measure in measures}
    if not by_id:
        return {}
    series = list(
        Series.objects.filter(measure_id__in=by_id).order_by("measure_id", "pk").values_list("pk", "measure_id", "dimensions")
    )
    places: dict[int, int] = {}
    owners: dict[int, list] = {pk: [] for pk in by_id}
    for pk, measure_id, dimensions in series:
        places[pk] = len(owners[measure_id])
        owners[measure_id].append(dimensions)
    table = _table(by_id, since)
    days, values = table[:, 1].astype(np.int64), table[:, 2]
    known, at = np.unique(table[:, 0].astype(np.int64), return_inverse=True)
    owner_of = {pk: measure_id for pk, measure_id, _ in series}
    at_measure = np.array([owner_of[pk] for pk in known.tolist()], dtype=np.int64)[at]
    at_place = np.array([places[pk] for pk in known.tolist()], dtype=np.int64)[at]
    found = {}
    for pk, measure in by_id.items():
        mine = at_measure == pk
        found[measure.key] = Figures(kind_of(measure), at_place[mine], days[mine], values[mine], owners[pk])
    return found


def _table(by_id: Iterable[int], since: date | None) -> np.ndarray:
    """Rows of series, day from 1970, value, in order of series and time."""
    day = "f.period - DATE '1970-01-01'" if connection.vendor == "postgresql" else "unixepoch(f.period) / 86400"
    sql = (
        f"SELECT f.series_id, {day}, f.value FROM metrics_figure f JOIN metrics_series s ON s.id = f.series_id "  # noqa: S608
        f"WHERE s.measure_id IN ({', '.join(str(int(pk)) for pk in by_id)})"
    )
    if since:
        sql += f" AND f.period >= '{since.isoformat()}'"
    table = _copied(sql) if connection.vendor == "postgresql" else _fetched(sql)
    return table[np.lexsort((table[:, 1], table[:, 0]))]


def _fetched(sql: str) -> np.ndarray:
    pieces = []
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(20_000):
            pieces.append(np.fromiter(chain.from_iterable(rows), dtype=float, count=3 * len(rows)).reshape(-1, 3))
    return np.concatenate(pieces) if pieces else np.zeros((0, 3))


# A row of PostgreSQL's binary copy: the number of fields, then each with its length, most significant byte first.
_ROW = np.dtype(
    [("fields", ">i2"), ("a", ">i4"), ("series", ">i8"), ("b", ">i4"), ("day", ">i4"), ("c", ">i4"), ("value", ">f8")]
)
_HEAD, _TAIL = 19, 2


def _copied(sql: str) -> np.ndarray:
    """By binary copy straight into an array: a tenth of the time that rows as Python objects take."""
    with connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT BINARY)") as copy:
        content = b"".join(copy)
    rows = np.frombuffer(content, dtype=_ROW, offset=_HEAD, count=(len(content) - _HEAD - _TAIL) // _ROW.itemsize)
    made = np.empty((len(rows), 3))
    made[:, 0], made[:, 1], made[:, 2] = rows["series"], rows["day"], rows["value"]
    return made
