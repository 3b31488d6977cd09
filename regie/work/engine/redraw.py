"""A drawing changed by a table: what the rows do not speak of stays as it is.

Texts and duties are written where they are. Where what comes after what has changed, the gateways and ways between the rows
concerned are made again, and those that would be made the same are kept with all that others wrote into them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from lxml import etree

from . import writing
from .changes import Change
from .model import WORKED, Kind, Model
from .names import bpmn
from .plan import Path
from .reading import Drawing
from .rows import OutlineError, Row, check, tidy
from .sketch import TAGS, describe, words_of
from .table import PASSED
from .table import rows as rows_of
from .touchup import Touchup


def apply(drawing: Drawing, rows: Iterable[Row], *, language: str = "en") -> bytes:
    """Changes the drawing's main process by a table and gives the file; unchanged rows give the very same bytes.

    Raises `OutlineError` and leaves the drawing as it was, where the rows have a fault or speak of what only the diagram shows.
    """
    model = drawing.model
    old = {row.id: row for row in rows_of(model)}
    table = tidy(rows)
    new = {row.id: row for row in table}
    if table == tidy(old.values()):
        return writing.write(drawing)
    check(table, known=old)
    for row in table:
        _may_become(old.get(row.id), row)
    change = Change(model, old, new)
    change.guard()
    with override(language):
        _write(drawing, model, old, new, change)
    return writing.write(drawing)


def _may_become(before: Row | None, row: Row) -> None:
    if before is None or before.kind == row.kind:
        return
    fixed = {Kind.GROUP, Kind.TIMER, Kind.MESSAGE, Kind.OTHER}
    if before.kind in fixed or row.kind in fixed:
        raise OutlineError(
            row.id, format_lazy(_("“{name}” cannot become a step of this kind. Take it out and add a new one."), name=row.name)
        )


def _write(drawing: Drawing, model: Model, old: dict[str, Row], new: dict[str, Row], change: Change) -> None:
    touchup = Touchup(drawing, model) if change.any else None
    for id, row in new.items():
        if id in old and old[id] != row:
            _rewrite(drawing, old[id], row)
    if touchup is not None:
        made = _Reconcile(drawing, model, new, change).run()
        touchup.finish(made)
    for id, row in new.items():
        if id not in old or row.lane != old[id].lane or row.inside != old[id].inside:
            _move_to_lane(drawing, model.id, id, row.lane)
    _reorder(drawing, list(new))
    drawing.touched()


def _reorder(drawing: Drawing, ids: list[str]) -> None:
    """The rows' elements in the order of the table, in the places that they hold now."""
    scopes: dict[etree._Element, list[etree._Element]] = {}
    for id in ids:
        element = drawing.element(id)
        scopes.setdefault(element.getparent(), []).append(element)
    for scope, wanted in scopes.items():
        places = sorted(scope.index(element) for element in wanted)
        if [scope[place] for place in places] == wanted:
            continue
        tails = [scope[place].tail for place in places]
        for element in wanted:
            scope.remove(element)
        for place, element, tail in zip(places, wanted, tails, strict=True):
            element.tail = tail
            scope.insert(place, element)


def _rewrite(drawing: Drawing, before: Row, row: Row) -> None:
    """Only what differs."""
    setters = (
        ("name", writing.set_name),
        ("operation", writing.set_operation),
        ("hours", writing.set_hours),
        ("procedure", writing.set_procedure),
        ("measured", writing.set_measured),
        ("duties", writing.set_duties),
        ("checklist", writing.set_checklist),
        ("gate", writing.set_gate),
        ("wait", writing.set_timer),
    )
    if before.kind != row.kind:
        writing.set_approval(drawing, row.id, row.kind == Kind.APPROVAL)
    for name, setter in setters:
        if getattr(before, name) != getattr(row, name):
            setter(drawing, row.id, getattr(row, name))


def _move_to_lane(drawing: Drawing, process: str, id: str, lane: str) -> None:
    """Into the innermost lane of that name; a lane that is not there yet is the diagram's to draw."""
    root = drawing.element(process)
    for reference in list(root.iter(bpmn("flowNodeRef"))):
        if (reference.text or "").strip() == id:
            reference.getparent().remove(reference)
    for each in root.iter(bpmn("lane")):
        if (each.get("name") or "").split() == lane.split() and each.find(bpmn("childLaneSet")) is None and lane:
            etree.SubElement(each, bpmn("flowNodeRef")).text = id
            return


@dataclass
class Made:
    """What was made anew, by id: nodes in the order of the flow with the row whose lane they take, and ways."""

    nodes: dict[str, str] = field(default_factory=dict)
    ways: list[str] = field(default_factory=list)


