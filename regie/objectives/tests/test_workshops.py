"""A workshop used by all at once: led step by step, ideas and dots from phones, draft objectives, and everything kept."""

from __future__ import annotations

import threading

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regie.journal.models import Event, Letter, Notification
from regie.lib.refused import Refused
from regie.objectives.models import Dots, Idea, Objective, Seat, Survey, Workshop
from regie.objectives.reading import workshops as reading


@pytest.fixture
def workshop(ines, jonas):
    cache.clear()
    return Workshop.prepare("Objectives of 2027", by=ines, persons=[jonas], dots=3)


def at(workshop, kind, by):
    if workshop.opened_at is None:
        workshop.open(by=by)
    workshop.go_to(workshop.steps.get(kind=kind), by=by)
    return workshop


def guest(workshop, name="Léa"):
    return Seat.take(workshop, name=name)


def phone(seat, what="seat", *more):
    return reverse(f"objectives:{what}", args=[seat.token, *more])


@pytest.mark.django_db
def test_a_guest_comes_by_the_link_with_a_name_and_finds_everything_again(workshop, ines):
    at(workshop, "propose", ines)
    link = workshop.let_guests_in(by=ines)
    path = reverse("open_link", args=[link.token])
    browser = Client()
    assert browser.post(path, {"name": " "}).status_code == 422
    seat_path = browser.post(path, {"name": "Léa"})["Location"]
    browser.post(f"{seat_path}ideas/", {"text": "Ten new shops"})
    assert "Ten new shops" in browser.get(seat_path).content.decode()
    assert browser.get(path)["Location"] == seat_path  # the same code again: the same seat
    assert workshop.seats.filter(name="Léa").count() == 1
    assert Client().get(seat_path[:-4] + "abc/").status_code == 410
    workshop.close(by=ines)
    assert Client().post(path, {"name": "Late"}).status_code == 410
    assert "Ten new shops" in browser.get(seat_path).content.decode() or browser.get(seat_path).status_code == 200


@pytest.mark.django_db
def test_a_person_of_the_house_has_one_seat(client, workshop, jonas, ines):
    client.force_login(jonas)
    first = client.post(reverse("objectives:workshop_taking_part", args=[workshop.pk]))["Location"]
    second = client.post(reverse("objectives:workshop_taking_part", args=[workshop.pk]))["Location"]
    assert (
        workshop.seats.filter(person=jonas).count() == 1
        and client.get(first).status_code == client.get(second).status_code == 200
    )


@pytest.mark.django_db
def test_dots_never_pass_what_each_has_and_are_taken_back(workshop, ines):
    ideas = [Idea.propose(at(workshop, "propose", ines), f"Idea {n}") for n in range(2)]
    seat = guest(workshop)
    with pytest.raises(Refused):
        seat.give(ideas[0])  # not yet
    at(workshop, "vote", ines)
    for _turn in range(3):
        Client().post(phone(seat, "seat_dots", ideas[0].pk), {"count": "1"})
    refused = Client().post(phone(seat, "seat_dots", ideas[1].pk), {"count": "1"}, headers={"HX-Request": "true"})
    assert refused.status_code == 409 and seat.given() == 3
    Client().post(phone(seat, "seat_dots", ideas[0].pk), {"count": "-1"})
    answer = Client().post(phone(seat, "seat_dots", ideas[1].pk), {"count": "1"}, headers={"HX-Request": "true"})
    assert b"<strong>0</strong>" in answer.content
    assert dict(seat.dots.values_list("idea__text", "count")) == {"Idea 0": 2, "Idea 1": 1}


@pytest.mark.skipif(connection.vendor == "sqlite", reason="the tests’ SQLite lies in memory; bench/workshop.py tries a real one")
@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_give_no_more_than_one(workshop, ines):
    idea = Idea.propose(at(workshop, "propose", ines), "One")
    seat = guest(workshop)
    at(workshop, "vote", ines)
    refused = []

    def tab():
        try:
            for _turn in range(3):
                Seat.objects.get(pk=seat.pk).give(idea)
        except Refused as refusal:
            refused.append(refusal)
        finally:
            connections.close_all()

    tabs = [threading.Thread(target=tab) for _tab in range(4)]
    for each in tabs:
        each.start()
    for each in tabs:
        each.join()
    assert seat.given() == workshop.dots and refused


@pytest.mark.django_db
def test_what_was_voted_is_hidden_until_the_step_ends(client, workshop, ines):
    idea = Idea.propose(at(workshop, "propose", ines), "One")
    seat = guest(workshop)
    at(workshop, "vote", ines)
    seat.give(idea, 2)
    assert not reading.stage_of(workshop).shows_dots and reading.stage_of(workshop).cards[0].dots is None
    at(workshop, "draft", ines)
    assert reading.stage_of(workshop).cards[0].dots == 2
    at(workshop, "vote", ines)  # back again: hidden again, and nothing lost
    assert reading.stage_of(workshop).cards[0].dots is None and seat.given() == 2


@pytest.mark.django_db
def test_names_stand_on_no_screen_when_ideas_are_without_names(client, workshop, ines):
    at(workshop, "propose", ines)
    Idea.propose(workshop, "A shy idea", seat=guest(workshop, "Morgane Le Bihan"))
    other = guest(workshop, "Paul")
    assert "A shy idea" in Client().get(phone(other)).content.decode()
    client.force_login(ines)
    for name in ("workshop_screen", "workshop"):
        page = client.get(reverse(f"objectives:{name}", args=[workshop.pk])).content.decode()
        assert "A shy idea" in page
    assert "Morgane" not in client.get(reverse("objectives:workshop_screen", args=[workshop.pk])).content.decode()
    assert "Morgane" not in Client().get(phone(other)).content.decode()
    assert not Event.objects.filter(subject_name__contains="shy").exists()


