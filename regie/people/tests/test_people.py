"""Persons, roles, invitations, absences, links."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils import timezone

from regie.journal import kinds
from regie.journal.models import Event, Letter
from regie.people import links, sign_in
from regie.people.models import Absence, Domain, Invitation, OpenLink, Organisation, Person, Role


@pytest.fixture(autouse=True)
def no_counts(db):
    cache.clear()


@pytest.fixture
def act(monkeypatch):
    """A room's act: to read a domain's name without an account."""
    known = links.Act(
        "people.test_read",
        "read it",
        lambda request, link: HttpResponse(str(link.subject)),
        lambda person, thing: person.is_member,
    )
    monkeypatch.setitem(links.ACTS, known.key, known)
    return known


def invited_path() -> str:
    letter = Letter.objects.order_by("-id")[0]
    return re.search(r"http://[^/]+(/account/invitation/\S+)", letter.text).group(1)


def test_the_last_lead_stays_a_lead(ines):
    with pytest.raises(ValidationError):
        ines.change_standing("member", by=ines)
    with pytest.raises(ValidationError):
        ines.leave(by=ines)
    ines.refresh_from_db()
    assert ines.is_lead


def test_changing_rights_records_who_and_from_what(ines, jonas):
    jonas.change_standing("lead", by=ines)
    event = Event.objects.get(verb="people.standing_changed")
    assert event.actor == ines
    assert event.changes == {"standing": ["member", "lead"]}
    assert jonas.notifications.count() == 1


def test_whoever_leaves_is_out_at_once_and_gives_roles_back(client, ines, jonas, home):
    Role.objects.create(name="Paid media", domain=home).give_to(jonas, by=ines)
    client.get("/" + sign_in.link_for(jonas.email).split("/", 3)[3])
    assert client.get("/people/me/").status_code == 200
    jonas.leave(by=ines)
    assert client.get("/people/me/").status_code == 302
    assert not jonas.holdings.current().exists()
    with pytest.raises(sign_in.Unknown):
        sign_in.link_for(jonas.email)
    jonas.come_back(by=ines)
    assert sign_in.link_for(jonas.email)


def test_an_invitation_lets_in_whom_it_names(client, ines, home):
    Organisation.objects.update_or_create(pk=1, defaults={"name": "Tamarelle"})
    invitation = Invitation.invite("theo@tamarelle.example", by=ines, standing="member", domain=home)
    path = invited_path()
    assert b"theo@tamarelle.example" in client.get(path).content
    assert client.post(path, {"name": "Théo Marchand", "language": "fr", "password": ""}).headers["Location"] == "/charter/"
    person = Person.objects.get(email="theo@tamarelle.example")
    assert person.is_member
    assert person.domain == home
    assert client.session["_auth_user_id"] == str(person.pk)
    client.logout()
    assert client.post(path, {"name": "Somebody else", "language": "fr"}).status_code == 410
    invitation.refresh_from_db()
    assert invitation.accepted_at
    assert Event.objects.filter(verb="people.joined", actor=person).exists()


def test_an_invitation_gives_an_address_to_whom_the_charter_named(ines, home):
    named = Person.objects.create(name="Théo Marchand", domain=home)
    Invitation.invite("theo@tamarelle.example", by=ines, standing="delegator", person=named).accept(name="Théo Marchand")
    named.refresh_from_db()
    assert named.email == "theo@tamarelle.example"
    assert named.is_delegator


def test_a_withdrawn_or_late_invitation_opens_nothing_and_a_new_letter_kills_the_old(client, ines):
    invitation = Invitation.invite("theo@tamarelle.example", by=ines, standing="member")
    old = invited_path()
    invitation.send_again(by=ines)
    new = invited_path()
    assert (client.get(old).status_code, client.get(new).status_code) == (410, 200)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert client.get(new).status_code == 410
    invitation.withdraw(by=ines)
    assert client.get(new).status_code == 410


def test_a_list_of_addresses_is_sent_whole_or_not_at_all(client, ines, jonas):
    client.force_login(ines)
    said = {"addresses": "theo@tamarelle.example\njonas@tamarelle.example", "standing": "member"}
    answer = client.post("/people/invitations/", said)
    assert answer.status_code == 422
    assert b"theo@tamarelle.example" in answer.content
    assert b"Jonas Keller already" in answer.content
    assert not Invitation.objects.exists()
    assert not Letter.objects.exists()
    assert (
        client.post("/people/invitations/", {**said, "addresses": "theo@tamarelle.example, lea@tamarelle.example"}).status_code
        == 302
    )
    assert Invitation.objects.count() == 2


def test_two_people_who_edit_one_role_lose_no_words(client, ines, home):
    role = Role.objects.create(name="Data", domain=home, purpose="Keeps figures.")
    client.force_login(ines)
    opened = {"name": "Data", "domain": home.pk, "revision": role.revision}
    assert client.post(f"/people/roles/{role.pk}/", {**opened, "purpose": "Keeps figures and sources."}).status_code == 302
    second = client.post(f"/people/roles/{role.pk}/", {**opened, "purpose": "Keeps figures up to date."})
    assert second.status_code == 409
    page = second.content.decode()
    assert "Keeps figures up to date." in page
    assert "sources" in page
    role.refresh_from_db()
    assert role.purpose == "Keeps figures and sources."
    again = re.search(r'name="revision" value="(\d+)"', page).group(1)
    assert client.post(f"/people/roles/{role.pk}/", {**opened, "revision": again, "purpose": "Both."}).status_code == 302


def test_an_absence_needs_days_in_order_and_somebody_else_as_deputy(ines, jonas):
    today = timezone.localdate()
    with pytest.raises(ValidationError):
        Absence.note(jonas, today, today - timedelta(days=1), by=jonas)
    with pytest.raises(ValidationError):
        Absence.note(jonas, today, today, by=jonas, deputy=jonas)
    Absence.note(jonas, today, today + timedelta(days=3), by=jonas, deputy=ines)
    with pytest.raises(ValidationError):
        Absence.note(jonas, today + timedelta(days=3), today + timedelta(days=9), by=jonas)
    assert [absence.deputy for absence in Absence.objects.on()] == [ines]


def test_a_link_opens_one_page_for_one_act_until_it_is_closed(client, ines, home, act):
    link = OpenLink.give(act.key, home, by=ines, given_to="Studio Bascule", days=7)
    path = "/" + link.address.split("/", 3)[3]
    answer = client.get(path)
    assert answer.content.decode() == str(home)
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert client.get(path[:-3] + "x/").status_code == 410
    link.refresh_from_db()
    assert link.uses == 1
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert client.get(path).status_code == 410
    link.close(by=ines)
    assert client.get(path).status_code == 410


def test_a_link_is_given_only_to_what_one_sees_and_may_give(client, jonas, paul, home, act):
    client.force_login(jonas)
    assert (
        client.post(f"/people/links/people.domain/{home.pk}/", {"act": act.key, "given_to": "Studio", "days": "7"}).status_code
        == 201
    )
    assert (
        client.post(f"/people/links/people.domain/{home.pk}/", {"act": "nothing", "given_to": "Studio", "days": "7"}).status_code
        == 404
    )
    assert (
        client.post(
            f"/people/links/people.signinlink/{home.pk}/", {"act": act.key, "given_to": "Studio", "days": "7"}
        ).status_code
        == 404
    )
    client.force_login(paul)
    assert (
        client.post(f"/people/links/people.domain/{home.pk}/", {"act": act.key, "given_to": "Studio", "days": "7"}).status_code
        == 403
    )


def test_the_pages_cost_the_same_for_any_number_of_people(client, ines, home, django_assert_max_num_queries):
    role = Role.objects.create(name="Data", domain=home)
    for number in range(20):
        person = Person.objects.create_user(
            email=f"p{number}@tamarelle.example", name=f"Person {number}", standing="member", domain=home
        )
        role.give_to(person, by=ines)
    client.force_login(ines)
    client.get("/people/")
    for address, most in (
        ("/people/", 32),
        ("/people/roles/", 14),
        ("/people/domains/", 12),
        ("/journal/", 18),
        ("/people/people.csv", 9),
    ):
        with django_assert_max_num_queries(most):
            answer = client.get(address)
            b"".join(answer.streaming_content) if answer.streaming else None


def test_one_chooses_language_theme_and_notifications(client, jonas):
    client.force_login(jonas)
    said = {
        "name": "Jonas Keller",
        "job": "Media",
        "language": "fr",
        "theme": "dark",
        "time_zone": "America/Montreal",
        **{f"tell_{kind}": "at_once" for kind in kinds.KINDS},
        "tell_breach": "daily",
        "tell_mention": "bell",
        "revision": jonas.revision,
    }
    assert client.post("/people/me/", said).status_code == 302
    jonas.refresh_from_db()
    assert (jonas.language, jonas.theme, jonas.time_zone) == ("fr", "dark", "America/Montreal")
    assert [jonas.told_of(verb) for verb in ("metrics.breach_opened", "journal.commented", "reviews.review_called")] == [
        "daily",
        "bell",
        "at_once",
    ]
    page = client.get("/people/me/").content.decode()
    assert 'lang="fr"' in page
    assert 'data-theme="dark"' in page


def test_a_name_in_the_list_of_people_is_never_a_formula(client, ines):
    Person.objects.create_user(email="x@tamarelle.example", name="=1+1", standing="member")
    client.force_login(ines)
    assert "'=1+1" in b"".join(client.get("/people/people.csv").streaming_content).decode()


def test_home_is_one_domain_only(home):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Domain.objects.create(name="Other", is_home=True)
