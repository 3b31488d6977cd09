"""Versions of a workflow: their list and what differs between two, one as it was, its file, publishing, moving runs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from regie.lib.refused import Refused
from regie.ui.acting import done
from regie.work import models_of
from regie.work.models import Run, Version, Workflow
from regie.work.reading import workflows as reading
from regie.work.views.workflows import edited, may_edit, page, seen
from regie.work.whom import Whom

MOST_MOVED = 200  # runs looked at on one page


def _version(request: HttpRequest, pk: int, number: int) -> Version:
    """Drafts are the team's own."""
    workflow = seen(request, pk)
    rows = workflow.versions.select_related("workflow", "published_by", "made_by")
    if not may_edit(request, workflow) and workflow.published:
        rows = rows.exclude(published_at=None)
    return get_object_or_404(rows, number=number)


@require_safe
def index(request: HttpRequest, pk: int) -> HttpResponse:
    workflow = seen(request, pk)
    versions = reading.versions_of(workflow)
    is_editor = may_edit(request, workflow)
    if not is_editor:
        versions = [version for version in versions if version.published_at] or versions
    by_number = {str(version.number): version for version in versions}
    new = by_number.get(request.GET.get("new", ""), versions[0])
    before = next((version for version in versions if version.number < new.number), None)
    old = by_number.get(request.GET.get("old", ""), before)
    context = {
        "workflow": workflow,
        "versions": versions,
        "old": old,
        "new": new,
        "difference": reading.difference(old, new, Whom()) if old and old != new else None,
        "may_edit": is_editor,
        "behind": Run.objects.under_way().filter(version__workflow=workflow).exclude(version=workflow.published).count()
        if is_editor and workflow.published
        else 0,
    }
    return render(request, "work/workflows/versions.html", context)


@require_safe
def show(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    version = _version(request, pk, number)
    return page(request, version.workflow, version, version.workflow.draft)


@require_safe
def file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The version as a BPMN file, for any other modeller."""
    version = _version(request, pk, number)
    name = f"{slugify(version.workflow.name) or 'workflow'}-{version.number}.bpmn"
    return HttpResponse(
        version.xml.encode(),
        content_type="application/xml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at what changes, say why, publish."""
    workflow = edited(request, pk)
    draft, published = workflow.draft, workflow.published
    if draft is None:
        return redirect(reverse("work:workflow_versions", args=[pk]))
    refusal = ""
    if request.method == "POST":
        asked = request.POST.get("revision", "")
        if asked and asked != str(draft.revision):
            refusal = _("The draft was changed since you looked at it: look at what it changes now, then publish it.")
        else:
            draft.publish(by=request.user, note=request.POST.get("note", "").strip()[:2000])
            behind = Run.objects.under_way().filter(version__workflow=workflow).exclude(version=draft).exists()
            to = reverse("work:workflow_moves" if behind else "work:workflow", args=[pk])
            return done(request, to, _("Version %(number)d is published: new runs begin with it.") % {"number": draft.number})
    model = models_of.model_of(draft)
    context = {
        "workflow": workflow,
        "draft": draft,
        "published": published,
        "difference": reading.difference(published, draft, Whom()) if published else None,
        "remarks": reading.remarks_of(model, reading.Holders())[: reading.FEW],
        "note": request.POST.get("note", ""),
        "refusal": refusal,
        "steps": sum(1 for _step in model.steps()),
        "under_way": Run.objects.under_way().filter(version__workflow=workflow).count(),
    }
    return render(request, "work/workflows/publication.html", context, status=409 if refusal else 200)


@require_http_methods(["GET", "POST"])
def moves(request: HttpRequest, pk: int) -> HttpResponse:
    """Runs under way on an older version: those that can go on with the published one, and why the others cannot."""
    workflow = edited(request, pk)
    published = workflow.published
    if published is None:
        return redirect(workflow)
    if request.method == "POST":
        return _move(request, workflow, published)
    runs = _behind(request, workflow)[:MOST_MOVED]
    lines = [(run, run.why_not_to(published)) for run in runs]
    context = {"workflow": workflow, "published": published, "lines": lines, "movable": sum(not why for _run, why in lines)}
    return render(request, "work/workflows/moves.html", context)


def _behind(request: HttpRequest, workflow: Workflow):
    rows = Run.objects.editable_by(request.user).under_way().filter(version__workflow=workflow)
    return rows.exclude(version=workflow.published).select_related("version__workflow").order_by("due_on", "pk")


def _move(request: HttpRequest, workflow: Workflow, published: Version) -> HttpResponse:
    chosen = [int(key) for key in request.POST.getlist("run") if key.isdigit()]
    moved, refused = [], []
    for run in _behind(request, workflow).filter(pk__in=chosen)[:MOST_MOVED]:
        try:
            run.move_to(published, by=request.user)
            moved.append(run)
        except Refused as refusal:
            refused.append((run, str(refusal.sentence)))
    if moved and not refused:
        said = ngettext(
            "%(count)d run goes on with version %(number)d.", "%(count)d runs go on with version %(number)d.", len(moved)
        )
        return done(request, workflow, said % {"count": len(moved), "number": published.number})
    lines = [(run, run.why_not_to(published)) for run in _behind(request, workflow)[:MOST_MOVED]]
    context = {
        "workflow": workflow, "published": published, "lines": lines, "movable": sum(not why for _run, why in lines),
        "moved": moved, "refused": refused, "nothing": not moved and not refused,
    }  # fmt: skip
    return render(request, "work/workflows/moves.html", context, status=422)
