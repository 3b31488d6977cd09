"""The plan as calendar programs read it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from regie.connect.feeds import FEEDS
from regie.plan.models import Activity, Campaign, Channel, Milestone, Piece

pytestmark = pytest.mark.django_db


def test_the_plan_goes_out_with_what_is_brief_whole_and_what_lasts_by_its_ends(ines, paul):
    today = timezone.localdate()
    campaign = Campaign.objects.create(name="Brio", owner=ines)
    channel = Channel.objects.create(name="Letters", push="push", place="online", breadth="many", ownership="owned")
    fair = Activity.objects.create(
        campaign=campaign, channel=channel, name="Fair", starts_on=today, ends_on=today + timedelta(days=2)
    )
    Activity.objects.create(
        campaign=campaign, channel=channel, name="Posters", starts_on=today, ends_on=today + timedelta(days=60)
    )
    gone = {"status": "dropped", "closed_at": timezone.now()}
    Activity.objects.create(campaign=campaign, channel=channel, name="Dropped", starts_on=today, **gone)
    Piece.objects.create(activity=fair, title="Leaflet", goes_out_on=today)
    Milestone.note(by=ines, name="Embargo", on=today)
    ines.language = "en"

    def told(person):
        return {str(event["summary"]): event for event in Calendar.from_ical(FEEDS["plan"].write(person)).walk("VEVENT")}

    found = told(ines)
    assert set(found) == {"Fair", "Posters begins", "Posters: last day", "Leaflet", "Embargo"}
    assert found["Fair"]["dtend"].dt - found["Fair"]["dtstart"].dt == timedelta(days=3)
    assert len({str(event["uid"]) for event in found.values()}) == 5
    assert not told(paul)


def test_campaigns_with_their_embargoes_and_promises_of_others_are_read_too(ines):
    from regie.people.models import Domain
    from regie.work.models import Delivery

    today = timezone.localdate()
    Campaign.objects.create(
        name="Brio", starts_on=today, ends_on=today + timedelta(days=60), embargo_until=today + timedelta(days=9), owner=ines
    )
    Campaign.objects.create(name="Long ago", starts_on=today - timedelta(days=400), ends_on=today - timedelta(days=300))
    Delivery.objects.create(
        what="Brio in shops", domain=Domain.objects.create(name="Product"), promised_on=today + timedelta(days=5)
    )
    read = FEEDS["plan"].write(ines).decode()
    for words in ("Brio: campaign begins", "Brio: campaign ends", "Brio: embargo until then", "Brio in shops"):
        assert f"SUMMARY:{words}" in read
    assert "Long ago" not in read
