"""Whatever was drawn, the engine's parser takes what we make of it, and what is different is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.work.engine.executable import executable, executable_of
from regie.work.engine.net import Piece
from regie.work.engine.reading import read
from regie.work.engine.specs import specs_of

from .drawn import SAMPLES, drawn, process, sample

TYPES = [
    "startEvent",
    "endEvent",
    "task",
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "complexGateway",
    "eventBasedGateway",
    "intermediateThrowEvent",
    "intermediateCatchEvent",
    "subProcess",
]


def made(source: bytes):
    return executable(read(source))


def faults_of(source: bytes, *, runs: bool) -> dict:
    return {fault.id: str(fault.why) for fault in made(source)[1] if fault.runs is runs}


@pytest.mark.parametrize("name", [*SAMPLES, "odd-loose-ends"])
def test_every_sample_is_taken_by_the_parser(name):
    drawing = read(sample(name))
    for model in drawing.models:
        found, _faults = executable(drawing, model.id)
        spec, _inner = specs_of(found.xml, found.process)
        assert {part.id for part in found.parts.values() if not part.scope} <= set(spec.task_specs)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_element_is_dropped_without_a_word(name):
    drawing = read(sample(name))
    for model in drawing.models:
        found, faults = executable(drawing, model.id)
        shown = {part.node for part in found.parts.values()} | {fault.id for fault in faults}
        silent = {
            id
            for id, node in model.nodes.items()
            if id not in shown
            # what one only passes, what waits at a gateway, what is in something named, and edges of what is undone
            and node.kind not in {"choice", "all", "any", "start", "other"}
            and not any(way.source == "first" for way in model.into(id))
            and node.parent not in shown
            and node.event != "compensate"
        }
        assert not silent


def test_nothing_of_a_foreign_file_is_executed_but_ids():
    xml = made(sample("b2-data"))[0].xml + made(sample("c2-vendor"))[0].xml
    for foreign in (b"import", b"script", b"score", b"forge", b"mailer", b"loopCardinality"):
        assert foreign not in xml


def test_the_question_is_put_to_whoever_did_the_step_before():
    parts = made(sample("c2-vendor"))[0].parts
    assert [choice.name for choice in parts["do.qualify"].choices] == ["hot", "cold"]
    assert "ask.hot" not in parts


def test_a_question_stands_alone_where_nobody_works_just_before():
    parts = made(drawn("startEvent:s exclusiveGateway:g task:a task:b", "s>g g>a g>b"))[0].parts
    assert [choice.way for choice in parts["ask.g"].choices] == ["w1", "w2"]


def test_a_condition_is_shown_where_a_way_has_no_name():
    inside = (
        '<sequenceFlow id="c" sourceRef="g" targetRef="b"><conditionExpression>amount &gt; 5</conditionExpression></sequenceFlow>'
    )
    source = drawn("startEvent:s task:a exclusiveGateway:g task:b task:c", "s>a a>g g>c:small", inside)
    assert sorted(choice.name for choice in made(source)[0].parts["do.a"].choices) == ["amount > 5", "small"]
    assert "conditions" in faults_of(source, runs=True)["g"]


def test_what_cannot_run_is_named_with_type_and_line():
    _found, faults = executable(read(sample("c1-collaboration")), "marketing")
    named = {fault.id: fault for fault in faults if not fault.runs}
    assert set(named) == {"give_back"}
    assert all(fault.line > 0 and fault.type and str(fault.why) for fault in faults)


def test_another_process_of_the_file_is_named():
    faults = executable(read(sample("c1-collaboration")), "marketing")[1]
    assert [fault.id for fault in faults if fault.type == "process"] == ["sales"]


def test_nodes_that_no_way_leads_to_are_named_and_left_out():
    source = drawn("startEvent:s task:a task:lost task:too endEvent:e", "s>a a>e lost>too too>lost")
    assert set(faults_of(source, runs=False)) == {"lost", "too"}
    assert "do.lost" not in made(source)[0].parts


def test_a_time_that_only_people_understand_is_said_by_somebody():
    assert "a few days" in faults_of(sample("b1-events"), runs=True)["some_day"]
    assert made(sample("b1-events"))[0].parts["do.some_day"].piece is Piece.TASK
    assert made(sample("b1-events"))[0].parts["do.wait"].piece is Piece.TIMER


def test_a_circle_without_anybody_asks_before_it_goes_round():
    source = drawn("startEvent:s parallelGateway:p task:a exclusiveGateway:m", "s>m m>p p>a p>m")
    found, faults = made(source)
    assert any(part.id.startswith("hold.") for part in found.parts.values())
    assert any("for ever" in str(fault.why) for fault in faults)


def test_names_of_the_engine_itself_may_be_ids():
    source = drawn("startEvent:Start task:End task:run.EndJoin endEvent:start.", "Start>End End>run.EndJoin run.EndJoin>start.")
    found, _faults = made(source)
    specs_of(found.xml, found.process)
    assert {"do.End", "do.run.EndJoin"} <= set(found.parts)


def test_the_same_file_makes_the_same_executable():
    assert made(sample("b1-events"))[0].key == executable_of(sample("b1-events")).key
    assert executable_of(sample("b1-events")) is executable_of(sample("b1-events"))
    assert made(sample("a1-simple"))[0].key != made(sample("a2-gateways"))[0].key


def test_two_arrows_between_the_same_nodes_are_two():
    found, _faults = made(drawn("startEvent:s parallelGateway:f parallelGateway:j task:t", "s>f f>j f>j j>t"))
    assert sum(part.id.startswith("past.") for part in found.parts.values()) == 1


@given(
    st.lists(st.sampled_from(TYPES), min_size=1, max_size=9),
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=16),
    st.booleans(),
)
def test_any_graph_is_taken_by_the_parser(types, ways, nested):
    nodes = "".join(f'<{type} id="n{number}"/>' for number, type in enumerate(types))
    flows = "".join(
        f'<sequenceFlow id="w{number}" sourceRef="n{source % len(types)}" targetRef="n{target % len(types)}"/>'
        for number, (source, target) in enumerate(ways)
    )
    inside = f'<subProcess id="group">{nodes}{flows}</subProcess>' if nested else nodes + flows
    found, faults = made(process(inside))
    specs_of(found.xml, found.process)
    assert all(str(fault.why) for fault in faults)
