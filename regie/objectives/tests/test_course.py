"""An objective against its straight line: how far, how late, where it will end."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from regie.objectives.course import Goal, State, progress

GOAL = Goal(date(2026, 1, 1), date(2026, 4, 11), baseline=1000, target=2000)  # a hundred days, ten a day


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_a_value_on_the_line_is_good():
    found = progress(GOAL, date(2026, 2, 20), 1500)
    assert (found.state, found.done, found.line_today, found.gap, found.days) == (State.GOOD, 0.5, 1500, 0, 0)
    assert found.says == "On the line: 50% of the way done."


def test_being_behind_is_said_in_value_and_in_days():
    found = progress(GOAL, date(2026, 2, 20), 1400)
    assert (found.state, found.gap, found.days) == (State.WATCH, -100, -10)
    assert found.says == "40% of the way done, 10 days behind the line (100)."


def test_far_behind_is_a_breach_and_ahead_is_good():
    assert progress(GOAL, date(2026, 2, 20), 1100).state == State.BREACH
    ahead = progress(GOAL, date(2026, 2, 20), 1700)
    assert (ahead.state, ahead.days) == (State.GOOD, 20)


def test_going_the_wrong_way_is_less_than_nothing_done():
    found = progress(GOAL, date(2026, 2, 20), 900)
    assert found.done == pytest.approx(-0.1) and found.percent_done == 0 and found.state == State.BREACH
    assert found.reached_on is None and found.projected == pytest.approx(800)


def test_lower_is_better_needs_nothing_but_a_lower_target():
    cost = replace(GOAL, baseline=40, target=30, direction="lower")
    behind = progress(cost, date(2026, 2, 20), 38)
    assert (behind.done, behind.gap, behind.state) == (pytest.approx(0.2), pytest.approx(-3), State.BREACH)
    assert progress(cost, date(2026, 2, 20), 29).is_reached


def test_the_pace_so_far_tells_the_end_and_the_day_of_the_target():
    found = progress(GOAL, date(2026, 2, 20), 1400)
    assert found.projected == pytest.approx(1800)
    assert found.reached_on == date(2026, 5, 6)


def test_a_pace_of_a_few_days_tells_nothing():
    assert progress(GOAL, date(2026, 1, 4), 1100).projected is None


def test_a_late_figure_is_held_against_the_line_of_its_own_day():
    found = progress(GOAL, date(2026, 3, 12), 1500, measured_on=date(2026, 2, 20))
    assert (found.state, found.line, found.line_today) == (State.GOOD, 1500, 1700)


def test_it_waits_before_its_start_and_until_its_first_value():
    assert progress(GOAL, date(2025, 12, 1), 1000).reason == "early"
    waiting = progress(GOAL, date(2026, 2, 20))
    assert (waiting.state, waiting.reason, waiting.done) == (State.WAIT, "no_value", None)
    assert progress(GOAL, date(2026, 2, 20), 1000, measured_on=date(2025, 12, 31)).reason == "no_value"
    assert progress(replace(GOAL, baseline=None), date(2026, 2, 20), 5).reason == "no_goal"


def test_after_the_end_close_by_is_no_longer_good():
    assert progress(GOAL, date(2026, 5, 1), 1980).state == State.WATCH
    assert progress(GOAL, date(2026, 5, 1), 1500).state == State.BREACH
    assert progress(GOAL, date(2026, 5, 1), 2000).says == "Reached: 2,000."


def test_a_level_to_keep_is_judged_by_how_far_it_falls_short():
    keep = replace(GOAL, baseline=50, target=50)
    assert [progress(keep, date(2026, 2, 20), value).state for value in (52, 47, 30)] == [State.GOOD, State.WATCH, State.BREACH]
    lower = replace(keep, direction="lower")
    assert [progress(lower, date(2026, 2, 20), value).state for value in (48, 53, 70)] == [State.GOOD, State.WATCH, State.BREACH]


def test_a_band_is_kept_or_left():
    band = Goal(date(2026, 1, 1), date(2026, 12, 31), "band", low=3, high=5)
    readings = [(date(2025, 12, 1), 9), (date(2026, 1, 1), 4), (date(2026, 2, 1), 6)]
    inside = progress(band, date(2026, 3, 1), 4.5, readings=readings)
    assert (inside.state, inside.done) == (State.GOOD, 0.5)
    assert progress(band, date(2026, 3, 1), 5.1).state == State.WATCH
    assert progress(band, date(2026, 3, 1), 9).state == State.BREACH
    assert progress(replace(band, low=None), date(2026, 3, 1), -50).state == State.GOOD


def test_a_goal_of_one_day_and_decimals_are_no_trouble():
    goal = Goal(date(2026, 1, 1), date(2026, 1, 1), baseline=Decimal("1.5"), target=Decimal("3"))
    assert progress(goal, date(2026, 1, 1), Decimal("3")).is_reached
