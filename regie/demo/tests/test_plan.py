"""The plan that the demo tells: campaigns in all states, a launch refused, an orphan, lines overspent, an audience neglected."""

from __future__ import annotations

import pytest
from django.utils import translation

from regie.demo.tests import told
from regie.demo.tests.told import NOW
from regie.objectives.models import Audience, Objective
from regie.people.models import Person
from regie.plan import gates
from regie.plan.models import Activity, Affinity, BudgetLine, Campaign, Channel, Commitment, Constraint, Expense, Opening, Refusal
from regie.plan.models.tallying import untallied
from regie.plan.reading.money import totals
from regie.plan.reading.suiting import comparison, disagreement
from regie.reports import due
from regie.reports.models import Report
from regie.reviews.models import Review

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture(scope="module", autouse=True)
def planned(request, django_db_setup, django_db_blocker, tmp_path_factory):
    with (
        translation.override("en"),
        django_db_blocker.unblock(),
        told.tamarelle("en", request.config, tmp_path_factory.mktemp("files")),
    ):
        yield


def test_campaigns_stand_in_all_states_and_those_that_ended_say_what_was_learnt():
    assert set(Campaign.objects.values_list("status", flat=True)) == {"draft", "running", "paused", "ended"}
    assert not Campaign.objects.filter(status="ended", learnt="").exists()
    assert Constraint.objects.in_force().count() == 7


def test_the_launch_was_refused_by_three_gates_and_one_other_was_opened_in_an_emergency():
    refusal = Refusal.objects.get()
    brio = refusal.campaign
    closed = {each.constraint.kind for each in gates.of(brio, day=NOW.date()) if not each.is_open}
    assert closed == {"finance", "law", "product"} and len(refusal.gates) == 3
    assert Opening.objects.get().constraint.kind == "strategy"


def test_an_objective_has_no_activity_and_an_audience_has_far_less_than_was_wished():
    served = Activity.objects.open().exclude(objective=None).values("objective")
    assert Objective.objects.adopted().exclude(pk__in=served).count() == 1
    assert not Campaign.objects.exclude(launched_at=None).filter(audiences=Audience.objects.get(name="Public bodies")).exists()


def test_a_line_is_overspent_and_explained_and_finance_is_asked_for_more_than_a_line_has():
    sums = totals("line")
    over = [line for line in BudgetLine.objects.exclude(note="") if sums[line.pk].actual > sums[line.pk].planned]
    assert len(over) == 1
    asked = Commitment.objects.get(status="asked")
    assert asked.above and asked.approval is not None
    assert Expense.objects.standing().filter(line=None).count() == 1


def test_every_quarter_was_reported_before_its_review_closed():
    held = [review for review in Review.objects.closed().select_related("series") if due.is_quarterly(review.series)]
    assert held and Report.objects.published().count() == len(held)


def test_figures_name_channel_and_audience_and_part_from_one_judgement():
    channels, audiences = list(Channel.objects.all()), list(Audience.objects.in_use())
    found = comparison(Person.objects.get(email="ines@tamarelle.example"), channels, audiences)
    judged = {(each.channel_id, each.audience_id): each.judged for each in Affinity.objects.all()}
    assert found.suits.keys() == judged.keys()
    assert [key for key in judged if disagreement(judged[key], found.suits[key])]


def test_lines_keep_the_sums_that_their_rows_make():
    assert untallied() == []
