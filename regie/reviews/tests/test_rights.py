"""Who sees and who writes: team, delegator, invited neighbour, stranger."""

import pytest
from django.urls import reverse

from regie.people.models import Person
from regie.reviews.models import Driver, Minute, Participant, Review
from regie.reviews.tests.world import called, in_session

pytestmark = pytest.mark.django_db


def test_a_neighbour_sees_the_reviews_that_invite_them_and_no_other(client, ines, paul):
    theirs, other = called(ines, paul), called(ines, name="Autre")
    client.force_login(paul)
    assert client.get(theirs.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    assert "Autre" not in client.get(reverse("reviews:index")).content.decode()


def test_a_neighbour_is_invited_through_their_domain_too(ines, paul):
    review = called(ines)
    assert not Review.objects.visible_to(paul).exists()
    Participant.objects.create(review=review, domain=paul.domain)
    assert Review.objects.visible_to(paul).get() == review


def test_the_delegator_reads_all_and_writes_where_invited(client, ines, helene):
    review = in_session(ines)
    client.force_login(helene)
    assert client.get(review.get_absolute_url()).status_code == 200
    assert client.post(reverse("reviews:minutes", args=[review.pk]), {"text": "Bonjour"}).status_code == 404
    Participant.objects.create(review=review, person=helene)
    client.post(reverse("reviews:minutes", args=[review.pk]), {"text": "Bonjour"})
    assert Minute.objects.said().get().author == helene


def test_a_stranger_meets_the_door(client, ines):
    review = called(ines)
    for address in (review.get_absolute_url(), reverse("reviews:index"), reverse("reviews:search"), reverse("reviews:calendar")):
        assert client.get(address).status_code == 302


def test_a_neighbour_neither_plans_nor_moves(client, ines, paul):
    review = called(ines, paul)
    client.force_login(paul)
    assert client.get(reverse("reviews:review_new")).status_code == 403
    assert client.post(reverse("reviews:review_cancellation", args=[review.pk])).status_code == 403
    assert client.get(reverse("reviews:review_date", args=[review.pk])).status_code == 403


def test_other_departments_open_drivers_and_see_their_own(client, paul, ines):
    Driver.open_one(by=ines, title="Interne", situation="Rien pour les voisins.")
    client.force_login(paul)
    client.post(reverse("reviews:driver_new"), {"title": "Factures en retard", "situation": "Elles arrivent après la clôture."})
    mine = Driver.objects.get(opened_by=paul)
    assert client.get(mine.get_absolute_url()).status_code == 200
    page = client.get(reverse("reviews:drivers")).content.decode()
    assert "Factures en retard" in page
    assert "Interne" not in page


def test_only_a_lead_reopens(client, ines, jonas):
    review = in_session(ines, jonas)
    review.close(by=ines)
    client.force_login(jonas)
    assert client.post(reverse("reviews:review_reopening", args=[review.pk])).status_code == 403
    client.force_login(ines)
    client.post(reverse("reviews:review_reopening", args=[review.pk]))
    review.refresh_from_db()
    assert review.is_live


def test_somebody_who_left_sees_nothing(ines, paul):
    called(ines, paul)
    Person.objects.filter(pk=paul.pk).update(left_at="2026-01-01T00:00:00Z")
    paul.refresh_from_db()
    assert not Review.objects.visible_to(paul).exists()
