"""The room's first page: what comes, what is open, what was held."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from regie.reviews import queries
from regie.reviews.models import Driver, Item, Review, Series


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    person = request.user
    seen = Review.objects.visible_to(person)
    on_agenda = Item.objects.filter(review=OuterRef("pk"), removed_at=None).order_by()
    points = Coalesce(Subquery(on_agenda.values("review").annotate(many=Count("pk")).values("many")), 0)
    coming = list(seen.coming().select_related("series").annotate(points=points).order_by("starts_at")[:8])
    live = list(seen.in_session().order_by("started_at"))
    series = list(Series.objects.visible_to(person).alive().order_by("starts_on", "name"))
    held = Paginator(queries.past_reviews(person), 12).get_page(request.GET.get("page"))
    late = [
        review
        for review in seen.filter(started_at=None, cancelled_at=None, starts_at__lt=timezone.now()).order_by("-starts_at")[:3]
    ]
    drivers = list(Driver.objects.visible_to(person).open().select_related("breach", "opened_by", "taken_in")[:6])
    return render(
        request,
        "reviews/index.html",
        {
            "coming": coming,
            "next": (live or coming or [None])[0],
            "live": live,
            "late": late,
            "undated": [each for each in series if each.starts_on is None],
            "series": series,
            "held": held,
            "drivers": drivers,
            "is_empty": not (series or coming or live or held.object_list),
        },
    )
