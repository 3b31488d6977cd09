"""What a workshop looks back at: the efforts of the last years by audience, and the campaigns that ended."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from regie.objectives.models import Audience, Seat, Workshop
from regie.plan.models import Campaign, EarlierEffort

pytestmark = pytest.mark.django_db


def test_past_campaigns_and_what_each_audience_had_stand_on_every_screen_without_amounts(client, ines, jonas):
    today = date.today()
    for name, days, wished in (("Families", 90, 40), ("Town halls", 10, 60)):
        audience = Audience.describe(by=ines, name=name, wished_share=wished)
        EarlierEffort.note(audience, by=ines, name=f"For {name}", starts_on=today, ends_on=today, days=days, money=7777)
    campaign = Campaign.prepare("Spring rides", by=ines)
    campaign.end(by=ines, learnt="Ride first, talk after.")
    workshop = Workshop.prepare("Objectives", by=ines)
    workshop.open(by=ines)
    workshop.go_to(workshop.steps.get(kind="look"), by=ines)
    guest = Seat.take(workshop, name="Léa")
    client.force_login(ines)
    for browser, address in (
        (client, workshop.get_absolute_url()),
        (client, reverse("objectives:workshop_screen", args=[workshop.pk])),
        (Client(), reverse("objectives:seat", args=[guest.token])),
    ):
        page = browser.get(address, headers={"Accept-Language": "en"}).content.decode()
        assert "10% of the effort, 60% wished" in page and "Town halls is neglected most" in page
        assert "Spring rides" in page and "Ride first, talk after." in page
        assert "7,777" not in page and "7777" not in page
