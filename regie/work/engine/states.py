"""Where the tokens of a run are, as a few lines of JSON; and back to what SpiffWorkflow works on.

    {"tasks": [[id, index of the parent or -1, piece, state, internal data], …], "inner": {id of the sub-process: the same}}

Kept are the tasks that are open, waiting or begun; for a step with something at its edge, all that belongs together. What is
finished is left out, and what is only predicted, which is predicted again when its turn comes. A join remembers by itself which of its ways have come.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

LIVE = TaskState.WAITING | TaskState.READY | TaskState.STARTED


class Unknown(LookupError):
    """A token stands on a piece that is not there."""


def keep(workflow: BpmnWorkflow, ended: bool = False) -> dict:
    if ended:
        return {"tasks": []}
    state: dict = {"tasks": _tasks(workflow)}
    inner = {str(id): {"tasks": _tasks(each)} for id, each in workflow.subprocesses.items() if not each.completed}
    return {**state, "inner": inner} if inner else state


def _tasks(workflow: Any) -> list[list]:
    kept = {
        id: task
        for id, task in workflow.tasks.items()
        if task.has_state(LIVE) and task is not workflow.task_tree and not isinstance(task.task_spec, BoundaryEventJoin)
    }
    for task in list(kept.values()):
        split = _split_of(task)
        if split is not None:
            beside = [each for each in split.children if not _is_over(each)]
            together = [split, *beside]
            together += [child for each in beside for child in each.children if isinstance(child.task_spec, BoundaryEventJoin)]
            kept |= {each.id: each for each in together}
    # Parents come before their children, in the order in which they were made.
    order = {id: index for index, id in enumerate(id for id in workflow.tasks if id in kept)}
    return [
        [task.id.hex, order.get(task._parent, -1), task.task_spec.name, task.state, task.internal_data]
        for id in order
        for task in [kept[id]]
    ]


def _is_over(task: Any) -> bool:
    """It happened beside a step and did not interrupt it: what follows goes its own way."""
    return isinstance(task.task_spec, BoundaryEvent) and task.has_state(TaskState.FINISHED_MASK)


def _split_of(task: Any) -> Any:
    parent = task.parent
    return parent if parent is not None and isinstance(parent.task_spec, BoundaryEventSplit) else None


def restore(workflow: BpmnWorkflow, state: dict) -> BpmnWorkflow:
    _plant(workflow, state["tasks"])
    todo = dict(state.get("inner", {}))
    while todo:
        # A sub-process is planted after the one around it.
        known = [id for id in todo if UUID(id) in _known(workflow)]
        if not known:
            raise Unknown(next(iter(todo)))
        for id in known:
            task = workflow.get_task_from_id(UUID(id))
            if not isinstance(task.task_spec, SubWorkflowTask):
                raise Unknown(task.task_spec.name)
            spec = workflow.subprocess_specs[task.task_spec.spec]
            inner = BpmnSubWorkflow(spec, task.id, workflow, deserializing=True)
            workflow.subprocesses[task.id] = inner
            inner.completed_event.connect(task.task_spec._on_subworkflow_completed, task)
            _plant(inner, todo.pop(id)["tasks"])
    return workflow


def _known(workflow: BpmnWorkflow) -> set[UUID]:
    return set(workflow.tasks).union(*(each.tasks for each in workflow.subprocesses.values()))


def _plant(workflow: Any, kept: list[list]) -> None:
    workflow.task_tree = Task(workflow, workflow.spec.start, state=TaskState.COMPLETED)
    tasks: list[Task] = []
    for id, parent, name, at, internal in kept:
        spec = workflow.spec.task_specs.get(name)
        if spec is None:
            raise Unknown(name)
        task = Task(workflow, spec, tasks[parent] if parent >= 0 else workflow.task_tree, state=at, id=UUID(id))
        task.internal_data = dict(internal)
        tasks.append(task)
    for task in tasks:
        if isinstance(task.task_spec, CatchingEvent) and task.state == TaskState.WAITING:
            workflow.top_workflow.event_manager.add_task(task)
        # What is open for people is predicted when one of them completes it: there may be hundreds.
        if task.has_state(TaskState.NOT_FINISHED_MASK) and not task.task_spec.manual:
            task.task_spec._predict(task, mask=TaskState.NOT_FINISHED_MASK)
