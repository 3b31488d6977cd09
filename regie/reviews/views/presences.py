"""Who is here: by oneself, or noted by somebody for those without a screen."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from regie.people.models import Person
from regie.reviews.models import Presence
from regie.reviews.views.live import renewed
from regie.reviews.views.reviews import writable
from regie.ui.acting import acts


@acts
def create(request: HttpRequest, pk: int) -> HttpResponse:
    review = writable(request, pk)
    review.must_be_live()
    asked = request.POST.get("person", "")
    person = request.user
    if asked.isdigit() and int(asked) != request.user.pk:
        known = Q(pk__in=review.expected().values("pk")) | Q(pk__in=review.presences.values("person"))
        person = get_object_or_404(Person.objects.active().filter(known), pk=asked)
    if request.POST.get("act") == "leave":
        Presence.leave(review, person, by=request.user)
    else:
        Presence.arrive(review, person, by=request.user)
    return renewed(request, review)
