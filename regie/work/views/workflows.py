"""Workflows: the list, a new one, one with its steps and diagram, its matrix, its file."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.people.models import Role
from regie.people.rights import needs
from regie.ui.acting import acts, back, done
from regie.ui.forms import conflict
from regie.work import arriving, measured, models_of
from regie.work.drawing_forms import BlankForm, FileForm, WorkflowForm
from regie.work.engine import outline, writing
from regie.work.engine.opening import Unreadable
from regie.work.engine.rows import Row
from regie.work.lists import Workflows
from regie.work.models import Workflow
from regie.work.playbooks import PLAYBOOKS
from regie.work.playbooks.parts import called_here, place_of
from regie.work.reading import workflows as reading
from regie.work.whom import Whom


def seen(request: HttpRequest, pk: int) -> Workflow:
    return get_object_or_404(Workflow.objects.visible_to(request.user).select_related("owner"), pk=pk)


def edited(request: HttpRequest, pk: int) -> Workflow:
    return get_object_or_404(Workflow.objects.editable_by(request.user), pk=pk)


def may_edit(request: HttpRequest, workflow: Workflow) -> bool:
    return Workflow.objects.editable_by(request.user).filter(pk=workflow.pk).exists()


@needs("work.read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    is_archive = request.GET.get("archived") == "1"
    rows = Workflow.objects.visible_to(request.user)
    rows = rows.exclude(archived_at=None) if is_archive else rows.in_use()
    cards = reading.cards(rows)
    table = Workflows(request, cards)
    context = {"table": table, "count": len(cards), "under_way": sum(card.under_way for card in cards), "is_archive": is_archive}
    return table.export() or render(request, "work/workflows/index.html", context)


@needs("work.draw")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """From a playbook, from a file, or blank."""
    way = request.POST.get("way", "") if request.method == "POST" else ""
    file = FileForm(request.POST if way == "file" else None, request.FILES if way == "file" else None, prefix="file")
    blank = BlankForm(request.POST if way == "blank" else None, prefix="blank")
    made = None
    if way == "playbook" and request.POST.get("playbook") in PLAYBOOKS:
        made = _from_playbook(request, request.POST["playbook"])
    elif way == "file" and file.is_valid():
        made = _from_file(request, file)
    elif way == "blank" and blank.is_valid():
        made = _blank(request, blank)
    if made is not None:
        return done(request, *made)
    place = place_of(get_language() or "en")
    books = [
        (book, book.name[place], book.about[place], len(book.steps), reading.worked(book.deadline)) for book in PLAYBOOKS.values()
    ]
    context = {"books": books, "file": file, "blank": blank}
    return render(request, "work/workflows/new.html", context, status=422 if way else 200)


def _from_playbook(request: HttpRequest, key: str) -> tuple[str, str]:
    language = (get_language() or "en")[:2]
    book, place = PLAYBOOKS[key], place_of(language)
    workflow = Workflow.make(
        free_name(book.name[place]),
        book.draw(language, called_here(language, Role.objects.values_list("name", flat=True))).decode(),
        by=request.user,
        purpose=book.about[place],
        kind=key,
        language=language,
    )
    return draft_of(workflow), _("It is yours now: go through its steps, then publish it.")


def _from_file(request: HttpRequest, form: FileForm) -> tuple[str, str] | None:
    try:
        xml = arriving.text_of_upload(form.cleaned_data["file"])
    except Unreadable as fault:
        form.add_error("file", said_of(fault))
        return None
    stem = re.sub(r"\.(bpmn|xml|bpmn20\.xml)$", "", form.cleaned_data["file"].name or "", flags=re.IGNORECASE)
    name = form.cleaned_data["name"].strip() or free_name((arriving.name_in(xml) or stem or _("Workflow"))[:190])
    try:
        workflow = Workflow.make(name, xml, by=request.user, language=(get_language() or "en")[:2])
    except ValidationError as fault:
        form.add_error("name", fault.messages[0])
        return None
    return draft_of(workflow), _("The file is read. What does not run here is listed under the diagram.")


def _blank(request: HttpRequest, form: BlankForm) -> tuple[str, str] | None:
    language = (get_language() or "en")[:2]
    xml = outline.draw([Row("step_1", _("First step"))], name=form.cleaned_data["name"], language=language).decode()
    try:
        workflow = Workflow.make(
            form.cleaned_data["name"], xml, by=request.user, purpose=form.cleaned_data["purpose"], language=language
        )
    except ValidationError as fault:
        form.add_error("name", fault.messages[0])
        return None
    return draft_of(workflow), _("Name its first step, then add those that follow.")


def draft_of(workflow: Workflow) -> str:
    return reverse("work:workflow_draft", args=[workflow.pk])


def said_of(fault: Unreadable) -> str:
    """With the line to blame, where the sentence does not name it itself."""
    if not fault.line or str(fault.line) in str(fault):
        return str(fault)
    return _("Line %(line)d: %(sentence)s") % {"line": fault.line, "sentence": fault}


def free_name(name: str) -> str:
    taken = {each.casefold() for each in Workflow.objects.values_list("name", flat=True)}
    return next(
        each for each in (name, *(f"{name} {number}" for number in range(2, len(taken) + 3))) if each.casefold() not in taken
    )


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """As runs begin with it; a workflow never published shows its draft."""
    workflow = seen(request, pk)
    version = workflow.published or workflow.draft
    return page(request, workflow, version, workflow.draft)


def page(request: HttpRequest, workflow: Workflow, version: Any, draft: Any) -> HttpResponse:
    context = {
        "workflow": workflow,
        "version": version,
        "draft": draft,
        "shown": reading.of_version(version, int(first) if (first := request.GET.get("from", "")).isdigit() else 0),
        "may_edit": may_edit(request, workflow),
        **measured_by(version),
    }
    return render(request, "work/workflows/show.html", context)


def measured_by(version: Any) -> dict[str, Any]:
    """For `measured.html`. One query."""
    asked = measured.asked(models_of.model_of(version).measured)
    return {"asked": asked, "can_measure": sum(each.can_make and each.metric is None for each in asked)}


@acts
@needs("metrics.edit_metrics")
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the house measure what the workflow should be measured by."""
    workflow = edited(request, pk)
    version = workflow.draft or workflow.published
    keys = models_of.model_of(version).measured
    measured.adopt(workflow, keys, by=request.user)
    return done(request, back(request, workflow.get_absolute_url()), _("The metrics are there: they wait for their figures."))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    workflow = edited(request, pk)
    form = WorkflowForm(request.POST or None, instance=workflow)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        return done(request, workflow, _("The workflow is kept."))
    context = {"form": form, "workflow": workflow}
    return render(request, "work/workflows/form.html", context, status=422 if form.is_bound else 200)


