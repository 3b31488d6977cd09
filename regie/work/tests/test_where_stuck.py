from datetime import timedelta

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from regie.lib.refused import Refused
from regie.metrics.models import Figure, Metric
from regie.people.models import Absence
from regie.reviews.models import Driver
from regie.work import folding, measuring, planning, saying
from regie.work.flow import bottlenecks, forecast, measures
from regie.work.flow.past import LAYOUT, Past
from regie.work.models import Audit, Improvement, Passage, Run
from regie.work.reading import past, stuck, when
from regie.work.tests import history
from regie.work.tests.world import cast, email_workflow

hours = st.lists(st.floats(min_value=0.1, max_value=500), min_size=5, max_size=80).map(np.array)


@pytest.fixture
def told(home, ines):
    """Eighty runs in the journal; legal (Sarah) is slow and was away."""
    awa, _mina, sarah = cast(home, ines)
    workflow = email_workflow(ines)
    history.write(workflow, {"writer": awa, "legal": sarah, "lead": ines}, 80)
    today = timezone.localdate()
    Absence.note(sarah, today - timedelta(days=40), today - timedelta(days=27), by=sarah)
    folding.fold(timedelta(0))
    return workflow


# -- the numbers, without a database


@given(hours)
def test_a_forecast_lies_within_the_past_and_its_points_grow(leads):
    found = forecast.of_new(leads)
    assert found is not None
    assert leads.min() <= found.hours[0] <= found.hours[1] <= found.hours[2] <= leads.max()
    assert forecast.of_new(leads) == found  # the same past says the same


@given(hours, st.floats(min_value=0, max_value=600))
def test_a_run_under_way_never_ends_in_the_past(stays, age):
    found = forecast.of_open({1: age}, {1: forecast.Stood(stays, stays + 10)})
    assert found is not None
    assert all(each >= 0 for each in found.hours)
    assert found.hours == tuple(sorted(found.hours))


@given(hours, hours)
def test_two_branches_end_no_sooner_than_either(first, second):
    stood = {1: forecast.Stood(first, first), 2: forecast.Stood(second, second)}
    both = forecast.of_open({1: 0.0, 2: 0.0}, stood)
    assert both is not None
    assert both.hours[2] >= max(np.percentile(first, 50), np.percentile(second, 50)) - 1e-6


def test_too_little_past_makes_no_forecast():
    assert forecast.of_new(np.array([1.0, 2.0])) is None
    assert forecast.of_open({1: 3.0}, {}) is None


def test_forecasts_of_a_steady_past_prove_as_good_as_they_promise():
    draw = np.random.default_rng(1)
    starts = np.arange(600) * 10_000.0
    leads = draw.lognormal(3, 0.6, 600)
    proof = forecast.proof(starts, starts + leads * 60, leads)
    assert proof is not None
    assert proof.count == 200
    assert proof.is_good
    assert [round(share, 1) for share in proof.within] == pytest.approx([0.5, 0.85, 0.95], abs=0.1)


def test_forecasts_of_a_past_that_turned_are_said_to_be_poor():
    starts = np.arange(300) * 10_000.0
    leads = np.where(np.arange(300) < 200, 10.0, 100.0) + np.arange(300) % 7
    proof = forecast.proof(starts, starts + leads * 60, leads, most=60)
    assert proof is not None
    assert not proof.is_good


@given(hours)
def test_a_second_approver_frees_what_the_shorter_of_two_waits_frees(waits):
    pairs = np.minimum(waits[:, None], waits[None, :])
    assert bottlenecks.shorter_of_two(waits) == pytest.approx(waits - pairs.mean(axis=1), abs=1e-6)


@given(st.lists(st.tuples(st.floats(1, 1e6), st.floats(0, 1e6), st.floats(0, 1e6)), min_size=1, max_size=60))
def test_cumulative_flow_never_falls_and_never_ends_more_than_it_opened(rows):
    table = np.zeros(len(rows), dtype=LAYOUT)
    for place, (opened, until_begun, until_ended) in enumerate(rows):
        table[place]["opened"], table[place]["begun"] = opened, opened + until_begun
        table[place]["ended"] = opened + until_begun + until_ended
    counted = measures.cumulative_flow(Past(table, 4e6), np.linspace(0, 4e6, 20))
    for line in counted.values():
        assert (np.diff(line) >= 0).all()
    assert (counted["ended"] <= counted["begun"]).all()
    assert (counted["begun"] <= counted["opened"]).all()


