"""Numbers and dates as people write them."""

from __future__ import annotations

import contextlib
import math
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.lib.tables import DateFault, NumberFault, read_day, read_number
from regie.lib.tables.dates import order_of
from regie.lib.tables.numbers import decimal_of


@pytest.mark.parametrize(
    ("written", "decimal", "value"),
    [
        ("1234.5", ".", 1234.5),
        ("1,234.56", ".", 1234.56),
        ("1 234,56", ",", 1234.56),
        ("1\u202f234,56\u00a0€", ",", 1234.56),
        ("1.234,56", ",", 1234.56),
        ("1'234.50", ".", 1234.5),
        ("€1,200", ".", 1200),
        ("(1,200)", ".", -1200),
        ("-€5.50", ".", -5.5),
        ("\u22123,5", ",", -3.5),
        ("12-", ".", -12),
        ("12,5 %", ",", 12.5),
        (".5", ".", 0.5),
        ("1,5e3", ",", 1500),
        ("CHF 12.00", ".", 12),
        (7, ".", 7),
    ],
)
def test_a_written_number_is_read(written, decimal, value):
    assert read_number(written, decimal).value == value


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "empty"),
        (None, "empty"),
        ("n/a", "no_value"),
        ("—", "no_value"),
        ("6l.90", "letter"),
        ("1O0", "letter"),
        ("NaN", "not_finite"),
        ("-inf", "not_finite"),
        ("1e999", "not_finite"),
        (math.nan, "not_finite"),
        ("=SUM(A1)", "formula"),
        ("#REF!", "error"),
        ("1.234,56", "grouping"),
        ("12 apples", "not_number"),
        ("1.2.3", "not_number"),
        ("1,23", "grouping"),
        (True, "not_number"),
    ],
)
def test_what_is_no_number_says_why(written, code):
    with pytest.raises(NumberFault) as fault:
        read_number(written, ".")
    assert fault.value.code == code


def _written(value: float, decimal: str, group: str) -> str:
    return f"{value:,.3f}".replace(",", "G").replace(".", decimal).replace("G", group)


@given(st.floats(-1e12, 1e12), st.sampled_from([(",", " "), (",", "."), (",", "\u202f"), (".", ","), (".", "'"), (".", "")]))
def test_a_number_written_in_any_of_our_ways_comes_back(value, marks):
    decimal, group = marks
    assert read_number(_written(value, decimal, group), decimal).value == pytest.approx(round(value, 3), abs=1e-9)


@given(st.text(max_size=30), st.sampled_from([",", "."]))
def test_any_text_is_a_finite_number_or_a_fault(text, decimal):
    with contextlib.suppress(NumberFault):
        assert math.isfinite(read_number(text, decimal).value)


@given(st.lists(st.floats(0, 1e7), min_size=1, max_size=30), st.sampled_from([(",", "."), (".", ",")]))
def test_the_decimal_mark_of_a_column_is_found_or_left_open(values, marks):
    cells = [f"{value:,.2f}".replace(",", "G").replace(".", marks[0]).replace("G", marks[1]) for value in values]
    assert decimal_of(cells) == (marks[0], False)


@pytest.mark.parametrize(
    ("written", "day", "grain"),
    [
        ("2026-10-03", date(2026, 10, 3), "day"),
        ("03/10/2026", date(2026, 10, 3), "day"),
        ("3.10.26", date(2026, 10, 3), "day"),
        ("20261003", date(2026, 10, 3), "day"),
        ("2026-10-03T12:30:00Z", date(2026, 10, 3), "day"),
        ("03/10/2026 09:15", date(2026, 10, 3), "day"),
        ("3 octobre 2026", date(2026, 10, 3), "day"),
        ("1er août 2026", date(2026, 8, 1), "day"),
        ("Oct 3, 2026", date(2026, 10, 3), "day"),
        (datetime(2026, 10, 3, 9), date(2026, 10, 3), "day"),
        (46298, date(2026, 10, 3), "day"),
        ("oct. 2026", date(2026, 10, 1), "month"),
        ("févr.-26", date(2026, 2, 1), "month"),
        ("2026-10", date(2026, 10, 1), "month"),
        ("10/2026", date(2026, 10, 1), "month"),
        ("T3 2026", date(2026, 7, 1), "quarter"),
        ("2026-Q3", date(2026, 7, 1), "quarter"),
        ("S42 2026", date(2026, 10, 12), "week"),
        ("2026-W42", date(2026, 10, 12), "week"),
        ("H2 2026", date(2026, 7, 1), "half_year"),
        ("2026", date(2026, 1, 1), "year"),
    ],
)
def test_a_written_date_is_read(written, day, grain):
    assert read_day(written) == (day, grain)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("31/11/2026", "no_such_day"),
        ("2026-02-30", "no_such_day"),
        ("10/31/2026", "order"),
        ("soon", "not_date"),
        ("0001-01-01", "too_old"),
    ],
)
def test_what_is_no_date_says_why(written, code):
    with pytest.raises(DateFault) as fault:
        read_day(written)
    assert fault.value.code == code


@given(
    st.dates(date(1970, 1, 1), date(2199, 12, 31)), st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d", "%d-%m-%Y"])
)
def test_a_day_written_in_any_of_our_ways_comes_back(day, form):
    assert read_day(day.strftime(form)).day == day


@given(st.dates(date(1970, 1, 1), date(2199, 12, 31)))
def test_a_day_written_month_first_comes_back_when_the_column_says_so(day):
    assert read_day(day.strftime("%m/%d/%Y"), "mdy").day == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_fault(text):
    with contextlib.suppress(DateFault):
        read_day(text)


def test_one_day_above_twelve_decides_for_the_column():
    assert order_of(["03/04/2026", "13/04/2026"]) == ("dmy", False)
    assert order_of(["03/04/2026", "04/13/2026"]) == ("mdy", False)
    assert order_of(["03/04/2026", "05/06/2026"]) == (None, True)
    assert order_of(["2026-04-03"]) == (None, False)
