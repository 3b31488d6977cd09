"""Numbers, money and days in both languages, by their properties."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regie.lib import dates, money, numbers, text
from regie.ui.forms import written_number

LANGUAGES = st.sampled_from(["fr", "en"])
AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=2)
SPACES = "\u00a0\u202f"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("fr", ["120\u202f000\u00a0€", "42,60\u00a0€", "−1,20\u00a0€", "85\u202f%", "7,5\u202f%", "18\u202f204"]),
        ("en", ["€120,000", "€42.60", "−€1.20", "85%", "7.5%", "18,204"]),
    ],
)
def test_each_language_keeps_its_own_typography(language, written):
    amounts = [money.money(amount, "EUR", language) for amount in (120000, Decimal("42.6"), -1.2)]
    assert [*amounts, numbers.percent(85, language), numbers.percent(7.5, language), numbers.number(18204, language)] == written


def _read(written: str, language: str) -> Decimal:
    return Decimal(written_number(written, language))


@given(AMOUNTS, LANGUAGES)
def test_an_amount_that_is_written_reads_as_itself(amount, language):
    assert _read(money.money(amount, "EUR", language), language) == amount


@given(st.integers(-(10**15), 10**15), LANGUAGES)
def test_a_whole_number_that_is_written_reads_as_itself(value, language):
    assert _read(numbers.number(value, language), language) == value


@given(AMOUNTS, LANGUAGES)
def test_no_number_breaks_over_two_lines(amount, language):
    for written in (money.money(amount, "EUR", language), numbers.percent(amount, language), numbers.number(amount, language)):
        assert " " not in written
        assert "-" not in written


@pytest.mark.parametrize("nothing", [None, "", "n/a", float("nan"), float("inf"), Decimal("NaN"), True])
def test_what_is_no_number_is_a_dash_and_never_zero(nothing):
    assert {numbers.number(nothing), numbers.percent(nothing), money.money(nothing), money.measured(nothing, "EUR")} == {"—"}


def test_a_value_that_rounds_to_zero_has_no_sign():
    assert numbers.number(-0.0001, "en", 2) == "0.00"


def test_an_unknown_currency_is_written_with_its_code():
    assert "ZZZ" in money.money(5, "ZZZ", "fr")


def test_days_and_hours_follow_the_language():
    moment = datetime(2026, 11, 1, 14, 5)
    assert dates.day(moment.date(), "fr") == "1er novembre 2026"
    assert dates.day(moment.date(), "en") == "1 November 2026"
    assert dates.clock(moment, "fr") == "14\u00a0h\u00a005"
    assert dates.clock(moment, "en") == "14:05"
    assert dates.period(date(2026, 10, 1), "quarter", "fr") == "T4\u00a02026"
    assert dates.day(date(2026, 9, 3), "en", "short", date(2026, 11, 1)) == "3 Sep"


def test_a_length_of_time_is_said_in_its_two_largest_parts():
    assert dates.duration(90) == "1\u00a0h\u00a030"
    assert dates.duration(timedelta(days=3), "fr") == "3\u00a0j"
    assert dates.duration(15) == "15\u00a0min"


@given(st.text(alphabet="abé «»!?;:%€ 12'", max_size=40))
@example(" :»")
def test_french_spacing_twice_changes_nothing(sentence):
    assert text.french(text.french(sentence)) == text.french(sentence)


def test_french_spacing_puts_no_break_spaces_where_they_belong():
    assert text.french("Qu'en dit-on ? « Oui » : 5 %, 3 €") == "Qu’en dit-on\u202f? «\u00a0Oui\u00a0»\u00a0: 5\u202f%, 3\u00a0€"


@given(st.text(min_size=1, max_size=30), st.text(max_size=10))
def test_marking_what_is_sought_loses_no_letter(words, sought):
    assert "".join(piece for piece, _hit in text.found(words, sought)) == words


def test_marking_ignores_accents_and_case():
    assert text.found("Coût d’acquisition", "cout") == [("Coût", True), (" d’acquisition", False)]


@pytest.mark.parametrize(
    ("typed", "read"), [("1 234,5 €", "1234.5"), ("1,234.5", "1234.5"), ("1.234,5", "1234.5"), ("−3", "-3"), ("12 %", "12")]
)
def test_numbers_are_read_as_people_write_them(typed, read):
    assert written_number(typed) == read


def test_a_lone_comma_is_read_in_the_readers_language():
    assert written_number("3,125", "en") == "3125"
    assert written_number("3,125", "fr") == "3.125"
    assert written_number("0,125", "en") == "0.125"
