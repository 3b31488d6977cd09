import time
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from regie.work.engine.diagram import lay_out
from regie.work.engine.layout import DOWN, RIGHT, arrange
from regie.work.engine.names import DD, DI
from regie.work.engine.outline import draw
from regie.work.engine.placing import Link, Shape
from regie.work.engine.touchup import boxes_of

from .outlines import CONTENT

LANES = ["Content", "Design"]


@st.composite
def graphs(draw):
    """Any shapes and links at all, loops and loose ends among them."""
    count = draw(st.integers(1, 10))
    lanes = draw(st.sampled_from(([], LANES)))
    sizes = st.sampled_from(((120, 72), (50, 50), (36, 36), (300, 200)))
    shapes = []
    for number in range(count):
        width, height = draw(sizes)
        shapes.append(Shape(f"s{number}", width, height, draw(st.sampled_from(lanes)) if lanes else "", width < 60))
    if draw(st.booleans()):
        shapes.append(Shape("edge", 36, 36, "", True, "s0"))
    ids = [shape.id for shape in shapes]
    pairs = draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids[:count])), max_size=16))
    links = [Link(f"l{number}", *pair, draw(st.sampled_from(("", "yes")))) for number, pair in enumerate(pairs)]
    return shapes, links, lanes


def overlap(one, other):
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def crosses(points, box):
    x, y, width, height = box
    inner = (x + 1, y + 1, width - 2, height - 2)
    return any(
        overlap((min(a[0], b[0]) - 0.1, min(a[1], b[1]) - 0.1, abs(a[0] - b[0]) + 0.2, abs(a[1] - b[1]) + 0.2), inner)
        for a, b in pairwise(points)
    )


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(graphs(), st.sampled_from((DOWN, RIGHT)))
def test_shapes_lie_apart_and_ways_run_square_around_them(graph, direction):
    shapes, links, lanes = graph
    picture = arrange(shapes, links, lanes, direction)
    on = {shape.id: shape.attached_to for shape in shapes}
    boxes = list(picture.bounds.items())
    for place, (key, box) in enumerate(boxes):
        for other, around in boxes[:place]:
            assert on[key] == other or not overlap(box, around)
    for link in links:
        if link.source == link.target:
            continue
        points = picture.points[link.id]
        assert all(abs(a[0] - b[0]) < 0.2 or abs(a[1] - b[1]) < 0.2 for a, b in pairwise(points))
        own = {
            link.source,
            link.target,
            on[link.source],
            *(key for key, host in on.items() if host in {link.source, link.target}),
        }
        for key, box in boxes:
            assert key in own or not crosses(points, box), (link, key)


def test_the_flow_runs_down_its_lanes_and_back_ways_run_outside():
    root = etree.fromstring(draw(CONTENT, name="Content approval"))
    boxes = boxes_of(root)
    order = ["start", "brief", "text", "legal", "publish", "week", "record", "end_record"]
    assert all(boxes[a][1] + boxes[a][3] <= boxes[b][1] for a, b in pairwise(order))
    assert boxes["text"][1] == boxes["visuals"][1]
    lanes = {lane.get("name"): boxes[lane.get("id")] for lane in root.iter("{*}lane")}
    for row in CONTENT:
        left, _top, width, _height = lanes[row.lane]
        assert left <= boxes[row.id][0] and boxes[row.id][0] + boxes[row.id][2] <= left + width
    back = next(edge for edge in root.iter(f"{{{DI}}}BPMNEdge") if edge.get("bpmnElement") == "way_decision_legal_text")
    leftmost = min(float(point.get("x")) for point in back.iter(f"{{{DD}}}waypoint"))
    assert leftmost < min(boxes[row.id][0] for row in CONTENT)


def test_the_flow_may_run_to_the_right_with_lanes_as_rows():
    boxes = boxes_of(etree.fromstring(draw(CONTENT, name="Content approval", direction=RIGHT)))
    order = ["start", "brief", "text", "legal", "publish", "record"]
    assert all(boxes[a][0] + boxes[a][2] <= boxes[b][0] for a, b in pairwise(order))
    assert boxes["brief"][1] < boxes["visuals"][1] < boxes["legal"][1] < boxes["publish"][1]


BARE = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">
  <collaboration id="c"><participant id="us" name="Us" processRef="p"/><participant id="agency" name="Agency"/>
    <messageFlow id="m" sourceRef="ask" targetRef="agency"/></collaboration>
  <process id="p">
    <startEvent id="s"/><sendTask id="ask" name="Ask"/>
    <subProcess id="sub" name="Make"><startEvent id="s2"/><task id="draw" name="Draw"/><endEvent id="e2"/>
      <sequenceFlow id="i1" sourceRef="s2" targetRef="draw"/><sequenceFlow id="i2" sourceRef="draw" targetRef="e2"/></subProcess>
    <boundaryEvent id="late" name="Late" attachedToRef="sub"><timerEventDefinition/></boundaryEvent>
    <task id="push" name="Remind"/><endEvent id="e"/>
    <dataObjectReference id="data" name="Brief" dataObjectRef="o"/><dataObject id="o"/>
    <textAnnotation id="note"><text>Be kind</text></textAnnotation>
    <sequenceFlow id="f1" sourceRef="s" targetRef="ask"/><sequenceFlow id="f2" sourceRef="ask" targetRef="sub"/>
    <sequenceFlow id="f3" sourceRef="sub" targetRef="e"/><sequenceFlow id="f4" sourceRef="late" targetRef="push"/>
    <association id="a" sourceRef="push" targetRef="note"/>
  </process></definitions>"""


def test_a_file_without_a_diagram_gets_one_with_everything_in_it():
    root = etree.fromstring(BARE)
    lay_out(root)
    boxes = boxes_of(root)
    assert set(boxes) == {"us", "agency", "s", "ask", "sub", "s2", "draw", "e2", "late", "push", "e", "data", "note"}
    edges = {edge.get("bpmnElement") for edge in root.iter(f"{{{DI}}}BPMNEdge")}
    assert edges == {"m", "f1", "f2", "f3", "f4", "i1", "i2", "a"}

    def holds(outer, inner):
        return (
            outer[0] <= inner[0]
            and outer[1] <= inner[1]
            and inner[0] + inner[2] <= outer[0] + outer[2]
            and inner[1] + inner[3] <= outer[1] + outer[3]
        )

    assert all(holds(boxes["sub"], boxes[each]) for each in ("s2", "draw", "e2"))
    assert all(holds(boxes["us"], boxes[each]) for each in ("ask", "sub", "push", "e", "data", "note"))
    middle = boxes["late"][1] + boxes["late"][3] / 2
    assert middle == boxes["sub"][1] + boxes["sub"][3]
    assert not overlap(boxes["us"], boxes["agency"])


def test_two_thousand_shapes_are_laid_out_while_one_waits():
    links = [Link(f"l{number}", f"s{max(0, number - 1 - number % 7)}", f"s{number}") for number in range(1, 2000)]
    links += [Link(f"b{number}", f"s{number}", f"s{number - 20}") for number in range(100, 2000, 50)]
    shapes = [Shape(f"s{number}", 120, 72, LANES[number % 2], number % 5 == 0) for number in range(2000)]
    start = time.process_time()
    picture = arrange(shapes, links, LANES)
    assert len(picture.bounds) == 2000 and time.process_time() - start < 2
