from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from regie.work.engine.model import Duty, Kind
from regie.work.engine.names import DC, DI, bpmn
from regie.work.engine.outline import OutlineError, Row, apply, draw, limits, rows, tidy
from regie.work.engine.reading import read
from regie.work.engine.touchup import boxes_of

from .outlines import CONTENT, outlines

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def drawn(table, **about):
    return read(draw(table, name="Content approval", **about))


def ways(drawing):
    return {(way.source, way.target): way for way in drawing.model.ways}


@QUICK
@given(outlines())
def test_what_is_drawn_reads_as_the_same_table(table):
    assert rows(drawn(table).model) == tidy(table)


@QUICK
@given(outlines())
def test_applying_an_unchanged_table_changes_no_byte(table):
    source = draw(table, name="Content approval")
    assert apply(read(source), rows(read(source).model)) == source


@QUICK
@given(outlines(), outlines(groups=False), st.sets(st.integers(0, 6)), st.randoms(), st.booleans())
def test_an_applied_table_reads_as_it_was_filled_in(before, after, gone, chance, by_hand):
    """Rows change their place, their followers and their words; some go, some are new. All of it is drawn."""
    kinds = {row.id: row for row in before}
    renamed = {row.id: row.id if number not in gone else f"new{number}" for number, row in enumerate(after)}
    wanted = []
    for row in after:
        row = replace(
            row,
            id=renamed[row.id],
            after=tuple(renamed[each] for each in row.after),
            sent_back_to=renamed.get(row.sent_back_to, ""),
            lane="",
        )
        old = kinds.get(row.id)
        if old is not None and {old.kind, row.kind} & {"timer", "group"}:
            kind = "step" if old.kind == "group" else old.kind
            row = replace(row, kind=kind, wait=old.wait, operation=old.operation, gate=None, sent_back_to="")
            if old.kind == "group":
                row = replace(row, id=f"{row.id}_step")
                wanted = [replace(each, after=tuple(f"{x}_step" if x == old.id else x for x in each.after)) for each in wanted]
        wanted.append(row)
    ids = {row.id for row in wanted}
    moved = {old.id: f"{old.id}_step" for old in before if old.kind == "group"}
    wanted = [
        replace(
            row,
            after=tuple(each if each in ids else moved[each] for each in row.after),
            sent_back_to=row.sent_back_to if row.sent_back_to in ids else moved.get(row.sent_back_to, ""),
        )
        for row in wanted
    ]
    chance.shuffle(wanted)
    source = draw(before, name="Content approval")
    changed = read(apply(read(pulled_apart(source) if by_hand else source), wanted))
    assert rows(changed.model) == tidy(wanted)
    assert set(boxes_of(changed.root)) >= set(changed.model.nodes)
    edges = [edge.get("bpmnElement") for edge in changed.root.iter(f"{{{DI}}}BPMNEdge")]
    assert sorted(edges) == sorted(way.id for way in changed.model.ways)


def pulled_apart(source):
    """The same file, its shapes pulled apart as a person might."""
    root = etree.fromstring(source)
    for place in root.iter("{*}Bounds", "{*}waypoint"):
        place.set("x", str(float(place.get("x")) * 1.3 + 40))
    return etree.tostring(root)


def test_rows_after_the_same_one_run_side_by_side_and_a_row_after_several_waits_for_all():
    found = drawn(replace(row, sent_back_to="") for row in CONTENT).model
    kinds = {id: node.kind for id, node in found.nodes.items()}
    assert kinds["split_brief"] is Kind.ALL and kinds["join_legal"] is Kind.ALL


def test_named_ways_make_a_choice_and_what_follows_any_of_them_waits_for_none():
    table = [
        Row("ask", "Ask"),
        Row("call", "Call", ("ask",), only_if="urgent"),
        Row("write", "Write", ("ask",)),
        Row("note", "Note it", ("call", "write")),
    ]
    found = ways(drawn(table))
    assert found["choice_ask", "call"].name == "urgent" and found["choice_ask", "write"].is_default
    assert {("call", "note"), ("write", "note")} <= set(found)


def test_a_single_named_way_leaves_a_way_past_it():
    found = ways(drawn([Row("ask", "Ask"), Row("call", "Call", ("ask",), only_if="urgent")]))
    assert found["choice_ask", "end_ask"].is_default


def test_an_approval_leads_on_when_approved_and_back_when_sent_back():
    found = ways(drawn(CONTENT))
    assert found["decision_legal", "publish"].outcome == "approved"
    back = found["decision_legal", "text"]
    assert back.outcome == "sent_back" and back.is_back


