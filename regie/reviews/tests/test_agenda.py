"""The agenda writes itself, and keeps what people did to it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from regie.reviews import sources
from regie.reviews.agenda import gather
from regie.reviews.models import Driver, Item
from regie.reviews.sources import Proposed
from regie.reviews.tests.world import breach_of, called, series_of
from regie.work.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(ines):
    return series_of("Mensuelle", "monthly", timezone.localdate() + timedelta(days=4), ines).reviews.order_by("starts_at").first()


def titles(review):
    return [item.title for item in review.items.on_agenda()]


def open_points(review):
    return [item.title for item in review.items.on_agenda() if item.kind in ("breach", "driver")]


def test_gathering_twice_changes_nothing(review, ines):
    Driver.open_one(by=ines, title="Validation lente", situation="3 jours.")
    assert len(gather(review)) == 1
    assert gather(review) == []
    assert titles(review) == ["Validation lente"]


def test_a_removed_point_stays_removed_until_brought_back(review, ines):
    Driver.open_one(by=ines, title="Validation lente", situation="3 jours.")
    item = gather(review)[0]
    item.remove(by=ines)
    gather(review)
    assert titles(review) == []
    item.bring_back(by=ines)
    assert titles(review) == ["Validation lente"]


def test_order_and_minutes_given_by_hand_survive(review, ines):
    for title in ("Un", "Deux", "Trois"):
        Driver.open_one(by=ines, title=title, situation="…")
    gather(review)
    order = [review.items.get(title=title).pk for title in ("Trois", "Un", "Deux")]
    Item.put_in_order(review, order, by=ines)
    review.items.get(title="Un").give(25, by=ines)
    breach_of(ines)
    gather(review)
    assert titles(review)[:4] == ["Trois", "Un", "Deux", "Coût d’acquisition"]
    assert review.items.get(title="Un").minutes == 25


def test_a_fresh_agenda_puts_breaches_first(review, ines):
    Driver.open_one(by=ines, title="Validation lente", situation="3 jours.")
    breach_of(ines)
    gather(review)
    assert titles(review)[0] == "Coût d’acquisition"


def test_what_is_over_leaves_by_itself(review, ines):
    driver = Driver.open_one(by=ines, title="Validation lente", situation="3 jours.")
    gather(review)
    driver.drop("Réglé au juridique.", by=ines)
    gather(review)
    assert titles(review) == []


def test_a_driver_taken_up_elsewhere_is_not_on_this_agenda(review, ines):
    driver = Driver.open_one(by=ines, title="Validation lente", situation="3 jours.")
    other = called(ines)
    driver.take_up(other, by=ines)
    gather(review)
    assert titles(review) == []
    assert titles(other) == ["Validation lente"]


def test_a_higher_room_brings_its_own_source(review, monkeypatch):
    found = [Proposed("bottleneck", "flow:1", "Goulot", "relevé dans un flux", 10)]
    monkeypatch.setitem(sources.SOURCES, "test", lambda review: found)
    gather(review)
    assert titles(review) == ["Goulot"]


def test_an_agenda_longer_than_its_review_says_so(client, review, ines):
    for number in range(14):
        Item.add(review, by=ines, title=f"Point {number}", minutes=5)
    ines.language = "en"
    ines.save()
    client.force_login(ines)
    assert "10\xa0min more than the review has" in client.get(review.get_absolute_url()).content.decode()


def test_points_move_by_button_and_by_hand(client, review, ines):
    items = [Item.add(review, by=ines, title=title) for title in ("A", "B", "C")]
    client.force_login(ines)
    client.post(reverse("reviews:item_place", args=[items[2].pk]), {"to": "up"})
    assert titles(review) == ["A", "C", "B"]
    client.post(reverse("reviews:items_order", args=[review.pk]), {"order": [items[1].pk, items[0].pk, items[2].pk]})
    assert titles(review) == ["B", "A", "C"]


def test_what_is_open_stands_on_one_agenda_the_nearest_with_room(ines):
    day = timezone.localdate()
    weekly = series_of("Point", "weekly", day + timedelta(days=2), ines, minutes=15).reviews.order_by("starts_at").first()
    yearly = series_of("Charte", "yearly", day + timedelta(days=3), ines, minutes=240).reviews.order_by("starts_at").first()
    monthly = series_of("Mensuelle", "monthly", day + timedelta(days=9), ines).reviews.order_by("starts_at").first()
    Driver.open_one(by=ines, title="Validation lente", situation="3 jours.")
    breach = breach_of(ines)
    for review in (weekly, yearly, monthly):
        gather(review)
    assert [open_points(each) for each in (weekly, yearly, monthly)] == [[], [], ["Coût d’acquisition", "Validation lente"]]
    breach.grain = "week"
    breach.save()
    for review in (weekly, monthly):
        gather(review)
    assert open_points(weekly) == ["Coût d’acquisition"]
    assert open_points(monthly) == ["Validation lente"]


def test_what_has_room_nowhere_goes_to_the_nearest_review(ines):
    day = timezone.localdate()
    weekly = series_of("Point", "weekly", day + timedelta(days=2), ines, minutes=15).reviews.order_by("starts_at").first()
    yearly = series_of("Charte", "yearly", day + timedelta(days=3), ines, minutes=240).reviews.order_by("starts_at").first()
    Driver.open_one(by=ines, title="Validation lente", situation="3 jours.")
    gather(yearly)
    gather(weekly)
    assert open_points(weekly) == ["Validation lente"]
    assert open_points(yearly) == []


def test_what_another_department_did_not_deliver_in_time_is_a_point(review, ines, paul):
    late = timezone.localdate() - timedelta(days=3)
    delivery = Delivery.ask("The budget of the spring", paul.domain, by=ines, needed_on=late)
    gather(review)
    point = review.items.get(key=f"delivery:{delivery.pk}")
    assert point.title == "The budget of the spring" and point.shown_why.startswith("awaited from Finance since")
    with override("fr"):
        assert point.shown_why.startswith("attendu de Finance depuis")
    delivery.deliver(by=paul)
    gather(review)
    assert not review.items.on_agenda().filter(key=f"delivery:{delivery.pk}").exists()
