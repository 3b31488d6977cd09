"""Of any drawing, something that SpiffWorkflow's parser accepts and that people can work through; and what cannot be.

How each thing runs:

- tasks of every type are somebody's; those bound to an operation of ours are automatic; no script and no condition of a file is computed;
- an exclusive gateway is a question to whoever completed the step before it, or a question of its own where no step is just before;
- an inclusive or complex gateway asks which ways go on, and where ways meet again waits for all that can still come;
- a gateway that waits for events asks what came first, and goes on by itself when a time comes;
- a message is a request to make or a word to wait for, and so is a signal, a condition, an escalation; beside a step they may be said at any time;
- a time that ISO 8601 can say comes by itself, any other is for a person to say;
- a sub-process is run as drawn, an empty one is a task; an error in it leads to the event at its edge;
- a dead end ends.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.utils.translation import gettext_lazy as _

from .compiling import compile_net
from .graph import circles, reachable
from .model import Kind, Model, Unsupported
from .net import Choice, Flow, Net, Part, Piece
from .reading import Drawing, read
from .unfolding import ASKED, unfold


@dataclass(frozen=True)
class Executable:
    """`xml` is what the engine parses, `parts` what each of its pieces stands for. `key` tells one from another."""

    process: str
    xml: bytes
    parts: dict[str, Part]

    @cached_property
    def key(self) -> str:
        return hashlib.sha256(self.xml).hexdigest()[:32]


def executable(drawing: Drawing, process: str = "") -> tuple[Executable, list[Unsupported]]:
    """The executable of a process of the drawing (by default the one with most steps), and what differs from what is drawn.

    Never fails: of what cannot run, `Unsupported` says why, with `runs` false; with `runs` true it says how it runs instead.
    """
    model = next((each for each in drawing.models if each.id == process), drawing.model)
    found, faults = of_model(model)
    return found, [*drawing.unsupported, *faults, *apart(drawing, model)]


def apart(drawing: Drawing, model: Model) -> list[Unsupported]:
    """The other processes of the file, of which a run of `model` does nothing."""
    why = _("A workflow of its own: it is run apart from this one.")
    return [Unsupported(other.id, "process", other.line, why, runs=True) for other in drawing.models if other is not model]


@lru_cache(maxsize=128)
def executable_of(source: bytes, process: str = "") -> Executable:
    """The executable of a file, kept in memory: a run asks for it at each step."""
    return executable(read(source), process)[0]


def of_model(model: Model) -> tuple[Executable, list[Unsupported]]:
    net, faults, choices = unfold(model)
    end_dead_ends(net)
    faults += leave_out(net, model, {fault.id for fault in faults if not fault.runs})
    shorten(net)
    ask(net, choices)
    faults += hold_circles(net, model)
    part_twins(net)
    return Executable("run", compile_net(net, "run", model.name), net.parts), sorted(faults, key=lambda fault: fault.line)


def ask(net: Net, choices: dict[str, Choice]) -> None:
    """Before each gateway that chooses stands somebody who is asked."""
    out_of, into = net.out_of(), net.into()
    for gateway in [part for part in net.parts.values() if part.piece in {Piece.ONE, Piece.ANY}]:
        offered = tuple(choices[flow.choice] for flow in out_of[gateway.id] if flow.choice)
        if not offered:
            continue
        several = gateway.piece is Piece.ANY
        may_be_none = len(offered) < len(out_of[gateway.id])
        for flow in into[gateway.id]:
            before = net.parts[flow.source]
            answers = before.is_worked and before.kind in ASKED and len(out_of[before.id]) == 1
            if not answers:
                asked = f"ask.{gateway.id.removeprefix('out.')}"
                if asked not in net.parts:
                    net.add(Part(asked, Piece.TASK, gateway.scope, gateway.node, Kind.CHOICE, offered, several, may_be_none))
                    net.flow(asked, gateway.id)
                flow.target = asked
            elif not before.choices:
                before.choices, before.several, before.may_be_none = offered, several, may_be_none


def end_dead_ends(net: Net) -> None:
    out_of = net.out_of()
    scopes = {part.scope for part in net.parts.values()}
    ends = {scope: f"end..{scope}" for scope in scopes}
    for part in list(net.parts.values()):
        if part.piece is not Piece.END and not out_of[part.id]:
            if ends[part.scope] not in net.parts:
                net.add(Part(ends[part.scope], Piece.END, part.scope, kind=Kind.END))
            net.flow(part.id, ends[part.scope])
    for scope in scopes:
        # The engine wants an end in every sub-process, even one that goes round for ever.
        if not any(part.piece is Piece.END for part in net.in_scope(scope)):
            net.add(Part(ends[scope], Piece.END, scope, kind=Kind.END))


def leave_out(net: Net, model: Model, named: set[str]) -> list[Unsupported]:
    """Pieces that nothing leads to are taken out, and the nodes they stand for named."""
    reached = reachable(net.after(), ["start."])
    for scope in {part.scope for part in net.parts.values()} & {"", *reached}:
        ends = [part.id for part in net.in_scope(scope) if part.piece is Piece.END]
        if not reached.intersection(ends):
            reached.add(ends[0])
    alive = {part.node for part in net.parts.values() if part.id in reached}
    net.parts = {id: part for id, part in net.parts.items() if id in reached}
    net.flows = [flow for flow in net.flows if flow.source in reached and flow.target in reached]
    why = _("No way leads here from a start: it is never done. Draw an arrow to it.")
    return [
        Unsupported(node.id, node.type, node.line, why)
        for node in model.nodes.values()
        if node.id not in alive and node.id not in named and node.kind is not Kind.START and not node.by_event
        and node.event not in {"compensate", "link"} and not _lies_in(node.parent, model, lambda id: id not in alive)
    ]  # fmt: skip


def _lies_in(parent: str, model: Model, is_dead: Callable[[str], bool]) -> bool:
    """Something around it is named already."""
    while parent:
        if is_dead(parent):
            return True
        parent = model.nodes[parent].parent
    return False


def hold_circles(net: Net, model: Model) -> list[Unsupported]:
    """Where work could go round without anybody working, somebody says each time that it may go on."""
    faults = []
    while rounds := circles(_by_itself(net)):
        for members in map(set, rounds):
            inside = [flow for flow in net.flows if flow.source in members and flow.target in members]
            flow = next((flow for flow in inside if flow.is_back), inside[0])
            node = net.parts[flow.target].node or net.parts[flow.source].node
            id = f"hold.{flow.source}.{flow.target}"
            while id in net.parts:
                id += "+"
            hold = net.add(Part(id, Piece.TASK, net.parts[flow.target].scope, node, Kind.MESSAGE))
            net.flow(hold, flow.target)
            flow.target = hold
            if node in model.nodes:
                why = _("The work could go round here for ever without anybody: somebody is asked each time whether it goes on.")
                faults.append(Unsupported(node, model.nodes[node].type, model.nodes[node].line, why, runs=True))
    return faults


def _by_itself(net: Net) -> dict[str, list[str]]:
    """Flows between pieces that need nobody and no time."""
    out_of = net.out_of()
    needs: dict[str, bool] = {}

    def waits(part: Part) -> bool:
        if part.piece is Piece.GROUP:
            if part.id not in needs:
                needs[part.id] = True  # a scope cannot lie in itself
                inner = {each.id: [flow.target for flow in out_of[each.id]] for each in net.in_scope(part.id) if not waits(each)}
                start = f"start.{part.id}"
                ended = reachable(inner, [start]) if start in inner else set()
                needs[part.id] = not any(net.parts[id].piece is Piece.END for id in ended)
            return needs[part.id]
        return part.piece in {Piece.TASK, Piece.BESIDE, Piece.TIMER}

    free = {part.id for part in net.parts.values() if not waits(part)}
    return {id: [flow.target for flow in out_of[id] if flow.target in free] for id in net.parts if id in free}


def shorten(net: Net) -> None:
    """Take out what one only passes: each piece is work for the engine, and a long row of them more than it can see."""
    out_of, into = net.out_of(), net.into()
    gone = set()
    for part in list(net.parts.values()):
        ways = out_of[part.id]
        is_passed = len(ways) == 1 and not ways[0].choice and (part.piece is Piece.ONE or len(into[part.id]) == 1)
        if part.piece not in {Piece.ONE, Piece.ALL, Piece.ANY} or not is_passed or ways[0].target == part.id:
            continue
        target = ways[0].target
        into[target].remove(ways[0])
        for flow in into.pop(part.id):
            flow.target = target
            flow.is_back = flow.is_back or ways[0].is_back
            into[target].append(flow)
        gone.add(ways[0])
        del net.parts[part.id]
    net.flows = [flow for flow in net.flows if flow not in gone]


def part_twins(net: Net) -> None:
    """Two arrows between the same pieces: the engine takes them for one, so each after the first goes by a piece of its own."""
    seen: set[tuple[str, str]] = set()
    for number, flow in enumerate(list(net.flows)):
        ends = (flow.source, flow.target)
        if ends in seen and net.parts[flow.source].piece is not Piece.ONE:
            before = net.parts[flow.target]
            between = net.add(Part(f"past.{number}.{flow.source}", Piece.ONE, before.scope, before.node, before.kind))
            net.flows.append(Flow(between, flow.target))
            flow.target = between
        seen.add(ends)
