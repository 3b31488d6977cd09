"""A BPMN file to what people see of it. The tree stays as it came: `writing` gives it back."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from lxml import etree

from .graph import with_returns
from .model import Kind, Model, Unsupported, Way
from .names import BPMN, bpmn, regie
from .nodes import NODES, Surroundings, node_of, number, text_of, words
from .opening import Unreadable, open_tree

__all__ = ["Drawing", "Unreadable", "read"]

# Drawn beside the flow, in a notation of its own that no engine runs.
BESIDE = {
    "choreography": _("A choreography says who talks to whom, not who works: it is kept and shown, and does not run."),
    "globalChoreographyTask": _("A choreography says who talks to whom, not who works: it is kept and shown, and does not run."),
    "conversation": _("A conversation says who talks to whom, not who works: it is kept and shown, and does not run."),
    "subConversation": _("A conversation says who talks to whom, not who works: it is kept and shown, and does not run."),
    "callConversation": _("A conversation says who talks to whom, not who works: it is kept and shown, and does not run."),
}


class Drawing:
    """A file as it came (`tree`), its bytes as long as nothing changed them (`source`), and its models."""

    def __init__(self, tree: etree._ElementTree, source: bytes | None = None) -> None:
        self.tree = tree
        self.source = source
        self._known: dict[str, etree._Element] = {}  # by id, as far as nothing moved since
        self._read: tuple[list[Model], list[Unsupported]] | None = None

    @property
    def root(self) -> etree._Element:
        return self.tree.getroot()

    @property
    def models(self) -> list[Model]:
        """One for each process that has content, the one with most steps first; an empty process where none has any."""
        return self._understood()[0]

    @property
    def model(self) -> Model:
        """What the file means by itself: the process with most to do."""
        return self.models[0]

    @property
    def unsupported(self) -> list[Unsupported]:
        """What could not be understood; `executable` adds what cannot run."""
        return self._understood()[1]

    def _understood(self) -> tuple[list[Model], list[Unsupported]]:
        if self._read is None:
            self._read = models_of(self.root)
        return self._read

    def touched(self) -> None:
        """The tree changed: what was read of it is read again when somebody asks."""
        self.source = None
        self._read = None

    def element(self, id: str) -> etree._Element | None:
        """The element of the model (not of the diagram) with this id."""
        found = self._known.get(id)
        if found is None or found.get("id") != id or not self._holds(found):
            self._known = {}
            for each in self.root.iter(f"{{{BPMN}}}*"):
                if each.get("id"):
                    self._known.setdefault(each.get("id"), each)
            found = self._known.get(id)
        return found

    def _holds(self, element: etree._Element) -> bool:
        """Whether the element was not taken out since it was found."""
        root = self.root
        return element is root or any(each is root for each in element.iterancestors())


def read(source: bytes) -> Drawing:
    """Read a BPMN 2.0 file, or raise `Unreadable` with one sentence and a line."""
    return Drawing(open_tree(source), source)


def models_of(root: etree._Element) -> tuple[list[Model], list[Unsupported]]:
    faults = [
        Unsupported(
            element.get("id", ""), etree.QName(element).localname, element.sourceline or 0, BESIDE[etree.QName(element).localname]
        )
        for element in root.iter(*(bpmn(tag) for tag in BESIDE))
    ]
    around = Surroundings(root)
    read_already: set[str] = set()
    models = [model_of(process, around, faults, read_already) for process in root.iter(bpmn("process"))]
    full = [model for model in models if model.nodes]
    full.sort(key=lambda model: (sum(1 for _step in model.steps()), len(model.nodes)), reverse=True)
    return full or models[:1], faults


def model_of(process: etree._Element, around: Surroundings, faults: list[Unsupported], read_already: set[str]) -> Model:
    ours = process.find(f"{bpmn('extensionElements')}/{regie('workflow')}")
    identity = process.get("id", "")
    model = Model(
        id=identity,
        name=words(process.get("name"))
        or words(ours.get("label") if ours is not None else "")
        or around.pool_names.get(identity, ""),
        lanes=around.lanes_of(process),
        deadline=number(ours.get("deadline")) if ours is not None else None,
        measured=tuple(filter(None, (part.strip() for part in ours.get("measured", "").split(",")))) if ours is not None else (),
        pools=tuple(name for other, name in around.pools if other != identity),
        line=process.sourceline or 0,
    )
    flows: list[etree._Element] = []
    gather(process, "", model, around, faults, flows, read_already)
    model.ways = [way for flow in flows if (way := way_of(flow, model, around, faults)) is not None]
    model.ways = with_returns(model)
    model.documents, loose = around.loose(process)
    model.notes = (*text_of(process), *loose)
    return model


def gather(
    scope: etree._Element,
    parent: str,
    model: Model,
    around: Surroundings,
    faults: list[Unsupported],
    flows: list[etree._Element],
    read_already: set[str],
) -> None:
    """Nodes of a process or sub-process, in the order of the file, those inside a sub-process after it."""
    for element in scope.iterchildren(f"{{{BPMN}}}*"):
        tag = etree.QName(element).localname
        if tag == "sequenceFlow":
            flows.append(element)
        elif tag in NODES:
            identity = element.get("id", "")
            if identity in read_already:
                why = format_lazy(
                    _("The id “{id}” is there twice: only the first counts. Give each element its own."), id=identity
                )
                faults.append(Unsupported(identity, tag, element.sourceline or 0, why))
                continue
            read_already.add(identity)
            node = node_of(element, parent, around)
            model.nodes[identity] = node
            if node.kind is Kind.GROUP:
                gather(element, identity, model, around, faults, flows, read_already)


def way_of(flow: etree._Element, model: Model, around: Surroundings, faults: list[Unsupported]) -> Way | None:
    source, target = flow.get("sourceRef", ""), flow.get("targetRef", "")
    identity, line = flow.get("id", ""), flow.sourceline or 0
    if source not in model.nodes or target not in model.nodes:
        why = _("This arrow does not lead from one step to another. Tie both of its ends.")
        faults.append(Unsupported(identity, "sequenceFlow", line, why))
        return None
    if model.nodes[source].parent != model.nodes[target].parent:
        why = _("This arrow crosses the edge of a sub-process, which BPMN forbids. Let it end at the sub-process itself.")
        faults.append(Unsupported(identity, "sequenceFlow", line, why))
        return None
    ours = flow.find(f"{bpmn('extensionElements')}/{regie('way')}")
    condition = flow.find(bpmn("conditionExpression"))
    return Way(
        id=identity,
        source=source,
        target=target,
        name=words(flow.get("name")),
        condition=words("".join(condition.itertext())) if condition is not None else "",
        outcome=ours.get("outcome", "") if ours is not None else "",
        is_default=around.defaults.get(source) == identity,
        line=line,
    )
