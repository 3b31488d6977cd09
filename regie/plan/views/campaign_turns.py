"""What turns a campaign: launched, paused, taken up again, ended; and what it is given."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from regie.lib.refused import Refused
from regie.metrics import adopting
from regie.people.rights import needs
from regie.plan import gates
from regie.plan.campaign_forms import AimForm, PlaceForm, RiskForm
from regie.plan.models import Campaign, Risk
from regie.plan.views.campaigns import ours
from regie.ui.acting import acts, done


@acts
def launch(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = ours(request, pk)
    try:
        campaign.launch(by=request.user)
    except gates.Closed as closed:
        return _held(request, campaign, closed)
    return done(request, campaign, _("“%(name)s” is launched: its team is told.") % {"name": campaign})


def _held(request: HttpRequest, campaign: Campaign, closed: gates.Closed) -> HttpResponse:
    """To the gates, where it can be seen what opens each of them."""
    messages.error(request, str(closed.sentence))
    return redirect("plan:campaign_gates", campaign.pk)


@acts
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = ours(request, pk)
    campaign.pause(request.POST.get("reason", ""), by=request.user)
    return done(request, campaign, _("“%(name)s” is paused: its team is told why.") % {"name": campaign})


@acts
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = ours(request, pk)
    try:
        campaign.resume(by=request.user)
    except gates.Closed as closed:
        return _held(request, campaign, closed)
    return done(request, campaign, _("“%(name)s” goes on.") % {"name": campaign})


@acts
def end(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = ours(request, pk)
    campaign.end(request.POST.get("text", ""), by=request.user)
    return done(request, f"{campaign.get_absolute_url()}#look-back", _("It is ended; what was learnt is kept."))


@acts
def learn(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = ours(request, pk)
    campaign.learn(request.POST.get("text", ""), by=request.user)
    return done(request, f"{campaign.get_absolute_url()}#look-back", _("What was learnt is kept."))


def _at(campaign: Campaign, part: str) -> str:
    return f"{campaign.get_absolute_url()}#{part}"


def _valid(form: Any) -> Any:
    if not form.is_valid():
        raise Refused(" ".join(str(fault) for faults in form.errors.values() for fault in faults))
    return form


@acts
def place(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = ours(request, pk)
    form = _valid(PlaceForm(request.POST))
    campaign.place(form.chosen, form.cleaned_data["letter"], by=request.user)
    return done(request, _at(campaign, "team"), _("%(whom)s is in the team.") % {"whom": form.chosen})


@acts
def unplace(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    campaign = ours(request, pk)
    campaign.unplace(get_object_or_404(campaign.places.select_related("person", "role"), pk=place), by=request.user)
    return done(request, _at(campaign, "team"), _("The team is changed."))


@acts
def aim(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = ours(request, pk)
    data = _valid(AimForm(request.POST)).cleaned_data
    campaign.aim(data.pop("metric"), data.pop("target"), by=request.user, **data)
    return done(request, _at(campaign, "aims"), _("It is judged by it from now on."))


@acts
@needs("metrics.edit_metrics")
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the house measure what the playbook looks at; the campaign's target comes next."""
    campaign = ours(request, pk)
    made = adopting.adopt([request.POST.get("key", "")], by=request.user)
    if not made:
        raise Refused(_("No metric is known by this name."))
    said = _("“%(metric)s” is measured from now on: say up to where it is to come.") % {"metric": made[0]}
    return done(request, f"{campaign.get_absolute_url()}?metric={made[0].pk}#aim", said)


@acts
def unaim(request: HttpRequest, pk: int, target: int) -> HttpResponse:
    campaign = ours(request, pk)
    campaign.unaim(get_object_or_404(campaign.targets.select_related("metric"), pk=target), by=request.user)
    return done(request, _at(campaign, "aims"), _("It is no longer judged by it."))


@acts
def enclose(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = ours(request, pk)
    files = request.FILES.getlist("file")
    if not files:
        raise Refused(_("Choose a file."))
    for file in files:
        campaign.enclose(file, by=request.user)
    said = ngettext("%(count)d file is kept.", "%(count)d files are kept.", len(files)) % {"count": len(files)}
    return done(request, _at(campaign, "files"), said)


@acts
def take_out(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    campaign = ours(request, pk)
    enclosed = get_object_or_404(campaign.enclosed.select_related("file"), pk=file)
    campaign.take_out(enclosed, by=request.user)
    return done(request, _at(campaign, "files"), _("“%(name)s” is no longer with the campaign.") % {"name": enclosed.file.name})


# Risks


def _risk(request: HttpRequest, pk: int) -> Risk:
    rows = Risk.objects.filter(campaign__in=Campaign.objects.editable_by(request.user)).select_related("campaign", "challenge")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
def risk_new(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = ours(request, pk)
    form = RiskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            campaign.fear(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return done(request, _at(campaign, "risks"), _("The risk is noted."))
    return _risk_form(request, form, campaign, None)


@require_http_methods(["GET", "POST"])
def risk_edit(request: HttpRequest, pk: int) -> HttpResponse:
    risk = _risk(request, pk)
    form = RiskForm(request.POST or None, instance=_risk(request, pk))
    if request.method == "POST" and form.is_valid():
        risk.edit(by=request.user, **form.cleaned_data)
        return done(request, _at(risk.campaign, "risks"), _("The risk is kept."))
    return _risk_form(request, form, risk.campaign, risk)


def _risk_form(request: HttpRequest, form: RiskForm, campaign: Campaign, risk: Risk | None) -> HttpResponse:
    context = {"form": form, "campaign": campaign, "risk": risk}
    return render(request, "plan/campaigns/risk.html", context, status=422 if form.is_bound else 200)


@acts
def risk_truth(request: HttpRequest, pk: int) -> HttpResponse:
    risk = _risk(request, pk)
    risk.come_true(by=request.user)
    return done(request, _at(risk.campaign, "risks"), _("It is noted, and the team is told."))


@acts
def risk_end(request: HttpRequest, pk: int) -> HttpResponse:
    risk = _risk(request, pk)
    risk.close(by=request.user)
    return done(request, _at(risk.campaign, "risks"), _("The risk is closed."))
