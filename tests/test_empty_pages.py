"""A young house: every empty page says what belongs there, shows one example and at most one thing to begin with."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db

PAGES = [
    "/charter/",
    "/metrics/",
    "/metrics/measures/",
    "/metrics/breaches/",
    "/metrics/figures/",
    "/reviews/",
    "/reviews/drivers/",
    "/reviews/decisions/",
    "/connect/",
    "/connect/relays/",
    "/people/roles/",
    "/people/links/",
    "/work/workflows/",
    "/work/runs/",
    "/work/requests/",
    "/work/deliveries/",
    "/work/offers/",
    "/work/stuck/",
]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_empty_page_has_a_sentence_an_example_and_at_most_one_ink_button(client, ines, address, language):
    ines.language = language
    ines.save()
    client.force_login(ines)
    page = client.get(address).content.decode()
    assert f'<html lang="{language}' in page
    main = page[page.index('id="main"') :]
    assert main.count("empty__sentence") == 1
    assert main.count('class="empty__example"') == 1
    assert main.count('class="button" data-kind="primary"') <= 1
