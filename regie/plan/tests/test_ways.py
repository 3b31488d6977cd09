"""The way from awareness to purchase: who is on each step, where they are lost, which channels act."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from regie.journal.models import Event
from regie.metrics.models import Metric, Reading
from regie.objectives.models import Audience
from regie.plan.models import Channel, WayStep
from regie.plan.reading.ways import ways

pytestmark = pytest.mark.django_db


@pytest.fixture
def families(ines):
    return Audience.describe(by=ines, name="Families", size=10_000)


@pytest.fixture
def radio(ines):
    return Channel.describe(by=ines, name="Our radio", ownership="paid", push="push", place="offline", breadth="many")


def metric(ines, name, value, unit="count", whom=""):
    made = Metric.objects.create(name=name, key=name.lower().replace(" ", "_"), unit=unit, made_by=ines)
    dimension = "audience" if whom else ""
    Reading.objects.create(
        metric=made, grain="month", dimension=dimension, dimension_value=whom, period=date(2026, 9, 1), value=value
    )
    return made


def step(audience, kind, ines, **fields):
    return WayStep.describe(audience, kind, by=ines, **fields)


def test_the_step_that_loses_most_is_named_with_the_share_that_passes(ines, families, radio):
    step(families, "aware", ines, metric=metric(ines, "Aware", 4000, whom="Families"), channels=[radio])
    step(families, "interested", ines, metric=metric(ines, "Interested", 2000, whom="families"), channels=[radio])
    step(
        families, "intends", ines, metric=metric(ines, "Trials", 100, whom="Families"), share_wanted=Decimal(10), channels=[radio]
    )
    way = ways([families], ines)[0]
    assert (way.leak.kind, way.leak.passed, way.leak.is_short) == ("intends", 5, True)
    assert way.says == "Most are lost between “is interested” and “intends to buy”: 5.0% pass."
    assert not way.is_mixed


def test_a_step_on_which_no_channel_acts_is_named(ines, families, radio):
    step(families, "aware", ines, channels=[radio])
    step(families, "buys", ines)
    assert [each.kind for each in ways([families], ines)[0].untouched] == ["buys"]


def test_a_share_is_counted_from_the_last_step_that_has_a_number(ines, families):
    step(families, "aware", ines, metric=metric(ines, "Aware", 1000))
    step(families, "interested", ines)
    step(families, "buys", ines, metric=metric(ines, "Buyers", 50))
    way = ways([families], ines)[0]
    assert way.leak.kind == "buys" and way.leak.before.kind == "aware" and way.leak.passed == 5


def test_a_percentage_is_of_the_audience_first_and_of_the_step_before_then(ines, families):
    step(families, "aware", ines, metric=metric(ines, "Known by", 30, unit="percent"))
    step(families, "interested", ines, metric=metric(ines, "Converted", 10, unit="percent"))
    stands = ways([families], ines)[0].stands
    assert [each.people for each in stands[:2]] == [3000, 300]
    assert stands[1].passed == 10


def test_a_percentage_of_an_audience_of_unknown_size_asks_for_it(ines):
    few = Audience.describe(by=ines, name="Few")
    step(few, "aware", ines, metric=metric(ines, "Known by", 30, unit="percent"))
    stand = ways([few], ines)[0].stands[0]
    assert stand.people is None and "say on the audience’s page how many they are" in stand.why_not


def test_more_people_than_before_is_no_share(ines, families):
    step(families, "aware", ines, metric=metric(ines, "Aware", 100))
    step(families, "interested", ines, metric=metric(ines, "Visits", 900))
    way = ways([families], ines)[0]
    assert way.leak is None and "do not count the same people" in way.stands[1].why_not


def test_numbers_of_everybody_beside_numbers_of_the_audience_are_owned_up_to(client, ines, families):
    step(families, "aware", ines, metric=metric(ines, "Aware", 1000))
    step(families, "buys", ines, metric=metric(ines, "Buyers", 50, whom="Families"))
    assert ways([families], ines)[0].is_mixed
    client.force_login(ines)
    ines.language = "en"
    ines.save()
    page = client.get(reverse("plan:way", args=[families.pk])).content.decode()
    assert "everybody, not this audience alone" in page and "their shares say little" in page


def test_a_step_is_described_changed_and_taken_out_on_its_page(client, ines, families, radio):
    client.force_login(ines)
    address = reverse("plan:way_edit", args=[families.pk, "buys"])
    assert client.get(address).status_code == 200
    assert client.post(address, {"share_wanted": "25", "acting": [radio.pk]}).status_code == 302
    made = WayStep.objects.get()
    assert made.share_wanted == 25 and list(made.channels.all()) == [radio]
    client.post(address, {"share_wanted": "30", "revision": made.revision})
    made.refresh_from_db()
    assert made.share_wanted == 30 and not made.channels.exists()
    assert Event.objects.about(families).filter(verb="plan.waystep_edited").count() == 2  # the share, and the channels
    client.post(reverse("plan:way_erasure", args=[families.pk, "buys"]))
    assert not WayStep.objects.exists()


def test_a_step_that_somebody_else_changed_meanwhile_loses_nothing(client, ines, families):
    made = step(families, "buys", ines)
    made.edit(by=ines, note="Faster")
    client.force_login(ines)
    answer = client.post(reverse("plan:way_edit", args=[families.pk, "buys"]), {"note": "Slower", "revision": 1})
    assert answer.status_code == 409 and "Slower" in answer.content.decode()


def test_there_is_no_other_step(client, ines, families):
    client.force_login(ines)
    assert client.get(reverse("plan:way_edit", args=[families.pk, "dreams"])).status_code == 404


def test_ways_of_many_audiences_cost_as_many_queries_as_of_one(ines, radio, django_assert_num_queries):
    found = [Audience.describe(by=ines, name=f"Audience {number}") for number in range(8)]
    for each in found:
        step(each, "aware", ines, channels=[radio], metric=metric(ines, f"Known by {each.pk}", 3))
    with django_assert_num_queries(4):
        ways(found, ines)
