"""Workshops: prepared, led, read afterwards. The facilitator's page renews itself while others write."""

from __future__ import annotations

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.objectives.gathering_lists import Workshops
from regie.objectives.models import Seat, Step, Survey, Workshop
from regie.objectives.reading import workshops as reading
from regie.objectives.workshop_forms import NewWorkshopForm, WorkshopForm
from regie.people.models import Person
from regie.people.rights import needs
from regie.ui.acting import acts, done
from regie.ui.forms import conflict


def seen(request: HttpRequest, pk: int) -> Workshop:
    rows = Workshop.objects.visible_to(request.user).select_related("step", "facilitator", "survey")
    return get_object_or_404(rows, pk=pk)


def writable(request: HttpRequest, pk: int) -> Workshop:
    return get_object_or_404(Workshop.objects.editable_by(request.user).select_related("step"), pk=pk)


@needs("objectives.read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    table = Workshops(request, reading.listed(request.user))
    return table.export() or render(request, "objectives/workshops/index.html", {"table": table})


@needs("objectives.draft")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    survey = (
        Survey.objects.visible_to(request.user).filter(pk=request.GET.get("survey") or 0).first()
        if (request.GET.get("survey") or "0").isdigit()
        else None
    )
    initial = {"facilitator": request.user.pk, "title": _("Objectives workshop"), "survey": survey.pk if survey else None}
    if survey is not None:
        initial["persons"] = list(survey.asked.exclude(person=None).values_list("person", flat=True))
    form = NewWorkshopForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.typed
        workshop = Workshop.prepare(
            typed.pop("title"), by=request.user, steps=form.steps, persons=form.cleaned_data["persons"], **typed
        )
        said = _("The workshop is prepared; those invited have been told.")
        return done(request, workshop, said if form.cleaned_data["persons"] else _("The workshop is prepared."))
    return render(
        request, "objectives/workshops/form.html", {"form": form, "workshop": None}, status=422 if form.is_bound else 200
    )


@needs("objectives.draft")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = writable(request, pk)
    form = WorkshopForm(request.POST or None, instance=workshop)
    if request.method == "POST" and form.is_valid():
        workshop.must_be_open()
        try:
            workshop.edit(by=request.user, revision=form.cleaned_data.get("revision"), **form.typed)
        except Stale as stale:
            return conflict(request, form, stale.current)
        workshop.plan_steps(form.steps)
        return done(request, workshop, _("The workshop is kept."))
    return render(
        request, "objectives/workshops/form.html", {"form": form, "workshop": workshop}, status=422 if form.is_bound else 200
    )


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = seen(request, pk)
    words = context(request, workshop)
    if workshop.is_open:
        return render(request, "objectives/workshops/live.html", words)
    if workshop.closed_at is not None:
        return render(request, "objectives/workshops/closed.html", words)
    words["persons"] = (
        Person.objects.active().exclude(pk__in=workshop.seats.exclude(person=None).values("person")).order_by("name")
    )
    return render(request, "objectives/workshops/prepared.html", words)


def context(request: HttpRequest, workshop: Workshop) -> dict:
    """What the facilitator's page shows: about 14 queries, whatever was proposed."""
    may_edit = Workshop.objects.editable_by(request.user).filter(pk=workshop.pk).exists()
    stage = reading.stage_of(workshop)
    link = workshop.guest_link() if may_edit else None
    words = {
        "workshop": workshop,
        "stage": stage,
        "beat": reading.beat_of(workshop) if workshop.is_open else "",
        "may_edit": may_edit,
        "mine": next((seat for seat in stage.seats if seat.person_id == request.user.pk and seat.nonce), None),
        "link": link,
        "code": code_of(link.address) if link else "",
        "team": Person.objects.team().order_by("name") if may_edit and workshop.is_open else [],
    }
    return words | of_step(workshop, stage, request.user)


def of_step(workshop: Workshop, stage: reading.Stage, person: Person | None = None) -> dict:
    """What one step needs besides the wall."""
    if stage.kind == Step.Kind.LOOK:
        return {"past": reading.past_of(workshop, person)}
    if stage.kind in (Step.Kind.DRAFT, Step.Kind.CHECK, Step.Kind.CLOSE) or workshop.closed_at:
        return {"drafts": reading.drafts_of(workshop, person)}
    return {}


def code_of(address: str) -> SafeString:
    """The address as a QR code, an SVG drawn in place."""
    drawn = segno.make(address, error="m").svg_inline(border=2, omitsize=True, dark="#000", light="#fff")
    return mark_safe(drawn)  # noqa: S308 - drawn by segno of our own address


@require_safe
def live(request: HttpRequest, pk: int) -> HttpResponse:
    """The beat of the facilitator's page: nothing new costs one answer without a body."""
    workshop = seen(request, pk)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(workshop)
    return beaten(request, workshop, "objectives/workshops/live.html#live", lambda: context(request, workshop))


@require_safe
def screen(request: HttpRequest, pk: int) -> HttpResponse:
    """For the projector: nothing to press, everything to read from the last row."""
    workshop = seen(request, pk)
    return render(request, "objectives/workshops/screen.html", screen_context(request, workshop))


@require_safe
def screen_live(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = seen(request, pk)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("objectives:workshop_screen", pk=pk)
    return beaten(request, workshop, "objectives/workshops/screen.html#live", lambda: screen_context(request, workshop))


def screen_context(request: HttpRequest, workshop: Workshop) -> dict:
    stage = reading.stage_of(workshop)
    link = workshop.guest_link()
    return {
        "workshop": workshop,
        "stage": stage,
        "beat": reading.beat_of(workshop),
        "link": link,
        "code": code_of(link.address) if link else "",
        **of_step(workshop, stage, request.user),
    }


def beaten(request: HttpRequest, workshop: Workshop, template: str, words) -> HttpResponse:
    if request.GET.get("since") == reading.beat_of(workshop):
        return HttpResponse(status=204)
    if not workshop.is_open:
        response = HttpResponse(status=200)
        response["HX-Refresh"] = "true"
        return response
    return fresh(render(request, template, words()))


def fresh(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def renewed(request: HttpRequest, pk: int, place: str = "") -> HttpResponse:
    """After an act: the live part to a script, the page to a plain form."""
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{seen(request, pk).get_absolute_url()}{place}")
    workshop = seen(request, pk)
    if not workshop.is_open:
        response = HttpResponse(status=200)
        response["HX-Refresh"] = "true"
        return response
    return fresh(render(request, "objectives/workshops/live.html#live", context(request, workshop)))


@acts
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = writable(request, pk)
    workshop.open(by=request.user)
    return redirect(workshop)


@acts
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = writable(request, pk)
    workshop.close(by=request.user)
    return done(request, workshop, _("The workshop is closed: the minutes go to those who were there."))


@acts
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = writable(request, pk)
    workshop.reopen(by=request.user)
    return redirect(workshop)


@acts
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a step, the next or any other."""
    workshop = writable(request, pk)
    workshop.go_to(get_object_or_404(workshop.steps, pk=request.POST.get("step") or 0), by=request.user)
    return renewed(request, pk)


@acts
def time(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = writable(request, pk)
    workshop.give_time(-5 if request.POST.get("minutes") == "-5" else 5)
    return renewed(request, pk)


@acts
def facilitator(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = writable(request, pk)
    person = get_object_or_404(Person.objects.team(), pk=request.POST.get("person") or 0)
    workshop.hand_over(person, by=request.user)
    return renewed(request, pk)


@acts
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = writable(request, pk)
    workshop.write_notes(request.POST.get("notes", ""))
    return HttpResponse(status=204) if request.htmx else redirect(workshop)  # type: ignore[attr-defined]


@acts
def guests(request: HttpRequest, pk: int) -> HttpResponse:
    """One link and its code for all who have no account; or no longer."""
    workshop = writable(request, pk)
    if request.POST.get("act") == "stop":
        if link := workshop.guest_link():
            link.close(by=request.user)
        workshop.touch()
        return renewed(request, pk)
    workshop.let_guests_in(by=request.user)
    workshop.touch()
    return renewed(request, pk)


@acts
def persons(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = writable(request, pk)
    keys = [key for key in request.POST.getlist("persons") if key.isdigit()]
    workshop.invite(Person.objects.active().filter(pk__in=keys), by=request.user)
    return renewed(request, pk)


@acts
def taking_part(request: HttpRequest, pk: int) -> HttpResponse:
    """A person of the house takes their seat, and finds it again each time."""
    workshop = seen(request, pk)
    seat = Seat.take(workshop, person=request.user)
    return redirect("objectives:seat", token=seat.token)


def language_here() -> str:
    return (get_language() or "en")[:2]
