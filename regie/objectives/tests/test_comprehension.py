"""A comprehension test: opened, answered by outsiders, judged, closed."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from regie.lib.refused import Refused
from regie.metrics.models import Metric
from regie.objectives.models import Comprehension, Objective
from regie.people.models import OpenLink

pytestmark = pytest.mark.django_db

OPTIONS = {
    "who": ["The marketing team", "Sales"],
    "what": ["From 40 to 55 rides", "55 more rides"],
    "when": ["30 June", "31 December"],
}


@pytest.fixture
def objective(ines):
    rides = Metric.create(by=ines, name="Trial rides booked", unit="count", measured="month")
    terms = {"metric": rides, "baseline": 40.0, "target": 55.0, "starts_on": date(2026, 1, 1), "due_on": date(2026, 6, 30)}
    return Objective.draft("From 40 to 55 trial rides a month by 30 June", by=ines, owner=ines, language="en", **terms)


@pytest.fixture
def test_(objective, ines):
    return Comprehension.open_for(objective, OPTIONS, by=ines, fewest=2)


def right(test):
    return test.options.filter(is_right=True)


def wrong(test):
    return test.options.filter(is_right=False)


def test_each_part_and_the_words_count(test_, ines):
    made = test_.answer("They want more people to try the bike", right(test_))
    assert made.scored().score == 100 and not made.scored().is_whole
    made.judge(1, by=ines)
    assert made.scored().score == 80


def test_a_test_that_is_not_passed_sends_the_objective_back_with_its_answers(test_, objective, ines):
    objective.propose(by=ines)
    for _reader in range(2):
        test_.answer("No idea", wrong(test_)).judge(0, by=ines)
    test_.close(by=ines)
    objective.refresh_from_db()
    assert (test_.is_passed, test_.score, objective.status) == (False, 0, "draft")
    with pytest.raises(Refused, match="reword"):
        objective.propose(by=ines)
    objective.edit(by=ines, text="We book 55 trial rides a month by 30 June, up from 40")
    objective.propose(by=ines)


def test_a_test_is_closed_only_when_enough_answered_and_all_words_are_judged(test_, ines):
    first = test_.answer("More rides", right(test_))
    with pytest.raises(Refused, match="1 of 2"):
        test_.close(by=ines)
    second = test_.answer("More rides in June", right(test_))
    first.judge(2, by=ines)
    with pytest.raises(Refused, match="Judge"):
        test_.close(by=ines)
    second.judge(2, by=ines)
    test_.close(by=ines)
    assert test_.is_passed


def test_a_link_with_a_name_answers_once_and_a_shared_one_once_a_browser(test_, ines, client):
    named = OpenLink.give("objectives.understand", test_, by=ines, given_to="Marion")
    shared = OpenLink.give("objectives.understand", test_, by=ines)
    answer = {"words": "More rides", **{option.part: option.pk for option in right(test_)}}
    assert client.post(named.address, answer).status_code == 200
    client.post(named.address, answer)
    assert test_.understandings.count() == 1
    other = Client()
    other.post(shared.address, answer)
    other.post(shared.address, answer)
    assert test_.understandings.count() == 2
    assert test_.understandings.filter(name="Marion").count() == 1


def test_what_was_typed_stays_when_a_choice_is_missing(test_, ines, client):
    link = OpenLink.give("objectives.understand", test_, by=ines)
    answer = client.post(link.address, {"words": "More rides in June"})
    assert answer.status_code == 422 and b"More rides in June</textarea>" in answer.content
    assert not test_.understandings.exists()


def test_versions_that_do_not_differ_make_no_test(objective, ines):
    with pytest.raises(Refused):
        Comprehension.open_for(objective, {**OPTIONS, "when": ["30 June", "30 june"]}, by=ines)
