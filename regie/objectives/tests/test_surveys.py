"""A survey: prepared, answered by a link without an account, reminded of, closed, read."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regie.journal.models import Letter
from regie.lib.refused import Refused
from regie.objectives.flood import Flood
from regie.objectives.gathering import end_surveys
from regie.objectives.models import Answer, Question, Reply, Survey
from regie.objectives.models.surveying import token_of
from regie.objectives.questionnaires import TEMPLATES
from regie.objectives.reading import surveys as reading
from regie.objectives.views import answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(ines):
    cache.clear()
    return Survey.prepare("Before the workshop", by=ines, questions=TEMPLATES["workshop"].asked_in("en"), is_anonymous=False)


def opened(survey, by, *addresses, anonymous=True):
    Survey.objects.filter(pk=survey.pk).update(is_anonymous=anonymous)
    survey.refresh_from_db()
    survey.invite(by=by, addresses=addresses)
    survey.open(by=by)
    return survey


def links_of(survey):
    return [reverse("objectives:answer", args=[token_of(asked)]) for asked in survey.asked.all()]


def said(survey, words, **more):
    first = survey.questions.first()
    return {f"q{first.pk}": words} | more


def test_a_survey_begins_from_our_questions_and_is_changed_until_it_is_open(client, ines):
    client.force_login(ines)
    answer = client.post(reverse("objectives:survey_new"), {"template": "workshop", "language": "fr", "is_anonymous": "on"})
    survey = Survey.objects.get()
    assert answer.status_code == 302 and survey.title == "Avant notre atelier d’objectifs"
    first, second, *_rest = survey.questions.all()
    client.post(reverse("objectives:survey_questions_order", args=[survey.pk]), {"order": [second.pk, first.pk]})
    client.post(reverse("objectives:question_removal", args=[first.pk]))
    wrong = client.post(reverse("objectives:survey_questions", args=[survey.pk]), {"new-text": "Lequel ?", "new-kind": "one"})
    assert wrong.status_code == 422 and "Lequel ?" in wrong.content.decode()
    client.post(
        reverse("objectives:survey_questions", args=[survey.pk]),
        {"new-text": "Lequel ?", "new-kind": "one", "new-choices": "A\nB"},
    )
    assert survey.questions.first() == second and survey.questions.last().choices == ["A", "B"]
    opened(survey, ines, "lea@agence.example")
    with pytest.raises(Refused):
        Question.add(survey, by=ines, text="Too late?", kind="text")


def test_persons_and_pasted_addresses_are_asked_once_each(client, survey, ines, jonas):
    client.force_login(ines)
    pasted = "Léa <lea@agence.example>; paul@agence.example\nlea@agence.example, JONAS@tamarelle.example"
    client.post(reverse("objectives:survey_asked", args=[survey.pk]), {"persons": [jonas.pk], "addresses": pasted})
    assert sorted(str(each) for each in survey.asked.all()) == ["Jonas Keller", "lea@agence.example", "paul@agence.example"]
    wrong = client.post(
        reverse("objectives:survey_asked", args=[survey.pk]), {"addresses": "marie(at)agence.example x@y.example"}
    )
    assert wrong.status_code == 422 and "marie(at)agence.example" in wrong.content.decode()


def test_each_who_is_asked_answers_by_a_link_and_changes_it_until_the_end(survey, ines):
    opened(survey, ines, "lea@agence.example", anonymous=False)
    letter = Letter.objects.get(to="lea@agence.example")
    path = re.search(r"http://[^/]+(/\S+)", letter.text)[1]
    client = Client()
    page = client.get(path).content.decode()
    assert survey.questions.first().text in page
    empty = client.post(path, said(survey, ""))
    assert empty.status_code == 422
    assert client.post(path, said(survey, "Ten more shops")).status_code == 302
    assert "Thank you" in client.get(path).content.decode()
    assert "Ten more shops" in client.get(path + "?change").content.decode()
    client.post(path, said(survey, "Twenty more shops"))
    assert Answer.objects.get().text == "Twenty more shops" and Reply.objects.get().asked.email == "lea@agence.example"
    survey.close(by=ines)
    late = client.post(path, said(survey, "Too late"))
    assert late.status_code == 410 and Answer.objects.get().text == "Twenty more shops"
    assert client.get(path[:-6] + "xxxxx/").status_code == 410


def test_what_is_typed_stays_when_something_is_missing(survey, ines):
    second = survey.questions.all()[1]
    second.change(by=ines, is_required=True)
    opened(survey, ines, "lea@agence.example")
    answer = Client().post(links_of(survey)[0], said(survey, "These words stay"))
    assert answer.status_code == 422 and "These words stay" in answer.content.decode() and not Reply.objects.exists()


def test_only_who_has_not_answered_is_reminded_by_hand_once_a_day_and_two_days_before_the_end(survey, ines):
    survey.edit(by=ines, closes_on=timezone.localdate() + timedelta(days=2))
    opened(survey, ines, "a@x.example", "b@x.example")
    Client().post(links_of(survey)[0], said(survey, "One"))
    Letter.objects.all().delete()
    end_surveys()
    assert not Letter.objects.exists()  # not on the day of the first letter
    survey.asked.update(reminded_on=timezone.localdate() - timedelta(days=1))
    end_surveys()
    assert [letter.to for letter in Letter.objects.all()] == ["b@x.example"]
    end_surveys()
    assert survey.remind(by=ines) == 0 and Letter.objects.count() == 1
    Survey.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    end_surveys()
    survey.refresh_from_db()
    assert survey.closed_at is not None


def test_the_one_link_takes_one_answer_a_browser_and_closes_at_once(client, survey, ines):
    survey.share(by=ines)
    opened(survey, ines)
    link = survey.shared_link()
    path = reverse("open_link", args=[link.token])
    browser = Client()
    assert browser.post(path, said(survey, "From the chat")).status_code == 302
    assert browser.post(path, said(survey, "Again")).status_code == 200 and Reply.objects.count() == 1
    assert Client().post(path, said(survey, "A stranger")).status_code == 302
    link.refresh_from_db()
    assert (link.uses, link.last_used_at) == (0, None)
    client.force_login(ines)
    client.post(reverse("objectives:survey_link", args=[survey.pk]), {"act": "stop"})
    assert Client().get(path).status_code == 410
    client.post(reverse("objectives:survey_aside", args=[survey.pk]), {"act": "aside"})
    survey.refresh_from_db()
    assert reading.counted_replies(survey).count() == 0 and Reply.objects.count() == 2


def test_what_is_set_aside_never_shows_single_answers_by_difference(survey, ines):
    survey.share(by=ines)
    opened(survey, ines, *(f"p{n}@x.example" for n in range(4)))
    path = reverse("open_link", args=[survey.shared_link().token])
    for link in links_of(survey):
        Client().post(link, said(survey, "By name"))
    Client().post(path, said(survey, "By the one link"))
    survey.close(by=ines)
    with pytest.raises(Refused):
        survey.set_aside(by=ines)


def test_one_question_that_few_answered_keeps_the_two_results_together_too(survey, ines):
    survey.share(by=ines)
    opened(survey, ines, *(f"p{n}@x.example" for n in range(4)))
    path = reverse("open_link", args=[survey.shared_link().token])
    second = survey.questions.all()[1]
    for link in links_of(survey):
        Client().post(link, said(survey, "By name", **{f"q{second.pk}": "Also"}))
    for number in range(4):
        more = {f"q{second.pk}": "Only I said this"} if number == 0 else {}
        Client().post(path, said(survey, "By the one link", **more))
    survey.close(by=ines)
    assert survey.replies.filter(by_shared_link=True).count() == 4
    with pytest.raises(Refused, match="difference"):
        survey.set_aside(by=ines)


def test_an_export_holds_no_formula(client, survey, ines):
    opened(survey, ines, "lea@agence.example", anonymous=False)
    Client().post(links_of(survey)[0], said(survey, '=HYPERLINK("http://x")'))
    survey.close(by=ines)
    client.force_login(ines)
    text = b"".join(client.get(reverse("objectives:survey_export", args=[survey.pk])).streaming_content).decode()
    assert "'=HYPERLINK" in text and "lea@agence.example" in text


def test_a_neighbour_sees_no_survey_and_answers_by_their_link(client, survey, ines, paul):
    survey.invite(by=ines, persons=[paul])
    opened(survey, ines)
    client.force_login(paul)
    assert client.get(survey.get_absolute_url()).status_code == 404
    assert client.get(links_of(survey)[0]).status_code == 200


def test_answers_are_arranged_by_themes_and_words_suggest_some(client, survey, ines):
    opened(survey, ines, *(f"p{n}@x.example" for n in range(4)))
    words = ["More newsletter readers", "The newsletter is read by nobody", "A better newsletter", "New shops"]
    for link, text in zip(links_of(survey), words, strict=True):
        Client().post(link, said(survey, text))
    client.force_login(ines)
    assert reading.themes_of(survey) is None
    survey.close(by=ines)
    client.post(reverse("objectives:theme_suggestions", args=["survey", survey.pk]))
    theme = survey.themes.get()
    assert theme.name == "Newsletter" and theme.answers.count() == 3
    loose = Answer.objects.get(theme=None)
    client.post(reverse("objectives:answer_theme", args=[loose.pk]), {"theme": theme.pk})
    client.post(reverse("objectives:theme_name", args=[theme.pk]), {"name": "What we send"})
    page = client.get(survey.get_absolute_url()).content.decode()
    assert "What we send" in page and theme.answers.count() == 4


def test_a_flood_by_the_one_link_is_held_back_and_loses_no_words(survey, ines, monkeypatch):
    survey.share(by=ines)
    opened(survey, ines)
    path = reverse("open_link", args=[survey.shared_link().token])
    monkeypatch.setattr(answers, "BY_ONE_LINK", Flood(most=2, seconds=60))
    first, second, third = (Client().post(path, said(survey, f"Words {number}")) for number in range(3))
    assert (first.status_code, second.status_code, third.status_code) == (302, 302, 429)
    assert "Words 2" in third.content.decode() and Reply.objects.count() == 2


def test_a_flood_passes_again_when_its_time_is_over():
    now = [0.0]
    flood = Flood(most=1, seconds=60, clock=lambda: now[0])
    assert flood.passes("door") and not flood.passes("door") and flood.passes("other door")
    now[0] = 61
    assert flood.passes("door")
