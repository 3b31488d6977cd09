# ruff: noqa: S608  (the only names put into SQL are our own constants)
"""Where figures wait before they are written: a temporary table of this connection, the same for a rehearsal and for the write.

Rows are compared with what stands and written by a few statements over whole sets, so a million of them cost no memory here,
and on
SQLite the database is locked for these statements only, not while the file is read.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.db import connection

from regie.lib.periods import Grain, Period, index_of
from regie.metrics.engine.address import address_of
from regie.metrics.overlaps import Shapes

CHUNK = 20_000


class Entry(NamedTuple):
    """A figure to be written. `period` may be any day of it; `row` is where it stands in its file, counted from 1."""

    measure_id: int
    dimensions: Mapping[str, str]
    period: date
    value: float
    row: int = 0


class Refusal(NamedTuple):
    """`code`: not_finite, too_old, twice (`detail` is the row that came first), no_measure."""

    row: int
    code: str
    detail: str = ""


@dataclass
class Outcome:
    new: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    refusals: list[Refusal] = None  # type: ignore[assignment]  # the first thousand

    def __post_init__(self) -> None:
        self.refusals = self.refusals or []


class Staged(NamedTuple):
    """One row as it would be written: `kind` is new, changed or same; `old` is what stands."""

    row: int
    kind: str
    series_id: int
    period: date
    old: float | None
    value: float


class Staging:
    """`with Staging() as staging: staging.fill(entries)`; then `outcome`, `rows()`, or `write(batch)` inside a transaction."""

    TABLE = "staged_figures"

    def __init__(self) -> None:
        self.postgres = connection.vendor == "postgresql"
        self.staged = self.refused = self.repeats = self._twice_same = 0
        self.refusals: list[Refusal] = []
        self.touched: dict[int, list[date]] = {}
        self.fresh: dict[tuple[int, str], tuple[int, dict[str, str]]] = {}  # series to be made, under a number below zero
        self._grains: dict[int, Grain] | None = None
        self._known: dict[int, dict[str, int]] = {}
        self.shapes = Shapes()
        self._places: dict[tuple, tuple[int, Grain, set[date]]] = {}
        self._starts: dict[tuple[Grain, date], tuple[date, str, int]] = {}
        self._seen: dict[int, _Bits] = {}

    def __enter__(self) -> Staging:
        if not self.postgres and not connection.in_atomic_block:
            self._run("PRAGMA temp_store=FILE")  # a million rows belong on disk, not in memory
        real = "double precision" if self.postgres else "real"
        day = "date" if self.postgres else "text"
        self._run(f"DROP TABLE IF EXISTS {self.TABLE}")
        self._run(f"CREATE TEMPORARY TABLE {self.TABLE} (series bigint, period {day}, value {real}, row_ bigint, twice smallint)")
        return self

    def __exit__(self, *failure) -> None:
        if failure[0] is None or not connection.in_atomic_block:
            self._run(f"DROP TABLE IF EXISTS {self.TABLE}")
            self._run("DROP TABLE IF EXISTS staged_series")
            if not self.postgres and not connection.in_atomic_block:
                self._run("PRAGMA temp_store=MEMORY")

    # -- in

    def fill(self, entries: Iterable[Entry], progress: Callable[[int], None] | None = None) -> None:
        source = iter(entries)
        while chunk := list(islice(source, CHUNK)):
            self._insert(list(self._checked(chunk)))
            if progress:
                progress(self.staged + self.refused)
        if self.repeats:
            self._run(f"CREATE INDEX staged_figures_place ON {self.TABLE} (series, period)")
        if self.postgres:
            self._run(f"ANALYZE {self.TABLE}")

    def _checked(self, chunk: list[Entry]) -> Iterator[tuple[int, str, float, int, int]]:
        for measure_id, dimensions, day, value, row in chunk:
            value = float(value)
            if not math.isfinite(value):
                self._refuse(row, "not_finite")
                continue
            place = self._places.get((measure_id, *dimensions.items()))
            if place is None:
                place = self._place(measure_id, dimensions)
                if place is None:
                    self._refuse(row, "no_measure", str(measure_id))
                    continue
            series, grain, periods = place
            known = self._starts.get((grain, day))
            if known is None:
                start = Period.of(day, grain).start
                known = self._starts[grain, day] = (start, start.isoformat(), index_of(start, grain))
            start, text, index = known
            if start.year < 1970:
                self._refuse(row, "too_old")
                continue
            periods.add(start)
            seen = self._seen.get(series)
            if seen is None:
                seen = self._seen[series] = _Bits(index)
            twice = seen.add(index)
            self.repeats += twice
            span = self.touched.setdefault(measure_id, [start, start])
            if start < span[0]:
                span[0] = start
            elif start > span[1]:
                span[1] = start
            self.staged += 1
            yield series, text, value, row, twice

    def _place(self, measure_id: int, dimensions: Mapping[str, str]):
        from regie.metrics.models import Measure, Series

        if self._grains is None:
            self._grains = {pk: Grain(rhythm) for pk, rhythm in Measure.objects.values_list("pk", "rhythm")}
        if measure_id not in self._grains:
            return None
        if measure_id not in self._known:
            rows = Series.objects.filter(measure_id=measure_id).order_by().values_list("address", "pk")
            self._known[measure_id] = dict(rows.iterator())
        address = address_of(dimensions)
        series = self._known[measure_id].get(address)
        if series is None:
            series = -len(self.fresh) - 1
            self.fresh[measure_id, address] = (series, {key: value for key, value in dimensions.items() if str(value).strip()})
            self._known[measure_id][address] = series
        periods = self.shapes.into(measure_id, dimensions)
        place = self._places[(measure_id, *dimensions.items())] = (series, self._grains[measure_id], periods)
        return place

    def _refuse(self, row: int, code: str, detail: str = "") -> None:
        self.refused += 1
        if len(self.refusals) < 1000:
            self.refusals.append(Refusal(row, code, detail))

    def _insert(self, rows: list[tuple]) -> None:
        if not rows:
            return
        with connection.cursor() as cursor:
            if self.postgres:
                with cursor.copy(f"COPY {self.TABLE} (series, period, value, row_, twice) FROM STDIN") as copy:
                    copy.write("".join([f"{s}\t{p}\t{v!r}\t{r}\t{t}\n" for s, p, v, r, t in rows]))
                return
            alone = not connection.in_atomic_block
            if alone:
                cursor.execute("BEGIN")  # of the temporary database alone: nobody waits for it
            cursor.executemany(f"INSERT INTO {self.TABLE} VALUES (%s, %s, %s, %s, %s)", rows)
            if alone:
                cursor.execute("COMMIT")

    # -- what would happen

    def outcome(self) -> Outcome:
        """Counts against what stands, by one pass; refused rows of the same period twice are counted among the refused."""
        new, changed, same = self._row(
            f"""SELECT COALESCE(SUM(CASE WHEN f.id IS NULL THEN 1 ELSE 0 END), 0),
                       COALESCE(SUM(CASE WHEN f.value <> s.value THEN 1 ELSE 0 END), 0),
                       COALESCE(SUM(CASE WHEN f.value = s.value THEN 1 ELSE 0 END), 0)
                FROM {self.TABLE} s LEFT JOIN metrics_figure f ON f.series_id = s.series AND f.period = s.period
                WHERE s.twice = 0"""
        )
        twice_same = self._settle_repeats()
        return Outcome(int(new), int(changed), int(same) + twice_same, self.refused, list(self.refusals))

    def _settle_repeats(self) -> int:
        """A figure that stands twice in the file: alike, it is the same; different, it is refused and names the first row."""
        if not self.repeats:
            return self._twice_same
        same = 0
        for row, value, first_row, first_value in self._stream(
            f"""SELECT t.row_, t.value, s.row_, s.value FROM {self.TABLE} t
                JOIN {self.TABLE} s ON s.series = t.series AND s.period = t.period AND s.twice = 0
                WHERE t.twice = 1 ORDER BY t.row_"""
        ):
            if value == first_value:
                same += 1
            else:
                self._refuse(row, "twice", str(first_row))
        self.repeats, self._twice_same = 0, same
        return same

    def rows(self, kind: str = "", limit: int | None = None, offset: int = 0) -> Iterator[Staged]:
        """In the order of the file. `kind` keeps only new, changed or same ones."""
        where = {"new": "AND f.id IS NULL", "changed": "AND f.value <> s.value", "same": "AND f.value = s.value"}.get(kind, "")
        page = f"LIMIT {int(limit)} OFFSET {int(offset)}" if limit is not None else ""
        for row, series, period, value, old in self._stream(
            f"""SELECT s.row_, s.series, s.period, s.value, f.value FROM {self.TABLE} s
                LEFT JOIN metrics_figure f ON f.series_id = s.series AND f.period = s.period
                WHERE s.twice = 0 {where} ORDER BY s.row_ {page}"""
        ):
            day = period if isinstance(period, date) else date.fromisoformat(period)
            yield Staged(row, "new" if old is None else "same" if old == value else "changed", series, day, old, value)

    # -- out

    def write(self, batch) -> Outcome:
        """Write all that is staged as `batch`; call it inside a transaction."""
        from regie.metrics.models import Series

        if self.postgres:
            self._run(
                "SELECT pg_advisory_xact_lock(7250101)"
            )  # one batch at a time: what was compared still stands when it is written
        if self.fresh:
            stood = self._numbers()  # made by another batch since this one looked
            Series.objects.bulk_create(
                [
                    Series(measure_id=key[0], dimensions=dims, address=key[1])
                    for key, (_, dims) in self.fresh.items()
                    if key not in stood
                ],
                batch_size=2000,
            )
            self._number_fresh(stood)
        twice_same = self._settle_repeats()
        differs = f"""FROM {self.TABLE} s JOIN metrics_figure f ON f.series_id = s.series AND f.period = s.period
                      WHERE s.twice = 0 AND f.value <> s.value"""
        source, join = f"{self.TABLE} s", ""
        number = "s.series"
        if self.fresh:
            # A series that another batch made in the meantime has figures to compare with: give those rows their number first.
            self._run(
                f"""UPDATE {self.TABLE} SET series = m.number FROM staged_series m
                    WHERE m.place = {self.TABLE}.series AND m.stood = 1"""
            )
            number, join = "COALESCE(m.number, s.series)", "LEFT JOIN staged_series m ON m.place = s.series"
        changed = self._run(
            f"""INSERT INTO metrics_replaced (batch_id, series_id, period, value, old_batch_id, old_row)
                SELECT %s, f.series_id, f.period, f.value, f.batch_id, f."row" {differs}""",
            [batch.pk],
        )
        if changed:
            self._run(
                f"""UPDATE metrics_figure SET value = s.value, batch_id = %s, "row" = s.row_ FROM {self.TABLE} s
                    WHERE metrics_figure.series_id = s.series AND metrics_figure.period = s.period AND s.twice = 0
                    AND metrics_figure.value <> s.value""",
                [batch.pk],
            )
        order = "" if self.postgres else "ORDER BY 1, 2"  # rows laid in the index's order cost SQLite less than half
        new = self._run(
            f"""INSERT INTO metrics_figure (series_id, period, value, batch_id, "row")
                SELECT {number}, s.period, s.value, CAST(%s AS bigint), s.row_ FROM {source} {join} WHERE s.twice = 0 {order}
                ON CONFLICT (series_id, period) DO NOTHING""",
            [batch.pk],
        )
        if self.postgres and new > 100_000:
            self._run("ANALYZE metrics_figure")  # or the next read is planned for an empty table
        kept = self._row(f"SELECT COUNT(*) FROM {self.TABLE} WHERE twice = 0")[0]
        return Outcome(new, changed, kept - new - changed + twice_same, self.refused, list(self.refusals))

    def _numbers(self) -> dict[tuple[int, str], int]:
        from regie.metrics.models import Series

        rows = Series.objects.filter(measure_id__in={measure for measure, _ in self.fresh}).order_by()
        found = ((key[:2], key[2]) for key in rows.values_list("measure_id", "address", "pk").iterator())
        return {key: pk for key, pk in found if key in self.fresh}

    def _number_fresh(self, stood: dict[tuple[int, str], int]) -> None:
        self._run("DROP TABLE IF EXISTS staged_series")
        self._run("CREATE TEMPORARY TABLE staged_series (place bigint PRIMARY KEY, number bigint, stood smallint)")
        rows = [(self.fresh[key][0], pk, int(key in stood)) for key, pk in self._numbers().items()]
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO staged_series VALUES (%s, %s, %s)", rows)

    # -- words with the database

    def _run(self, sql: str, parameters: list | None = None) -> int:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return max(cursor.rowcount, 0)

    def _row(self, sql: str) -> tuple:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()

    def _stream(self, sql: str) -> Iterator[tuple]:
        with connection.chunked_cursor() as cursor:
            cursor.execute(sql)
            while rows := cursor.fetchmany(2000):
                yield from rows


class _Bits:
    """Which periods of one series were seen: one bit each, so that a million figures weigh 125 KB."""

    __slots__ = ("base", "bits")

    def __init__(self, base: int) -> None:
        self.base, self.bits = base - base % 8, bytearray(8)

    def add(self, index: int) -> int:
        """1 where it was there already, else 0."""
        if index < self.base:
            more = (self.base - index + 7) // 8 + len(self.bits)
            self.bits, self.base = bytearray(more) + self.bits, self.base - more * 8
        byte, bit = divmod(index - self.base, 8)
        if byte >= len(self.bits):
            self.bits.extend(bytes(byte - len(self.bits) + 1 + len(self.bits) // 2))
        mask = 1 << bit
        if self.bits[byte] & mask:
            return 1
        self.bits[byte] |= mask
        return 0