@acts
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    workflow = edited(request, pk)
    workflow.archive(by=request.user)
    return done(request, workflow, _("It is put away: no new run begins, those under way go on."))


@acts
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    workflow = edited(request, pk)
    workflow.bring_back(by=request.user)
    return done(request, workflow, _("It is back: runs can begin with it again."))


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest, pk: int) -> HttpResponse:
    """Another file as the draft of a workflow that is there."""
    workflow = edited(request, pk)
    form = FileForm(request.POST or None, request.FILES or None, prefix="file")
    del form.fields["name"]
    if request.method == "POST" and form.is_valid():
        try:
            xml = arriving.text_of_upload(form.cleaned_data["file"])
        except Unreadable as fault:
            form.add_error("file", said_of(fault))
        else:
            workflow.open_draft(by=request.user).redraw(xml, by=request.user)
            return done(
                request, draft_of(workflow), _("The file is the draft now; what is published stays until you publish it.")
            )
    context = {"form": form, "workflow": workflow, "draft": workflow.draft}
    return render(request, "work/workflows/file.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def matrix(request: HttpRequest, pk: int) -> HttpResponse:
    """Who stands where, step by step; a changed cell is written into the draft."""
    workflow = seen(request, pk)
    is_editor = may_edit(request, workflow)
    version = (workflow.draft if is_editor else None) or workflow.published or workflow.draft
    whom, refusal, status = Whom(), "", 200
    if request.method == "POST":
        workflow = edited(request, pk)
        version = workflow.open_draft(by=request.user)
        refusal = _keep_cells(request, version, whom)
        if not refusal and not request.htmx:  # type: ignore[attr-defined]
            return redirect(request.get_full_path())
        status = 409 if refusal else 200
    context = {
        "workflow": workflow,
        "version": version,
        "matrix": reading.matrix_of(version, whom, request.GET.get("with", "").strip()[:200]),
        "remarks": reading.remarks_of(models_of.model_of(version), reading.Holders())[: reading.FEW] if is_editor else [],
        "may_edit": is_editor,
        "choices": ("", "R", "A", "RA", "C", "I"),
        "known": whom.known,
        "refusal": refusal,
    }
    part = "#matrix" if request.htmx and not request.htmx.boosted else ""  # type: ignore[attr-defined]
    return render(request, f"work/workflows/matrix.html{part}", context, status=status if not part else 200)


def _keep_cells(request: HttpRequest, version: Any, whom: Whom) -> str:
    """Write the cells that differ; one role alone answers for a step, so a new A takes the old one's place."""
    revision = request.POST.get("revision", "")
    shown = reading.matrix_of(version, whom, request.GET.get("with", "").strip()[:200])
    rows = []
    for row, cells in shown.rows:
        asked = {cell.whom: request.POST.get(f"cell-{row.id}-{cell.whom}", cell.letters) for cell in cells}
        changed = {name: letters for name, letters in asked.items() if letters in {"", "R", "A", "RA", "C", "I"}}
        changed = {cell.whom: changed[cell.whom] for cell in cells if changed.get(cell.whom, cell.letters) != cell.letters}
        duties = [duty for duty in row.duties if whom.said(duty) not in changed]
        if any("A" in letters for letters in changed.values()):
            duties = [duty for duty in duties if duty.letter != "A"]
        duties += [whom.duty(letter, name) for name, letters in changed.items() for letter in letters]
        rows.append(replace(row, duties=tuple(sorted(duties, key=lambda duty: "RACI".index(duty.letter)))) if changed else row)
    drawing = models_of.drawing_of(version)
    duties_of = {row.id: row.duties for row in rows}
    table = [replace(row, duties=duties_of.get(row.id, row.duties)) for row in outline.rows(drawing.model)]
    try:
        outline.apply(drawing, table, language=version.workflow.language)
        xml = writing.as_text(drawing) if drawing.source is None else version.xml
        version.redraw(xml, by=request.user, revision=int(revision) if revision.isdigit() else None)
    except outline.OutlineError as fault:
        return str(fault)
    except Stale:
        return _("Somebody else changed this draft while you were here: this is how it stands now. Make your change again.")
    return ""
