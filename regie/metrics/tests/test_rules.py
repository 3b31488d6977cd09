"""Rules judged over arrays, against a naive walk period by period."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.lib.periods import Grain, Period
from regie.metrics.engine.course import references_on
from regie.metrics.engine.figures import Frame
from regie.metrics.engine.rule import REFERENCES, SIDES, SUBJECTS, UNITS, Rule
from regie.metrics.engine.verdict import FINE, OVER, UNKNOWN, Episode, episodes, judged

A_YEAR = 4
NAN = float("nan")


def verdict(rule: Rule, values: list, references: list | None = None, volume: list | None = None) -> list[int]:
    arrays = [None if each is None else np.array([each], dtype=float) for each in (references, volume)]
    return judged(rule, np.array([values], dtype=float), a_year=A_YEAR, references=arrays[0], volume=arrays[1]).now[0].tolist()


@pytest.mark.parametrize(
    ("rule", "values", "references", "expected"),
    [
        # CAC over the mean of four quarters by 15 % or more: the bound itself counts.
        (
            Rule("above", 15, "moving_mean", "percent", strict=False, window=4),
            [40, 40, 40, 40, 46, 45.9],
            None,
            [-1, -1, 0, 0, 1, 0],
        ),
        # MROI under the benchmark by 10 %: of the benchmark, not of the value.
        (Rule("below", 10, "benchmark", "percent", strict=False), [2.7, 2.71, 2.6], [3, 3, NAN], [1, 0, -1]),
        # Conversion under the target by 5: a percentage of it, or points.
        (Rule("below", 5, "target", "percent", strict=False), [19, 19.1, 15], [20, 20, 20], [1, 0, 1]),
        (Rule("below", 5, "target", "points", strict=False), [19, 15.1, 15], [20, 20, 20], [0, 0, 1]),
        # CSAT under 85: 85 itself is fine.
        (Rule("below", 85), [85, 84.9, NAN], None, [0, 1, -1]),
        # Engagement down 15 % from one week to the next.
        (Rule("below", 15, "previous", "percent", strict=False), [4, 3.4, 3.0, 0, 0], None, [-1, 1, 0, 1, -1]),
        # A change, and its bound, may be negative; percent of a negative reference is of its size.
        (Rule("below", -2, subject="change"), [5, 3, 0], None, [-1, 0, 1]),
        (Rule("below", 10, "benchmark", "percent"), [-21, -23], [-20, -20], [0, 1]),
        (
            Rule("above", 50, subject="change_percent", since="year_before"),
            [2, 2, 2, 2, 3, 3.1, 0],
            None,
            [-1, -1, -1, -1, 0, 1, 0],
        ),
    ],
)
def test_a_rule_judges_as_its_sentence_says(rule, values, references, expected):
    assert verdict(rule, values, references) == expected


def test_too_little_volume_keeps_a_rule_silent():
    rule = Rule("below", 85, minimum=30, minimum_measure="answers")
    assert verdict(rule, [10, 10, 10], volume=[29, 30, NAN]) == [UNKNOWN, OVER, UNKNOWN]


def test_what_floats_blur_stands_on_the_bound():
    assert verdict(Rule("below", 3.4, strict=False), [34 / 1000 * 100]) == [OVER]
    assert verdict(Rule("above", 3.4, strict=True), [34 / 1000 * 100]) == [FINE]


rules = st.builds(
    Rule,
    side=st.sampled_from(SIDES),
    amount=st.sampled_from([0.0, 5.0, 15.0]),
    reference=st.sampled_from(REFERENCES),
    unit=st.sampled_from(UNITS),
    strict=st.booleans(),
    subject=st.sampled_from(SUBJECTS),
    since=st.sampled_from(["previous", "year_before"]),
    periods=st.integers(1, 3),
    window=st.integers(2, 4),
    minimum=st.sampled_from([None, 2.0]),
)
series = st.lists(st.one_of(st.just(NAN), st.integers(-4, 30).map(float)), min_size=1, max_size=10)


@given(rules, st.data())
def test_arrays_judge_what_a_naive_walk_judges(rule, data):
    values = data.draw(series)
    size = len(values)
    references = data.draw(st.lists(st.sampled_from([NAN, 0.0, 10.0, -10.0]), min_size=size, max_size=size))
    volume = data.draw(st.lists(st.sampled_from([NAN, 1.0, 2.0, 9.0]), min_size=size, max_size=size))
    found = judged(rule, np.array([values]), a_year=A_YEAR, references=np.array([references]), volume=np.array([volume]))
    expected = [naive(rule, values, references, volume, at) for at in range(size)]
    assert found.now[0].tolist() == expected
    in_a_row = [
        at + 1 >= rule.periods and all(each == OVER for each in expected[at + 1 - rule.periods : at + 1]) for at in range(size)
    ]
    assert found.holds[0].tolist() == in_a_row


def naive(rule: Rule, values, references, volume, at: int) -> int:
    def subject(place: int) -> float:
        if place < 0:
            return NAN
        before = place - (1 if rule.since == "previous" else A_YEAR)
        if rule.subject == "value":
            return values[place]
        if before < 0 or math.isnan(values[before]):
            return NAN
        if rule.subject == "change":
            return values[place] - values[before]
        return (values[place] - values[before]) / abs(values[before]) * 100 if values[before] else NAN

    match rule.reference:
        case "constant":
            base = 0.0
        case "previous":
            base = subject(at - 1)
        case "year_before":
            base = subject(at - A_YEAR)
        case "moving_mean":
            there = [each for place in range(at - rule.window, at) if not math.isnan(each := subject(place))]
            base = sum(there) / len(there) if there and len(there) * 2 >= rule.window else NAN
        case _:
            base = references[at]
    away = 1 if rule.side == "above" else -1
    if rule.reference == "constant":
        bound = rule.amount
    elif rule.unit == "percent":
        bound = NAN if base == 0 and rule.amount else base + away * abs(base) * rule.amount / 100
    else:
        bound = base + away * rule.amount
    value = subject(at)
    if math.isnan(value) or math.isnan(bound) or (rule.minimum is not None and not volume[at] >= rule.minimum):
        return UNKNOWN
    if math.isclose(value, bound, rel_tol=1e-9, abs_tol=0):
        return FINE if rule.strict else OVER
    return OVER if (value - bound) * away > 0 else FINE


@given(st.lists(st.sampled_from([OVER, FINE, UNKNOWN]), max_size=25), st.integers(1, 3))
def test_episodes_begin_where_the_rule_comes_to_hold_and_end_at_the_next_fine_period(now, periods):
    array = np.array(now, dtype=np.int8)
    holds = np.array(
        [at + 1 >= periods and all(each == OVER for each in now[at + 1 - periods : at + 1]) for at in range(len(now))], dtype=bool
    )
    expected, open_since, last = [], None, None
    for at, each in enumerate(now):
        if each == FINE and open_since is not None:
            expected.append(Episode(open_since, last, at))
            open_since = None
        elif holds[at]:
            open_since, last = (at if open_since is None else open_since), at
    if open_since is not None:
        expected.append(Episode(open_since, last, None))
    assert episodes(array, holds) == expected


def test_a_rule_survives_being_stored():
    rule = Rule(
        "above",
        15,
        "moving_mean",
        "percent",
        False,
        window=4,
        minimum=30,
        minimum_measure="answers",
        dimension="platform",
        grain="week",
    )
    assert Rule.of({**rule.as_json(), "of_a_later_version": 1}) == rule


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"amount": None}, ("amount", "needed")),
        ({"amount": NAN}, ("amount", "not_finite")),
        ({"reference": "target", "amount": -1.0}, ("amount", "negative")),
        ({"periods": 0}, ("periods", "too_small")),
        ({"reference": "moving_mean"}, ("window", "needed")),
        ({"minimum": 3.0}, ("minimum_measure", "needed")),
        ({"side": "beside"}, ("side", "unknown")),
        ({"grain": "fortnight"}, ("grain", "unknown")),
    ],
)
def test_an_incomplete_rule_says_what_it_lacks(change, fault):
    assert Rule("below", 85).faults() == []
    assert replace(Rule("below", 85), **change).faults() == [fault]


def test_the_newest_reference_wins_and_one_for_a_platform_wins_over_all():
    frame = Frame(Grain.MONTH, Period.of(date(2026, 1, 1), Grain.MONTH).index, 4, (("", ""), ("platform", "YouTube")))
    rows = [
        {"dimension": "", "dimension_value": "", "since": date(2026, 1, 1), "until": None, "value": 1.0},
        {"dimension": "", "dimension_value": "", "since": date(2026, 3, 1), "until": date(2026, 3, 31), "value": 2.0},
        {"dimension": "platform", "dimension_value": "youtube", "since": date(2026, 2, 10), "until": None, "value": 9.0},
    ]
    found = references_on(frame, rows)
    assert found.tolist() == [[1, 1, 2, 1], [1, 1, 9, 9]]
