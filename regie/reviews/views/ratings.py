"""Criteria rated from 1 to 5, with a comment."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from regie.lib.refused import Refused
from regie.reviews.models import Criterion, Rating
from regie.reviews.views.live import renewed
from regie.reviews.views.reviews import writable
from regie.ui.acting import acts


@acts
def create(request: HttpRequest, pk: int) -> HttpResponse:
    review = writable(request, pk)
    criterion = get_object_or_404(Criterion.objects.visible_to(request.user).alive(), pk=request.POST.get("criterion", "0") or 0)
    score = request.POST.get("score", "")
    if not score.isdigit():
        raise Refused(_("Choose a rating from 1 to 5."))
    Rating.give(review, criterion, int(score), by=request.user, comment=request.POST.get("comment", "")[:2000])
    return renewed(request, review)
