"""Who can do what: every address of people and journal, asked by five."""

from __future__ import annotations

import pytest
import rules
from django.core.cache import cache

from regie.journal.models import Comment
from regie.people import queries, rights
from regie.people.models import Absence, Invitation, OpenLink, Role

# address -> what (lead, member, delegator, neighbour, stranger) get on GET
EXPECTED = {
    "/people/": (200, 200, 200, 200, 302),
    "/people/people.csv": (200, 403, 403, 403, 302),
    "/people/new/": (200, 403, 403, 403, 302),
    "/people/{person}/": (200, 200, 200, 200, 302),
    "/people/{person}/edit/": (200, 404, 404, 404, 302),
    "/people/{person}/standing/": (200, 403, 403, 403, 302),
    "/people/{person}/departure/": (200, 403, 403, 403, 302),
    "/people/{person}/return/": (405, 403, 403, 403, 302),
    "/people/{person}/absences/": (200, 404, 404, 404, 302),
    "/people/absences/{absence}/removal/": (405, 405, 405, 405, 302),
    "/people/roles/": (200, 200, 200, 200, 302),
    "/people/roles/new/": (200, 403, 403, 403, 302),
    "/people/roles/{role}/": (200, 403, 403, 403, 302),
    "/people/roles/{role}/removal/": (405, 403, 403, 403, 302),
    "/people/roles/{role}/holdings/": (405, 403, 403, 403, 302),
    "/people/domains/": (200, 200, 200, 200, 302),
    "/people/domains/new/": (200, 403, 403, 403, 302),
    "/people/domains/{domain}/": (200, 200, 200, 200, 302),
    "/people/domains/{domain}/edit/": (200, 403, 403, 403, 302),
    "/people/rights/": (200, 200, 200, 200, 302),
    "/people/invitations/": (405, 403, 403, 403, 302),
    "/people/invitations/{invitation}/resend/": (405, 403, 403, 403, 302),
    "/people/links/": (200, 200, 403, 403, 302),
    "/people/links/{link}/end/": (405, 405, 403, 403, 302),
    "/people/organisation/": (200, 403, 403, 403, 302),
    "/people/me/": (200, 200, 200, 200, 302),
    "/journal/": (200, 403, 403, 403, 302),
    "/journal/journal.csv": (200, 403, 403, 403, 302),
    "/journal/events/{event}/": (200, 403, 403, 403, 302),
    "/journal/of/people.domain/{domain}/": (200, 200, 200, 200, 302),
    "/journal/of/people.invitation/{invitation}/": (200, 404, 404, 404, 302),
    "/journal/of/people.signinlink/1/": (404, 404, 404, 404, 302),
    "/journal/of/auth.permission/1/": (404, 404, 404, 404, 302),
    "/journal/of/no.thing/1/": (404, 404, 404, 404, 302),
    "/journal/notifications/": (200, 200, 200, 200, 302),
    "/journal/comments/{comment}/": (200, 404, 404, 404, 302),
    "/account/2fa/": (302, 302, 302, 302, 302),
    "/account/login/": (302, 302, 302, 302, 200),
    "/account/login/code/": (302, 302, 302, 302, 200),
    "/account/password/reset/": (200, 200, 200, 200, 200),
}


@pytest.fixture
def things(ines, jonas, helene, paul, home):
    from django.utils import timezone

    from regie.journal.models import Event

    cache.clear()
    role = Role.objects.create(name="Data", domain=home)
    role.give_to(helene, by=ines)
    today = timezone.localdate()
    bastien = type(ines).objects.create_user(
        email="bastien@tamarelle.example", name="Bastien Le Goff", standing="member", domain=home
    )
    return {
        "person": bastien.pk,
        "role": role.pk,
        "domain": home.pk,
        "absence": Absence.note(bastien, today, today, by=bastien).pk,
        "invitation": Invitation.invite("theo@tamarelle.example", by=ines, standing="member").pk,
        "link": OpenLink.give("x.y", home, by=ines).pk,
        "comment": Comment.say(home, "Good", by=ines).pk,
        "event": Event.objects.first().pk,
    }


def test_each_address_opens_to_whom_it_should(client, ines, jonas, helene, paul, things):
    wrong = []
    for address, expected in EXPECTED.items():
        path = address.format(**things)
        for person, status in zip((ines, jonas, helene, paul, None), expected, strict=True):
            client.logout()
            if person:
                client.force_login(person)
            found = client.get(path).status_code
            if found != status:
                wrong.append(f"{path} for {person or 'a stranger'}: {found}, not {status}")
    assert not wrong, "\n".join(wrong)


def test_only_a_lead_changes_what_others_may_do(client, jonas, things):
    client.force_login(jonas)
    for address in ("standing/", "departure/", "return/"):
        assert client.post(f"/people/{things['person']}/{address}", {"standing": "lead"}).status_code == 403
    assert client.post(f"/people/absences/{things['absence']}/removal/").status_code == 404
    assert client.post(f"/people/links/{things['link']}/end/").status_code == 404
    assert client.post(f"/journal/comments/{things['comment']}/removal/").status_code == 404


def test_rights_are_changed_in_the_line(client, ines, jonas):
    client.force_login(ines)
    path = f"/people/{jonas.pk}/standing/"
    htmx = {"HX-Request": "true"}
    assert "<select" in client.get(path, headers=htmx).content.decode()
    answer = client.post(path, {"standing": "delegator"}, headers=htmx).content.decode()
    assert "cell-edit" in answer
    assert "<html" not in answer
    jonas.refresh_from_db()
    assert jonas.is_delegator
    refused = client.post(f"/people/{ines.pk}/standing/", {"standing": "member"}, headers=htmx)
    assert refused.status_code == 422
    assert b"only lead" in refused.content


def test_a_right_that_no_room_declares_is_denied(ines):
    assert not ines.has_perm("people.fly")


def test_every_right_is_said_in_words(db):
    assert set(rules.permissions.permissions) == set(rights.LABELS)


def test_the_table_says_what_the_rules_do(ines, jonas, helene, paul):
    for room in queries.who_may():
        for row in room.rows:
            if not row.by_link:
                cast = {person.standing: person for person in (ines, jonas, helene, paul)}
                assert [(standing, cast[standing].has_perm(row.right)) for standing, _yes in row.given] == row.given


def test_somebody_who_left_may_nothing(jonas, ines):
    jonas.leave(by=ines)
    assert not any(jonas.has_perm(right) for right in rights.LABELS)
