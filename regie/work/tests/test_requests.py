"""What other departments ask for, from the charter's promise to the stars."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from regie.journal.models import Comment, Event, File, Notification
from regie.lib.refused import Refused
from regie.people.models import Holding, Person, Role
from regie.work import homes, neighbours
from regie.work.models import Offer, Request, Task
from regie.work.models.offer import clean_questions
from regie.work.tests.world import cast, email_workflow

QUESTIONS = [
    {"label": "Who reads it?", "kind": "text", "required": True},
    {"label": "In which form?", "kind": "choice", "choices": ["on paper", "on a screen"]},
    {"label": "When?", "kind": "date"},
    {"label": "How much may it cost?", "kind": "amount"},
    {"label": "What you use today", "kind": "file"},
]


@pytest.fixture
def people(home, ines):
    return cast(home, ines)


@pytest.fixture
def offer(home, ines):
    return Offer.make("Sales leaflet", by=ines, questions=clean_questions(QUESTIONS), working_days=10)


@pytest.fixture
def asked(offer, paul):
    return Request.ask(offer, "Leaflet for the fair", by=paul)


def told(person, verb):
    return Notification.objects.filter(person=person, event__verb=verb).count()


def verbs_of(request):
    return list(Event.objects.about(request).order_by("pk").values_list("verb", flat=True))


def test_a_neighbour_fills_in_the_form_without_script_and_follows_it(client, offer, paul, ines):
    client.force_login(paul)
    page = client.get(offer.get_absolute_url()).content.decode()
    assert "Who reads it?" in page and "on a screen" in page
    key = {each["label"]: f"q-{each['key']}" for each in offer.questions}
    typed = {
        "title": "Leaflet for the fair", key["Who reads it?"]: "Dealers", key["In which form?"]: "on paper",
        key["When?"]: "2030-05-04", key["How much may it cost?"]: "1 200,50",
        key["What you use today"]: SimpleUploadedFile("../../old.html", b"<script>alert(1)</script>"),
    }  # fmt: skip
    answer = client.post(offer.get_absolute_url(), typed, follow=True)
    request = Request.objects.get()
    assert answer.redirect_chain[-1][0] == request.get_absolute_url()
    shown = answer.content.decode()
    assert "Dealers" in shown and "old.html" in shown and "1,200.50" in shown
    assert (request.domain, request.status) == (paul.domain, "asked")
    assert told(ines, "work.request_asked") == 1
    download = client.get(File.objects.get().get_absolute_url())
    assert download["Content-Disposition"].startswith("attachment") and download["Content-Type"] == "application/octet-stream"


def test_what_is_missing_is_said_beside_the_question_and_nothing_typed_is_lost(client, offer, paul):
    client.force_login(paul)
    key = {each["label"]: f"q-{each['key']}" for each in offer.questions}
    answer = client.post(offer.get_absolute_url(), {"title": "Leaflet", key["How much may it cost?"]: "much"})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="Leaflet"' in page and 'value="much"' in page
    assert "This is not a number" in page
    assert not Request.objects.exists()


def test_a_request_starts_its_workflow_and_shows_its_steps_to_whoever_asked(client, offer, people, ines, paul):
    offer.edit(by=ines, workflow=email_workflow(ines))
    request = Request.ask(offer, "Newsletter for dealers", by=paul)
    request.accept(by=ines, how="run")
    assert request.status == "under_way" and request.run.title == "Newsletter for dealers"
    assert request.promised_on == request.run.due_on
    assert told(paul, "work.request_accepted") == 1
    client.force_login(paul)
    page = client.get(request.get_absolute_url()).content.decode()
    assert "Write the text" in page and "Awa Ndiaye" in page and "Final approval" in page


def test_a_form_may_start_its_workflow_by_itself(offer, people, ines, paul):
    offer.edit(by=ines, workflow=email_workflow(ines), starts_by_itself=True)
    request = Request.ask(offer, "Newsletter", by=paul)
    assert request.status == "under_way" and request.run.tasks.open().count() == 2


def test_a_workflow_nobody_can_begin_leaves_the_request_to_those_who_receive_it(offer, people, ines, paul):
    offer.edit(by=ines, workflow=email_workflow(ines), starts_by_itself=True)
    Holding.objects.all().delete()
    request = Request.ask(offer, "Newsletter", by=paul)
    assert request.status == "asked" and told(ines, "work.request_asked") == 1


def test_a_request_goes_from_task_to_delivery_once_back_and_to_its_stars(asked, ines, jonas, paul):
    asked.accept(by=ines, how="task", who=jonas, promised_on=timezone.localdate() + timedelta(days=4))
    assert asked.task.responsible() == [jonas]
    asked.task.submit(by=jonas)
    asked.deliver("https://drive.tamarelle.example/leaflet", by=jonas)
    asked.send_back("The prices are missing.", by=paul)
    assert asked.status == "under_way" and told(ines, "work.request_sent_back") == 1
    asked.deliver("", by=jonas, files=[SimpleUploadedFile("leaflet.pdf", b"%PDF")])
    with pytest.raises(Refused, match="once already"):
        asked.send_back("And now the photographs.", by=paul)
    asked.receive(by=paul)
    asked.rate(4, "Quick.", by=paul)
    assert (asked.status, asked.stars, asked.is_open) == ("received", 4, False)
    assert verbs_of(asked) == [
        "work.request_asked", "work.request_accepted", "work.request_delivered", "work.request_sent_back",
        "work.request_delivered", "work.request_received", "work.request_rated",
    ]  # fmt: skip


def test_what_was_said_with_the_first_delivery_stays_when_it_comes_back(asked, ines, jonas, paul):
    asked.accept(by=ines, how="", who=None, promised_on=None)
    asked.deliver("Page one: https://tamarelle.example/one", by=ines)
    asked.send_back("The prices are missing.", by=paul)
    asked.deliver("With the prices.", by=ines)
    assert asked.delivered_words == "Page one: https://tamarelle.example/one\n\nWith the prices."


def test_the_day_that_the_form_announces_stands_in_the_promise(client, asked, ines):
    client.force_login(ines)
    day = homes.week().day_after(asked.asked_at, 7.0 * asked.offer.working_days)
    assert f'name="day" value="{day.isoformat()}"' in client.get(asked.get_absolute_url()).content.decode()


def test_a_refusal_says_why_and_stops_what_was_begun(asked, ines, jonas, paul):
    asked.accept(by=ines, how="task", who=jonas)
    with pytest.raises(Refused, match="why"):
        asked.refuse("  ", by=ines)
    asked.refuse("The fair is put off.", by=ines)
    assert asked.status == "refused" and Task.objects.get().status == "dropped"
    assert told(paul, "work.request_refused") == 1


def test_withdrawing_stops_the_run(offer, people, ines, paul):
    offer.edit(by=ines, workflow=email_workflow(ines))
    request = Request.ask(offer, "Newsletter", by=paul)
    request.accept(by=ines, how="run")
    request.withdraw(by=paul)
    assert request.run.ending == "stopped" and not request.is_open
    with pytest.raises(Refused, match="too late"):
        request.deliver("There", by=ines)


def test_a_closed_form_takes_no_request_and_one_nobody_receives_is_not_opened(offer, ines, paul):
    offer.close(by=ines)
    with pytest.raises(Refused, match="cannot be asked"):
        Request.ask(offer, "Leaflet", by=paul)
    assert Offer.objects.visible_to(paul).count() == 0
    offer.open(by=ines)
    assert Offer.objects.visible_to(paul).get() == offer


def test_the_role_that_receives_hears_of_the_request(offer, home, ines, jonas, paul):
    role = Role.objects.create(name="Desk", domain=home)
    role.give_to(jonas, by=ines)
    offer.edit(by=ines, receiver=role)
    Request.ask(offer, "Leaflet", by=paul)
    assert told(jonas, "work.request_asked") == 1 and told(ines, "work.request_asked") == 0


def test_nobody_accepts_their_own_delivery_and_another_department_sees_nothing(client, asked, ines, jonas, paul):
    asked.accept(by=ines)
    asked.deliver("Here it is", by=ines)
    client.force_login(jonas)
    assert client.post(reverse("work:request_receipt", args=[asked.pk])).status_code == 404
    sam = Person.objects.create_user(email="sam@tamarelle.example", name="Sam Roy", standing="neighbour")
    client.force_login(sam)
    assert client.get(asked.get_absolute_url()).status_code == 404
    client.force_login(paul)
    client.post(reverse("work:request_receipt", args=[asked.pk]), {"stars": "5", "text": "Perfect"})
    asked.refresh_from_db()
    assert (asked.status, asked.stars, asked.said) == ("received", 5, "Perfect")


def test_a_neighbour_answers_no_request(client, asked, paul):
    client.force_login(paul)
    assert client.post(reverse("work:request_acceptance", args=[asked.pk]), {"how": ""}).status_code == 409
    asked.refresh_from_db()
    assert asked.status == "asked"


def test_a_neighbour_finds_their_requests_under_work(client, asked, paul):
    client.force_login(paul)
    answer = client.get(reverse("work:index"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("work:requests")
    assert "Leaflet for the fair" in answer.content.decode()


def test_whoever_was_delivered_to_is_reminded_once(asked, ines, paul):
    asked.accept(by=ines)
    asked.deliver("Here", by=ines)
    assert neighbours.remind() == 0
    Request.objects.update(delivered_at=timezone.now() - timedelta(days=6))
    assert (neighbours.remind(), neighbours.remind()) == (1, 0)
    assert told(paul, "work.request_reminded") == 1


def test_a_lead_edits_the_questions_their_order_and_keeps_their_keys(client, offer, ines):
    client.force_login(ines)
    address = reverse("work:offer_edit", args=[offer.pk])
    page = client.get(address).content.decode()
    assert 'value="Who reads it?"' in page
    keys = [each["key"] for each in offer.questions]
    sent = {"name": "Sales leaflet", "explanation": "", "working_days": "5", "revision": offer.revision, "count": "3"}
    rows = [
        {"key": keys[0], "label": "Who reads it?", "kind": "text", "place": "2", "required": "1"},
        {"key": keys[1], "label": "In which form?", "kind": "choice", "place": "1", "choices": "paper; screen; film"},
        {"key": "", "label": "Anything else?", "kind": "long", "place": "3"},
    ]
    sent |= {f"q{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}
    assert client.post(address, sent).status_code == 302
    offer.refresh_from_db()
    assert [each["label"] for each in offer.questions] == ["In which form?", "Who reads it?", "Anything else?"]
    assert offer.questions[0]["key"] == keys[1] and offer.questions[0]["choices"] == ["paper", "screen", "film"]
    assert offer.questions[2]["key"] not in keys


def test_a_list_without_choices_is_refused_and_keeps_what_was_typed(client, offer, ines):
    client.force_login(ines)
    sent = {
        "name": "Sales leaflet",
        "revision": offer.revision,
        "count": "1",
        "q0-label": "Which?",
        "q0-kind": "choice",
        "q0-choices": "one",
    }
    answer = client.post(reverse("work:offer_edit", args=[offer.pk]), sent)
    assert answer.status_code == 422 and "parted by semicolons" in answer.content.decode()


def test_the_list_of_requests_costs_the_same_whatever_its_length(client, offer, paul, ines, django_assert_max_num_queries):
    for number in range(12):
        Request.ask(offer, f"Leaflet {number}", by=paul)
    client.force_login(ines)
    with django_assert_max_num_queries(22):
        assert client.get(reverse("work:requests")).status_code == 200


def test_a_comment_is_heard_by_who_asked_and_by_who_has_it_in_hand_without_an_at(asked, paul, ines, jonas):
    asked.accept(by=jonas)
    Comment.say(asked, "Do you have the logo as a file?", by=jonas)
    assert (told(paul, "journal.commented"), told(jonas, "journal.commented")) == (1, 0)
    Comment.say(asked, "Here it is.", by=paul)
    assert (told(jonas, "journal.commented"), told(paul, "journal.commented"), told(ines, "journal.commented")) == (1, 1, 0)


def test_a_comment_on_a_task_is_heard_by_who_does_it_and_who_answers_for_it(ines, jonas, helene):
    task = Task.make("Podcast", by=ines, who=[("R", jonas), ("A", ines), ("I", helene)])
    Comment.say(task, "The microphone is here.", by=ines)
    assert [told(each, "journal.commented") for each in (jonas, ines, helene)] == [1, 0, 0]
