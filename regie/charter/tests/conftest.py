"""Charters of Tamarelle for the tests of this room."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

import regie.demo

TEXTS = Path(regie.demo.__file__).parent / "texts"


@pytest.fixture
def text() -> str:
    """The charter of Tamarelle, in English."""
    return (TEXTS / "charter-en.md").read_text("utf8")


@pytest.fixture
def draft(text, ines):
    from regie.charter.models import Reading

    return Reading.bring(text, by=ines, name="charter.md")


@pytest.fixture
def version(draft, ines):
    """The first version, proposed."""
    return draft.accept(by=ines)


@pytest.fixture
def in_force(version, helene):
    version.consent(by=helene)
    return version


@pytest.fixture
def signed_in():
    """`signed_in(person)` → a browser of theirs."""

    def enter(person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return enter
