"""The whole way in one go: breach, driver, agenda, session, decision, follow-up, minutes."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from regie.metrics.models import Reading
from regie.reviews import breaches, queries
from regie.reviews.models import Copy, Decision, Driver, FollowUp, Review
from regie.reviews.sending import send_waiting
from regie.reviews.tests.world import breach_of, series_of


@pytest.mark.django_db
def test_a_breach_walks_from_driver_to_decision_to_follow_up(client, ines, jonas):
    series = series_of("Revue mensuelle", "monthly", timezone.localdate() + timedelta(days=3), ines, jonas)
    breach = breach_of(jonas)
    Reading.objects.create(
        metric=breach.metric, grain="month", period=date(2026, 10, 1), value=42.6, points=[["2026-10-01", 42.6, None, 38]]
    )
    breaches.hear(breach, "opened")
    driver = Driver.objects.get(breach=breach)
    review = series.reviews.order_by("starts_at").first()

    client.force_login(ines)
    page = client.get(review.get_absolute_url())
    assert driver.title in page.content.decode()

    client.post(reverse("reviews:review_session", args=[review.pk]))
    item = review.items.get(key=f"driver:{driver.pk}")
    client.post(reverse("reviews:item_turn", args=[item.pk]))
    client.post(reverse("reviews:minutes", args=[review.pk]), {"text": "La hausse commence en août."})
    live = client.get(review.get_absolute_url()).content.decode()
    assert "La hausse commence en août." in live

    again = timezone.localdate() + timedelta(days=30)
    terms = {
        "text": "Ramener les audiences larges à 15 %.",
        "owner": jonas.pk,
        "look_again_on": again.isoformat(),
        "metric": breach.metric.pk,
        "side": "most",
        "expects": "40",
    }
    client.post(reverse("reviews:review_decisions", args=[review.pk]), terms)
    decision = Decision.objects.get()
    assert decision.driver == driver
    assert decision.breach == breach
    client.post(reverse("reviews:decision_settlement", args=[decision.pk]))
    for row in (decision, driver, breach):
        row.refresh_from_db()
    assert decision.settled_by == ines
    assert decision.value_then == 42.6
    assert driver.answered_by == decision
    assert breach.decision == decision.text

    due = timezone.localdate() + timedelta(days=5)
    client.post(
        reverse("reviews:review_follow_ups", args=[review.pk]),
        {"what": "Couper les audiences", "who": jonas.pk, "by_when": due.isoformat()},
    )
    assert [each.what for each in queries.follow_ups_of(jonas)] == ["Couper les audiences"]

    client.post(reverse("reviews:review_closing", args=[review.pk]))
    review.refresh_from_db()
    assert review.closed_by == ines
    assert send_waiting() == Copy.objects.count() == 2
    assert "Ramener les audiences larges" in mail.outbox[0].body
    held = client.get(review.get_absolute_url()).content.decode()
    assert "Couper les audiences" in held

    client.force_login(jonas)
    client.post(reverse("reviews:follow_up_done", args=[FollowUp.objects.get().pk]))
    assert FollowUp.objects.get().done_by == jonas

    following = Review.objects.coming().filter(series=series).order_by("starts_at").first()
    shown = client.get(following.get_absolute_url()).content.decode()
    assert "Ramener les audiences larges" in shown
    assert decision.get_absolute_url() in shown
