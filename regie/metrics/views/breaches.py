"""Breaches: listed, taken, explained, closed with a decision."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from regie.metrics.lists import BreachTable
from regie.metrics.models import Breach
from regie.metrics.views.doors import breach_of


def index(request: HttpRequest) -> HttpResponseBase:
    breaches = Breach.objects.visible_to(request.user).select_related("metric", "taken_by")
    table = BreachTable(request, breaches)
    return table.export() or render(request, "metrics/breaches.html", {"table": table, "open": breaches.open().count()})


def _act(request: HttpRequest, breach: Breach, act, done: str) -> HttpResponse:
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect(breach)


@require_POST
def taking(request: HttpRequest, pk: int) -> HttpResponse:
    breach = breach_of(request, pk)
    if breach.taken_by_id == request.user.pk and breach.taken_at:
        return _act(request, breach, lambda: breach.hand_back(by=request.user), gettext("Handed back."))
    return _act(request, breach, lambda: breach.take(by=request.user), gettext("You look after it."))


@require_POST
def explanation(request: HttpRequest, pk: int) -> HttpResponse:
    breach, text = breach_of(request, pk), request.POST.get("text", "")
    return _act(request, breach, lambda: breach.explain(text, by=request.user), gettext("Explained."))


@require_POST
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    breach, text = breach_of(request, pk), request.POST.get("text", "")
    return _act(request, breach, lambda: breach.close(by=request.user, decision=text), gettext("Closed with a decision."))
