"""Decisions: proposed in a review, settled, looked at again; the list of all."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.lib.refused import Refused
from regie.people import rights
from regie.reviews import queries
from regie.reviews.forms import LookForm, ProposalForm
from regie.reviews.models import Decision
from regie.reviews.views.live import renewed
from regie.reviews.views.reviews import writable
from regie.ui.acting import acts, done, refuse

STATES = ("settled", "again", "proposed")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state") if request.GET.get("state") in STATES else ""
    decisions = (
        Decision.objects.visible_to(request.user)
        .filter(withdrawn_at=None)
        .select_related("owner", "metric", "review__series")
        .distinct()
    )
    today = timezone.localdate()
    waiting = decisions.to_look_at_by(today).count()
    if state == "settled":
        decisions = decisions.settled()
    elif state == "again":
        decisions = decisions.to_look_at_by(today)
    elif state == "proposed":
        decisions = decisions.proposed()
    if request.GET.get("mine"):
        decisions = decisions.filter(owner=request.user)
    page = Paginator(decisions.order_by("-proposed_at", "-pk"), 30).get_page(request.GET.get("page"))
    became = queries.before_and_after(list(page.object_list))
    rows = [(each, became[each.pk]) for each in page.object_list]
    return render(
        request, "reviews/decisions/index.html", {"page": page, "rows": rows, "state": state, "waiting": waiting, "today": today}
    )


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _seen(request, pk), LookForm())


def _seen(request: HttpRequest, pk: int) -> Decision:
    return get_object_or_404(
        Decision.objects.visible_to(request.user)
        .select_related("owner", "metric", "review", "driver", "breach__metric", "settled_by")
        .distinct(),
        pk=pk,
    )


def _page(request: HttpRequest, decision: Decision, form: LookForm, status: int = 200) -> HttpResponse:
    return render(
        request,
        "reviews/decisions/show.html",
        {
            "decision": decision,
            "became": queries.before_and_after([decision])[decision.pk],
            "looks": queries.looks_of(decision),
            "voices": list(decision.voices.select_related("person", "met_by")),
            "follow_ups": list(decision.follow_ups.select_related("who", "review")),
            "form": form,
            "may_look": decision.settled_at and (rights.is_member(request.user) or decision.owner_id == request.user.pk),
            "me": request.user,
        },
        status=status,
    )


@acts
def create(request: HttpRequest, pk: int) -> HttpResponse:
    review = writable(request, pk)
    form = ProposalForm(request.POST)
    if not form.is_valid():
        return _form(request, form, review, request.path, 422)
    item = review.items.filter(began_at__isnull=False).first()
    if (asked := request.POST.get("item", "")).isdigit():
        item = review.items.filter(pk=asked).first()
    Decision.propose(review, form.cleaned_data["text"], by=request.user, item=item, **form.terms())
    return renewed(request, review)


def _form(request: HttpRequest, form, review, action: str, status: int, theirs=None, voice=None) -> HttpResponse:
    response = render(
        request,
        "reviews/decisions/form.html",
        {"form": form, "review": review, "action": action, "theirs": theirs, "voice": voice},
        status=status,
    )
    if request.htmx:  # type: ignore[attr-defined]
        response["HX-Retarget"], response["HX-Reswap"] = "body", "innerHTML"
    return response


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.editable_by(request.user).proposed().select_related("review"), pk=pk)
    form, theirs = ProposalForm(request.POST or None, initial=ProposalForm.initial_of(decision)), None
    if request.method == "POST" and form.is_valid():
        try:
            revision = form.cleaned_data["revision"] or decision.revision
            decision.amend(by=request.user, revision=revision, text=form.cleaned_data["text"].strip(), **form.terms())
            return redirect(decision.review)
        except Stale as stale:
            theirs = stale.current
            form.data = form.data.copy()
            form.data["revision"] = str(theirs.revision)
        except Refused as refusal:
            return refuse(request, refusal)
    return _form(request, form, decision.review, request.path, 409 if theirs else 422 if form.is_bound else 200, theirs)


@acts
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.editable_by(request.user).select_related("review"), pk=pk)
    decision.settle(by=request.user)
    return renewed(request, decision.review)


@acts
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.editable_by(request.user).select_related("review"), pk=pk)
    decision.withdraw(by=request.user)
    return renewed(request, decision.review)


@acts
def look(request: HttpRequest, pk: int) -> HttpResponse:
    decision = _seen(request, pk)
    if not (rights.is_member(request.user) or decision.owner_id == request.user.pk):
        raise Refused(_("Only the team and the owner say what became of a decision."))
    form = LookForm(request.POST)
    if not form.is_valid():
        return _page(request, decision, form, 422)
    review = None
    if (asked := request.POST.get("review", "")).isdigit():
        review = writable(request, int(asked))
    data = form.cleaned_data
    decision.look(data["verdict"], by=request.user, review=review, note=data["note"], again_on=data["again_on"])
    if review is not None:
        return renewed(request, review)
    return done(request, decision, _("What became of it is written down."))
