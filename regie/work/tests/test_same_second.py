"""Two who decide in the same second, on the database that lets them: each is heard, one after the other."""

import threading

import pytest
from django.db import close_old_connections, connection

from regie.lib.refused import Refused
from regie.work import planning
from regie.work.engine import outline
from regie.work.engine.model import Duty
from regie.work.engine.rows import Row
from regie.work.models import Approval, Run, Verdict
from regie.work.tests.approving import ask, content
from regie.work.tests.world import cast, workflow_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite writes one at a time by itself"),
]
assert connection


def at_once(*verbs):
    """Run all in threads that start together; returns what each was refused with, or broke on."""
    start, refused = threading.Barrier(len(verbs)), []

    def turn(verb):
        start.wait()
        try:
            verb()
        except Refused as refusal:
            refused.append(str(refusal.sentence))
        except Exception as fault:
            refused.append(repr(fault))
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=turn, args=[verb]) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return refused


def give(approval, who, decision, reason=""):
    verdict = Verdict.objects.get(stage__approval=approval, decider=who)
    return lambda: verdict.give(decision, by=who, seal=approval.edition.seal, reason=reason)


@pytest.mark.parametrize("turn", range(3))
def test_two_who_approve_together_close_it_once(jonas, ines, helene, turn):
    approval = ask(content(jonas), ines, helene, by=jonas, rule="all")
    assert at_once(give(approval, ines, "approved"), give(approval, helene, "approved")) == []
    approval.refresh_from_db()
    assert approval.outcome == "approved"
    assert approval.stages.get().verdicts.filter(decision="approved").count() == 2


def test_where_one_is_enough_the_second_is_told_that_it_is_closed(jonas, ines, helene):
    approval = ask(content(jonas), ines, helene, by=jonas, rule="one")
    refused = at_once(give(approval, ines, "approved"), give(approval, helene, "refused", "Trop cher."))
    assert len(refused) == 1
    approval.refresh_from_db()
    assert approval.outcome in {"approved", "refused"}


def test_a_double_click_decides_once(jonas, ines):
    approval = ask(content(jonas), ines, by=jonas)
    assert len(at_once(*[give(approval, ines, "approved")] * 3)) == 2


def test_a_change_while_somebody_approves_leaves_nothing_approved_that_was_not_seen(jonas, ines):
    from regie.work import subjects

    thing = content(jonas)
    approval = ask(thing, ines, by=jonas)
    at_once(give(approval, ines, "approved"), lambda: thing.edit(by=jonas, text="Autre texte"))
    thing.refresh_from_db()
    assert not subjects.is_approved(thing)
    approval.refresh_from_db()
    assert approval.outcome in {"approved", "reopened"}


@pytest.fixture
def two_questions(home, ines):
    """A run that asks two people side by side, and goes on when both have said yes."""
    awa, mina, _sarah = cast(home, ines)
    rows = [
        Row("write", "Write", duties=(Duty("R", role="Content"),)),
        Row("legal", "Legal check", after=("write",), kind="approval", duties=(Duty("R", role="Legal"), Duty("A", role="Legal"))),
        Row("lead", "Approval of the lead", after=("write",), kind="approval", duties=(Duty("R", role="Lead"), Duty("A", role="Lead"))),
        Row("send", "Send", after=("legal", "lead"), duties=(Duty("R", role="Content"),)),
    ]  # fmt: skip
    version = workflow_of(outline.draw(rows, name="Two questions"), ines).published
    run = Run.start(version, "Brio", planning.plan(version), by=awa)
    run.tasks.get().submit(by=awa)
    return run, [(approval, approval.stages.get().verdicts.get().decider) for approval in Approval.objects.open()], mina


@pytest.mark.parametrize("turn", range(3))
def test_two_approvals_side_by_side_decided_in_the_same_second_both_count(two_questions, turn):
    run, asked, _mina = two_questions
    assert len(asked) == 2
    assert at_once(*[give(approval, who, "approved") for approval, who in asked]) == []
    assert list(run.tasks.open().values_list("title", flat=True)) == ["Send"]


@pytest.mark.parametrize("turn", range(3))
def test_deciding_while_the_run_is_stopped_and_its_content_changed_breaks_nothing(two_questions, ines, turn):
    run, asked, mina = two_questions
    said = at_once(
        *[give(approval, who, "approved") for approval, who in asked],
        lambda: run.stop("No longer wanted.", by=ines),
        lambda: run.content.edit(by=mina, text=f"Other words {turn}"),
    )
    assert not [each for each in said if "Error" in each], said
    run.refresh_from_db()
    assert run.ending == "stopped"
    assert not Approval.objects.open().exists() or not run.open_approvals().filter(round=1).exists()


@pytest.mark.parametrize("turn", range(3))
def test_who_leaves_while_they_decide_is_heard_or_replaced_but_never_both(two_questions, ines, turn):
    _run, asked, _mina = two_questions
    approval, who = next((each, person) for each, person in asked if person != ines)
    said = at_once(give(approval, who, "approved"), lambda: who.leave(by=ines))
    assert not [each for each in said if "Error" in each], said
    verdict = Verdict.objects.get(stage__approval=approval)
    assert (verdict.decider == who) is (verdict.decision == "approved")


@pytest.mark.parametrize("turn", range(3))
def test_a_deadline_that_passes_while_somebody_decides_closes_it_once(jonas, ines, turn):
    approval = ask(content(jonas), ines, by=jonas, hours=1)
    said = at_once(give(approval, ines, "approved"), approval.stages.get().close_unanswered)
    assert not [each for each in said if "Error" in each], said
    approval.refresh_from_db()
    assert approval.outcome in {"approved", "unanswered"}


def test_asked_twice_in_the_same_second_it_is_asked_once(jonas, ines, helene):
    thing = content(jonas)
    said = at_once(*[lambda: ask(thing, ines, by=jonas, task=thing.task)] * 2)
    assert len(said) == 1 and "Error" not in said[0], said
    assert Approval.objects.open().count() == 1
