"""Who is here: by an open page, or noted by somebody; silence ends it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from regie.reviews.models import Decision, Presence
from regie.reviews.models.presence import SILENCE
from regie.reviews.tests.world import in_session

pytestmark = pytest.mark.django_db
LIVE = {"HTTP_HX_REQUEST": "true"}


def here(review):
    return [presence.person for presence in Presence.objects.filter(review=review).here()]


def test_a_page_that_falls_silent_is_no_longer_here_and_comes_back_by_itself(client, ines, jonas):
    review = in_session(ines, jonas)
    Presence.arrive(review, jonas)
    live = reverse("reviews:review_live", args=[review.pk])
    client.force_login(ines)
    later = timezone.now() + SILENCE - timedelta(seconds=10)
    with time_machine.travel(later, tick=False):
        client.get(live, **LIVE)
    with time_machine.travel(later + timedelta(seconds=30), tick=False):
        assert here(review) == [ines]
        client.force_login(jonas)
        client.get(live, **LIVE)
        assert here(review) == [ines, jonas]


def test_an_open_page_hears_that_somebody_fell_silent(client, ines, jonas):
    review = in_session(ines, jonas)
    Presence.arrive(review, jonas)
    client.force_login(ines)
    live = reverse("reviews:review_live", args=[review.pk])
    beat = client.get(live, **LIVE)["ETag"].strip('"')
    assert client.get(live, {"since": beat}, **LIVE).status_code == 204
    Presence.objects.filter(person=jonas).update(seen_at=timezone.now() - SILENCE - timedelta(seconds=1))
    assert client.get(live, {"since": beat}, **LIVE).status_code == 200


def test_somebody_noted_without_a_screen_stays_until_noted_as_gone(client, ines, jonas):
    review = in_session(ines, jonas)
    client.force_login(ines)
    presences = reverse("reviews:presences", args=[review.pk])
    client.post(presences, {"person": jonas.pk})
    with time_machine.travel(timezone.now() + SILENCE * 3, tick=False):
        assert jonas in here(review)
        client.post(presences, {"person": jonas.pk, "act": "leave"})
        assert jonas not in here(review)


def test_a_decision_does_not_wait_for_who_fell_silent(ines, jonas):
    review = in_session(ines, jonas)
    Presence.arrive(review, jonas)
    proposal = Decision.propose(review, "Tester.", by=ines, owner=ines, look_again_on=timezone.localdate() + timedelta(days=30))
    assert proposal.waiting_for() == [jonas]
    Presence.objects.filter(person=jonas).update(seen_at=timezone.now() - SILENCE - timedelta(seconds=1))
    assert proposal.waiting_for() == []


def test_at_the_end_who_fell_silent_left_when_last_heard_of(ines, jonas):
    review = in_session(ines, jonas)
    Presence.arrive(review, jonas)
    heard = timezone.now() - SILENCE * 2
    Presence.objects.filter(person=jonas).update(seen_at=heard)
    review.close(by=ines)
    assert Presence.objects.get(person=jonas).left_at == heard
    assert review.presences.count() == 2


def test_a_beat_without_news_asks_little(client, ines, django_assert_max_num_queries):
    review = in_session(ines)
    client.force_login(ines)
    live = reverse("reviews:review_live", args=[review.pk])
    beat = client.get(live, **LIVE)["ETag"].strip('"')
    with django_assert_max_num_queries(7):
        assert client.get(live, {"since": beat}, **LIVE).status_code == 204


def test_the_address_of_the_live_part_leads_a_person_to_the_page(client, ines):
    review = in_session(ines)
    client.force_login(ines)
    assert client.get(reverse("reviews:review_live", args=[review.pk])).url == review.get_absolute_url()
