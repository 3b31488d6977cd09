"""How the ways of a diagram run: along the middle of free rows and columns, else in the gutters between them.

A way is a list of corners, each a pair (across, along): `("column", n)`, `("gutter", n, run)`, `("rank", n)`, `("channel", n, run)`
or `("at", shape)`. Gutter n lies left of column n, channel n above rank n; a run is a stretch in one of them, put on a
track of its own where it would cover another. No way crosses a shape: only free cells and gutters are used.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from .placing import Grid, Link, Shape


@dataclass
class Run:
    """A stretch in a gutter or a channel, from `low` to `high`; `ups` and `downs` are where other stretches meet it."""

    source: str
    target: str
    low: int
    high: int
    ups: set[int] = field(default_factory=set)
    downs: set[int] = field(default_factory=set)
    track: int = 0


class _Line:
    """What lies on the middle of one row or column already. Ways of one source, or to one target, may share it."""

    def __init__(self) -> None:
        self.kept: list[list] = []

    def free(self, low: int, high: int, source: str, target: str) -> bool:
        return all(high <= each[0] or each[1] <= low or each[2] == source or each[3] == target for each in self.kept)

    def take(self, low: int, high: int, source: str, target: str) -> None:
        for each in self.kept:
            if each[2] == source and each[0] <= high and low <= each[1]:
                each[0], each[1], each[3] = min(each[0], low), max(each[1], high), each[3] if each[3] == target else ""
                return
        self.kept.append([low, high, source, target])


@dataclass
class Routes:
    corners: dict[str, list[tuple]] = field(default_factory=dict)
    channels: dict[int, list[Run]] = field(default_factory=lambda: defaultdict(list))
    gutters: dict[int, list[Run]] = field(default_factory=lambda: defaultdict(list))

    def tracks(self, of: dict[int, list[Run]], place: int) -> int:
        return max((run.track for run in of.get(place, ())), default=-1) + 1


class Router:
    def __init__(self, shapes: list[Shape], grid: Grid):
        self.shapes = {shape.id: shape for shape in shapes}
        self.grid = grid
        self.rows: dict[int, list[int]] = defaultdict(list)
        self.files: dict[int, list[int]] = defaultdict(list)
        for node, rank in grid.rank.items():
            self.rows[rank].append(grid.column[node])
            self.files[grid.column[node]].append(rank)
        for each in (*self.rows.values(), *self.files.values()):
            each.sort()
        self.across: dict[int, _Line] = defaultdict(_Line)
        self.along: dict[int, _Line] = defaultdict(_Line)
        self.routes = Routes()

    def route(self, links: list[Link]) -> Routes:
        leaving: dict[str, int] = defaultdict(int)
        for link in links:
            leaving[link.source] += 1
        for link in links:
            if link.id in self.grid.back:
                self._back(link)
        for link in sorted((each for each in links if each.id not in self.grid.back), key=self._length):
            self._forward(link, leaving[link.source])
        for runs in self.routes.channels.values():
            _channel_tracks(runs)
        for gutter, runs in self.routes.gutters.items():
            _gutter_tracks(runs, outside=gutter == 0)
        return self.routes

    def _length(self, link: Link) -> tuple[int, int]:
        (rank, column), (to_rank, to_column) = self._cell(link.source), self._cell(link.target)
        return to_rank - rank, abs(to_column - column)

    def _cell(self, node: str) -> tuple[int, int]:
        node = self.shapes[node].attached_to or node
        return self.grid.rank[node], self.grid.column[node]

    def _row_free(self, rank: int, low: int, high: int) -> bool:
        """Whether no shape stands in `rank` at the columns from `low` up to and with `high`."""
        columns = self.rows[rank]
        return bisect_left(columns, low) == bisect_right(columns, high)

    def _file_free(self, column: int, low: int, high: int) -> bool:
        ranks = self.files[column]
        return bisect_left(ranks, low) == bisect_right(ranks, high)

    def _takes(self, link: Link, stretches: list[tuple[dict, int, int, int]], source: str = "") -> bool:
        """Puts a way on the lines it wants, each (lines, which, from, to), if all are free."""
        source = source or link.source
        stretches = [(lines, which, min(a, b), max(a, b)) for lines, which, a, b in stretches]
        if not all(lines[which].free(a, b, source, link.target) for lines, which, a, b in stretches):
            return False
        for lines, which, a, b in stretches:
            lines[which].take(a, b, source, link.target)
        return True

    def _forward(self, link: Link, leaving: int) -> None:
        attached = bool(self.shapes[link.source].attached_to)
        (rank, column), (to_rank, to_column) = self._cell(link.source), self._cell(link.target)
        start, end = ("at", link.source), ("at", link.target)
        put = self.routes.corners
        if attached:
            put[link.id] = self._around(link, side=True)
            return
        if column == to_column:
            if self._file_free(column, rank + 1, to_rank - 1) and self._takes(
                link, [(self.along, column, 2 * rank + 1, 2 * to_rank + 1)]
            ):
                put[link.id] = [start, end]
                return
        else:
            slim, to_slim = self.shapes[link.source].slim, self.shapes[link.target].slim
            first = [self._sideways] if slim or leaving == 1 else []
            choices = [self._downwards, *first] if to_slim and not slim else [*first, *([self._downwards] if to_slim else [])]
            for choice in choices:
                if corner := choice(link, rank, column, to_rank, to_column):
                    put[link.id] = [start, corner, end]
                    return
        put[link.id] = self._zigzag(link, rank, column, to_rank, to_column) or self._around(link)

    def _sideways(self, link: Link, rank: int, column: int, to_rank: int, to_column: int) -> tuple | None:
        low, high = (column + 1, to_column) if to_column > column else (to_column, column - 1)
        free = self._row_free(rank, low, high) and self._file_free(to_column, rank, to_rank - 1)
        stretches = [
            (self.across, rank, 2 * column + 1, 2 * to_column + 1),
            (self.along, to_column, 2 * rank + 1, 2 * to_rank + 1),
        ]
        return (("column", to_column), ("rank", rank)) if free and self._takes(link, stretches) else None

    def _downwards(self, link: Link, rank: int, column: int, to_rank: int, to_column: int) -> tuple | None:
        low, high = (column, to_column - 1) if to_column > column else (to_column + 1, column)
        free = self._row_free(to_rank, low, high) and self._file_free(column, rank + 1, to_rank)
        stretches = [
            (self.along, column, 2 * rank + 1, 2 * to_rank + 1),
            (self.across, to_rank, 2 * column + 1, 2 * to_column + 1),
        ]
        return (("column", column), ("rank", to_rank)) if free and self._takes(link, stretches) else None

    def _zigzag(self, link: Link, rank: int, column: int, to_rank: int, to_column: int) -> list[tuple] | None:
        for channel in dict.fromkeys((to_rank, rank + 1)):
            if not (self._file_free(column, rank + 1, channel - 1) and self._file_free(to_column, channel, to_rank - 1)):
                continue
            stretches = [
                (self.along, column, 2 * rank + 1, 2 * channel),
                (self.along, to_column, 2 * channel, 2 * to_rank + 1),
            ]
            if self._takes(link, stretches):
                run = self._run_across(link, channel, 2 * column + 1, 2 * to_column + 1)
                level = ("channel", channel, run)
                return [("at", link.source), (("column", column), level), (("column", to_column), level), ("at", link.target)]
        return None

    def _around(self, link: Link, side: bool = False) -> list[tuple]:
        """Out to a channel, along a gutter, in from a channel: always possible."""
        (rank, column), (to_rank, to_column) = self._cell(link.source), self._cell(link.target)
        gutter = column + 1 if side or to_column > column else max(column, 1)
        run = self._run_along(link, gutter, 2 * rank + (1 if side else 2), 2 * to_rank)
        entry = self._run_across(link, to_rank, 2 * gutter, 2 * to_column + 1)
        entry.ups, entry.downs = {2 * gutter}, {2 * to_column + 1}
        self.along[to_column].take(2 * to_rank, 2 * to_rank + 1, link.source, link.target)
        turn, level = ("gutter", gutter, run), ("channel", to_rank, entry)
        path: list[tuple] = [("at", link.source)]
        if side:
            path.append((turn, ("beside", link.source)))
        else:
            leave = self._run_across(link, rank + 1, 2 * column + 1, 2 * gutter)
            leave.ups, leave.downs = {2 * column + 1}, {2 * gutter}
            path += [(("column", column), ("channel", rank + 1, leave)), (turn, ("channel", rank + 1, leave))]
        return [*path, (turn, level), (("column", to_column), level), ("at", link.target)]

    def _back(self, link: Link) -> None:
        """Outside on the left, up to where it returns."""
        attached = self.shapes[link.source].attached_to
        (rank, column), (to_rank, to_column) = self._cell(link.source), self._cell(link.target)
        source = f"{link.source} back"
        gutter = column + 1 if attached else 0
        path: list[tuple] = [("at", link.source)]
        level = (
            not attached
            and self._row_free(rank, 0, column - 1)
            and self._takes(link, [(self.across, rank, 0, 2 * column + 1)], source)
        )
        low = 2 * rank + (1 if attached or level else 2)
        aim = self._row_free(to_rank, 0, to_column - 1) and not attached
        aim = aim and self._takes(link, [(self.across, to_rank, 0, 2 * to_column + 1)], source)
        run = self._run_along(link, gutter, 2 * to_rank + (1 if aim else 0), low)
        turn = ("gutter", gutter, run)
        if attached:
            path.append((turn, ("beside", link.source)))
        elif low % 2:
            path.append((turn, ("rank", rank)))
        else:
            leave = self._run_across(link, rank + 1, 2 * gutter, 2 * column + 1)
            leave.ups = {2 * column + 1}
            path += [(("column", column), ("channel", rank + 1, leave)), (turn, ("channel", rank + 1, leave))]
        if aim:
            path.append((turn, ("rank", to_rank)))
        else:
            entry = self._run_across(link, to_rank, 2 * gutter, 2 * to_column + 1)
            entry.downs = {2 * to_column + 1}
            path += [(turn, ("channel", to_rank, entry)), (("column", to_column), ("channel", to_rank, entry))]
        self.routes.corners[link.id] = [*path, ("at", link.target)]

    def _run_across(self, link: Link, channel: int, one: int, other: int) -> Run:
        run = Run(link.source, link.target, min(one, other), max(one, other), {one}, {other})
        self.routes.channels[channel].append(run)
        return run

    def _run_along(self, link: Link, gutter: int, one: int, other: int) -> Run:
        run = Run(link.source, link.target, min(one, other), max(one, other))
        self.routes.gutters[gutter].append(run)
        return run


def _gutter_tracks(runs: list[Run], outside: bool) -> None:
    """The shorter a stretch, the nearer to the shapes: on the outer left they lie right of the gutter, elsewhere left of it."""
    tracks: list[list[Run]] = []
    for run in sorted(runs, key=lambda each: each.low - each.high if outside else each.high - each.low):
        for place, others in enumerate(tracks):
            if all(run.high < each.low or each.high < run.low for each in others):
                run.track = place
                others.append(run)
                break
        else:
            run.track = len(tracks)
            tracks.append([run])


def _channel_tracks(runs: list[Run]) -> None:
    """Ways that share a source or a target share a track; what comes from above at a place lies above what leaves there."""
    shared: dict[str, int] = defaultdict(int)
    for run in runs:
        shared[run.source] += 1
    groups: dict[tuple[str, str], list[Run]] = defaultdict(list)
    for run in runs:
        groups[("from", run.source) if shared[run.source] > 1 else ("to", run.target)].append(run)
    spans = {key: (min(r.low for r in each), max(r.high for r in each)) for key, each in groups.items()}
    leaving: dict[int, set] = defaultdict(set)
    for key, each in groups.items():
        for run in each:
            for place in run.downs:
                leaving[place].add(key)
    below: dict[tuple, set] = {
        key: {other for run in each for place in run.ups for other in leaving[place] if other != key}
        for key, each in groups.items()
    }
    above: dict[tuple, int] = defaultdict(int)
    for others in below.values():
        for other in others:
            above[other] += 1
    least: dict[tuple, int] = defaultdict(int)
    ends: list[list[tuple[int, int]]] = []
    left = sorted(groups, key=lambda key: spans[key])
    while left:
        key = next((each for each in left if not above[each]), left[0])
        left.remove(key)
        low, high = spans[key]
        track = least[key]
        while track < len(ends) and any(low <= b and a <= high for a, b in ends[track]):
            track += 1
        while len(ends) <= track:
            ends.append([])
        ends[track].append((low, high))
        for run in groups[key]:
            run.track = track
        for other in below[key]:
            above[other] -= 1
            least[other] = max(least[other], track + 1)
