"""Starting a run, completing what is open, waking what waited: the only door to SpiffWorkflow.

The engine keeps a tree of everything that ever happened, which grows with each step and each round of rework. We keep where
the tokens are and nothing else: a state is a few lines of JSON whatever the run has behind it. Decisions are told to the engine
when a step is completed and read by the gateway just after; they are kept in our own rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from regie.lib.refused import Refused

from .executable import Executable
from .net import Piece
from .specs import Chosen, Patient, specs_of
from .states import LIVE, Unknown, keep, restore

MOST_STEPS = 20_000  # of the engine, in one move
MOST_TOKENS = 2_500  # under way at once
MOST_TIMERS = 300  # waiting at once: a circle with a timer and a split in it doubles them each time round


@dataclass(frozen=True)
class Open:
    """Something a person (or an operation of ours) has to do. `choices` are asked when it is completed: (way, name, outcome)."""

    token: str
    node_id: str
    kind: str  # of `model.Kind`: step, approval, choice, message, automatic
    choices: tuple[tuple[str, str, str], ...] = ()
    several: bool = False  # more than one way may be chosen
    beside: str = ""  # the node it lies at the edge of: it may happen, and nobody has to wait for it


@dataclass(frozen=True)
class Moves:
    """What came of a move. `closed` are tokens that are no longer open though nobody completed them."""

    state: dict
    opened: list[Open] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    ended: bool = False
    wake_at: datetime | None = None
    waiting: list[tuple[str, datetime]] = field(default_factory=list)  # timers under way: node, when


class Engine(Protocol):
    """What runs workflows. States are JSON and belong to the engine; an executable is made by `executable`."""

    def start(self, executable: Executable) -> Moves: ...

    def complete(self, executable: Executable, state: dict, token: str, way: str | tuple[str, ...] | None = None) -> Moves: ...

    def wake(self, executable: Executable, state: dict, now: datetime) -> Moves: ...

    def cancel(self, executable: Executable, state: dict) -> Moves: ...

    def move(self, executable: Executable, state: dict, target: Executable) -> Moves: ...

    def open_in(self, executable: Executable, state: dict) -> list[Open]: ...


class SpiffEngine:
    """The engine of the house. It holds nothing between two calls but specifications it has parsed before."""

    def start(self, executable: Executable) -> Moves:
        spec, inner = specs_of(executable.xml, executable.process)
        workflow = BpmnWorkflow(spec, inner, script_engine=Chosen())
        return self._settle(executable, workflow, set())

    def complete(self, executable: Executable, state: dict, token: str, way: str | tuple[str, ...] | None = None) -> Moves:
        workflow = self._restore(executable, state)
        task, before = _task(workflow, token), _open_tokens(executable, workflow)
        if task is None or token not in before:
            raise Refused(_("This is no longer open: somebody completed it, or the work went another way."))
        part = executable.parts[task.task_spec.name]
        task.data = {"ways": _chosen(part, way)}
        if part.piece is Piece.BESIDE:
            if not part.interrupting:
                _may_happen_again(task)
            _happens(task)
        else:
            task.task_spec._predict_hook(task)  # what follows it is not kept in the state
            task.run()
        return self._settle(executable, workflow, before - {token})

    def wake(self, executable: Executable, state: dict, now: datetime) -> Moves:
        """Let come what was to come by `now`. May be called at any time, and again."""
        workflow = self._restore(executable, state)
        before = _open_tokens(executable, workflow)
        for task, due in _timers(workflow):
            if due <= now and task.state == TaskState.WAITING:
                _comes(task)
        return self._settle(executable, workflow, before)

    def cancel(self, executable: Executable, state: dict) -> Moves:
        before = _open_tokens(executable, self._restore(executable, state))
        return Moves({"key": executable.key, "ended": True, "tasks": []}, closed=sorted(before), ended=True)

    def move(self, executable: Executable, state: dict, target: Executable) -> Moves:
        """Go on with another version, if all that is under way is there too, and of the same kind. Tokens stay what they are."""
        workflow = self._restore(executable, state)
        before = _open_tokens(executable, workflow)
        under_way = _parts_in(executable, state)
        edged = {host for host, _event in _edges(target) - _edges(executable)}  # what came to its edge was not begun with it
        gone = sorted({part.node for part in under_way if _differs(part, target) or part.id in edged})
        if gone:
            raise Refused(
                format_lazy(
                    _("What is under way here is not in the new version, or is something else there: {nodes}. Finish it first."),
                    nodes=", ".join(gone),
                )
            )
        return self._settle(target, self._restore(target, {**state, "key": target.key}), before)

    def open_in(self, executable: Executable, state: dict) -> list[Open]:
        workflow = self._restore(executable, state)
        return [_open(executable, task) for task in _open_tasks(executable, workflow)]

    def _restore(self, executable: Executable, state: dict) -> BpmnWorkflow:
        if state.get("key") != executable.key:
            raise Refused(_("The run belongs to another version of its workflow. Move it first, or open that version."))
        spec, inner = specs_of(executable.xml, executable.process)
        try:
            return restore(BpmnWorkflow(spec, inner, script_engine=Chosen(), deserializing=True), state)
        except Unknown as fault:
            raise Refused(_("Where this run stands is not in its workflow any more. Cancel it and start again.")) from fault

    def _settle(self, executable: Executable, workflow: BpmnWorkflow, before: set[str]) -> Moves:
        """Do all that needs nobody, then say what is open now."""
        steps = 0

        def count(_task: Any) -> None:
            nonlocal steps
            steps += 1
            if steps > MOST_STEPS:
                raise Refused(_("The work goes round in circles without anybody. Put a step into the circle."))

        workflow.do_engine_steps(will_complete_task=count)
        while _is_stuck(executable, workflow):
            workflow.do_engine_steps(will_complete_task=count)
        if sum(task.has_state(LIVE) for task in _all_tasks(workflow)) > MOST_TOKENS:
            raise Refused(
                _("The work has split into more than 2,500 parts that go on at once. Take the split out of the circle.")
            )
        if len(_timers(workflow)) > MOST_TIMERS:
            raise Refused(
                _("More than 300 times are waited for at once. Take the split out of the circle that has a timer in it.")
            )
        ended = workflow.completed or workflow.is_completed()
        now_open = [] if ended else _open_tasks(executable, workflow)
        tokens = {str(task.id) for task in now_open}
        timers = [] if ended else _timers(workflow)
        return Moves(
            state={"key": executable.key, "ended": ended, **keep(workflow, ended)},
            opened=[_open(executable, task) for task in now_open if str(task.id) not in before],
            closed=sorted(before - tokens),
            ended=ended,
            wake_at=min((due for _task, due in timers), default=None),
            waiting=sorted(((executable.parts[task.task_spec.name].node, due) for task, due in timers), key=lambda each: each[1]),
        )


def _is_stuck(executable: Executable, workflow: BpmnWorkflow) -> bool:
    """Two joins that wait for each other wait for ever: where nothing else is under way, the first goes on. True if one did."""
    if workflow.completed or _timers(workflow) or any(task.task_spec.manual for task in _open_tasks(executable, workflow)):
        return False
    joins = (task for task in _all_tasks(workflow) if isinstance(task.task_spec, Patient) and task.state == TaskState.WAITING)
    first = next(joins, None)
    if first is not None:
        first._ready()
    return first is not None


def _chosen(part: Any, way: str | tuple[str, ...] | None) -> list[str]:
    ways = [way] if isinstance(way, str) and way else list(way or ())
    known = {choice.way for choice in part.choices}
    if not set(ways) <= known:
        raise Refused(_("This is not one of the ways that the work can take from here."))
    if known and not ways and not part.may_be_none:
        raise Refused(_("Say which way the work goes on."))
    if len(ways) > 1 and not part.several:
        raise Refused(_("Only one way can be chosen here."))
    return ways


def _all_tasks(workflow: BpmnWorkflow) -> list[Any]:
    inner = [task for each in workflow.subprocesses.values() if not each.completed for task in each.tasks.values()]
    return [*workflow.tasks.values(), *inner]


def _task(workflow: BpmnWorkflow, token: str) -> Any:
    return next((task for task in _all_tasks(workflow) if str(task.id) == token), None)


def _is_open(executable: Executable, task: Any) -> bool:
    part = executable.parts.get(task.task_spec.name)
    if part is None:
        return False
    if part.piece is Piece.TASK:
        return task.state == TaskState.READY
    return part.piece is Piece.BESIDE and part.timing is None and not part.error and task.state == TaskState.WAITING


def _open_tasks(executable: Executable, workflow: BpmnWorkflow) -> list[Any]:
    return [task for task in _all_tasks(workflow) if _is_open(executable, task)]


def _open_tokens(executable: Executable, workflow: BpmnWorkflow) -> set[str]:
    return {str(task.id) for task in _open_tasks(executable, workflow)}


def _open(executable: Executable, task: Any) -> Open:
    part = executable.parts[task.task_spec.name]
    host = executable.parts.get(part.attached_to)
    return Open(
        token=str(task.id),
        node_id=part.node,
        kind=str(part.kind),
        choices=tuple((choice.way, choice.name, choice.outcome) for choice in part.choices),
        several=part.several,
        beside=host.node if host else "",
    )


def _may_happen_again(task: Any) -> None:
    again = task.parent._add_child(task.task_spec, TaskState.WAITING)
    again.task_spec._update(again)


def _happens(task: Any) -> None:
    task._set_internal_data(event_fired=True)
    task.task_spec._update(task)


def _comes(task: Any) -> None:
    """A time has come. A cycle goes on by itself, from the time that it counted to, when the engine looks at it."""
    value = task._get_internal_data("event_value")
    if isinstance(value, dict):
        task.task_spec.event_definition.update_task(task)
    else:
        _happens(task)


def _timers(workflow: BpmnWorkflow) -> list[tuple[Any, datetime]]:
    found = []
    for task in _all_tasks(workflow):
        value = task._get_internal_data("event_value")
        if task.state != TaskState.WAITING or value is None:
            continue
        if isinstance(value, dict):
            if value["cycles"] == 0:
                continue
            value = value["next"]
        due = datetime.fromisoformat(value) if "T" in value else TimerEventDefinition.parse_time_or_duration(value)
        found.append((task, due if due.tzinfo else due.replace(tzinfo=UTC)))
    return found


def _parts_in(executable: Executable, state: dict) -> list[Any]:
    scopes = [state, *state.get("inner", {}).values()]
    names = [name for scope in scopes for _id, _parent, name, *_rest in scope["tasks"]]
    return [executable.parts[name] for name in names if name in executable.parts]


def _edges(executable: Executable) -> set[tuple[str, str]]:
    """What has something at its edge, with each of those."""
    return {(part.attached_to, part.id) for part in executable.parts.values() if part.attached_to}


def _differs(part: Any, target: Executable) -> bool:
    other = target.parts.get(part.id)
    same = other is not None and (other.piece, other.scope, other.kind, other.attached_to, other.interrupting) == (
        part.piece,
        part.scope,
        part.kind,
        part.attached_to,
        part.interrupting,
    )
    return not same


ENGINE: Engine = SpiffEngine()
