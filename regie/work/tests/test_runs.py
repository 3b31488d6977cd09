import pytest

from regie.lib.refused import Refused
from regie.work import planning, subjects
from regie.work.models import Run
from regie.work.tests.world import cast, email_workflow


@pytest.fixture
def people(home, ines):
    return cast(home, ines)


@pytest.fixture
def run(people, ines):
    version = email_workflow(ines).published
    return Run.start(version, "Précommandes Brio", planning.plan(version), by=ines)


def task(run, node):
    return run.tasks.filter(node=node).latest("pk")


def decide(run, node, decision, by, reason=""):
    from regie.work.models import Verdict

    verdict = Verdict.objects.awaited().get(decider=by, stage__approval__task=task(run, node))
    verdict.give(decision, by=by, seal=verdict.stage.approval.edition.seal, reason=reason)


def nodes(run):
    return sorted(run.tasks.open().values_list("node", flat=True))


def test_a_plan_gives_each_step_people_and_dates_one_after_the_other(people, ines):
    steps = {step.name: step for step in planning.plan(email_workflow(ines).published)}
    assert [who.person.name for who in steps["Write the text"].who if who.letter == "R"] == ["Awa Ndiaye"]
    assert steps["Legal check"].starts_at >= steps["Write the text"].due_at
    assert steps["Final approval"].due_at > steps["Legal check"].due_at


def test_a_run_begins_with_the_first_steps_and_their_checklists(run):
    assert len(run.tasks.open()) == 2
    assert [check.text for check in run.tasks.get(title="Write the text").checks.all()] == ["Every link was tried"]


def test_a_run_goes_from_start_to_sealed_approval_with_one_round_sent_back(run, people, ines):
    awa, mina, sarah = people
    write, design = run.tasks.get(title="Write the text"), run.tasks.get(title="Make the visual")
    write.submit(by=awa)
    design.submit(by=mina)
    run.content.edit(by=awa, text="Commandez Brio avant le 3 mars.")
    legal = run.tasks.open().get()
    assert legal.title == "Legal check"
    decide(run, legal.node, "sent_back", sarah, "Say that the price is without tax.")
    again = run.tasks.open().get()
    assert (again.title, again.visit) == ("Write the text", 2)
    run.content.edit(by=awa, text="Commandez Brio avant le 3 mars. Prix hors taxes.")
    again.submit(by=awa)
    decide(run, legal.node, "approved", sarah)
    final = run.tasks.open().get()
    decide(run, final.node, "approved", ines)
    run.tasks.open().get(title="Send it").submit(by=awa)
    run.refresh_from_db()
    assert run.ending == "finished"
    assert subjects.is_approved(run.content)


def test_what_was_approved_is_void_when_it_changes_and_says_so_at_the_door(run, people, ines):
    awa, mina, sarah = people
    for each, who in (("Write the text", awa), ("Make the visual", mina)):
        run.tasks.get(title=each).submit(by=who)
    decide(run, run.tasks.open().get().node, "approved", sarah)
    subjects.must_be_approved(run.content)
    run.content.edit(by=awa, text="Other words")
    with pytest.raises(subjects.Unapproved):
        subjects.must_be_approved(run.content)


def test_nobody_approves_their_own_work(people, ines):
    awa, mina, _sarah = people
    version = email_workflow(ines).published
    check = next(step for step in planning.plan(version) if step.name == "Legal check")
    run = Run.start(version, "Brio", planning.plan(version, given={check.node: {"R": [awa], "A": [awa]}}), by=ines)
    run.tasks.get(title="Make the visual").submit(by=mina)
    run.tasks.get(title="Write the text").submit(by=awa)
    legal = run.tasks.open().get()
    assert not legal.approvals.exists()
    with pytest.raises(Refused, match="own work"):
        legal.submit(by=awa)


def test_a_run_without_somebody_responsible_is_refused_before_it_begins(home, ines):
    version = email_workflow(ines).published
    with pytest.raises(Refused, match="Write the text"):
        Run.start(version, "Brio", planning.plan(version), by=ines)
    assert not Run.objects.exists()


def test_stopping_a_run_drops_what_is_open_and_keeps_what_was_done(run, people, ines):
    run.tasks.get(title="Make the visual").submit(by=people[1])
    run.stop("The launch is put off.", by=ines)
    assert sorted(run.tasks.values_list("status", flat=True)) == ["done", "dropped"]
