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
            # The address stays here. The origin alone is told: a form of the page is refused without it.
            response.headers.setdefault("Referrer-Policy", "strict-origin")
            response.headers["Cache-Control"] = "private, no-store"
        return response


def _holds_a_token(request: HttpRequest) -> bool:
    """Whether the address itself opens something: a signed link, an invitation, a private feed."""
    match = request.resolver_match
    if match is None:
        return False
    # `key` opens something among the accounts' own addresses; in a room it names a thing, such as a metric.
    return bool({"token", "uidb36"} & set(match.kwargs)) or ("key" in match.kwargs and not match.namespace)
