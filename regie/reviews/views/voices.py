"""The round of consent: a voice, and how an objection is met."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from regie.journal.models import Stale
from regie.lib.refused import Refused
from regie.reviews.forms import IntegrateForm
from regie.reviews.models import Decision
from regie.reviews.views.decisions import _form
from regie.reviews.views.live import renewed
from regie.ui.acting import acts, refuse


@acts
def create(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.editable_by(request.user).select_related("review"), pk=pk)
    if request.POST.get("voice") == "object":
        decision.object(request.POST.get("reason", "")[:2000], by=request.user)
    else:
        decision.consent(by=request.user)
    return renewed(request, decision.review)


@require_http_methods(["GET", "POST"])
def integrate(request: HttpRequest, pk: int, voice: int) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.editable_by(request.user).proposed().select_related("review"), pk=pk)
    objection = get_object_or_404(decision.voices.filter(consents=False, met_at=None).select_related("person"), pk=voice)
    form, theirs = IntegrateForm(request.POST or None, initial=IntegrateForm.initial_of(decision)), None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            revision = data["revision"] or decision.revision
            decision.integrate(objection, data["how"], by=request.user, revision=revision, text=data["text"], **form.terms())
            return redirect(decision.review)
        except Stale as stale:
            theirs = stale.current
            form.data = form.data.copy()
            form.data["revision"] = str(theirs.revision)
        except Refused as refusal:
            return refuse(request, refusal)
    return _form(
        request, form, decision.review, request.path, 409 if theirs else 422 if form.is_bound else 200, theirs, objection
    )
