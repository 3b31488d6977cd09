from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from regie.demo.company import PEOPLE
from regie.lib.text import french
from regie.people.models import Role
from regie.work import models_of
from regie.work.engine.executable import executable
from regie.work.engine.lint import lint
from regie.work.engine.outline import limits, rows, tidy
from regie.work.engine.reading import read
from regie.work.engine.running import SpiffEngine
from regie.work.models import Workflow
from regie.work.playbooks import PLAYBOOKS
from regie.work.playbooks.parts import LANGUAGES, ROLES

EVERY = pytest.mark.parametrize("playbook", PLAYBOOKS.values(), ids=PLAYBOOKS)
IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)


def test_there_is_one_for_each_work_that_comes_back():
    assert set(PLAYBOOKS) == {
        "email",
        "social_campaign",
        "blog_article",
        "inbound_lead",
        "landing_page",
        "ad_creative",
        "event",
        "product_launch",
        "agency_brief",
    }


@EVERY
@IN_BOTH
def test_it_draws_as_it_is_written_and_nothing_is_to_be_said_against_it(playbook, language):
    model = read(playbook.draw(language)).model
    assert rows(model) == tidy(playbook.rows(language))
    assert limits(model) == []
    assert [(remark.node_id, remark.code) for remark in lint(model, holders=lambda role: 1)] == []


@EVERY
def test_it_says_who_how_long_and_what_to_check(playbook):
    assert playbook.deadline and len(playbook.measured) > 1
    for row in playbook.rows("en"):
        if row.kind == "timer":
            continue
        assert row.hours and 2 <= len(row.checklist) <= 5 and {"R", "A"} <= {duty.letter for duty in row.duties}, row.id


@EVERY
def test_its_french_is_set_as_french_is(playbook):
    english, spoken = playbook.rows("en"), playbook.rows("fr")
    for one, other in zip(english, spoken, strict=True):
        for text in (other.name, other.procedure, other.only_if, *other.checklist):
            assert text == french(text) and "'" not in text
        assert len(one.checklist) == len(other.checklist) and one.name != other.name
    for text in (playbook.name, playbook.about):
        assert text[1] == french(text[1]) and "'" not in text[0] + text[1]


def test_roles_are_called_as_the_company_calls_them():
    held = {names for person in PEOPLE for names in person.roles}
    assert set(ROLES.values()) - held <= {("Event manager", "Responsable événementiel")}


@EVERY
@IN_BOTH
def test_it_runs_to_its_end_with_every_approval_sent_back_once(playbook, language):
    drawing = read(playbook.draw(language))
    ready, unsupported = executable(drawing)
    assert unsupported == []
    engine, now = SpiffEngine(), datetime.now(UTC)
    moves = engine.start(ready)
    waiting = {each.token: each for each in moves.opened}
    done: list[str] = []
    returned: set[str] = set()
    for _turn in range(200):
        if moves.ended:
            break
        if waiting:
            token, task = next(iter(waiting.items()))
            del waiting[token]
            back = [way for way, _name, outcome in task.choices if outcome == "sent_back" and task.node_id not in returned]
            ahead = [way for way, _name, outcome in task.choices if outcome != "sent_back"]
            if back:
                returned.add(task.node_id)
            moves = engine.complete(ready, moves.state, token, (back or ahead or [None])[0])
            done.append(task.node_id)
        else:
            now += timedelta(days=60)
            moves = engine.wake(ready, moves.state, now)
        for token in moves.closed:
            waiting.pop(token, None)
        waiting |= {each.token: each for each in moves.opened}
    assert moves.ended and not waiting
    table = {row.id: row for row in playbook.rows(language)}
    assert returned == {row.id for row in table.values() if row.sent_back_to and row.id in done}
    for id in returned:
        assert done.count(id) >= 2 and done.count(table[id].sent_back_to) >= 2


def test_a_playbook_in_the_other_language_names_roles_as_the_house_does(client, ines):
    Role.objects.create(name="Conseil juridique", domain=ines.domain)  # the house speaks French, the reader English
    client.force_login(ines)
    client.post(reverse("work:workflow_new"), {"way": "playbook", "playbook": "email"})
    named = {duty.role for row in rows(models_of.model_of(Workflow.objects.get().draft)) for duty in row.duties}
    assert "Conseil juridique" in named
    assert "Legal counsel" not in named
    assert "Editor" in named
