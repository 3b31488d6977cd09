"""The dates and people a run will have: nothing due before it starts, nothing before what it comes after."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regie.people.models import Absence
from regie.work import planning
from regie.work.engine import outline
from regie.work.engine.model import Duty
from regie.work.engine.reading import read
from regie.work.engine.rows import Row
from regie.work.models import Task
from regie.work.tests.drawn import process
from regie.work.tests.world import cast, email_workflow, role

MONDAY = datetime(2027, 5, 3, 7, 0, tzinfo=UTC)  # nine in Paris; Thursday 6 is Ascension Day, Saturday 8 a holiday


@pytest.fixture
def jo(home, jonas):
    role("Content", jonas, home)
    return jonas


def version_of(xml: bytes):
    return SimpleNamespace(xml=xml.decode(), digest=str(hash(xml)), number=1, workflow="Trial")


def rows(*steps: tuple[str, tuple[str, ...], float]):
    drawn = [Row(key, key, after=after, duties=(Duty("R", role="Content"),), hours=hours) for key, after, hours in steps]
    return version_of(outline.draw(drawn, name="Trial"))


def planned(version, **changes):
    return {step.name: step for step in planning.plan(version, MONDAY, **changes)}


def local(moment) -> str:
    return timezone.localtime(moment).strftime("%a %d %H:%M")


def test_weekends_and_holidays_are_no_working_time(jo):
    plan = planned(rows(("write", (), 21), ("look", ("write",), 14)))
    assert [local(plan["write"].due_at), local(plan["look"].due_at)] == ["Wed 05 17:30", "Mon 10 17:30"]


def test_days_of_absence_are_skipped_where_nobody_stands_in(jo):
    Absence.objects.create(person=jo, first_day=date(2027, 5, 4), last_day=date(2027, 5, 5))
    assert local(planned(rows(("write", (), 14)))["write"].due_at) == "Fri 07 17:30"


def test_who_is_away_when_a_step_begins_is_stood_in_for(jo, ines):
    Absence.objects.create(person=jo, first_day=date(2027, 5, 3), last_day=date(2027, 5, 7), deputy=ines)
    step = planned(rows(("write", (), 14)))["write"]
    assert [(who.person, who.instead_of) for who in step.who] == [(ines, jo)]
    assert local(step.due_at) == "Tue 04 17:30"


def test_other_work_takes_its_share_of_each_day(jo):
    today = timezone.now()
    Task.make("Other", by=jo, who=[("R", jo)], estimate=70, due_at=today + timedelta(days=13))
    version = rows(("write", (), 14))
    free = planning.plan(version, today, given={step.node: {"R": [None]} for step in planning.plan(version, today)})
    assert planning.plan(version, today)[0].due_at > free[0].due_at


def test_an_absence_without_end_stops_no_plan_for_ever(jo):
    Absence.objects.create(person=jo, first_day=date(2027, 1, 1), last_day=date(2099, 1, 1))
    plan = planned(rows(("write", (), 5000), ("look", ("write",), 7)))
    assert plan["look"].due_at > plan["write"].due_at > MONDAY


def test_what_lies_in_a_sub_process_comes_after_what_is_before_it_and_before_what_is_after(jo):
    hours = '<extensionElements><regie:step xmlns:regie="urn:regie:bpmn:1" hours="7"/></extensionElements>'
    xml = process(
        f'<startEvent id="s"/><userTask id="one" name="one">{hours}</userTask><subProcess id="g"><startEvent id="gs"/>'
        f'<userTask id="inner" name="inner">{hours}</userTask><endEvent id="ge"/><sequenceFlow id="ga" sourceRef="gs" targetRef="inner"/>'
        f'<sequenceFlow id="gb" sourceRef="inner" targetRef="ge"/></subProcess><userTask id="last" name="last">{hours}</userTask><endEvent id="e"/>'
        '<sequenceFlow id="a" sourceRef="s" targetRef="one"/><sequenceFlow id="b" sourceRef="one" targetRef="g"/>'
        '<sequenceFlow id="c" sourceRef="g" targetRef="last"/><sequenceFlow id="d" sourceRef="last" targetRef="e"/>'
    )
    plan = planning.plan(version_of(xml), MONDAY)
    assert [(step.name, local(step.due_at)) for step in plan] == [
        ("one", "Mon 03 17:30"),
        ("inner", "Tue 04 17:30"),
        ("last", "Wed 05 17:30"),
    ]


@st.composite
def outlines(draw):
    count = draw(st.integers(1, 9))
    steps = []
    for number in range(count):
        earlier = [f"s{other}" for other in range(number)]
        after = draw(st.lists(st.sampled_from(earlier), max_size=3, unique=True)) if earlier else []
        steps.append((f"s{number}", tuple(after), draw(st.sampled_from([0, 0.5, 3, 7, 30, 400]))))
    return steps


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(steps=outlines(), minutes=st.integers(0, 60 * 24 * 20), away=st.integers(0, 30))
def test_nothing_is_due_before_it_starts_and_nothing_starts_before_what_it_comes_after(jo, steps, minutes, away):
    Absence.objects.all().delete()
    Absence.objects.create(person=jo, first_day=date(2027, 5, 5), last_day=date(2027, 5, 5) + timedelta(days=away))
    version = rows(*steps)
    begin = MONDAY + timedelta(minutes=minutes)
    plan = {step.name: step for step in planning.plan(version, begin)}
    model = read(version.xml.encode()).model
    assert sorted(plan) == sorted(name for name, _after, _hours in steps)
    week = planning.homes.week()
    for name, after, hours in steps:
        step = plan[name]
        assert begin <= step.starts_at <= step.due_at
        assert all(plan[other].due_at <= step.starts_at for other in after)
        assert week.between(step.starts_at, step.due_at) >= hours - 0.02
    assert len(model.nodes) >= len(steps)


@pytest.mark.parametrize("count", [1, 40])
def test_a_plan_asks_as_much_of_the_database_whatever_its_size(jo, count, django_assert_max_num_queries):
    version = rows(*((f"s{number}", (f"s{number - 1}",) if number else (), 7) for number in range(count)))
    with django_assert_max_num_queries(8):
        planning.plan(version, MONDAY)


def test_soon_after_midnight_the_roles_of_the_new_day_count(home, ines):
    with time_machine.travel(datetime(2027, 6, 7, 22, 30, tzinfo=UTC), tick=False):  # half past midnight in Paris, the day after
        people = cast(home, ines)
        plan = planning.plan(email_workflow(ines).published)
    assert {who.person for step in plan for who in step.who if who.letter == "R"} <= {*people, ines}
    assert all(who.person for step in plan for who in step.who if who.letter == "R")
