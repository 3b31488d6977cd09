"""Figures by hand where the charter said otherwise: by month instead of by day, in all instead of by campaign."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from regie.metrics.models import Batch, Figure, Measure
from regie.metrics.staging import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False):
        yield


def grid_of(measure: Measure) -> str:
    return f"{reverse('metrics:grid')}?measure={measure.key}"


def test_a_measure_kept_by_campaign_takes_a_total_by_hand(client, ines, jonas):
    spend = Measure.create(by=ines, name="Spend", key="spend", dimensions=["campaign"], rhythm="month")
    client.force_login(jonas)
    assert client.post(grid_of(spend), {"n0:2026-10-01": "1200"}).status_code == 302
    figure = Figure.objects.get()
    assert (figure.value, figure.series.dimensions) == (1200, {})


def test_a_total_beside_campaigns_is_said_before_it_is_written(client, ines, jonas):
    spend = Measure.create(by=ines, name="Spend", key="spend", dimensions=["campaign"], rhythm="month")
    Batch.open(by=ines).write([Entry(spend.pk, {"campaign": "Autumn"}, date(2026, 10, 1), 500.0, 1)])
    client.force_login(jonas)
    answer = client.post(grid_of(spend), {"n0:2026-10-01": "1200"})
    assert answer.status_code == 422
    assert 'value="1200"' in answer.content.decode()
    assert Figure.objects.count() == 1


def test_a_daily_measure_is_kept_by_month_where_its_figures_come_so(client, ines, jonas):
    answers = Measure.create(by=ines, name="Answers", key="answers", rhythm="day")
    client.force_login(jonas)
    client.post(reverse("metrics:measure_rhythm", args=["answers"]), {"rhythm": "month"})
    answers.refresh_from_db()
    assert answers.rhythm == "month"
    assert client.post(grid_of(answers), {"n0:2026-10-01": "820"}).status_code == 302
    assert Figure.objects.get().period == date(2026, 10, 1)


def test_figures_of_several_days_are_not_laid_on_one_another(client, ines, jonas):
    answers = Measure.create(by=ines, name="Answers", key="answers", rhythm="day")
    Batch.open(by=ines).write([Entry(answers.pk, {}, date(2026, 10, day), 5.0, day) for day in (1, 2)])
    client.force_login(jonas)
    answer = client.post(reverse("metrics:measure_rhythm", args=["answers"]), {"rhythm": "month"}, follow=True)
    answers.refresh_from_db()
    assert answers.rhythm == "day"
    assert "holds figures for shorter periods" in answer.content.decode()


@pytest.mark.parametrize("rhythm", ["", "fortnight"])
def test_a_rhythm_that_is_none_changes_nothing(client, ines, jonas, rhythm):
    answers = Measure.create(by=ines, name="Answers", key="answers", rhythm="day")
    client.force_login(jonas)
    client.post(reverse("metrics:measure_rhythm", args=["answers"]), {"rhythm": rhythm})
    answers.refresh_from_db()
    assert answers.rhythm == "day"
