"""The plan on one page."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regie.people.rights import needs
from regie.plan import choosing, spans
from regie.plan.activity_lists import Activities
from regie.plan.models import Activity, Campaign, CampaignTarget, Portion
from regie.plan.reading import matrices, orphans, standings


@needs("plan.read")
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """Fifteen queries, by money five more, whatever is planned."""
    span = spans.asked_of(request)
    colour = request.GET.get("colour", "")
    colour = colour if colour in standings.COLOURS else "work"
    asked = choosing.asked_of(request)
    matrix = matrices.of(request.user, span, asked, colour)
    return render(
        request,
        "plan/plans/index.html",
        {
            "matrix": matrix,
            "opening": orphans.opening(matrix),
            "orphans": orphans.of(matrix),
            "legend": standings.legend(colour),
            "questions": choosing.questions(request, only=("channel", "campaign")),
            "is_asked": bool(asked),
            "may_prepare": request.user.has_perm("plan.prepare"),
            **around(request, span),
        },
    )


@needs("plan.read")
@require_safe
def activities(request: HttpRequest) -> HttpResponseBase:
    rows = Activity.objects.visible_to(request.user).select_related("campaign", "channel", "audience", "objective", "owner")
    span = spans.asked_of(request) if request.GET.get("from") else None
    if span:
        rows = rows.between(span.first, span.last).exclude(status=Activity.Status.DROPPED)
    if unmeasured := request.GET.get("unmeasured") == "1":
        money = Portion.objects.filter(line__activity=OuterRef("pk"), planned__gt=0)
        money = money.filter(month__range=(span.first, span.last)) if span else money
        judged = CampaignTarget.objects.filter(campaign=OuterRef("campaign"))
        rows = rows.filter(Exists(money), ~Exists(judged), objective__metric=None)
    table = Activities(request, rows)
    return table.export() or render(
        request, "plan/activities/index.html", {"table": table, "span": span, "unmeasured": unmeasured}
    )


def around(request: HttpRequest, span: spans.Span) -> dict:
    """What the head of each of these pages needs besides: the spans that are offered, and where a new activity may go."""
    return {
        "span": span,
        "spans": [(words, each, each == span) for words, each in spans.offered()],
        "carried": choosing.carried(request),
        "homes": Campaign.objects.editable_by(request.user).open().order_by("-starts_on", "name")[:8],
    }
