"""Style and scripts as they are served: kept for good, and whole after they were built again."""

from __future__ import annotations

import os

import pytest
from django.test import Client, RequestFactory

from regie.ui import assets, static_files


@pytest.fixture
def bundle(tmp_path, settings, monkeypatch):
    """A room of its own with one script, served as the bundle is."""
    file = tmp_path / "built" / "app.js"
    file.parent.mkdir()
    file.write_text("let first = 1")
    settings.STATICFILES_DIRS = [tmp_path]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    from django.contrib.staticfiles import finders

    finders.get_finder.cache_clear()
    monkeypatch.setattr(assets, "HERE", tmp_path)
    yield file
    finders.get_finder.cache_clear()


def read(serve, address: str):
    answer = serve(RequestFactory().get(address))
    return answer, b"".join(answer.streaming_content).decode()


def test_a_script_that_is_built_again_under_a_running_server_is_served_whole(bundle):
    serve = static_files.StaticFilesMiddleware(lambda request: None)
    assert read(serve, "/static/built/app.js")[1] == "let first = 1"

    half = bundle.with_suffix(".half")
    half.write_text("let second = 'which is longer than the first was'")
    os.replace(half, bundle)

    answer, text = read(serve, "/static/built/app.js")
    assert text.endswith("was'")
    assert int(answer.headers["Content-Length"]) == len(text)


def test_only_an_address_with_its_version_is_kept_for_good(bundle):
    serve = static_files.StaticFilesMiddleware(lambda request: None)
    now = assets.version("built/app.js")

    assert "immutable" in read(serve, f"/static/built/app.js?v={now}")[0].headers["Cache-Control"]
    assert "immutable" not in read(serve, "/static/built/app.js?v=earlier")[0].headers["Cache-Control"]
    assert "immutable" not in read(serve, "/static/built/app.js")[0].headers["Cache-Control"]


@pytest.mark.django_db
def test_a_page_names_its_bundle_by_version(home):
    page = Client().get("/account/login/").content.decode()
    assert f"app.css?v={assets.version('built/app.css')}" in page or not assets.version("built/app.css")
