"""The door, with a real browser: what everybody sees first."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_the_door_is_open_to_everybody(page_of, ines, axe, language, theme, size):
    page = page_of(language=language, theme=theme, size=size)
    page.goto("/")
    assert "/account/" in page.url
    assert page.locator("html").get_attribute("lang") == language
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_who_signed_in_sees_the_day(page_of, ines, axe):
    page = page_of(ines, language="fr")
    page.goto("/")
    assert "/account/" not in page.url
    assert page.locator("h1").count() == 1
    axe(page)
