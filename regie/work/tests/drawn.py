"""Drawings for tests of the engine: the samples of `bpmn/`, small ones written in a line, and somebody who walks through them."""

from __future__ import annotations

import json
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from regie.work.engine.executable import Executable, executable
from regie.work.engine.reading import Drawing, read
from regie.work.engine.running import ENGINE, Moves

FOLDER = Path(__file__).parent / "bpmn"
SAMPLES = sorted(path.name for path in FOLDER.glob("*.bpmn") if not path.name.startswith("odd-"))


def sample(name: str) -> bytes:
    return (FOLDER / f"{name.removesuffix('.bpmn')}.bpmn").read_bytes()


def drawn(nodes: str, ways: str, inside: str = "") -> bytes:
    """`drawn("startEvent:s task:write endEvent:e", "s>write write>e")`; `inside` is put into the process as it is.

    A way may say more: `g>write:no` is called “no”.
    """
    said = [f'<{type} id="{id}" name="{id}"/>' for type, id in (node.split(":") for node in nodes.split())]
    for number, way in enumerate(ways.split()):
        ends, _, name = way.partition(":")
        source, target = ends.split(">")
        said.append(f'<sequenceFlow id="w{number}" sourceRef="{source}" targetRef="{target}" name="{name}"/>')
    return process("".join(said) + inside)


def process(inside: str) -> bytes:
    space = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    return f'<definitions xmlns="{space}" targetNamespace="x"><process id="p">{inside}</process></definitions>'.encode()


def row(steps: int) -> bytes:
    """So many steps one after the other."""
    ids = ["start", *(f"step_{number}" for number in range(steps)), "end"]
    nodes = ["startEvent:start", *(f"task:{id}" for id in ids[1:-1]), "endEvent:end"]
    return drawn(" ".join(nodes), " ".join(f"{one}>{other}" for one, other in pairwise(ids)))


class Walk:
    """A run, each of whose states goes through JSON as it does in the database."""

    def __init__(self, source: bytes | Drawing, process: str = "") -> None:
        drawing = source if isinstance(source, Drawing) else read(source)
        self.executable: Executable
        self.executable, self.faults = executable(drawing, process)
        self.model = next(model for model in drawing.models if model.id == process) if process else drawing.model
        self.seen: list[str] = []
        self._after(ENGINE.start(self.executable))

    def _after(self, moves: Moves) -> Moves:
        self.state = json.loads(json.dumps(moves.state))
        self.seen += [opened.node_id for opened in moves.opened]
        self.last, self.ended, self.wake_at = moves, moves.ended, moves.wake_at
        return moves

    @property
    def tasks(self) -> list:
        return ENGINE.open_in(self.executable, self.state)

    @property
    def open(self) -> list[str]:
        return sorted(each.node_id for each in self.tasks)

    @property
    def to_do(self) -> list[str]:
        """What is open and has to be done: not what may happen beside it."""
        return sorted(each.node_id for each in self.tasks if not each.beside)

    def task(self, node: str):
        return next(each for each in self.tasks if each.node_id == node)

    def do(self, node: str, *names: str) -> Moves:
        """Complete what is open at a node; ways by their names."""
        task = self.task(node)
        ways = tuple(next(way for way, name, outcome in task.choices if wanted in (name, outcome, way)) for wanted in names)
        return self._after(ENGINE.complete(self.executable, self.state, task.token, ways or None))

    def wake(self, now: datetime) -> Moves:
        return self._after(ENGINE.wake(self.executable, self.state, now))
