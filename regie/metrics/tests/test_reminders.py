"""A metric that nobody fed is not a healthy one."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from regie.journal.models import Notification
from regie.metrics.evaluation import run_waiting
from regie.metrics.models import Batch, Measure, Metric, Reading, Reminder, State
from regie.metrics.reminders import look
from regie.metrics.staging import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def leads(ines, jonas):
    with time_machine.travel("2026-08-10 10:00:00+00:00"):
        measure = Measure.create(by=ines, name="Leads")
        Metric.create(by=ines, name="Qualified leads", formula="leads", owner=jonas)
        run_waiting()
    return measure


def bring(ines, measure, *months: int) -> None:
    Batch.open(by=ines).write([Entry(measure.pk, {}, date(2026, month, 1), 5, 2) for month in months])
    run_waiting()


def test_a_period_without_figures_is_reminded_of_once_after_its_grace(leads, ines, jonas):
    with time_machine.travel("2026-11-10 10:00:00+00:00", tick=False):
        bring(ines, leads, 8, 9)
        assert look() == 0, "October may still come until the twelfth"
    with time_machine.travel("2026-11-13 10:00:00+00:00", tick=False):
        assert (look(), look()) == (1, 0)
        reminder = Reminder.objects.open().get()
        assert (reminder.measure, reminder.period, reminder.due_on) == (leads, date(2026, 10, 1), date(2026, 11, 12))
        assert Notification.objects.filter(person=jonas, event__verb="metrics.figures_missing").count() == 1


def test_the_reminder_closes_when_the_figures_come(leads, ines):
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False):
        bring(ines, leads, 8)
        look()
        bring(ines, leads, 9)
        assert Reminder.objects.open().get().period == date(2026, 10, 1)
        bring(ines, leads, 10)
        assert not Reminder.objects.open().exists()


def test_a_metric_that_waits_says_so_and_for_which_period(leads, ines):
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False):
        bring(ines, leads, 8)
        reading = Reading.objects.overall().get()
        assert (reading.state, reading.waits_for, reading.value) == (State.WAIT, date(2026, 9, 1), 5)


def test_a_metric_never_fed_waits_from_the_period_in_which_it_was_made(leads, ines):
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False):
        look()
        assert Reminder.objects.get().period == date(2026, 8, 1)
