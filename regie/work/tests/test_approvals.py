from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from regie.journal.models import Comment, Event, Notification
from regie.lib.refused import Refused
from regie.people.models import Absence
from regie.work import planning, subjects, sweeping
from regie.work.models import Approval, Opinion, Run, Stage, Task
from regie.work.models.deciding import Asked
from regie.work.tests.approving import ask, content, give, verdict
from regie.work.tests.world import cast, email_workflow

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def thing(jonas):
    return content(jonas)


def told(person):
    return list(Notification.objects.filter(person=person).values_list("event__verb", flat=True))


def test_a_change_of_what_was_not_covered_leaves_the_approval(thing, jonas, ines):
    approval = ask(thing, ines, by=jonas, facets=["text"])
    give(approval, ines)
    thing.edit(by=jonas, audience="Tout le monde")
    subjects.must_be_approved(thing, {"text"})
    with pytest.raises(subjects.Unapproved):
        subjects.must_be_approved(thing, {"text", "audience"})


def test_a_change_of_what_was_covered_asks_the_same_people_anew(thing, jonas, ines, helene):
    text, rest = ask(thing, ines, by=jonas, facets=["text"]), ask(thing, helene, by=jonas, facets=["audience"])
    give(text, ines)
    give(rest, helene)
    thing.edit(by=jonas, text="Autre texte")
    again = Approval.objects.open().get()
    assert (again.facets, again.round) == (["text"], 2)
    assert verdict(again, ines).decision == ""
    rest.refresh_from_db()
    assert rest.outcome == "approved"


def test_what_was_seen_must_be_what_is_there(thing, jonas, ines):
    approval = ask(thing, ines, by=jonas)
    with pytest.raises(Refused, match="changed"):
        give(approval, ines, seal="0" * 64)


def test_a_reason_is_needed_unless_approved(thing, jonas, ines):
    approval = ask(thing, ines, by=jonas)
    with pytest.raises(Refused, match="why"):
        give(approval, ines, "sent_back")
    with pytest.raises(Refused, match="Choose"):
        give(approval, ines, "unanswered", "because")
    give(approval, ines, "sent_back", "Le prix est hors taxes.")
    approval.refresh_from_db()
    assert approval.outcome == "sent_back"


def test_stages_follow_each_other(thing, jonas, ines, helene):
    approval = Approval.ask(thing, [Asked([ines], "Lead"), Asked([helene], "Director", hours=7)], by=jonas)
    with pytest.raises(Refused, match="not your turn"):
        give(approval, helene)
    assert approval.stages.get(place=1).due_at is None
    give(approval, ines)
    assert approval.stages.get(place=1).due_at is not None
    give(approval, helene)
    approval.refresh_from_db()
    assert approval.outcome == "approved"


def test_parallel_stages_are_asked_at_once_and_one_no_ends_all(thing, jonas, ines, helene):
    approval = Approval.ask(thing, [Asked([ines]), Asked([helene])], by=jonas, in_parallel=True)
    give(approval, helene, "refused", "Trop cher.")
    approval.refresh_from_db()
    assert approval.outcome == "refused"
    assert verdict(approval, ines).decision == "unanswered"


def test_so_many_of_the_deciders_are_enough_and_a_no_ends_it_when_they_cannot_be_reached(thing, jonas, ines, helene, paul):
    approval = ask(thing, ines, helene, paul, by=jonas, rule="count", count=2)
    give(approval, ines, "refused", "Non.")
    approval.refresh_from_db()
    assert approval.closed_at is None
    give(approval, helene, "with_changes", "Une virgule.")
    give(approval, paul)
    approval.refresh_from_db()
    assert approval.outcome == "with_changes"


def test_all_must_approve_where_all_are_asked(thing, jonas, ines, helene):
    approval = ask(thing, ines, helene, by=jonas, rule="all")
    give(approval, ines)
    approval.refresh_from_db()
    assert approval.closed_at is None
    give(approval, helene)
    approval.refresh_from_db()
    assert approval.outcome == "approved"


def test_nobody_approves_what_they_made_or_changed(thing, jonas, ines, helene):
    with pytest.raises(Refused, match="own work"):
        ask(thing, jonas, by=jonas)
    approval = ask(thing, ines, by=jonas)
    thing.edit(by=ines, text="Inès a mieux écrit.")
    approval.refresh_from_db()
    assert approval.outcome == "reopened"
    assert not Approval.objects.filter(round=2, stages__verdicts__decider=ines).exists()


def test_a_change_by_the_only_approver_asks_their_delegator(thing, jonas, ines, helene, home):
    home.delegator = helene
    home.save()
    ask(thing, ines, by=jonas)
    thing.edit(by=ines, text="Inès a mieux écrit.")
    assert verdict(Approval.objects.open().get(), helene).decision == ""


def test_own_work_may_be_approved_where_the_workflow_says_so(thing, jonas):
    give(ask(thing, jonas, by=jonas, own_work_allowed=True), jonas)
    subjects.must_be_approved(thing)


