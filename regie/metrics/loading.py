"""Figures from the database into the engine's arrays: one query for all measures that are wanted."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import numpy as np
from django.db import connection

from regie.lib.periods import Grain
from regie.metrics.engine.figures import Figures, Kind
from regie.metrics.models import Measure, Series, Unit


def kind_of(measure: Measure) -> Kind:
    return Kind(measure.key, Grain(measure.rhythm), measure.adds_up, measure.unit in {Unit.COUNT, Unit.CURRENCY, Unit.DURATION})


def figures_of(measures: Iterable[Measure]) -> dict[str, Figures]:
    """All figures of these measures, by key. Two queries."""
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
    table = _table(by_id)
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


def _table(by_id) -> np.ndarray:
    """Rows of series, day from 1970, value, in order of series and time."""
    day = (
        '"metrics_figure"."period" - DATE \'1970-01-01\''
        if connection.vendor == "postgresql"
        else 'unixepoch("metrics_figure"."period") / 86400'
    )
    inside = ", ".join(["%s"] * len(by_id))
    sql = (
        f'SELECT "metrics_figure"."series_id", {day}, "metrics_figure"."value" FROM "metrics_figure" '
        f'JOIN "metrics_series" ON "metrics_series"."id" = "metrics_figure"."series_id" '
        f'WHERE "metrics_series"."measure_id" IN ({inside}) ORDER BY 1, 2'
    )
    pieces = []
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, list(by_id))
        while rows := cursor.fetchmany(20_000):
            pieces.append(np.fromiter(chain.from_iterable(rows), dtype=float, count=3 * len(rows)).reshape(-1, 3))
    return np.concatenate(pieces) if pieces else np.zeros((0, 3))
