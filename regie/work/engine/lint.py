"""What is wrong with a workflow, or could be better, in the words of the person who draws it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from regie.lib.numbers import number

from .model import Duty, Kind, Model, Node, Outcome
from .soundness import FLAWS, Flow

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_APPROVALS = 4  # of one approver in one workflow
MOST_LOAD = 12  # approvals that wait for one approver, over all workflows


class Severity(StrEnum):
    FAULT = "fault"  # the workflow cannot be relied on before this is mended
    ADVICE = "advice"  # it runs, and would run better


@dataclass(frozen=True)
class Remark:
    """`why` says what is wrong, `mend` what to do; both are lazy sentences. `node_id` is empty for the workflow as a whole."""

    node_id: str
    code: str
    severity: Severity
    why: object
    mend: object


def lint(model: Model, *, holders: Callable[[str], int] | None = None, load: Callable[[str], int] | None = None) -> list[Remark]:
    """All remarks, in the order of the file, faults first for each node.

    `holders` tells how many people hold a role, `load` how many approvals wait for a role or an address already.
    """
    found = [*_people(model), *_held(model, holders), *_approvers(model, load), *_times(model), *_ways(model)]
    order = {id: index for index, id in enumerate(model.nodes)}
    return sorted(found, key=lambda remark: (order.get(remark.node_id, -1), remark.severity is not Severity.FAULT))


def _fault(node: Node, code: str, why: StrOrPromise, mend: StrOrPromise, **words: object) -> Remark:
    return _remark(node, code, Severity.FAULT, why, mend, words)


def _advice(node: Node, code: str, why: StrOrPromise, mend: StrOrPromise, **words: object) -> Remark:
    return _remark(node, code, Severity.ADVICE, why, mend, words)


def _remark(node: Node, code: str, severity: Severity, why: StrOrPromise, mend: StrOrPromise, words: dict) -> Remark:
    words = {"name": _called(node), **words}
    return Remark(node.id, code, severity, format_lazy(why, **words), format_lazy(mend, **words))


_figure = lazy(lambda value: number(value, get_language() or "en"), str)


def _called(node: Node) -> object:
    kinds = {Kind.CHOICE: _("the choice"), Kind.ALL: _("the parallel gateway"), Kind.ANY: _("the gateway")}
    return (
        node.name
        or kinds.get(node.kind)
        or {Kind.START: _("the start"), Kind.END: _("the end")}.get(node.kind, _("a step without a name"))
    )


def _people(model: Model) -> Iterator[Remark]:
    into: dict[str, list[str]] = defaultdict(list)
    for way in model.ways:
        if not way.is_back:
            into[way.target].append(way.source)
    for node in model.steps():
        if not node.name:
            yield _fault(node, "no_name", _("A step has no name."), _("Say in a few words what is done."))
        yield from _responsible(node)
        yield from _accountable(node)
        yield from list(_own_work(node)) or _made_before(model, node, into)
        if node.who("C") and node.hours is None and not any(stage.hours for stage in (node.gate.stages if node.gate else ())):
            yield _advice(
                node,
                "no_silence",
                _("“{name}” asks people for their opinion without a date: nobody knows when silence means “no remark”."),
                _("Give the step a duration; opinions are due before it ends."),
            )


def _responsible(node: Node) -> Iterator[Remark]:
    if node.who("R"):
        return
    if node.lane:
        yield _advice(
            node,
            "no_responsible",
            _("Nobody is named as responsible for “{name}”: it goes to whoever holds the role of its lane, {lane}."),
            _("Write a role or a person under R."),
            lane=node.lane,
        )
    else:
        yield _fault(
            node,
            "no_responsible",
            _("Nobody is responsible for “{name}”: nobody will do it."),
            _("Write a role or a person under R."),
        )


def _accountable(node: Node) -> Iterator[Remark]:
    decided = node.kind is Kind.APPROVAL and node.gate is not None and any(stage.duties for stage in node.gate.stages)
    accountable = node.who("A")
    if len(accountable) > 1:
        yield _fault(
            node,
            "two_accountable",
            _("“{name}” has more than one person to answer for it, so that in the end nobody does."),
            _("Keep one under A; the others may be consulted (C) or informed (I)."),
        )
    elif not accountable and not decided:
        why = _("Nobody decides in “{name}”.") if node.kind is Kind.APPROVAL else _("Nobody answers for the result of “{name}”.")
        yield _fault(node, "no_accountable", why, _("Write one role or one person under A."))


def _own_work(node: Node) -> Iterator[Remark]:
    if node.kind is not Kind.APPROVAL or (node.gate is not None and node.gate.own):
        return
    done = {duty.whom for duty in node.who("R")}
    deciders = [stage.duties for stage in node.gate.stages if stage.duties] if node.gate else []
    for group in deciders or [node.who("A")]:
        if group and {duty.whom for duty in group} <= done:
            yield _fault(
                node,
                "own_work",
                _("In “{name}”, {whom} would approve their own work."),
                _("Let somebody else decide, or allow it in the rules of the approval."),
                whom=", ".join(sorted(duty.whom for duty in group)),
            )
            return


def _made_before(model: Model, node: Node, into: dict[str, list[str]]) -> Iterator[Remark]:
    """Whoever alone decides has done a step on the way there: the run would have to ask somebody else."""
    if node.kind is not Kind.APPROVAL or (node.gate is not None and node.gate.own):
        return
    deciders = [stage.duties for stage in node.gate.stages if stage.duties] if node.gate else []
    groups = [{duty.whom for duty in group} for group in deciders or [node.who("A")] if group]
    seen, waiting = {node.id}, [node.id]
    while waiting:
        for source in into[waiting.pop()]:
            if source in seen:
                continue
            before = model.nodes[source]
            seen.add(source)
            waiting.append(source)
            done = {duty.whom for duty in before.who("R")} if before.kind is Kind.STEP else set()
            if mine := next((group for group in groups if group <= done), None):
                yield _advice(
                    node,
                    "made_before",
                    _("In “{name}”, {whom} would decide about work of their own, done in “{step}”."),
                    _("Let somebody else decide, or allow it in the rules of the approval."),
                    whom=", ".join(sorted(mine)),
                    step=_called(before),
                )
                return


def _duties(node: Node) -> list[Duty]:
    return [*node.duties, *(duty for stage in (node.gate.stages if node.gate else ()) for duty in stage.duties)]


def _held(model: Model, holders: Callable[[str], int] | None) -> Iterator[Remark]:
    """One remark for each role that nobody holds, where it is met first."""
    if holders is None:
        return
    acting: dict[str, list[tuple[Node, Duty]]] = defaultdict(list)
    for node in model.steps():
        for duty in _duties(node):
            if duty.role:
                acting[duty.role].append((node, duty))
        if not node.who("R") and node.lane:
            acting[node.lane].append((node, Duty("R", node.lane)))
    for role, uses in acting.items():
        if holders(role):
            continue
        needed = next((node for node, duty in uses if duty.letter in "RA"), None)
        why, mend = (
            _("Nobody holds the role {role}, which “{name}” needs."),
            _("Give the role to somebody, or write another under the step."),
        )
        if needed is not None:
            yield _fault(needed, "nobody_holds", why, mend, role=role)
        else:
            yield _advice(uses[0][0], "nobody_holds", why, mend, role=role)


def _approvers(model: Model, load: Callable[[str], int] | None) -> Iterator[Remark]:
    carried: dict[str, list[Node]] = defaultdict(list)
    for node in model.steps():
        if node.kind is Kind.APPROVAL:
            stages = [stage.duties for stage in (node.gate.stages if node.gate else ())]
            deciders = {duty.whom for duties in stages for duty in duties} | {
                duty.whom for duty in node.who("A") if not all(stages) or not stages
            }
            for whom in deciders:
                carried[whom].append(node)
    for whom, nodes in carried.items():
        if len(nodes) > MOST_APPROVALS:
            yield _advice(
                nodes[0],
                "approver_overloaded",
                _("{whom} decides in {count} steps of this workflow: everything waits for one."),
                _("Let somebody else decide in some of them, or inform instead of asking."),
                whom=whom,
                count=len(nodes),
            )
        elif load is not None and (waiting := load(whom)) > MOST_LOAD:
            yield _advice(
                nodes[0],
                "approver_overloaded",
                _("{count} approvals already wait for {whom}, who is to decide in “{name}”."),
                _("Name a second approver, or let somebody else decide."),
                whom=whom,
                count=waiting,
            )


def _times(model: Model) -> Iterator[Remark]:
    if model.deadline is None:
        return
    for node in model.steps():
        if node.hours is not None and node.hours > model.deadline:
            yield _fault(
                node,
                "longer_than_deadline",
                _("“{name}” alone takes longer than the whole workflow may."),
                _("Shorten the step, or give the workflow more time."),
            )
    hours, last = _longest(model)
    if last is not None and hours > model.deadline and (last.hours or 0) <= model.deadline:
        yield _fault(
            last,
            "path_longer_than_deadline",
            ngettext_lazy(
                "The steps up to “{name}” take {hours} hour one after the other; the workflow allows {deadline}.",
                "The steps up to “{name}” take {hours} hours one after the other; the workflow allows {deadline}.",
                int(hours),
            ),
            _("Shorten steps, let some run side by side, or give the workflow more time."),
            hours=_figure(hours),
            deadline=_figure(model.deadline),
        )


def _longest(model: Model) -> tuple[float, Node | None]:
    """Working hours of the longest way through, ways back left out, and its last step."""
    flow = Flow(model)
    reach: dict[str, float] = {}
    best: tuple[float, Node | None] = (0.0, None)
    for node in flow.in_order():
        before = [reach[way.source] for way in flow.into[node.id] if not way.is_back and way.source in reach]
        if node.attached_to in reach:
            before.append(reach[node.attached_to])
        reach[node.id] = max(before, default=0.0) + (node.hours or 0.0)
        if node.hours and reach[node.id] > best[0]:
            best = (reach[node.id], node)
    return best


def _ways(model: Model) -> Iterator[Remark]:
    flow = Flow(model)
    for flaw in flow.flaws():
        node = model.nodes[flaw.node]
        why, mend = FLAWS[flaw.code]
        mild = flaw.code == "dead_end" and node.kind not in {Kind.CHOICE, Kind.ALL, Kind.ANY}
        yield (_advice if mild else _fault)(node, flaw.code, why, mend)
    for node in model.nodes.values():
        ways = flow.out[node.id]
        if node.kind is Kind.CHOICE and node.type != "eventBasedGateway" and len(ways) > 1:
            bare = [way for way in ways if not (way.name or way.condition or way.outcome or way.is_default)]
            if bare:
                yield _fault(
                    node,
                    "choice_without_names",
                    _("At “{name}”, ways lead on without a name: whoever chooses cannot tell them apart."),
                    _("Name every way after the answer it stands for, such as “yes” and “no”."),
                )
        if node.kind is Kind.APPROVAL and not _sends_back(flow, node):
            yield _advice(
                node,
                "no_way_back",
                _("“{name}” does not say where the work goes when it is sent back."),
                _("Choose a step under “if sent back, return to”."),
            )


def _sends_back(flow: Flow, node: Node) -> bool:
    ways = list(flow.out[node.id])
    for way in list(ways):
        if flow.model.nodes[way.target].kind is Kind.CHOICE:
            ways += flow.out[way.target]
    return len(ways) > 1 and any(way.is_back or way.outcome == Outcome.SENT_BACK or way.name for way in ways)
