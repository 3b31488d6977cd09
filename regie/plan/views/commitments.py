"""Commitments: promised, asked of finance, answered about, closed."""

from __future__ import annotations

from django.db.models import Value
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import File, Stale
from regie.lib.refused import Refused
from regie.people.models import Organisation
from regie.people.rights import needs
from regie.plan import ledgers
from regie.plan.budget_lists import Commitments, CommitmentsWhole
from regie.plan.models import BudgetLine, Commitment
from regie.plan.spending_forms import CommitmentForm, offered_lines
from regie.ui.acting import acts, done
from regie.ui.forms import conflict


@needs("plan.read")
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    rows = Commitment.objects.visible_to(request.user).select_related("line", "by")
    rows = rows.annotate(currency_=Value(Organisation.here().currency))
    table = (CommitmentsWhole if request.GET.get("export") else Commitments)(request, rows)
    context = {"table": table, "may_prepare": request.user.has_perm("plan.prepare"), "unanswered": rows.to_answer().count()}
    return table.export() or render(request, "plan/commitments/index.html", context)


def ours(request: HttpRequest, pk: int) -> Commitment:
    return get_object_or_404(Commitment.objects.editable_by(request.user).select_related("line"), pk=pk)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Commitment.objects.visible_to(request.user).select_related("line__envelope", "by", "ledger")
    commitment = get_object_or_404(rows, pk=pk)
    member = request.user.has_perm("plan.prepare")
    context = {
        "commitment": commitment,
        "approval": commitment.approval,
        "expenses": commitment.expenses.select_related("by").order_by("-on", "-pk"),
        "files": commitment.files.all(),
        "here": Organisation.here().currency,
        "origin": ledgers.page(commitment.ledger),
        "invoiced": commitment.invoiced,
        "is_open": commitment.status in (Commitment.Status.ASKED, Commitment.Status.MADE),
        "is_asked_about": commitment.status == Commitment.Status.MADE and Commitment.objects.to_answer().filter(pk=pk).exists(),
        "may_edit": member,
        "reads_plan": request.user.has_perm("plan.read"),
        "today": timezone.localdate(),
    }
    return render(request, "plan/commitments/show.html", context)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    line = None
    if (asked := request.GET.get("line", "")).isdigit():
        line = BudgetLine.objects.visible_to(request.user).filter(pk=asked).first()
    form = CommitmentForm(request.POST or None, instance=Commitment(line=line) if line else Commitment())
    if request.method == "POST" and form.is_valid():
        typed = form.typed
        try:
            files = [File.keep(each, by=request.user) for each in request.FILES.getlist("files")]
            made = Commitment.ask(typed.pop("line"), typed.pop("net"), by=request.user, files=files, **typed)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            said = (
                _("Committed.")
                if made.status == Commitment.Status.MADE
                else _("It goes above what is left: finance is asked, and you hear what it says.")
            )
            return done(request, made, said)
    return _form(request, form, None, line)


def _form(request: HttpRequest, form: CommitmentForm, commitment: Commitment | None, line: BudgetLine | None) -> HttpResponse:
    context = {
        "form": form,
        "commitment": commitment,
        "line": line,
        "offered": offered_lines(),
        "left": line.left() if line else None,
        "here": Organisation.here().currency,
    }
    return render(request, "plan/commitments/form.html", context, status=422 if form.is_bound else 200)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    commitment = ours(request, pk)
    form = CommitmentForm(request.POST or None, instance=commitment)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            commitment.refresh_from_db()
            asked = commitment.status == Commitment.Status.ASKED
            return done(
                request,
                commitment,
                _("Kept; finance is asked about it as it stands now.") if asked else _("The commitment is kept."),
            )
    return _form(request, form, commitment, commitment.line)


@acts
@needs("plan.prepare")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked at a month's end: still to come on a day, invoiced elsewhere, or given up."""
    commitment = ours(request, pk)
    match request.POST.get("answer"):
        case "expected":
            on = parse_date(request.POST.get("expected_on", "") or "0")
            if on is None:
                raise Refused(_("Say on which day the invoice is expected."))
            commitment.expect(on, by=request.user)
            said = _("Noted: it is asked about again if it has not come by then.")
        case "close":
            commitment.close(by=request.user, because=request.POST.get("reason", "")[:400])
            said = _("Closed: nothing more is expected, and what was left of it is free again.")
        case "drop":
            commitment.drop(by=request.user, because=request.POST.get("reason", "")[:400])
            said = _("Given up: its money is free again.")
        case _other:
            raise Refused(_("Say whether it is still to come, invoiced, or given up."))
    return done(
        request, request.POST.get("next") if request.POST.get("next") == reverse("plan:commitments") else commitment, said
    )


@acts
@needs("plan.prepare")
def ask_again(request: HttpRequest, pk: int) -> HttpResponse:
    commitment = ours(request, pk)
    return done(request, commitment.ask_again(by=request.user), _("Finance is asked once more."))


@acts
@needs("plan.prepare")
def enclose(request: HttpRequest, pk: int) -> HttpResponse:
    commitment = ours(request, pk)
    files = [File.keep(each, by=request.user) for each in request.FILES.getlist("files")]
    if not files:
        raise Refused(_("Choose a file first."))
    commitment.files.add(*files)
    return done(request, commitment, _("The document is kept with the commitment."))
