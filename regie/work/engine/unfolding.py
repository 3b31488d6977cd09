"""A model to pieces that the engine can run as human work. What a drawing leaves open, a person decides; what cannot run is named."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .model import Kind, Model, Node, Unsupported
from .net import Choice, Net, Part, Piece
from .remarks import Remarks
from .survey import Survey
from .timers import timing_of

ASKED = {Kind.STEP, Kind.APPROVAL, Kind.MESSAGE, Kind.CHOICE}  # who completes these can say which way the work goes on


def unfold(model: Model) -> tuple[Net, list[Unsupported], dict[str, Choice]]:
    """Pieces and flows; what differs from the drawing; what each way is called when a person is asked to choose."""
    work = Unfolding(model)
    work.whole()
    return work.net, work.said, work.choices


class Unfolding(Survey):
    def __init__(self, model: Model) -> None:
        super().__init__(model)
        self.net = Net()
        self.said = Remarks()
        self.entry: dict[str, str] = {}  # where one comes in to a node
        self.exit: dict[str, str] = {}  # where one leaves it

    def whole(self) -> None:
        """The process; where something may happen at any time, all of it lies in one group that this lies beside."""
        events = self.events_in("")
        if not events:
            return self.scope("", "")
        self.net.add(Part("whole", Piece.GROUP, "", self.model.id, Kind.GROUP))
        start = self.net.add(Part("start.", Piece.START, ""))
        after = self.net.add(Part("past.whole", Piece.ONE, "", self.model.id))
        self.net.flow(start, "whole")
        self.net.flow("whole", after)
        self.scope("", "whole")
        for event in events:
            self.happen(event, "whole", after)

    def scope(self, parent: str, piece: str) -> None:
        nodes = self.inner[parent]
        events = {event.id for event in self.events_in(parent)}
        for node in nodes:
            if node.by_event and node.id not in events:
                self.said.out_of_the_flow(node)
            elif not node.by_event and not node.attached_to:
                self.place(node, piece)
        for node in nodes:
            if node.attached_to:
                self.attach(node, piece)
        for node in nodes:
            self.tie(node)
        self.begin(parent, nodes, piece)

    def happen(self, group: Node, host: str, after: str) -> None:
        """What begins when something happens lies beside all that it may interrupt; then the work goes on after that."""
        start, outer = self.starts_in(group.id)[0], self.net.parts[host].scope
        beside = self.net.add(
            Part(
                f"beside.{start.id}",
                Piece.BESIDE,
                outer,
                start.id,
                Kind.MESSAGE,
                attached_to=host,
                interrupting=start.interrupting,
            )
        )
        self.time(start, self.net.parts[beside])
        done = self.net.add(Part(f"do.{group.id}", Piece.GROUP, outer, group.id, Kind.GROUP))
        self.net.flow(beside, done)
        if start.interrupting:
            self.net.flow(done, after)
        self.said.remark_group(group)
        self.scope(group.id, done)

    def time(self, node: Node, part: Part) -> None:
        if node.event != "timer":
            return
        part.timing = timing_of(node.timer)
        if part.timing is None:
            self.said.bad_time(node)
        else:
            part.kind = Kind.TIMER

    # --- one node ---------------------------------------------------------------------------------------------------

    def place(self, node: Node, scope: str) -> None:
        if node.id in self.awaited:
            self.entry[node.id] = self.exit[node.id] = self.passing(node, scope)
        elif node.kind is Kind.END:
            self.place_end(node, scope)
        elif node.kind is Kind.GROUP:
            self.entry[node.id] = self.exit[node.id] = self.net.add(
                Part(f"do.{node.id}", Piece.GROUP, scope, node.id, Kind.GROUP)
            )
            self.said.remark_group(node)
            self.scope(node.id, f"do.{node.id}")
            for event in self.events_in(node.id):
                if self.exit[node.id] == f"do.{node.id}":
                    self.exit[node.id] = self.passing(node, scope)
                    self.net.flow(f"do.{node.id}", self.exit[node.id])
                self.happen(event, f"do.{node.id}", self.exit[node.id])
            self.split_after(node, scope)
        elif node.kind in {Kind.CHOICE, Kind.ALL, Kind.ANY}:
            self.place_gateway(node, scope)
        elif node.kind is Kind.TIMER:
            self.place_timer(node, scope)
        elif node.kind is Kind.OTHER and node.event != "compensate":
            self.entry[node.id] = self.exit[node.id] = self.passing(node, scope)
        elif node.kind is not Kind.START:
            self.entry[node.id] = self.exit[node.id] = self.task(
                node, scope, Kind.MESSAGE if node.kind is Kind.OTHER else node.kind
            )
            self.said.remark(node)
            self.split_after(node, scope)

    def task(self, node: Node, scope: str, kind: Kind) -> str:
        return self.net.add(Part(f"do.{node.id}", Piece.TASK, scope, node.id, kind))

    def passing(self, node: Node, scope: str) -> str:
        return self.net.add(Part(f"past.{node.id}", Piece.ONE, scope, node.id, node.kind))

    def place_end(self, node: Node, scope: str) -> None:
        end = Part(f"end.{node.id}", Piece.END, scope, node.id, Kind.END, ends_all=node.event == "terminate")
        if node.event in {"error", "cancel"}:
            end.error = self.caught_by(node)
            if not end.error:
                end.ends_all = True
                self.said.fault(
                    node, _("Nothing at the edge of a sub-process catches this error: everything around it stops here.")
                )
        self.entry[node.id] = self.net.add(end)
        if node.event in {"message", "signal", "escalation", "compensate"}:
            self.entry[node.id] = self.task(node, scope, Kind.MESSAGE)
            self.net.flow(self.entry[node.id], end.id)
            if node.event == "compensate":
                self.said.remark(node)

    def place_timer(self, node: Node, scope: str) -> None:
        timing = timing_of(node.timer)
        if timing is None:
            self.entry[node.id] = self.exit[node.id] = self.task(node, scope, Kind.MESSAGE)
            self.said.bad_time(node)
        else:
            part = Part(f"do.{node.id}", Piece.TIMER, scope, node.id, Kind.TIMER, timing=timing)
            self.entry[node.id] = self.exit[node.id] = self.net.add(part)
        self.split_after(node, scope)

    def place_gateway(self, node: Node, scope: str) -> None:
        several = len(self.out[node.id]) > 1
        if node.type == "eventBasedGateway":
            self.entry[node.id] = self.net.add(Part(f"ask.{node.id}", Piece.TASK, scope, node.id, Kind.CHOICE))
            self.exit[node.id] = self.net.add(Part(f"out.{node.id}", Piece.ONE, scope, node.id, node.kind))
            self.net.flow(self.entry[node.id], self.exit[node.id])
        elif node.kind is Kind.ALL:
            self.entry[node.id] = self.exit[node.id] = self.net.add(Part(f"all.{node.id}", Piece.ALL, scope, node.id, node.kind))
        elif node.kind is Kind.CHOICE:
            self.entry[node.id] = self.exit[node.id] = self.net.add(Part(f"out.{node.id}", Piece.ONE, scope, node.id, node.kind))
        else:
            if node.type == "complexGateway":
                self.said.fault(
                    node, _("Its rule is not computed: somebody says which ways go on, and all that was begun is waited for.")
                )
            joined = len(self.ins[node.id]) > 1
            self.entry[node.id] = self.exit[node.id] = self.net.add(
                Part(f"in.{node.id}" if joined else f"out.{node.id}", Piece.ANY, scope, node.id, node.kind)
            )
            if joined and several:
                self.exit[node.id] = self.net.add(Part(f"out.{node.id}", Piece.ANY, scope, node.id, node.kind))
                self.net.flow(self.entry[node.id], self.exit[node.id])
        if several and node.kind in {Kind.CHOICE, Kind.ANY} and any(way.condition for way in self.out[node.id]):
            self.said.fault(
                node, _("Its conditions are not computed: somebody chooses the way, with the conditions before them.")
            )

    def split_after(self, node: Node, scope: str) -> None:
        """Several arrows that leave a step: a choice where they have outcomes, some where they have conditions, else all."""
        ways = self.out[node.id]
        if len(ways) < 2:
            return
        if any(way.outcome for way in ways):
            piece = Piece.ONE
        else:
            piece = Piece.ANY if any(way.condition or way.is_default for way in ways) else Piece.ALL
        gateway = self.net.add(Part(f"out.{node.id}", piece, scope, node.id, Kind.ALL if piece is Piece.ALL else Kind.CHOICE))
        self.net.flow(self.exit[node.id], gateway)
        self.exit[node.id] = gateway

    # --- what lies beside a step ------------------------------------------------------------------------------------

    def attach(self, node: Node, scope: str) -> None:
        host = self.net.parts.get(f"do.{node.attached_to}") or self.net.parts.get(f"ask.{node.attached_to}")
        if node.event == "compensate":
            return  # what it points to is named as not opened
        if host is None or host.piece not in {Piece.TASK, Piece.GROUP}:
            self.said.fault(node, _("It is tied to something that is never waited for, and so never happens."), runs=False)
            return
        part = Part(
            f"beside.{node.id}", Piece.BESIDE, scope, node.id, Kind.MESSAGE, attached_to=host.id, interrupting=node.interrupting
        )
        self.time(node, part)
        if node.event in {"error", "cancel"} and self.is_thrown_to(node):
            part.error, part.interrupting, part.kind = part.id, True, Kind.OTHER
        self.exit[node.id] = self.net.add(part)
        if len(self.out[node.id]) > 1:
            split = self.net.add(Part(f"out.{node.id}", Piece.ALL, scope, node.id, Kind.ALL))
            self.net.flow(part.id, split)
            self.exit[node.id] = split

    def is_thrown_to(self, node: Node) -> bool:
        return any(part.error == f"beside.{node.id}" and part.piece is Piece.END for part in self.net.parts.values())

    # --- ways -----------------------------------------------------------------------------------------------------------

    def tie(self, node: Node) -> None:
        if node.id not in self.exit:
            return
        source = self.exit[node.id]
        if node.event == "link" and node.type != "intermediateCatchEvent" and not self.out[node.id]:
            self.jump(node, source)
        piece = self.net.parts[source].piece
        is_asked = piece in {Piece.ONE, Piece.ANY} and len(self.out[node.id]) > 1
        conditional = [way for way in self.out[node.id] if way.condition or way.is_default]
        for way in self.out[node.id]:
            target = self.entry.get(way.target)
            if target is None:
                continue
            # An arrow without a condition that leaves a step beside conditional ones is always taken.
            always = piece is Piece.ANY and node.kind is not Kind.ANY and conditional and way not in conditional
            self.net.flow(source, target, way.id if is_asked and not always else "", is_back=way.is_back)
            if node.type == "eventBasedGateway":
                self.come_by_time(node, self.model.nodes[way.target], target)

    def come_by_time(self, gateway: Node, awaited: Node, target: str) -> None:
        if awaited.kind is not Kind.TIMER or awaited.id not in self.awaited:
            return
        timing = timing_of(awaited.timer)
        if timing is None:
            self.said.bad_time(awaited)
            return
        host = self.net.parts[self.entry[gateway.id]]
        part = Part(f"beside.{awaited.id}", Piece.BESIDE, host.scope, awaited.id, Kind.TIMER, timing=timing, attached_to=host.id)
        self.net.flow(self.net.add(part), target)

    def jump(self, node: Node, source: str) -> None:
        """A link is an arrow that was too long to draw."""
        label = node.code or node.name
        for other in self.inner[node.parent]:
            if other.event == "link" and other.type == "intermediateCatchEvent" and (other.code or other.name) == label:
                self.net.flow(source, self.entry[other.id])
                return
        self.said.fault(
            node, format_lazy(_("Nothing is called “{label}” to jump to: the way ends here."), label=label), runs=False
        )

    def begin(self, parent: str, nodes: list[Node], scope: str) -> None:
        start = self.net.add(Part(f"start.{scope}", Piece.START, scope))
        starts = self.starts_in(parent)
        if len(starts) > 1:
            asked = self.net.add(Part(f"ask.start.{scope}", Piece.TASK, scope, starts[0].id, Kind.CHOICE))
            chosen = self.net.add(Part(f"out.start.{scope}", Piece.ONE, scope, starts[0].id, Kind.CHOICE))
            self.net.flow(start, asked)
            self.net.flow(asked, chosen)
        for node in starts:
            if node.event and not (parent and self.model.nodes[parent].by_event):
                self.said.fault(node, _("It does not begin by itself: somebody starts it."))
            targets = [entry for way in self.out[node.id] if (entry := self.entry.get(way.target))]
            if len(starts) > 1:
                self.choices[node.id] = Choice(node.id, node.name or node.code)
                only = (
                    self.passing(node, scope)
                    if len(targets) < 2
                    else self.net.add(Part(f"all.{node.id}", Piece.ALL, scope, node.id))
                )
                self.net.flow(chosen, only, node.id)
                for target in targets:
                    self.net.flow(only, target)
            else:
                self.spread(start, targets, scope)
        if not starts:
            self.begin_without_start(start, nodes, scope)

    def begin_without_start(self, start: str, nodes: list[Node], scope: str) -> None:
        flowing = [node for node in nodes if node.id in self.entry]
        first = [
            node for node in flowing if not self.ins[node.id] and not (node.event == "link" and node.type.endswith("CatchEvent"))
        ]
        self.spread(start, [self.entry[node.id] for node in first or flowing[:1]], scope)

    def spread(self, start: str, targets: list[str], scope: str) -> None:
        if len(targets) > 1:
            split = self.net.add(Part(f"all.{start}", Piece.ALL, scope))
            self.net.flow(start, split)
            start = split
        for target in targets:
            self.net.flow(start, target)