def test_a_task_has_one_open_approval(thing, jonas, ines):
    ask(thing, ines, by=jonas, task=thing.task)
    with pytest.raises(Refused, match="already"):
        ask(thing, ines, by=jonas, task=thing.task)


def test_an_approval_step_is_opened_by_its_decision_alone(jonas, ines):
    step = Task.make("Final approval", by=jonas, who=[("R", jonas), ("A", ines)], kind="approval")
    approval = ask(step, ines, by=jonas, task=step)
    with pytest.raises(Refused, match="approval"):
        step.accept(by=ines)
    approval.withdraw(by=jonas)
    with pytest.raises(Refused, match="approval"):
        step.accept(by=ines)
    give(ask(step, ines, by=jonas, task=step), ines)
    step.refresh_from_db()
    assert step.status == "done"


def test_a_deadline_counts_working_hours_and_keeps_its_clock_when_clocks_change(thing, jonas, ines):
    friday = datetime(2026, 3, 27, 16, 30, tzinfo=PARIS)  # clocks go forward in the night to Sunday
    with time_machine.travel(friday, tick=False):
        stage = ask(thing, ines, by=jonas, hours=8).stages.get()
    assert stage.due_at.astimezone(PARIS) == datetime(2026, 3, 30, 17, 30, tzinfo=PARIS)
    autumn = datetime(2026, 10, 23, 16, 30, tzinfo=PARIS)  # and back
    with time_machine.travel(autumn, tick=False):
        stage = ask(content(jonas), ines, by=jonas, hours=8).stages.get()
    assert stage.due_at.astimezone(PARIS) == datetime(2026, 10, 26, 17, 30, tzinfo=PARIS)


def test_a_short_time_is_reminded_of_at_its_half_and_says_about_what(thing, jonas, ines):
    monday = datetime(2026, 6, 1, 9, tzinfo=PARIS)
    with time_machine.travel(monday, tick=False):
        ask(thing, ines, by=jonas, hours=4)
        sweeping.watch_stages()
    assert "work.stage_reminded" not in told(ines)
    with time_machine.travel(monday + timedelta(hours=2, minutes=1), tick=False):
        sweeping.watch_stages()
    assert told(ines).count("work.stage_reminded") == 1
    reminder = Event.objects.get(verb="work.stage_reminded")
    assert str(thing) in reminder.sentence


def test_a_stage_reminds_then_asks_the_delegator_then_closes_without_an_answer(thing, jonas, ines, helene, home):
    home.delegator = helene
    home.save()
    monday = datetime(2026, 6, 1, 9, tzinfo=PARIS)
    with time_machine.travel(monday, tick=False):
        stage = ask(thing, ines, by=jonas, hours=14).stages.get()
    with time_machine.travel(monday + timedelta(hours=2), tick=False):
        sweeping.watch_stages()
    assert "work.stage_reminded" not in told(ines)
    with time_machine.travel(monday + timedelta(days=1, hours=1), tick=False):
        sweeping.watch_stages()
        sweeping.watch_stages()
    assert told(ines).count("work.stage_reminded") == 1
    with time_machine.travel(stage.due_at + timedelta(minutes=1), tick=False):
        sweeping.watch_stages()
        sweeping.watch_stages()
    assert told(helene).count("work.stage_escalated") == 1
    assert verdict(stage.approval, helene).decision == ""
    with time_machine.travel(stage.due_at + timedelta(days=4), tick=False):
        sweeping.watch_stages()
    stage.refresh_from_db()
    assert (stage.outcome, stage.approval.outcome) == ("unanswered", "unanswered")
    with pytest.raises(Refused, match=r"decided already|closed"):
        give(stage.approval, ines)


