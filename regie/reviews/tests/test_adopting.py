"""Objectives in reviews: those proposed come on an agenda and are adopted by consent; those that fall behind are talked about."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from regie.lib.refused import Refused
from regie.metrics.models import Metric, Value
from regie.objectives.models import Objective
from regie.reviews.adopting import proposal_for
from regie.reviews.agenda import gather
from regie.reviews.models import Decision, Presence
from regie.reviews.subjects import points_with_facts
from regie.reviews.tests.world import in_session, series_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def metric(ines):
    return Metric.create(by=ines, name="Trial rides booked", unit="count", measured="month")


@pytest.fixture
def monthly(ines, jonas):
    series = series_of("Monthly review", "monthly", timezone.localdate() + timedelta(days=4), ines, jonas)
    return series.reviews.order_by("starts_at").first()


def proposed(by, metric, text="From 40 to 55 trial rides a month in Lyon", **fields):
    today = timezone.localdate()
    terms = {"baseline": 40.0, "target": 55.0, "starts_on": today, "due_on": today + timedelta(days=180), "owner": by}
    objective = Objective.draft(text, by=by, metric=metric, **(terms | fields))
    objective.propose(by=by)
    return objective


def keys(review):
    return list(review.items.on_agenda().filter(kind="objective").values_list("key", flat=True))


def decided(review, objective, by):
    item = review.items.get(key=f"objective:{objective.pk}")
    again = timezone.localdate() + timedelta(days=90)
    return Decision.propose(review, "We adopt it", by=by, item=item, owner=by, look_again_on=again)


def test_a_proposed_objective_comes_on_the_nearest_review_that_has_room_for_it(ines, jonas, metric, monthly):
    weekly = series_of("Stand-up", "weekly", timezone.localdate() + timedelta(days=1), ines, minutes=15).reviews.first()
    objective = proposed(jonas, metric)
    for review in (weekly, monthly):
        gather(review)
    assert (keys(weekly), keys(monthly)) == ([], [f"objective:{objective.pk}"])
    assert "to be adopted by consent" in str(monthly.items.get(kind="objective").shown_why)


def test_an_objective_that_is_a_draft_again_leaves_the_agenda(ines, metric, monthly):
    objective = proposed(ines, metric)
    gather(monthly)
    objective.take_back(by=ines)
    gather(monthly)
    assert keys(monthly) == []


def test_settling_the_decision_adopts_the_objective_and_is_its_deed(client, ines, jonas, metric, monthly):
    objective = proposed(ines, metric)
    monthly.start(by=ines)
    Presence.arrive(monthly, jonas)
    decision = decided(monthly, objective, ines)
    with pytest.raises(Refused):
        decision.settle(by=ines)
    objective.refresh_from_db()
    assert objective.status == "proposed", "Jonas has not spoken"
    decision.consent(by=jonas)
    decision.settle(by=ines)
    objective.refresh_from_db()
    assert (objective.status, objective.deed, objective.adopted_by) == ("adopted", decision, ines)
    client.force_login(ines)
    assert decision.get_absolute_url() in client.get(objective.get_absolute_url()).content.decode()
    monthly.close(by=ines)
    assert "We adopt it" in client.get(monthly.get_absolute_url()).content.decode()


def test_a_proposal_that_is_withdrawn_leaves_the_objective_for_the_next_review(ines, jonas, metric, monthly):
    objective = proposed(ines, metric)
    monthly.start(by=ines)
    Presence.arrive(monthly, jonas)
    decision = decided(monthly, objective, ines)
    decision.object("Nobody can lend bikes in Lyon", by=jonas)
    with pytest.raises(Refused):
        decision.settle(by=ines)
    decision.withdraw(by=ines)
    monthly.close(by=ines)
    objective.refresh_from_db()
    assert objective.status == "proposed"
    following = monthly.series.reviews.filter(starts_at__gt=monthly.starts_at).order_by("starts_at").first()
    gather(following)
    assert f"objective:{objective.pk}" in keys(following)


def test_another_decision_of_the_review_adopts_nothing(ines, metric):
    objective = proposed(ines, metric)
    review = in_session(ines)
    again = timezone.localdate() + timedelta(days=30)
    Decision.propose(review, "Change the poster", by=ines, owner=ines, look_again_on=again).settle(by=ines)
    objective.refresh_from_db()
    assert objective.status == "proposed"


def test_while_it_is_talked_about_the_proposal_begins_with_its_terms(client, ines, jonas, metric, monthly):
    objective = proposed(jonas, metric)
    monthly.start(by=ines)
    monthly.items.get(key=f"objective:{objective.pk}").begin(by=ines)
    client.force_login(ines)
    shown = client.get(reverse("reviews:review", args=[monthly.pk])).content.decode()
    assert f"We adopt the objective: {objective.text}" in shown
    assert "from 40 to 55" in shown
    assert f'<option value="{jonas.pk}" selected>' in shown
    sent = {
        "item": monthly.items.get(kind="objective").pk, "text": "We adopt it", "owner": jonas.pk, "metric": metric.pk, "side": "least", "expects": "55",
        "look_again_on": (timezone.localdate() + timedelta(days=60)).isoformat(),
    }  # fmt: skip
    client.post(reverse("reviews:review_decisions", args=[monthly.pk]), sent)
    decision = Decision.objects.get()
    assert (decision.item.subject, decision.expects, decision.expects_at_most) == (objective, 55.0, False)


def test_a_decision_expects_no_number_that_its_metric_does_not_say(ines, metric, monthly):
    total, part = (
        proposed(ines, metric, "Counted together", is_total=True),
        proposed(ines, metric, "One platform", dimension="platform", dimension_value="LinkedIn"),
    )
    plain = proposed(ines, metric)
    gather(monthly)
    said = [proposal_for(monthly.items.get(key=f"objective:{each.pk}")).get("expects") for each in (total, part, plain)]
    assert said == [None, None, 55.0]


def test_what_falls_far_behind_or_is_expected_to_miss_is_talked_about_again(ines, metric, monthly):
    today = timezone.localdate()
    begun, half = today - timedelta(days=120), today + timedelta(days=60)
    late, doubted, fine = (
        proposed(ines, metric, text, starts_on=begun, due_on=half, **more)
        for text, more in (
            ("Late", {}),
            ("Doubted", {"baseline": 10.0, "target": 20.0}),
            ("Fine", {"baseline": 10.0, "target": 21.0}),
        )
    )
    for each in (late, doubted, fine):
        each.adopt(by=ines)
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    Value.objects.create(metric=metric, grain="month", period=month, value=20)
    doubted.check_in("low", by=ines, words="No bikes to lend before March")
    gather(monthly)
    assert set(keys(monthly)) == {f"objective-behind:{late.pk}", f"objective-behind:{doubted.pk}"}


def test_an_agenda_of_many_objectives_asks_no_more_than_one_of_a_few(ines, metric, monthly):
    def asked():
        gather(monthly)
        items = list(monthly.items.on_agenda().filter(kind="objective"))
        with CaptureQueriesContext(connection) as queries:
            points = points_with_facts(items)
        assert all(point.objective for point in points)
        return len(queries)

    proposed(ines, metric, "First")
    few = asked()
    for place in range(6):
        proposed(ines, metric, f"Another {place}", due_on=date(2030, 1, 1))
    assert asked() == few
