"""The doors: links, codes, passwords, one-time codes, limits."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from regie.journal.models import Event
from regie.people import sign_in
from regie.people.models import Domain, Organisation, Person, SignInLink

SENTENCE = "un chat dort sur le toit"
at_one_moment = time_machine.travel("2026-11-23 10:00:00+00:00", tick=False)  # what is counted by the minute


@pytest.fixture(autouse=True)
def no_counts(db):
    cache.clear()


def path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def test_the_first_address_opens_on_one_click_and_only_once(client, ines):
    address = path_of(sign_in.first_link())
    assert client.get(address).headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(ines.pk)
    assert UserSession.objects.filter(user=ines).count() == 1
    client.logout()
    assert client.get(address).status_code == 410


def test_an_empty_instance_asks_who_opens_it(client, db):
    assert client.get(path_of(sign_in.first_link())).headers["Location"] == "/account/begin/"
    said = {
        "organisation": "Tamarelle",
        "domain": "Marketing",
        "language": "fr",
        "name": "Inès Carvalho",
        "email": "ines@tamarelle.example",
    }
    response = client.post("/account/begin/", {**said, "password": ""})
    assert response.headers["Location"] == "/charter/import/"
    person = Person.objects.get()
    assert person.is_lead
    assert person.domain == Domain.objects.home()
    assert Organisation.here().name == "Tamarelle"
    assert Event.objects.filter(verb="people.began", actor=person).exists()


def test_the_country_of_the_browser_brings_its_currency_and_its_time(client, db):
    client.get(path_of(sign_in.first_link()))
    page = client.get("/account/begin/", headers={"Accept-Language": "en-GB,en;q=0.9"}).content.decode()
    assert '<option value="GB" selected>' in page
    said = {"organisation": "Harbour", "domain": "Marketing", "language": "en", "country": "GB", "password": ""}
    client.post("/account/begin/", {**said, "name": "Ada", "email": "ada@harbour.example"})
    here = Organisation.here()
    assert (here.country, here.currency, here.time_zone) == ("GB", "GBP", "Europe/London")


def test_nobody_begins_an_instance_that_has_a_lead(client, ines):
    assert client.get("/account/begin/").headers["Location"] == "/account/login/"
    session = client.session
    session["people.may_begin"] = True
    session.save()
    assert client.get("/account/begin/").headers["Location"] == "/account/login/"


def test_a_link_ends_after_a_quarter_of_an_hour(client, ines):
    address = path_of(sign_in.link_for("INES@tamarelle.example"))
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert client.get(address).status_code == 410


def test_a_mail_program_that_looks_at_a_link_does_not_use_it_up(client, jonas):
    client.post("/account/login/code/", {"email": "jonas@tamarelle.example"})
    address = path_of(re.search(r"http\S+/account/link/\S+", mail.outbox[0].body).group())
    client.logout()
    assert b"Jonas Keller" in client.get(address).content
    assert client.head(address).status_code == 200
    assert "_auth_user_id" not in client.session
    assert client.post(address).status_code == 302
    assert client.session["_auth_user_id"] == str(jonas.pk)


def test_the_code_of_the_letter_opens_too(client, jonas):
    client.post("/account/login/code/", {"email": "jonas@tamarelle.example"})
    code = mail.outbox[0].body.split("asked for it:")[1].split()[0]
    assert client.post("/account/login/code/confirm/", {"code": code}).status_code == 302
    assert client.session["_auth_user_id"] == str(jonas.pk)


def test_a_stranger_s_address_gets_the_same_answer_and_no_letter(client, ines):
    known = client.post("/account/login/code/", {"email": "ines@tamarelle.example"})
    client.logout()
    unknown = client.post("/account/login/code/", {"email": "nobody@elsewhere.example"})
    assert known.headers["Location"] == unknown.headers["Location"]
    assert [letter.to for letter in mail.outbox] == [["ines@tamarelle.example"]]


def test_only_the_fingerprint_of_a_link_is_kept(ines):
    token = sign_in.first_link().rstrip("/").rsplit("/", 1)[1]
    assert token not in str(list(SignInLink.objects.values()))


def test_the_password_opens_and_a_wrong_one_says_so(client, ines):
    ines.set_password(SENTENCE)
    ines.save()
    wrong = client.post("/account/login/", {"login": ines.email, "password": "something else"})
    assert wrong.status_code == 200
    assert b"error-summary" in wrong.content
    assert client.post("/account/login/", {"login": ines.email, "password": SENTENCE}).headers["Location"] == "/"


@at_one_moment
def test_too_many_wrong_passwords_are_stopped_for_all_processes(client, ines):
    ines.set_password(SENTENCE)
    ines.save()
    for _turn in range(5):
        client.post("/account/login/", {"login": ines.email, "password": "wrong wrong wrong"})
    stopped = client.post("/account/login/", {"login": ines.email, "password": SENTENCE})
    assert "_auth_user_id" not in client.session
    assert "Wait five minutes" in stopped.content.decode()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM regie_cache")
        assert cursor.fetchone()[0] > 0


@at_one_moment
def test_a_machine_that_tries_again_and_again_gets_429_and_a_sentence(client, ines):
    for _turn in range(30):
        client.post("/account/login/", {"login": f"{_turn}@x.example", "password": "wrong"})
    stopped = client.post("/account/login/", {"login": "x@x.example", "password": "wrong"})
    assert stopped.status_code == 429
    assert "too often" in stopped.content.decode()


@at_one_moment
def test_guessing_links_is_limited(client, db):
    answers = {client.get(f"/account/link/{turn}/").status_code for turn in range(70)}
    assert answers == {410, 429}


def test_a_person_with_an_authenticator_is_asked_for_its_code_after_a_link(client, jonas):
    secret = generate_totp_secret()
    TOTP.activate(jonas, secret)
    client.post("/account/login/code/", {"email": jonas.email})
    address = path_of(re.search(r"http\S+/account/link/\S+", mail.outbox[0].body).group())
    client.logout()
    assert client.post(address).headers["Location"].startswith("/account/2fa/authenticate/")
    assert "_auth_user_id" not in client.session
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert client.post("/account/2fa/authenticate/", {"code": code}).status_code == 302
    assert client.session["_auth_user_id"] == str(jonas.pk)


@pytest.mark.django_db(transaction=True)  # the proof is noted when the change is committed
def test_codes_and_recovery_codes_are_switched_on_by_oneself(client, ines):
    client.get(path_of(sign_in.first_link()))
    page = client.get("/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert "style=" not in page.content.decode()
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert client.post("/account/2fa/totp/activate/", {"code": code}).status_code == 302
    kinds = set(Authenticator.objects.filter(user=ines).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    assert client.get("/account/2fa/recovery-codes/").status_code == 200


def test_a_forgotten_password_is_chosen_again(client, jonas):
    client.post("/account/password/reset/", {"email": jonas.email})
    address = path_of(re.search(r"http\S+/account/password/reset/key/\S+", mail.outbox[0].body).group())
    form = client.get(address, follow=True)
    assert client.post(form.request["PATH_INFO"], {"password1": SENTENCE, "password2": SENTENCE}).status_code == 302
    jonas.refresh_from_db()
    assert jonas.check_password(SENTENCE)


def test_a_mail_server_that_is_away_keeps_the_letter(client, jonas, settings):
    from regie.journal.models import Letter

    away = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {"host": "127.0.0.1", "port": 9}}
    settings.MAILERS = {"default": away}
    assert client.post("/account/login/code/", {"email": jonas.email}).status_code == 302
    letter = Letter.objects.get()
    assert letter.sent_at is None
    assert letter.tries == 1
    assert "account/link" in letter.text


def test_who_may_not_reads_which_right_it_takes_and_who_gives_it(client, paul):
    client.force_login(paul)
    page = client.get("/people/organisation/")
    assert page.status_code == 403
    assert "set up the organisation" in page.content.decode()
    assert "people.edit_organisation" not in page.content.decode()
    assert "A lead of the domain" in page.content.decode()


def test_the_proofs_of_a_person_stand_on_one_page(client, jonas):
    client.force_login(jonas)
    assert client.get("/account/2fa/").headers["Location"] == "/people/me/"
