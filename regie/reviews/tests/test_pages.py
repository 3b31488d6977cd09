"""Pages cost the same whatever they hold; the search finds words without their accents."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from regie.reviews.models import Criterion, Decision, Driver, FollowUp, Item, Minute, Presence, Review
from regie.reviews.tests.world import in_session, series_of

pytestmark = pytest.mark.django_db


def fill(ines, jonas, count):
    day = timezone.now()
    Review.objects.bulk_create(
        Review(
            name=f"R{n}", starts_at=day - timedelta(days=n), started_at=day - timedelta(days=n), closed_at=day - timedelta(days=n)
        )
        for n in range(count)
    )
    for review in Review.objects.filter(name__startswith="R", items=None):
        item = Item.objects.create(review=review, kind="hand", key=f"k{review.pk}", title="Point")
        Minute.objects.create(review=review, item=item, author=ines, text="Élagage des audiences", said_at=day)
        Decision.objects.create(
            review=review,
            item=item,
            text="Réduire l’éventail",
            proposed_by=ines,
            owner=jonas,
            settled_at=day,
            look_again_on=day.date(),
        )
        FollowUp.objects.create(review=review, what="Faire", who=jonas, by_when=day.date())
        Driver.objects.create(title="D", situation="S", opened_by=jonas)


ADDRESSES = ["index", "calendar", "decisions", "follow_ups", "drivers", "criteria", "search"]


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_asks_as_often_for_five_reviews_as_for_many(client, ines, jonas, name):
    client.force_login(ines)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"reviews:{name}"), {"q": "eventail"} if name == "search" else {}).status_code == 200
        return len(queries)

    fill(ines, jonas, 5)
    client.get(reverse(f"reviews:{name}"))
    few = asked()
    fill(ines, jonas, 45)
    assert asked() <= few + 1  # the second page of a long list is counted


def test_a_page_in_session_asks_as_often_for_much_as_for_little(client, ines, jonas):
    review = in_session(ines, jonas)
    Criterion.objects.create(name="A")
    client.force_login(ines)
    address = reverse("reviews:review_live", args=[review.pk])

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(address, HTTP_HX_REQUEST="true")
        return len(queries)

    def talk(times):
        for n in range(times):
            item = Item.add(review, by=ines, title=f"P{n}")
            Minute.say(review, "Oui.", by=ines, item=item)
            Decision.propose(review, "Non.", by=ines, owner=ines, item=item).consent(by=jonas)
            FollowUp.give(review, "Faire", who=jonas, by_when=timezone.localdate(), by=ines)

    Presence.arrive(review, jonas)
    talk(2)
    few = asked()
    talk(10)
    assert asked() <= few


@pytest.mark.parametrize(
    ("sought", "found"), [("eventail reduire", 1), ("ÉLAGAGE", 1), ("audiences", 1), ("rien de tel", 0), ("", 0)]
)
def test_the_search_forgives_accents_and_order(client, ines, jonas, sought, found):
    fill(ines, jonas, 1)
    client.force_login(ines)
    page = client.get(reverse("reviews:search"), {"q": sought}).content.decode()
    assert page.count("found__hit") == found


def test_the_search_shows_only_what_one_may_see(client, ines, jonas, paul):
    fill(ines, jonas, 1)
    client.force_login(paul)
    assert "found__hit" not in client.get(reverse("reviews:search"), {"q": "audiences"}).content.decode()


def test_what_people_type_is_never_markup(client, ines):
    review = in_session(ines)
    Minute.say(review, "<script>alert(1)</script> éventail", by=ines)
    client.force_login(ines)
    for address in (review.get_absolute_url(), reverse("reviews:search") + "?q=eventail"):
        assert "<script>alert" not in client.get(address).content.decode()


def test_an_empty_room_says_what_belongs_there(client, ines):
    client.force_login(ines)
    assert "empty__sentence" in client.get(reverse("reviews:index")).content.decode()
    series_of("Mensuelle", "monthly", timezone.localdate() + timedelta(days=2), ines)
    assert "empty__sentence" not in client.get(reverse("reviews:index")).content.decode()


def found_by(client, sought):
    page = client.get(reverse("reviews:search"), {"q": sought}).content.decode()
    hits = re.findall(r'class="found__text"[^>]*>(.*?)</a>', page, re.DOTALL)
    return [re.sub(r"<(?!/?mark)[^>]*>", "", hit) for hit in hits]


@pytest.fixture
def talked(client, ines):
    review = in_session(ines)
    client.force_login(ines)
    return review


def test_the_search_forgives_the_plural_and_marks_all_that_was_sought(client, ines, talked):
    Minute.say(talked, "Les journaux d’été relaient nos Campagnes.", by=ines)
    assert found_by(client, "campagne journal") == ["Les <mark>journaux</mark> d’été relaient nos <mark>Campagnes</mark>."]
    assert found_by(client, "camp") == ["Les journaux d’été relaient nos <mark>Campagnes</mark>."]
    assert found_by(client, "paliers") == []


def test_what_fits_best_comes_first_then_the_newest(client, ines, talked):
    for text in (
        "On vise large, une audience à la fois.",
        "Une audience large coûte cher.",
        "Audiences larges : on coupe.",
        "Audienceur large",
    ):
        Minute.say(talked, text, by=ines)
    Decision.propose(talked, "Ramener les audiences larges à 15 %.", by=ines)
    plain = [re.sub(r"</?mark>", "", hit) for hit in found_by(client, "audience large")]
    assert plain == [
        "Ramener les audiences larges à 15 %.",
        "Audiences larges : on coupe.",
        "Une audience large coûte cher.",
        "On vise large, une audience à la fois.",
        "Audienceur large",
    ]


def test_a_long_minute_shows_the_passage_that_holds_the_words(client, ines, talked):
    Minute.say(talked, "Rien à dire. " * 60 + "Le budget de recherche peut absorber plus. " + "Et encore. " * 60, by=ines)
    (hit,) = found_by(client, "recherche budget")
    assert "<mark>budget</mark> de <mark>recherche</mark>" in hit
    assert hit.startswith("… ")
    assert hit.endswith(" …")
    assert len(hit) < 340
