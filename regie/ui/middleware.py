"""Headers that every answer carries beside the content security policy: what the browser may never ask for."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# `publickey-credentials` stays open: passkeys need it.
DENIED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
PERMISSIONS = ", ".join(f"{name}=()" for name in DENIED)


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            # A signed-in page is nobody else's: no shared cache keeps it.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        if _holds_a_token(request):
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["Cache-Control"] = "private, no-store"
        return response


def _holds_a_token(request: HttpRequest) -> bool:
    """Whether the address itself opens something: a signed link, an invitation, a private feed."""
    match = request.resolver_match
    return bool(match and {"token", "key", "uidb36"} & set(match.kwargs))
