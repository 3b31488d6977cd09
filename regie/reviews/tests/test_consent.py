"""Decisions by consent, drivers, follow-ups, and what became of it all."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from regie.journal.models import Event
from regie.lib.refused import Refused
from regie.reviews import queries
from regie.reviews.models import Decision, Driver, FollowUp, Presence, Review, Voice
from regie.reviews.tests.world import breach_of, called, in_session, series_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(ines, jonas):
    review = in_session(ines, jonas)
    Presence.arrive(review, jonas)
    again = timezone.localdate() + timedelta(days=30)
    return Decision.propose(review, "Tester sans suivi.", by=ines, owner=ines, look_again_on=again)


def test_a_decision_waits_for_everybody_present(proposal, ines, jonas):
    with pytest.raises(Refused, match="Jonas Keller"):
        proposal.settle(by=ines)
    proposal.consent(by=jonas)
    proposal.settle(by=ines)
    assert proposal.settled_by == ines


def test_a_decision_tells_on_its_own_page_how_it_came_about(client, proposal, ines, jonas):
    proposal.consent(by=jonas)
    proposal.settle(by=ines)
    assert set(Event.objects.about(proposal).values_list("verb", flat=True)) == {
        "reviews.decision_proposed",
        "reviews.decision_consented",
        "reviews.decision_settled",
    }


def test_an_open_objection_holds_the_decision(proposal, ines, jonas):
    with pytest.raises(Refused):
        proposal.object("  ", by=jonas)
    proposal.object("Sans base commune, on ne saura rien.", by=jonas)
    with pytest.raises(Refused):
        proposal.settle(by=ines)


def test_integrating_an_objection_that_changes_the_text_goes_round_again(client, proposal, ines, jonas):
    proposal.object("Sans base commune, on ne saura rien.", by=jonas)
    voice = Voice.objects.get(person=jonas)
    client.force_login(ines)
    form = {"how": "On garde les deux suivis en décembre.", "text": "Tester avec les deux suivis.", "owner": ines.pk,
            "look_again_on": proposal.look_again_on.isoformat(), "revision": proposal.revision, "side": "most"}  # fmt: skip
    client.post(reverse("reviews:decision_objection", args=[proposal.pk, voice.pk]), form)
    proposal.refresh_from_db()
    voice.refresh_from_db()
    assert proposal.text == "Tester avec les deux suivis."
    assert proposal.round == 2
    assert voice.how_met == "On garde les deux suivis en décembre."
    assert proposal.waiting_for() == [jonas]
    proposal.consent(by=jonas)
    proposal.settle(by=ines)


def test_a_decision_without_owner_or_date_is_refused_with_what_to_do(ines):
    review = in_session(ines)
    decision = Decision.propose(review, "Flou.", by=ines)
    with pytest.raises(Refused, match="owner"):
        decision.settle(by=ines)


def test_a_proposal_with_faults_loses_nothing(client, ines):
    review = in_session(ines)
    client.force_login(ines)
    answer = client.post(
        reverse("reviews:review_decisions", args=[review.pk]),
        {"text": "Gardez ceci", "look_again_on": "2020-01-01", "expects": "40"},
    )
    assert answer.status_code == 422
    assert "Gardez ceci" in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_look_again_writes_the_verdict_and_the_next_date(client, proposal, ines, jonas):
    proposal.consent(by=jonas)
    proposal.settle(by=ines)
    client.force_login(ines)
    again = timezone.localdate() + timedelta(days=60)
    client.post(
        reverse("reviews:decision_looks", args=[proposal.pk]),
        {"verdict": "too_early", "note": "Un mois de plus.", "again_on": again.isoformat()},
    )
    proposal.refresh_from_db()
    assert proposal.look_again_on == again
    assert proposal.looks.get().by == ines


def test_a_driver_is_dropped_with_a_reason_and_picked_up_again(ines):
    driver = Driver.open_one(by=ines, title="Bruit", situation="…")
    with pytest.raises(Refused):
        driver.drop("", by=ines)
    driver.drop("Sans effet.", by=ines)
    assert driver.state == "dropped"
    driver.pick_up_again(by=ines)
    assert driver.state == "open"


def test_a_driver_calls_a_review_of_which_it_is_the_first_point(client, ines, jonas):
    driver = Driver.open_one(by=jonas, title="Panne du site", situation="Depuis ce matin.")
    client.force_login(ines)
    tomorrow = timezone.localdate() + timedelta(days=1)
    form = {
        "name": "Panne",
        "driver": driver.pk,
        "on": tomorrow.isoformat(),
        "at": "09:00",
        "minutes": "30",
        "people": [jonas.pk],
    }
    client.post(reverse("reviews:review_new"), form)
    review = Review.objects.get(name="Panne")
    assert review.items.first().subject == driver
    assert set(review.persons()) == {ines, jonas}
    assert jonas.notifications.filter(event__verb="reviews.review_called").exists()


def test_a_follow_up_is_done_and_taken_back(client, ines, jonas):
    review = in_session(ines, jonas)
    each = FollowUp.give(review, "Appeler les ventes", who=jonas, by_when=timezone.localdate() - timedelta(days=1), by=ines)
    assert list(queries.follow_ups_of(jonas)) == [each]
    client.force_login(jonas)
    client.post(reverse("reviews:follow_up_done", args=[each.pk]))
    client.post(reverse("reviews:follow_up_undo", args=[each.pk]))
    each.refresh_from_db()
    assert each.is_late


def test_a_breach_that_is_over_drops_its_driver_unless_a_review_has_it(ines):
    from regie.reviews import breaches

    breach = breach_of(ines)
    breaches.hear(breach, "opened")
    breaches.hear(breach, "resolved")
    driver = Driver.objects.get()
    assert driver.state == "dropped"
    breaches.hear(breach, "opened")
    driver.refresh_from_db()
    assert driver.state == "open"
    driver.take_up(series_of("M", "monthly", timezone.localdate() + timedelta(days=3), ines).reviews.first(), by=ines)
    breaches.hear(breach, "resolved")
    driver.refresh_from_db()
    assert driver.state == "taken"


def test_the_journal_says_the_day_of_a_review_as_its_reader_does(ines):
    from django.utils import translation

    review = called(ines, name="Budget")
    event = Event.objects.get(verb="reviews.review_called")
    with translation.override("en"):
        assert event.sentence == f"Inès Carvalho called the review Budget for {review.day:%-d %B %Y}"
    with translation.override("fr"):
        assert str(review.day.year) in event.sentence
        assert review.day.isoformat() not in event.sentence


def test_the_next_review_of_a_series_shows_what_was_decided_in_the_last_one(client, ines):
    first, second, third = Review.objects.filter(
        series=series_of("Revue", "weekly", timezone.localdate() + timedelta(days=1), ines)
    ).order_by("starts_at")[:3]
    first.start(by=ines)
    decided = Decision.propose(
        first, "Écrire plus tôt.", by=ines, owner=ines, look_again_on=timezone.localdate() + timedelta(days=90)
    )
    decided.settle(by=ines)
    first.close(by=ines)
    assert queries.decided_last(second) == [decided]
    client.force_login(ines)
    assert "Écrire plus tôt." in client.get(reverse("reviews:review", args=[second.pk])).content.decode()
    second.start(by=ines)
    second.close(by=ines)
    assert queries.decided_last(third) == []
