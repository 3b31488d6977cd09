"""A review in session: clocks, minutes by several hands, ratings, closing."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regie.journal.models import Stale
from regie.lib.refused import Refused
from regie.reviews.models import Criterion, Item, Minute, Presence, Rating
from regie.reviews.tests.world import called, in_session

pytestmark = pytest.mark.django_db
LIVE = {"HTTP_HX_REQUEST": "true"}


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def test_two_clients_write_at_once_and_both_are_seen(ines, jonas):
    review = in_session(ines, jonas)
    first, second = signed_in(ines), signed_in(jonas)
    live = reverse("reviews:review_live", args=[review.pk])
    first.post(reverse("reviews:minutes_draft", args=[review.pk]), {"text": "La hausse com"}, **LIVE)
    second.post(reverse("reviews:minutes_draft", args=[review.pk]), {"text": "La recherche de"}, **LIVE)
    seen = first.get(live, **LIVE).content.decode()
    assert "La recherche de" in seen
    assert "Jonas" in seen
    first.post(reverse("reviews:minutes", args=[review.pk]), {"text": "La hausse commence."}, **LIVE)
    second.post(reverse("reviews:minutes", args=[review.pk]), {"text": "La recherche peut plus."}, **LIVE)
    assert [minute.author for minute in Minute.objects.said()] == [ines, jonas]


def test_a_beat_without_news_has_no_body(ines):
    review = in_session(ines)
    client = signed_in(ines)
    live = reverse("reviews:review_live", args=[review.pk])
    beat = client.get(live, **LIVE)["ETag"].strip('"')
    assert client.get(live, {"since": beat}, **LIVE).status_code == 204
    Minute.say(review, "Du nouveau.", by=ines)
    assert "Du nouveau." in client.get(live, {"since": beat}, **LIVE).content.decode()


def test_two_who_reword_the_same_minute_see_both_texts(ines, jonas):
    review = in_session(ines, jonas)
    minute = Minute.say(review, "Un texte.", by=ines)
    address = reverse("reviews:minute", args=[minute.pk])
    signed_in(ines).post(address, {"text": "Le texte d’Inès.", "revision": "1"})
    answer = signed_in(jonas).post(address, {"text": "Le texte de Jonas.", "revision": "1"})
    assert answer.status_code == 409
    assert "Le texte d’Inès." in answer.content.decode()
    assert "Le texte de Jonas." in answer.content.decode()
    with pytest.raises(Stale):
        minute.reword("Encore", by=jonas, revision=1)


def test_the_clock_of_a_point_is_kept_by_the_server(ines):
    review = in_session(ines)
    first, second = (Item.add(review, by=ines, title=title) for title in ("A", "B"))
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        first.begin(by=ines)
    with time_machine.travel(now + timedelta(minutes=8), tick=False):
        second.begin(by=ines)
        first.refresh_from_db()
        assert first.minutes_spent == 8
        assert first.done_at is not None
    with time_machine.travel(now + timedelta(minutes=20), tick=False):
        second.refresh_from_db()
        assert second.is_over


def test_only_one_point_is_in_hand(ines):
    review = in_session(ines)
    first, second = (Item.add(review, by=ines, title=title) for title in ("A", "B"))
    first.begin(by=ines)
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=second.pk).update(began_at=timezone.now())


def test_words_typed_after_the_end_come_back(ines):
    review = in_session(ines)
    review.close(by=ines)
    answer = signed_in(ines).post(reverse("reviews:minutes", args=[review.pk]), {"text": "Trop tard, mais écrit."})
    assert answer.status_code == 409
    assert "Trop tard, mais écrit." in answer.content.decode()


def test_closing_keeps_the_last_words_and_stops_the_clock(ines, jonas):
    review = in_session(ines, jonas)
    item = Item.add(review, by=ines, title="A")
    item.begin(by=ines)
    Minute.draft(review, "Une phrase inachevée", by=jonas)
    review.close(by=ines)
    item.refresh_from_db()
    assert item.began_at is None
    assert Minute.objects.said().get().author == jonas
    assert not Presence.objects.filter(review=review, left_at=None).exists()
    with pytest.raises(Refused):
        review.close(by=ines)


def test_two_who_begin_at_once_begin_once(ines, jonas):
    review = called(ines, jonas)
    review.start(by=ines)
    review.start(by=jonas)
    assert review.started_by == ines
    assert review.presences.count() == 2


def test_a_criterion_is_rated_once_a_person_and_may_be_rated_again(ines):
    review = in_session(ines)
    criterion = Criterion.objects.create(name="Alignement")
    client = signed_in(ines)
    for score in (2, 4):
        client.post(reverse("reviews:ratings", args=[review.pk]), {"criterion": criterion.pk, "score": score, "comment": "Mieux"})
    assert Rating.objects.get().score == 4
    assert client.post(reverse("reviews:ratings", args=[review.pk]), {"criterion": criterion.pk, "score": "9"}).status_code == 409
    review.close(by=ines)
    assert "4,0" in client.get(reverse("reviews:criteria"), headers={"accept-language": "fr"}).content.decode()
