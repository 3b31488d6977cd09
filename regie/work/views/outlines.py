"""The draft of a workflow, edited as an outline and as a diagram: two ways to the same file."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regie.journal.models import Stale
from regie.ui.toasts import toast
from regie.work import arriving, measured, modeler_words, models_of, operations
from regie.work.differences import between
from regie.work.engine import outline, writing
from regie.work.engine.opening import LARGEST, Unreadable
from regie.work.models import Version
from regie.work.outline_form import PAGE, Sheet
from regie.work.reading import workflows as reading
from regie.work.views.workflows import draft_of, edited, measured_by, said_of
from regie.work.whom import Whom


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the draft, POST begins one."""
    workflow = edited(request, pk)
    if request.method == "POST":
        workflow.open_draft(by=request.user)
        return redirect(draft_of(workflow))
    version = workflow.draft
    if version is None:
        return redirect(workflow)
    return _draw(request, version, _sheet(version, request))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The outline: GET is the table as it stands, POST keeps it, or adds, moves and takes out lines without keeping."""
    workflow = edited(request, pk)
    version = workflow.draft
    if version is None:
        return redirect(workflow)
    if request.method == "GET":
        return _draw(request, version, _sheet(version, request))
    drawing = models_of.drawing_of(version)
    sheet = _typed(request, drawing)
    act, _colon, line = request.POST.get("act", "").partition(":")
    if act in {"add", "remove", "up", "down"}:
        if not sheet.is_long:
            _arrange(sheet, act, line, drawing.model)
            return _draw(request, version, sheet, revision=request.POST.get("revision", ""))
        sheet.rows()
        if not sheet.faults:  # what is not shown is not sent: an arrangement of a page is kept at once
            _arrange(sheet, act, line, drawing.model)
    return _keep(request, version, sheet, drawing)


def _typed(request: HttpRequest, drawing: Any) -> Sheet:
    return Sheet.typed(request.POST, outline.rows(drawing.model), Whom())


def _arrange(sheet: Sheet, act: str, line: str, model: Any) -> None:
    if act == "add":
        sheet.focus = sheet.add(line, [*model.nodes, *(way.id for way in model.ways)])
        new = sheet.line(sheet.focus)
        if sheet.is_long and new is not None:
            new.cells["name"] = _("New step")
    elif act == "remove":
        sheet.remove(line)
    else:
        sheet.move(line, -1 if act == "up" else 1)
        sheet.focus = f"{line}:{act}"


def _keep(request: HttpRequest, version: Version, sheet: Sheet, drawing: Any) -> HttpResponse:
    asked = request.POST.get("revision", "")
    before = outline.rows(drawing.model)
    rows = sheet.rows()
    if not rows:
        return _draw(request, version, sheet, revision=asked, refusal=_("A workflow has at least one step."), status=422)
    deadline = sheet.deadline() if "whole-deadline" in request.POST else drawing.model.deadline
    if sheet.faults or sheet.whole_fault:
        return _draw(request, version, sheet, revision=asked, status=422)
    theirs = None
    try:
        if asked != str(version.revision):
            raise Stale(version)
        _keep_whole(request, sheet, drawing, deadline)
        outline.apply(drawing, rows, language=version.workflow.language)
        xml = writing.as_text(drawing) if drawing.source is None else version.xml
        version.redraw(xml, by=request.user, revision=version.revision)
    except outline.OutlineError as fault:
        if sheet.is_long:
            sheet = _typed(request, models_of.drawing_of(version))
        line = sheet.line(fault.row)
        if line is not None:
            line.faults["row"] = str(fault)
        refusal = "" if line is not None else str(fault)
        return _draw(request, version, sheet, revision=asked, refusal=refusal, status=422)
    except Stale:
        version.refresh_from_db()
        before = outline.rows(models_of.model_of(version))
        theirs = between(before, rows, sheet.whom.said)
        sheet.is_changed = True
        is_script = request.htmx  # type: ignore[attr-defined]
        return _draw(request, version, sheet, theirs=theirs, status=422 if is_script else 409)
    text = _("The steps are kept and the diagram is drawn again.")
    page = _asked_page(request) or sheet.start // PAGE + 1
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, text)
        return redirect(draft_of(version.workflow) + (f"?page={page}" if sheet.is_long else ""))
    fresh = Sheet.of(models_of.model_of(version), Whom())
    fresh.focus = (sheet.focus if sheet.is_long else "") or request.POST.get("focus", "")
    fresh.turn(page, at=fresh.focus.partition(":")[0] if not _asked_page(request) else "")
    return toast(_draw(request, version, fresh), text)


def _asked_page(request: HttpRequest) -> int:
    """The page to which one turns; what was typed on the one before is kept on the way."""
    asked = request.POST.get("turn", "").rpartition("page=")[2]
    return int(asked) if asked.isdigit() else 0


def _keep_whole(request: HttpRequest, sheet: Sheet, drawing: Any, deadline: float | None) -> None:
    """What is said of the workflow as one, where the form had it and it differs."""
    model = drawing.model
    asked = model.measured
    if "whole-measured" in request.POST and sheet.whole["measured"].strip() != measured.names(model.measured):
        asked = measured.keys_of(sheet.whole["measured"])
    if (deadline, asked) != (model.deadline, model.measured):
        writing.set_whole(drawing, model.id, deadline=deadline, measured=asked)


@require_POST
def diagram(request: HttpRequest, pk: int) -> HttpResponse:
    """What was drawn: `xml` with the `revision` it was drawn on. Answers in JSON, for the island."""
    workflow = edited(request, pk)
    version = workflow.draft
    if version is None:
        return JsonResponse({"sentence": _("There is no draft any more: somebody published it. Begin a new one.")}, status=409)
    source = request.POST.get("xml", "").encode()
    try:
        xml = arriving.text_of_drawn(source[: LARGEST + 1])
    except Unreadable as fault:
        return JsonResponse({"sentence": said_of(fault)}, status=422)
    asked = request.POST.get("revision", "")
    try:
        version.redraw(xml, by=request.user, revision=int(asked) if asked.isdigit() else 0)
    except Stale as stale:
        sentence = _("Somebody else changed this draft while you were drawing. Keep what you drew, or take what stands now.")
        return JsonResponse({"sentence": sentence, "revision": stale.current.revision}, status=409)
    return JsonResponse({"revision": version.revision})


def _sheet(version: Version, request: HttpRequest) -> Sheet:
    sheet = Sheet.of(models_of.model_of(version), Whom())
    page, said = request.GET.get("page", ""), request.GET.get("step", "").strip()
    sheet.turn(int(page) if page.isdigit() else 1, at=sheet.named(said))
    sheet.focus = sheet.named(said)
    return sheet


def _draw(
    request: HttpRequest, version: Version, sheet: Sheet, *, revision: str = "", refusal: str = "", theirs: Any = None, status: int = 200
) -> HttpResponse:  # fmt: skip
    model, faults = models_of.model_of(version), models_of.unsupported_of(version)
    remarks = sorted(reading.remarks_of(model, reading.Holders()), key=lambda remark: remark.severity != "fault")
    by_line = {line.id: line for line in sheet.lines}
    context = {
        "workflow": version.workflow,
        "version": version,
        "published": version.workflow.published,
        "sheet": sheet,
        "revision": revision or str(version.revision),
        "remarks": [(remark, line := by_line.get(remark.node_id), sheet.shows(line)) for remark in remarks[: reading.FEW]],
        "untold": max(0, len(remarks) - reading.FEW),
        "faults": sum(remark.severity == "fault" for remark in remarks),
        "unsupported": [fault for fault in faults if not fault.runs],
        "notes": [fault for fault in faults if fault.runs],
        "limits": outline.limits(model),
        "marks": json.dumps(
            reading.marks_of(remarks, [fault for fault in faults if not fault.runs], [fault for fault in faults if fault.runs])
        ),
        "lanes": model.lanes,
        "refusal": refusal,
        "theirs": theirs,
        "may_edit": True,
        **measured_by(version),
        "metrics": measured.known(),
        "operations": list(operations.OPERATIONS.values()),
        "words": modeler_words.words(),
        "drawing_keys": modeler_words.keys(),
    }
    part = "#sheet" if request.htmx and not request.htmx.boosted else ""  # type: ignore[attr-defined]
    return render(request, f"work/workflows/draft.html{part}", context, status=status)
