"""Milestones: the dates that are nobody's activity."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.people.rights import needs
from regie.plan.milestone_forms import MilestoneForm
from regie.plan.models import Milestone
from regie.ui.acting import acts, done
from regie.ui.forms import conflict


@needs("plan.read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = Milestone.objects.visible_to(request.user).select_related("campaign")
    today = timezone.localdate()
    shown = {
        "ahead": rows.filter(on__gte=today) | rows.filter(until__gte=today),
        "past": rows.filter(on__lt=today).exclude(until__gte=today).order_by("-on")[:60],
        "may_prepare": request.user.has_perm("plan.prepare"),
    }
    return render(request, "plan/milestones/index.html", shown)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = MilestoneForm(request.POST or None, person=request.user, initial={"on": request.GET.get("on", "")[:10]})
    if request.method == "POST" and form.is_valid():
        made = Milestone.note(by=request.user, **form.typed)
        return done(request, "plan:milestones", _("“%(name)s” is in the calendar.") % {"name": made})
    return _form(request, form, None)


@needs("plan.read")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Who may only read is led to the list."""
    if not request.user.has_perm("plan.prepare") and request.method == "GET":
        get_object_or_404(Milestone.objects.visible_to(request.user), pk=pk)
        return redirect("plan:milestones")
    milestone = get_object_or_404(Milestone.objects.editable_by(request.user), pk=pk)
    form = MilestoneForm(request.POST or None, instance=milestone, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        return done(request, "plan:milestones", _("The milestone is kept."))
    return _form(request, form, milestone)


def _form(request: HttpRequest, form: MilestoneForm, milestone: Milestone | None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "plan/milestones/form.html", {"form": form, "milestone": milestone}, status=status)


@acts
@needs("plan.prepare")
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = get_object_or_404(Milestone.objects.editable_by(request.user), pk=pk)
    name = str(milestone)
    milestone.erase(by=request.user)
    return done(request, "plan:milestones", _("“%(name)s” is no longer in the calendar.") % {"name": name})
