"""What the engine makes of a version, kept for the process: a published version never changes, a draft has a new digest each time."""

from __future__ import annotations

from functools import lru_cache

from regie.work.engine.model import Model


def drawing_of(version):
    """A fresh drawing, to be changed by whoever asked."""
    from regie.work.engine import reading

    return reading.read(version.xml.encode())


def model_of(version) -> Model:
    return _model(version.digest, version.xml)


def executable_of(version):
    return _executable(version.digest, version.xml)[0]


def unsupported_of(version) -> list:
    return _executable(version.digest, version.xml)[1]


@lru_cache(maxsize=128)
def _model(digest: str, xml: str) -> Model:
    from regie.work.engine import reading

    return reading.read(xml.encode()).models[0]


@lru_cache(maxsize=128)
def _executable(digest: str, xml: str):
    from regie.work.engine import executable, reading

    return executable.executable(reading.read(xml.encode()))
