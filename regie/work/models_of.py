"""What the engine makes of a version, kept for the process: a published version never changes, a draft has a new digest each time."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from regie.lib.refused import Refused
from regie.work.engine.model import Model, Node


class Damaged(Refused):
    """What is kept of a version is no diagram any more. Rows and their pages do not need it; going on does."""

    def __init__(self, version) -> None:
        super().__init__(
            _("Version %(number)s of “%(workflow)s” cannot be read any more: bring the file back, or restore a backup.")
            % {"number": version.number, "workflow": version.workflow}
        )


def drawing_of(version):
    """A fresh drawing, to be changed by whoever asked."""
    from regie.work.engine import opening, reading

    try:
        return reading.read(version.xml.encode())
    except opening.Unreadable as fault:
        raise Damaged(version) from fault


def model_of(version) -> Model:
    from regie.work.engine import opening

    try:
        return _model(version.digest, version.xml)
    except opening.Unreadable as fault:
        raise Damaged(version) from fault


def node_of(task) -> Node | None:
    """The element a task stands for; none where it has none, or where its version is damaged."""
    if not (task.run_id and task.node):
        return None
    try:
        return model_of(task.run.version).nodes.get(task.node)
    except Damaged:
        return None


def steps_of(version) -> list[Node]:
    """The steps in the order of the file; none where the version is damaged."""
    try:
        return list(model_of(version).steps())
    except Damaged:
        return []


def executable_of(version):
    return _read(version)[0]


def unsupported_of(version) -> list:
    return _read(version)[1]


def _read(version):
    from regie.work.engine import opening

    try:
        return _executable(version.digest, version.xml)
    except opening.Unreadable as fault:
        raise Damaged(version) from fault


@lru_cache(maxsize=128)
def _model(digest: str, xml: str) -> Model:
    from regie.work.engine import reading

    return reading.read(xml.encode()).models[0]


@lru_cache(maxsize=128)
def _executable(digest: str, xml: str):
    from regie.work.engine import executable, reading

    return executable.executable(reading.read(xml.encode()))


def before(version) -> tuple[tuple[str, str], ...]:
    """Which worked step comes right before which, gateways and events between them left out, ways back aside: pairs of ids."""
    return _before(version.digest, version.xml)


@lru_cache(maxsize=128)
def _before(digest: str, xml: str) -> tuple[tuple[str, str], ...]:
    model = _model(digest, xml)
    worked = {node.id for node in model.steps()}
    pairs = []
    for node in worked:
        seen, level = {node}, [node]
        while level:
            sources = [way.source for here in level for way in model.into(here) if not way.is_back and way.source not in seen]
            seen.update(sources)
            pairs += [(source, node) for source in sources if source in worked]
            level = [source for source in sources if source not in worked]
    return tuple(sorted(set(pairs)))