def test_an_effect_is_only_claimed_when_enough_came_after():
    opened = np.array([10.0, 20, 30, 40, 50, 110, 120])
    found = bottlenecks.effect(opened, np.array([8.0, 8, 8, 8, 8, 2, 2]), at=100)
    assert (found.before, found.after, found.freed, found.is_known) == (5, 2, 6, False)
    with translation.override("en"):
        assert saying.effect(found) == "Too early to say: 3 more passages have to end."


def test_what_a_change_did_is_said_in_one_unit():
    opened = np.array([10.0, 20, 30, 40, 50, 110, 120, 130, 140, 150])
    found = bottlenecks.effect(opened, np.array([9.8] * 5 + [2.1] * 5), at=100)
    with translation.override("en"):
        assert saying.effect(found) == "1.1 days less: 0.3 days at the median of 5 passages, 1.4 days over the 5 before."
        assert saying.effect(found, in_days=False).startswith("7.7 h less: 2.1 h at the median")
    with translation.override("fr"):
        assert [saying.worktime(hours) for hours in (7, 12, 21)] == ["1,0 jour", "1,7 jour", "3,0 jours"]


# -- the page


def test_the_page_finds_the_slow_check_and_says_why(told):
    shown = stuck.of_house()
    worst = shown.stuck[0]
    assert worst.name == "Legal check"
    assert [each.code for each, _person in worst.why][:3] == ["only_approver", "away", "asks_nothing"]
    assert worst.why[0][1] == "Sarah Lindqvist"
    assert worst.proposal is not None
    assert worst.proposal.kind in {"second", "skip"}
    assert {each.kind for each in worst.proposals} == {"second", "skip", "parallel"}
    assert worst.limit == 14
    assert shown.rounds is not None
    assert shown.rounds[1] == pytest.approx(1.25, abs=0.12)
    assert {each.person for _who, each in shown.approvers} == {shown.stuck[0].flow.main_person, told.owner_id}


def test_the_past_is_read_as_it_stands_in_the_table(told):
    seen = past.read(told)
    rows = Passage.objects.filter(step__workflow=told).values_list("step", "opened", "ended", "waited", "is_dropped", "by")
    read = np.concatenate([seen.tasks.rows, seen.runs.rows])
    found = zip(*(read[name].tolist() for name in ("step", "opened", "ended", "waited", "is_dropped", "by")), strict=True)
    expected = [(*row[:4], float(row[4]), row[5] or 0) for row in rows.exclude(ended=0)]
    assert len(expected) > 300
    assert sorted(row for row in found if row[2]) == sorted(expected)
    assert len(past.read(told, audit=Audit(pk=0)).tasks) == 0


def test_the_forecast_tells_runs_under_way_and_how_good_it_proved(told, ines):
    version = told.published
    run = Run.start(version, "Brio", planning.plan(version), by=ines)
    folding.fold(timedelta(0))
    shown = stuck.of_house(told)
    assert shown.expected is not None
    assert shown.expected.proof is not None
    assert [row[0] for row in shown.expected.new] == [told]
    # Nothing is known yet of how long the visual takes: no date is made up for this run.
    assert shown.expected.coming == []
    mina = run.tasks.get(title="Make the visual").responsible()[0]
    run.tasks.get(title="Make the visual").submit(by=mina)
    folding.fold(timedelta(0))
    coming = stuck.of_house(told).expected.coming[0]
    assert coming.run == run
    assert coming.days == tuple(sorted(coming.days))


def test_a_runs_own_page_foretells_it_however_many_are_under_way(told, ines):
    version = told.published
    runs = [Run.start(version, f"Run {at}", planning.plan(version), by=ines) for at in range(when.MOST + 1)]
    for run in runs:
        task = run.tasks.get(title="Make the visual")
        task.submit(by=task.responsible()[0])
    folding.fold(timedelta(0))
    assert len(stuck.of_house(told).expected.coming) == when.MOST
    assert all(when.of_run(run) for run in runs)


