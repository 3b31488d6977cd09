"""Targets that contradict each other: seen while they are drafted, refused once both would be agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from regie.lib.refused import Refused
from regie.metrics.models import Metric
from regie.objectives.models import Objective
from regie.objectives.opposing import Promise, clash

UP = Promise("Spend more", "Spend", 40.0, 60.0, date(2026, 1, 1), date(2026, 6, 30), key=1, about="spend")
DOWN = replace(UP, text="Spend less", target=30.0, key=2)


def test_one_up_and_one_down_at_the_same_time_cannot_both_be_reached():
    found = clash(UP, DOWN)
    assert found and found.is_opposite and "Spend less" in found.says and "40 to 30" in found.says
    back = clash(DOWN, UP)
    assert back and back.is_opposite and "Spend more" in back.says


@pytest.mark.parametrize(
    "other",
    [
        replace(DOWN, about="orders"),
        replace(DOWN, key=1),  # itself, as it is being changed
        replace(DOWN, starts_on=date(2026, 6, 30), due_on=date(2026, 12, 31)),  # afterwards
        replace(DOWN, baseline=90.0, target=80.0),  # between 60 and 80 both hold
        replace(UP, key=2),
        replace(UP, key=2, target=50.0, due_on=date(2026, 3, 31)),  # on the way
        replace(UP, key=2, target=200.0, is_total=True),  # counted otherwise
    ],
)
def test_what_can_hold_together_is_no_contradiction(other):
    assert clash(UP, other) is None and clash(other, UP) is None


def test_two_targets_of_one_day_and_a_later_one_that_asks_for_less_are_told_apart():
    assert clash(UP, replace(UP, key=2, target=55.0)).kind == "two_targets"
    later = replace(UP, key=2, target=50.0, due_on=date(2026, 12, 31))
    assert clash(UP, later).kind == clash(later, UP).kind == "falls_back"
    assert "only 50" in clash(UP, later).says and "step back" in clash(later, UP).says
    assert clash(UP, replace(later, target=70.0)) is None


@pytest.fixture
def spend(ines):
    return Metric.create(by=ines, name="Spend", unit="count", measured="month")


def drafted(ines, spend, text, target, **fields):
    days = {"starts_on": date(2026, 1, 1), "due_on": date(2026, 6, 30)}
    return Objective.draft(text, by=ines, metric=spend, baseline=40.0, target=target, owner=ines, **days, **fields)


@pytest.mark.django_db
def test_what_contradicts_an_agreed_objective_is_neither_proposed_nor_adopted_and_nothing_is_lost(ines, spend, client):
    more, less = drafted(ines, spend, "Spend more", 60.0), drafted(ines, spend, "Spend less", 30.0)
    more.propose(by=ines)
    with pytest.raises(Refused, match="contradicts “Spend more”"):
        less.propose(by=ines)
    less.refresh_from_db()
    assert (less.status, less.target) == ("draft", 30.0)
    client.force_login(ines)
    answer = client.post(reverse("objectives:objective_proposal", args=[less.pk]), follow=True)
    assert "contradicts “Spend more”" in answer.content.decode()
    more.take_back(by=ines)
    less.propose(by=ines)
    more.edit(by=ines, target=45.0)
    Objective.objects.filter(pk=more.pk).update(status="proposed")  # changed while it was proposed
    with pytest.raises(Refused, match="contradicts"):
        less.adopt(by=ines)


@pytest.mark.django_db
def test_the_check_and_the_list_say_it_while_one_types_but_not_of_oneself(ines, spend, client):
    more, less = drafted(ines, spend, "Spend more", 60.0), drafted(ines, spend, "Spend less", 30.0)
    client.force_login(ines)
    page = client.get(reverse("objectives:index")).content.decode()
    assert page.count("contradicts another") == 2
    typed = {
        "text": "Spend 45",
        "metric": spend.pk,
        "baseline": "40",
        "target": "45",
        "starts_on": "2026-01-01",
        "due_on": "2026-06-30",
    }
    typed |= {"is_total": "false", "level": "department"}
    said = client.post(f"{reverse('objectives:objective_check')}?of={more.pk}", typed).content.decode()
    assert "Spend less" in said and "Spend more" not in said
    assert "Spend less" in client.get(more.get_absolute_url()).content.decode()
    assert "Spend more" in client.get(less.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_a_contradiction_is_not_told_to_whom_may_not_read_the_other(ines, paul, spend):
    drafted(ines, spend, "Secret plan to spend more", 60.0)
    mine = drafted(ines, spend, "Spend less", 30.0)
    Objective.objects.filter(pk=mine.pk).update(owner=paul)
    client = Client()
    client.force_login(paul)
    answer = client.get(mine.get_absolute_url())
    assert answer.status_code == 200 and "Secret plan" not in answer.content.decode()


@pytest.mark.django_db
def test_a_level_to_be_kept_has_one_number_and_is_followed(ines, spend, client):
    client.force_login(ines)
    today = date.today()
    typed = {"metric": spend.pk, "baseline": "40", "target": "40", "level": "department", "owner": ines.pk}
    typed |= {"starts_on": today - timedelta(days=60), "due_on": today + timedelta(days=200)}
    refused = client.post(reverse("objectives:objective_new"), typed | {"text": "Raise spend to 40 by 30 June"})
    assert refused.status_code == 422 and "write that it is to be kept" in refused.content.decode()
    assert client.post(reverse("objectives:objective_new"), typed | {"text": "Keep spend at 40 until 30 June"}).status_code == 302
    kept = Objective.objects.get()
    kept.propose(by=ines)
    kept.adopt(by=ines)
    page = client.get(kept.get_absolute_url())
    assert page.status_code == 200 and "It waits for its first value." in page.content.decode()


@pytest.mark.django_db
def test_a_metric_that_is_good_between_two_edges_is_followed_to_its_target(ines):
    metric = Metric.create(by=ines, name="Load", unit="count", measured="month", direction="band")
    less = drafted(ines, metric, "Less load", 30.0)
    assert less.direction == "lower" and drafted(ines, metric, "More load", 60.0).direction == "higher"
