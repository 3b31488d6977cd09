"""A company account by OpenID Connect, against a small issuer of our own on loopback."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache

from regie.people.models import Invitation, Person


class Issuer:
    """Discovery, authorization code with PKCE, token, userinfo; `said` is what it tells of whoever comes."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.said: dict = {}
        self.codes: dict[str, dict] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def _handler(self):
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args) -> None:
                pass

            def _send(self, value: dict, status: int = 200) -> None:
                body = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                if parts.path == "/.well-known/openid-configuration":
                    ways = {name: f"{issuer.address}/{name}" for name in ("authorize", "token", "userinfo", "jwks")}
                    self._send(
                        {
                            "issuer": issuer.address,
                            "authorization_endpoint": ways["authorize"],
                            "token_endpoint": ways["token"],
                            "userinfo_endpoint": ways["userinfo"],
                            "jwks_uri": ways["jwks"],
                            "token_endpoint_auth_methods_supported": ["client_secret_post"],
                        }
                    )
                elif parts.path == "/authorize":
                    asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
                    issuer.codes["a-code"] = asked
                    self.send_response(302)
                    self.send_header(
                        "Location", asked["redirect_uri"] + "?" + urlencode({"code": "a-code", "state": asked["state"]})
                    )
                    self.end_headers()
                elif parts.path == "/userinfo":
                    self._send(issuer.said if self.headers["Authorization"] == "Bearer an-access" else {}, 200)
                else:
                    self._send({}, 404)

            def do_POST(self) -> None:
                said = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                asked = issuer.codes.pop(said["code"][0], None)
                proof = base64.urlsafe_b64encode(hashlib.sha256(said["code_verifier"][0].encode()).digest()).rstrip(b"=").decode()
                if asked is None or asked["code_challenge"] != proof or said["client_secret"] != ["a-secret"]:
                    self._send({"error": "invalid_grant"}, 400)
                    return
                now = int(time.time())
                claims = {**issuer.said, "iss": issuer.address, "aud": asked["client_id"], "iat": now, "exp": now + 60}
                token = jwt.encode(claims, issuer.key, algorithm="RS256", headers={"kid": "one"})
                self._send({"access_token": "an-access", "token_type": "Bearer", "expires_in": 60, "id_token": token})

        return Handler


@pytest.fixture(scope="module")
def issuer():
    made = Issuer()
    yield made
    made.server.shutdown()


@pytest.fixture
def come_in(client, issuer, settings, monkeypatch, db):
    """Walk from our door to the issuer and back; gives the answer of our callback."""
    import requests

    cache.clear()
    for name in ("REGIE_OIDC_ISSUER", "REGIE_OIDC_CLIENT", "REGIE_OIDC_SECRET"):
        monkeypatch.setenv(name, {"ISSUER": issuer.address, "CLIENT": "regie", "SECRET": "a-secret"}[name.rsplit("_", 1)[1]])
    from regie.settings import _oidc

    settings.SOCIALACCOUNT_PROVIDERS = _oidc()

    def walk(**said):
        issuer.said = said
        assert b"/account/oidc/company/login/" in client.get("/account/login/").content
        there = client.get("/account/oidc/company/login/").headers["Location"]
        back = requests.get(there, allow_redirects=False, timeout=5).headers["Location"]
        return client.get(back.replace("http://testserver", ""))

    return walk


def test_a_known_person_with_a_verified_address_comes_in(come_in, client, jonas):
    assert come_in(sub="1", email="Jonas@Tamarelle.example", email_verified=True, name="Jonas K").status_code == 302
    assert client.session["_auth_user_id"] == str(jonas.pk)
    client.logout()
    # the next time by the account itself, whatever its address has become
    assert come_in(sub="1", email="other@elsewhere.example", email_verified=True).status_code == 302
    assert client.session["_auth_user_id"] == str(jonas.pk)


def test_an_unverified_address_opens_nothing(come_in, client, jonas):
    answer = come_in(sub="2", email="jonas@tamarelle.example", email_verified=False)
    assert answer.status_code == 403
    assert b"verified" in answer.content
    assert "_auth_user_id" not in client.session


def test_an_unknown_address_opens_nothing(come_in, client, ines):
    answer = come_in(sub="3", email="somebody@elsewhere.example", email_verified=True)
    assert answer.status_code == 403
    assert b"somebody@elsewhere.example" in answer.content
    assert Person.objects.count() == 1


def test_an_invited_address_accepts_its_invitation(come_in, client, ines, home):
    Invitation.invite("theo@tamarelle.example", by=ines, standing="member", domain=home)
    assert come_in(sub="4", email="theo@tamarelle.example", email_verified=True, name="Théo Marchand").status_code == 302
    person = Person.objects.get(email="theo@tamarelle.example")
    assert person.is_member
    assert person.name == "Théo Marchand"
    assert not Invitation.objects.waiting().exists()


def test_a_company_domain_may_come_in_as_neighbours(come_in, client, ines, settings):
    settings.OIDC_DOMAIN = "tamarelle.example"
    assert come_in(sub="5", email="lea@tamarelle.example", email_verified=True, name="Léa Roy").status_code == 302
    assert Person.objects.get(email="lea@tamarelle.example").standing == "neighbour"
    client.logout()
    assert come_in(sub="6", email="lea@nottamarelle.example", email_verified=True).status_code == 403


def test_somebody_who_left_does_not_come_back_by_the_company(come_in, client, ines, jonas):
    come_in(sub="7", email="jonas@tamarelle.example", email_verified=True)
    client.logout()
    jonas.leave(by=ines)
    assert come_in(sub="7", email="jonas@tamarelle.example", email_verified=True).status_code in (302, 403)
    assert "_auth_user_id" not in client.session
