"""Language and theme: kept in a cookie, and with the person when somebody is signed in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from regie.ui.context import THEME_COOKIE, THEMES

YEAR = 365 * 24 * 3600


def _back(request: HttpRequest) -> HttpResponse:
    """To where the person was; script that asked gets no page."""
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    address = request.POST.get("next") or request.headers.get("Referer") or "/"
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        address = "/"
    return HttpResponseRedirect(address)


def _keep(request: HttpRequest, response: HttpResponse, cookie: str, name: str, value: str) -> HttpResponse:
    response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    person: Any = request.user
    if person.is_authenticated and getattr(person, name) != value:
        setattr(person, name, value)
        person.save(update_fields=[name])
    return response


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    response = _back(request)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        _keep(request, response, settings.LANGUAGE_COOKIE_NAME, "language", chosen)
    return response


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    response = _back(request)
    chosen = request.POST.get("theme", "")
    if chosen in (*THEMES, ""):
        _keep(request, response, THEME_COOKIE, "theme", chosen)
    return response
