"""Files as other modellers write them: read, drawn, worked through to their end, given back without loss."""

from __future__ import annotations

import pytest
from lxml import etree

from regie.work import arriving
from regie.work.engine import writing
from regie.work.engine.checking import check
from regie.work.engine.reading import read

from .drawn import Walk
from .modellers import FILES

EACH = pytest.mark.parametrize("name", FILES)


def canonical(source: bytes) -> bytes:
    return etree.tostring(etree.fromstring(source).getroottree(), method="c14n", with_comments=True)


@EACH
def test_it_is_given_back_as_it_came_and_without_loss_after_a_change(name):
    source = FILES[name]
    assert writing.write(read(source)) == source
    drawing = read(source)
    step = next(drawing.model.steps()).id
    writing.set_hours(drawing, step, 3)
    writing.set_hours(drawing, step, None)
    assert drawing.source is None and canonical(writing.write(drawing)) == canonical(source)


@EACH
def test_what_is_kept_is_drawn_and_loses_nothing_of_the_model(name):
    before, after = etree.fromstring(FILES[name]), etree.fromstring(arriving.text_of(FILES[name]).encode())
    assert after.find(".//{*}BPMNShape") is not None
    for each in (before, after):  # what lies in the model; a picture is made where there was none
        for diagram in each.findall("{*}BPMNDiagram"):
            each.remove(diagram)
    assert [element.tag for element in after.iter("*")] == [element.tag for element in before.iter("*")]
    for old, new in zip(before.iter("*"), after.iter("*"), strict=True):
        assert dict(old.attrib).items() <= dict(new.attrib).items() and (old.text or "").strip() == (new.text or "").strip()


@EACH
def test_people_work_through_it_to_its_end(name):
    walk = Walk(FILES[name])
    for _turn in range(40):
        if walk.ended or not walk.to_do:
            break
        task = walk.task(walk.to_do[0])
        walk.do(task.node_id, *([task.choices[0][0]] if task.choices else []))
    assert walk.ended


def test_all_that_cannot_run_is_named_with_its_line():
    named = {name: [(fault["id"], fault["type"]) for fault in check(source).unsupported] for name, source in FILES.items()}
    assert {name: found for name, found in named.items() if found} == {
        "b1-events": [("undo", "task")],
        "b3-choreography": [("ch", "choreography"), ("cv", "conversation")],
        "c6-loose": [("alone", "task"), ("jump", "intermediateThrowEvent"), ("f3", "sequenceFlow")],
    }
    assert all(fault["line"] and fault["why"] for source in FILES.values() for fault in check(source).unsupported)


def test_every_file_runs_and_every_task_that_can_be_reached_is_somebodys():
    for name, source in FILES.items():
        report = check(source)
        assert report.valid and report.runnable, name
        tasks = {each.get("id") for each in etree.fromstring(source).iter() if str(each.tag).endswith(("Task", "}task"))}
        tasks -= {fault["id"] for fault in report.unsupported} | {"ct"}
        assert tasks <= {step["id"] for step in report.steps}, name
