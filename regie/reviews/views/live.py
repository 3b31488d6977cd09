"""The beat of a page in session: nothing new costs one answer without a body."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regie.reviews.models import Presence, Review
from regie.reviews.views.reviews import live_context, seen


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    review = seen(request, pk)
    if not review.is_live:
        response = HttpResponse(status=200)
        response["HX-Refresh"] = "true"  # somebody closed it: the page becomes its minutes
        return response
    Presence.beat(review, request.user)
    may_write = Review.objects.editable_by(request.user).filter(pk=pk).exists()
    context = live_context(request, review, may_write)
    if request.GET.get("since") == context["beat"]:
        return HttpResponse(status=204)
    return answer(request, context)


def answer(request: HttpRequest, context: dict) -> HttpResponse:
    response = render(request, "reviews/live.html#live", context)
    response["ETag"] = f'"{context["beat"]}"'
    response["Cache-Control"] = "no-store"
    return response


def renewed(request: HttpRequest, review: Review) -> HttpResponse:
    """After an act: the live part to a script, the page to a plain form."""
    from django.shortcuts import redirect

    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(review)
    fresh = seen(request, review.pk)
    if not fresh.is_live:
        response = HttpResponse(status=200)
        response["HX-Redirect"] = fresh.get_absolute_url()
        return response
    may_write = Review.objects.editable_by(request.user).filter(pk=review.pk).exists()
    return answer(request, live_context(request, fresh, may_write))
