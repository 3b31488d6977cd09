"""Runs: those under way, preparing one on its sheet, one run with its steps, its matrix."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.lib.refused import Refused
from regie.people.models import Person
from regie.people.rights import needs
from regie.ui.acting import acts, done
from regie.ui.forms import conflict
from regie.work.forms import RunForm
from regie.work.lists import Runs
from regie.work.models import Run, Workflow
from regie.work.reading import runs as reading
from regie.work.starting import ChoiceForm, StartForm


@needs("work.read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = Run.objects.visible_to(request.user).select_related("version__workflow", "started_by")
    table = Runs(request, rows)
    return table.export() or render(
        request, "work/runs/index.html", {"table": table, "under_way": rows.under_way().count(), "late": reading.late(rows)}
    )


@needs("work.start")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose a workflow, then see the dates and people it will have; both can be changed before it begins."""
    asked = request.POST.get("workflow") or request.GET.get("workflow") or ""
    workflow = Workflow.objects.in_use().filter(pk=asked).first() if asked.isdigit() else None
    if workflow is None or workflow.published is None:
        return render(request, "work/runs/choose.html", {"form": ChoiceForm()})
    is_sent = request.method == "POST" and "title" in request.POST
    form = StartForm(workflow.published, request.POST if is_sent else None)
    context = {"form": form, "workflow": workflow}
    if is_sent and request.POST.get("act") == "start" and form.is_valid():
        data = form.cleaned_data
        try:
            run = Run.start(
                workflow.published, data["title"], form.steps, by=request.user, campaign=data["campaign"], note=data["note"],
                due_on=form.ends_at.date() if form.ends_at else None,
            )  # fmt: skip
            return done(request, run, _("It is under way: whoever begins has it on their day."))
        except Refused as refusal:
            context["refusal"] = refusal.sentence
    return render(request, "work/runs/new.html", context, status=422 if context.get("refusal") or form.errors else 200)


def _seen(request: HttpRequest, pk: int) -> Run:
    rows = Run.objects.visible_to(request.user).select_related("version__workflow", "started_by")
    return get_object_or_404(rows, pk=pk)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    run = _seen(request, pk)
    may_edit = Run.objects.editable_by(request.user).filter(pk=pk).exists()
    context = {"shown": reading.of_run(run), "may_edit": may_edit, "open_to_me": reading.open_to(request.user, run)}
    return render(request, "work/runs/show.html", context)


@require_safe
def drawing(request: HttpRequest, pk: int) -> HttpResponse:
    """The version the run follows, drawn: whoever sees the run sees its diagram."""
    run = _seen(request, pk)
    return HttpResponse(
        run.version.xml.encode(),
        content_type="application/xml; charset=utf-8",
        headers={"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"},
    )


@require_http_methods(["GET", "POST"])
def matrix(request: HttpRequest, pk: int) -> HttpResponse:
    """Who stands where; the cells of steps to come can be changed."""
    run = _seen(request, pk)
    may_edit = Run.objects.editable_by(request.user).filter(pk=pk).exists() and not run.ended_at
    known = Person.objects.active().order_by("name")
    asked = request.GET.get("with", "").strip()
    more = known.filter(name__iexact=asked).first() if asked and may_edit else None
    refusal = ""
    if request.method == "POST":
        run = get_object_or_404(Run.objects.editable_by(request.user), pk=pk)
        try:
            _keep_cells(request, run, more)
        except Refused as refused:
            refusal = str(refused.sentence)
        if not refusal and not request.htmx:  # type: ignore[attr-defined]
            return redirect(request.get_full_path())
    context = {
        "run": run, "matrix": reading.matrix_of(run, more), "may_edit": may_edit, "refusal": refusal,
        "choices": ("", "R", "A", "RA", "C", "I"), "known": known if may_edit else [],
    }  # fmt: skip
    part = "#matrix" if request.htmx and not request.htmx.boosted else ""  # type: ignore[attr-defined]
    return render(request, f"work/runs/matrix.html{part}", context, status=409 if refusal and not part else 200)


def _keep_cells(request: HttpRequest, run: Run, more: Person | None) -> None:
    with transaction.atomic():
        for step, is_to_come, cells in reading.matrix_of(run, more).rows:
            changed = {
                whom.pk: letters
                for whom, now in cells
                if isinstance(whom, Person)
                and (letters := request.POST.get(f"cell-{step.pk}-{whom.pk}", now)) != now
                and letters in {"", "R", "A", "RA", "C", "I"}
            }
            if changed and is_to_come:
                step.give(changed, by=request.user)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(Run.objects.editable_by(request.user), pk=pk)
    form = RunForm(request.POST or None, instance=run)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        return done(request, run, _("The run is kept."))
    return render(request, "work/runs/form.html", {"form": form, "run": run}, status=422 if form.is_bound else 200)


@acts
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(Run.objects.editable_by(request.user), pk=pk)
    run.stop(request.POST.get("reason", ""), by=request.user)
    return done(request, run, _("It is stopped; what was done stays."))
