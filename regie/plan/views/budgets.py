"""The budget of a quarter, and how it reckons."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.lib.periods import Grain, Period
from regie.people.models import Organisation
from regie.people.rights import needs
from regie.plan.budget import flowing, growing
from regie.plan.budget_forms import ReckoningForm
from regie.plan.models import BudgetLine, Commitment, Expense, Reckoning
from regie.plan.reading import budgets as reading
from regie.plan.reading import lines
from regie.ui.acting import acts, done
from regie.ui.forms import conflict

TABS = (
    ("envelope", gettext_lazy("Envelopes")),
    ("campaign", gettext_lazy("Campaigns")),
    ("channel", gettext_lazy("Channels")),
    ("audience", gettext_lazy("Audiences")),
    ("objective", gettext_lazy("Objectives")),
    ("cost", gettext_lazy("Cost types")),
)
SHOWN = 10
SHOWN_ABOVE = 5
SHOWN_SHARES = 40


def asked_period(request: HttpRequest) -> Period:
    try:
        return Period.parse(request.POST.get("quarter") or request.GET.get("quarter", ""), grain=Grain.QUARTER)
    except ValueError:
        return Period.of(timezone.localdate(), Grain.QUARTER)


@needs("plan.read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    period, by = asked_period(request), request.GET.get("by", "envelope")
    by = by if by in reading.VIEWS else "envelope"
    quarter = reading.quarter(period.start)
    chosen = next((each for each in quarter.purses if str(each.envelope.pk) == request.GET.get("envelope")), None)
    keys = {chosen.envelope.pk} if chosen else quarter.keys
    rows = BudgetLine.objects.visible_to(request.user).filter(envelope__in=keys)
    # First which, then their money: a database that sorts would else compute it for each line of the quarter.
    keys_shown = list(rows.order_by("-pk").values_list("pk", flat=True)[:SHOWN])
    newest = lines.listed(BudgetLine.objects.filter(pk__in=keys_shown)).order_by("-pk")
    reckoning = Reckoning.here()
    limit = None if "all" in request.GET else SHOWN_SHARES
    division = reading.divided(by, quarter, reckoning.hourly_cost, limit) if by != "envelope" else None
    above, many_above = lines.above_plan(keys, SHOWN_ABOVE)
    person: Any = request.user
    context = {
        "quarter": quarter,
        "neighbours": [period.previous, period, period.next],
        "tabs": TABS,
        "by": by,
        "chosen": chosen,
        "division": division,
        "with_time": by in reading.SHARED and reckoning.hourly_cost,
        "reckoning": reckoning,
        "lines": [(line, lines.money_of(line), lines.standing(line), lines.source(line)) for line in newest],
        "above": [(line, lines.money_of(line)) for line in above],
        "many_above": many_above,
        "sums": chosen.sums if chosen else quarter.sums,
        "open_commitments": quarter.sums.open_commitments if quarter.has_ended else 0,
        "unplaced": Expense.objects.visible_to(person).standing().filter(line=None).count(),
        "unanswered": Commitment.objects.visible_to(person).to_answer().count(),
        "may_prepare": person.has_perm("plan.prepare"),
        "may_approve": person.has_perm("plan.approve_budget"),
        "may_open": not quarter.wholes and person.has_perm("plan.prepare"),
        "lacking": [] if quarter.wholes else growing.without_rate(period.start),
    }
    return render(request, "plan/budgets/index.html", context)


@acts
@needs("plan.prepare")
def open_period(request: HttpRequest) -> HttpResponse:
    """Open what the charter grants for a quarter, before its first day has come."""
    period = asked_period(request)
    made = growing.open_period(period.start, by=request.user)
    address = f"{reverse('plan:budget')}?quarter={period.code}"
    said = ngettext("%(count)s envelope is open.", "%(count)s envelopes are open.", made) % {"count": made}
    if not made and (lacking := growing.without_rate(period.start)):
        facts = {"currencies": ", ".join(lacking), "ours": Organisation.here().currency}
        said = (
            _("Nothing opened: the charter grants money in %(currencies)s, and no exchange rate turns it into %(ours)s.") % facts
        )
    elif not made:
        said = _("The charter grants no money for that period: set an envelope aside by hand.")
    return done(request, address, said)


@needs("plan.read")
@require_http_methods(["GET", "POST"])
def reckoning(request: HttpRequest) -> HttpResponse:
    """Which measure takes what was spent, whose figures stand where both are, and what an hour costs."""
    person: Any = request.user
    may = person.has_perm("plan.approve_budget")
    kept = Reckoning.kept() if request.method == "POST" and may else Reckoning.here()
    form = ReckoningForm(request.POST if request.method == "POST" and may else None, instance=kept)
    if form.is_bound and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current, back=reverse("plan:reckoning"))
        written = flowing.flow()
        said = ngettext("Kept; %(count)s figure was written.", "Kept; %(count)s figures were written.", written)
        return done(request, "plan:reckoning", said % {"count": written})
    conflicts = flowing.conflicts(kept)
    context = {
        "form": form,
        "reckoning": kept,
        "measure": flowing.measure_of(kept),
        "open_conflicts": [each for each in conflicts if not each.settled],
        "settled_conflicts": [each for each in conflicts if each.settled],
        "currency": Organisation.here().currency,
        "may_edit": may,
    }
    return render(request, "plan/budgets/reckoning.html", context, status=422 if form.is_bound else 200)


@acts
@needs("plan.approve_budget")
def settle(request: HttpRequest) -> HttpResponse:
    """Of a period in which figures stand already: whose count."""
    month = request.POST.get("period", "")
    Reckoning.kept().settle(month, request.POST.get("whose", ""), by=request.user)
    flowing.flow()
    return done(request, "plan:reckoning", _("Kept."))
