"""People go through what was drawn, from its start to its end, by every road."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from regie.work.engine.running import ENGINE, Refused

from .drawn import Walk, drawn, sample

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_steps_open_one_after_the_other():
    walk = Walk(sample("a1-simple"))
    for step in ("write", "design", "send"):
        assert walk.open == [step] and not walk.ended
        walk.do(step)
    assert walk.ended and walk.open == []


def test_work_sent_back_opens_the_same_step_with_a_new_token():
    walk = Walk(sample("regie-email"))
    tokens = [walk.task("write").token]
    walk.do("write")
    assert [choice[2] for choice in walk.task("approve").choices] == ["approved", "sent_back", "refused"]
    assert walk.task("approve").kind == "approval"
    walk.do("approve", "sent_back")
    tokens.append(walk.task("write").token)
    walk.do("write")
    walk.do("approve", "approved")
    assert len(set(tokens)) == 2
    assert [(task.node_id, task.kind) for task in walk.tasks] == [("schedule", "automatic")]
    walk.do("schedule")
    assert walk.ended


def test_many_rounds_of_rework_leave_the_state_as_small_as_the_first():
    walk = Walk(sample("regie-email"))
    sizes = set()
    for _round in range(100):
        walk.do("write")
        walk.do("approve", "sent_back")
        sizes.add(len(json.dumps(walk.state)))
    assert len(sizes) == 1 and sizes.pop() < 300


def test_refused_work_ends():
    walk = Walk(sample("regie-email"))
    walk.do("write")
    walk.do("approve", "refused")
    assert walk.ended


def test_parallel_branches_are_all_waited_for():
    walk = Walk(sample("a2-gateways"))
    walk.do("draft", "yes")
    assert walk.open == ["interview"]
    walk.do("interview")
    assert walk.open == ["picture", "proof"]
    walk.do("picture")
    assert walk.open == ["proof"]
    walk.do("proof")
    assert walk.open == ["where"] and walk.task("where").several
    walk.do("where", "by mail", "on social networks")
    walk.do("post")
    assert walk.open == ["mail"] and not walk.ended
    walk.do("mail")
    assert walk.ended


def test_of_some_ways_only_the_chosen_are_waited_for():
    walk = Walk(sample("a2-gateways"))
    for step in (("draft", "no"), ("summary",), ("picture",), ("proof",), ("where", "by mail")):
        walk.do(*step)
    assert walk.open == ["mail"]
    walk.do("mail")
    assert walk.ended


def test_a_second_round_waits_for_both_branches_again():
    source = drawn(
        "startEvent:s parallelGateway:f task:a task:b parallelGateway:j task:c exclusiveGateway:g endEvent:e",
        "s>f f>a f>b a>j b>j j>c c>g g>f:again g>e:done",
    )
    walk = Walk(source)
    for _round in range(3):
        walk.do("a")
        assert walk.open == ["b"]
        walk.do("b")
        assert walk.open == ["c"]
        walk.do("c", "again")
        assert walk.open == ["a", "b"]
    walk.do("b")
    assert walk.open == ["a"]
    walk.do("a")
    walk.do("c", "done")
    assert walk.ended


def test_one_branch_may_send_back_while_the_other_waits():
    source = drawn(
        "startEvent:s task:w parallelGateway:f task:a task:b exclusiveGateway:g parallelGateway:j endEvent:e",
        "s>w w>f f>a f>b a>g g>w:back g>j:good b>j j>e",
    )
    walk = Walk(source)
    walk.do("w")
    walk.do("b")
    walk.do("a", "back")
    assert walk.open == ["w"] and not walk.ended
    walk.do("w")
    walk.do("a", "good")
    if walk.open:
        walk.do("b")
    assert walk.ended


def test_a_join_never_waits_for_what_cannot_come():
    walk = Walk(
        drawn("startEvent:s task:t exclusiveGateway:g task:a task:b parallelGateway:j task:z", "s>t t>g g>a:a g>b:b a>j b>j j>z")
    )
    walk.do("t", "a")
    walk.do("a")
    assert walk.open == ["z"]


def test_a_join_with_an_empty_branch_still_waits_for_the_other():
    walk = Walk(drawn("startEvent:s parallelGateway:f parallelGateway:j task:a task:z", "s>f f>j f>a a>j j>z"))
    assert walk.open == ["a"]
    walk.do("a")
    assert walk.open == ["z"]
    walk.do("z")
    assert walk.ended


def test_two_arrows_from_a_step_open_both():
    walk = Walk(drawn("startEvent:s task:t task:a task:b", "s>t t>a t>b"))
    walk.do("t")
    assert walk.open == ["a", "b"]
    walk.do("b")
    walk.do("a")
    assert walk.ended


def test_conditional_arrows_from_a_step_ask_which_go_on_beside_the_one_that_always_does():
    inside = (
        '<sequenceFlow id="c" name="big" sourceRef="t" targetRef="b"><conditionExpression>x</conditionExpression></sequenceFlow>'
    )
    walk = Walk(drawn("startEvent:s task:t task:a task:b", "s>t t>a", inside))
    assert [name for _way, name, _outcome in walk.task("t").choices] == ["big"]
    walk.do("t")
    assert walk.open == ["a"]
    walk = Walk(drawn("startEvent:s task:t task:a task:b", "s>t t>a", inside))
    walk.do("t", "big")
    assert walk.open == ["a", "b"]


def test_a_drawing_without_start_or_end_begins_with_what_nothing_leads_to():
    walk = Walk(drawn("task:a task:b task:c", "a>b"))
    assert walk.open == ["a", "c"]
    walk.do("a")
    walk.do("c")
    walk.do("b")
    assert walk.ended


def test_several_starts_ask_how_it_begins():
    walk = Walk(sample("c1-collaboration"), "marketing")
    assert [name for _way, name, _outcome in walk.task("asked").choices] == ["Asked", "Own idea"]
    walk.do("asked", "Own idea")
    assert walk.to_do == ["text"]


def test_messages_and_lanes_run_as_requests_and_things_to_wait_for():
    walk = Walk(sample("a4-lanes"))
    walk.do("choose")
    walk.do("brief")
    assert [(task.node_id, task.kind) for task in walk.tasks] == [("proposal", "message")]
    walk.do("proposal")
    walk.do("compare")
    walk.do("approve", "no")
    walk.do("brief")
    walk.do("proposal")
    walk.do("compare")
    walk.do("approve", "yes")
    assert walk.open == ["end"]
    walk.do("end")
    assert walk.ended


def test_a_group_runs_inside_and_goes_on_when_it_is_done():
    walk = Walk(sample("a3-subprocess"))
    walk.do("subject")
    walk.do("collapsed")
    assert walk.open == ["slides"]
    walk.do("slides")
    walk.do("rehearse", "ready")
    assert walk.open == ["hold"] and walk.wake_at is None
    walk.do("hold")
    assert walk.ended


def test_an_error_in_a_group_leads_to_the_event_at_its_edge():
    walk = Walk(sample("a3-subprocess"))
    for step in (("subject",), ("collapsed",), ("slides",), ("rehearse", "no speaker")):
        walk.do(*step)
    assert walk.open == ["cancel"]
    walk.do("cancel")
    assert walk.ended


def test_a_cancelled_transaction_leads_to_the_event_at_its_edge():
    walk = Walk(sample("c1-collaboration"), "marketing")
    walk.do("asked", "Asked")
    walk.do("sort", "Text")
    walk.do("text")
    walk.do("order_paper", "no")
    assert walk.to_do == ["take_back"]
    walk.do("take_back")
    assert walk.ended


def test_steps_without_order_all_open_and_are_all_waited_for():
    walk = Walk(sample("c1-collaboration"), "marketing")
    for step in (("asked", "Own idea"), ("text",), ("order_paper", "yes")):
        walk.do(*step)
    assert walk.to_do == ["colours", "spelling"]
    walk.do("spelling")
    walk.do("colours")
    assert walk.to_do == ["deliver"]


def test_a_time_comes_by_itself_and_not_before():
    with time_machine.travel(MONDAY, tick=False):
        walk = Walk(sample("b1-events"))
        walk.do("announce")
        assert walk.open == [] and not walk.ended
        assert walk.wake_at == MONDAY + timedelta(days=3)
        assert walk.last.waiting == [("wait", walk.wake_at)]
        walk.wake(MONDAY + timedelta(days=2))
        assert walk.open == []
        walk.wake(MONDAY + timedelta(days=3))
        assert walk.open == ["some_day"] and walk.wake_at is None


def test_what_comes_first_decides_whether_told_or_by_time():
    with time_machine.travel(MONDAY, tick=False):
        walk = Walk(sample("b1-events"))
        walk.do("announce")
        walk.wake(MONDAY + timedelta(days=3))
        walk.do("some_day")
        walk.do("tell")
        waiting = walk.state
        assert [name for _way, name, _outcome in walk.task("first").choices] == ["Jury answers", "A week went by"]
        walk.do("first", "Jury answers")
        assert "winners" in walk.open
        walk.state = waiting
        token = walk.task("first").token
        moves = walk.wake(MONDAY + timedelta(days=7))
        assert walk.open == ["draw"] and moves.closed == [token]


def to_winners() -> Walk:
    walk = Walk(sample("b1-events"))
    walk.do("announce")
    walk.wake(MONDAY + timedelta(days=3))
    for step in (("some_day",), ("tell",), ("first", "Jury answers")):
        walk.do(*step)
    return walk


def test_what_lies_beside_a_step_may_happen_and_closes_with_it():
    with time_machine.travel(MONDAY, tick=False):
        walk = to_winners()
        assert walk.task("stop").beside == "winners"
        token = walk.task("stop").token
        moves = walk.do("winners")
        assert moves.closed == [token] and walk.open == ["publish"] and walk.wake_at is None


def test_what_interrupts_a_step_closes_it():
    with time_machine.travel(MONDAY, tick=False):
        walk = to_winners()
        token = walk.task("winners").token
        moves = walk.do("stop")
        assert token in moves.closed and walk.ended


def test_reminders_come_as_often_as_they_say_while_the_step_is_open():
    with time_machine.travel(MONDAY, tick=False) as clock:
        walk = to_winners()
        for day in range(1, 6):
            clock.move_to(MONDAY + timedelta(days=day, minutes=1))
            walk.wake(MONDAY + timedelta(days=day, minutes=1))
        assert walk.seen.count("reminder") == 3
        assert walk.open == ["reminder", "reminder", "reminder", "stop", "winners"]
        walk.do("winners")
        assert walk.open == ["publish", "reminder", "reminder", "reminder"]
        walk.do("publish")
        walk.do("end")
        assert not walk.ended
        for _each in range(3):
            walk.do("reminder")
        assert walk.ended


def test_a_late_hint_does_not_stop_the_group_it_lies_beside():
    with time_machine.travel(MONDAY, tick=False):
        walk = Walk(sample("a3-subprocess"))
        walk.do("subject")
        walk.do("collapsed")
        walk.wake(MONDAY + timedelta(days=5))
        assert walk.open == ["hurry", "slides"]
        walk.do("slides")
        walk.do("rehearse", "ready")
        walk.do("hold")
        assert not walk.ended
        walk.do("hurry")
        assert walk.ended


def test_what_may_happen_at_any_time_runs_beside_all_the_rest():
    walk = Walk(sample("c1-collaboration"), "marketing")
    assert (walk.task("price").kind, walk.task("price").beside) == ("message", "marketing")
    walk.do("asked", "Own idea")
    walk.do("price")
    assert walk.open == ["correct", "price", "text"]
    walk.do("price")
    assert walk.open == ["correct", "correct", "price", "text"]
    for step in (("correct",), ("text",), ("correct",), ("order_paper", "yes"), ("spelling",), ("colours",), ("deliver",)):
        walk.do(*step)
    assert walk.ended


def test_what_interrupts_all_closes_all_and_goes_on_after_it():
    inside = (
        '<subProcess id="group"><task id="inner"/><subProcess id="stop" triggeredByEvent="true"><startEvent id="crisis">'
        '<signalEventDefinition/></startEvent><task id="react"/><sequenceFlow id="x" sourceRef="crisis" targetRef="react"/></subProcess>'
        '</subProcess><sequenceFlow id="y" sourceRef="s" targetRef="group"/><sequenceFlow id="z" sourceRef="group" targetRef="after"/>'
    )
    source = drawn("startEvent:s task:after", "", inside)
    walk = Walk(source)
    assert walk.open == ["crisis", "inner"]
    walk.do("crisis")
    assert walk.open == ["react"]
    walk.do("react")
    assert walk.open == ["after"]
    walk = Walk(source)
    walk.do("inner")
    assert walk.open == ["after"]


def test_joins_that_wait_for_each_other_go_on():
    source = drawn(
        "startEvent:s parallelGateway:f parallelGateway:one inclusiveGateway:two task:t",
        "s>f f>one f>two one>two two>one:back two>t:on",
    )
    assert Walk(source).open


def test_times_that_double_for_ever_are_refused_before_they_weigh():
    timer = '<intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>'
    ways = '<sequenceFlow id="a" sourceRef="t" targetRef="t"/><sequenceFlow id="b" sourceRef="t" targetRef="t"/>'
    walk = Walk(drawn("", "", timer + ways))

    def go_round() -> None:
        for _time in range(20):
            walk.wake(walk.wake_at + timedelta(hours=1))

    with pytest.raises(Refused, match="split"):
        go_round()


def test_two_thousand_steps_without_an_arrow_all_open():
    walk = Walk(drawn(" ".join(f"task:t{number}" for number in range(2_000)), ""))
    assert len(walk.last.opened) == 2_000
    assert len(ENGINE.complete(walk.executable, walk.state, walk.last.opened[0].token).state["tasks"]) >= 1_999


def test_waking_twice_changes_nothing():
    with time_machine.travel(MONDAY, tick=False):
        walk = Walk(sample("b1-events"))
        walk.do("announce")
        once = walk.wake(MONDAY + timedelta(days=9))
        again = walk.wake(MONDAY + timedelta(days=9))
        assert once.opened and not again.opened and not again.closed
