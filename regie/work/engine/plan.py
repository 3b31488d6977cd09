"""From rows to nodes and ways: the gateways that a table leaves unsaid.

Several rows after the same one: a parallel split. Named ways: an exclusive choice. A row after several: a join, unless only one
of them can come. Whether two can both come is read from the choices made on the way to each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .model import Kind, Outcome
from .rows import Row

START = ""  # stands for the start among the rows


@dataclass(frozen=True)
class Spot:
    """A node of the plan: a row, or something made for it. `near` is the row whose lane it takes."""

    id: str
    kind: Kind
    near: str
    inside: str = ""


@dataclass(frozen=True)
class Path:
    id: str
    source: str
    target: str
    name: str = ""
    outcome: str = ""
    default: bool = False


@dataclass
class Plan:
    spots: dict[str, Spot] = field(default_factory=dict)
    paths: list[Path] = field(default_factory=list)


@dataclass(frozen=True)
class Edge:
    """One row straight after another; `guard` says which choices lead along it."""

    source: str
    name: str
    guard: dict[str, frozenset[str]]


def plan(rows: Sequence[Row], taken: Sequence[str] = ()) -> Plan:
    """Nodes and ways of tidy rows without faults. `taken` are ids that other things of the file have."""
    made = Plan()
    used = {*taken, *(row.id for row in rows)}
    scopes: dict[str, list[Row]] = {"": []}
    for row in rows:
        scopes.setdefault(row.inside, []).append(row)
    for inside, members in scopes.items():
        _Scope(made, used, inside, members).draw()
    return made


class _Scope:
    def __init__(self, made: Plan, used: set[str], inside: str, rows: list[Row]) -> None:
        self.made, self.used, self.inside, self.rows = made, used, inside, rows
        self.by_id = {row.id: row for row in rows}
        self.after: dict[str, list[Row]] = {START: [], **{row.id: [] for row in rows}}
        for row in rows:
            for other in row.after or (START,):
                self.after[other].append(row)
        self.edges: dict[str, list[Edge]] = {row.id: [] for row in rows}
        self.entry: dict[tuple[str, str], str] = {}
        self.first = next((row.id for row in rows if not row.after), "")

    def draw(self) -> None:
        start = self._spot("start", Kind.START, self.first)
        for row in self.rows:
            self.made.spots[row.id] = Spot(row.id, Kind(row.kind), row.id, self.inside)
        order = self._order()
        self._guards(order)
        self._ancestors(order)
        for row in self.rows:
            self._joins(row)
        for source in (START, *self.by_id):
            self._leave(source, start if source == START else source)

    def _spot(self, wish: str, kind: Kind, near: str) -> str:
        name = wish + (f"_{self.inside}" if self.inside else "")
        while name in self.used:
            name += "_"
        self.used.add(name)
        self.made.spots[name] = Spot(name, kind, near, self.inside)
        return name

    def _path(self, source: str, target: str, name: str = "", outcome: str = "", default: bool = False) -> None:
        wish = f"way_{source}_{target}"
        while wish in self.used:
            wish += "_"
        self.used.add(wish)
        self.made.paths.append(Path(wish, source, target, name, outcome, default))

    def _order(self) -> list[str]:
        waits = {row.id: len(row.after) for row in self.rows}
        ready = [id for id, count in reversed(waits.items()) if not count]
        order = []
        while ready:
            each = ready.pop()
            order.append(each)
            for row in self.after[each]:
                waits[row.id] -= 1
                if not waits[row.id]:
                    ready.append(row.id)
        return order

    def _options(self, source: str) -> frozenset[str]:
        """The ways to choose between after a row; empty where nothing is chosen. An empty name: otherwise."""
        names = frozenset(row.only_if for row in self.after[source])
        if names <= {""}:
            return frozenset()
        return names if len(names) > 1 else names | {""}

    def _guards(self, order: list[str]) -> None:
        guard: dict[str, dict[str, frozenset[str]]] = {START: {}}
        options = {source: self._options(source) for source in self.after}
        for id in order:
            row = self.by_id[id]
            for source in row.after or (START,):
                on = dict(guard[source])
                if options[source]:
                    on[source] = frozenset({row.only_if})
                self.edges[id].append(Edge(source, row.only_if, on))
            guard[id] = self._guard_of(self._shape(list(range(len(self.edges[id]))), self.edges[id]), self.edges[id], options)

    def _shape(self, which: list[int], edges: list[Edge]) -> int | tuple[Kind, list]:
        """How edges come together: all of them, or one of them, nested as needed."""
        if len(which) == 1:
            return which[0]

        def exclusive(a: int, b: int) -> bool:
            one, other = edges[a].guard, edges[b].guard
            return any(not one[key] & other[key] for key in one.keys() & other.keys())

        for kind, apart in ((Kind.ALL, True), (Kind.CHOICE, False)):
            groups: list[list[int]] = []
            for each in which:
                touching = [group for group in groups if any(exclusive(each, other) is apart for other in group)]
                groups = [group for group in groups if group not in touching] + [
                    [*(x for group in touching for x in group), each]
                ]
            if len(groups) > 1:
                return kind, [self._shape(sorted(group), edges) for group in sorted(groups, key=min)]
        return Kind.ANY, list(which)

    def _guard_of(self, shape: int | tuple, edges: list[Edge], options: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
        if isinstance(shape, int):
            return edges[shape].guard
        kind, parts = shape
        guards = [self._guard_of(part, edges, options) for part in parts]
        if kind is Kind.ALL:
            both: dict[str, frozenset[str]] = {}
            for each in guards:
                for key, names in each.items():
                    both[key] = both[key] & names if key in both else names
            return both
        shared = set.intersection(*(set(each) for each in guards))
        any_of = {key: frozenset().union(*(each[key] for each in guards)) for key in shared}
        return {key: names for key, names in any_of.items() if names != options[key]}

    def _ancestors(self, order: list[str]) -> None:
        """For each row, itself and all before it, as bits."""
        bit = {id: 1 << index for index, id in enumerate(order)}
        self.bit, self.past = bit, {START: 0}
        for id in order:
            self.past[id] = bit[id]
            for other in self.by_id[id].after:
                self.past[id] |= self.past[other]
        self.returns = [(row.id, row.sent_back_to) for row in self.rows if row.sent_back_to]

    def _joins(self, row: Row) -> None:
        edges = self.edges[row.id]
        if len(edges) < 2:
            self.entry[edges[0].source, row.id] = row.id
            return
        shape = self._shape(list(range(len(edges))), edges)
        if isinstance(shape, tuple) and shape[0] is Kind.CHOICE:  # one of them comes: they simply meet at the step
            for part in shape[1]:
                self._join(row, part, row.id)
        else:
            self._join(row, shape, row.id)

    def _join(self, row: Row, shape: int | tuple, into: str) -> None:
        if isinstance(shape, int):
            self.entry[self.edges[row.id][shape].source, row.id] = into
            return
        kind, parts = shape
        if kind is Kind.ALL and self._partly_redone(row):
            kind = Kind.ANY
        gateway = self._spot(f"join_{row.id}", kind, row.id)
        self._path(gateway, into)
        for part in parts:
            self._join(row, part, gateway)

    def _partly_redone(self, row: Row) -> bool:
        """Sent back into one branch only, the others do not come a second time: the join may wait only for what can come."""
        for approval, target in self.returns:
            if self.past[approval] & self.bit[row.id]:
                hit = [bool(self.past[edge.source] & self.bit[target]) for edge in self.edges[row.id]]
                if any(hit) and not all(hit):
                    return True
        return False

    def _leave(self, source: str, at: str) -> None:
        outcome = ""
        row = self.by_id.get(source)
        if row is not None and row.sent_back_to:
            gateway = self._spot(f"decision_{source}", Kind.CHOICE, source)
            self._path(at, gateway)
            self._path(gateway, row.sent_back_to, outcome=Outcome.SENT_BACK)
            at, outcome = gateway, Outcome.APPROVED
        ways: dict[str, list[str]] = {}
        for follower in self.after[source]:
            ways.setdefault(follower.only_if, []).append(follower.id)
        if not ways:
            self._path(at, self._spot(f"end_{source or 'start'}", Kind.END, source or self.first), outcome=outcome)
            return
        if not self._options(source):
            self._fan(source, at, ways[""], outcome=outcome)
            return
        choice = self._spot(f"choice_{source or 'start'}", Kind.CHOICE, source or self.first)
        self._path(at, choice, outcome=outcome)
        for name, ids in ways.items():
            self._fan(source, choice, ids, name=name, default=not name)
        if len(ways) == 1:
            self._path(choice, self._spot(f"end_{source or 'start'}", Kind.END, source or self.first), default=True)

    def _fan(self, source: str, at: str, ids: list[str], name: str = "", outcome: str = "", default: bool = False) -> None:
        """One way to one row, or to a parallel split before several."""
        entries = list(dict.fromkeys(self.entry[source, id] for id in ids))
        if len(entries) > 1:
            split = self._spot(f"split_{source or 'start'}", Kind.ALL, source or self.first)
            self._path(at, split, name, outcome, default)
            at, name, outcome, default = split, "", "", False
        for entry in entries:
            self._path(at, entry, name, outcome, default)
