"""Approvals: what waits for the reader's word, one question with its rounds, and its proof."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regie.lib.refused import Refused
from regie.ui.acting import acts, done
from regie.work.models import Approval, Verdict
from regie.work.reading import approvals as reading


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits for my word, then what I asked for."""
    mine = Verdict.objects.awaited().filter(decider=request.user).select_related("stage__approval__asked_by", "instead_of")
    asked = Approval.objects.visible_to(request.user).filter(asked_by=request.user).order_by("-asked_at")[:30]
    return render(request, "work/approvals/index.html", {"mine": mine, "asked": asked})


def _seen(request: HttpRequest, pk: int) -> Approval:
    return get_object_or_404(Approval.objects.visible_to(request.user).select_related("edition", "task__run", "asked_by"), pk=pk)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    approval = _seen(request, pk)
    context = {"shown": reading.of_approval(approval, request.user), "decisions": Verdict.Decision.choices[:4]}
    return render(request, "work/approvals/show.html", context | {"may_ask": _may_ask(request, approval)})


def _may_ask(request: HttpRequest, approval: Approval) -> bool:
    return request.user.is_member and (
        approval.asked_by_id == request.user.pk or request.user.is_lead or approval.task_id is not None
    )


@acts
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    approval = _seen(request, pk)
    verdict = Verdict.objects.awaited().editable_by(request.user).filter(stage__approval=approval).first()
    if verdict is None:
        raise Refused(_("Nothing is asked of you here."))
    verdict.give(
        request.POST.get("decision", ""),
        by=request.user,
        seal=request.POST.get("seal", ""),
        reason=request.POST.get("reason", "")[:10_000],
        private_remark=request.POST.get("private_remark", "")[:10_000],
    )
    return done(request, approval, _("Your decision is kept with the seal of what you saw."))


@acts
def ask_again(request: HttpRequest, pk: int) -> HttpResponse:
    approval = _seen(request, pk)
    if not _may_ask(request, approval):
        raise Refused(_("Only who asked, or a lead, asks again."))
    again = approval.ask_again(by=request.user, message=request.POST.get("message", "")[:2_000])
    return done(request, again, _("Round %(number)s is open.") % {"number": again.round})


@acts
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    approval = _seen(request, pk)
    if not _may_ask(request, approval):
        raise Refused(_("Only who asked, or a lead, withdraws the question."))
    approval.withdraw(by=request.user)
    return done(request, approval, _("The question is withdrawn."))


@require_safe
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    approval = _seen(request, pk)
    response = JsonResponse(reading.proof_of(approval), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="approval-{approval.pk}.json"'
    return response
