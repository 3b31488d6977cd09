"""What a changed table touches: the parts of the old drawing to make again, and the parts of the new plan to put there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .model import Kind, Model, Outcome
from .plan import Plan, plan
from .rows import OutlineError, Row
from .table import PASSED, limits

PLAIN = {"exclusiveGateway", "parallelGateway", "inclusiveGateway"}


@dataclass
class Cluster:
    """Ways that hang together through gateways, from the rows they leave to the rows they reach."""

    ways: list = field(default_factory=list)
    passed: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)


def clusters(ways: Iterable, passed: set[str], back: set[str]) -> list[Cluster]:
    """`ways` need `id`, `source` and `target`; those in `back` do not count for what they reach."""
    ways = list(ways)
    root: dict[str, str] = {}

    def find(each: str) -> str:
        while root.setdefault(each, each) != each:
            root[each] = root[root[each]]
            each = root[each]
        return each

    for way in ways:
        for end in (way.source, way.target):
            if end in passed:
                root[find(f"way {way.id}")] = find(f"node {end}")
    found: dict[str, Cluster] = defaultdict(Cluster)
    for way in ways:
        cluster = found[find(f"way {way.id}")]
        cluster.ways.append(way)
        for end, rows in ((way.source, cluster.sources), (way.target, cluster.targets)):
            if end in passed:
                cluster.passed.add(end)
            elif way.id not in back or rows is cluster.sources:
                rows.add(end)
    return list(found.values())


class Change:
    """Which rows are left and reached differently, and so which parts of the old drawing and of the new plan count."""

    def __init__(self, model: Model, old: dict[str, Row], new: dict[str, Row]) -> None:
        self.model, self.old, self.new = model, old, new
        taken = [*model.nodes, *(way.id for way in model.ways)]
        self.plan: Plan = plan(list(new.values()), [id for id in taken if id not in new])
        self.left: set[str] = set()  # rows whose ways out are made again
        self.reached: set[str] = set()
        before, after = _links(old), _links(new)
        for source, target, _name in before ^ after:
            self.left.add(source)
            self.reached.add(target)
        for id in old.keys() ^ new.keys():
            self.left.add(id)
            self.reached.add(id)
        for id in old.keys() & new.keys():
            if old[id].sent_back_to != new[id].sent_back_to or old[id].inside != new[id].inside:
                self.left.add(id)
            if old[id].inside != new[id].inside:
                self.reached.add(id)
        self._spread()

    @property
    def any(self) -> bool:
        return bool(self.left or self.reached)

    def _spread(self) -> None:
        """A part made again touches all rows at its edge, in the old drawing and in the new plan."""
        passed = {id for id, node in self.model.nodes.items() if node.kind in PASSED}
        back = {way.id for way in self.model.ways if way.is_back}
        ends = self._scopes(self.model.nodes)
        old = clusters(self.model.ways, passed, back)
        planned = {id for id, spot in self.plan.spots.items() if id not in self.new and spot.kind in PASSED}
        back = {path.id for path in self.plan.paths if path.outcome == Outcome.SENT_BACK}
        new = clusters(self.plan.paths, planned, back)
        names = self._scopes(self.plan.spots)
        self.old_parts: list[Cluster] = []
        self.new_parts: list[Cluster] = []
        while True:
            size = len(self.left), len(self.reached), len(self.old_parts), len(self.new_parts)
            for parts, kept, called in ((old, self.old_parts, ends), (new, self.new_parts, names)):
                for cluster in [each for each in parts if each not in kept]:
                    sources = {called.get(id, id) for id in cluster.sources}
                    targets = {called.get(id, id) for id in cluster.targets} - {"end"}
                    if sources & self.left or targets & self.reached:
                        kept.append(cluster)
                        self.left |= sources
                        self.reached |= targets
            if size == (len(self.left), len(self.reached), len(self.old_parts), len(self.new_parts)):
                return

    def _scopes(self, nodes: dict) -> dict[str, str]:
        """Starts and ends by what they are, since their ids differ between the drawing and the plan."""
        found = {}
        for id, node in nodes.items():
            if node.kind is Kind.START:
                found[id] = f"start {getattr(node, 'parent', getattr(node, 'inside', ''))}"
            elif node.kind is Kind.END:
                found[id] = "end"
        return found

    def guard(self) -> None:
        """Refuses to make again what the table does not show whole."""
        held = {limit.node_id: limit.why for limit in limits(self.model) if limit.holds}
        for cluster in self.old_parts:
            for id in (*cluster.passed, *cluster.sources, *cluster.targets):
                node = self.model.nodes.get(id)
                odd = node is not None and node.kind in PASSED and node.type not in PLAIN
                if odd or (id in held and (id not in cluster.targets or id in cluster.passed or id in self.reached)):
                    row = next((each for each in (*cluster.targets, *cluster.sources) if each in self.new), "")
                    why = held.get(id, "")
                    raise OutlineError(
                        row, format_lazy(_("{why} Change what comes before and after it in the diagram."), why=why)
                    )


def _links(rows: dict[str, Row]) -> set[tuple[str, str, str]]:
    found = {(other, row.id, row.only_if) for row in rows.values() for other in row.after}
    return found | {(f"start {row.inside}", row.id, row.only_if) for row in rows.values() if not row.after}
