from dataclasses import replace

import pytest

from regie.work.engine.lint import Severity, lint
from regie.work.engine.model import Duty, Gate, Stage
from regie.work.engine.outline import Row, draw
from regie.work.engine.reading import read

from .modellers import written
from .outlines import CONTENT

R, A = Duty("R", "Editor"), Duty("A", "Lead")


def remarks(table, *, holders=None, load=None, **about):
    return lint(read(draw(table, name="Content approval", **about)).model, holders=holders, load=load)


def codes(found):
    return {(remark.node_id, remark.code, str(remark.severity)) for remark in found}


def step(id, after=(), duties=(R, A), **more):
    return Row(id, id.capitalize(), tuple(after), duties=duties, **more)


def approval(id, after=(), duties=(R, A), **more):
    return step(id, after, duties, kind="approval", **more)


def test_a_sound_workflow_needs_no_remark():
    assert remarks(CONTENT, holders=lambda role: 1, load=lambda whom: 0, deadline=80) == []


@pytest.mark.parametrize(
    ("table", "remark"),
    [
        ([step("a", duties=(A,))], ("a", "no_responsible", "fault")),
        ([step("a", duties=(A,), lane="Design")], ("a", "no_responsible", "advice")),
        ([step("a", duties=(R,))], ("a", "no_accountable", "fault")),
        ([step("a", duties=(R, A, Duty("A", person="ines@tamarelle.example")))], ("a", "two_accountable", "fault")),
        ([step("a"), approval("b", "a", (R, Duty("A", "Editor")), sent_back_to="a")], ("b", "own_work", "fault")),
        ([step("a"), approval("b", "a")], ("b", "no_way_back", "advice")),
        (
            [
                step("a", duties=(Duty("R", "Editor"), A)),
                step("c", "a"),
                approval("b", "c", (Duty("R", "Sales"), Duty("A", "Editor")), sent_back_to="a"),
            ],
            ("b", "made_before", "advice"),
        ),
        ([step("a", duties=(R, A, Duty("C", "Sales")))], ("a", "no_silence", "advice")),
    ],
)
def test_who_does_what_is_looked_at(table, remark):
    assert codes(remarks(table)) == {remark}


def test_one_may_approve_ones_own_work_where_the_rule_says_so():
    duties = (R, Duty("A", "Editor"))
    table = [step("a"), approval("b", "a", duties, sent_back_to="a", gate=Gate((Stage(),), own=True))]
    assert remarks(table) == []


def test_deciders_of_a_stage_decide_instead_of_the_accountable():
    gate = Gate((Stage("Legal", duties=(Duty("A", "Legal counsel"),)),))
    assert remarks([step("a"), approval("b", "a", (R,), sent_back_to="a", gate=gate)]) == []


def test_a_role_that_nobody_holds_is_named_once():
    found = remarks([step("a"), step("b", "a")], holders=lambda role: 0 if role == "Lead" else 1)
    assert codes(found) == {("a", "nobody_holds", "fault")} and "Lead" in str(found[0].why)
    told = remarks([step("a", duties=(R, A, Duty("I", "Sales")))], holders=lambda role: 0 if role == "Sales" else 1)
    assert codes(told) == {("a", "nobody_holds", "advice")}


def test_time_is_added_up():
    assert codes(remarks([step("a", hours=90)], deadline=80)) == {("a", "longer_than_deadline", "fault")}
    chain = [step("a", hours=50), step("b", "a", hours=20), step("c", "b", hours=20)]
    assert codes(remarks(chain, deadline=80)) == {("c", "path_longer_than_deadline", "fault")}
    assert remarks([step("a", hours=50), step("b", hours=50)], deadline=80) == []


def test_an_approver_of_everything_is_noticed():
    table = [step("s0")]
    for number in range(1, 6):
        table.append(approval(f"s{number}", [f"s{number - 1}"], sent_back_to="s0"))
    assert ("s1", "approver_overloaded", "advice") in codes(remarks(table))
    few = [step("a"), approval("b", "a", sent_back_to="a")]
    assert codes(remarks(few, load=lambda whom: 20 if whom == "Lead" else 0)) == {("b", "approver_overloaded", "advice")}


