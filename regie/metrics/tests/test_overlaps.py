"""A total beside its parts counts once, and one is told before it is written."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
import time_machine
from django.urls import reverse

from regie.lib.periods import Grain
from regie.metrics.course import told
from regie.metrics.engine.course import frame_of
from regie.metrics.engine.figures import EPOCH, Figures, Kind, added_up
from regie.metrics.models import Batch, Figure, Measure, Metric
from regie.metrics.overlaps import overlaps_in
from regie.metrics.staging import Entry

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False):
        yield


@pytest.fixture
def spend(ines):
    return Measure.create(by=ines, name="Spend", key="spend", dimensions=["platform", "campaign"])


def entry(measure, value, month=OCTOBER, row=1, **dimensions) -> Entry:
    return Entry(measure.pk, dimensions, month, value, row)


def summed(rows, groups=(("", ""),), how="sum", grain=Grain.MONTH, recorded=Grain.DAY) -> list[float]:
    figures = Figures.of(Kind("spend", recorded, how), rows)
    days = (date(2026, 10, 1).toordinal() - EPOCH, date(2026, 10, 31).toordinal() - EPOCH)
    return added_up(figures, frame_of(days, grain, groups), 0).values[:, 0].tolist()


def test_parts_are_not_added_to_their_total():
    rows = [({}, OCTOBER, 100), ({"platform": "A"}, OCTOBER, 60), ({"platform": "B"}, OCTOBER, 30)]
    assert summed(rows, (("", ""), ("platform", "A"))) == [100, 60]


def test_a_day_without_a_total_counts_its_parts_beside_days_that_have_one():
    second = date(2026, 10, 2)
    rows = [({}, OCTOBER, 100), ({"platform": "A"}, OCTOBER, 60), ({"platform": "A"}, second, 7), ({"platform": "B"}, second, 5)]
    assert summed(rows) == [112]


def test_a_campaign_on_a_platform_is_a_part_of_that_platform():
    rows = [
        ({"platform": "A"}, OCTOBER, 60),
        ({"platform": "A", "campaign": "Spring"}, OCTOBER, 40),
        ({"platform": "B", "campaign": "Spring"}, OCTOBER, 5),
    ]
    assert summed(rows, (("", ""), ("platform", "A"), ("campaign", "Spring"))) == [65, 60, 45]


def test_the_newest_of_a_total_stands_alone_even_where_a_part_is_newer():
    rows = [({}, OCTOBER, 100), ({"platform": "A"}, date(2026, 10, 20), 70)]
    assert summed(rows, how="last") == [100]


def test_two_ways_to_split_are_added_up():
    assert summed([({"platform": "A"}, OCTOBER, 60), ({"campaign": "Spring"}, OCTOBER, 40)]) == [100]


def test_whatever_the_order_no_part_is_counted_twice():
    random = np.random.default_rng(7)
    for _ in range(40):
        days = [date(2026, 10, int(day)) for day in random.integers(1, 31, 12)]
        shapes = [{}, {"platform": "A"}, {"platform": "B"}, {"platform": "A", "campaign": "S"}]
        rows = {(int(place), day): float(random.integers(1, 90)) for day in days for place in random.integers(0, 4, 3)}
        expected = 0.0
        for place, day in rows:
            wholes = {0: [], 1: [0], 2: [0], 3: [0, 1]}[place]
            expected += 0 if any((whole, day) in rows for whole in wholes) else rows[place, day]
        assert summed([(shapes[place], day, value) for (place, day), value in rows.items()]) == [pytest.approx(expected)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("come", "kind"),
    [
        ([{}], "total"),
        ([{"platform": "A", "campaign": "Spring"}], "nested"),
        ([{"campaign": "Spring"}], "crossed"),
        ([{"platform": "B"}], None),
    ],
)
def test_a_rehearsal_says_what_would_count_twice(come, kind, spend, ines):
    Batch.open(by=ines).write([entry(spend, 60, platform="A")])
    with Batch.rehearse([entry(spend, 100, **dimensions) for dimensions in come]) as rehearsal:
        assert [each.kind for each in rehearsal.overlaps()] == ([kind] if kind else [])


@pytest.mark.django_db
def test_what_stood_so_before_is_not_said_again_and_another_month_is_no_overlap(spend, ines):
    Batch.open(by=ines).write([entry(spend, 60, platform="A"), entry(spend, 100)])
    with Batch.rehearse([entry(spend, 61, platform="A"), entry(spend, 100, SEPTEMBER)]) as rehearsal:
        assert rehearsal.overlaps() == []
    assert [(each.kind, each.count) for each in overlaps_in(spend)] == [("total", 1)]


@pytest.mark.django_db
def test_a_mean_has_no_parts_that_could_count_twice(ines):
    score = Measure.create(by=ines, name="Score", adds_up="mean", dimensions=["platform"])
    with Batch.rehearse([entry(score, 3), entry(score, 4, platform="A")]) as rehearsal:
        assert rehearsal.overlaps() == []


@pytest.mark.django_db
def test_the_grid_asks_before_it_writes_a_total_beside_its_parts(spend, ines, jonas, client):
    Batch.open(by=ines).write([entry(spend, 60, platform="A"), entry(spend, 90, SEPTEMBER)])
    client.force_login(jonas)
    address = reverse("metrics:grid") + "?measure=spend"
    total = spend.series.get(address="")
    typed = {f"s{total.pk}:2026-10-01": "100", f"was:s{total.pk}:2026-10-01": ""}
    asked = client.post(address, typed)
    assert asked.status_code == 422
    assert "counts the figure for all alone" in asked.content.decode()
    assert 'value="100"' in asked.content.decode()
    assert not Figure.objects.filter(series=total, period=OCTOBER).exists()
    assert client.post(address, typed | {"twice": "1"}).status_code == 302
    assert Figure.objects.get(series=total, period=OCTOBER).value == 100
    assert "counts the figure for all alone" in client.get(spend.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_what_was_undone_leaves_no_platform_behind(spend, ines):
    metric = Metric.create(by=ines, name="Cost", formula="spend", dimensions=["platform"])
    Batch.open(by=ines).write([entry(spend, 60, platform="A")])
    batch = Batch.open(by=ines)
    batch.write([entry(spend, 5, platform="B")])
    assert told(metric).groups("platform") == ["A", "B"]
    batch.undo(by=ines)
    assert told(metric).groups("platform") == ["A"]