@pytest.mark.django_db
def test_the_facilitator_leads_forth_and_back_gives_time_and_hands_over(client, workshop, ines, jonas):
    survey = Survey.prepare("Before", by=ines, questions=[{"text": "What?", "kind": "text"}])
    survey.themes.create(name="Shops")
    Workshop.objects.update(survey=survey)
    client.force_login(ines)
    client.post(reverse("objectives:workshop_opening", args=[workshop.pk]))
    workshop.refresh_from_db()
    assert workshop.step.kind == "look" and workshop.themes.get().name == "Shops"
    group = workshop.steps.get(kind="group")
    client.post(reverse("objectives:workshop_step", args=[workshop.pk]), {"step": group.pk})
    client.post(reverse("objectives:workshop_time", args=[workshop.pk]), {"minutes": "5"})
    group.refresh_from_db()
    assert group.began_at and group.more == 5
    idea = Idea.propose(workshop, "Ten shops")
    theme = workshop.themes.get()
    client.post(reverse("objectives:idea_theme", args=[idea.pk]), {"theme": theme.pk})
    same = Idea.propose(workshop, "A dozen shops")
    client.post(reverse("objectives:idea_merging", args=[same.pk]), {"into": idea.pk})
    page = client.get(workshop.get_absolute_url()).content.decode()
    assert "Ten shops" in page and [card.merged for card in reading.stage_of(workshop).cards] == [["A dozen shops"]]
    client.post(reverse("objectives:workshop_step", args=[workshop.pk]), {"step": workshop.steps.get(kind="look").pk})
    client.post(reverse("objectives:workshop_facilitator", args=[workshop.pk]), {"person": jonas.pk})
    workshop.refresh_from_db()
    assert workshop.facilitator == jonas and workshop.step.kind == "look"


@pytest.mark.django_db
def test_an_idea_becomes_one_draft_objective_and_those_present_receive_the_minutes(client, workshop, ines, jonas):
    idea = Idea.propose(at(workshop, "propose", ines), "Ten new shops by June")
    seat = Seat.take(workshop, person=jonas)
    at(workshop, "vote", ines)
    seat.give(idea, 3)
    at(workshop, "draft", ines)
    client.force_login(ines)
    client.post(reverse("objectives:idea_objective", args=[idea.pk]), {"text": "Open ten new shops by June"})
    assert client.post(reverse("objectives:idea_objective", args=[idea.pk]), {}).status_code == 409
    assert Objective.objects.get().idea == idea
    at(workshop, "check", ines)
    assert client.get(workshop.get_absolute_url()).status_code == 200
    client.post(reverse("objectives:workshop_notes", args=[workshop.pk]), {"notes": "June is the season."})
    workshop.close(by=ines)
    letter = Letter.objects.get(to=jonas.email)
    assert "Open ten new shops by June" in letter.text and "June is the season." in letter.text and "3" in letter.text
    assert Notification.objects.get(person=jonas, event__verb="objectives.workshop_closed").told_at  # no second letter
    page = client.get(workshop.get_absolute_url()).content.decode()
    assert "Open ten new shops by June" in page and "June is the season." in page
    with pytest.raises(Refused):
        Idea.propose(workshop, "Too late")


@pytest.mark.django_db
def test_a_beat_costs_one_query_while_nothing_is_new(workshop, ines, django_assert_num_queries):
    at(workshop, "propose", ines)
    seat = guest(workshop)
    workshop.refresh_from_db()
    with django_assert_num_queries(1):
        quiet = Client().get(phone(seat, "seat_live") + f"?since={workshop.beat}", headers={"HX-Request": "true"})
    assert quiet.status_code == 204
    Idea.propose(workshop, "Something new")
    loud = Client().get(phone(seat, "seat_live") + f"?since={workshop.beat}", headers={"HX-Request": "true"})
    assert loud.status_code == 200 and "Something new" in loud.content.decode()


@pytest.mark.django_db
def test_pages_cost_the_same_queries_however_many_ideas(client, workshop, ines):
    at(workshop, "propose", ines)
    client.force_login(ines)
    client.get(workshop.get_absolute_url())  # the first page writes when somebody was seen
    Client().get(phone(workshop.seats.first()))
    counts = []
    for many in (3, 30):
        for number in range(many):
            idea = Idea.propose(workshop, f"Idea {number}", seat=guest(workshop, f"H{number}"))
            Dots(seat=guest(workshop, f"G{number}"), idea=idea).save()
        with CaptureQueriesContext(connection) as seen:
            client.get(workshop.get_absolute_url())
        with CaptureQueriesContext(connection) as on_phone:
            Client().get(phone(workshop.seats.first()))
        counts.append((len(seen), len(on_phone)))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_a_neighbour_sees_only_a_workshop_with_a_seat_for_them(client, workshop, ines, paul):
    client.force_login(paul)
    assert client.get(workshop.get_absolute_url()).status_code == 404
    workshop.invite([paul], by=ines)
    assert client.get(workshop.get_absolute_url()).status_code == 200
    assert client.post(reverse("objectives:workshop_opening", args=[workshop.pk])).status_code == 404
