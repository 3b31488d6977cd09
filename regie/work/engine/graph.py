"""What can be said of nodes and ways without knowing what they mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from .model import Kind, Model, Outcome, Way


def with_returns(model: Model) -> list[Way]:
    """The ways, those marked that return to a node they come from: sent back first, then found depth first from the starts."""
    after: dict[str, list[tuple[str, str]]] = {id: [] for id in model.nodes}
    entered: set[str] = set()
    for way in model.ways:
        after[way.source].append((way.target, way.id))
        entered.add(way.target)
    for node in model.nodes.values():
        if node.attached_to in after:
            after[node.attached_to].append((node.id, ""))
            entered.add(node.id)
    starts = [id for id, node in model.nodes.items() if node.kind is Kind.START]
    loose = [id for id in model.nodes if id not in entered]
    sent_back = {way.id for way in model.ways if way.outcome == Outcome.SENT_BACK}
    returning = returns(after, [*starts, *loose, *model.nodes], sent_back)
    return [replace(way, is_back=way.id in returning) for way in model.ways]


def returns(after: Mapping[str, Sequence[tuple[str, str]]], roots: Iterable[str], likely: Collection[str] = ()) -> set[str]:
    """Ids of the ways that return. Those that are `likely` to do so return if their target leads to them without them.

    A loop that is entered at two places, as when one branch of several is sent back, has no beginning of its own: without
    `likely`, which of its ways returns would depend on which was walked first.
    """
    if not likely:
        return _returns(after, roots)
    ahead = {node: [pair for pair in pairs if pair[1] not in likely] for node, pairs in after.items()}
    found = _returns(ahead, roots)
    forward = {node: [target for target, way in pairs if way not in found] for node, pairs in ahead.items()}
    for node, pairs in after.items():
        for target, way in pairs:
            if way in likely:
                if node in reachable(forward, [target]):
                    found.add(way)
                else:
                    forward[node].append(target)
    return found


def _returns(after: Mapping[str, Sequence[tuple[str, str]]], roots: Iterable[str]) -> set[str]:
    """Ids of the ways whose target is an ancestor on the path that led there. No recursion: workflows are long."""
    open_, done, found = set(), set(), set()
    for root in roots:
        if root in done:
            continue
        open_.add(root)
        path = [(root, iter(after[root]))]
        while path:
            node, ways = path[-1]
            for target, way in ways:
                if target in open_:
                    found.add(way)
                elif target not in done:
                    open_.add(target)
                    path.append((target, iter(after[target])))
                    break
            else:
                path.pop()
                open_.discard(node)
                done.add(node)
    return found


def circles(after: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Groups of nodes that one can go round in for ever (Tarjan's strongly connected components, without recursion)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    waiting: set[str] = set()
    found = []
    for root in after:
        if root in order:
            continue
        path = [(root, iter(after[root]))]
        order[root] = low[root] = len(order)
        stack.append(root)
        waiting.add(root)
        while path:
            node, targets = path[-1]
            for target in targets:
                if target not in after:
                    continue
                if target not in order:
                    order[target] = low[target] = len(order)
                    stack.append(target)
                    waiting.add(target)
                    path.append((target, iter(after[target])))
                    break
                if target in waiting:
                    low[node] = min(low[node], order[target])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == order[node]:
                    group = []
                    while True:
                        member = stack.pop()
                        waiting.discard(member)
                        group.append(member)
                        if member == node:
                            break
                    if len(group) > 1 or node in after[node]:
                        found.append(group)
    return found


def reachable(after: Mapping[str, Iterable[str]], roots: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    todo = list(roots)
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo.extend(after.get(node, ()))
    return seen
