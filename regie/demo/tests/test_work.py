"""Tamarelle at work, in English, on one fixed day."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import translation

from regie.demo.tests import told
from regie.demo.tests.told import NOW
from regie.journal.models import Event
from regie.work import models_of, planning
from regie.work.engine.lint import lint
from regie.work.models import Approval, Board, Delivery, Request, Run, Task, Verdict, Workflow
from regie.work.reading import stuck

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture(scope="module", autouse=True)
def at_work(request, django_db_setup, django_db_blocker, tmp_path_factory):
    with (
        translation.override("en"),
        django_db_blocker.unblock(),
        told.tamarelle("en", request.config, tmp_path_factory.mktemp("files")),
    ):
        yield


def test_nine_workflows_are_published_and_every_role_in_them_is_held():
    holders = planning.Holders()
    assert Workflow.objects.count() == 9
    for workflow in Workflow.objects.all():
        found = lint(models_of.model_of(workflow.published), holders=holders.count)
        assert [remark.code for remark in found if remark.code == "nobody_holds"] == [], workflow.name


def test_eighteen_months_of_runs_stand_in_the_journal_with_their_own_hours():
    ended = Run.objects.filter(ending="finished")
    assert 60 <= Run.objects.count() <= 100
    assert ended.earliest("started_at").started_at.date().isoformat() < "2025-06-01"
    assert len({run.started_at.strftime("%Y-%m") for run in ended}) >= 17
    assert Event.objects.filter(verb="work.run_finished").count() == ended.count()
    assert not Event.objects.filter(at__gt=NOW).exists()
    assert not Task.objects.filter(ended_at__gt=NOW).exists()


def test_the_page_finds_two_bottlenecks_the_legal_check_and_the_visuals():
    with time_machine.travel(NOW, tick=True):
        shown = stuck.of_house()
    assert [line.name for line in shown.stuck] == ["Legal check", "Make visuals and videos"]
    legal, visuals = shown.stuck
    codes = {reason.code: name for reason, name in legal.why}
    assert codes["only_approver"] == codes["away"] == "Sarah Lindqvist"
    assert legal.flow.lead > legal.limit
    assert legal.proposal is not None
    assert "queue" in {reason.code for reason, _name in visuals.why}


def test_a_change_adopted_half_a_year_ago_shows_what_it_did():
    with time_machine.travel(NOW, tick=True):
        [kept] = stuck.of_house().kept
    assert kept.effect.is_known and kept.effect.freed > 3
    assert 0 < kept.improvement.expected_runs <= kept.improvement.expected_of


def test_several_e_mails_wait_for_legal_now():
    waiting = Task.objects.open().filter(node="legal", kind="approval")
    assert waiting.count() >= 3


def test_work_stands_in_all_states():
    tasks = Task.objects.all()
    assert set(tasks.values_list("status", flat=True)) == set(Task.Status.values)
    assert {"step", "approval"} <= set(tasks.open().values_list("kind", flat=True))
    assert tasks.open().exclude(blocked_at=None).exists()
    assert tasks.open().filter(starts_on__gt=NOW.date()).exists()
    assert tasks.late(NOW).exists()
    assert tasks.open().filter(touched_at__lt=NOW - timedelta(days=30)).exists()
    assert Run.objects.filter(ending="stopped").count() == 1
    assert Run.objects.under_way().count() >= 8
    outcomes = set(Approval.objects.values_list("outcome", flat=True))
    assert {"approved", "with_changes", "sent_back", ""} <= outcomes
    assert Verdict.objects.awaited().filter(outsider="Studio Bascule").count() == 1


def test_the_board_of_the_launch_has_one_column_over_its_limit():
    board = Board.objects.get(name="Brio launch")
    tasks = Task.objects.filter(campaign=board.campaign)
    assert board.limits == {"doing": 4, "at_gate": 2}
    assert tasks.open().filter(status="at_gate", run=None).count() == 3


def test_the_pre_orders_are_asked_about_a_second_time():
    asked = Approval.objects.filter(task__title="Brio pre-orders").order_by("round")
    assert [each.outcome for each in asked] == ["sent_back", ""]
    assert asked[0].edition.canonical["text"] != asked[1].edition.canonical["text"]


def test_other_departments_asked_and_owe():
    assert {"asked", "under_way", "delivered", "received", "refused"} == set(Request.objects.values_list("status", flat=True))
    assert set(Request.objects.exclude(stars=None).values_list("stars", flat=True)) == {3, 5}
    assert Delivery.objects.late(NOW.date()).count() == 1
    assert Delivery.objects.unpromised().count() == 1
