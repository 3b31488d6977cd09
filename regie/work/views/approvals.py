"""Approvals: what waits for the reader's word, one question with its rounds, and its proof."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal import things
from regie.lib.refused import Refused
from regie.ui.acting import acts, done
from regie.work import proving, subjects
from regie.work.models import Approval, Verdict
from regie.work.outside import picture_of
from regie.work.reading import approvals as reading


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits for my word, then what I asked for."""
    mine = Verdict.objects.awaited().filter(decider=request.user)
    mine = mine.select_related("stage__approval__asked_by", "stage__approval__task", "instead_of").prefetch_related(
        "stage__approval__subject"
    )
    asked = Approval.objects.visible_to(request.user).filter(asked_by=request.user).select_related("task").order_by("-asked_at")
    context = {"mine": mine, "asked": asked.prefetch_related("subject")[:30]}
    return render(request, "work/approvals/index.html", context)


def seen(request: HttpRequest, pk: int) -> Approval:
    return get_object_or_404(Approval.objects.visible_to(request.user).select_related("edition", "task__run", "asked_by"), pk=pk)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, seen(request, pk))


def page(request: HttpRequest, approval: Approval, refusal: str = "", status: int = 200) -> HttpResponse:
    """The page of one question; with what was typed and what is wrong with it."""
    person: Any = request.user
    shown = reading.of_approval(approval, person, sheet=request.GET.get("sheet", "") or request.POST.get("sheet", ""))
    context = {
        "shown": shown,
        "may_ask": may_ask(request, approval),
        "may_pin": approval.closed_at is None,
        "address": _address_of(approval, person),
        "may_settle": person.is_member or approval.asked_by_id == person.pk,
        "refusal": refusal,
        "typed": request.POST if refusal else {},
    }
    return render(request, "work/approvals/show.html", context, status=status)


def _address_of(approval: Approval, person: Any) -> str:
    """Of what is asked about, where it has a page that the reader may open."""
    subject = approval.subject
    return things.address_of(subject) if subject is not None and things.is_visible(subject, person) else ""


def may_ask(request: HttpRequest, approval: Approval) -> bool:
    person: Any = request.user
    return person.is_member and (approval.asked_by_id == person.pk or person.is_lead or approval.task_id is not None)


@require_http_methods(["POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    approval = seen(request, pk)
    verdict = Verdict.objects.awaited().editable_by(request.user).filter(stage__approval=approval).first()
    try:
        if verdict is None:
            raise Refused(_("Nothing is asked of you here."))
        verdict.give(
            request.POST.get("decision", ""),
            by=request.user,
            seal=request.POST.get("seal", ""),
            reason=request.POST.get("reason", "")[:10_000],
            private_remark=request.POST.get("private_remark", "")[:10_000],
        )
    except Refused as refusal:
        return page(request, seen(request, pk), str(refusal.sentence), 409 if verdict is None else 422)
    return done(request, approval, _("Your decision is kept with the seal of what you saw."))


@acts
def ask_again(request: HttpRequest, pk: int) -> HttpResponse:
    approval = seen(request, pk)
    if not may_ask(request, approval):
        raise Refused(_("Only who asked, or a lead, asks again."))
    again = approval.ask_again(by=request.user, message=request.POST.get("message", "")[:2_000])
    return done(request, again, _("Round %(number)s is open.") % {"number": again.round})


@acts
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    approval = seen(request, pk)
    if not may_ask(request, approval):
        raise Refused(_("Only who asked, or a lead, withdraws the question."))
    approval.withdraw(by=request.user)
    return done(request, approval, _("The question is withdrawn."))


@require_safe
def picture(request: HttpRequest, pk: int, file: int, number: int) -> FileResponse:
    approval = seen(request, pk)
    found = next((each for each in subjects.sealed_files(approval) if each.pk == file), None)
    if found is None:
        raise Http404
    return picture_of(found, str(number))


@require_safe
def compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Two rounds side by side, word by word."""
    approval = seen(request, pk)
    rounds = Approval.objects.about(approval.subject).of_step(approval.task).filter(facets=approval.facets)
    second = get_object_or_404(rounds.select_related("edition", "asked_by"), round=other)
    old, new = sorted([approval, second], key=lambda each: each.round)
    context = {"approval": approval, "old": old, "new": new, "facets": reading.compared(old, new)}
    return render(request, "work/approvals/compare.html", context)


@require_safe
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    approval = seen(request, pk)
    response = JsonResponse(proving.proof_of(approval), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="approval-{approval.pk}.json"'
    return response


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The proof as a page to print."""
    approval = seen(request, pk)
    shown = reading.of_approval(approval)
    return render(request, "work/approvals/paper.html", {"shown": shown, "proof": proving.proof_of(approval)})


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Whether a proof that somebody holds fits what is kept here."""
    text, found = "", None
    if request.method == "POST":
        upload = request.FILES.get("file")
        text = upload.read(proving.LARGEST + 1).decode("utf8", "replace") if upload else request.POST.get("proof", "")
        found = proving.check(text, Approval.objects.visible_to(request.user))
    status = 422 if found and not found.fits else 200
    return render(
        request, "work/approvals/check.html", {"typed": text if not (found and found.fits) else "", "found": found}, status=status
    )
