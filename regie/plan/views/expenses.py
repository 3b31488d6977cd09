"""Expenses: invoices typed or brought, put on a line, taken back."""

from __future__ import annotations

from django.db.models import Value
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import File, Stale
from regie.lib.refused import Refused
from regie.people.models import Organisation
from regie.people.rights import needs
from regie.plan import ledgers
from regie.plan.budget_lists import Expenses, ExpensesWhole
from regie.plan.models import BudgetLine, Commitment, Expense
from regie.plan.spending_forms import ExpenseForm, PlaceForm, offered_lines
from regie.ui.acting import acts, done
from regie.ui.forms import conflict


@needs("plan.read")
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    rows = Expense.objects.visible_to(request.user).select_related("line", "by", "ledger")
    rows = rows.annotate(currency_=Value(Organisation.here().currency))
    if request.GET.get("export") in ("csv", "xlsx"):
        named = [f"line__{through}{name}" for through in ("", "activity__") for name in ("campaign", "channel")]
        return ExpensesWhole(request, rows.select_related(*named)).export()  # type: ignore[return-value]
    table = Expenses(request, rows)
    context = {
        "table": table,
        "unplaced": rows.standing().filter(line=None).count(),
        "may_prepare": request.user.has_perm("plan.prepare"),
    }
    return render(request, "plan/expenses/index.html", context)


def ours(request: HttpRequest, pk: int) -> Expense:
    return get_object_or_404(Expense.objects.editable_by(request.user).select_related("line", "commitment"), pk=pk)


@needs("plan.read")
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Expense.objects.visible_to(request.user).select_related(
        "line__envelope", "commitment", "by", "ledger", "taken_back_by"
    )
    return _page(request, get_object_or_404(rows, pk=pk), PlaceForm())


def _page(request: HttpRequest, expense: Expense, form: PlaceForm, status: int = 200) -> HttpResponse:
    may_edit = request.user.has_perm("plan.prepare")
    context = {
        "expense": expense,
        "form": form,
        "files": expense.files.all(),
        "here": Organisation.here().currency,
        "origin": ledgers.page(expense.ledger),
        "likely": _likely(expense) if may_edit and expense.line_id is None else [],
        "offered": offered_lines() if may_edit and expense.taken_back_at is None else [],
        "may_edit": may_edit,
    }
    return render(request, "plan/expenses/show.html", context, status=status)


def _likely(expense: Expense) -> list[Commitment]:
    """Open commitments to the same supplier, those of the same amount first."""
    if not expense.supplier:
        return []
    rows = Commitment.objects.standing().filter(supplier__iexact=expense.supplier).select_related("line")
    return sorted(rows[:20], key=lambda each: (each.net != expense.net, each.on))[:5]


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    start = Expense()
    if (asked := request.GET.get("commitment", "")).isdigit():
        commitment = Commitment.objects.visible_to(request.user).select_related("line").filter(pk=asked).first()
        if commitment is not None:
            start = Expense(
                commitment=commitment, line=commitment.line, supplier=commitment.supplier, purpose=commitment.purpose,
                currency=commitment.currency,
            )  # fmt: skip
    elif (asked := request.GET.get("line", "")).isdigit():
        start.line = BudgetLine.objects.visible_to(request.user).filter(pk=asked).first()
    form = ExpenseForm(request.POST or None, instance=start)
    if request.method == "POST" and form.is_valid():
        typed = form.typed
        try:
            files = [File.keep(each, by=request.user) for each in request.FILES.getlist("files")]
            line = typed.pop("line") or (typed["commitment"].line if typed["commitment"] else None)
            made = Expense.record(line, typed.pop("net"), by=request.user, files=files, **typed)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return done(request, made, _("The invoice is recorded."))
    return _form(request, form, None)


def _form(request: HttpRequest, form: ExpenseForm, expense: Expense | None) -> HttpResponse:
    context = {"form": form, "expense": expense, "offered": offered_lines(), "here": Organisation.here().currency}
    return render(request, "plan/expenses/form.html", context, status=422 if form.is_bound else 200)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    expense = ours(request, pk)
    form = ExpenseForm(request.POST or None, instance=expense)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return done(request, expense, _("The invoice is kept."))
    return _form(request, form, expense)


@needs("plan.prepare")
@require_http_methods(["POST"])
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """On a line by its number, or on the line of the commitment that it settles."""
    expense = ours(request, pk)
    form = PlaceForm(request.POST)
    commitment = None
    if (asked := request.POST.get("commitment", "")).isdigit():
        commitment = get_object_or_404(Commitment.objects.editable_by(request.user).select_related("line"), pk=asked)
    if commitment is None and not form.is_valid():
        return _page(request, expense, form, 422)
    try:
        expense.place(commitment.line if commitment else form.cleaned_data["line"], by=request.user, commitment=commitment)
    except Refused as refusal:
        form.add_error(None, str(refusal.sentence))
        return _page(request, expense, form, 422)
    rest = Expense.objects.editable_by(request.user).standing().filter(line=None).order_by("on", "pk").first()
    if rest is not None and request.POST.get("next"):
        return done(request, rest, _("It is on %(line)s. Here is the next without a line.") % {"line": expense.line})
    return done(request, expense, _("It is on %(line)s.") % {"line": expense.line})


@acts
@needs("plan.prepare")
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    expense = ours(request, pk)
    expense.take_back(by=request.user, because=request.POST.get("reason", "")[:400])
    return done(request, expense, _("Taken back: it counts nowhere any more."))


@acts
@needs("plan.prepare")
def enclose(request: HttpRequest, pk: int) -> HttpResponse:
    expense = ours(request, pk)
    files = [File.keep(each, by=request.user) for each in request.FILES.getlist("files")]
    if not files:
        raise Refused(_("Choose a file first."))
    expense.files.add(*files)
    return done(request, expense, _("The document is kept with the invoice."))
