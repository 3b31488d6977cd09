"""Follow-ups: given in a review, finished by whoever has them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regie.reviews.forms import FollowUpForm
from regie.reviews.models import FollowUp
from regie.reviews.views.live import renewed
from regie.reviews.views.reviews import writable
from regie.ui.acting import acts, back, done
from regie.ui.toasts import toast


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = FollowUp.objects.visible_to(request.user).select_related("who", "review", "decision").distinct()
    state = request.GET.get("state", "open")
    rows = rows.filter(done_at=None) if state == "open" else rows.exclude(done_at=None) if state == "done" else rows
    if request.GET.get("mine"):
        rows = rows.filter(who=request.user)
    page = Paginator(rows.order_by("by_when", "pk"), 40).get_page(request.GET.get("page"))
    return render(request, "reviews/follow_ups.html", {"page": page, "state": state})


@acts
def create(request: HttpRequest, pk: int) -> HttpResponse:
    review = writable(request, pk)
    form = FollowUpForm(request.POST)
    if not form.is_valid():
        response = render(request, "reviews/follow_up.html", {"form": form, "review": review, "action": request.path}, status=422)
        if request.htmx:  # type: ignore[attr-defined]
            response["HX-Retarget"], response["HX-Reswap"] = "body", "innerHTML"
        return response
    data = form.cleaned_data
    decision = review.decisions.filter(pk=data["decision"]).first() if data["decision"] else None
    item = decision.item if decision else review.items.filter(began_at__isnull=False).first()
    FollowUp.give(review, data["what"], who=data["who"], by_when=data["by_when"], by=request.user, item=item, decision=decision)
    return renewed(request, review)


def _mine(request: HttpRequest, pk: int) -> FollowUp:
    return get_object_or_404(FollowUp.objects.editable_by(request.user).select_related("review"), pk=pk)


@acts
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    follow_up = _mine(request, pk)
    follow_up.finish(by=request.user)
    undo = reverse("reviews:follow_up_undo", args=[pk])
    if request.htmx:  # type: ignore[attr-defined]
        return toast(
            render(request, "reviews/follow_ups.html#row", {"each": follow_up}),
            _("Done: %(what)s") % {"what": follow_up.what},
            undo,
        )
    return done(request, back(request, reverse("reviews:follow_ups")), _("Done: %(what)s") % {"what": follow_up.what}, undo)


@acts
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    follow_up = _mine(request, pk)
    follow_up.take_back(by=request.user)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "reviews/follow_ups.html#row", {"each": follow_up})
    return redirect(back(request, reverse("reviews:follow_ups")))
