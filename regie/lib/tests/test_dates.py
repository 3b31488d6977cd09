"""Lengths of time in words."""

from regie.lib import dates


def test_a_length_from_to_says_its_units():
    assert dates.length(10, 15, "fr") == "10–15\u00a0min"
    assert dates.length(120, 180, "fr") == "2\u00a0h\u00a0– 3\u00a0h"
    assert dates.length(45, 60, "en") == "45\u00a0min\u00a0– 1\u00a0h"
    assert dates.length(None, 60, "en") == dates.length(60, 60, "en") == "1\u00a0h"
