"""What runs otherwise than it was drawn, and what does not run: said in sentences, with the place in the file."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .model import WORKED, Kind, Node, Unsupported


class Remarks(list[Unsupported]):
    def fault(self, node: Node, why: object, *, runs: bool = True) -> None:
        self.append(Unsupported(node.id, node.type, node.line, why, runs))

    def remark(self, node: Node) -> None:
        if node.type in {"serviceTask", "scriptTask", "businessRuleTask"} and node.kind in WORKED:
            self.fault(
                node,
                _(
                    "Drawn for a machine: somebody does it until it is bound to something automatic. No script of the file is run."
                ),
            )
        elif node.type == "callActivity":
            called = node.called or node.name
            self.fault(
                node,
                format_lazy(_("It calls another workflow, “{called}”: somebody does it, and may start that one."), called=called),
            )
        elif node.event == "compensate":
            self.fault(node, _("Nothing is undone by itself: somebody is asked to undo it."))
        if node.repeats:
            self.fault(node, _("It is marked to be done several times: it opens once, as one task."))

    def remark_group(self, node: Node) -> None:
        if node.type == "transaction":
            self.fault(node, _("What was done is not taken back by itself when the transaction is cancelled."))
        elif node.type == "adHocSubProcess":
            self.fault(node, _("Its steps all open at once; it is over when each is done."))
        if node.repeats:
            self.fault(node, _("It is marked to be done several times: it is gone through once."))

    def bad_time(self, node: Node) -> None:
        said = node.timer or node.name or "–"
        self.fault(
            node, format_lazy(_("“{said}” is no time that a machine can count: somebody says when it has come."), said=said)
        )

    def out_of_the_flow(self, node: Node) -> None:
        if node.kind is Kind.GROUP:
            self.fault(
                node,
                _("It does not say with one event what it begins with, and so never begins. Give it one start event of a kind."),
                runs=False,
            )
        else:
            self.fault(
                node,
                _("Nothing is undone by itself: this is not opened. Whoever has to undo the step does so by hand."),
                runs=False,
            )