def test_the_delegator_does_not_approve_what_they_asked_for(thing, helene, ines, home):
    home.delegator = helene
    home.save()
    stage = ask(thing, ines, by=helene, hours=1).stages.get()
    Stage.objects.filter(pk=stage.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    sweeping.watch_stages()
    assert not stage.verdicts.filter(decider=helene).exists()


def test_who_leaves_the_company_is_replaced_by_their_delegator_and_everybody_hears_of_it(thing, jonas, ines, helene, paul, home):
    paul.domain.delegator = helene
    paul.domain.save()
    approval = ask(thing, paul, ines, by=jonas, rule="all")
    paul.leave(by=ines)
    stood = verdict(approval, helene)
    assert (stood.instead_of, stood.decision) == (paul, "")
    assert "work.verdict_passed_on" in told(helene)
    give(approval, ines)
    give(approval, helene)
    approval.refresh_from_db()
    assert approval.outcome == "approved"


def test_where_nobody_can_stand_in_for_who_left_the_others_decide(thing, jonas, ines, helene, paul):
    approval = ask(thing, paul, ines, by=jonas, rule="all")
    paul.leave(by=ines)
    assert verdict(approval, paul).decision == "unanswered"
    give(approval, ines)
    approval.refresh_from_db()
    assert approval.outcome == "approved"


def test_the_next_round_does_not_ask_who_has_left(thing, jonas, ines, paul):
    approval = ask(thing, paul, by=jonas)
    give(approval, paul, "sent_back", "Plus court.")
    paul.leave(by=ines)
    again = approval.ask_again(by=jonas)
    assert list(again.stages.get().verdicts.values_list("decider__name", flat=True)) == [ines.name]


def test_a_deputy_decides_while_somebody_is_away_but_never_about_their_own_work(thing, jonas, ines, helene):
    today = timezone.localdate()
    Absence.note(ines, today, today + timedelta(days=3), by=ines, deputy=helene)
    approval = ask(thing, ines, by=jonas)
    sweeping.stand_in()
    assert verdict(approval, helene).instead_of == ines
    other = ask(content(helene), ines, by=helene)
    sweeping.stand_in()
    assert verdict(other, ines).decision == ""


def test_those_informed_hear_of_it_when_a_task_is_done(jonas, ines, paul):
    task = Task.make("Write", by=ines, who=[("R", jonas), ("A", jonas), ("I", paul)])
    task.submit(by=jonas)
    assert "work.task_informed" in told(paul)


def test_those_consulted_are_asked_with_a_date_and_silence_is_no_remark(jonas, ines, paul):
    task = Task.make("Write", by=ines, who=[("R", jonas), ("A", ines), ("C", paul)])
    task.submit(by=jonas)
    opinion = Opinion.objects.get(task=task, person=paul)
    assert "work.opinion_asked" in told(paul) and opinion.due_at > timezone.now()
    with pytest.raises(Refused, match="until their date"):
        task.accept(by=ines)
    with time_machine.travel(opinion.due_at + timedelta(minutes=1)):
        sweeping.hear_silence()
        task.accept(by=ines)
    opinion.refresh_from_db()
    assert opinion.silent_at and task.status == "done"
    with pytest.raises(Refused, match="over"):
        opinion.say("Too late", by=paul)


def test_a_task_that_is_approved_itself_is_asked_anew_when_its_words_change_and_not_when_its_date_does(jonas, ines):
    task = Task.make("Poster", by=jonas, who=[("R", jonas)], text="Forty by sixty.")
    approval = ask(task, ines, by=jonas, task=task)
    task.edit(by=jonas, campaign="Brio")
    assert list(Approval.objects.open()) == [approval]
    task.edit(by=jonas, text="Sixty by eighty.")
    approval.refresh_from_db()
    assert (approval.outcome, Approval.objects.open().get().round) == ("reopened", 2)


def test_each_step_of_a_run_counts_its_own_rounds_and_asks_again_only_where_the_run_does_not(home, ines):
    awa, mina, sarah = cast(home, ines)
    version = email_workflow(ines).published
    run = Run.start(version, "Brio", planning.plan(version), by=awa)
    for task in run.tasks.open():
        task.submit(by=task.responsible()[0])
    step = {task.node: task for task in run.tasks.open()}
    legal = step["legal"].approvals.get()
    legal.stages.get().verdicts.get().give("approved", by=sarah, seal=legal.edition.seal)
    final = Approval.objects.open().get()
    assert (final.task.node, final.round) == ("final", 1)
    # What was approved before is concerned as well as what is open: both are asked anew, each as its own second round.
    run.content.edit(by=mina, text="Other words.")
    again = {each.task.node: each for each in Approval.objects.open()}
    assert {node: each.round for node, each in again.items()} == {"legal": 2, "final": 2}
    # Sent back to the text, the run comes to both once more: a change asks nobody until then.
    again["final"].stages.get().verdicts.get().give("sent_back", by=ines, seal=again["final"].edition.seal, reason="Shorter.")
    again["legal"].stages.get().verdicts.get().give("approved", by=sarah, seal=again["legal"].edition.seal)
    run.content.edit(by=mina, text="Short words.")
    assert not Approval.objects.open().exists()
    run.tasks.open().get(node="write").submit(by=awa)
    assert {(each.task.node, each.round) for each in Approval.objects.open()} == {("legal", 3)}


def test_the_page_of_a_question_tells_its_own_history_alone(client, thing, jonas, ines, helene):
    approval = Approval.ask(thing, [Asked([ines]), Asked([helene])], by=jonas, in_parallel=True)
    give(approval, ines, "refused", "Trop cher.")
    Comment.say(thing, "À côté de la question.", by=jonas)
    client.force_login(ines)
    verbs = {entry.event.verb for entry in client.get(approval.get_absolute_url()).context["entries"]}
    assert {"work.approval_asked", "work.verdict_given", "work.approval_closed"} <= verbs
    assert all(verb.startswith("work.") for verb in verbs)


def test_a_refused_task_comes_back_with_the_reason_of_who_refused(jonas, ines):
    task = Task.make("Poster", by=jonas, who=[("R", jonas)], text="Forty by sixty.")
    give(ask(task, ines, by=jonas, task=task), ines, "refused", "Too dear.")
    assert Event.objects.get(verb="work.task_sent_back").sentence == "Inès Carvalho sent Poster back: Too dear."
