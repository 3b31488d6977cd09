from datetime import UTC, date, datetime

import pytest

from regie.lib.working_time import Week

PARIS = Week("Europe/Paris", "FR")


def at(year, month, day, hour, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def test_a_deadline_steps_over_the_night_and_the_week_end():
    friday_afternoon = at(2026, 3, 6, 16)  # 17:00 in Paris, half an hour before the day ends
    assert PARIS.after(friday_afternoon, 4) == at(2026, 3, 9, 11, 30)


def test_a_deadline_steps_over_a_public_holiday():
    assert PARIS.after(at(2026, 12, 24, 16), 1).date() == date(2026, 12, 28)


def test_a_deadline_keeps_its_hour_when_the_clocks_change():
    assert PARIS.after(at(2026, 3, 27, 8), 14).hour == 17  # Friday 9:00 to Monday evening, over the last Sunday of March
    assert PARIS.between(at(2026, 3, 27, 8), at(2026, 3, 30, 7)) == pytest.approx(7)


def test_a_day_shared_with_other_work_takes_longer():
    assert PARIS.after(at(2026, 3, 2, 8), 7, share=lambda day: 0.5).date() == date(2026, 3, 3)


def test_hours_between_are_the_hours_after():
    began = at(2026, 4, 30, 9)
    for hours in (0.5, 3, 7, 35, 140):
        assert PARIS.between(began, PARIS.after(began, hours)) == pytest.approx(hours, abs=0.02)
