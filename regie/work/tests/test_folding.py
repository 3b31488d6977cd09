from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from regie.lib.working_time import Week
from regie.work import folding, planning
from regie.work.flow.clock import Clock
from regie.work.flow.passages import Passage
from regie.work.models import Answer, PassedStep, Run, Task
from regie.work.models import Passage as Row
from regie.work.tests.test_runs import decide
from regie.work.tests.world import cast, email_workflow

NOW = timedelta(0)
MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)  # nine in Paris


@pytest.fixture
def people(home, ines):
    return cast(home, ines)


@given(
    st.floats(min_value=datetime(2019, 1, 1, tzinfo=UTC).timestamp(), max_value=datetime(2027, 6, 30, tzinfo=UTC).timestamp()),
    st.floats(min_value=0, max_value=90 * 86_400),
)
def test_the_clock_of_arrays_counts_what_the_week_counts(begin, seconds):
    week = Week("Europe/Paris", "FR")
    clock = folding.clock(week)
    first, last = datetime.fromtimestamp(begin, UTC), datetime.fromtimestamp(begin + seconds, UTC)
    assert clock.span(begin, begin + seconds) == pytest.approx(week.between(first, last), abs=2 / 60)
    assert clock.between([begin], [begin + seconds])[0] == pytest.approx(clock.span(begin, begin + seconds), abs=1e-6)


def test_a_day_on_which_clocks_change_counts_its_true_hours():
    night = (((datetime(2026, 1, 1, 1).time(), datetime(2026, 1, 1, 5).time()),),) * 7  # from one to five, over the change
    clock = Clock(Week("Europe/Paris", "FR", night), datetime(2026, 3, 28).date(), datetime(2026, 3, 30).date())
    begin, end = datetime(2026, 3, 29, tzinfo=UTC).timestamp(), datetime(2026, 3, 29, 12, tzinfo=UTC).timestamp()
    assert clock.span(begin, end) == 3


@given(
    st.lists(
        st.sampled_from(
            [
                "task_started",
                "task_laid_down",
                "task_submitted",
                "task_sent_back",
                "task_blocked",
                "task_unblocked",
                "task_reopened",
            ]
        ),
        max_size=12,
    )
)
def test_whatever_happens_all_time_is_counted_once(verbs):
    passage = Passage(1)
    passage.apply("task_opened", 0, None, {"node": "a"}, lambda a, b: b - a)
    for at, verb in enumerate(verbs, 1):
        passage.apply(verb, at, None, {}, lambda a, b: b - a)
    passage.apply("task_done", len(verbs) + 1, 7, {}, lambda a, b: b - a)
    assert passage.waited + passage.worked + passage.gated + passage.blocked == len(verbs) + 1
    assert passage.returns == verbs.count("task_sent_back")
    assert (passage.ended, passage.by) == (len(verbs) + 1, 7)


@pytest.mark.parametrize(
    ("kind", "verbs", "whose"),
    [
        ("step", ["task_started", "task_submitted", "task_done"], 1),
        ("step", ["task_submitted", "task_done"], 1),
        ("step", ["task_done"], 9),
        ("approval", ["task_started", "task_done"], 9),
    ],
)
def test_the_time_of_a_step_is_of_who_did_it_and_of_an_approval_of_who_decided(kind, verbs, whose):
    passage = Passage(1)
    passage.apply("task_opened", 0, None, {"node": "a", "kind": kind}, lambda a, b: b - a)
    for at, verb in enumerate(verbs, 1):
        passage.apply(verb, at, 9 if verb == "task_done" else 1, {}, lambda a, b: b - a)
    assert passage.by == whose


def test_a_run_is_read_out_of_the_journal_with_who_waited_for_whom(people, ines):
    awa, mina, sarah = people
    with time_machine.travel(MONDAY, tick=False) as clock:
        version = email_workflow(ines).published
        run = Run.start(version, "Brio", planning.plan(version), by=ines)
        write, design = run.tasks.get(title="Write the text"), run.tasks.get(title="Make the visual")
        clock.shift(timedelta(hours=2))
        write.start(by=awa)
        clock.shift(timedelta(hours=1))
        write.submit(by=awa)
        design.submit(by=mina)
        clock.shift(timedelta(days=1))
        decide(run, run.tasks.open().get().node, "sent_back", sarah, "Say that the price is without tax.")
        folding.fold(NOW)
    row = Row.objects.get(task=write.pk)
    assert (row.waited, row.worked, row.state) == (2, 1, "ended")
    assert row.step.name == "Write the text"
    check = Row.objects.get(step__name="Legal check")
    assert (check.gated, check.outcome, check.step.kind) == (7, "sent_back", "approval")
    answer = Answer.objects.get()
    assert (answer.person, answer.hours, answer.decision, answer.step) == (sarah, 7, "sent_back", check.step)
    again = Row.objects.get(step__name="Write the text", visit=2)
    assert again.state == "waiting"
    whole = Row.objects.get(step__kind="run")
    assert (whole.run, whole.ended) == (run.pk, 0)


def test_folding_piece_by_piece_and_all_at_once_give_the_same(people, ines):
    awa, mina, _sarah = people
    with time_machine.travel(MONDAY, tick=False) as clock:
        version = email_workflow(ines).published
        run = Run.start(version, "Brio", planning.plan(version), by=ines)
        task = run.tasks.get(title="Write the text")
        for act in (
            lambda: task.start(by=awa),
            lambda: task.block("No price yet", by=awa),
            lambda: task.unblock(by=awa),
            lambda: task.submit(by=awa),
        ):
            clock.shift(timedelta(hours=1))
            act()
            folding.fold(NOW)
        run.tasks.get(title="Make the visual").submit(by=mina)
        run.stop("Put off", by=ines)
        folding.fold(NOW)
        columns = (
            "task",
            "run",
            "step__key",
            "state",
            "waited",
            "worked",
            "gated",
            "blocked",
            "returns",
            "ended",
            "is_dropped",
            "by",
        )
        piecewise = list(Row.objects.order_by("run", "task").values_list(*columns))
        assert folding.fold(NOW) == 0
        folding.fold_again()
    assert list(Row.objects.order_by("run", "task").values_list(*columns)) == piecewise
    blocked = Row.objects.get(task=task.pk)
    assert (blocked.blocked, blocked.worked) == (1, 1.5)  # begun at 10, blocked 11 to 12, lunch from 12:30, submitted at 13


def test_the_past_outlives_the_task(people, ines):
    awa, _mina, _sarah = people
    with time_machine.travel(MONDAY, tick=False) as clock:
        task = Task.make("Tidy the shelf", by=awa, who=[("R", awa)])
        clock.shift(timedelta(hours=1))
        task.submit(by=awa)
        folding.fold(NOW)
    task.delete()
    row = Row.objects.get()
    assert (row.state, row.step.workflow) == ("ended", None)
    assert PassedStep.objects.get().name == ""  # of no workflow: named in the reader's language
