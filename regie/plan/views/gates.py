"""The gates before one campaign: how each stands, what is ticked, asked and opened at it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regie.people.models import Person
from regie.plan import gates
from regie.plan.models import Campaign, Constraint
from regie.ui.acting import acts, done


@require_safe
def index(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user).select_related("release__domain"), pk=pk)
    standings = gates.of(campaign, request.user)
    return render(
        request,
        "plan/gates/index.html",
        {
            "campaign": campaign,
            "standings": standings,
            "closed": [each for each in standings if not each.is_open],
            "refusals": campaign.refusals.select_related("by")[:20],
            "may_read": request.user.has_perm("plan.read"),
            "may_edit": Campaign.objects.editable_by(request.user).filter(pk=pk).exists(),
            "is_delegator": request.user.is_delegator,
            "delegators": ", ".join(
                map(str, Person.objects.active().filter(standing=Person.Standing.DELEGATOR).order_by("name"))
            ),
        },
    )


def _gate(request: HttpRequest, pk: int, constraint: int, editable: bool = True) -> tuple[Campaign, Constraint]:
    rows = Campaign.objects.editable_by(request.user) if editable else Campaign.objects.visible_to(request.user)
    campaign = get_object_or_404(rows, pk=pk)
    if not campaign.is_open:
        raise Http404
    return campaign, get_object_or_404(Constraint.objects.before_launch(), pk=constraint)


def _back(campaign: Campaign, constraint: Constraint) -> str:
    from django.urls import reverse

    return reverse("plan:campaign_gates", args=[campaign.pk]) + f"#gate-{constraint.pk}"


@acts
def tick(request: HttpRequest, pk: int, constraint: int) -> HttpResponse:
    """The whole list as it was sent: what is ticked and what is not."""
    campaign, row = _gate(request, pk, constraint)
    row.tick(campaign, request.POST.getlist("sentence"), by=request.user)
    return done(request, _back(campaign, row), _("The checklist is kept."))


@acts
def ask(request: HttpRequest, pk: int, constraint: int) -> HttpResponse:
    campaign, row = _gate(request, pk, constraint)
    row.ask(campaign, by=request.user, message=request.POST.get("text", "").strip()[:2_000])
    return done(request, _back(campaign, row), _("It is asked: the answer comes back here."))


@acts
def open_in_emergency(request: HttpRequest, pk: int, constraint: int) -> HttpResponse:
    campaign, row = _gate(request, pk, constraint, editable=False)
    row.open_in_emergency(campaign, request.POST.get("reason", ""), by=request.user)
    return done(request, _back(campaign, row), _("It is open for this campaign, and on the agenda of the next review."))
