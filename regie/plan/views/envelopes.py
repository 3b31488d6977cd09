"""Envelopes: set aside, divided, changed; money moved between them; what is open carried over."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.lib.periods import Grain, Period
from regie.lib.refused import Refused
from regie.people.rights import needs
from regie.plan.budget_forms import EnvelopeForm, MoveForm, NewEnvelopeForm, PartForm, running_envelopes
from regie.plan.models import Commitment, Envelope
from regie.plan.reading import budgets as reading
from regie.ui.acting import acts, done
from regie.ui.forms import conflict


@needs("plan.read")
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    envelope = get_object_or_404(Envelope.objects.visible_to(request.user).select_related("owner", "parent", "resource"), pk=pk)
    quarter = reading.quarter(envelope.starts_on)
    known = [*quarter.wholes, *quarter.longer, *quarter.purses]
    purse = next((each for each in known if each.envelope.pk == pk and not each.is_rest), None)
    open_ones = Commitment.objects.visible_to(request.user).standing().filter(line__envelope=envelope)
    later = Envelope.objects.visible_to(request.user).filter(starts_on__gt=envelope.ends_on).order_by("starts_on", "pk")
    context = {
        "envelope": envelope,
        "purse": purse,
        "currency": quarter.currency,
        "quarter": Period.of(envelope.starts_on, Grain.QUARTER),
        "parts": envelope.parts.select_related("owner"),
        "lines": envelope.lines.count(),
        "open_ones": open_ones.select_related("line").order_by("on", "pk")[:50],
        "later": sorted(later[:20], key=lambda each: each.name != envelope.name) if purse and purse.is_over else [],
        "may_edit": request.user.has_perm("plan.approve_budget"),
    }
    return render(request, "plan/envelopes/show.html", context)


@needs("plan.approve_budget")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One of one's own, or with `?of=` a part of another."""
    of = request.GET.get("of", "")
    whole = get_object_or_404(Envelope.objects.editable_by(request.user), pk=of) if of.isdigit() else None
    form = (PartForm if whole else NewEnvelopeForm)(request.POST or None, instance=Envelope(**_inherited(whole)))
    if request.method == "POST" and form.is_valid():
        typed = form.typed
        try:
            if whole:
                part = (typed["name"], typed["amount"], typed["owner"], typed["is_reserve"])
                made = whole.divide([part], by=request.user)[0]
            else:
                made = Envelope.set_aside(by=request.user, **typed)
        except Refused as refusal:
            form.add_error("amount", str(refusal.sentence))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return done(request, made, _("The envelope is kept."))
    return _form(request, form, None, whole)


def _inherited(whole: Envelope | None) -> dict:
    if whole is None:
        return {}
    return {"parent": whole, "starts_on": whole.starts_on, "ends_on": whole.ends_on, "resource": whole.resource}


@needs("plan.approve_budget")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    envelope = get_object_or_404(Envelope.objects.editable_by(request.user), pk=pk)
    form = EnvelopeForm(request.POST or None, instance=envelope)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        except Refused as refusal:
            form.add_error("amount", str(refusal.sentence))
        else:
            return done(request, envelope, _("The envelope is kept."))
    return _form(request, form, envelope, envelope.parent)


def _form(request: HttpRequest, form: EnvelopeForm, envelope: Envelope | None, whole: Envelope | None) -> HttpResponse:
    context = {
        "form": form,
        "envelope": envelope,
        "whole": whole,
        "left": whole.left() if whole and not envelope else None,
        "currency": reading.Organisation.here().currency,
    }
    return render(request, "plan/envelopes/form.html", context, status=422 if form.is_bound else 200)


@needs("plan.approve_budget")
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest) -> HttpResponse:
    """Move money."""
    period = request.GET.get("quarter", "")
    rows = running_envelopes()
    try:
        asked = Period.parse(period, grain=Grain.QUARTER)
        rows = Envelope.objects.filter(Q(starts_on__lte=asked.end), Q(ends_on__gte=asked.start))
    except ValueError:
        pass
    form = MoveForm(request.POST or None, envelopes=rows, initial={"source": request.GET.get("from")})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            said["source"].move_money(said["to"], said["amount"], by=request.user, because=said["because"])
        except Refused as refusal:
            form.add_error("amount", str(refusal.sentence))
        else:
            code = Period.of(said["source"].starts_on, Grain.QUARTER).code
            return done(
                request, f"{reverse('plan:budget')}?quarter={code}", _("The money is moved, and both who answer for it hear why.")
            )
    context = {"form": form, "currency": reading.Organisation.here().currency}
    return render(request, "plan/envelopes/move.html", context, status=422 if form.is_bound else 200)


@acts
@needs("plan.approve_budget")
def carry_over(request: HttpRequest, pk: int) -> HttpResponse:
    envelope = get_object_or_404(Envelope.objects.editable_by(request.user), pk=pk)
    to = get_object_or_404(Envelope.objects.editable_by(request.user), pk=request.POST.get("to") or 0)
    carried = envelope.carry_over(to, by=request.user)
    said = ngettext("%(count)s commitment goes on in “%(to)s”.", "%(count)s commitments go on in “%(to)s”.", len(carried))
    return done(request, to, said % {"count": len(carried), "to": to})
