"""Campaigns: all of them, one with everything in it, how it is made and changed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.lib.refused import Refused
from regie.people.rights import needs
from regie.plan.campaign_forms import (
    AimForm,
    BeginningForm,
    CampaignForm,
    ManyCampaignsForm,
    PlaceForm,
    language,
    next_time,
)
from regie.plan.campaign_lists import Campaigns, rows_for
from regie.plan.models import Campaign
from regie.plan.reading import campaigns as reading
from regie.ui.acting import back, done
from regie.ui.forms import conflict

MOST = 500


def seen(request: HttpRequest, pk: int) -> Campaign:
    rows = Campaign.objects.visible_to(request.user).select_related("owner", "release__domain", "copied_from", "launched_by")
    return get_object_or_404(rows, pk=pk)


def ours(request: HttpRequest, pk: int) -> Campaign:
    return get_object_or_404(Campaign.objects.editable_by(request.user).select_related("owner"), pk=pk)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The team's and the delegator's list; somebody of another department has the campaigns in whose team they stand."""
    rows = rows_for(request.user)
    if not request.user.has_perm("plan.read") and not rows.exists():
        return render(request, "plan/campaigns/none.html", status=403)
    table = Campaigns(request, rows)
    counted = reading.counted(request.user)
    return table.export() or render(
        request,
        "plan/campaigns/index.html",
        {"table": table, "counted": counted, "may_prepare": request.user.has_perm("plan.prepare")},
    )


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = seen(request, pk)
    may_edit = Campaign.objects.editable_by(request.user).filter(pk=pk).exists()
    page = reading.page(campaign, request.user)
    context: dict[str, Any] = {"campaign": campaign, "page": page, "gates": page.gates, "may_edit": may_edit and campaign.is_open}
    context["may_learn"] = may_edit and campaign.launched_at is not None
    if context["may_edit"]:
        metric = request.GET.get("metric", "")
        context |= {
            "place_form": PlaceForm(auto_id="place-%s"),
            "aim_form": AimForm(auto_id="aim-%s", initial={"metric": metric if metric.isdigit() else None}),
            "asked_metric": metric,
            "may_measure": request.user.has_perm("metrics.edit_metrics"),
        }
    return render(request, "plan/campaigns/show.html", context)


@require_safe
def named(request: HttpRequest) -> HttpResponse:
    """From the label that work carries to its campaign; to the board of that label where there is none."""
    name = request.GET.get("name", "")[:200]
    campaign = Campaign.objects.visible_to(request.user).filter(name=name).first()
    return redirect(campaign or f"{reverse('work:index')}?{urlencode({'campaign': name})}")


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Three ways: a playbook, another campaign, or nothing at all."""
    way = f"playbook:{request.GET['playbook']}" if request.GET.get("playbook") else "empty"
    initial: dict[str, Any] = {"way": way, "owner": request.user.pk}
    copied = _copied(request)
    if copied is not None:
        initial |= {"way": f"copy:{copied.pk}", "starts_on": next_time(copied), "owner": copied.owner_id or request.user.pk}
    form = BeginningForm(request.POST or None, person=request.user, copied=copied, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return done(request, _begun(request, form.cleaned_data), _("The campaign is in preparation: make it yours."))
        except Refused as refusal:
            form.add_error("name", str(refusal.sentence))
    context = {"form": form, "language": language(), "way": form["way"].value()}
    return render(request, "plan/campaigns/new.html", context, status=422 if form.is_bound else 200)


def _copied(request: HttpRequest) -> Campaign | None:
    """The campaign that the address, or what was chosen, asks to copy."""
    asked = request.GET.get("copy", "") or request.POST.get("way", "").removeprefix("copy:")
    return Campaign.objects.visible_to(request.user).filter(pk=asked).first() if asked.isdecimal() else None


def _begun(request: HttpRequest, data: dict[str, Any]) -> Campaign:
    kind, _colon, key = data["way"].partition(":")
    first, owner = data["starts_on"], data["owner"]
    towards = {name: list(data[name]) for name in ("objectives", "audiences") if data[name]}
    if kind == "playbook":
        return Campaign.from_playbook(key, data["name"], first, by=request.user, owner=owner, **towards)
    if kind == "copy":
        source = get_object_or_404(Campaign.objects.visible_to(request.user), pk=key)
        made = source.copy(data["name"], first, by=request.user)
        if owner != made.owner or towards:
            made.edit(by=request.user, owner=owner, **towards)
        return made
    return Campaign.prepare(data["name"], by=request.user, starts_on=first, owner=owner, **towards)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = ours(request, pk)
    form = CampaignForm(request.POST or None, instance=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        except Refused as refusal:
            form.add_error("name" if "name" in form.changed_data else None, str(refusal.sentence))
        except ValidationError as wrong:
            form.add_error(None, wrong.messages)
        else:
            return done(request, campaign, _("The campaign is kept."))
    return render(request, "plan/campaigns/form.html", {"form": form, "campaign": campaign}, status=422 if form.is_bound else 200)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def many(request: HttpRequest) -> HttpResponse:
    """The list posts the picked rows; the sheet posts them again with what changes."""
    picked = [int(key) for key in request.POST.getlist("row") if key.isascii() and key.isdigit() and len(key) < 19][:MOST]
    rows = list(Campaign.objects.editable_by(request.user).filter(pk__in=picked))
    home = back(request, reverse("plan:campaigns"))
    if not rows:
        messages.warning(request, _("Pick campaigns in the list first."))
        return redirect("plan:campaigns")
    is_sent = "sheet" in request.POST
    form = ManyCampaignsForm(request.POST if is_sent else None)
    context = {"form": form, "rows": rows, "home": home}
    if is_sent and form.is_valid():
        changed, refused = _changed(rows, form.cleaned_data, request.user)
        said = ngettext("%(count)d campaign is changed.", "%(count)d campaigns are changed.", changed) % {"count": changed}
        if not refused:
            messages.success(request, said)
            return redirect(home)
        return render(request, "plan/campaigns/many_done.html", {"refused": refused, "said": said, "home": home})
    return render(request, "plan/campaigns/many.html", context, status=422 if is_sent else 200)


def _changed(rows: list[Campaign], data: dict[str, Any], by: Any) -> tuple[int, list[tuple[Campaign, str]]]:
    changed, refused = 0, []
    for row in rows:
        try:
            if data["owner"]:
                row.edit(by=by, owner=data["owner"])
            if data["pause"].strip():
                row.pause(data["pause"], by=by)
        except Refused as refusal:
            refused.append((row, refusal.sentence))
        else:
            changed += 1
    return changed, refused
