"""Budget lines: the list, one line with its months, and what is done to several."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.lib.periods import Grain, Period
from regie.lib.refused import Refused
from regie.people.models import Organisation
from regie.people.rights import needs
from regie.plan.budget_forms import LineForm, MonthsForm
from regie.plan.budget_lists import BudgetLines, BudgetLinesWhole
from regie.plan.models import Activity, BudgetLine, Campaign, Envelope
from regie.plan.reading import lines as reading
from regie.ui.acting import acts, done
from regie.ui.forms import conflict


@needs("plan.read")
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    shape = BudgetLinesWhole if request.GET.get("export") else BudgetLines
    table = shape(request, reading.listed(BudgetLine.objects.visible_to(request.user)))
    if not request.user.has_perm("plan.approve_budget"):
        table.bulk = ()
    context = {"table": table, "may_prepare": request.user.has_perm("plan.prepare")}
    return table.export() or render(request, "plan/budget_lines/index.html", context)


def ours(request: HttpRequest, pk: int) -> BudgetLine:
    return get_object_or_404(BudgetLine.objects.editable_by(request.user).select_related("envelope"), pk=pk)


@needs("plan.read")
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One line. A POST writes its months: what is planned until it is approved, what is expected after."""
    line = get_object_or_404(
        reading.listed(BudgetLine.objects.visible_to(request.user)).select_related("envelope", "audience", "objective"), pk=pk
    )
    may_edit = request.user.has_perm("plan.prepare")
    months = reading.months(line)
    row = "forecast" if line.approved_at else "planned"
    days = [each.start for each in months if line.envelope.starts_on.replace(day=1) <= each.start <= line.envelope.ends_on]
    held = {each.start: each.forecast if line.approved_at else each.planned for each in months}
    form = MonthsForm(request.POST if request.method == "POST" and may_edit else None, months=days, row=row, held=held)
    refusal = ""
    if form.is_bound and form.is_valid():
        try:
            if line.approved_at:
                line.reforecast(form.amounts, by=request.user)
            else:
                line.plan({day: amount or Decimal(0) for day, amount in form.amounts.items()}, by=request.user)
        except Refused as refused:
            refusal = str(refused.sentence)
        else:
            return done(request, line, _("The months are kept."))
    cells = dict(form.cells)
    person: Any = request.user
    context = {
        "line": line,
        "money": reading.money_of(line),
        "over": -reading.money_of(line).left,
        "standing": reading.standing(line),
        "source": reading.source(line),
        "months": [(each, cells.get(each.start)) for each in months],
        "form": form,
        "row": row,
        "refusal": refusal,
        "currency": Organisation.here().currency,
        "commitments": line.commitments.select_related("by").order_by("-on", "-pk")[:100],
        "expenses": line.expenses.select_related("by", "ledger", "commitment").order_by("-on", "-pk")[:100],
        "may_edit": may_edit,
        "may_approve": may_approve(person, line),
    }
    return render(request, "plan/budget_lines/show.html", context, status=422 if form.is_bound else 200)


def may_approve(person: Any, line: BudgetLine) -> bool:
    """A lead, or who answers for its envelope."""
    return person.has_perm("plan.approve_budget") or (person.is_member and line.envelope.owner_id == person.pk)


def _start(request: HttpRequest) -> tuple[BudgetLine, Envelope | None]:
    """A new line as its address begins it: in an envelope, for a campaign or an activity."""
    asked = {name: request.GET.get(name, "") for name in ("envelope", "campaign", "activity")}
    line = BudgetLine(owner=request.user if request.user.is_member else None)  # type: ignore[union-attr, misc]
    envelope = None
    if asked["envelope"].isdigit():
        envelope = Envelope.objects.visible_to(request.user).filter(pk=asked["envelope"]).first()
    if envelope is None:
        today = timezone.localdate()
        running = list(Envelope.objects.visible_to(request.user).on(today).filter(is_reserve=False).order_by("-parent_id", "pk"))
        quarterly = [each for each in running if Period.of(today, Grain.QUARTER).contains(each.ends_on)]
        envelope = (quarterly or running or [None])[0]
    if asked["activity"].isdigit():
        activity = Activity.objects.visible_to(request.user).filter(pk=asked["activity"]).first()
        if activity is not None:
            line.activity, line.campaign = activity, activity.campaign
    elif asked["campaign"].isdigit():
        line.campaign = Campaign.objects.visible_to(request.user).filter(pk=asked["campaign"]).first()
    if envelope is not None:
        line.envelope = envelope
    return line, envelope


