"""Any model as a table, and what a table cannot show of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .model import Kind, Model, Node, Outcome, Way
from .rows import Row

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PASSED = {Kind.CHOICE, Kind.ALL, Kind.ANY}  # a table does not show them: it shows what they do


@dataclass(frozen=True)
class Limit:
    """What the table does not show of a node; `why` is a lazy sentence. `holds`: the ways there can be changed in the diagram only."""

    node_id: str
    why: object
    holds: bool = True


@dataclass(frozen=True)
class _Coming:
    source: str  # a row, or empty: from the start
    name: str  # of the way chosen last
    through: str = ""  # an event on the edge of the source


def rows(model: Model) -> list[Row]:
    """The table of a model, in the order of its file."""
    return _Reader(model).rows()


def limits(model: Model) -> list[Limit]:
    """What the table leaves out, one sentence each; empty when the table says it all."""
    return _Reader(model).limits()


def shown(node: Node) -> bool:
    """Whether a node has a row of its own."""
    return node.kind not in PASSED | {Kind.START, Kind.END} and not node.attached_to


class _Reader:
    def __init__(self, model: Model) -> None:
        self.model = model
        self.into: dict[str, list[Way]] = defaultdict(list)
        self.out: dict[str, list[Way]] = defaultdict(list)
        for way in model.ways:
            self.into[way.target].append(way)
            self.out[way.source].append(way)

    def rows(self) -> list[Row]:
        found = []
        order = {id: index for index, id in enumerate(self.model.nodes)}
        for node in self.model.nodes.values():
            if not shown(node):
                continue
            coming = self.coming(node.id)
            after = sorted({each.source for each in coming if each.source}, key=order.__getitem__)
            names = [each.name for each in coming if each.name]
            found.append(
                Row(
                    id=node.id,
                    name=node.name,
                    after=tuple(after),
                    kind=str(node.kind),
                    duties=node.duties,
                    hours=node.hours,
                    gate=node.gate,
                    sent_back_to=next(iter(self.sends_back(node)), "") if node.kind is Kind.APPROVAL else "",
                    checklist=node.checklist,
                    procedure=node.procedure,
                    measured=node.measured,
                    wait=node.timer if node.kind is Kind.TIMER else "",
                    only_if=names[0] if names else "",
                    lane=node.lane,
                    operation=node.operation,
                    inside=node.parent,
                )
            )
        return found

    def coming(self, id: str) -> list[_Coming]:
        """The rows straight before one, seen through gateways, each with the name of the choice that leads here."""
        found: list[_Coming] = []
        seen: set[tuple[str, str]] = set()
        waiting = [(way, "") for way in reversed(self.into[id]) if not way.is_back]
        while waiting:
            way, name = waiting.pop()
            source = self.model.nodes[way.source]
            if not name and not way.outcome and source.kind in {Kind.CHOICE, Kind.ANY} and len(self.out[source.id]) > 1:
                name = way.name
            if source.kind in PASSED:
                if (source.id, name) not in seen:
                    seen.add((source.id, name))
                    waiting += [(each, name) for each in reversed(self.into[source.id]) if not each.is_back]
            elif source.attached_to:
                found.append(_Coming(source.attached_to, name, source.id))
            else:
                found.append(_Coming("" if source.kind is Kind.START else source.id, name))
        return list(dict.fromkeys(found))

    def sends_back(self, node: Node) -> list[str]:
        """Rows to which the ways back of a node lead, seen through gateways."""
        found: list[str] = []
        waiting = [(way, False) for way in reversed(self.out[node.id])]
        seen: set[str] = set()
        while waiting:
            way, back = waiting.pop()
            back = back or way.is_back
            target = self.model.nodes[way.target]
            if target.kind in PASSED:
                if way.id not in seen:
                    seen.add(way.id)
                    waiting += [
                        (each, back) for each in reversed(self.out[target.id]) if back or each.is_back or self._decides(target)
                    ]
            elif back and shown(target):
                found.append(target.id)
        return list(dict.fromkeys(found))

    def _decides(self, gateway: Node) -> bool:
        return gateway.kind is Kind.CHOICE

    def limits(self) -> list[Limit]:
        found: list[Limit] = []

        def say(node: Node, sentence: StrOrPromise, holds: bool = True) -> None:
            found.append(Limit(node.id, format_lazy(sentence, name=node.name or node.id), holds))

        for node in self.model.nodes.values():
            if node.type == "eventBasedGateway":
                say(
                    node,
                    _(
                        "“{name}” waits for the first of several events. The table shows what follows, the diagram what comes first."
                    ),
                )
            elif node.type == "complexGateway":
                say(node, _("“{name}” has a rule of its own. The table shows what follows, the diagram the rule."))
            elif node.kind is Kind.ANY and len(self.out[node.id]) > 1:
                say(node, _("“{name}” may take several ways at once. The table shows them as a choice."))
            elif node.attached_to:
                say(node, _("“{name}” may happen while a step is under way. What follows stands in the table after that step."))
            elif node.kind in {Kind.MESSAGE, Kind.OTHER}:
                say(node, _("“{name}” can be renamed and moved here; the rest of it is changed in the diagram."), holds=False)
            elif shown(node):
                self._about(node, say)
            if node.kind is Kind.START and node.event and node.event != "none":
                say(node, _("“{name}” starts by an event, which the table does not show."), holds=False)
        return found

    def _about(self, node: Node, say) -> None:
        coming = self.coming(node.id)
        if len({each.name for each in coming if each.source or each.name}) > 1 and any(each.name for each in coming):
            say(node, _("“{name}” is reached by ways with different names. The table shows the first."))
        if coming and any(not each.source for each in coming) and any(each.source for each in coming):
            say(node, _("“{name}” can begin by itself and also after other steps. The table shows only the steps."))
        back = self.sends_back(node)
        if node.kind is Kind.APPROVAL and len(back) > 1:
            say(node, _("“{name}” may send back to several steps. The table shows the first."))
        elif node.kind is not Kind.APPROVAL and back:
            say(node, _("A way leads back from “{name}”, which is no approval. The table does not show it."))
        if any(way.outcome == Outcome.REFUSED for way in self._after_decision(node)):
            say(node, _("“{name}” has a way of its own for a refusal. The table does not show it."))

    def _after_decision(self, node: Node) -> list[Way]:
        nexts = [way for way in self.out[node.id] if self.model.nodes[way.target].kind is Kind.CHOICE]
        return [*self.out[node.id], *(way for each in nexts for way in self.out[each.target])]
