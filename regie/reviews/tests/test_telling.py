"""Who hears what, and once: minutes in one mail, a change of date when it has stood a while."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from regie.journal.delivery import tell
from regie.journal.models import Letter, Notification
from regie.reviews.announcing import WAIT, announce
from regie.reviews.models import Copy, Decision, FollowUp, Presence
from regie.reviews.sending import send_waiting
from regie.reviews.tests.world import called, in_session

pytestmark = pytest.mark.django_db


def bells(person, verb):
    return Notification.objects.filter(person=person, event__verb=f"reviews.{verb}").count()


def after_a_while(times=1):
    with time_machine.travel(timezone.now() + (WAIT + timedelta(seconds=5)) * times, tick=False):
        return announce()


@pytest.fixture
def review(ines, jonas):
    review = called(ines, jonas, name="Budget")
    review.starts_at = timezone.now() + timedelta(days=3)
    review.save()
    return review


def test_closing_sends_one_mail_to_each(ines, jonas):
    review = in_session(ines, jonas)
    Presence.arrive(review, jonas)
    tell()
    Letter.objects.all().delete()
    decision = Decision.propose(review, "Tester.", by=ines, owner=jonas, look_again_on=timezone.localdate() + timedelta(days=30))
    decision.consent(by=jonas)
    decision.settle(by=ines)
    FollowUp.give(review, "Appeler", who=jonas, by_when=timezone.localdate(), by=ines)
    review.close(by=ines)
    assert send_waiting() == Copy.objects.count()
    tell()
    assert [message.to for message in mail.outbox].count([jonas.email]) == 1
    assert not Letter.objects.filter(to=jonas.email).exists()
    assert bells(jonas, "review_closed") == bells(jonas, "decision_settled") == bells(jonas, "follow_up_given") == 1


@pytest.mark.parametrize(("wish", "copies"), [("at_once", 1), ("daily", 0), ("bell", 0), ("none", 0)])
def test_minutes_go_by_mail_to_those_who_want_to_hear_at_once(ines, jonas, wish, copies):
    jonas.notices = wish
    jonas.save()
    review = in_session(ines, jonas)
    review.close(by=ines)
    assert Copy.objects.filter(person=jonas).count() == copies
    assert bells(jonas, "review_closed") == (wish != "none")


def test_a_review_reopened_before_its_minutes_left_sends_only_the_later_ones(ines):
    review = in_session(ines)
    review.close(by=ines)
    review.reopen(by=ines)
    review.close(by=ines)
    assert Copy.objects.filter(person=ines).count() == 1


def test_a_cancellation_is_told_when_it_has_stood_and_only_once(review, ines, jonas):
    review.cancel(by=ines)
    assert announce() == 0
    assert bells(jonas, "review_cancelled") == 0
    assert after_a_while() == 1
    assert after_a_while(2) == 0
    assert bells(jonas, "review_cancelled") == 1
    assert bells(ines, "review_cancelled") == 0


def test_a_cancellation_taken_back_at_once_is_told_to_nobody(review, ines, jonas):
    review.cancel(by=ines)
    review.restore(by=ines)
    assert after_a_while() == 0
    assert not bells(jonas, "review_cancelled")
    assert not bells(jonas, "review_restored")


def test_who_heard_of_a_cancellation_hears_that_it_is_restored(review, ines, jonas):
    review.cancel(by=ines)
    after_a_while()
    review.refresh_from_db()
    review.restore(by=ines)
    after_a_while()
    assert bells(jonas, "review_restored") == 1


def test_a_move_is_told_with_its_last_date(review, ines, jonas):
    first = review.starts_at
    review.move(first + timedelta(days=1), by=ines)
    review.move(first + timedelta(days=2), by=ines)
    assert after_a_while() == 1
    told = Notification.objects.get(person=jonas, event__verb="reviews.review_moved")
    assert told.event.data["day"] == review.day.isoformat()
    review.refresh_from_db()
    review.move(first, by=ines)
    review.move(first + timedelta(days=2), by=ines)
    assert after_a_while() == 0
