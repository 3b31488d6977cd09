"""Two people, or two workers, on the same work in the same instant; and one killed in the middle of it."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest
from django.db import connection, connections
from django.utils import timezone

from regie.journal.models import Event
from regie.work import advancing, sweeping
from regie.work.models import Task
from regie.work.tests.drawn import drawn, process, row
from regie.work.tests.world import begun, cast, workflow_of

pytestmark = pytest.mark.django_db(transaction=True)

# The tests' SQLite lies in memory, where a second writer is refused at once; a real one waits for its turn.
in_one_instant = pytest.mark.skipif(connection.vendor == "sqlite", reason="needs a database that several may write at once")


@pytest.fixture
def people(home, ines):
    return cast(home, ines)


def branches(count: int) -> bytes:
    """So many steps side by side, then one when all are done."""
    names = [f"part_{number}" for number in range(count)]
    nodes = ["startEvent:s", "parallelGateway:split", *(f"userTask:{name}" for name in names)]
    ways = ["s>split", *(f"split>{name} {name}>join" for name in names), "join>after after>e"]
    return drawn(" ".join([*nodes, "parallelGateway:join userTask:after endEvent:e"]), " ".join(ways))


def at_once(*calls) -> list[object]:
    """Each call in a thread of its own, all let go in the same instant; what they returned or raised."""
    ready, said = threading.Barrier(len(calls)), []

    def go(call):
        ready.wait(20)
        try:
            said.append(call())
        except Exception as fault:
            said.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return said


@in_one_instant
def test_two_people_who_finish_two_branches_in_the_same_second_both_count(people, ines):
    run = begun(workflow_of(branches(2), ines), ines)
    one, other = list(run.tasks.all())
    said = at_once(lambda: one.submit(by=ines), lambda: other.submit(by=ines))
    assert said == [None, None]
    assert list(run.tasks.open().values_list("title", flat=True)) == ["after"]


@in_one_instant
def test_a_task_that_two_finish_in_the_same_second_is_finished_once(people, ines):
    run = begun(workflow_of(row(2), ines), ines)
    task = run.tasks.get()
    again = Task.objects.get(pk=task.pk)
    said = at_once(lambda: task.submit(by=ines), lambda: again.submit(by=ines))
    assert sorted(str(each) for each in said) == ["None", "Somebody has finished this task already."]
    assert list(run.tasks.open().values_list("title", flat=True)) == ["step_1"]
    assert Event.objects.filter(verb="work.task_done").count() == 1


@in_one_instant
def test_two_workers_wake_a_run_once(people, ines, monkeypatch):
    source = process(
        '<startEvent id="s"/><intermediateCatchEvent id="w"><timerEventDefinition><timeDuration>PT1S</timeDuration>'
        '</timerEventDefinition></intermediateCatchEvent><userTask id="after"/><endEvent id="e"/>'
        '<sequenceFlow id="a" sourceRef="s" targetRef="w"/><sequenceFlow id="b" sourceRef="w" targetRef="after"/>'
        '<sequenceFlow id="c" sourceRef="after" targetRef="e"/>'
    )
    run = begun(workflow_of(source, ines), ines)
    assert run.wake_at > timezone.now()
    assert sweeping.wake_runs() == 0
    time.sleep(max(0, (run.wake_at - timezone.now()).total_seconds()) + 0.05)
    assert sorted(at_once(sweeping.wake_runs, sweeping.wake_runs)) == [0, 1]
    run.refresh_from_db()
    assert (run.wake_at, run.tasks.get().title) == (None, "after")


def test_a_worker_killed_in_the_middle_of_a_step_leaves_nothing_half_done(people, ines, monkeypatch):
    run = begun(workflow_of(row(2), ines), ines)
    task = run.tasks.get()
    connections.close_all()
    child = os.fork()
    if child == 0:
        monkeypatch.setattr(advancing, "open_task", lambda *_all, **_named: os.kill(os.getpid(), signal.SIGKILL))
        task.submit(by=ines)
        os._exit(1)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    run.refresh_from_db()
    task.refresh_from_db()
    assert (task.status, task.submitted_at, run.tasks.count()) == ("to_do", None, 1)
    task.submit(by=ines)
    assert run.tasks.open().get().title == "step_1"
