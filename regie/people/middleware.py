"""The language of a page: the person's choice, else the browser's; and when a person was last seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

SEEN_EVERY = timedelta(minutes=5)  # a write a page would cost more than the column is worth


class PersonLocaleMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if request.user.is_authenticated and request.user.language:
            chosen = request.user.language
        known = {code for code, _name in settings.LANGUAGES}
        language = chosen if chosen in known else translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            response.headers.setdefault("Vary", "Accept-Language, Cookie")
        return response


class SeenMiddleware:
    """Notes that a person and this browser of theirs are here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if person.is_authenticated:
            now = timezone.now()
            if person.seen_at is None or now - person.seen_at > SEEN_EVERY:
                from allauth.usersessions.models import UserSession

                get_user_model().objects.filter(pk=person.pk).update(seen_at=now)
                UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)
                person.seen_at = now
        return self.get_response(request)
