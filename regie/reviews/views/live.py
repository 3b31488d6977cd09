"""The beat of a page in session: nothing new costs one answer without a body."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from regie.reviews.models import Presence, Review
from regie.reviews.queries import beat_of
from regie.reviews.views.reviews import live_context, seen


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    review = seen(request, pk)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(review)  # the address of a part: a person who opens it wants the page
    if not review.is_live:
        response = HttpResponse(status=200)
        response["HX-Refresh"] = "true"  # somebody closed it: the page becomes its minutes
        return response
    Presence.beat(review, request.user)
    if request.GET.get("since") == beat_of(review):
        return HttpResponse(status=204)
    may_write = Review.objects.editable_by(request.user).filter(pk=pk).exists()
    return answer(request, live_context(request, review, may_write))


def answer(request: HttpRequest, context: dict) -> HttpResponse:
    response = render(request, "reviews/live.html#live", context)
    response["ETag"] = f'"{context["beat"]}"'
    response["Cache-Control"] = "no-store"
    return response


def renewed(request: HttpRequest, review: Review) -> HttpResponse:
    """After an act: the live part to a script, the page to a plain form."""
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(review)
    fresh = seen(request, review.pk)
    if not fresh.is_live:
        response = HttpResponse(status=200)
        response["HX-Redirect"] = fresh.get_absolute_url()
        return response
    may_write = Review.objects.editable_by(request.user).filter(pk=review.pk).exists()
    return answer(request, live_context(request, fresh, may_write))
