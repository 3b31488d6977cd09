"""What people see of a BPMN file, and what they are told when it is none."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.work.engine.model import Duty, Kind, Stage
from regie.work.engine.reading import Unreadable, read

from .drawn import SAMPLES, drawn, process, row, sample


def kinds(model) -> dict:
    return {id: node.kind for id, node in model.nodes.items()}


def test_a_simple_drawing_is_read_in_the_order_of_the_file():
    model = read(sample("a1-simple")).model
    assert model.name == "Customer letter"
    assert [node.name for node in model.steps()] == ["Write", "Design", "Send"]
    assert [(way.source, way.target) for way in model.ways][:2] == [("start", "write"), ("write", "design")]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_read_whatever_its_prefixes(name):
    drawing = read(sample(name))
    assert all(model.nodes and list(model.steps()) for model in drawing.models)
    assert all(node.line > 0 for model in drawing.models for node in model.nodes.values())


def test_lanes_are_read_from_the_innermost_and_by_what_lies_in_a_group():
    model = read(sample("a4-lanes")).model
    assert model.lanes == ["Marketing lead", "Design", "Content"]
    assert model.nodes["brief"].lane == "Design"
    assert model.nodes["approve"].lane == "Marketing lead"
    assert model.pools == ("Agency",)
    assert model.nodes["brief"].partner == model.nodes["proposal"].partner == "Agency"


def test_data_and_notes_become_documents_and_notes_of_steps():
    model = read(sample("b2-data")).model
    assert model.nodes["ask"].documents == ("Customer base", "Report [draft]", "Answers")
    assert model.nodes["ask"].notes == ("Ten interviews are enough.", "Keep names out of it.")
    assert model.documents == ("Last year’s report",)
    assert model.notes == ("Twice a year, for the product team.", "Costs 4 000 €")
    assert model.nodes["ask"].repeats == "parallel"
    assert model.nodes["call"].called == "approve_and_publish"


def test_events_say_what_they_wait_for():
    nodes = read(sample("b1-events")).model.nodes
    assert (nodes["wait"].kind, nodes["wait"].timer) == (Kind.TIMER, "P3D")
    assert (nodes["stop"].attached_to, nodes["stop"].code, nodes["stop"].interrupting) == ("winners", "Crisis", True)
    assert not nodes["remind"].interrupting
    assert nodes["to_link"].code == nodes["from_link"].code == "on"
    assert nodes["first"].kind is Kind.CHOICE


def test_a_group_holds_its_steps_and_an_empty_one_is_a_step():
    nodes = read(sample("a3-subprocess")).model.nodes
    assert nodes["prepare"].kind is Kind.GROUP and nodes["slides"].parent == "prepare"
    assert nodes["collapsed"].kind is Kind.STEP


def test_what_is_ours_is_read():
    model = read(sample("regie-email")).model
    write, approve = model.nodes["write"], model.nodes["approve"]
    assert (model.deadline, model.measured) == (80, ("opens", "unsubscribes"))
    assert (write.hours, write.procedure, write.measured) == (8, "https://wiki.example/writing", "rounds")
    assert write.who("A") == (Duty("A", person="ines@tamarelle.example"),)
    assert write.checklist == ("Every link was tried", "Subject under 50 characters")
    assert approve.kind is Kind.APPROVAL
    assert approve.gate.stages == (Stage("Legal", "one", 1, 16, (Duty("A", role="Legal"),)), Stage("", "count", 2))
    assert model.nodes["schedule"].kind is Kind.AUTOMATIC
    assert [way.outcome for way in model.out_of("decided")] == ["approved", "sent_back", "refused"]


def test_a_way_that_returns_is_marked():
    model = read(sample("a4-lanes")).model
    assert [(way.source, way.target) for way in model.ways if way.is_back] == [("again", "brief")]


def test_what_cannot_be_understood_is_named_with_its_line():
    drawing = read(sample("odd-loose-ends"))
    named = {(fault.id, fault.type) for fault in drawing.unsupported}
    assert named == {("talk", "choreography"), ("two", "task"), ("f2", "sequenceFlow")}
    assert all(fault.line and str(fault.why) for fault in drawing.unsupported)


def test_a_step_without_an_id_is_given_one():
    assert [node.name for node in read(process('<task name="a"/><task name="b"/>')).model.steps()] == ["a", "b"]


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ISO-8859-1", "windows-1252", "UTF-16LE", "US-ASCII"])
def test_every_alphabet_of_xml_is_read(encoding):
    name = "Relire" if encoding == "US-ASCII" else "Relire l’été" if encoding.startswith(("UTF", "windows")) else "Relire l'été"
    text = process(f'<task id="t" name="{name}"/>').decode()
    source = (("\ufeff" if encoding == "UTF-16LE" else "") + f'<?xml version="1.0" encoding="{encoding}"?>{text}').encode(
        encoding
    )
    assert read(source).model.nodes["t"].name == name


@pytest.mark.parametrize(
    ("name", "said", "line"),
    [
        ("odd-entity-bomb", "DOCTYPE", 1),
        ("odd-external-entity", "DOCTYPE", 1),
        ("odd-malformed", "line 5", 5),
        ("odd-bpmn-1.1", "BPMN 1", 2),
        ("odd-xpdl", "XPDL", 2),
        ("odd-no-process", "no process", 0),
    ],
)
def test_an_odd_file_is_refused_with_what_to_do(name, said, line):
    with pytest.raises(Unreadable) as refused:
        read(sample(name))
    assert said in str(refused.value) and refused.value.line == line


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"", "empty"),
        (b"\xff\xfe", "empty"),
        (b"   \n", "empty"),
        (b"hello", "not an XML file"),
        (b"\x89PNG\r\n\x1a\n0000", "picture"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04visio", "archive"),
        (b"<!DOCTYPE html><html><body/></html>", "web page"),
        (b"<html><body/></html>", "web page"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture"),
        (b"<mxfile><diagram/></mxfile>", "draw.io"),
        (b"<definitions/>", "BPMN 2.0"),
        (b"<definitions xmlns='http://schema.omg.org/spec/BPMN/2.0'/>", "draft"),
        (b"<kitchen/>", "kitchen"),
        ("<?xml version='1.0' encoding='UTF-8'?><é/>".encode("latin-1"), "alphabet"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "alphabet"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>".encode("utf-16"), "DOCTYPE"),
        ("<?xml version='1.0' encoding='utf-7'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".encode("utf-7"), ""),
        (b"<a>" * 5_000, "deep"),
        (process("<task/>" * 70_000), "60,000"),
        (process(f"<documentation>{'x' * 5_100_000}</documentation>"), "5 MB"),
    ],
)
def test_what_is_no_workflow_is_refused_in_words(source, said):
    with pytest.raises(Unreadable) as refused:
        read(source)
    assert said in str(refused.value)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(source):
    for tried in (source, b"<?xml version='1.0'?>" + source, sample("a1-simple")[:400] + source):
        with suppress(Unreadable):
            assert read(tried).models


def test_two_thousand_steps_are_read():
    assert len(list(read(row(2_000)).model.steps())) == 2_000


def test_ways_across_the_edge_of_a_group_are_named():
    inside = '<subProcess id="g"><task id="in"/></subProcess><sequenceFlow id="x" sourceRef="a" targetRef="in"/>'
    assert [fault.id for fault in read(drawn("task:a", "", inside)).unsupported] == ["x"]
