"""Requests: the list of each side, the page that follows one, and what each side says."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from regie.lib.refused import Refused
from regie.people.models import Person
from regie.people.rights import needs
from regie.ui.acting import acts, done
from regie.work import homes, planning
from regie.work.models import Request
from regie.work.reading import requests as reading
from regie.work.request_forms import FilesField
from regie.work.request_lists import Requests

STARS = [
    (5, gettext_lazy("5 stars: exactly what we needed")),
    (4, gettext_lazy("4 stars: good")),
    (3, gettext_lazy("3 stars: it will do")),
    (2, gettext_lazy("2 stars: of little use")),
    (1, gettext_lazy("1 star: of no use")),
]


@needs("work.request")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = Request.objects.visible_to(request.user)
    table = Requests(request, rows.select_related("offer", "domain", "asked_by"))
    return table.export() or render(
        request,
        "work/requests/index.html",
        {"table": table, "many": rows.open().count(), "late": rows.late().count(), "unanswered": rows.unanswered().count()},
    )


def _first_offer(asked: Request, runs: bool) -> date | None:
    """The day that stands in the field before anybody types: the one wished, else what the form says it usually takes."""
    days = asked.offer.working_days
    if asked.wanted_on or runs or not days:
        return asked.wanted_on  # of a run its own end is promised
    usual = homes.week().day_after(asked.asked_at, 7.0 * days)
    return usual if usual >= timezone.localdate() else None


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Request.objects.visible_to(request.user)
    asked = get_object_or_404(
        rows.select_related("offer__workflow", "offer__deliverable", "domain", "asked_by", "answered_by", "task", "run"), pk=pk
    )
    may_answer = request.user.has_perm("work.answer")
    context = {
        "shown": reading.of_request(asked),
        "asked": asked,
        "may_answer": may_answer,
        "is_asker": Request.objects.of_asker(request.user).filter(pk=pk).exists(),
        "stars": STARS,
    }
    if may_answer and asked.status == "asked":
        version = asked.offer.workflow.published if asked.offer.workflow else None
        planned = planning.plan(version) if version else []
        context |= {
            "workflow": asked.offer.workflow if version else None,
            "day": _first_offer(asked, bool(version)),
            "ends": max((step.due_at for step in planned if step.due_at), default=None),
            "missing": [step.name for step in planned if not any(who.letter == "R" and who.person for who in step.who)],
            "people": Person.objects.active().exclude(email=None).order_by("name"),
        }
    return render(request, "work/requests/show.html", context)


def _answered(request: HttpRequest, pk: int) -> Request:
    """For a verb of the team."""
    rows = Request.objects.editable_by(request.user)
    asked = get_object_or_404(rows.select_related("offer", "asked_by"), pk=pk)
    if not request.user.has_perm("work.answer"):
        raise Refused(_("The team answers."))
    return asked


def _own(request: HttpRequest, pk: int) -> Request:
    """For a verb of whoever asked: nobody accepts their own delivery."""
    return get_object_or_404(Request.objects.of_asker(request.user).select_related("offer", "asked_by"), pk=pk)


def _day(request: HttpRequest, name: str = "day") -> date | None:
    said = request.POST.get(name, "").strip()
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as fault:
        raise Refused(_("Write the day as a date.")) from fault


def files_of(request: HttpRequest) -> list:
    """What was sent, within the limits; a refusal in the words of the field."""
    from django.core.exceptions import ValidationError

    try:
        return FilesField(required=False).clean(request.FILES.getlist("file"))
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages)) from fault


@acts
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _answered(request, pk)
    how = request.POST.get("how", "")
    if how not in {"", "run", "task"}:
        raise Refused(_("Choose how it is made."))
    who = Person.objects.active().filter(pk=request.POST.get("who") or 0).first() if how == "task" else None
    asked.accept(by=request.user, how=how, who=who, promised_on=_day(request))
    return done(request, asked, _("It is accepted, and %(name)s hears of it.") % {"name": asked.asked_by or _("whoever asked")})


@acts
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _answered(request, pk)
    asked.refuse(request.POST.get("reason", ""), by=request.user)
    return done(request, asked, _("It is refused, with your reason."))


@acts
def promise(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _answered(request, pk)
    day = _day(request)
    if day is None:
        raise Refused(_("Choose the day."))
    asked.promise(day, by=request.user)
    return done(request, asked, _("The new date is promised."))


@acts
def deliver(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _answered(request, pk)
    asked.deliver(request.POST.get("text", ""), by=request.user, files=files_of(request))
    return done(request, asked, _("It is delivered: whoever asked says whether it is right."))


@acts
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """Accepted, and how it was in the same breath when they say so."""
    asked = _own(request, pk)
    asked.receive(by=request.user)
    if request.POST.get("stars", "").isdigit():
        asked.rate(int(request.POST["stars"]), request.POST.get("text", ""), by=request.user)
    return done(request, asked, _("Thank you. The request is closed."))


@acts
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _own(request, pk)
    asked.send_back(request.POST.get("reason", ""), by=request.user)
    return done(request, asked, _("It went back, with what is missing."))


@acts
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _own(request, pk)
    asked.withdraw(by=request.user)
    return done(request, asked, _("It is withdrawn; what was begun for it stops."))


@acts
def rate(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _own(request, pk)
    said = request.POST.get("stars", "")
    asked.rate(int(said) if said.isdigit() else 0, request.POST.get("text", ""), by=request.user)
    return done(request, asked, _("Thank you."))
