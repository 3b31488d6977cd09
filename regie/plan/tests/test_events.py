"""Events: planned in one go, listed, and what each who came cost."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from regie.plan.models import Activity, Event
from regie.plan.reading.events import cost_each
from regie.plan.reading.money import Money
from regie.plan.tests.world import campaign, channel

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(client, ines):
    client.force_login(ines)
    return client


def held(ines, name: str = "Open day", day: int = 18, month: int = 3, year: int = 2027, **fields) -> Event:
    brio = Activity.objects.values_list("campaign", flat=True).first()
    home = campaign(ines) if brio is None else Activity.objects.first().campaign
    begins = timezone.make_aware(datetime(year, month, day, 14))
    return Event.plan(home, name, channel("events"), begins, by=ines, place="Nantes", **fields)


def test_an_event_is_planned_with_its_activity_and_its_tasks(asked, ines, jonas, time_machine):
    time_machine.move_to("2026-11-16 09:00+01:00")
    brio, events = campaign(ines), channel("events")
    typed = {
        "name": "Open day", "campaign": brio.pk, "channel": events.pk, "on": "2027-03-18", "begins": "14:00", "ends": "", "place": "",
        "address": "", "invited": "80", "owner": jonas.pk, "tasks": "on",
    }  # fmt: skip
    refused = asked.post(reverse("plan:event_new"), typed)
    assert refused.status_code == 422 and "its online address" in refused.content.decode() and not Event.objects.exists()
    assert asked.post(reverse("plan:event_new"), typed | {"place": "Nantes"}).status_code == 302
    event = Event.objects.get()
    assert (event.activity.name, event.activity.starts_on, event.invited) == ("Open day", date(2027, 3, 18), 80)
    assert event.activity.tasks.count() == 12 and event.activity.tasks.first().responsible() == [jonas]


def test_each_who_came_costs_what_was_spent_or_promised_and_only_before_that_what_is_planned(ines):
    event = held(ines)
    assert cost_each(event, Money(planned=Decimal(900))) is None
    event.count(by=ines, invited=60, registered=45)
    expected = cost_each(event, Money(planned=Decimal(900)))
    assert (expected.amount, expected.is_planned) == (Decimal(20), True)
    event.count(by=ines, attended=30)
    planned = cost_each(event, Money(planned=Decimal(900)))
    assert (planned.amount, planned.is_planned) == (Decimal(30), True)
    paid = cost_each(event, Money(planned=Decimal(900), committed=Decimal(240), actual=Decimal(480)))
    assert (paid.amount, paid.is_planned) == (Decimal(24), False)


def test_those_to_come_stand_first_then_those_that_were_and_the_list_is_asked_and_exported(client, ines, time_machine):
    time_machine.move_to("2027-03-01 09:00+01:00")
    client.force_login(ines)
    for name, day, month in (("Last year", 5, 1), ("Lately", 20, 2), ("Soon", 10, 3), ("Later", 18, 5)):
        held(ines, name, day, month)
    page = client.get(reverse("plan:events"))
    assert [str(row) for row in page.context["table"].rows] == ["Soon", "Later", "Lately", "Last year"]
    past = client.get(reverse("plan:events") + "?time=past")
    assert [str(row) for row in past.context["table"].rows] == ["Lately", "Last year"]
    sheet = b"".join(client.get(reverse("plan:events") + "?export=csv").streaming_content).decode()
    assert "Soon" in sheet and "Nantes" in sheet


def test_the_queries_of_the_list_do_not_grow_with_events(asked, ines, django_assert_max_num_queries):
    for day in range(1, 20):
        held(ines, f"Day {day}", day, tasks=day < 3)
    with django_assert_max_num_queries(32):
        asked.get(reverse("plan:events"))
