"""What is typed in a hurry finds what is meant, and not everything."""

from __future__ import annotations

import pytest

from regie.lib.near import nearest

NAMES = ["Import figures", "Customer acquisition cost (CAC)", "Metrics", "New metric", "Charte du domaine", "Équipe"]


@pytest.mark.parametrize(
    ("sought", "first"),
    [
        ("imp fig", "Import figures"),
        ("figures import", "Import figures"),
        ("custmer acq", "Customer acquisition cost (CAC)"),
        ("mertics", "Metrics"),
        ("mtrics", "Metrics"),
        ("metric new", "New metric"),
        ("equipe", "Équipe"),
        ("chrate", "Charte du domaine"),
    ],
)
def test_a_hurried_word_finds_its_name(sought, first):
    assert NAMES[nearest(sought, NAMES)[0]] == first


@pytest.mark.parametrize("sought", ["budget", "x", "fx", "cost centre", "import contacts"])
def test_another_word_finds_nothing(sought):
    assert nearest(sought, NAMES) == []


def test_who_writes_it_right_is_not_shown_what_is_only_like_it():
    assert [NAMES[place] for place in nearest("metrics", NAMES)] == ["Metrics"]
