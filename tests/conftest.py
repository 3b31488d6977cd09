"""A browser for the walks, an eye for accessibility, and no way out of this machine.

def test_a_lead_sees_the_day(page_of, ines, axe):
    page = page_of(ines)
    page.goto("/")
    axe(page)
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from regie.conftest import helene, home, ines, jonas, paul  # noqa: F401 - the cast walks here too

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NEAR = ("127.0.0.1", "localhost", "[::1]")
SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}

# Playwright's synchronous calls run inside an event loop; the tests' own database calls are still synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """A file, not SQLite's shared memory: there readers and the writer of two threads lock each other's tables."""
    from django.db import connections

    connection = connections["default"]
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for all walks."""
    import chromium as bring
    from playwright.sync_api import sync_playwright

    path = bring.find()
    if path is None:
        pytest.fail("The browser tests need Chromium: run them with “make test”, which brings it.")
    arguments = ["--disable-gpu", "--disable-background-networking", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def context_of(chromium, live_server, transactional_db, settings):
    """Open a browser of its own: `context_of(person, language="fr", theme="dark", size="phone", script=True)`."""
    settings.SITE_ADDRESS = live_server.url
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "localhost", "127.0.0.1"]
    opened, complaints = [], []

    def make(person=None, *, language="fr", theme="light", size="desk", script=True):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=SIZES[size],
            locale={"fr": "fr-FR", "en": "en-GB"}[language],
            color_scheme=theme,
            timezone_id="Europe/Paris",
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        context.route("**/*", only_near)
        context.set_default_timeout(30_000)  # a machine may be slow
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        context.complaints = complaints
        if person is not None:
            sign_in(context, live_server.url, person)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()
    # A refused script or style, or an exception in an island, is a fault of the page whatever the test looked at.
    faults = [text for text in complaints if "the server responded with a status of 4" not in text]
    assert not faults, "\n".join(faults)


@pytest.fixture
def page_of(context_of):
    """One page, signed in: `page_of(ines, language="en")`."""

    def make(person=None, **wishes):
        return context_of(person, **wishes).new_page()

    return make


@pytest.fixture
def axe():
    """Fail on what axe-core finds against WCAG 2.2 A and AA: `axe(page)`; with `rules`, of these alone."""

    def check(page, *, within: str = "html", rules: list[str] | None = None) -> None:
        if not page.evaluate("() => typeof window.axe === 'object'"):
            page.evaluate(AXE.read_text(encoding="utf-8"))
        only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
        found = page.evaluate(
            "([within, runOnly]) => axe.run(within, { runOnly, resultTypes: ['violations'], preload: { assets: ['media'] } })",
            [within, only],
        )
        found = found["violations"]
        said = [f"{fault['id']}: {fault['help']} — {node['html'][:200]}" for fault in found for node in fault["nodes"][:3]]
        assert not said, f"{page.url}\n" + "\n".join(said)

    return check


@pytest.fixture
def shot(request):
    """Keep a picture of the page in `test-results/`, to be looked at: `shot(page, "my-day")`."""

    def take(page, name: str) -> Path:
        path = ROOT / "test-results" / f"{request.node.name}-{name}.png"
        path.parent.mkdir(exist_ok=True)
        page.screenshot(path=path, full_page=True)
        return path

    return take


def only_near(route) -> None:
    """Requests stay on this machine."""
    host = route.request.url.split("/")[2].rsplit(":", 1)[0] if "//" in route.request.url else ""
    if host in NEAR or route.request.url.startswith(("data:", "blob:")):
        route.continue_()
    else:
        route.abort()
        raise AssertionError(f"The page asked for {route.request.url}")


def sign_in(context, address: str, person) -> None:
    """Give the browser a session, as the door would."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])
