"""Whether the ways of a workflow hold together: what never begins, never ends, is done twice or waits for ever. Pure.

For every way, the choices that lead along it are gathered (`guard`): two ways that ask for different answers to one question can
never both be taken, and a join after them waits for ever; two that can both be taken and meet without a join do the work twice.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from .graph import circles, reachable
from .model import WORKED, Kind, Model, Node, Way

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Guard = dict[str, frozenset[str]]
WAITING = WORKED | {Kind.TIMER, Kind.MESSAGE, Kind.OTHER}


@dataclass(frozen=True)
class Flaw:
    """`code` names the flaw, `node` where it shows; `others` are further nodes it speaks of."""

    code: str
    node: str
    others: tuple[str, ...] = ()


class Flow:
    def __init__(self, model: Model) -> None:
        self.model = model
        self.into: dict[str, list[Way]] = defaultdict(list)
        self.out: dict[str, list[Way]] = defaultdict(list)
        self.beside: dict[str, list[Node]] = defaultdict(list)
        for way in model.ways:
            self.into[way.target].append(way)
            self.out[way.source].append(way)
        for node in model.nodes.values():
            if node.attached_to:
                self.beside[node.attached_to].append(node)
        self.after = {id: [way.target for way in self.out[id]] + [node.id for node in self.beside[id]] for id in model.nodes}

    def flaws(self) -> list[Flaw]:
        return [*self._ends(), *self._beginnings(), *self._circles(), *self._meetings()]

    def _ends(self) -> list[Flaw]:
        return [
            Flaw("dead_end", node.id)
            for node in self.model.nodes.values()
            if node.kind is not Kind.END and not self.out[node.id] and not self._closed(node)
        ]

    def _closed(self, node: Node) -> bool:
        """What ends by its nature: an event that cannot be waited for, a sub-process started by an event, a step done as it comes."""
        around = self.model.nodes.get(node.parent)
        if around is not None and around.type == "adHocSubProcess":
            return True
        return node.by_event or node.event == "compensation" or (node.type == "intermediateThrowEvent" and node.event == "link")

    def _beginnings(self) -> list[Flaw]:
        starts: dict[str, list[str]] = defaultdict(list)
        loose: dict[str, list[str]] = defaultdict(list)
        for node in self.model.nodes.values():
            if node.kind is Kind.START:
                starts[node.parent].append(node.id)
            elif not self.into[node.id] and not node.attached_to:
                loose[node.parent].append(node.id)
        roots = [id for parent in {*starts, *loose} for id in (starts[parent] or loose[parent])]
        roots += [node.id for node in self.model.nodes.values() if self._own_start(node)]
        reached = reachable(self.after, roots)
        return [Flaw("unreachable", id) for id in self.model.nodes if id not in reached]

    def _own_start(self, node: Node) -> bool:
        return node.by_event or (node.event in {"link", "compensation"} and not self.into[node.id])

    def _circles(self) -> list[Flaw]:
        found = []
        for group in circles(self.after):
            inside = set(group)
            first = next(id for id in self.model.nodes if id in inside)
            if not any(target not in inside for id in group for target in self.after[id]):
                found.append(Flaw("no_way_out", first, tuple(group)))
            elif not any(self.model.nodes[id].kind in WAITING | {Kind.GROUP} for id in group):
                found.append(Flaw("no_step_in_loop", first, tuple(group)))
        return found

    def _meetings(self) -> list[Flaw]:
        found = []
        guards: dict[str, Guard] = {}
        some = {id for id, node in self.model.nodes.items() if node.kind is Kind.ANY}
        for node in self.in_order():
            ways = [way for way in self.into[node.id] if not way.is_back]
            coming = [self._along(way, guards) for way in ways]
            joins = node.kind in {Kind.ALL, Kind.ANY}
            if len(ways) > 1 and node.kind is Kind.ALL and not self._all_come(coming):
                found.append(Flaw("waits_for_ever", node.id))
            elif len(ways) > 1 and not joins and node.kind is not Kind.END:
                known = [{key: names for key, names in each.items()} for each in coming]
                apart = all(
                    self._exclusive(one, other) or one.keys() & other.keys() & some
                    for i, one in enumerate(known)
                    for other in known[:i]
                )
                if not apart and len(self.out[node.id]) > 0:
                    found.append(Flaw("done_twice", node.id))
            guards[node.id] = self._after_join(coming, node.kind)
            if node.attached_to:
                guards[node.id] = dict(guards.get(node.attached_to, {}))
                if node.interrupting:
                    guards[node.id][node.attached_to] = frozenset({node.id})
        return found

    def in_order(self) -> list[Node]:
        waits = {id: 0 for id in self.model.nodes}
        for id, node in self.model.nodes.items():
            waits[id] = sum(1 for way in self.into[id] if not way.is_back) + (1 if node.attached_to in waits else 0)
        ready = [id for id in reversed(self.model.nodes) if not waits[id]]
        order = []
        while ready:
            id = ready.pop()
            order.append(self.model.nodes[id])
            for target in [way.target for way in self.out[id] if not way.is_back] + [each.id for each in self.beside[id]]:
                waits[target] -= 1
                if not waits[target]:
                    ready.append(target)
        return order

    def _options(self, id: str) -> frozenset[str]:
        """The ways on that a node chooses between; those that go back come here again, and do not count."""
        node = self.model.nodes[id]
        ahead = [way.id for way in self.out[id] if not way.is_back]
        if node.kind in {Kind.CHOICE, Kind.ANY}:
            return frozenset(ahead) if len(ahead) > 1 else frozenset()
        breaks = [each.id for each in self.beside[id] if each.interrupting and self.out[each.id] and not self._returns(each)]
        return frozenset({"", *breaks}) if breaks else frozenset()

    def _returns(self, event: Node) -> bool:
        return all(way.is_back for way in self.out[event.id])

    def _along(self, way: Way, guards: dict[str, Guard]) -> Guard:
        guard = dict(guards.get(way.source, {}))
        if self._options(way.source):
            node = self.model.nodes[way.source]
            guard[way.source] = frozenset({way.id if node.kind in {Kind.CHOICE, Kind.ANY} else ""})
        return guard

    def _exclusive(self, one: Guard, other: Guard) -> bool:
        return any(self.model.nodes[key].kind is not Kind.ANY and not one[key] & other[key] for key in one.keys() & other.keys())

    def _all_come(self, coming: list[Guard]) -> bool:
        """Whether what leads to one way into a join leads to all of them: a choice that only one asks may leave it waiting."""
        return all(each == coming[0] for each in coming)

    def _after_join(self, coming: list[Guard], kind: Kind) -> Guard:
        if not coming:
            return {}
        if kind is Kind.ALL:
            return {key: names for each in coming for key, names in each.items()}
        shared = set.intersection(*(set(each) for each in coming))
        union = {key: frozenset().union(*(each[key] for each in coming)) for key in shared}
        known = {key: names for key, names in union.items() if names != self._options(key)}
        if kind is Kind.ANY:  # what only some ways ask holds too where all that were begun are waited for
            known |= {key: names for each in coming for key, names in each.items() if key not in shared}
        return known


# What each flaw means, and what to do about it.
FLAWS: dict[str, tuple[StrOrPromise, StrOrPromise]] = {
    "dead_end": (
        _("Nothing follows “{name}”, and it is no end."),
        _("Draw a way on, or put an end after it."),
    ),
    "unreachable": (
        _("No way leads to “{name}”: it will never begin."),
        _("Say after which step it comes, or take it out."),
    ),
    "no_way_out": (
        _("“{name}” lies in a loop that nothing leaves: the work would go round for ever."),
        _("Add a choice or an approval from which a way leads out of the loop."),
    ),
    "no_step_in_loop": (
        _("“{name}” lies in a loop in which nobody does anything: it would go round for ever in one moment."),
        _("Put a step that somebody does, or a wait, into the loop."),
    ),
    "waits_for_ever": (
        _("“{name}” waits for ways of which only some may come: it could wait for ever."),
        _("Let the ways of a choice meet without waiting, and join only what was split to run side by side."),
    ),
    "done_twice": (
        _("Ways that run side by side meet at “{name}” without waiting for each other: the work would be done twice."),
        _("Let it come after all of them in the outline, or join them with a parallel gateway before it."),
    ),
}
