"""Money on agendas: a campaign that used more than its lines is a point of the nearest review, until it is back within them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from regie.plan.models import BudgetLine, Campaign, Envelope, Expense
from regie.reviews.agenda import gather
from regie.reviews.tests.world import series_of

pytestmark = pytest.mark.django_db


def points(review):
    return {item.key.partition(":")[0]: str(item.shown_why) for item in review.items.on_agenda().filter(kind="money")}


def test_what_goes_above_its_lines_is_talked_about_until_it_no_longer_does(ines, jonas):
    today = timezone.localdate()
    review = series_of("Weekly", "weekly", today + timedelta(days=1), ines, jonas).reviews.order_by("starts_at").first()
    first, last = today - timedelta(days=40), today + timedelta(days=300)
    envelope = Envelope.set_aside("Media", Decimal(3000), by=ines, starts_on=first.replace(day=1), ends_on=last)
    campaign = Campaign.prepare("Brio in Lyon", by=ines)
    line = BudgetLine.open(envelope, "Posters", by=ines, months={today.replace(day=1): Decimal(1000)}, campaign=campaign)
    gather(review)
    assert points(review) == {}
    spent = Expense.record(line, Decimal(1200), by=ines, purpose="Posters", supplier="Trams")
    gather(review)
    said = points(review)
    assert "200" in said["campaign-money"]
    assert "at this rate" in said["envelope"]
    spent.take_back(by=ines)
    gather(review)
    assert points(review) == {}
