"""Constraints: all of them with what they hold, and one with who opens it and by which list."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.charter.models import Charter, Line
from regie.journal.models import Stale
from regie.people.rights import needs
from regie.plan.constraint_forms import ConstraintForm
from regie.plan.gates import growing
from regie.plan.gates.openers import hands, openers
from regie.plan.models import Constraint, Opening, Refusal
from regie.ui.acting import acts, done
from regie.ui.forms import conflict


@needs("plan.read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = Constraint.objects.visible_to(request.user).select_related("role", "person", "line")
    found = list(rows.in_force().annotate(emergencies=Count("openings")))
    held_by = hands(found)
    return render(
        request,
        "plan/constraints/index.html",
        {
            "rows": [(each, held_by[each.pk].said) for each in found],
            "put_away": list(rows.exclude(retired_at=None)),
            "refusals": Refusal.objects.filter(campaign__in=_campaigns(request)).select_related("campaign", "by")[:8],
            "openings": Opening.objects.filter(campaign__in=_campaigns(request)).select_related("campaign", "constraint", "by")[
                :8
            ],
            "may_edit": request.user.has_perm("plan.prepare"),
        },
    )


def _campaigns(request: HttpRequest) -> Any:
    from regie.plan.models import Campaign

    return Campaign.objects.visible_to(request.user)


@needs("plan.read")
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Constraint.objects.visible_to(request.user).select_related("role", "person", "line"), pk=pk)
    return render(
        request,
        "plan/constraints/show.html",
        {
            "constraint": row,
            "openers": openers(row),
            "openings": row.openings.filter(campaign__in=_campaigns(request)).select_related("campaign", "by"),
            "may_edit": Constraint.objects.editable_by(request.user).filter(pk=pk).exists(),
        },
    )


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    line = _line(request)
    wording = line.wordings.order_by("-version__number").first() if line is not None else None
    initial = {"name": str(wording)[:200], "kind": growing.kind_of(wording.text)} if wording is not None else {}
    form = ConstraintForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.typed
        made = Constraint.lay_down(data.pop("kind"), data.pop("name"), by=request.user, line=line, **data)
        return done(request, made, _("It is a gate: no campaign is launched past it while it is closed."))
    return _form(request, form, None, line)


def _line(request: HttpRequest) -> Line | None:
    said = request.POST.get("line") or request.GET.get("line") or ""
    if not said.isdigit():
        return None
    rows = Line.objects.filter(charter__in=Charter.objects.visible_to(request.user), constraint=None)
    return rows.filter(pk=said).first()


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Constraint.objects.editable_by(request.user), pk=pk)
    form = ConstraintForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        return done(request, row, _("The constraint is kept."))
    return _form(request, form, row, row.line)


def _form(request: HttpRequest, form: ConstraintForm, row: Constraint | None, line: Line | None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "plan/constraints/form.html", {"form": form, "constraint": row, "line": line}, status=status)


@acts
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Constraint.objects.editable_by(request.user), pk=pk)
    if row.retired_at is None:
        row.put_away(by=request.user)
        return done(request, row, _("Put away: it holds nothing any more."))
    row.bring_back(by=request.user)
    return done(request, row, _("It holds again."))
