"""Whoever has not signed in sees the door and nothing else: every address of the house is tried."""

from __future__ import annotations

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

# What a stranger may open without an account, by the name of its address, and why.
PUBLIC = {
    "account_login": "the door",
    "account_request_login_code": "a code by e-mail",
    "account_confirm_login_code": "a code by e-mail",
    "account_reset_password": "a forgotten password",
    "account_reset_password_done": "a forgotten password",
    "account_reset_password_from_key": "a forgotten password",
    "account_reset_password_from_key_done": "a forgotten password",
    "account_confirm_email": "a link in a letter",
    "account_email_verification_sent": "says that a letter is on its way",
    "account_inactive": "says that an account is closed",
    "account_signup": "by invitation",
    "mfa_login_webauthn": "a passkey",
    "mfa_signup_webauthn": "a passkey",
    "mfa_authenticate": "the second step",
    "openid_connect_login": "the company’s directory",
    "openid_connect_callback": "the company’s directory",
    "socialaccount_login_cancelled": "the company’s directory",
    "socialaccount_login_error": "the company’s directory",
    "socialaccount_signup": "the company’s directory",
    "language": "the language of the door",
    "theme": "the look of the door",
    "set_language": "the language of the door",
}
SAMPLES = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-4000-8000-000000000000", "path": "x", "date": "2026-01-01"}


def addresses(resolver=None, before: str = "/") -> list[tuple[str, str]]:
    """`(name, path)` of every address, with something plausible in each slot."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        here = before + sample(entry.pattern)
        if isinstance(entry, URLResolver):
            found += addresses(entry, here)
        elif isinstance(entry, URLPattern):
            found.append((entry.name or here, here))
    return found


def sample(pattern) -> str:
    """A path that the pattern would match, near enough for the middleware to look at it."""
    import re

    text = str(pattern)
    text = re.sub(r"<(?:(\w+):)?\w+>", lambda slot: SAMPLES.get(slot[1] or "str", "x"), text)
    text = re.sub(r"\(\?P<\w+>[^)]*\)", "x", text)
    return re.sub(r"[\^$?*+\\]", "", text)


@pytest.mark.django_db
def test_a_stranger_is_sent_to_the_door_from_every_address(client):
    open_doors = []
    for name, path in addresses():
        if name in PUBLIC:
            continue
        status = client.get(path).status_code
        if status not in (301, 302, 401, 403, 404, 405, 410):
            open_doors.append(f"{path} ({name}) answers {status}")
    assert not open_doors, "\n".join(open_doors)


@pytest.mark.django_db
def test_a_stranger_can_change_nothing(client):
    """POST without a session is refused as well; 404 and 405 are refusals too."""
    open_doors = []
    for name, path in addresses():
        if name in PUBLIC:
            continue
        answer = client.post(path, {})
        led_to_door = answer.status_code in (301, 302) and ("login" in answer["Location"] or "account" in answer["Location"])
        if not led_to_door and answer.status_code not in (401, 403, 404, 405, 410):
            open_doors.append(f"{path} ({name}) answers {answer.status_code}")
    assert not open_doors, "\n".join(open_doors)


def test_the_house_has_addresses():
    assert len(addresses()) > 20
