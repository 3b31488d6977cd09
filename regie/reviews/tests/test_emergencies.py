"""A gate opened in an emergency is a point of the next review, and of that one alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regie.plan.models import Campaign, Constraint
from regie.reviews.agenda import gather
from regie.reviews.tests.world import series_of

pytestmark = pytest.mark.django_db


def points(review):
    return [str(item.shown_why) for item in review.items.on_agenda().filter(kind="opening")]


def test_the_next_review_talks_about_a_gate_opened_in_an_emergency_once(ines, jonas, helene):
    first, second = series_of("Weekly", "weekly", timezone.localdate() + timedelta(days=1), ines, jonas).reviews.order_by(
        "starts_at"
    )[:2]
    campaign = Campaign.prepare("Brio in Lyon", by=ines)
    row = Constraint.lay_down("strategy", "The year’s objectives first", by=ines)
    row.open_in_emergency(campaign, "A recall", by=helene)
    gather(first)
    (why,) = points(first)
    assert "A recall" in why and helene.name in why
    opening = first.items.get(kind="opening")
    assert opening.shown_title == "Brio in Lyon: The year’s objectives first"
    assert opening.subject.get_absolute_url() == f"/plan/campaigns/{campaign.pk}/gates/#gate-{row.pk}"
    first.start(by=ines)
    first.close(by=ines)
    gather(second)
    assert points(second) == []
