"""Figures come in batches: rehearsed as they are written, written at once, undone as a whole."""

from __future__ import annotations

import math
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regie.journal.models import Event
from regie.metrics.engine.address import address_of
from regie.metrics.models import Batch, Evaluation, Figure, Measure, Replaced, Series
from regie.metrics.staging import Entry, Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def spend(ines):
    return Measure.create(by=ines, name="Spend", unit="currency", dimensions=["platform"])


def month(number: int) -> date:
    return date(2026, number, 1)


def standing() -> dict:
    rows = Figure.objects.values_list("series__address", "period", "value", "batch_id", "row")
    return {(address, period.month): rest for address, period, *rest in rows}


def test_a_batch_writes_what_is_new_and_what_changed_and_nothing_else(spend, ines):
    first = Batch.open(by=ines)
    first.write([Entry(spend.pk, {}, month(1), 10, 2), Entry(spend.pk, {}, month(2), 20, 3)])
    second = Batch.open(by=ines)
    outcome = second.write(
        [Entry(spend.pk, {}, month(2), 21, 2), Entry(spend.pk, {}, month(3), 30, 3), Entry(spend.pk, {}, month(1), 10, 4)]
    )
    assert (outcome.new, outcome.changed, outcome.same, outcome.refused) == (1, 1, 1, 0)
    assert standing() == {("", 1): [10, first.pk, 2], ("", 2): [21, second.pk, 2], ("", 3): [30, second.pk, 3]}
    replaced = Replaced.objects.get()
    assert (replaced.batch, replaced.value, replaced.old_batch, replaced.old_row) == (second, 20, first, 3)


def test_the_same_file_again_changes_nothing_and_asks_for_no_evaluation(spend, ines):
    entries = [Entry(spend.pk, {"platform": "YouTube"}, month(each), each, each) for each in range(1, 7)]
    Batch.open(by=ines).write(entries)
    asked = Evaluation.objects.count()
    outcome = Batch.open(by=ines).write(entries)
    assert (outcome.new, outcome.changed, outcome.same) == (0, 0, 6)
    assert Evaluation.objects.count() == asked


def test_a_rehearsal_says_exactly_what_the_write_does_and_writes_nothing(spend, ines):
    Batch.open(by=ines).write([Entry(spend.pk, {}, month(1), 10, 2), Entry(spend.pk, {}, month(2), 20, 3)])
    entries = [
        Entry(spend.pk, {}, month(1), 10, 2),
        Entry(spend.pk, {}, month(2), 25, 3),
        Entry(spend.pk, {"platform": "X"}, month(2), 1, 4),
        Entry(spend.pk, {}, month(3), math.nan, 5),
        Entry(spend.pk, {}, month(2), 26, 6),
        Entry(spend.pk, {}, month(2), 25, 7),
    ]
    before = standing()
    with Batch.rehearse(entries) as rehearsal:
        said = rehearsal.outcome
        rows = [(each.row, each.kind, each.old, each.value) for each in rehearsal.rows()]
        assert [each.row for each in rehearsal.rows("changed")] == [3]
        assert [each.row for each in rehearsal.rows(limit=1, offset=2)] == [4]
    assert standing() == before
    assert Series.objects.count() == 1
    assert rows == [(2, "same", 10, 10), (3, "changed", 20, 25), (4, "new", None, 1)]
    assert said.refusals == [Refusal(5, "not_finite"), Refusal(6, "twice", "3")]
    assert Batch.open(by=ines).write(entries) == said


def test_dimension_values_are_alike_whatever_their_case_and_spaces(spend, ines):
    Batch.open(by=ines).write([Entry(spend.pk, {"platform": "Linked In"}, month(1), 1, 2)])
    outcome = Batch.open(by=ines).write([Entry(spend.pk, {"platform": "  LINKED  in "}, month(1), 1, 2)])
    assert outcome.same == 1
    assert Series.objects.get().dimensions == {"platform": "Linked In"}


def test_any_day_of_a_period_means_the_period(spend, ines):
    Batch.open(by=ines).write([Entry(spend.pk, {}, date(2026, 3, 17), 1, 2)])
    assert Figure.objects.get().period == date(2026, 3, 1)


def test_undoing_restores_what_stood_before_and_removes_what_did_not(spend, ines):
    Batch.open(by=ines).write([Entry(spend.pk, {}, month(1), 10, 2)])
    before = standing()
    batch = Batch.open(by=ines)
    batch.write([Entry(spend.pk, {}, month(1), 11, 2), Entry(spend.pk, {}, month(2), 12, 3)])
    assert batch.undo(by=ines) == (1, 1, 0)
    assert standing() == before
    assert not Replaced.objects.exists()
    assert Event.objects.filter(verb="metrics.figures_undone").count() == 1
    with pytest.raises(ValidationError):
        batch.undo(by=ines)


def test_undoing_keeps_what_a_later_batch_wrote_over_and_a_later_undo_goes_back_past_it(spend, ines):
    one, two, three = (Batch.open(by=ines) for _ in range(3))
    one.write([Entry(spend.pk, {}, month(1), 1, 2)])
    two.write([Entry(spend.pk, {}, month(1), 2, 2), Entry(spend.pk, {}, month(2), 2, 3)])
    three.write([Entry(spend.pk, {}, month(1), 3, 2), Entry(spend.pk, {}, month(2), 3, 3)])
    assert two.undo(by=ines) == (0, 0, 2)
    assert {key: value[0] for key, value in standing().items()} == {("", 1): 3, ("", 2): 3}
    assert three.undo(by=ines) == (1, 1, 0)
    assert standing() == {("", 1): [1, one.pk, 2]}


writes = st.lists(st.dictionaries(st.integers(1, 5), st.integers(0, 3), max_size=4), min_size=1, max_size=5)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(writes, st.data())
def test_batches_undone_in_any_order_leave_what_the_others_wrote(spend, ines, batches, data):
    """Oracle: what the batches that were not undone had written, one after the other, into a dictionary.

    A batch writes what differs from what stands; a figure that was the same is not its own.
    """
    Figure.objects.all().delete()
    Replaced.objects.all().delete()
    written, stands = [], {}
    for content in batches:
        batch = Batch.open(by=ines)
        batch.write([Entry(spend.pk, {}, month(each), value, 1) for each, value in content.items()])
        written.append((batch, {each: value for each, value in content.items() if stands.get(each) != value}))
        stands |= content
    undone = data.draw(st.lists(st.sampled_from(range(len(written))), unique=True))
    for place in undone:
        written[place][0].undo(by=ines)
    expected: dict[int, int] = {}
    for place, (_, content) in enumerate(written):
        if place not in undone:
            expected.update(content)
    assert {key[1]: value[0] for key, value in standing().items()} == expected


def test_a_failure_inside_the_write_leaves_nothing(spend, ines):
    def fail(outcome):
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        Batch.open(by=ines).write([Entry(spend.pk, {"platform": "X"}, month(1), 1, 2)], before_end=fail)
    assert [model.objects.count() for model in (Figure, Batch, Series, Evaluation)] == [0, 0, 0, 0]


@given(st.dictionaries(st.sampled_from(["platform", "campaign"]), st.text(alphabet="aB;=% é", max_size=5)))
def test_an_address_tells_values_apart_whatever_letters_they_hold(dimensions):
    said = {key: " ".join(value.casefold().split()) for key, value in dimensions.items() if value.strip()}
    parts = [part.split("=", 1) for part in address_of(dimensions).split(";") if part]
    assert {key: value.replace("%3b", ";").replace("%25", "%") for key, value in parts} == said
