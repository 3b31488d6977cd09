"""Offers: the catalogue of what can be asked for, the form of one, and its questions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.lib.refused import Refused
from regie.people.rights import needs
from regie.ui.acting import acts, done
from regie.ui.forms import conflict
from regie.work.models import Offer, Request
from regie.work.request_forms import AskForm, OfferForm


@needs("work.request")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = Offer.objects.visible_to(request.user).select_related("deliverable__domain", "receiver", "workflow")
    offers = list(rows)
    return render(
        request,
        "work/offers/index.html",
        {
            "open": [offer for offer in offers if offer.is_open],
            "proposed": [offer for offer in offers if offer.is_proposed],
            "closed": [offer for offer in offers if offer.closed_at],
            "may_edit": request.user.has_perm("work.answer"),
        },
    )


@needs("work.request")
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The form itself: whoever fills it in asks."""
    offer = get_object_or_404(
        Offer.objects.visible_to(request.user).select_related("deliverable__domain", "receiver", "workflow"), pk=pk
    )
    form = AskForm(offer, request.POST or None, request.FILES or None)
    context = {"offer": offer, "form": form, "may_edit": Offer.objects.editable_by(request.user).filter(pk=pk).exists()}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            asked = Request.ask(
                offer, data["title"], by=request.user, answers=form.answers, files=form.uploads, wanted_on=data["wanted_on"]
            )
            return done(request, asked, _("It is asked. This page follows it; you hear of each answer."))
        except Refused as refusal:
            context["refusal"] = refusal.sentence
    return render(request, "work/offers/show.html", context, status=422 if form.is_bound else 200)


@needs("work.answer")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = OfferForm(request.POST or None, instance=Offer())
    if request.method == "POST" and form.is_valid():
        offer = Offer.make(by=request.user, **form.typed)
        return done(request, offer, _("The form is there, and can be filled in."))
    return render(
        request,
        "work/offers/form.html",
        {"form": form, "offer": None, "kinds": Offer.Kind.choices},
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.editable_by(request.user), pk=pk)
    form = OfferForm(request.POST or None, instance=offer)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        return done(request, offer, _("The form is kept."))
    return render(
        request,
        "work/offers/form.html",
        {"form": form, "offer": offer, "kinds": Offer.Kind.choices},
        status=422 if form.is_bound else 200,
    )


@acts
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.editable_by(request.user), pk=pk)
    offer.open(by=request.user)
    return done(request, offer, _("Other departments can ask for it from now on."))


@acts
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.editable_by(request.user), pk=pk)
    offer.close(by=request.user)
    return done(request, offer, _("Nobody can ask for it any more; what was asked goes on."))