def test_a_join_waits_only_for_the_branch_that_was_sent_back():
    assert drawn(CONTENT).model.nodes["join_legal"].kind is Kind.ANY


def test_the_file_carries_the_deadline_and_the_measures():
    model = drawn(CONTENT, deadline=80, measured=("opens", "clicks"), id="content").model
    assert (model.id, model.name, model.deadline, model.measured) == ("content", "Content approval", 80, ("opens", "clicks"))


@pytest.mark.parametrize(
    ("table", "row", "words"),
    [
        ([Row("a", "One"), Row("a", "Two")], "a", "same id"),
        ([Row("a", "")], "a", "no name"),
        ([Row("a", "One", ("b",))], "a", "does not have"),
        ([Row("a", "One", ("a",))], "a", "after itself"),
        ([Row("a", "One", ("b",)), Row("b", "Two", ("a",))], "a", "waits for itself"),
        ([Row("a", "One"), Row("b", "Two", ("a",), sent_back_to="a")], "b", "Only an approval"),
        ([Row("a", "One"), Row("b", "Two", kind="approval", sent_back_to="a")], "b", "comes before"),
        ([Row("a", "One", kind="timer")], "a", "how long"),
        ([Row("a", "One", kind="automatic")], "a", "by itself"),
        ([Row("a", "One", kind="group")], "a", "empty"),
        ([Row("a", "One", inside="g")], "a", "group"),
        ([Row("a b", "One")], "a b", "letter"),
        ([Row("a", "One", hours=-1)], "a", "zero or more"),
    ],
)
def test_a_fault_names_its_row_and_says_what_to_do(table, row, words):
    with pytest.raises(OutlineError, match=words) as fault:
        draw(table, name="Faulty")
    assert fault.value.row == row


FOREIGN = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:dd="http://www.omg.org/spec/DD/20100524/DI"
  xmlns:other="http://other.example/ns" targetNamespace="http://other.example">
  <process id="p" other:owner="studio">
    <startEvent id="s"/>
    <task id="write" name="Write" other:colour="green"><documentation>By hand</documentation></task>
    <userTask id="send" name="Send"/>
    <endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="write"/>
    <sequenceFlow id="f2" sourceRef="write" targetRef="send" other:thick="3"/>
    <sequenceFlow id="f3" sourceRef="send" targetRef="e" other:thick="5"/>
    <textAnnotation id="note"><text>Mind the tone</text></textAnnotation>
    <association id="tie" sourceRef="write" targetRef="note"/>
  </process>
  <di:BPMNDiagram id="d"><di:BPMNPlane id="pl" bpmnElement="p">
    <di:BPMNShape id="x1" bpmnElement="s"><dc:Bounds x="100" y="102" width="36" height="36"/></di:BPMNShape>
    <di:BPMNShape id="x2" bpmnElement="write" other:stroke="red"><dc:Bounds x="200" y="80" width="100" height="80"/></di:BPMNShape>
    <di:BPMNShape id="x3" bpmnElement="send"><dc:Bounds x="350" y="80" width="100" height="80"/></di:BPMNShape>
    <di:BPMNShape id="x4" bpmnElement="e"><dc:Bounds x="500" y="102" width="36" height="36"/></di:BPMNShape>
    <di:BPMNShape id="x5" bpmnElement="note"><dc:Bounds x="210" y="200" width="100" height="30"/></di:BPMNShape>
    <di:BPMNEdge id="y1" bpmnElement="f1"><dd:waypoint x="136" y="120"/><dd:waypoint x="200" y="120"/></di:BPMNEdge>
    <di:BPMNEdge id="y2" bpmnElement="f2"><dd:waypoint x="300" y="120"/><dd:waypoint x="350" y="120"/></di:BPMNEdge>
    <di:BPMNEdge id="y3" bpmnElement="f3"><dd:waypoint x="450" y="120"/><dd:waypoint x="500" y="120"/></di:BPMNEdge>
  </di:BPMNPlane></di:BPMNDiagram>
