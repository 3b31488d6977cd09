"""One field of a campaign or of an activity, changed where it stands; without script, on a page of its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regie.lib.refused import Refused
from regie.people.models import Person
from regie.plan.campaign_forms import day_input
from regie.plan.models import Activity, Campaign
from regie.ui.forms import Form

FIELDS = ("owner", "starts_on", "ends_on")


def _field(name: str, label: str) -> forms.Field:
    if name == "owner":
        return forms.ModelChoiceField(
            label=label, queryset=Person.objects.active().order_by("name"), required=False, empty_label=_("nobody yet")
        )
    return forms.DateField(label=label, required=False, widget=day_input())


@require_http_methods(["GET", "POST"])
def campaign(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    thing = get_object_or_404(Campaign.objects.editable_by(request.user).select_related("owner"), pk=pk)
    return _cell(request, thing, name, "plan:campaign_cell")


@require_http_methods(["GET", "POST"])
def activity(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    thing = get_object_or_404(Activity.objects.editable_by(request.user).select_related("owner", "campaign"), pk=pk)
    return _cell(request, thing, name, "plan:activity_cell")


def _cell(request: HttpRequest, thing: Any, name: str, address: str) -> HttpResponse:
    if name not in FIELDS or not thing.is_open:
        raise Http404
    label = str(thing._meta.get_field(name).verbose_name)

    class CellForm(Form):
        value = _field(name, label.capitalize())

    form = CellForm(
        request.POST if request.method == "POST" else None,
        initial={"value": getattr(thing, name)},
        auto_id=f"{name}-{thing.pk}-%s",
    )
    if request.method == "POST" and form.is_valid():
        value = form.cleaned_data["value"]
        try:
            if name == "starts_on" and value is not None and isinstance(thing, Activity):
                thing.move(value, by=request.user)
            else:
                thing.edit(by=request.user, **{name: value})
        except Refused as refusal:
            form.add_error("value", str(refusal.sentence))
        except ValidationError as wrong:
            form.add_error("value", wrong.messages)
    is_part = bool(request.headers.get("HX-Request"))
    context = {
        "thing": thing, "name": name, "label": label, "value": getattr(thing, name), "form": form,
        "address": reverse(address, args=[thing.pk, name]),
    }  # fmt: skip
    if request.method == "POST" and not form.errors:
        return render(request, "plan/cell.html#cell", context) if is_part else redirect(thing)
    part = "#cell" if is_part and "shown" in request.GET else "#form" if is_part else ""
    return render(request, f"plan/cell.html{part}", context, status=422 if form.errors else 200)
