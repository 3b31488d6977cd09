"""A measure that a file names and Régie does not know yet: created from the rehearsal, which then runs again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regie.connect import work
from regie.connect.figures.choices import Choices
from regie.connect.figures.create import create_measure
from regie.connect.models import Intake, NotNow
from regie.lib.tables import Table
from regie.metrics.models import Measure
from regie.people.rights import needs


@require_POST
@needs("connect.import_figures")
def create(request: HttpRequest, pk: int) -> HttpResponse:
    intake = get_object_or_404(Intake.objects.editable_by(request.user).select_related("file"), pk=pk)
    if intake.stage != Intake.Stage.REHEARSED:
        return redirect(intake)
    choices = Choices.of(intake.choices)
    with intake.file.content.open("rb") as content:
        table = intake.open(content)
    values = [column for column in table.columns if choices.columns.get(column.name, "").startswith(("value", "at:"))]
    grain = _grain(table, choices)
    dimensions = [role.partition(":")[2] for role in choices.columns.values() if role.startswith("dimension:")]
    try:
        measure = create_measure(request.POST.get("name", "").strip(), values[0], grain, dimensions, by=request.user)
    except (ValidationError, IndexError) as fault:
        messages.error(request, " ".join(getattr(fault, "messages", [])) or _("This measure could not be created."))
        return redirect(intake)
    messages.success(
        request,
        _("%(measure)s is a measure now: %(unit)s, %(rhythm)s. Its page lets you correct that.")
        % {"measure": measure.name, "unit": measure.get_unit_display(), "rhythm": measure.get_rhythm_display()},
    )
    try:
        intake.choose(intake.choices)
        work.ask(intake)
    except NotNow:
        pass  # somebody rehearses it already, with the new measure
    return redirect(intake)


@require_POST
@needs("connect.import_figures")
def rhythm(request: HttpRequest, pk: int) -> HttpResponse:
    """A measure kept by day, say, takes the month by which a file tells it; the rehearsal then runs again."""
    intake = get_object_or_404(Intake.objects.editable_by(request.user).select_related("file"), pk=pk)
    measure = get_object_or_404(Measure.objects.editable_by(request.user).in_use(), name=request.POST.get("measure", ""))
    if intake.stage != Intake.Stage.REHEARSED:
        return redirect(intake)
    with intake.file.content.open("rb") as content:
        grain = _grain(intake.open(content), Choices.of(intake.choices))
    try:
        measure.edit(by=request.user, rhythm=grain)
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
        return redirect(intake)
    said = _("%(measure)s is kept so from now on: %(rhythm)s.")
    messages.success(request, said % {"measure": measure.name, "rhythm": measure.get_rhythm_display()})
    try:
        intake.choose(intake.choices)
        work.ask(intake)
    except NotNow:
        pass  # somebody rehearses it already
    return redirect(intake)


def _grain(table: Table, choices: Choices) -> str:
    """By which period the file tells its figures."""
    told = next((column.grain for column in table.columns if choices.columns.get(column.name) == "period"), "")
    return told or _wide_grain(choices)


def _wide_grain(choices: Choices) -> str:
    return next((role.rpartition(":")[2] for role in choices.columns.values() if role.startswith("at:")), "month")