def _days(envelope: Envelope | None) -> list[date]:
    today = timezone.localdate()
    first, last = (
        (envelope.starts_on, envelope.ends_on)
        if envelope
        else (Period.of(today, Grain.QUARTER).start, Period.of(today, Grain.QUARTER).end)
    )
    return [each.start for each in Period.of(first, Grain.MONTH).to(Period.of(last, Grain.MONTH))]


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    line, envelope = _start(request)
    data = request.POST or None
    form = LineForm(data, instance=line)
    days = _days(envelope)
    if data and (
        picked := Envelope.objects.filter(pk=data.get("envelope") if (data.get("envelope") or "").isdigit() else 0).first()
    ):
        days = _days(picked)
    grid = MonthsForm(data, months=days, row="planned")
    if data and form.is_valid() and grid.is_valid():
        try:
            typed = {name: value for name, value in form.typed.items() if value not in (None, "") or name in ("platform",)}
            made = BudgetLine.open(
                typed.pop("envelope"), typed.pop("name"), by=request.user, months={day: amount for day, amount in grid.amounts.items() if amount}, **typed
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return done(request, made, _("The line has the number %(number)s.") % {"number": made.number})
    context = {
        "form": form,
        "grid": grid,
        "line": None,
        "no_envelope": envelope is None,
        "currency": Organisation.here().currency,
    }
    return render(request, "plan/budget_lines/form.html", context, status=422 if form.is_bound else 200)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    line = ours(request, pk)
    form = LineForm(request.POST or None, instance=line)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return done(request, line, _("The line is kept."))
    context = {"form": form, "line": line, "currency": Organisation.here().currency}
    return render(request, "plan/budget_lines/form.html", context, status=422 if form.is_bound else 200)


@acts
@needs("plan.prepare")
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    line = ours(request, pk)
    if not may_approve(request.user, line):
        raise PermissionDenied(_("A lead, or who answers for the envelope, approves its lines."))
    line.approve(by=request.user)
    return done(request, line, _("Approved: its plan is frozen, and money may be committed on it."))


@acts
@needs("plan.prepare")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it, or open it again."""
    line = ours(request, pk)
    if line.closed_at is None:
        line.close(by=request.user)
        return done(request, line, _("The line is closed: what it did not use is free in its envelope."))
    line.reopen(by=request.user)
    return done(request, line, _("The line is open again."))


@acts
@needs("plan.prepare")
def explain(request: HttpRequest, pk: int) -> HttpResponse:
    line = ours(request, pk)
    line.explain(request.POST.get("note", "")[:4_000], by=request.user)
    return done(request, line, _("Kept."))


@acts
@needs("plan.approve_budget")
def approve_several(request: HttpRequest) -> HttpResponse:
    return _several(request, "approve")


@acts
@needs("plan.approve_budget")
def close_several(request: HttpRequest) -> HttpResponse:
    return _several(request, "close")


def _several(request: HttpRequest, verb: str) -> HttpResponse:
    """Each that may; those that may not keep their state and are counted with the first reason."""
    keys = [key for key in request.POST.getlist("row") if key.isdigit()]
    done_ones, why = 0, ""
    for line in BudgetLine.objects.editable_by(request.user).filter(pk__in=keys).order_by("pk"):
        try:
            getattr(line, verb)(by=request.user)
            done_ones += 1
        except Refused as refusal:
            why = why or f"{line.number}: {refusal.sentence}"
    if not done_ones and why:
        raise Refused(why)
    if verb == "approve":
        said = ngettext("%(count)s line approved.", "%(count)s lines approved.", done_ones)
    else:
        said = ngettext("%(count)s line closed.", "%(count)s lines closed.", done_ones)
    return done(request, "plan:budget_lines", f"{said % {'count': done_ones}} {why}".strip())
