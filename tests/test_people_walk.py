"""People in a browser: a passkey made and used, rights changed in the line, the bell, comments."""

from __future__ import annotations

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def passkeys(settings):
    """Chromium allows passkeys on `localhost`, not on a bare address."""
    from django.core.cache import cache

    cache.clear()
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True


def authenticator_of(page):
    """A virtual device that keeps passkeys and knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}})
    return session


def test_a_passkey_is_made_and_opens_the_door(context_of, live_server, jonas, passkeys):
    from regie.people import sign_in

    address = live_server.url.replace("127.0.0.1", "localhost")
    page = context_of(None, language="en").new_page()
    authenticator_of(page)
    page.goto(address + "/" + sign_in.link_for(jonas.email).split("/", 3)[3])
    page.goto(address + "/people/me/")
    page.get_by_role("link", name="Add").first.click()
    page.get_by_label("Name").fill("Laptop")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url(re.compile("recovery-codes|2fa/$"))
    page.goto(address + "/account/2fa/webauthn/")
    assert page.get_by_text("Laptop").is_visible()
    page.context.clear_cookies()
    page.goto(address + "/account/login/")
    page.get_by_role("button", name="passkey").click()
    page.wait_for_url(address + "/")
    page.goto(address + "/people/me/")
    assert page.get_by_role("heading", level=1).inner_text() in ("Your account", "Votre compte")


def test_rights_are_changed_where_they_stand_and_escape_gives_them_back(page_of, ines, jonas):
    page = page_of(ines, language="en")
    page.goto("/people/")
    cell = page.get_by_role("link", name="Rights of Jonas Keller")
    cell.click()
    page.locator("[data-cell] select").press("Escape")
    assert cell.is_visible()
    cell.click()
    page.locator("[data-cell] select").select_option("delegator")
    page.locator("[data-cell]").get_by_role("button", name="Keep").click()
    page.get_by_role("link", name="Rights of Jonas Keller: delegator").wait_for()
    jonas.refresh_from_db()
    assert jonas.is_delegator


def test_a_name_is_found_after_an_at_by_keyboard_and_plain_typing_stays_plain(page_of, ines, jonas, axe):
    from regie.reviews.models import Driver

    driver = Driver.open_one(by=ines, title="Fairs cost more", situation="Twice last year’s rent.")
    page = page_of(ines, language="en")
    page.goto(driver.get_absolute_url())
    text = page.get_by_label("Your comment")
    text.press_sequentially("Ask @jon")
    page.get_by_role("option", name="Jonas Keller").wait_for()
    axe(page)
    text.press("Escape")
    assert page.get_by_role("listbox").count() == 0
    text.press_sequentially("a")
    page.get_by_role("option", name="Jonas Keller").wait_for()
    text.press("ArrowDown")
    text.press("Enter")
    assert text.input_value() == "Ask @Jonas Keller "
    text.press_sequentially("at jonas@tamarelle.example")
    text.press("Enter")
    text.press_sequentially("today")
    assert text.input_value() == "Ask @Jonas Keller at jonas@tamarelle.example\ntoday"


def test_the_bell_shows_what_is_new_and_a_comment_calls_somebody(page_of, ines, jonas, home):
    page = page_of(ines, language="en")
    page.goto(f"/people/domains/{home.pk}/")
    from regie.journal.models import Comment

    Comment.say(home, "@Inès Carvalho, is this still so?", by=jonas)
    page.reload()
    page.get_by_role("button", name="Notifications, 1 new").click()
    page.locator("#bell").get_by_text("is this still so").click()
    page.wait_for_url(f"**/people/domains/{home.pk}/")
    assert page.get_by_role("button", name="Notifications", exact=True).is_visible()


def test_the_door_opens_without_any_script(page_of, ines):
    from django.core.cache import cache

    cache.clear()
    ines.set_password("un chat dort sur le toit")
    ines.save()
    page = page_of(None, language="en", script=False)
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(ines.email)
    page.get_by_label("Password").fill("un chat dort sur le toit")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    assert page.get_by_role("navigation", name="Rooms").is_visible()


PAGES = [
    "/people/",
    "/people/roles/",
    "/people/domains/",
    "/people/rights/",
    "/people/links/",
    "/people/organisation/",
    "/people/me/",
    "/journal/",
]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_read_the_pages_of_people(page_of, ines, jonas, home, axe, theme):
    from regie.people.models import Role

    Role.objects.create(name="Data", domain=home).give_to(jonas, by=ines)
    page = page_of(ines, language="fr", theme=theme, size="phone" if theme == "dark" else "desk")
    for address in [*PAGES, jonas.get_absolute_url(), "/journal/notifications/"]:
        page.goto(address)
        axe(page)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), address


def test_everybody_can_read_the_door(page_of, ines, axe):
    page = page_of(None, language="fr")
    for address in ("/account/login/", "/account/login/code/", "/account/password/reset/", "/account/link/none/"):
        page.goto(address)
        axe(page)