</definitions>
"""


def test_words_change_where_they_are_and_nothing_else_does():
    drawing = read(FOREIGN)
    table = [replace(row, name="Write the text", hours=4.0) if row.id == "write" else row for row in rows(drawing.model)]
    before = etree.fromstring(FOREIGN)
    after = etree.fromstring(apply(drawing, table))
    task = after.find(f".//{bpmn('task')}")
    assert task.get("name") == "Write the text" and task.get("{http://other.example/ns}colour") == "green"
    task.set("name", "Write")
    task.remove(task.find(bpmn("extensionElements")))
    assert etree.tostring(after, method="c14n") == etree.tostring(before, method="c14n")


def test_a_step_put_between_others_pushes_on_what_follows_and_leaves_the_rest():
    drawing = read(FOREIGN)
    write, send = rows(drawing.model)
    out = apply(drawing, [write, Row("proof", "Proofread", ("write",)), replace(send, after=("proof",))])
    before, after = boxes_of(etree.fromstring(FOREIGN)), boxes_of(etree.fromstring(out))
    assert all(after[key] == before[key] for key in ("s", "write", "note"))
    assert after["proof"][0] >= before["write"][0] + 100 and after["send"][0] >= after["proof"][0] + after["proof"][2]
    assert after["send"][1] == before["send"][1]
    assert b'other:thick="5"' in out and b"Mind the tone" in out and b'other:stroke="red"' in out
    edges = [each.get("bpmnElement") for each in etree.fromstring(out).iter(f"{{{DI}}}BPMNEdge")]
    assert sorted(edges) == sorted(way.id for way in read(out).model.ways)


def test_an_approval_made_of_a_drawn_step_brings_its_choice():
    drawing = read(FOREIGN)
    write, send = rows(drawing.model)
    out = read(apply(drawing, [write, replace(send, kind="approval", sent_back_to="write")], language="fr"))
    found = {way.outcome: way for way in out.model.ways if way.outcome}
    assert found["sent_back"].target == "write" and found["approved"].target == "e"
    assert {shape.get("bpmnElement") for shape in out.root.iter(f"{{{DI}}}BPMNShape")} >= set(out.model.nodes)


def test_a_diagram_that_was_laid_out_is_laid_out_again():
    drawing = drawn(CONTENT)
    table = [*rows(drawing.model), Row("thank", "Thank", ("record",), lane="Operations")]
    out = apply(drawing, table)
    fresh = draw(table, name="Content approval")
    assert sorted(boxes_of(etree.fromstring(out)).values()) == sorted(boxes_of(etree.fromstring(fresh)).values())


def test_what_stays_keeps_its_id():
    drawing = drawn(CONTENT)
    before = set(drawing.model.nodes) | {way.id for way in drawing.model.ways}
    table = [replace(row, name=f"{row.name}!") for row in rows(drawing.model)] + [Row("thank", "Thank", ("record",))]
    out = read(apply(drawing, table)).model
    assert before - (set(out.nodes) | {way.id for way in out.ways}) <= {"way_record_end_record"}


RACE = FOREIGN.replace(
    b'<userTask id="send" name="Send"/>',
    b"""<eventBasedGateway id="race"/><userTask id="send" name="Send"/>
    <intermediateCatchEvent id="day" name="A day"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>
    <intermediateCatchEvent id="word" name="Word"><messageEventDefinition/></intermediateCatchEvent>
    <sequenceFlow id="g1" sourceRef="race" targetRef="day"/><sequenceFlow id="g2" sourceRef="race" targetRef="word"/>
    <sequenceFlow id="g3" sourceRef="day" targetRef="send"/><sequenceFlow id="g4" sourceRef="word" targetRef="send"/>""",
).replace(b'id="f2" sourceRef="write" targetRef="send"', b'id="f2" sourceRef="write" targetRef="race"')


def test_what_a_table_cannot_show_is_said_and_its_rows_are_there():
    model = read(RACE).model
    assert [row.id for row in rows(model)] == ["write", "send", "day", "word"]
    assert any(limit.node_id == "race" and "first of several" in str(limit.why) for limit in limits(model))
    assert not limits(drawn(CONTENT).model)


def test_what_a_table_cannot_show_is_not_changed_by_one():
    drawing = read(RACE)
    table = rows(drawing.model)
    renamed = [replace(row, name="Send it", duties=(Duty("R", "Editor"),)) if row.id == "send" else row for row in table]
    assert b'name="Send it"' in apply(read(RACE), renamed)
    with pytest.raises(OutlineError, match="diagram"):
        apply(drawing, [replace(row, after=("write",)) if row.id == "send" else row for row in table])
    assert drawing.source == RACE


def test_labels_and_shapes_have_bounds():
    root = etree.fromstring(draw(CONTENT, name="Content approval"))
    for bounds in root.iter(f"{{{DC}}}Bounds"):
        assert float(bounds.get("width")) > 0 and float(bounds.get("height")) > 0
