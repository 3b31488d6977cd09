"""Live minutes: each writer has rows of their own, so that no words are lost."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from regie.journal.models import Stale
from regie.lib.refused import Refused
from regie.reviews.forms import MinuteForm
from regie.reviews.models import Minute, Review
from regie.reviews.views.live import renewed
from regie.reviews.views.reviews import writable
from regie.ui.acting import acts, refuse


def _item(request: HttpRequest, review: Review):
    asked = request.POST.get("item", "")
    return review.items.filter(pk=asked).first() if asked.isdigit() else review.items.filter(began_at__isnull=False).first()


@acts
def create(request: HttpRequest, pk: int) -> HttpResponse:
    review = writable(request, pk)
    form = MinuteForm(request.POST)
    if not form.is_valid():
        return redirect(review) if not request.htmx else HttpResponse(status=204)  # type: ignore[attr-defined]
    Minute.say(review, form.cleaned_data["text"], by=request.user, item=_item(request, review))
    return renewed(request, review)


@acts
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """What is being typed; the page goes on, so there is nothing to answer."""
    review = writable(request, pk)
    Minute.draft(review, request.POST.get("text", "")[:20_000], by=request.user, item=_item(request, review))
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    minute = get_object_or_404(Minute.objects.editable_by(request.user).said().select_related("review", "author"), pk=pk)
    initial = {"text": minute.text, "revision": minute.revision}
    form, theirs = MinuteForm(request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        try:
            minute.reword(form.cleaned_data["text"], by=request.user, revision=form.cleaned_data["revision"] or minute.revision)
            return redirect(minute.review)
        except Stale as stale:
            theirs = stale.current
            form.data = form.data.copy()
            form.data["revision"] = str(stale.current.revision)  # seen now: saving again is a choice
        except Refused as refusal:
            return refuse(request, refusal)
    status = 409 if theirs else 422 if form.is_bound else 200
    return render(request, "reviews/minute.html", {"form": form, "minute": minute, "theirs": theirs}, status=status)


@acts
def strike(request: HttpRequest, pk: int) -> HttpResponse:
    minute = get_object_or_404(Minute.objects.editable_by(request.user).said().select_related("review"), pk=pk)
    minute.strike(by=request.user)
    return renewed(request, minute.review)
