"""A target beside the metric's own past: facts that one can count on the chart."""

from datetime import date

import pytest
from django.utils import translation

from regie.objectives.amounts import Amounts
from regie.objectives.reach import Reach, Verdict, ceiling_of, periods_between, reach


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def months(*values: float | None, first: date = date(2025, 1, 1)) -> list[tuple[date, float | None]]:
    start = first.year * 12 + first.month - 1
    return [(date((start + at) // 12, (start + at) % 12 + 1, 1), value) for at, value in enumerate(values)]


def quarters(*values: float) -> list[tuple[date, float]]:
    return [(date(2024 + at // 4, at % 4 * 3 + 1, 1), value) for at, value in enumerate(values)]


def asked(past, baseline, target, periods=3, **more) -> Reach:
    return reach(past, **{"direction": "higher", "baseline": baseline, "target": target, "periods": periods} | more)


def test_a_target_far_above_the_record_is_said_in_times_of_the_best_quarter():
    past = quarters(300, 320, 310, 400, 500, 420, 410, 430)
    found = asked(past, 430, 1200, 2, rhythm="quarter")
    assert found.verdict == Verdict.UNSEEN
    assert found.first == "The target is 2.4 times your best quarter (500, Q1\u00a02025)."


def test_a_slope_is_compared_with_every_past_stretch_of_its_length():
    past = months(100, 104, 108, 112, 116, 120, 124, 150, 154, 158)
    found = asked(past, 158, 175, 3)
    assert found.fact("stretches").figure == pytest.approx(3 / 7)
    assert "3 of 7 stretches of 3 months rose as much (17)" in found.fact("stretches").says
    assert found.verdict == Verdict.USUAL


def test_a_slope_as_steep_as_the_best_months_in_a_row_is_said_so():
    past = months(100, 110, 120, 130, 131, 132, 133)
    found = asked(past, 133, 165, 3)
    assert (
        found.fact("steepest").says
        == "It asks for as much as the best 3 months in a row have brought (January 2025 to April 2025)."
    )


def test_a_slope_steeper_than_ever_is_said_in_times_of_the_best():
    past = months(100, 110, 120, 130, 131, 132, 133)
    fact = asked(past, 133, 193, 3).fact("steeper")
    assert fact.figure == pytest.approx(2.0)
    assert "2 times what the best 3 months in a row have brought" in fact.says


def test_what_has_been_reached_before_says_when_last():
    found = asked(months(50, 61, 55, 63, 58, 52), 52, 60, 1)
    assert found.fact("reached").says == "It has been reached before, 2 times in 6 months, last in April 2025."


def test_lower_is_better_turns_everything_round():
    past = months(60, 58, 55, 54, 52, 50)
    found = asked(past, 50, 30, 3, direction="lower", amounts=Amounts("currency"))
    assert found.fact("below_best").says == "The target is 40% below your best month (€50, June 2025)."
    assert found.fact("steeper") and found.verdict == Verdict.UNSEEN
    near = asked(past, 50, 44, 3, direction="lower")
    assert "fell as much" in near.fact("stretches").says


def test_points_and_no_times_are_said_of_a_percentage():
    found = asked(months(20, 22, 21, 23, 24, 22), 22, 30, 3, amounts=Amounts("percent"))
    assert found.first == "It has never been reached: your best month was 24% (May 2025), 6 points away."


def test_zero_and_negative_values_are_compared_by_differences():
    from_zero = asked(months(0, 0, 0, 2, 4, 5), 0, 6, 3)
    assert from_zero.fact("steeper").figure == pytest.approx(6 / 5)
    below = asked(months(-20, -15, -12, -10, -8, -5), -5, 5, 3)
    assert below.fact("never") and not below.fact("times_best")


def test_a_share_cannot_pass_a_hundred_and_says_how_much_is_left():
    past = months(80, 82, 84, 85, 86, 88)
    over = asked(past, 88, 104, ceiling=100, amounts=Amounts("percent"))
    assert over.verdict == Verdict.IMPOSSIBLE and "100%" in over.first
    assert (
        asked(past, 88, 97, ceiling=100, amounts=Amounts("percent")).fact("left").says
        == "It closes 75% of what is left up to 100%."
    )


def test_too_little_past_is_said_and_nothing_is_concluded():
    assert asked([], 10, 20).first == "The metric has no past yet: nothing can be compared."
    short = asked(months(10, 12), 12, 20)
    assert short.verdict == Verdict.UNKNOWN
    assert short.first == "The past holds only 2 months: too little to compare."
    assert asked(months(10, 12, 13, 14, 15), 15, 16, 12).fact("short_past")


def test_holes_in_the_past_make_no_stretch():
    past = [pair for pair in months(100, None, None, 130, 131, 132, 133, 134) if pair[1] is not None]
    found = asked(past, 134, 135, 1)
    assert found.fact("stretches").figure == 1  # the four steps between neighbours, not the leap over the hole
    assert "4 of 4" in found.fact("stretches").says


def test_a_metric_that_never_moved_this_way_is_told():
    assert asked(months(9, 8, 7, 6, 5, 4), 4, 6, 1).fact("never_moved")


def test_a_target_that_asks_for_nothing_is_usual():
    assert asked(months(9, 8, 7, 6), 6, 6).fact("holds")


def test_a_band_counts_the_periods_that_lay_inside():
    past = months(2, 3, 4, 5, 6, 4)
    inside = reach(past, direction="band", baseline=None, target=None, periods=3, low=3, high=5)
    assert inside.first == "In 6 months of past, the metric was between the two edges 4 times."
    assert reach(past, direction="band", baseline=None, target=None, periods=3, low=10, high=12).verdict == Verdict.UNSEEN


def test_a_share_is_known_by_its_past_and_a_growth_rate_has_no_ceiling():
    assert ceiling_of("percent", [20, 40, 60, 61]) == 100
    assert ceiling_of("percent", [20, 140, 60, 61]) is None
    assert ceiling_of("percent", [20, 40, 60, 61], grows=True) is None
    assert ceiling_of("count", [20, 40, 60, 61]) is None


def test_periods_left_are_counted_in_the_rhythm_of_the_metric():
    assert periods_between(date(2026, 11, 23), date(2027, 6, 30), "month") == 7
    assert periods_between(date(2026, 11, 23), date(2027, 6, 30), "quarter") == 2
    assert periods_between(date(2027, 6, 30), date(2026, 11, 23), "week") == 0
