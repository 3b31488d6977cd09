"""An outline of more steps than one page of a table: what is not shown is not sent, and stands."""

import pytest
from django.urls import reverse
from lxml import html as tree

from regie.work.engine import outline
from regie.work.engine.model import Duty
from regie.work.engine.outline import Row
from regie.work.models import Workflow
from regie.work.tests.test_workflow_pages import rows

MANY = 320


@pytest.fixture
def draft(home, ines):
    steps = [
        Row(f"s{n}", f"Step {n}", after=(f"s{n - 1}",) if n > 1 else (), duties=(Duty("R", role="Data"),))
        for n in range(1, MANY + 1)
    ]
    return Workflow.make("Long", outline.draw(steps, name="Long").decode(), by=ines).draft


def fields(page):
    sent = {}
    for name, value in tree.fromstring(page).get_element_by_id("outline").form_values():
        sent.setdefault(name, []).append(value)
    return {name: values if name == "row" or "-stage-" in name else values[0] for name, values in sent.items()}


def page_of(client, draft, asked):
    return fields(client.get(reverse("work:workflow_draft", args=[draft.workflow_id]), asked).content.decode())


def send(client, draft, sent, **more):
    answer = client.post(reverse("work:workflow_outline", args=[draft.workflow_id]), {**sent, **more})
    draft.refresh_from_db()
    return answer


def test_turning_a_page_keeps_what_was_typed_and_leaves_the_rest_as_it_stands(client, ines, draft):
    client.force_login(ines)
    before = rows(draft)
    sent = page_of(client, draft, {"page": "2"})
    assert (sent["row"][0], sent["row"][-1], sent["before"], sent["behind"]) == ("s101", "s200", "s100", "s201")
    answer = send(client, draft, {**sent, "s150-name": "Changed"}, turn="?page=3")
    assert answer.url.endswith("?page=3")
    after = rows(draft)
    assert [row.id for row in after] == [row.id for row in before]
    assert [new.name for new, old in zip(after, before, strict=True) if new != old] == ["Changed"]


def test_a_step_is_found_by_its_number_or_a_part_of_its_name(client, ines, draft):
    client.force_login(ines)
    assert "s250" in page_of(client, draft, {"step": "250"})["row"]
    assert page_of(client, draft, {"step": "tep 311"})["row"][0] == "s301"


def test_a_step_is_added_moved_and_taken_out_on_its_page_and_the_others_follow(client, ines, draft):
    client.force_login(ines)
    send(client, draft, page_of(client, draft, {"page": "2"}), act="add:s200")
    new = rows(draft)[200]
    assert (new.name, new.after, rows(draft)[201].after) == ("New step", ("s200",), (new.id,))
    sent = page_of(client, draft, {"step": new.id})
    send(client, draft, sent, act=f"up:{new.id}")
    assert [row.id for row in rows(draft)].index(new.id) == 199
    send(client, draft, page_of(client, draft, {"step": new.id}), act=f"remove:{new.id}")
    assert {row.id: row.after for row in rows(draft)}["s201"] == ("s200",)
    assert len(rows(draft)) == MANY


def test_a_fault_on_a_page_is_said_there_and_nothing_is_kept(client, ines, draft):
    client.force_login(ines)
    sent = page_of(client, draft, {"page": "2"})
    answer = send(client, draft, {**sent, "s150-after": "9999"}, act="add:s120")
    assert answer.status_code == 422
    assert "There is no step 9999" in answer.content.decode()
    assert fields(answer.content.decode())["s150-after"] == "9999"
    assert len(rows(draft)) == MANY
