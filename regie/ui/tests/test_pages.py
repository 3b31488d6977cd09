"""The pages that belong to the look itself."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from regie.ui import context, rooms, specimens
from regie.ui.charts.response import picture


def test_a_lead_sees_every_component_in_both_languages(client, ines):
    client.force_login(ines)
    for language, word in (("en", "What is not on this page is not ours"), ("fr", "Ce qui n’est pas sur cette page")):
        client.cookies["regie_language"] = language
        page = client.get("/components/")
        assert page.status_code == 200
        assert word in page.content.decode()


def test_the_page_of_components_is_for_leads(client, jonas):
    client.force_login(jonas)
    assert client.get("/components/").status_code == 403


def test_no_page_carries_inline_style_or_script(client, ines):
    client.force_login(ines)
    page = client.get("/components/").content.decode()
    assert " style=" not in page
    assert " onclick=" not in page
    assert page.count("<script") == page.count('<script type="module" src=')


def test_the_language_is_kept_with_the_person(client, ines):
    client.force_login(ines)
    client.post("/language/", {"language": "fr"})
    ines.refresh_from_db()
    assert ines.language == "fr"
    client.post("/language/", {"language": "xx"})
    ines.refresh_from_db()
    assert ines.language == "fr"


def test_the_theme_is_written_by_the_server(client, ines):
    client.force_login(ines)
    client.post("/theme/", {"theme": "dark"})
    assert 'data-theme="dark"' in client.get("/components/").content.decode()


def test_changing_the_language_never_leads_elsewhere(client, db):
    response = client.post("/language/", {"language": "fr", "next": "https://elsewhere.example/"})
    assert response.headers["Location"] == "/"


def test_what_is_not_there_says_so_in_the_houses_voice(client, ines):
    client.force_login(ines)
    page = client.get("/no-such-thing/")
    assert page.status_code == 404
    assert "error" in page.content.decode()
    sentence = client.get("/no-such-thing/", headers={"HX-Request": "true"}).content.decode()
    assert "<" not in sentence


def test_a_room_that_a_person_may_not_enter_is_not_on_the_rail(ines, monkeypatch):
    monkeypatch.setattr(rooms, "ROOMS", {})
    rooms.register(rooms.Room("a", 1, "A", "day", "ui:components"))
    rooms.register(rooms.Room("b", 2, "B", "day", "ui:palette", visible=lambda person: False))
    request = RequestFactory().get("/")
    request.user = ines
    assert [link.room.key for link in rooms.links(request)["loop"]] == ["a"]


def test_a_count_is_asked_once_a_page(ines, monkeypatch):
    monkeypatch.setattr(rooms, "ROOMS", {})
    calls = []
    rooms.register(rooms.Room("a", 1, "A", "day", "ui:components", count=lambda person: calls.append(person) or 4))
    request = RequestFactory().get("/")
    request.user = ines
    shell = context.Shell(request)
    assert (shell.rail, shell.rail, shell.keys, shell.has_more)[0]["loop"][0].count == 4
    assert len(calls) == 1


def test_the_palette_finds_rooms_and_verbs(client, ines):
    client.force_login(ines)
    page = client.get("/palette/", headers={"X-Requested-With": "fetch"})
    assert page.status_code == 200
    assert "<html" not in page.content.decode()


@pytest.mark.parametrize("name", sorted(specimens.CHARTS))
def test_a_chart_is_drawn_for_the_page_and_as_a_picture(name):
    with translation.override("fr"):
        chart = specimens.CHARTS[name]()
    assert chart.rows
    assert chart.says
    drawn = picture(chart, "svg").decode()
    assert drawn.startswith("<svg")
    assert "var(" not in drawn


def test_a_downloaded_chart_is_the_one_of_the_page(client, ines):
    client.force_login(ines)
    text = b"".join(client.get("/components/cac.csv").streaming_content).decode()
    assert "42.6" in text or "42,6" in text
    assert client.get("/components/cac.exe").status_code == 404


def test_a_missing_month_is_a_gap_and_not_a_zero():
    chart = specimens.cac()
    gap = next(row for row in chart.values if row[1] is None)
    assert gap[0].month == 5
    assert next(row for row in chart.rows if row[1] == "—")


def test_every_page_carries_the_headers_of_a_closed_house(client, ines):
    client.force_login(ines)
    headers = client.get("/components/").headers
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "camera=()" in headers["Permissions-Policy"]
    assert "private" in headers["Cache-Control"]
    assert headers["X-Frame-Options"] == "DENY"
