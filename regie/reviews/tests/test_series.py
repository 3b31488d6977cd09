"""Series in the calendar: what is written ahead, moved, changed, ended."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from regie.journal.models import Event, Stale
from regie.reviews.calendar import recurrence
from regie.reviews.models import Item, Review
from regie.reviews.tests.world import series_of

PARIS = ZoneInfo("Europe/Paris")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def frozen():
    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=PARIS), tick=False):
        yield


def test_thirteen_months_are_written_ahead_once(ines):
    series = series_of("Mensuelle", "monthly", date(2026, 11, 19), ines)
    assert series.reviews.count() == 13
    assert series.extend() == 0


def test_a_date_on_a_holiday_gives_way_and_says_so(client, ines):
    series = series_of("Hebdomadaire", "weekly", date(2026, 11, 11), ines)
    review = series.reviews.order_by("starts_at").first()
    assert review.original_date == date(2026, 11, 11)
    assert review.day == date(2026, 11, 12)
    assert review.gave_way
    ines.language = "fr"
    ines.save()
    client.force_login(ines)
    assert "Armistice" in client.get(review.get_absolute_url()).content.decode()


def test_moving_one_leaves_the_others_and_can_be_undone(ines):
    series = series_of("Mensuelle", "monthly", date(2026, 11, 19), ines)
    first, second = series.reviews.order_by("starts_at")[:2]
    was = (first.starts_at, second.starts_at)
    first.move(datetime(2026, 11, 20, 14, tzinfo=PARIS), by=ines)
    second.refresh_from_db()
    assert second.starts_at == was[1]
    first.put_back(by=ines)
    assert Review.objects.get(pk=first.pk).starts_at == was[0]
    assert Event.objects.filter(verb="reviews.review_moved").count() == 2


@pytest.mark.parametrize(("moved", "day"), [("keep", 20), ("follow", 17)])
def test_changing_the_series_asks_what_becomes_of_moved_reviews(ines, moved, day):
    series = series_of("Mensuelle", "monthly", date(2026, 11, 19), ines)
    first = series.reviews.order_by("starts_at").first()
    first.move(datetime(2026, 11, 20, 14, tzinfo=PARIS), by=ines)
    series.plan(
        by=ines, moved=moved, starts_on=date(2026, 11, 17), rule=recurrence.anchored("monthly", date(2026, 11, 17), "weekday")
    )
    first.refresh_from_db()
    assert first.day == date(2026, 11, day)
    assert series.reviews.coming().exclude(original_date=None).count() == 13


def test_a_point_that_somebody_wrote_survives_new_dates(ines):
    series = series_of("Mensuelle", "monthly", date(2026, 11, 19), ines)
    item = Item.add(series.reviews.order_by("starts_at").first(), by=ines, title="Argumentaire flottes")
    series.plan(by=ines, starts_on=date(2026, 12, 1), rule=recurrence.anchored("quarterly", date(2026, 12, 1), "weekday"))
    item.refresh_from_db()
    assert item.review.day == date(2026, 12, 1)
    assert series.reviews.coming().count() == 4


def test_two_who_change_the_dates_do_not_overwrite_each_other(client, ines):
    series = series_of("Mensuelle", "monthly", date(2026, 11, 19), ines)
    revision = series.revision
    series.plan(by=ines, revision=revision, at=time(11))
    with pytest.raises(Stale):
        series.plan(by=ines, revision=revision, at=time(15))
    client.force_login(ines)
    form = {"name": "La mienne", "starts_on": "2026-11-19", "at": "15:00", "time_zone": "Europe/Paris", "rhythm": "monthly", "by": "weekday", "minutes_max": "60", "revision": str(revision)}  # fmt: skip
    answer = client.post(reverse("reviews:series_plan", args=[series.pk]), form)
    assert answer.status_code == 409
    assert "La mienne" in answer.content.decode()


def test_an_ended_series_keeps_what_was_held(ines):
    series = series_of("Mensuelle", "monthly", date(2026, 11, 2), ines, at=time(10))
    held = series.reviews.order_by("starts_at").first()
    held.start(by=ines)
    held.close(by=ines)
    series.retire(by=ines)
    assert list(series.reviews.all()) == [held]


def test_a_series_without_a_date_has_no_reviews_until_it_gets_one(client, ines):
    from regie.reviews.models import Series

    series = Series.objects.create(name="Annuelle", rule="FREQ=YEARLY", minutes_max=240)
    assert series.extend() == 0
    client.force_login(ines)
    form = {
        "name": "Annuelle",
        "starts_on": "2026-12-15",
        "at": "09:00",
        "time_zone": "Europe/Paris",
        "rhythm": "yearly",
        "by": "day",
        "minutes_max": "240",
    }
    assert client.post(reverse("reviews:series_plan", args=[series.pk]), form | {"starts_on": "2020-01-01"}).status_code == 422
    assert client.post(reverse("reviews:series_plan", args=[series.pk]), form).status_code == 302
    assert series.reviews.get().local_start == datetime(2026, 12, 15, 9, tzinfo=PARIS)


def test_a_month_shows_reviews_and_rest_days(client, ines):
    series_of("Mensuelle", "monthly", date(2026, 11, 19), ines)
    client.force_login(ines)
    page = client.get(reverse("reviews:calendar"), {"month": "2026-11"}).content.decode()
    assert page.count(" Mensuelle</span>") == 1
    assert client.get(reverse("reviews:calendar"), {"month": "nonsense"}).status_code == 200
