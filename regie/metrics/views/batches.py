"""Figures that came together: listed, looked at, undone as a whole."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Min
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from regie.metrics import words
from regie.metrics.course import papers_of
from regie.metrics.lists import BatchTable
from regie.metrics.models import Batch, Evaluation, Figure, Measure, Replaced
from regie.metrics.tasks import wake, wake_to_undo
from regie.metrics.views.doors import batch_of

COUNTED = 20_000  # figures of a batch that are counted by measure on its page


def index(request: HttpRequest) -> HttpResponseBase:
    table = BatchTable(request, Batch.objects.visible_to(request.user).exclude(written_at=None).select_related("by"))
    return table.export() or render(
        request, "metrics/batches.html", {"table": table, "may_add": request.user.has_perm("metrics.add_figures")}
    )


def show(request: HttpRequest, pk: int) -> HttpResponse:
    batch = batch_of(request, pk)
    if request.headers.get("HX-Target") == "undoing" and not batch.is_being_undone:
        return HttpResponse(headers={"HX-Refresh": "true"})  # it has ended: the page as a whole says so
    evaluations = list(batch.evaluations.order_by("pk"))
    is_large = batch.new + batch.changed > COUNTED
    by_measure = touched_by(evaluations) if is_large else counted(batch)
    measures = Measure.objects.in_bulk([row["series__measure"] for row in by_measure])
    order = ("id",) if is_large else ("row", "period")
    figures = list(Figure.objects.filter(batch=batch).select_related("series__measure", "batch").order_by(*order)[:100])
    replaced = {
        (each.series_id, each.period): each.value
        for each in Replaced.objects.filter(batch=batch, series__in={f.series_id for f in figures})
    }
    context = {
        "batch": batch,
        "measures": [(measures[row["series__measure"]], row) for row in by_measure if row["series__measure"] in measures],
        "figures": [
            (
                figure,
                words.period_name(figure.period, figure.series.measure.rhythm),
                words.figure_of(figure.series.measure, figure.value),
                words.figure_of(figure.series.measure, replaced.get((figure.series_id, figure.period))),
                paper,
            )
            for figure, paper in zip(figures, papers_of(figures), strict=True)
        ],
        "evaluations": evaluations,
        "is_computing": any(each.done_at is None for each in evaluations),
        "may_undo": batch.undone_at is None and not batch.is_being_undone and request.user.has_perm("metrics.undo_batch"),
    }
    return render(request, "metrics/batch.html", context)


def counted(batch: Batch) -> list[dict]:
    """What stands of each measure: how many figures, from when to when."""
    rows = Figure.objects.filter(batch=batch).order_by().values("series__measure")
    return list(rows.annotate(many=Count("id"), first=Min("period"), last=Max("period")))


def touched_by(evaluations: list[Evaluation]) -> list[dict]:
    """The same without the number, as it was written down when the figures came: counting a million takes seconds."""
    touched = {measure: days for each in evaluations for measure, days in each.touched.items()}
    return [
        {"series__measure": int(measure), "many": None, "first": date.fromisoformat(first), "last": date.fromisoformat(last)}
        for measure, (first, last) in touched.items()
    ]


@require_POST
def undoing(request: HttpRequest, pk: int) -> HttpResponse:
    batch = batch_of(request, pk, to_edit=True)
    try:
        if batch.is_large:
            batch.ask_to_undo(by=request.user)
            wake_to_undo()
            return redirect(batch)
        undone = batch.undo(by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(batch)
    wake()
    said = gettext("Undone: %(removed)s figures removed, %(restored)s put back as they were.") % undone._asdict()
    if undone.kept:
        said += " " + gettext("%(kept)s were changed again later and stay as they are now.") % undone._asdict()
    messages.success(request, said)
    return redirect(batch)
