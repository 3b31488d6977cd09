"""What a run comes to: steps, questions, word from outside, what may happen, what Régie does itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regie.lib.refused import Refused
from regie.people.models import Absence, Domain
from regie.work import operations, sweeping
from regie.work.models import Delivery, Errand
from regie.work.tests.drawn import drawn, process
from regie.work.tests.world import begun, cast, email_workflow, workflow_of

REGIE = "https://regie.example/bpmn"


@pytest.fixture
def people(home, ines):
    return cast(home, ines)


@pytest.fixture
def operation(monkeypatch):
    """An operation of the test's own; what it does is told by the test."""
    done = []
    monkeypatch.setitem(operations.OPERATIONS, "trial", operations.Operation("trial", "Trial", lambda task: done[0](task)))
    return done


def automatic(name: str) -> bytes:
    from regie.work.engine import writing
    from regie.work.engine.reading import read

    drawing = read(drawn("startEvent:s serviceTask:post userTask:look endEvent:e", "s>post post>look look>e"))
    writing.set_operation(drawing, "post", name)
    return writing.as_text(drawing).encode()


def titles(run):
    return sorted(run.tasks.open().values_list("title", flat=True))


EVENT = process(
    '<startEvent id="s"/><userTask id="write" name="Write"/><boundaryEvent id="off" name="The launch is put off" attachedToRef="write">'
    '<messageEventDefinition/></boundaryEvent><userTask id="tell" name="Tell everybody"/><endEvent id="e"/><endEvent id="f"/>'
    '<sequenceFlow id="a" sourceRef="s" targetRef="write"/><sequenceFlow id="b" sourceRef="write" targetRef="e"/>'
    '<sequenceFlow id="c" sourceRef="off" targetRef="tell"/><sequenceFlow id="d" sourceRef="tell" targetRef="f"/>'
)


def test_what_may_happen_beside_a_step_is_nobodys_burden_and_goes_with_it(people, ines):
    run = begun(workflow_of(EVENT, ines), ines)
    event = run.tasks.get(kind="event")
    assert (event.title, event.due_at, event.duties.count()) == ("The launch is put off", None, 0)
    assert list(run.tasks.open().owed().values_list("title", flat=True)) == ["Write"]
    run.tasks.get(title="Write").submit(by=ines)
    event.refresh_from_db()
    run.refresh_from_db()
    assert (event.status, run.ending) == ("dropped", "finished")


def test_what_happened_is_said_and_takes_the_place_of_the_step(people, ines):
    run = begun(workflow_of(EVENT, ines), ines)
    run.tasks.get(kind="event").submit(by=ines)
    assert titles(run) == ["Tell everybody"]
    assert run.tasks.get(title="Write").status == "dropped"


def test_several_ways_go_on_where_the_diagram_lets_them(people, ines):
    source = drawn(
        "startEvent:s userTask:brief inclusiveGateway:which userTask:mail userTask:post userTask:film endEvent:e",
        "s>brief brief>which which>mail:Mail which>post:Post which>film:Film mail>e post>e film>e",
    )
    run = begun(workflow_of(source, ines), ines)
    brief = run.tasks.get()
    ways = {name: way for way, name, _outcome in brief.ways}
    assert brief.several
    with pytest.raises(Refused, match="which way"):
        brief.submit(by=ines)
    brief.submit(by=ines, way=(ways["Mail"], ways["Film"]))
    assert titles(run) == ["film", "mail"]


def test_of_ways_that_exclude_each_other_two_are_refused_and_nothing_is_done(people, ines):
    source = drawn(
        "startEvent:s userTask:brief exclusiveGateway:which userTask:mail userTask:post endEvent:e",
        "s>brief brief>which which>mail:Mail which>post:Post mail>e post>e",
    )
    run = begun(workflow_of(source, ines), ines)
    brief = run.tasks.get()
    with pytest.raises(Refused, match="Only one way"):
        brief.submit(by=ines, way=tuple(way for way, _name, _outcome in brief.ways))
    brief.refresh_from_db()
    assert brief.is_open


