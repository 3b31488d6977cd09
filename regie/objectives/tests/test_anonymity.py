"""Of an anonymous survey nothing in the database links an answer to whom it came from, nor tells the order in which answers came."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from regie.journal.models import Event
from regie.objectives.models import FEWEST, Answer, Asked, Reply, Survey
from regie.objectives.models.surveying import token_of
from regie.objectives.reading import surveys as reading

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 12


@pytest.fixture
def survey(ines):
    cache.clear()
    survey = Survey.prepare("Anonymous", by=ines, questions=[{"text": "What?", "kind": "text"}, {"text": "Why?", "kind": "text"}])
    survey.invite(by=ines, addresses=[f"p{n:02}@x.example" for n in range(MANY)])
    survey.share(by=ines)
    survey.open(by=ines)
    return survey


def everything() -> dict[str, list[tuple]]:
    """Every row of every table as it lies in the file, with what the database itself notes beside it."""
    hidden = "ctid::text, xmin::text, " if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        rows = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT {hidden}* FROM "{table}"')
            rows[table] = cursor.fetchall()
    return rows


def answer_all(survey, first, second):
    one, two = survey.questions.all()
    for number, asked in enumerate(survey.asked.order_by("pk")):
        Client(REMOTE_ADDR=f"203.0.113.{number + 1}").post(
            reverse("objectives:answer", args=[token_of(asked)]),
            {f"q{one.pk}": f"{first} {number:02}", f"q{two.pk}": f"{second} {number:02}"},
        )


def test_no_row_links_an_answer_to_anybody(survey):
    before = everything()
    answer_all(survey, "first", "second")
    assert Reply.objects.count() == MANY and survey.asked.filter(has_answered=True).count() == MANY
    assert not Reply.objects.exclude(asked=None).exists()
    assert not Reply.objects.exclude(at=None).exists() and not Reply.objects.exclude(name="").exists()
    assert not Asked.objects.exclude(answered_at=None).exists()
    after = everything()
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"objectives_reply", "objectives_answer", "objectives_asked"} | (
        {"objectives_survey"} & changed  # PostgreSQL moves the row that is held
    )
    texts = str([after[name] for name in ("objectives_reply", "objectives_answer", "objectives_asked")])
    assert "203.0.113." not in str(after)
    assert "p00@x.example" not in str(after["objectives_reply"]) + str(after["objectives_answer"]) and "first 00" in texts
    assert not Event.objects.filter(verb__contains="answer").exists()


def test_the_order_of_rows_tells_nothing_of_the_order_of_answers(survey):
    """As they lie in the file, and by every number that the database keeps with them."""
    answer_all(survey, "first", "second")
    table = everything()["objectives_answer"]
    orders = set()
    for _again in range(4):
        lie = [
            next(str(cell) for cell in row if str(cell).startswith("first"))
            for row in table
            if any(str(cell).startswith("first") for cell in row)
        ]
        orders.add(tuple(lie))
        one = survey.questions.first()
        assert lie != sorted(lie)
        Reply.give(survey, {one: (f"first {90 + _again}", [])}, by_shared_link=True)
        table = everything()["objectives_answer"]
    assert len(orders) == 4
    if connection.vendor == "postgresql":
        for name in ("objectives_answer", "objectives_reply", "objectives_asked"):
            transactions = {row[1] for row in everything()[name]}
            assert len(transactions) == 1, name
        asked = everything()["objectives_asked"]
        keys = [row[2] for row in sorted(asked, key=lambda row: tuple(int(part) for part in row[0].strip("()").split(",")))]
        # Written again in the order of their keys; where a page has room left, the first of them may lie behind the others.
        first = keys.index(min(keys))
        last = keys.index(max(keys))
        assert sorted(keys) in (keys[first:] + keys[:first], (keys[last:] + keys[:last])[::-1])


def test_nothing_is_shown_before_the_end_nor_below_four(survey, ines, client):
    client.force_login(ines)
    answer_all(survey, "first", "second")
    page = client.get(survey.get_absolute_url()).content.decode()
    assert "first 00" not in page and "p00@x.example" not in page
    assert reading.results_of(survey).hidden == "open" and not reading.rows_to_export(survey)
    for reply in list(Reply.objects.all())[FEWEST - 1 :]:
        reply.delete()
    survey.close(by=ines)
    assert reading.results_of(survey).hidden == "few" and not reading.rows_to_export(survey)
    assert "first 0" not in client.get(survey.get_absolute_url()).content.decode()
    assert reading.themes_of(survey) is None


def test_a_question_or_a_theme_of_few_gives_no_number(survey, ines):
    answer_all(survey, "first", "second")
    two = survey.questions.last()
    Answer.objects.filter(pk__in=[each.pk for each in Answer.objects.filter(question=two)[3:]]).delete()
    survey.close(by=ines)
    theme = survey.themes.create(name="Few")
    Answer.objects.filter(pk__in=[each.pk for each in Answer.objects.filter(question__text="What?")[:3]]).update(theme=theme)
    one, other = reading.results_of(survey).lines
    assert other.is_hidden and not other.themes
    assert [(each.theme and each.theme.name, each.many) for each in one.themes] == [("Few", None), (None, MANY - 3)]


def test_one_link_gives_one_answer_even_at_once(survey):
    from regie.lib.refused import Refused

    asked = survey.asked.first()
    one = survey.questions.first()
    Reply.give(survey, {one: ("Once", [])}, asked=asked)
    with pytest.raises(Refused):
        Reply.give(survey, {one: ("Twice", [])}, asked=asked)
    assert Answer.objects.count() == 1


def test_a_link_that_went_public_costs_the_same_however_many_answer_and_loses_nothing(survey, ines, monkeypatch):
    from regie.objectives.models import answering

    monkeypatch.setattr(answering, "ALL_UP_TO", 4)
    monkeypatch.setattr(answering, "SOME", 3)
    one, two = survey.questions.all()
    before: dict[str, int] = {}
    for number in range(MANY):
        Reply.give(survey, {one: (f"first {number:02}", []), two: (f"second {number:02}", [])}, by_shared_link=True)
        keys = {each.text: each.pk for each in Answer.objects.filter(question=one)}
        kept = [text for text, key in before.items() if keys[text] == key]
        assert len(kept) == (number - 3 if number >= 4 else 0)  # from the fifth on only those drawn by lot have new keys
        before = keys
    assert Answer.objects.count() == 2 * MANY
    survey.close(by=ines)
    texts = {(each.reply_id, each.text[-2:]) for each in Answer.objects.all()}
    assert len(texts) == MANY  # both answers of one reply stay together
    after = {each.text: each.pk for each in Answer.objects.filter(question=one)}
    assert after.keys() == before.keys() and not set(after.values()) & set(before.values())
    table = everything()["objectives_answer"]
    lie = [next(str(cell) for cell in row if str(cell).startswith("first")) for row in table if "first" in str(row)]
    assert lie != sorted(lie)
    if connection.vendor == "postgresql":
        assert len({row[1] for row in table}) == 1


def test_one_link_takes_only_so_many_answers_and_the_last_keeps_its_words(survey, monkeypatch):
    from regie.objectives.models import answering

    monkeypatch.setattr(answering, "MOST_SHARED", 2)
    one, two = survey.questions.all()
    path = reverse("open_link", args=[survey.shared_link().token])
    said = [Client().post(path, {f"q{one.pk}": f"Words {number}", f"q{two.pk}": "More"}) for number in range(3)]
    assert [each.status_code for each in said] == [302, 302, 409] and "Words 2" in said[2].content.decode()
