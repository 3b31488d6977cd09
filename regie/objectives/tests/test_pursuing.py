"""An objective: drafted, proposed, adopted, followed, ended."""

from __future__ import annotations

from datetime import date

import pytest

from regie.journal.models import Event
from regie.lib.refused import Refused
from regie.metrics.models import Metric
from regie.objectives.models import Objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def bookings(ines):
    return Metric.create(by=ines, name="Trial rides booked", unit="count", measured="month")


def drafted(ines, bookings, **fields):
    terms = {
        "metric": bookings,
        "baseline": 40.0,
        "target": 55.0,
        "starts_on": date(2026, 1, 1),
        "due_on": date(2026, 6, 30),
        "owner": ines,
    }
    return Objective.draft("From 40 to 55 trial rides a month in Lyon by 30 June", by=ines, **{**terms, **fields})


def test_what_nobody_could_judge_is_not_proposed(ines, bookings):
    objective = drafted(ines, bookings, target=None, owner=None)
    with pytest.raises(Refused) as refusal:
        objective.propose(by=ines)
    assert "to" in str(refusal.value) and "owner" in str(refusal.value)
    objective.refresh_from_db()
    assert objective.status == "draft"


def test_an_adopted_objective_keeps_its_promise_until_it_is_taken_back_with_a_reason(ines, jonas, bookings):
    objective = drafted(ines, bookings)
    objective.propose(by=ines)
    objective.adopt(by=ines)
    with pytest.raises(Refused, match="adopted"):
        objective.edit(by=ines, target=45.0)
    objective.edit(by=ines, owner=jonas)
    with pytest.raises(Refused, match="why"):
        objective.take_back(by=ines)
    objective.take_back(by=ines, because="Lyon opens in May only")
    objective.edit(by=ines, target=45.0)
    objective.refresh_from_db()
    assert (objective.status, objective.target, objective.owner, objective.adopted_at) == ("draft", 45.0, jonas, None)


def test_an_objective_serves_neither_itself_nor_those_that_serve_it(ines, bookings):
    above = drafted(ines, bookings)
    below = drafted(ines, bookings, parent=above)
    with pytest.raises(Refused):
        above.edit(by=ines, parent=below)


def test_who_expects_to_miss_says_what_stands_in_the_way(ines, bookings):
    objective = drafted(ines, bookings)
    objective.propose(by=ines)
    objective.adopt(by=ines)
    with pytest.raises(Refused):
        objective.check_in("low", by=ines)
    objective.check_in("low", by=ines, words="No bikes to lend before March")
    event = Event.objects.about(objective).first()
    assert event.data["confidence"] == "low" and event.data["words"] == "No bikes to lend before March"


def test_an_objective_ends_with_what_was_learnt_and_stays_as_it_was(ines, bookings):
    objective = drafted(ines, bookings)
    objective.propose(by=ines)
    objective.adopt(by=ines)
    with pytest.raises(Refused, match="learnt"):
        objective.end("missed", by=ines)
    objective.end("missed", by=ines, learnt="Open days bring twice as many as posts")
    with pytest.raises(Refused):
        objective.edit(by=ines, owner=None)
    objective.refresh_from_db()
    assert (objective.status, objective.ending) == ("ended", "missed")


def test_a_draft_that_was_never_adopted_is_dropped_and_not_reached(ines, bookings):
    objective = drafted(ines, bookings)
    with pytest.raises(Refused):
        objective.end("reached", by=ines, learnt="…")
    objective.end("dropped", by=ines)
    assert not Objective.objects.open().exists()


def test_others_see_only_the_objectives_they_own(ines, paul, helene, bookings):
    mine, theirs = drafted(ines, bookings), drafted(ines, bookings, owner=paul)
    assert set(Objective.objects.visible_to(paul)) == {theirs}
    assert set(Objective.objects.visible_to(helene)) == {mine, theirs}
    assert not Objective.objects.editable_by(paul).exists()