def test_the_page_costs_the_same_whatever_the_number_of_tasks(told, ines, client, django_assert_max_num_queries):
    client.force_login(ines)
    client.get(reverse("work:stuck"))
    with django_assert_max_num_queries(60) as few:
        client.get(reverse("work:stuck"))
    history.write(told, {"writer": ines, "legal": ines, "lead": ines}, 60, seed=9, first=30_000_000)
    folding.fold(timedelta(0))
    with django_assert_max_num_queries(len(few.captured_queries) + 1):  # what was folded since is read anew, once
        answer = client.get(reverse("work:stuck"))
    assert "Legal check" in answer.content.decode()
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(reverse("work:stuck"))


def test_what_is_kept_of_the_past_is_read_anew_when_something_was_folded(told, ines):
    before = stuck.of_house().whole.count
    history.write(told, {"writer": ines, "legal": ines, "lead": ines}, 2, seed=9, first=30_000_000)
    assert stuck.of_house().whole.count == before
    folding.fold(timedelta(0))
    after = stuck.of_house().whole.count
    assert after > before
    folding.fold_again()
    assert stuck.of_house().whole.count == after
    Passage.objects.all().delete()
    assert stuck.of_house().is_empty


def test_somebody_adopts_a_change_and_its_effect_is_measured(told, ines, client):
    client.force_login(ines)
    worst = stuck.of_house().stuck[0]
    client.post(reverse("work:improvements", args=[worst.step.pk]), {"kind": worst.proposal.kind})
    kept = Improvement.objects.get()
    assert (kept.adopted_by, kept.expected_runs, kept.expected_of) == (ines, worst.proposal.runs, worst.proposal.of)
    with pytest.raises(Refused):
        Improvement.adopt(worst.step, kept.kind, by=ines)
    assert worst.proposal.kind in stuck.of_house().stuck[0].standing
    Improvement.objects.update(adopted_at=timezone.now() - timedelta(days=100))
    effect = stuck.of_house().kept[0].effect
    assert effect.is_known
    assert effect.before > effect.after
    client.post(reverse("work:improvement_end", args=[kept.pk]))
    kept.refresh_from_db()
    assert kept.given_up_by == ines


def test_what_the_form_says_of_the_gain_is_not_believed(told, ines, client):
    client.force_login(ines)
    worst = stuck.of_house().stuck[0]
    client.post(reverse("work:improvements", args=[worst.step.pk]), {"kind": "limit", "hours": "900"})
    assert not Improvement.objects.exists()


def test_a_bottleneck_is_taken_to_the_review_once(told, ines, client):
    client.force_login(ines)
    step = stuck.of_house().stuck[0].step
    for _twice in range(2):
        answer = client.post(reverse("work:stuck_driver", args=[step.pk]))
    driver = Driver.objects.get(title__contains="Legal check")
    assert answer.url == driver.get_absolute_url()
    assert "Sarah Lindqvist" in driver.situation


@pytest.mark.parametrize("kind", ["csv", "svg"])
@pytest.mark.parametrize("name", ["cumulative", "throughput", "ages"])
def test_charts_can_be_taken_away(told, ines, client, name, kind):
    client.force_login(ines)
    answer = client.get(reverse("work:stuck_chart", args=[name, kind]))
    assert answer.status_code == 200
    assert len(b"".join(answer)) > 50


def test_an_empty_house_says_how_to_begin(ines, client):
    client.force_login(ines)
    answer = client.get(reverse("work:stuck"))
    assert reverse("work:audits") in answer.content.decode()


def test_the_work_is_measured_by_workflow_and_step(told, ines):
    measuring.offer(by=ines)
    assert not measuring.offered()
    assert Metric.objects.get(key="lead_time").dimensions == ["workflow"]
    done = Figure.objects.filter(series__measure__key="work_done")
    assert done.count() >= 4 * 11
    assert measuring.write() == 0  # nothing new: no second batch
    first = timezone.localdate().replace(day=1)
    assert not done.filter(period__gte=first).exists()  # the month under way is not over
