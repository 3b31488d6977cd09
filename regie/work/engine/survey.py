"""What a model says about its nodes, asked again and again while it is unfolded."""

from __future__ import annotations

from collections import defaultdict

from .model import Kind, Model, Node, Way
from .net import Choice


class Survey:
    def __init__(self, model: Model) -> None:
        self.model = model
        self.out: dict[str, list[Way]] = defaultdict(list)
        self.ins: dict[str, list[Way]] = defaultdict(list)
        self.inner: dict[str, list[Node]] = defaultdict(list)
        self.beside: dict[str, list[Node]] = defaultdict(list)
        for way in model.ways:
            self.out[way.source].append(way)
            self.ins[way.target].append(way)
        for node in model.nodes.values():
            self.inner[node.parent].append(node)
            if node.attached_to:
                self.beside[node.attached_to].append(node)
        self.choices = {way.id: self.choice(way) for way in model.ways}
        # What follows a gateway that waits is chosen there, or comes by its time: it is not waited for again.
        self.awaited = {
            way.target
            for node in model.nodes.values()
            if node.type == "eventBasedGateway"
            for way in self.out[node.id]
            if len(self.ins[way.target]) == 1
            and (model.nodes[way.target].kind in {Kind.MESSAGE, Kind.TIMER} or model.nodes[way.target].type == "receiveTask")
        }

    def choice(self, way: Way) -> Choice:
        target = self.model.nodes[way.target]
        return Choice(way.id, way.name or way.condition or target.name, way.outcome, way.is_back)

    def events_in(self, parent: str) -> list[Node]:
        """Sub-processes that begin when something happens, as far as they say with one event what that is."""
        return [
            node
            for node in self.inner[parent]
            if node.by_event and node.kind is Kind.GROUP and [each.event != "" for each in self.starts_in(node.id)] == [True]
        ]

    def starts_in(self, parent: str) -> list[Node]:
        return [node for node in self.inner[parent] if node.kind is Kind.START]

    def caught_by(self, node: Node) -> str:
        """The event at the edge of a sub-process around an end that throws an error, by its piece."""
        around = node.parent
        while around:
            for event in self.beside[around]:
                if event.event == node.event and (not event.code or event.code == node.code):
                    return f"beside.{event.id}"
            around = self.model.nodes[around].parent
        return ""
