"""Days of a series: rhythms, month ends, rest days, summer time."""

from datetime import date, time

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from regie.lib import rest
from regie.reviews.calendar import recurrence

DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))


@given(DAYS, st.sampled_from(["monthly", "bimonthly", "quarterly", "half_yearly", "yearly"]))
def test_a_day_of_the_month_never_skips_a_month(first, rhythm):
    step = {"monthly": 1, "bimonthly": 2, "quarterly": 3, "half_yearly": 6, "yearly": 12}[rhythm]
    found = list(recurrence.days(recurrence.anchored(rhythm, first, "day"), first, first + relativedelta(years=3)))
    expected = [first + relativedelta(months=step * n) for n in range(36 // step + 1)]
    if (first.month, first.day) != (2, 29):
        assert found == [day for day in expected if day <= first + relativedelta(years=3)]
    assert found[0] == first


@given(DAYS)
def test_a_weekday_of_the_month_stays_that_weekday(first):
    found = list(recurrence.days(recurrence.anchored("monthly", first, "weekday"), first, first + relativedelta(months=14)))
    assert {day.weekday() for day in found} == {first.weekday()}
    assert len({(day.year, day.month) for day in found}) == len(found)
    assert 13 <= len(found) <= 15


@given(DAYS)
def test_a_working_day_is_never_a_rest_day_and_never_earlier(day):
    moved = rest.working_day(day, "FR")
    assert moved >= day
    assert not rest.is_rest(moved, "FR")


def test_a_holiday_has_its_name_in_each_language():
    assert rest.holiday(date(2026, 11, 11), "FR", "fr") == "Armistice"
    assert rest.holiday(date(2026, 11, 11), "FR", "en") == "Armistice Day"
    assert rest.holiday(date(2026, 11, 12), "FR", "fr") == ""


def test_the_clock_on_the_wall_stays_when_summer_time_begins():
    before = recurrence.moment(date(2026, 3, 27), time(10), "Europe/Paris")
    after = recurrence.moment(date(2026, 3, 30), time(10), "Europe/Paris")
    assert (before.hour, after.hour) == (10, 10)
    assert before.utcoffset() != after.utcoffset()


def test_an_hour_that_summer_time_skips_becomes_the_next_one():
    assert recurrence.moment(date(2026, 3, 29), time(2, 30), "Europe/Paris").hour == 3


def test_a_rule_that_is_none_is_refused():
    for rule in ("", "every week", "FREQ=SECONDLY", "FREQ=WEEKLY;BYDAY=XX"):
        with pytest.raises(recurrence.NotARule):
            recurrence.check(rule)


def test_the_rules_of_the_charter_have_their_rhythm():
    for name, rule in recurrence.RHYTHMS.items():
        assert recurrence.rhythm_of(rule) == name
        assert recurrence.rhythm_of(recurrence.anchored(name, date(2026, 11, 19), "weekday")) == name
