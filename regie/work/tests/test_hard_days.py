"""Put away, damaged, stopped, very long: each with a clear answer, and nothing lost. Two at once: `tests/test_work_at_once.py`."""

import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from regie.journal.models import Event
from regie.lib.refused import Refused
from regie.lib.working_time import Week
from regie.work import models_of, planning, sweeping
from regie.work.engine import outline
from regie.work.engine.model import Duty
from regie.work.engine.rows import Row
from regie.work.models import Approval, Run, Version
from regie.work.starting import MOST
from regie.work.tests.drawn import process, row
from regie.work.tests.world import begun, cast, email_workflow, workflow_of


@pytest.fixture
def people(home, ines):
    return cast(home, ines)


def test_a_run_goes_on_when_its_workflow_is_put_away_and_its_draft_changes(people, ines):
    workflow = workflow_of(row(2), ines)
    run = begun(workflow, ines)
    draft = workflow.open_draft(by=ines)
    draft.redraw(row(1).decode(), by=ines)
    workflow.archive(by=ines)
    run.tasks.get().submit(by=ines)
    run.tasks.open().get().submit(by=ines)
    run.refresh_from_db()
    assert run.ending == "finished"
    with pytest.raises(Refused, match="put away"):
        Run.start(workflow.published, "Again", planning.plan(workflow.published, given={"step_0": {"R": [ines]}, "step_1": {"R": [ines]}}), by=ines)  # fmt: skip


def test_a_workflow_with_runs_cannot_be_deleted(people, ines):
    from django.db.models import ProtectedError

    workflow = workflow_of(row(1), ines)
    begun(workflow, ines)
    with pytest.raises(ProtectedError):
        workflow.delete()


def test_a_damaged_version_is_named_and_the_pages_of_its_runs_still_open(people, ines, client):
    workflow = workflow_of(row(2), ines)
    run = begun(workflow, ines)
    Version.objects.filter(pk=run.version_id).update(xml="<definitions><half")
    task = run.tasks.get()
    with pytest.raises(models_of.Damaged, match=r"Version 1 of “Drawn” cannot be read any more"):
        task.submit(by=ines)
    task.refresh_from_db()
    assert task.is_open
    client.force_login(ines)
    for page in (run.get_absolute_url(), task.get_absolute_url(), "/work/"):
        assert client.get(page).status_code == 200, page
    answer = client.post(f"{task.get_absolute_url()}submission/", follow=True)
    assert "cannot be read any more" in answer.content.decode() or "n’est plus lisible" in answer.content.decode()


def test_a_run_that_cannot_be_woken_says_why_once(people, ines):
    source = process(
        '<startEvent id="s"/><intermediateCatchEvent id="w"><timerEventDefinition><timeDuration>P1D</timeDuration>'
        '</timerEventDefinition></intermediateCatchEvent><userTask id="after"/><endEvent id="e"/>'
        '<sequenceFlow id="a" sourceRef="s" targetRef="w"/><sequenceFlow id="b" sourceRef="w" targetRef="after"/>'
        '<sequenceFlow id="c" sourceRef="after" targetRef="e"/>'
    )
    run = begun(workflow_of(source, ines), ines)
    Version.objects.filter(pk=run.version_id).update(xml="no diagram")
    Run.objects.filter(pk=run.pk).update(wake_at=timezone.now() - timedelta(minutes=1))
    assert [sweeping.wake_runs(), sweeping.wake_runs()] == [1, 0]
    run.refresh_from_db()
    assert "cannot be read any more" in run.stuck_because
    assert Event.objects.filter(verb="work.run_stuck").count() == 1


def test_stopping_a_run_closes_its_approvals(people, ines):
    awa, mina, _sarah = people
    version = email_workflow(ines).published
    run = Run.start(version, "Brio", planning.plan(version), by=ines)
    run.tasks.get(title="Write the text").submit(by=awa)
    run.tasks.get(title="Make the visual").submit(by=mina)
    run.stop("The launch is put off.", by=ines)
    approval = Approval.objects.get()
    assert (approval.outcome, run.tasks.open().count()) == ("withdrawn", 0)
    with pytest.raises(Refused):
        run.stop("Twice", by=ines)


def test_a_deadline_keeps_its_hour_when_clocks_change():
    week = Week("Europe/Paris", "FR")
    friday = datetime(2027, 3, 26, 15, 0, tzinfo=UTC)  # four in the afternoon, two days before summer time
    assert week.local(week.after(friday, 7)).strftime("%a %d %H:%M") == "Tue 30 16:00"  # Easter Monday is none either
    assert week.between(friday, week.after(friday, 7)) == pytest.approx(7)


def test_two_thousand_steps_begin_in_the_time_of_a_few_queries(people, ines, django_assert_max_num_queries):
    workflow = workflow_of(row(2000), ines)
    version = workflow.published
    given = {f"step_{number}": {"R": [ines]} for number in range(2000)}
    with django_assert_max_num_queries(8):
        plan = planning.plan(version, given=given)
    assert all(one.due_at <= other.starts_at for one, other in pairwise(plan))
    began = time.monotonic()
    with django_assert_max_num_queries(60):
        run = Run.start(version, "Long", plan, by=ines)
    run.tasks.get().submit(by=ines)
    assert time.monotonic() - began < 30
    assert (run.steps.count(), run.tasks.open().get().title) == (2000, "step_1")


def test_a_long_start_sheet_shows_the_steps_that_come_first_and_those_that_nobody_does(people, ines, client):
    mine = (Duty("R", person=ines.email),)
    steps = [Row(f"s{at}", f"Step {at}", (f"s{at - 1}",) if at else (), duties=mine if at < 399 else ()) for at in range(400)]
    workflow = workflow_of(outline.draw(steps, name="Long"), ines)
    client.force_login(ines)
    page = client.get(f"/work/runs/new/?workflow={workflow.pk}").content.decode()
    assert page.count('type="date"') == MOST + 2  # the day it begins, the first steps, the one that nobody does
    assert "249 later steps" in page
    sent = {"workflow": workflow.pk, "title": "Long", "starts_on": "2026-03-02", "act": "start", "s399-R": ines.pk}
    assert client.post("/work/runs/new/", sent).status_code == 302
    assert Run.objects.get().steps.count() == 400
