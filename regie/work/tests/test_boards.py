"""Boards and what stands on them: limits, others, filters, places; the same number of queries whatever the number of tasks."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from regie.journal.models import Event
from regie.work.forms import BoardForm
from regie.work.models import Board, Task
from regie.work.tests.world import email_workflow

pytestmark = pytest.mark.django_db


def many(count, person, **fields):
    return [Task.make(f"Task {number}", by=person, who=[("R", person), ("A", person)], **fields) for number in range(count)]


def put(client, task, **placed):
    return client.post(reverse("work:task_place", args=[task.pk]), placed, headers={"HX-Request": "true"})


def test_a_full_column_says_so(client, ines):
    board = Board.objects.create(name="Launch", columns="status", limits={"to_do": 2}, made_by=ines)
    many(3, ines)
    client.force_login(ines)
    assert "overflows: 3 for 2 places" in client.get(board.get_absolute_url(), headers={"Accept-Language": "en"}).text


def test_a_column_shows_its_first_cards_and_loads_the_others(client, ines):
    many(30, ines)
    client.force_login(ines)
    page = client.get(reverse("work:index"))
    assert page.text.count("data-card=") == 25
    more = client.get(reverse("work:index"), {"column": "to_do", "most": 125}, headers={"HX-Request": "true"})
    assert more.text.count("data-card=") == 30
    assert "<html" not in more.text


def test_what_is_done_stays_folded_until_somebody_looks(client, ines):
    done = many(2, ines)
    for task in done:
        task.submit(by=ines)
    client.force_login(ines)
    assert "data-card=" not in client.get(reverse("work:index")).text
    assert client.get(reverse("work:index"), {"column": "done"}).text.count("data-card=") == 2


def test_the_number_of_queries_does_not_grow_with_the_tasks(client, ines):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(ines)
    counts = []
    for _round in range(2):
        many(6, ines, due_at=timezone.now(), estimate=2, campaign="Brio")
        row = []
        for name in ("index", "tasks", "calendar", "timeline", "load"):
            client.get(reverse(f"work:{name}"))
            with CaptureQueriesContext(connection) as asked:
                assert client.get(reverse(f"work:{name}")).status_code == 200
            row.append(len(asked))
        counts.append(row)
    assert counts[0] == counts[1]


def test_a_look_again_answers_nothing_when_nothing_changed(client, ines):
    task = many(1, ines)[0]
    client.force_login(ines)
    from regie.work.reading.boards import stamp_of

    seen = {"seen": stamp_of(Task.objects.all())}
    assert client.get(reverse("work:index"), seen, headers={"HX-Request": "true"}).status_code == 204
    task.start(by=ines)
    changed = client.get(reverse("work:index"), seen, headers={"HX-Request": "true"})
    assert changed.status_code == 200
    assert "data-card=" in changed.text


def test_a_card_put_into_another_column_is_begun(client, ines):
    task = many(1, ines)[0]
    client.force_login(ines)
    assert put(client, task, by="status", column="doing").status_code == 204
    task.refresh_from_db()
    assert task.status == "doing"
    assert Event.objects.about(task).filter(verb="work.task_started").exists()


def test_a_gate_refuses_a_card_in_words_and_leaves_it(client, ines, jonas):
    task = Task.make("Check", by=ines, who=[("R", jonas), ("A", ines)])
    task.start(by=jonas)
    client.force_login(jonas)
    answer = put(client, task, by="status", column="done")
    assert answer.status_code == 409
    assert "Carvalho" in answer.headers["HX-Trigger"]
    task.refresh_from_db()
    assert task.status == "doing"


def test_a_card_put_with_another_person_is_handed_over(client, ines, jonas):
    task = many(1, ines)[0]
    client.force_login(ines)
    assert put(client, task, by="person", column=jonas.pk).status_code == 204
    assert task.responsible() == [jonas]


def test_a_step_is_not_reached_by_hand(client, ines):
    task = many(1, ines)[0]
    client.force_login(ines)
    assert put(client, task, by="step", column="final").status_code == 409


def test_filters_of_the_board_answer_for_person_kind_and_date(client, ines, jonas):
    Task.make("Mine", by=ines, who=[("R", ines)], channel="email", due_at=timezone.now() - timezone.timedelta(days=1))
    Task.make("His", by=ines, who=[("R", jonas)], channel="page")
    client.force_login(ines)
    for asked, shown, hidden in (
        ({"person": jonas.pk}, "His", "Mine"), ({"channel": "email"}, "Mine", "His"), ({"due": "late"}, "Mine", "His"), ({"due": "none"}, "His", "Mine"),
    ):  # fmt: skip
        page = client.get(reverse("work:index"), asked).text
        assert f'data-name="{shown}"' in page
        assert f'data-name="{hidden}"' not in page


def test_numbers_that_are_none_break_nothing(client, ines):
    many(1, ines)
    client.force_login(ines)
    for asked in ({"person": "²"}, {"most": "²"}, {"person": "9" * 40}, {"column": "\x00"}, {"month": "99-99"}, {"run": "²"}):
        for name in ("index", "calendar", "timeline", "load", "tasks"):
            assert client.get(reverse(f"work:{name}"), asked).status_code == 200, (name, asked)


def test_a_look_again_says_anew_how_things_stand(client, ines):
    many(2, ines)
    client.force_login(ines)
    page = client.get(reverse("work:index"), {"seen": "0"}, headers={"HX-Request": "true", "Accept-Language": "en"}).text
    assert 'hx-swap-oob="true"' in page and "2 tasks are open." in page


def test_steps_and_people_have_their_limits_too(client, ines, home):
    workflow = email_workflow(ines)
    many(3, ines)
    steps = Board.objects.create(name="E-mails", columns="step", workflow=workflow, made_by=ines)
    people = Board.objects.create(name="Who does what", columns="person", made_by=ines)
    client.force_login(ines)
    form = BoardForm(instance=steps)
    names = {key: name for name, key in form.keys.items()}
    assert "design" in names and "limit_doing" not in form.fields
    typed = {
        "name": "E-mails",
        "campaign": "",
        "columns": "step",
        "workflow": workflow.pk,
        "revision": steps.revision,
        names["design"]: 2,
    }
    assert client.post(reverse("work:board_edit", args=[steps.pk]), typed).status_code == 302
    typed = {
        "name": "Who does what",
        "campaign": "",
        "columns": "person",
        "workflow": "",
        "revision": people.revision,
        "limit_each": 2,
    }
    assert client.post(reverse("work:board_edit", args=[people.pk]), typed).status_code == 302
    assert (Board.objects.get(pk=steps.pk).limits, Board.objects.get(pk=people.pk).limits) == ({"design": 2}, {"each": 2})
    assert 'data-limit="2"' in client.get(steps.get_absolute_url()).text
    assert "overflows: 3 for 2 places" in client.get(people.get_absolute_url(), headers={"Accept-Language": "en"}).text


def test_a_board_is_changed_when_who_made_it_has_left(ines, jonas):
    board = Board.objects.create(name="Spring", made_by=None)
    board.edit(by=jonas, name="Summer")
    assert Board.objects.get().name == "Summer"


def test_a_task_that_is_held_offers_no_end_and_leads_to_its_content(client, ines):
    task = Task.make("Write the text", by=ines, who=[("R", ines)])
    client.force_login(ines)
    page = client.get(task.get_absolute_url()).content.decode()
    assert reverse("work:task_submission", args=[task.pk]) in page and reverse("work:task_content", args=[task.pk]) in page
    task.block("No photo yet", by=ines)
    client.post(reverse("work:task_content", args=[task.pk]))
    page = client.get(task.get_absolute_url()).content.decode()
    assert reverse("work:task_submission", args=[task.pk]) not in page
    assert task.content.get_absolute_url() in page


def test_a_card_is_placed_in_words_without_a_script(client, ines):
    client.force_login(ines)
    cards = [Task.make(f"Card {number}", by=ines, who=[("R", ines)]) for number in range(4)]

    def said(card, **asked):
        assert client.post(reverse("work:task_place", args=[card.pk]), {"by": "status", **asked}).status_code == 302
        return [task.title[-1] for task in Task.objects.filter(status="to_do").order_by("rank", "pk")]

    assert said(cards[2], where="top") == ["2", "0", "1", "3"]
    assert said(cards[0], where="down") == ["2", "1", "0", "3"]
    assert said(cards[3], where="up") == ["2", "1", "3", "0"]
    assert said(cards[0], where="down") == ["2", "1", "3", "0"]
    assert said(cards[2], where="foot") == ["1", "3", "0", "2"]
    assert said(cards[3], column="doing", where="top") == ["1", "0", "2"]
    page = client.get(cards[0].get_absolute_url()).content.decode()
    assert 'name="where"' in page
    assert f"{cards[0].get_absolute_url()}#board-column" in client.get(reverse("work:index")).content.decode()
