"""How views that call a verb answer: what a verb refuses is said in its sentence, and what was typed stays."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from regie.lib.refused import Refused
from regie.ui.toasts import toast


def acts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that only takes POST and calls a verb."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            return refuse(request, refusal)

    return require_POST(guarded)


def refuse(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A script gets a toast and keeps its form; a plain form gets a page with its own words on it."""
    if request.htmx:  # type: ignore[attr-defined]
        return toast(HttpResponse(status=409), refusal.sentence, state="breach")
    typed = [
        request.POST[name]
        for name in ("text", "reason", "how", "what", "note", "title", "comment")
        if request.POST.get(name, "").strip()
    ]
    context = {"sentence": refusal.sentence, "way": refusal.way, "typed": typed, "back": back(request)}
    return render(request, "ui/refused.html", context, status=409)


def back(request: HttpRequest, otherwise: str = "/") -> str:
    """Where the person came from, within this house."""
    asked = request.POST.get("next") or request.META.get("HTTP_REFERER", "")
    return (
        asked
        if asked and url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
        else otherwise
    )


def done(request: HttpRequest, to, text: str = "", undo: str = "") -> HttpResponse:
    """Say what was done and go on."""
    if text:
        messages.success(request, text, extra_tags=f"undo:{undo}" if undo else "")
    return redirect(to)
