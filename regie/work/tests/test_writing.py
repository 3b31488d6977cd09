"""A file comes back as it was, and a change touches nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from regie.work.engine import writing
from regie.work.engine.model import Duty, Gate, Kind, Outcome, Stage
from regie.work.engine.reading import read

from .drawn import SAMPLES, drawn, process, sample


def canonical(source: bytes) -> bytes:
    return etree.tostring(etree.fromstring(source).getroottree(), method="c14n", with_comments=True)


@pytest.mark.parametrize("name", [*SAMPLES, "odd-loose-ends"])
def test_what_was_read_is_given_back(name):
    source = sample(name)
    assert writing.write(read(source)) == source


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_lost_when_it_is_written_anew(name):
    drawing = read(sample(name))
    id = next(node.id for node in drawing.model.steps())
    before = drawing.model.nodes[id].name
    writing.set_name(drawing, id, "Otherwise")
    writing.set_name(drawing, id, before)
    assert drawing.source is None
    written = writing.write(drawing)
    assert canonical(written) == canonical(sample(name))
    assert etree.fromstring(written).nsmap == etree.fromstring(sample(name)).nsmap


def test_comments_instructions_and_cdata_survive_a_change():
    drawing = read(sample("b2-data"))
    writing.set_hours(drawing, "ask", 4)
    text = writing.write(drawing).decode()
    for kept in (
        '<?xml-stylesheet type="text/css" href="look.css"?>',
        "<!-- what comes first -->",
        "<!-- the end -->",
        "<![CDATA[",
    ):
        assert kept in text
    assert writing.as_text(drawing).startswith("<?xml version='1.0' encoding='UTF-8'")


def test_the_alphabet_of_the_file_is_kept():
    source = ('<?xml version="1.0" encoding="ISO-8859-1"?>' + process('<task id="t" name="été"/>').decode()).encode("latin-1")
    drawing = read(source)
    writing.set_hours(drawing, "t", 1.5)
    written = writing.write(drawing)
    assert "été".encode("latin-1") in written and read(written).model.nodes["t"].hours == 1.5


def test_what_is_ours_is_written_and_read_again():
    drawing = read(drawn("startEvent:s userTask:t endEvent:e", "s>t t>e"))
    gate = Gate((Stage("Legal", "count", 2, 16, (Duty("A", role="Legal"),)), Stage(rule="all")), parallel=True, own=True)
    duties = (Duty("R", role="Content"), Duty("A", person="ines@tamarelle.example"))
    writing.set_approval(drawing, "t", True)
    writing.set_hours(drawing, "t", 12.5)
    writing.set_procedure(drawing, "t", "How we write")
    writing.set_measured(drawing, "t", "rounds")
    writing.set_duties(drawing, "t", duties)
    writing.set_checklist(drawing, "t", ["One", "Two & <three>"])
    writing.set_gate(drawing, "t", gate)
    writing.set_outcome(drawing, "w1", Outcome.APPROVED)
    writing.set_workflow(drawing, "p", deadline=80, measured=["opens", "clicks"], label="Letters")
    model = read(writing.write(drawing)).model
    node = model.nodes["t"]
    assert (node.kind, node.hours, node.procedure, node.measured) == (Kind.APPROVAL, 12.5, "How we write", "rounds")
    assert (node.duties, node.checklist, node.gate) == (duties, ("One", "Two & <three>"), gate)
    assert (model.deadline, model.measured, model.name) == (80, ("opens", "clicks"), "Letters")
    assert model.out_of("t")[0].outcome == "approved"


def test_what_is_taken_away_leaves_no_trace():
    source = drawn("startEvent:s userTask:t endEvent:e", "s>t t>e")
    drawing = read(source)
    writing.set_hours(drawing, "t", 4)
    writing.set_duties(drawing, "t", [Duty("R", role="Content")])
    writing.set_outcome(drawing, "w1", "approved")
    writing.set_hours(drawing, "t", None)
    writing.set_duties(drawing, "t", [])
    writing.set_outcome(drawing, "w1", "")
    assert canonical(writing.write(drawing)) == canonical(source)


def test_extensions_of_others_stay_where_they_are():
    drawing = read(sample("c2-vendor"))
    writing.set_duties(drawing, "qualify", [Duty("R", role="Sales")])
    writing.set_hours(drawing, "qualify", 2)
    text = writing.write(drawing).decode()
    assert '<forge:constraint name="min" config="0"/>' in text and "<![CDATA[<b>green & blue</b>]]>" in text
    assert 'forge:candidateGroups="sales, marketing"' in text
    writing.set_duties(drawing, "qualify", [])
    writing.set_hours(drawing, "qualify", None)
    assert canonical(writing.write(drawing)) == canonical(sample("c2-vendor"))


def test_a_node_and_its_ways_are_added_where_the_schema_wants_them():
    drawing = read(sample("b2-data"))
    id = writing.add_node(drawing, "study", "userTask", name="Thank them")
    way = writing.add_way(drawing, "call", id, outcome="approved")
    process = drawing.element("study")
    tags = [etree.QName(child).localname for child in process if isinstance(child.tag, str)]
    assert max(tags.index("sequenceFlow"), len(tags) - 1 - tags[::-1].index("sequenceFlow")) < tags.index("textAnnotation")
    assert drawing.element(id).findtext("{*}incoming") == way
    assert read(writing.write(drawing)).model.out_of("call")[-1].target == id


def test_a_node_that_is_removed_takes_all_that_points_to_it():
    drawing = read(sample("b1-events"))
    writing.remove_node(drawing, "winners")
    text = writing.write(drawing).decode()
    for id in ("winners", "stop", "remind"):
        assert f'"{id}"' not in text and f">{id}<" not in text
    model = read(writing.write(drawing)).model
    assert all(way.source in model.nodes and way.target in model.nodes for way in model.ways)
    assert "reminder" in model.nodes


def test_a_lane_forgets_a_node_that_is_removed():
    drawing = read(sample("a4-lanes"))
    writing.remove_node(drawing, "brief")
    assert b"brief<" not in writing.write(drawing)
    assert b'id="m1"' not in writing.write(drawing)


def test_nothing_is_changed_where_nothing_is():
    drawing = read(sample("a1-simple"))
    with pytest.raises(writing.Missing):
        writing.set_name(drawing, "nobody", "x")
    assert drawing.source is not None


names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30).filter(
    lambda text: "\ufffe" not in text and "\uffff" not in text
)


@given(st.lists(names, min_size=1, max_size=6), names, st.sampled_from(["", "b"]))
def test_any_name_and_any_text_of_others_come_back(given_names, foreign, prefix):
    root = etree.fromstring(drawn(" ".join(f"task:t{number}" for number in range(len(given_names))), ""))
    for number, name in enumerate(given_names):
        task = root.find(f".//*[@id='t{number}']")
        task.set("name", name)
        task.set("{urn:other}kept", foreign)
    source = etree.tostring(root)
    drawing = read(source)
    writing.set_hours(drawing, "t0", 3)
    writing.set_hours(drawing, "t0", None)
    assert canonical(writing.write(drawing)) == canonical(source)
