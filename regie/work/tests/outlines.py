"""Outlines for tests: one as a department writes it, and as many others as hypothesis can think of."""

from __future__ import annotations

from hypothesis import strategies as st

from regie.work.engine.model import Duty, Gate, Stage
from regie.work.engine.outline import Row

CONTENT = [
    Row("brief", "Write the brief", lane="Content", duties=(Duty("R", "Editor"), Duty("A", "Lead")), hours=4),
    Row("text", "Draft the text", ("brief",), lane="Content", duties=(Duty("R", "Editor"), Duty("A", "Editor")), hours=8),
    Row("visuals", "Make the visuals", ("brief",), lane="Design", duties=(Duty("R", "Designer"), Duty("A", "Lead")), hours=8),
    Row(
        "legal",
        "Legal check",
        ("text", "visuals"),
        kind="approval",
        sent_back_to="text",
        lane="Legal",
        duties=(Duty("R", "Editor"), Duty("A", "Legal counsel")),
        gate=Gate((Stage("Legal", hours=16),)),
        checklist=("Consent covers it", "Offer is dated"),
    ),
    Row("publish", "Publish", ("legal",), lane="Operations", duties=(Duty("R", "Editor"), Duty("A", "Lead"))),
    Row("week", "7 days", ("publish",), kind="timer", wait="P7D", lane="Operations"),
    Row("record", "Record first figures", ("week",), lane="Operations", duties=(Duty("R", "Analyst"), Duty("A", "Analyst"))),
]

WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Z")), min_size=1, max_size=12)
DUTIES = st.lists(
    st.builds(Duty, st.sampled_from("RACI"), st.sampled_from(("Editor", "Lead", "Analyst"))), max_size=3, unique=True
).map(tuple)
GATES = st.none() | st.builds(
    Gate,
    st.lists(st.builds(Stage, WORDS, st.sampled_from(("one", "all")), st.just(1), st.none() | st.integers(1, 40).map(float), DUTIES), min_size=1, max_size=2).map(tuple),
    st.booleans(),
    st.booleans(),
)  # fmt: skip


@st.composite
def outlines(draw: st.DrawFn, prefix: str = "r", groups: bool = True) -> list[Row]:
    """Tables without a fault, of up to seven rows."""
    ids = [f"{prefix}{number}" for number in range(draw(st.integers(1, 7)))]
    group = draw(st.none() | st.sampled_from(ids[:-1])) if groups and len(ids) > 2 else None
    inside = set(ids[ids.index(group) + 1 :][: draw(st.integers(1, 3))]) if group else set()
    found: dict[str, Row] = {}
    for place, id in enumerate(ids):
        earlier = [other for other in ids[:place] if (other in inside) == (id in inside)]
        after = draw(st.lists(st.sampled_from(earlier), max_size=3, unique=True)) if earlier else []
        found[id] = draw(_rows(id, tuple(after), group if id in inside else "", id == group, found))
    return list(found.values())


@st.composite
def _rows(draw: st.DrawFn, id: str, after: tuple, inside: str, is_group: bool, known: dict[str, Row]) -> Row:
    kind = "group" if is_group else draw(st.sampled_from(("step", "step", "approval", "timer", "automatic")))
    before: set[str] = set()
    waiting = list(after)
    while waiting:
        each = waiting.pop()
        if each not in before:
            before.add(each)
            waiting += known[each].after
    return Row(
        id,
        draw(WORDS),
        after,
        kind,
        draw(DUTIES),
        draw(st.none() | st.integers(0, 80).map(lambda quarters: quarters / 4)),
        draw(GATES) if kind == "approval" else None,
        draw(st.sampled_from(("", *sorted(before)))) if kind == "approval" else "",
        tuple(draw(st.lists(WORDS, max_size=2))),
        draw(st.just("") | WORDS),
        draw(st.sampled_from(("", "clicks"))),
        draw(st.sampled_from(("P3D", "PT4H", "2026-12-24"))) if kind == "timer" else "",
        draw(st.sampled_from(("", "", "yes", "no"))),
        draw(st.sampled_from(("", "Content", "Design"))) if not inside else "",
        "archive" if kind == "automatic" else "",
        inside,
    )
