"""Periods: their arithmetic, and how people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.lib.periods import Grain, Period

days = st.dates(date(1971, 1, 1), date(2190, 1, 1))
grains = st.sampled_from(Grain)


@given(days, grains)
def test_a_day_lies_in_exactly_one_period_and_periods_follow_without_a_gap(day, grain):
    period = Period.of(day, grain)
    assert day in period
    assert period.start <= day <= period.end
    assert period.next.start == period.end + timedelta(days=1)
    assert period.next.previous == period
    assert period.next.index == period.index + 1
    assert Period.at(period.index, grain) == period
    assert (period.end - period.start).days + 1 == period.days


@given(days, grains)
def test_what_an_address_says_is_read_back(day, grain):
    period = Period.of(day, grain)
    assert Period.parse(period.code) == period


@given(days)
def test_a_week_is_the_calendar_s_own(day):
    year, week, _ = day.isocalendar()
    assert Period.of(day, Grain.WEEK).code == f"{year}-W{week:02}"


@given(days, st.sampled_from([Grain.MONTH, Grain.QUARTER, Grain.HALF_YEAR, Grain.YEAR]))
def test_the_year_before_is_the_same_period_one_year_earlier(day, grain):
    period = Period.of(day, grain)
    assert (period.year_before.start.year, period.year_before.start.month) == (period.start.year - 1, period.start.month)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-10", "2026-10"),
        ("oct. 2026", "2026-10"),
        ("Octobre 2026", "2026-10"),
        ("October, 2026", "2026-10"),
        ("10/2026", "2026-10"),
        ("août 2025", "2025-08"),
        ("sept.-25", "2025-09"),
        ("May 26", "2026-05"),
        ("2026m3", "2026-03"),
        ("octobre", "2026-10"),
        ("T3 2026", "2026-Q3"),
        ("2026-Q3", "2026-Q3"),
        ("3Q26", "2026-Q3"),
        ("1er trimestre 2026", "2026-Q1"),
        ("3rd quarter of 2026", "2026-Q3"),
        ("S42", "2026-W42"),
        ("2026-W42", "2026-W42"),
        ("sem. 42 2026", "2026-W42"),
        ("week 1, 2027", "2027-W01"),
        ("H1 2026", "2026-H1"),
        ("2e semestre 2026", "2026-H2"),
        ("2026", "2026"),
        ("FY 2026", "2026"),
        ("01/10/2026", "2026-10-01"),
        ("13/10/2026", "2026-10-13"),
        ("10/13/2026", "2026-10-13"),
        ("2026-10-04", "2026-10-04"),
        ("1er octobre 2026", "2026-10-01"),
        ("October 3, 2026", "2026-10-03"),
        ("2026-10-04 00:00:00", "2026-10-04"),
        ("20261004", "2026-10-04"),
    ],
)
def test_a_period_is_read_as_people_write_it(text, code):
    assert Period.parse(text, near=date(2026, 11, 1)).code == code


@pytest.mark.parametrize("text", ["", "foo", "31/02/2026", "2026-13", "W54 2026", "13/13/2026", "Q5 2026", "S42 of", "42"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        Period.parse(text, near=date(2026, 11, 1))


def test_a_month_first_date_is_read_as_such():
    assert Period.parse("01/10/2026", day_first=False).start == date(2026, 1, 10)


def test_a_finer_period_becomes_the_wanted_one_and_a_coarser_is_refused():
    assert Period.parse("2026-10-04", grain="month").code == "2026-10"
    with pytest.raises(ValueError, match="2026"):
        Period.parse("2026", grain="month")


def test_whole_periods_make_up_longer_ones_but_a_week_fits_in_no_month():
    assert Grain.QUARTER.holds(Grain.MONTH)
    assert Grain.YEAR.holds(Grain.HALF_YEAR)
    assert Grain.WEEK.holds(Grain.DAY)
    assert not Grain.MONTH.holds(Grain.WEEK)
    assert not Grain.MONTH.holds(Grain.QUARTER)
