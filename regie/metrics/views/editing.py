"""The one way in which a metric and a measure are edited: a revised form, and what to do when somebody was faster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from regie.journal.models import Stale
from regie.ui.forms import RevisedModelForm, conflict


def edited(
    request: HttpRequest, look_up: Callable[[], Any], form_class: type[RevisedModelForm], template: str, name: str
) -> HttpResponse:
    """`look_up` finds the thing, again for a page that is shown again: a form has written on the first one. `name` is what
    the template calls it."""
    thing = look_up()
    form = form_class(request.POST or None, instance=thing)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        messages.success(request, gettext("Saved."))
        return redirect(thing)
    return render(request, template, {"form": form, name: look_up()}, status=422 if form.errors else 200)
