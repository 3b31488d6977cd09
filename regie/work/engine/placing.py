"""Where each shape of a diagram stands: its rank along the flow and its column across it. Pure, linear but for the joins.

Ranks are longest paths, ways that go back left out. Columns come from the tree of dominators, so that what a split opens
stands side by side and what a join closes stands under the split again. Lanes are bands of columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from .graph import returns


@dataclass
class Shape:
    id: str
    width: float
    height: float
    lane: str = ""
    slim: bool = False  # a gateway or an event: its ways may leave sideways
    attached_to: str = ""  # sits on the edge of another shape
    last: bool = False  # an end


@dataclass(frozen=True)
class Link:
    id: str
    source: str
    target: str
    name: str = ""
    sent_back: bool = False


@dataclass
class Grid:
    rank: dict[str, int] = field(default_factory=dict)
    column: dict[str, int] = field(default_factory=dict)
    back: set[str] = field(default_factory=set)  # links that return
    band: list[str] = field(default_factory=list)  # the lane of each column

    @property
    def ranks(self) -> int:
        return max(self.rank.values(), default=-1) + 1


def place(shapes: list[Shape], links: list[Link], lanes: Sequence[str] = ()) -> Grid:
    """Every shape that is not attached to another gets a rank and a column of its own; no two the same."""
    standing = {shape.id: shape for shape in shapes if not shape.attached_to}
    host = {shape.id: shape.attached_to or shape.id for shape in shapes}
    pairs = [
        (link.id, host[link.source], host[link.target])
        for link in links
        if link.source in host and link.target in host and host[link.source] in standing and host[link.target] in standing
    ]
    back = _back(list(standing), pairs, {link.id for link in links if link.sent_back})
    after: dict[str, list[str]] = {each: [] for each in standing}
    before: dict[str, list[str]] = {each: [] for each in standing}
    for key, source, target in pairs:
        if key not in back and target not in after[source]:
            after[source].append(target)
            before[target].append(source)
    order = _topological(after, before)
    grid = Grid(rank=_ranks(order, after, before), back=back)
    aside = {link.target for link in links if host.get(link.source, link.source) != link.source}
    wished = _columns(order, after, before, {id: (id in aside, shape.last) for id, shape in standing.items()})
    _bands(grid, standing, wished, before, order, list(lanes))
    return grid


def _back(ids: list[str], pairs: list[tuple[str, str, str]], sent_back: set[str]) -> set[str]:
    out: dict[str, list[tuple[str, str]]] = {each: [] for each in ids}
    entered = set()
    for key, source, target in pairs:
        out[source].append((target, key))
        entered.add(target)
    return returns(out, [*(each for each in ids if each not in entered), *ids], sent_back)


def _topological(after: dict, before: dict) -> list[str]:
    waiting = {each: len(sources) for each, sources in before.items()}
    ready = [each for each in reversed(list(after)) if not waiting[each]]
    order = []
    while ready:
        node = ready.pop()
        order.append(node)
        for target in reversed(after[node]):
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return order


def _ranks(order: list[str], after: dict, before: dict) -> dict[str, int]:
    rank: dict[str, int] = {}
    for node in order:
        rank[node] = max((rank[source] + 1 for source in before[node]), default=0)
    for node in order:  # what nothing leads to stands just before what it leads to
        if not before[node] and after[node]:
            rank[node] = max(0, min(rank[target] for target in after[node]) - 1)
    return rank


def _columns(order: list[str], after: dict, before: dict, late: dict[str, tuple]) -> dict[str, int]:
    parent: dict[str, str | None] = {}
    depth: dict[str, int] = {}
    for node in order:
        common: str | None = None
        for place_, source in enumerate(before[node]):
            common = source if not place_ else _meet(common, source, parent, depth)
        parent[node] = common
        depth[node] = depth[common] + 1 if common is not None else 0
    children: dict[str | None, list[str]] = defaultdict(list)
    for node in order:
        children[parent[node]].append(node)
    width: dict[str, int] = {}
    for node in reversed(order):
        branches = [width[child] for child in children[node] if len(before[child]) == 1]
        joined = [width[child] for child in children[node] if len(before[child]) > 1]
        width[node] = max(1, sum(branches), *joined) if joined else max(1, sum(branches))
    column: dict[str, int] = {}
    start = 0
    for root in children[None]:
        column[root] = start
        start += width[root]
    for node in order:
        branches_ = [child for child in children[node] if len(before[child]) == 1]
        wanted = {target: place_ for place_, target in enumerate(after[node])}
        branches_.sort(key=lambda child: (late[child], wanted[child]))
        start = column[node]
        for child in branches_:
            column[child] = start
            start += width[child]
        for child in children[node]:
            if len(before[child]) > 1:
                column[child] = column[node]
    return column


def _meet(one: str | None, other: str | None, parent: dict, depth: dict) -> str | None:
    while one != other:
        if one is None or other is None:
            return None
        if depth[one] >= depth[other]:
            one = parent[one]
        else:
            other = parent[other]
    return one


def _bands(grid: Grid, shapes: dict[str, Shape], wished: dict, before: dict, order: list[str], lanes: list[str]) -> None:
    """Columns of each lane beside those of the lane before, as few as hold its shapes."""
    lane_of: dict[str, str] = {}
    for node in order:
        near = next((lane_of[source] for source in before[node]), lanes[0] if lanes else "")
        lane_of[node] = shapes[node].lane if shapes[node].lane in lanes else near
    held: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for node in order:
        held[lane_of[node]][wished[node]].append(node)
    first = 0
    for lane in lanes or [""]:
        taken: list[set[int]] = []
        for wish in sorted(held[lane]):
            group = held[lane][wish]
            needed = {grid.rank[node] for node in group}
            whole = len(needed) == len(group)
            free = next((place_ for place_, ranks in enumerate(taken) if whole and not ranks & needed), None)
            if free is None and whole:
                free = len(taken)
                taken.append(set())
            for node in group:
                spot = free
                if spot is None:
                    spot = next((p for p, ranks in enumerate(taken) if grid.rank[node] not in ranks), len(taken))
                    if spot == len(taken):
                        taken.append(set())
                taken[spot].add(grid.rank[node])
                grid.column[node] = first + spot
        count = max(1, len(taken))
        grid.band += [lane] * count
        first += count
