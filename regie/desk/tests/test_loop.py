"""The loop: how each passage stands, and the turns that went all the way."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from regie.desk.turns import loop_of
from regie.desk.views.loop import sentence
from regie.metrics.models import Metric, Reading, State, Value
from regie.objectives.models import Objective
from regie.reviews import breaches
from regie.reviews.models import Decision, FollowUp
from regie.reviews.tests.world import breach_of, in_session, series_of
from regie.work import planning
from regie.work.models import Run
from regie.work.tests.world import cast, email_workflow

pytestmark = pytest.mark.django_db


def settled(review, by, **fields):
    terms = {"owner": by, "look_again_on": timezone.localdate() + timedelta(days=30)}
    decision = Decision.propose(review, "Ramener les audiences larges à 15 %", by=by, **(terms | fields))
    decision.settle(by=by)
    return decision


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_empty_house_says_what_to_bring_and_nothing_is_broken(client, ines, language):
    ines.language = language
    ines.save()
    client.force_login(ines)
    shown = client.get(reverse("desk:loop")).content.decode()
    assert reverse("charter:import") in shown
    assert {passage.state for passage in loop_of(ines).passages} == {State.WAIT}


def test_a_breach_breaks_the_passage_to_the_reviews(ines):
    breach = breach_of(ines)
    breaches.hear(breach, "opened")
    passage = loop_of(ines).passages[5]
    assert passage.state == State.BREACH
    assert "42" in passage.figure
    assert "38" in passage.figure
    assert passage.url == breach.get_absolute_url()
    first, loudest = sentence(loop_of(ines))
    assert loudest == passage.text
    assert first


def test_a_breach_that_a_review_decided_is_no_longer_open(ines):
    breach = breach_of(ines)
    settled(in_session(ines), ines, breach=breach)
    assert loop_of(ines).passages[5].state == State.WAIT, "no figure was judged: nothing says that all is well"
    Reading.objects.create(metric=breach.metric, grain="month", state=State.GOOD, value=37, points=[])
    assert loop_of(ines).passages[5].state == State.GOOD


def test_a_turn_goes_from_breach_to_effect(client, ines):
    breach = breach_of(ines)
    Reading.objects.create(metric=breach.metric, grain="month", state=State.BREACH, value=42.6, points=[])
    review = in_session(ines)
    decision = settled(review, ines, breach=breach, metric=breach.metric)
    FollowUp.give(review, "Comparer", who=ines, by_when=timezone.localdate(), by=ines, decision=decision).finish(by=ines)
    turn = loop_of(ines).turns[0]
    assert (turn.done, turn.given, turn.look, turn.state) == (1, 1, None, State.BREACH)

    review.close(by=ines)
    decision.look("helped", by=ines, review=review, note="Le coût est revenu.")
    breach.refresh_from_db()
    breach.resolve(period=breach.period, value=36.0)
    turn = loop_of(ines).turns[0]
    assert turn.look.note == "Le coût est revenu."
    assert turn.state == State.GOOD
    client.force_login(ines)
    assert "Le coût est revenu." in client.get(reverse("desk:loop")).content.decode()


def test_a_decision_is_late_only_when_a_review_of_its_series_passed_it_over(ines):
    day = timezone.localdate()
    first, second = series_of("Mensuelle", "monthly", day + timedelta(days=1), ines).reviews.order_by("starts_at")[:2]
    first.start(by=ines)
    settled(first, ines)
    first.close(by=ines)
    Decision.objects.update(look_again_on=day - timedelta(days=3))
    type(first).objects.filter(pk=first.pk).update(starts_at=timezone.now() - timedelta(days=20))
    assert loop_of(ines).passages[6].state == State.GOOD
    second.start(by=ines)
    second.close(by=ines)
    assert loop_of(ines).passages[6].state == State.WATCH


def test_a_metric_without_its_figures_is_told(ines):
    Metric.objects.create(key="cac", name="CAC", owner=ines)
    assert loop_of(ines).passages[4].state == State.WAIT


def test_late_runs_are_told_where_the_charter_becomes_work(home, ines):
    cast(home, ines)
    version = email_workflow(ines).published
    Run.start(version, "Brio", planning.plan(version), by=ines, due_on=timezone.localdate() + timedelta(days=20))
    passage = loop_of(ines).passages[2]
    assert (passage.state, passage.figure) == (State.GOOD, "1 of 1 in time")
    Run.objects.update(due_on=timezone.localdate() - timedelta(days=1), stuck_because="Nobody decides here.")
    passage = loop_of(ines).passages[2]
    assert passage.state == State.WATCH and passage.url == reverse("work:stuck")
    assert "past its date" in passage.text and "stands still" in passage.text


def test_the_loop_is_for_the_team_and_its_delegator(client, ines, jonas, helene, paul):
    for person, status in ((ines, 200), (jonas, 200), (helene, 200), (paul, 403)):
        client.force_login(person)
        assert client.get(reverse("desk:loop")).status_code == status


def test_the_passage_from_the_charter_says_how_objectives_go(ines):
    today = timezone.localdate()
    assert loop_of(ines).passages[0].state == State.WAIT
    metric = Metric.create(by=ines, name="Rides", unit="count", measured="month")
    terms = {"metric": metric, "baseline": 40.0, "target": 55.0, "starts_on": today - timedelta(days=90), "owner": ines}
    objective = Objective.draft("More rides", by=ines, due_on=today + timedelta(days=30), **terms)
    objective.propose(by=ines)
    assert "waits for the consent" in loop_of(ines).passages[0].text
    objective.adopt(by=ines)
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    value = Value.objects.create(metric=metric, grain="month", period=month, value=41)
    passage = loop_of(ines).passages[0]
    assert (passage.state, passage.url) == (State.BREACH, objective.get_absolute_url())
    assert passage.figure == "0 of 1 on course"
    value.value = 54
    value.save()
    assert loop_of(ines).passages[0].state == State.GOOD


def test_an_objective_without_activity_and_a_refused_launch_are_said(ines, jonas):
    from regie.objectives.models import Audience
    from regie.plan.gates import Closed
    from regie.plan.models import Activity, Campaign, Channel, Constraint

    metric = Metric.create(by=ines, name="Trial rides", unit="count", measured="month")
    Audience.describe(by=ines, name="Town halls")
    alone = Objective.objects.create(text="More rides", status="adopted", metric=metric, owner=ines)
    assert loop_of(ines).passages[1].text == "Nothing is planned yet."
    campaign = Campaign.prepare("Brio in Lyon", by=ines)
    trams = Channel.objects.create(name="Trams", push="push", place="offline", breadth="many", ownership="paid")
    activity = Activity.plan(campaign, "Posters", trams, by=ines)
    said = loop_of(ines).passages[1]
    assert "One objective has no activity." in said.text and "Town halls" in said.text
    activity.edit(by=ines, objective=alone, audience=Audience.objects.get())
    assert loop_of(ines).passages[1].state == State.GOOD
    Constraint.lay_down("strategy", "The year first", by=ines)
    with pytest.raises(Closed):
        campaign.launch(by=jonas)
    assert "Brio in Lyon" in loop_of(ines).passages[2].text
