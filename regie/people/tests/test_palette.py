"""What the palette does of the frame of every page."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("sought", "pressed"),
    [("dark theme", "[value=dark]"), ("sign out", "logout"), ("language", "[name=language]")],
)
def test_the_palette_changes_theme_and_language_and_signs_out(client, jonas, sought, pressed):
    client.force_login(jonas)
    found = client.get("/palette/", {"q": sought}, headers={"X-Requested-With": "fetch"}).content.decode()
    assert "data-press=" in found
    assert pressed in found


def test_the_palette_leads_to_the_notifications(client, jonas):
    client.force_login(jonas)
    assert "/journal/notifications/" in client.get("/palette/", {"q": "notifications"}).content.decode()
