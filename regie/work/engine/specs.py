"""How SpiffWorkflow reads what we compiled: the parser, joins that never wait for what cannot come, and no evaluation of anything."""

from __future__ import annotations

import sys
from functools import cache, lru_cache
from threading import Lock
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.task_parsers import ConditionalGatewayParser, GatewayParser
from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.util.task import TaskState

from .compiling import ALWAYS
from .graph import reachable
from .names import bpmn
from .net import Piece

LIVE = TaskState.WAITING | TaskState.READY | TaskState.STARTED


class Near:
    """Sees one step ahead. The engine predicts every path to the end of the process, at each step, which costs a step of a long
    workflow many milliseconds and one of 2,000 steps more calls within calls than Python allows."""

    name: str
    _inputs: list[str]
    _predict_hook: Any  # of the class that it is put before
    _update_hook: Any

    def _predict(self, task: Any, seen: Any = None, looked_ahead: int = 0, mask: int = TaskState.PREDICTED_MASK) -> None:
        if task.has_state(mask):
            self._predict_hook(task)

    def _update(self, task: Any) -> None:
        if not task._children and task.has_state(TaskState.NOT_FINISHED_MASK):
            self._predict_hook(task)
        if self._update_hook(task):
            task._ready()


class Patient(Near):
    """A join looks at what can still come to it, not at how it was drawn: a modeller's mistake must not hang a run for ever.

    The engine's own joins walk up and down a tree of everything that ever happened, which we do not keep.
    """

    def _update_hook(self, task: Any) -> bool:
        missing, come = self._arrived(task)
        task.internal_data["come"] = sorted(come)
        for other in self._waiting(task):
            other.cancel()  # what came with it is remembered here
        if not self._may_go_on(task, missing, come):
            task._set_state(TaskState.WAITING)
            return False
        task._inherit_data()
        return True

    def _arrived(self, task: Any) -> tuple[set[str], set[str]]:
        """Inputs that have not come, and those that have, by the names of their pieces."""
        inputs = set(self._inputs)
        come = {task.parent.task_spec.name, *task.internal_data.get("come", ())}
        for other in self._waiting(task):
            come |= {other.parent.task_spec.name, *other.internal_data.get("come", ())}
        return inputs - come, inputs & come

    def _waiting(self, task: Any) -> list[Any]:
        return [
            each
            for each in task.workflow.tasks.values()
            if each.task_spec is self and each is not task and each.state == TaskState.WAITING
        ]

    def _may_go_on(self, task: Any, missing: set[str], come: set[str]) -> bool:
        raise NotImplementedError

    def _reached_from(self, task: Any) -> set[str]:
        """Inputs of this join that a piece can still come to without going through it."""
        known = task.workflow.spec.__dict__.setdefault("reached", {})
        key = (self.name, task.task_spec.name)
        if key not in known:
            specs = task.workflow.spec.task_specs
            after = {name: () if name == self.name else spec._outputs for name, spec in specs.items()}
            known[key] = reachable(after, [task.task_spec.name]) & set(self._inputs)
        return known[key]

    def _others(self, task: Any) -> list[Any]:
        """What is still under way elsewhere in this scope, or has just been let go and not yet arrived."""
        end = task.workflow.spec.end.name
        return [
            each
            for each in task.workflow.tasks.values()
            if each.task_spec is not self and each.task_spec.name != end
            and (each.has_state(LIVE) or (each.state == TaskState.FUTURE and each.parent.state == TaskState.COMPLETED))
        ]  # fmt: skip

    def _run_hook(self, task: Any) -> bool:
        task._inherit_data()
        return True


class All(Patient, defaults.ParallelGateway):
    """Waits for each of its ways, as long as something can still come by it."""

    def _may_go_on(self, task: Any, missing: set[str], come: set[str]) -> bool:
        return not missing or not any(missing & self._reached_from(other) for other in self._others(task))


class Some(Patient, defaults.InclusiveGateway):
    """Waits while something under way can come by a way that is still empty, and by none that is not (BPMN 2.0, 13.4.3)."""

    def _may_go_on(self, task: Any, missing: set[str], come: set[str]) -> bool:
        reached = (self._reached_from(other) for other in self._others(task)) if missing else ()
        return not any(missing & each and not come & each for each in reached)

    def _run_hook(self, task: Any) -> bool:
        task._inherit_data()
        matches, defaults = self._get_matching_outputs(task)
        task._sync_children(matches or defaults, TaskState.FUTURE)
        for child in task.children:
            child.task_spec._predict(child, mask=TaskState.FUTURE | TaskState.PREDICTED_MASK)
        return True


class Chosen:
    """Stands where the engine would evaluate Python: a way is taken when it was chosen, a time is the text that it is."""

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Any:
        if hasattr(task.task_spec, "cond_task_specs"):
            return expression == ALWAYS or expression in task.data.get("ways", ())
        return expression

    def execute(self, task: Any, script: str, external_context: Any = None) -> bool:
        raise AssertionError("no script is ever compiled")

    call_service = execute


class Parser(BpmnParser):
    OVERRIDE_PARSER_CLASSES = {
        bpmn(Piece.ALL): (GatewayParser, All),
        bpmn(Piece.ANY): (ConditionalGatewayParser, Some),
    }


@cache
def near(cls: Any) -> Any:
    return cls if issubclass(cls, Near) else type(cls.__name__, (Near, cls), {})


_reading = Lock()


@lru_cache(maxsize=64)
def specs_of(xml: bytes, process: str) -> tuple[Any, dict[str, Any]]:
    """The engine's own picture of a process and of its sub-processes."""
    parser = Parser()
    tree = etree.fromstring(xml)
    pieces = sum(1 for _element in tree.iter())
    # The parser calls itself for each step of a path: 2,000 steps need more than Python allows by itself.
    with _reading:
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(max(before, 2_000 + 8 * pieces))
        try:
            parser.add_bpmn_xml(tree)
            spec, inner = parser.get_spec(process), parser.get_subprocess_specs(process)
        finally:
            sys.setrecursionlimit(before)
    for each in (spec, *inner.values()):
        for piece in each.task_specs.values():
            # The parser makes some pieces by itself, so that all are taught afterwards.
            cls: Any = type(piece)
            piece.__class__ = near(cls)
    return spec, inner
