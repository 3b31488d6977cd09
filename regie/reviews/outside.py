"""The minutes of one review for somebody outside, by a link: what was said, decided and taken on; no vote, no rating."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regie.reviews import queries


def show(request: HttpRequest, link) -> HttpResponse:
    review = link.subject
    if not review.is_held:  # reopened since: its minutes are being written again
        return render(request, "people/links/over.html", status=410)
    page = queries.minutes_page(review)
    decided = [each for each in page.decisions if each.settled_at]
    return render(request, "reviews/outside.html", {"link": link, "review": review, "page": page, "decided": decided})
