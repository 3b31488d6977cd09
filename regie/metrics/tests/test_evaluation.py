"""From figures to breaches: opened once, resolved by themselves, withdrawn when the figures were wrong."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.db import connection, transaction

from regie.journal.models import Event, Notification
from regie.metrics import breaches
from regie.metrics.engine.rule import Rule
from regie.metrics.evaluation import rebuild, run_waiting
from regie.metrics.models import Batch, Breach, Evaluation, Measure, Metric, Reading, Reference, State, Threshold, Value
from regie.metrics.staging import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False):
        yield


@pytest.fixture
def csat(ines, jonas):
    """Satisfaction, counted from answers; below 85 for two months running calls for action."""
    Measure.create(by=ines, name="Positive answers", key="positive_answers")
    Measure.create(by=ines, name="Answers", key="answers")
    metric = Metric.create(
        by=ines, name="Customer satisfaction", key="csat", formula="percent(positive_answers / answers)", owner=jonas
    )
    threshold = Threshold.create(
        metric=metric, by=ines, sentence="Under 85 two months running", rule=Rule(side="below", amount=85, periods=2)
    )
    threshold.confirm(by=jonas, in_force_from=date(2026, 1, 1))
    return metric


def bring(by, measure: str, values: dict[str, float], **dimensions) -> Batch:
    pk = Measure.objects.get(key=measure).pk
    batch = Batch.open(by=by)
    batch.write(
        [
            Entry(pk, dimensions, date.fromisoformat(f"{month}-01"), value, row)
            for row, (month, value) in enumerate(values.items(), 2)
        ]
    )
    run_waiting()
    return batch


def satisfied(by, values: dict[str, float]) -> Batch:
    bring(by, "answers", dict.fromkeys(values, 100))
    return bring(by, "positive_answers", values)


def test_two_months_under_the_limit_open_one_breach_that_carries_its_values(csat, jonas, ines):
    satisfied(ines, {"2026-07": 90, "2026-08": 84, "2026-09": 86, "2026-10": 80})
    assert not Breach.objects.exists()
    satisfied(ines, {"2026-09": 84.5})
    breach = Breach.objects.get()
    assert (breach.period, breach.last_period) == (date(2026, 9, 1), date(2026, 10, 1))
    assert breach.values == [
        {"period": "2026-08-01", "value": 84.0, "bound": 85.0},
        {"period": "2026-09-01", "value": 84.5, "bound": 85.0},
    ]
    assert Notification.objects.filter(person=jonas, event__verb="metrics.breach_opened").count() == 1
    rebuild()
    assert Breach.objects.count() == 1


def test_a_metric_resolves_by_itself_when_it_is_back(csat, ines):
    satisfied(ines, {"2026-07": 80, "2026-08": 80})
    assert Breach.objects.get().is_open
    assert Reading.objects.overall().get().state == State.BREACH
    satisfied(ines, {"2026-09": 91})
    breach = Breach.objects.get()
    assert (breach.state, breach.resolved_period, breach.resolved_value) == ("resolved", date(2026, 9, 1), 91.0)


def test_a_corrected_figure_withdraws_the_breach_that_should_not_have_been_and_says_so(csat, ines):
    satisfied(ines, {"2026-08": 80, "2026-09": 80, "2026-10": 80})
    bring(ines, "positive_answers", {"2026-09": 88})
    breach = Breach.objects.get()
    assert (breach.state, breach.withdrawn_because) == ("withdrawn", "corrected")
    event = Event.objects.get(verb="metrics.metric_reevaluated")
    assert event.data["values"] == [["2026-09", 80.0, 88.0]]


def test_a_late_figure_opens_the_breach_that_should_have_been(csat, ines):
    satisfied(ines, {"2026-05": 80, "2026-07": 90, "2026-08": 90})
    satisfied(ines, {"2026-06": 80})
    breach = Breach.objects.get()
    assert breach.is_late
    assert (breach.state, breach.period, breach.resolved_period) == ("resolved", date(2026, 6, 1), date(2026, 7, 1))


def test_undoing_a_batch_withdraws_what_it_had_opened(csat, ines):
    satisfied(ines, {"2026-08": 90, "2026-09": 90})
    batch = bring(ines, "positive_answers", {"2026-08": 10, "2026-09": 10})
    assert Breach.objects.open().count() == 1
    batch.undo(by=ines)
    run_waiting()
    assert Breach.objects.get().withdrawn_because == "undone"
    assert list(Value.objects.filter(grain="month").values_list("value", flat=True)) == [90.0, 90.0]


def test_a_month_under_way_is_not_judged(csat, ines):
    satisfied(ines, {"2026-10": 80, "2026-11": 10})
    assert not Breach.objects.exists()
    with time_machine.travel("2026-12-01 08:00:00+00:00"):
        from regie.metrics.reminders import turn_of_period

        assert turn_of_period()
        run_waiting()
        assert Breach.objects.open().get().period == date(2026, 11, 1)
        assert not turn_of_period()


def test_a_closed_breach_does_not_open_again_while_the_rule_goes_on_holding(csat, jonas, ines):
    satisfied(ines, {"2026-07": 80, "2026-08": 80})
    Breach.objects.get().close(by=jonas, decision="Call twenty customers.")
    satisfied(ines, {"2026-09": 80})
    assert Breach.objects.count() == 1
    satisfied(ines, {"2026-10": 95})
    assert Breach.objects.get().resolved_period == date(2026, 10, 1)


def test_nothing_opens_before_a_person_confirms(csat, jonas, ines):
    threshold = csat.thresholds.get()
    threshold.doubt(by=jonas)
    satisfied(ines, {"2026-09": 80, "2026-10": 80})
    assert not Breach.objects.exists()
    threshold.confirm(by=jonas)
    run_waiting()
    assert Breach.objects.open().count() == 1


def test_a_zero_denominator_gives_no_value_and_the_reason(csat, ines):
    bring(ines, "positive_answers", {"2026-09": 5, "2026-10": 6})
    bring(ines, "answers", {"2026-09": 0})
    shown = {value.period.month: (value.value, value.reason, value.reason_about) for value in Value.objects.overall()}
    assert shown == {9: (None, "no_denominator", "answers"), 10: (None, "no_figure", "answers")}


def test_engagement_is_judged_on_each_platform(ines, jonas):
    Measure.create(by=ines, name="Interactions", rhythm="week", dimensions=["platform"])
    Measure.create(by=ines, name="People reached", key="reach", rhythm="week", dimensions=["platform"])
    metric = Metric.create(
        by=ines,
        name="Engagement",
        formula="percent(interactions / reach)",
        measured="week",
        unit="percent",
        dimensions=["platform"],
        owner=jonas,
    )
    rule = Rule(side="below", reference="previous", amount=15, unit="percent", strict=False, dimension="platform")
    Threshold.create(metric=metric, by=ines, rule=rule).confirm(by=ines)
    interactions, reach = Measure.objects.get(key="interactions").pk, Measure.objects.get(key="reach").pk
    weeks = [date(2026, 11, 2), date(2026, 11, 9)]
    Batch.open(by=ines).write(
        [Entry(reach, {"platform": name}, week, 1000) for name in ("LinkedIn", "Instagram") for week in weeks]
        + [Entry(interactions, {"platform": "LinkedIn"}, week, value) for week, value in zip(weeks, (40, 34.1), strict=True)]
        + [Entry(interactions, {"platform": "Instagram"}, week, value) for week, value in zip(weeks, (40, 34), strict=True)]
    )
    run_waiting()
    breach = Breach.objects.get()
    assert (breach.dimension, breach.dimension_value, breach.value, breach.bound) == (
        "platform",
        "Instagram",
        pytest.approx(3.4),
        3.4,
    )
    states = {reading.dimension_value: reading.state for reading in Reading.objects.all()}
    assert states == {"": State.BREACH, "Instagram": State.BREACH, "LinkedIn": State.WATCH}


def test_a_listener_hears_what_happens_to_a_breach(csat, ines, monkeypatch):
    heard = []
    monkeypatch.setitem(breaches.LISTENERS, "test", lambda breach, act: heard.append((act, breach.period.month)))
    satisfied(ines, {"2026-07": 80, "2026-08": 80})
    satisfied(ines, {"2026-09": 91})
    assert heard == [("opened", 8), ("resolved", 8)]


def test_conversion_is_judged_by_the_target_of_its_month(ines):
    Measure.create(by=ines, name="Leads")
    Measure.create(by=ines, name="Won")
    metric = Metric.create(by=ines, name="Conversion", formula="percent(won / leads)", unit="percent")
    threshold = Threshold.create(
        metric=metric,
        by=ines,
        rule=Rule(side="below", reference="target", amount=5, unit="percent", strict=False),
        question="percent_or_points",
    )
    threshold.settle("points", by=ines)
    threshold.confirm(by=ines, in_force_from=date(2026, 1, 1))
    bring(ines, "leads", dict.fromkeys(["2026-08", "2026-09", "2026-10"], 100))
    bring(ines, "won", {"2026-08": 1, "2026-09": 16, "2026-10": 14})
    assert not Breach.objects.exists(), "without a target nothing can be said"
    Reference.state(metric=metric, by=ines, kind="target", value=20, since=date(2026, 9, 1))
    run_waiting()
    breach = Breach.objects.get()
    assert (breach.period, breach.bound) == (date(2026, 10, 1), 15.0)


def test_a_killed_evaluation_is_taken_up_again(csat, ines):
    satisfied(ines, {"2026-09": 80, "2026-10": 80})
    Evaluation.objects.update(done_at=None)
    assert Evaluation.objects.waiting().take(seconds=60)
    assert run_waiting() == Evaluation.objects.count() - 1
    with time_machine.travel("2026-11-23 10:02:00+00:00"):
        assert run_waiting() == 1
    assert Breach.objects.count() == 1


def test_importing_figures_of_one_measure_evaluates_only_what_depends_on_it(csat, ines):
    Measure.create(by=ines, name="Spend")
    Metric.create(by=ines, name="Spend so far", formula="spend")
    run_waiting()
    batch = bring(ines, "spend", {"2026-10": 10})
    assert batch.evaluations.get().outcome["metrics"] == 1


def test_bulk_work_wakes_the_worker_once(csat, jonas, monkeypatch, django_capture_on_commit_callbacks):
    calls = []
    monkeypatch.setattr("regie.metrics.tasks.evaluate", type("Queue", (), {"enqueue": staticmethod(lambda: calls.append(1))}))
    connection.run_on_commit.clear()  # what the fixture asked for, in the transaction of this test
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        for month in range(1, 9):
            Reference.state(metric=csat, by=jonas, kind="target", value=85 + month, since=date(2026, month, 1))
    assert Evaluation.objects.waiting().count() >= 8
    assert len(calls) == 1
