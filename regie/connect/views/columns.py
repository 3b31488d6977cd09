"""Columns: what each one means, proposed and settled."""

from __future__ import annotations

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from regie.connect import work
from regie.connect.models import Intake, NotNow
from regie.connect.sheets import WrittenSheet
from regie.connect.targets import targets_for
from regie.connect.words import file_sentence
from regie.lib.tables import Unreadable
from regie.people.rights import needs


@needs("connect.import_figures")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    intake = get_object_or_404(Intake.objects.editable_by(request.user).select_related("file", "by"), pk=pk)
    if intake.stage in (Intake.Stage.WRITING, Intake.Stage.WRITTEN, Intake.Stage.UNDONE):
        return redirect(intake)
    if request.method == "POST" and request.POST.get("sheet"):
        try:
            if request.POST["sheet"] != intake.source.get("sheet"):
                intake.pick_sheet(request.POST["sheet"])
        except Unreadable as fault:
            messages.error(request, file_sentence(fault))
        return redirect("connect:columns", pk)
    if request.method == "POST" and request.POST.get("target"):
        wanted = request.POST["target"]
        if wanted != intake.target and any(target.key == wanted for target in targets_for(request.user)):
            with suppress(NotNow):
                intake.pick_target(wanted)
        return redirect("connect:columns", pk)
    with intake.file.content.open("rb") as content:
        table = intake.open(content)
        sheet = intake.aim.sheet(table, intake.choices)
        if request.method == "POST":
            sheet.take(request.POST, by=request.user)
            if not sheet.problems:
                return _rehearse(request, intake, sheet)
    page = {"intake": intake, "sheet": sheet, "target": intake.aim, "targets": targets_for(request.user)}
    return render(
        request, "connect/imports/columns.html", page, status=422 if sheet.problems and request.method == "POST" else 200
    )


def _rehearse(request: HttpRequest, intake: Intake, sheet: WrittenSheet) -> HttpResponse:
    try:
        intake.choose(sheet.choices.as_kept())
    except NotNow:
        messages.info(request, _("Somebody else went on with this import in the meantime. This is how it stands."))
    else:
        work.ask(intake)
    return redirect(intake)
