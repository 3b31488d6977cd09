"""Pages for what went wrong: a sentence, and the way on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader


def _page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    """The page of an error; a request made by script gets its sentence alone, for a toast."""
    part = "#sentence" if request.headers.get("HX-Request") else ""
    return render(request, f"{status}.html{part}", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400)


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403, reason=str(exception or ""))


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Somebody asked too often; rooms and the sign-in return this with 429."""
    response = _page(request, 429)
    response.headers["Retry-After"] = "60"
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """No context processor runs: what failed may be the very thing the shell would ask."""
    return HttpResponse(loader.get_template("500.html").render(), status=500)
