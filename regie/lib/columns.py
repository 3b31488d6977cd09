"""Many rows of numbers as one array, without a Python number for each of them.

    columns(Passage.objects.values_list("opened", "ended"), np.dtype([("opened", "f8"), ("ended", "f8")]))

Every column is a number that is never null. PostgreSQL packs each column into one value, which costs a third of its rows;
elsewhere the rows are read as the database gives them, which are numbers already.
"""

from typing import Any

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Rows = np.ndarray[Any, np.dtype[Any]]


def columns(rows: QuerySet, layout: np.dtype[Any]) -> Rows:
    """The rows of a `values_list`, in the order of `layout`, whose fields are all `f8`. One query."""
    try:
        sql, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return np.zeros(0, dtype=layout)
    names = layout.names or ()
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute(sql, values)
            return np.fromiter(cursor.fetchall(), dtype=layout)
        packed = ", ".join(f"string_agg(float8send(c{at}::float8), ''::bytea)" for at in range(len(names)))
        given = ", ".join(f"c{at}" for at in range(len(names)))
        cursor.execute(f"SELECT {packed} FROM ({sql}) AS rows({given})", values)  # noqa: S608 - the query is Django's own
        found = cursor.fetchone()
    whole = np.zeros(len(found[0] or b"") // 8, dtype=layout)
    for name, column in zip(names, found, strict=True):
        whole[name] = np.frombuffer(column or b"", dtype=">f8")
    return whole