class _Reconcile:
    def __init__(self, drawing: Drawing, model: Model, new: dict[str, Row], change: Change) -> None:
        self.drawing, self.model, self.new, self.change = drawing, model, new, change
        self.spots = change.plan.spots
        self.paths: list[Path] = [path for part in change.new_parts for path in part.ways]
        self.old_ways = [way for part in change.old_parts for way in part.ways]
        self.same: dict[str, str] = {id: id for id in new if id in model.nodes}
        self.made = Made()

    def run(self) -> Made:
        self._match_nodes()
        kept = self._match_ways()
        for way in self.old_ways:
            if way.id not in kept.values() and self.drawing.element(way.id) is not None:
                writing.remove_way(self.drawing, way.id)
        self._add_nodes()
        self._drop_nodes()
        for path in self.paths:
            self._tie(path, kept.get(path.id))
        return self.made

    def _match_nodes(self) -> None:
        """What is made of the same kind beside the same row is the same thing."""
        touched = {end for path in self.paths for end in (path.source, path.target)}
        loose = {
            id for way in self.old_ways for id in (way.source, way.target) if self.model.nodes[id].kind in {*PASSED, Kind.END}
        }
        for id in touched:
            if id in loose and self._alike(id, id):
                self.same[id] = id
        for id, spot in self.spots.items():
            if spot.kind is Kind.START:
                starts = [n for n in self.model.nodes.values() if n.kind is Kind.START and n.parent == spot.inside]
                if starts:
                    self.same[id] = starts[0].id
        loose -= set(self.same.values())
        found = True
        while found:
            found = False
            for path in self.paths:
                for near, far, here, there in (
                    ("source", "target", path.source, path.target),
                    ("target", "source", path.target, path.source),
                ):
                    if here not in self.same or there in self.same or there in self.new:
                        continue
                    for way in self.old_ways:
                        other = getattr(way, far)
                        if getattr(way, near) == self.same[here] and other in loose and self._alike(there, other):
                            self.same[there] = other
                            loose.discard(other)
                            found = True
                            break
        self._match_ends(touched, loose)

    def _match_ends(self, touched: set[str], loose: set[str]) -> None:
        """The end after a row stays its end, whatever comes between; what is left over ends the rest."""
        open_ = [id for id, spot in self.spots.items() if id in touched and id not in self.same and spot.kind is Kind.END]
        after = {id: {way.target for part in self.change.old_parts if self.same.get(self.spots[id].near) in part.sources for way in part.ways} for id in open_}  # fmt: skip
        for near in (True, False):
            for id in open_:
                fit = (each for each in sorted(loose) if self._alike(id, each) and (not near or each in after[id]))
                if id not in self.same and (end := next(fit, None)):
                    self.same[id] = end
                    loose.discard(end)

    def _alike(self, spot: str, node: str) -> bool:
        wanted, there = self.spots[spot], self.model.nodes[node]
        kinds = {there.kind, wanted.kind}
        return (len(kinds) == 1 or kinds <= WORKED | {Kind.AUTOMATIC}) and there.parent == self.same.get(
            wanted.inside, wanted.inside
        )

    def _match_ways(self) -> dict[str, str]:
        kept: dict[str, str] = {}
        free = list(self.old_ways)
        for path in self.paths:
            ends = self.same.get(path.source), self.same.get(path.target)
            fit = [way for way in free if (way.source, way.target) == ends and self._alike(path.source, way.source)]
            if fit:
                best = next((way for way in fit if way.id == path.id or way.name == path.name), fit[0])
                kept[path.id] = best.id
                free.remove(best)
        return kept

    def _drop_nodes(self) -> None:
        keep = set(self.same.values())
        for id in self.change.old:
            if id not in self.new and self.drawing.element(id) is not None:
                writing.remove_node(self.drawing, id)
        ends = {way.target for way in self.old_ways if self.model.nodes[way.target].kind is Kind.END}
        passed = {id for part in self.change.old_parts for id in part.passed}
        for id in passed - keep:
            if self.drawing.element(id) is not None:
                writing.remove_node(self.drawing, id)
        still = {each.get("targetRef") for each in self.drawing.root.iter(bpmn("sequenceFlow"))}
        for id in ends - keep - still:
            if self.drawing.element(id) is not None:
                writing.remove_node(self.drawing, id)

    def _add_nodes(self) -> None:
        wanted = {end for path in self.paths for end in (path.source, path.target)} | (self.new.keys() - self.model.nodes.keys())
        for id in sorted(wanted - self.same.keys(), key=lambda id: self.spots[id].kind is not Kind.GROUP):
            spot = self.spots[id]
            scope = self.same.get(spot.inside, spot.inside) or self.model.id
            self.same[id] = writing.add_node(self.drawing, scope, TAGS[spot.kind], id=id)
            if id in self.new:
                describe(self.drawing.element(id), self.new[id])
        for id, row in self.new.items():
            if id in self.change.old and self.change.old[id].inside != row.inside:
                scope = self.drawing.element(self.same.get(row.inside, row.inside) or self.model.id)
                scope.append(self.drawing.element(id))
                self.made.nodes[id] = id
        for path in self.paths:  # in the order of the flow
            for end in (path.source, path.target):
                if self.same[end] not in self.model.nodes:
                    self.made.nodes.setdefault(self.same[end], self.spots[end].near)
                    self._lane(end)

    def _lane(self, id: str) -> None:
        near = self.new.get(self.spots[id].near)
        if near is not None and near.lane and id not in self.new:
            _move_to_lane(self.drawing, self.model.id, self.same[id], near.lane)

    def _tie(self, path: Path, way: str | None) -> None:
        source, target = self.same[path.source], self.same[path.target]
        if way is None:
            way = writing.add_way(self.drawing, source, target, id="" if self.drawing.element(path.id) is not None else path.id)
            self.made.ways.append(way)
        element = self.drawing.element(way)
        before = next((each for each in self.model.ways if each.id == way), None)
        if path.outcome and (before is None or before.outcome != path.outcome):
            writing.set_outcome(self.drawing, way, path.outcome)
        elif not path.outcome and before is not None and before.outcome:
            writing.set_outcome(self.drawing, way, "")
            writing.set_name(self.drawing, way, path.name)
        chosen = self.spots[path.source].kind is Kind.CHOICE and not path.outcome
        if (before is None and words_of(path)) or (chosen and (element.get("name") or "") != path.name):
            writing.set_name(self.drawing, way, words_of(path))
        leaving = self.drawing.element(source)
        if path.default and leaving.get("default") != way:
            leaving.set("default", way)
        elif not path.default and leaving.get("default") == way and path.name == "":
            del leaving.attrib["default"]