def test_a_question_that_nobody_is_named_for_is_the_starters(people, ines):
    source = drawn(
        "startEvent:s exclusiveGateway:which userTask:mail userTask:post endEvent:e",
        "s>which which>mail:Mail which>post:Post mail>e post>e",
    )
    run = begun(workflow_of(source, ines), ines)
    question = run.tasks.get()
    assert (question.kind, question.title, question.responsible()) == ("choice", "Choose: which", [ines])


MESSAGE = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">
<collaboration id="c"><participant id="us" name="Marketing" processRef="p"/><participant id="them" name="legal"/>
<messageFlow id="m" sourceRef="them" targetRef="terms"/></collaboration>
<process id="p"><startEvent id="s"/><intermediateCatchEvent id="terms" name="The terms of the offer"><messageEventDefinition/></intermediateCatchEvent><endEvent id="e"/>
<sequenceFlow id="a" sourceRef="s" targetRef="terms"/><sequenceFlow id="b" sourceRef="terms" targetRef="e"/></process></definitions>"""


def test_word_from_a_known_department_is_a_delivery_that_the_task_waits_for(people, ines):
    run = begun(workflow_of(MESSAGE, ines), ines)
    task, delivery = run.tasks.get(), Delivery.objects.get()
    assert (task.kind, task.title) == ("message", "Wait for word of legal: The terms of the offer")
    assert (delivery.what, delivery.domain) == ("The terms of the offer", Domain.objects.get(name="Legal"))
    with pytest.raises(Refused, match="waits for"):
        task.submit(by=ines)
    delivery.deliver(by=people[2])
    task.submit(by=ines)
    run.refresh_from_db()
    assert run.ending == "finished"


def test_what_regie_does_itself_is_done_by_the_sweep_and_the_run_goes_on(people, ines, operation):
    seen = []
    operation.append(lambda task: seen.append(task.title))
    run = begun(workflow_of(automatic("trial"), ines), ines)
    assert not run.tasks.open().owed().exists()
    with pytest.raises(Refused, match="by itself"):
        run.tasks.get().submit(by=ines)
    assert sweeping.do_errands() == 1
    assert (seen, titles(run)) == (["post"], ["look"])


def test_an_operation_that_fails_is_tried_again_and_then_somebodys(people, ines, operation):
    def fail(task):
        task.run.content.edit(by=ines, text="half")
        raise OSError("the other end is down")

    operation.append(fail)
    run = begun(workflow_of(automatic("trial"), ines), ines)
    for _try in range(4):
        sweeping.do_errands()
        assert sweeping.do_errands() == 0, "it waits before it is tried again"
        Errand.objects.update(next_at=timezone.now())
    task = run.tasks.get()
    assert (task.kind, task.responsible(), task.is_open) == ("step", [ines], True)
    assert "the other end is down" in task.text
    assert run.content.text == ""
    task.submit(by=ines)
    assert titles(run) == ["look"]


def test_nothing_goes_past_the_check_of_an_approval_without_one(people, ines):
    run = begun(workflow_of(automatic("work.approved"), ines), ines)
    sweeping.do_errands()
    task = run.tasks.get()
    assert (task.kind, task.responsible()) == ("step", [ines])
    assert "has not been approved" in task.text


def test_a_step_bound_to_nothing_known_is_somebodys(people, ines):
    run = begun(workflow_of(automatic("fly"), ines), ines)
    assert (run.tasks.get().kind, run.tasks.get().responsible()) == ("step", [ines])


def test_who_is_away_when_the_run_comes_to_their_step_is_stood_in_for_until_they_are_back(people, ines):
    awa, mina, _sarah = people
    today = timezone.localdate()
    run = begun(email_workflow(ines), ines, everything=awa)
    Absence.objects.create(person=mina, first_day=today, last_day=today + timedelta(days=60), deputy=ines)
    for task in list(run.tasks.open()):
        task.submit(by=awa)
    assert not run.tasks.open().filter(duties__person=mina).exists()


def test_whoever_is_back_has_what_was_lent_again(people, ines):
    awa, mina, _sarah = people
    today = timezone.localdate()
    run = begun(email_workflow(ines), ines, everything=awa)
    away = Absence.objects.create(person=awa, first_day=today, last_day=today + timedelta(days=60), deputy=mina)
    sweeping.stand_in()
    task = run.tasks.open().first()
    assert task.responsible() == [mina]
    away.delete()
    sweeping.stand_in()
    assert task.responsible() == [awa]
    assert not run.tasks.open().filter(duties__letter="R", duties__person=mina).exists()


def test_of_somebody_who_leaves_the_company_nothing_open_is_lost(people, ines):
    awa, _mina, _sarah = people
    run = begun(email_workflow(ines), ines, everything=awa)
    write = run.tasks.open().first()
    awa.leave(by=ines)
    assert write.responsible() == [ines], "nobody else holds the role, and the lead is who is left"
    assert not run.steps.filter(duties__person=awa).exists()
    for task in list(run.tasks.open()):
        task.submit(by=ines)
    assert run.tasks.open().get().title == "Legal check"


def test_the_other_holder_of_the_role_takes_over_from_who_leaves(people, ines, jonas, home):
    from regie.work.tests.world import role

    awa, _mina, _sarah = people
    from regie.work import planning
    from regie.work.models import Run

    version = email_workflow(ines).published
    run = Run.start(version, "Brio", planning.plan(version), by=ines)
    role("Content", jonas, home)
    awa.leave(by=ines)
    assert run.tasks.get(title="Write the text").responsible() == [jonas]


def test_who_is_informed_hears_of_what_is_done(people, ines):
    from regie.journal.models import Event
    from regie.work import planning
    from regie.work.models import Run

    awa, _mina, _sarah = people
    version = email_workflow(ines).published
    run = Run.start(version, "Brio", planning.plan(version), by=awa)
    run.tasks.get(title="Write the text").submit(by=awa)
    event = Event.objects.get(verb="work.task_informed")
    assert list(event.notifications.values_list("person", flat=True)) == [ines.pk]


def test_who_holds_the_role_but_made_part_of_the_work_is_stood_in_for(people, ines):
    """The diagram names a role; the one person who holds it wrote the text, and the lead decides for them."""
    from regie.work import planning
    from regie.work.engine import outline
    from regie.work.engine.model import Duty
    from regie.work.engine.rows import Row
    from regie.work.models import Run, Verdict

    awa, mina, _sarah = people
    rows = [
        Row("write", "Write", duties=(Duty("R", role="Content"),), hours=7),
        Row("proof", "Proofread", after=("write",), kind="approval", duties=(Duty("R", role="Design"), Duty("A", role="Content")), hours=7),
    ]  # fmt: skip
    version = workflow_of(outline.draw(rows, name="Proof"), ines).published
    run = Run.start(version, "Brio", planning.plan(version), by=ines)
    run.tasks.get(title="Write").submit(by=awa)
    run.tasks.open().get(title="Proofread").submit(by=mina)
    verdict = Verdict.objects.awaited().get()
    assert (verdict.decider, verdict.instead_of) == (ines, awa)


def test_pages_offer_what_may_happen_and_several_ways_and_boards_show_neither_as_work(people, ines, client):
    client.force_login(ines)
    run = begun(workflow_of(EVENT, ines), ines)
    event = run.tasks.get(kind="event")
    assert f"{event.get_absolute_url()}submission/" in client.get(run.get_absolute_url()).content.decode()
    assert event.title not in client.get("/work/").content.decode()
    source = drawn("startEvent:s userTask:brief inclusiveGateway:which userTask:mail userTask:post endEvent:e", "s>brief brief>which which>mail:Mail which>post:Post mail>e post>e")  # fmt: skip
    other = begun(workflow_of(source, ines, "Ways"), ines)
    brief = other.tasks.get()
    assert client.get(brief.get_absolute_url()).content.decode().count('type="checkbox" name="way"') == 2
    client.post(f"{brief.get_absolute_url()}submission/", {"way": [way for way, _name, _outcome in brief.ways]})
    assert titles(other) == ["mail", "post"]
