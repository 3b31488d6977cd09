"""Large batches are taken back in the background, whole or not at all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from regie.journal.models import Event, Notification
from regie.metrics.models import Batch, Figure, Measure, batch
from regie.metrics.staging import Entry
from regie.metrics.undoing import run_asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def spend(ines):
    return Measure.create(by=ines, name="Spend", key="spend", rhythm="day")


def brought(measure, by, value: float, days: int = 30) -> Batch:
    made = Batch.open(by=by)
    made.write([Entry(measure.pk, {}, date(2026, 9, 1) + timedelta(days=day), value, day) for day in range(days)])
    return made


@pytest.fixture
def large(monkeypatch):
    monkeypatch.setattr(batch, "AT_ONCE", 10)
    monkeypatch.setattr(batch, "SLICE", 7)


def test_a_large_batch_is_taken_back_by_the_worker_and_who_asked_hears_of_it(client, spend, jonas, ines, large):
    brought(spend, ines, 5, days=10)
    second = brought(spend, ines, 8)
    client.force_login(jonas)
    second.ask_to_undo(by=jonas)
    assert Figure.objects.filter(batch=second).count() == 30
    assert "Being taken back" in client.get(second.get_absolute_url()).content.decode()
    assert run_asked() == 1
    second.refresh_from_db()
    assert second.undone_by == jonas
    assert list(Figure.objects.values_list("value", flat=True)) == [5] * 10
    assert Notification.objects.filter(person=jonas, event__verb="metrics.undo_ended").exists()
    assert run_asked() == 0


def test_it_says_how_far_it_is(spend, ines, large):
    heard: list[int] = []
    brought(spend, ines, 8).undo(by=ines, progress=heard.append)
    assert heard == [7, 14, 21, 28, 30]


def test_what_is_being_taken_back_is_not_asked_for_twice(client, spend, jonas, ines, large):
    made = brought(spend, ines, 8)
    client.force_login(jonas)
    for _time in range(2):
        client.post(reverse("metrics:batch_undoing", args=[made.pk]))
    run_asked()
    assert not Figure.objects.exists()
    assert Event.objects.filter(verb="metrics.figures_undone").count() == 1


def test_the_page_comes_anew_when_it_has_ended(client, spend, jonas, ines):
    made = brought(spend, ines, 8)
    made.undo(by=ines)
    client.force_login(jonas)
    assert client.get(made.get_absolute_url(), headers={"HX-Target": "undoing"})["HX-Refresh"] == "true"