def drawn(flows, nodes):
    """A file of bare elements: `nodes` are pairs of tag and id, `flows` of source and target."""
    body = "".join(f'<{tag} id="{id}" name="{id}"/>' for tag, id in nodes)
    body += "".join(f'<sequenceFlow id="{a}_{b}" sourceRef="{a}" targetRef="{b}" name="{word}"/>' for a, b, word in flows)
    space = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    return read(f'<definitions xmlns="{space}" targetNamespace="x"><process id="p">{body}</process></definitions>'.encode()).model


def flaws(flows, *nodes):
    about = {"no_responsible", "no_accountable"}
    return {(remark.node_id, remark.code) for remark in lint(drawn(flows, nodes)) if remark.code not in about}


START, END = ("startEvent", "s"), ("endEvent", "e")


def test_a_dead_end_and_what_no_way_leads_to_are_named():
    assert flaws([("s", "a", "")], START, ("task", "a"), ("task", "lost")) == {
        ("a", "dead_end"),
        ("lost", "dead_end"),
        ("lost", "unreachable"),
    }


def test_what_is_done_as_it_comes_needs_no_arrow_on():
    inside = '<~process id="p"><~adHocSubProcess id="any"><~task id="call"/><~task id="mail"/></~adHocSubProcess></~process>'
    assert not {remark.node_id for remark in lint(read(written(inside)).model) if remark.code == "dead_end"} & {"call", "mail"}


def test_a_loop_that_nothing_leaves_is_endless():
    assert flaws([("s", "a", ""), ("a", "b", ""), ("b", "a", "")], START, ("task", "a"), ("task", "b")) == {("a", "no_way_out")}


def test_a_loop_in_which_nobody_works_is_endless():
    flows = [("s", "x", ""), ("x", "y", ""), ("y", "x", "again"), ("y", "e", "on")]
    assert flaws(flows, START, ("exclusiveGateway", "x"), ("exclusiveGateway", "y"), END) == {("x", "no_step_in_loop")}


def test_ways_to_choose_between_have_names():
    flows = [("s", "x", ""), ("x", "a", ""), ("x", "e", "no"), ("a", "e", "")]
    assert flaws(flows, START, ("exclusiveGateway", "x"), ("task", "a"), END) == {("x", "choice_without_names")}


def diamond(split, join):
    flows = [("s", "x", ""), ("x", "a", "yes"), ("x", "b", "no"), ("a", "j", ""), ("b", "j", ""), ("j", "e", "")]
    return flaws(flows, START, (split, "x"), ("task", "a"), ("task", "b"), (join, "j"), END)


def test_a_join_after_a_choice_waits_for_ever():
    assert diamond("exclusiveGateway", "parallelGateway") == {("j", "waits_for_ever")}


def test_work_split_and_never_joined_is_done_twice():
    assert diamond("parallelGateway", "task") == {("j", "done_twice")}


@pytest.mark.parametrize(
    ("split", "join"),
    [("exclusiveGateway", "exclusiveGateway"), ("exclusiveGateway", "task"), ("parallelGateway", "parallelGateway"),
     ("inclusiveGateway", "inclusiveGateway"), ("parallelGateway", "inclusiveGateway")],
)  # fmt: skip
def test_ways_that_meet_as_they_parted_are_fine(split, join):
    assert diamond(split, join) == set()


def test_a_branch_that_may_leave_keeps_its_join_waiting():
    flows = [("s", "x", ""), ("x", "a", ""), ("x", "c", ""), ("c", "j", "on"), ("c", "e", "stop"), ("a", "j", ""), ("j", "e", "")]
    nodes = START, ("parallelGateway", "x"), ("task", "a"), ("exclusiveGateway", "c"), ("parallelGateway", "j"), END
    assert flaws(flows, *nodes) == {("j", "waits_for_ever")}


def test_remarks_come_in_the_order_of_the_file_with_words_for_people():
    found = remarks([replace(step("b"), duties=()), replace(step("a", "b"), duties=())])
    assert [remark.node_id for remark in found] == ["b", "b", "a", "a"]
    assert str(found[0].why) == "Nobody is responsible for “B”: nobody will do it."
    assert str(found[0].mend) == "Write a role or a person under R." and found[0].severity is Severity.FAULT
