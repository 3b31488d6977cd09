"""What the engine refuses, how a run moves to another version, and how long it takes."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.work.engine.executable import executable
from regie.work.engine.reading import read
from regie.work.engine.running import ENGINE, Refused

from .drawn import Walk, drawn, row, sample
from .test_executable import TYPES

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_a_way_is_asked_for_and_must_be_one_of_those_offered():
    walk = Walk(sample("regie-email"))
    walk.do("write")
    token = walk.task("approve").token
    for way in (None, "nowhere", ("f4", "f5")):
        with pytest.raises(Refused) as refused:
            ENGINE.complete(walk.executable, walk.state, token, way)
        assert str(refused.value)


def test_what_was_completed_cannot_be_completed_again():
    walk = Walk(sample("a1-simple"))
    token = walk.task("write").token
    walk.do("write")
    with pytest.raises(Refused):
        ENGINE.complete(walk.executable, walk.state, token)
    with pytest.raises(Refused):
        ENGINE.complete(walk.executable, walk.state, "not a token")


def test_a_cancelled_run_closes_all():
    walk = Walk(sample("a2-gateways"))
    walk.do("draft", "no")
    walk.do("summary")
    moves = ENGINE.cancel(walk.executable, walk.state)
    assert moves.ended and len(moves.closed) == 2 and moves.opened == []


OLD = drawn("startEvent:s task:a task:b endEvent:e", "s>a a>b b>e")


def test_a_run_moves_to_a_version_in_which_all_that_is_open_is_there():
    walk = Walk(OLD)
    walk.do("a")
    new, _faults = executable(read(drawn("startEvent:s task:a task:b task:c endEvent:e", "s>a a>b b>c c>e")))
    moves = ENGINE.move(walk.executable, walk.state, new)
    assert moves.opened == [] and moves.closed == []
    after = ENGINE.complete(new, moves.state, walk.task("b").token)
    assert [opened.node_id for opened in after.opened] == ["c"]


def test_a_run_does_not_move_where_what_is_open_is_gone_or_something_else():
    walk = Walk(OLD)
    walk.do("a")
    for nodes in ("startEvent:s task:a endEvent:e", "startEvent:s task:a intermediateCatchEvent:b endEvent:e"):
        new, _faults = executable(read(drawn(nodes, "s>a a>e" if "b" not in nodes.split(":") else "s>a a>b b>e")))
        with pytest.raises(Refused) as refused:
            ENGINE.move(walk.executable, walk.state, new)
        assert "b" in str(refused.value)


def test_a_step_under_way_that_gets_something_at_its_edge_is_finished_first():
    late = '<boundaryEvent id="late" attachedToRef="{host}" cancelActivity="false"><timerEventDefinition/></boundaryEvent>'
    walk = Walk(OLD)
    nodes, flows = "startEvent:s task:a task:b endEvent:e", "s>a a>b b>e"
    here, _faults = executable(read(drawn(nodes, flows, late.format(host="a"))))
    with pytest.raises(Refused, match="Finish it first"):
        ENGINE.move(walk.executable, walk.state, here)
    ahead, _faults = executable(read(drawn(nodes, flows, late.format(host="b"))))
    moves = ENGINE.move(walk.executable, walk.state, ahead)
    after = ENGINE.complete(ahead, moves.state, walk.task("a").token)
    assert {opened.node_id for opened in after.opened} == {"b", "late"}


def test_a_state_is_not_taken_for_another_workflow():
    walk = Walk(OLD)
    other = Walk(sample("a1-simple"))
    with pytest.raises(Refused):
        ENGINE.complete(other.executable, walk.state, walk.task("a").token)


def test_a_row_of_two_thousand_steps_is_walked_to_its_end():
    walk = Walk(row(2_000))
    moves, done = walk.last, []
    while not moves.ended:
        done.append(moves.opened[0].node_id)
        moves = ENGINE.complete(walk.executable, moves.state, moves.opened[0].token)
    assert done == [f"step_{number}" for number in range(2_000)]


def test_a_step_of_a_flow_of_thirty_takes_milliseconds():
    walk = Walk(row(30))
    took = []
    while not walk.ended:
        state, token = json.dumps(walk.state), walk.tasks[0].token
        began = time.perf_counter()
        moves = ENGINE.complete(walk.executable, json.loads(state), token)
        json.dumps(moves.state)
        took.append(time.perf_counter() - began)
        walk._after(moves)
    assert sorted(took)[5] < 0.01  # the quick ones: other work on the machine is not ours to measure


def test_a_hundred_branches_at_once_are_joined():
    branches = " ".join(f"task:b{number}" for number in range(100))
    ways = " ".join(f"f>b{number} b{number}>j" for number in range(100))
    walk = Walk(drawn(f"startEvent:s parallelGateway:f parallelGateway:j task:z {branches}", f"s>f j>z {ways}"))
    assert len(walk.open) == 100
    for number in range(100):
        walk.do(f"b{number}")
    assert walk.open == ["z"]


@given(
    st.lists(st.sampled_from(TYPES), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14),
    st.lists(st.integers(0, 5), max_size=25),
)
def test_any_graph_runs_without_breaking_and_hangs_nowhere(types, ways, picks):
    flows = " ".join(f"n{source % len(types)}>n{target % len(types)}" for source, target in ways)
    walk = Walk(drawn(" ".join(f"{type}:n{number}" for number, type in enumerate(types)), flows))
    for pick in picks:
        assert walk.ended == (not walk.tasks)
        if walk.ended:
            return
        task = walk.tasks[pick % len(walk.tasks)]
        chosen = [way for way, _name, _outcome in task.choices]
        chosen = chosen[: 1 + pick % 2] if task.several else chosen[:1]
        walk._after(ENGINE.complete(walk.executable, walk.state, task.token, tuple(chosen)))
