"""From an address to a row that the person may see or change; anything else is not found."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from regie.metrics.models import Batch, Breach, Measure, Metric, Threshold


def metric_of(request: HttpRequest, key: str, *, to_edit: bool = False) -> Metric:
    rows = Metric.objects.editable_by(request.user) if to_edit else Metric.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("owner", "line"), key=key)


def measure_of(request: HttpRequest, key: str, *, to_edit: bool = False) -> Measure:
    rows = Measure.objects.editable_by(request.user) if to_edit else Measure.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("owner"), key=key)


def threshold_of(request: HttpRequest, pk: int, *, to_edit: bool = True) -> Threshold:
    rows = Threshold.objects.editable_by(request.user) if to_edit else Threshold.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("metric__owner", "line", "confirmed_by"), pk=pk)


def breach_of(request: HttpRequest, pk: int) -> Breach:
    return get_object_or_404(Breach.objects.editable_by(request.user).select_related("metric__owner", "threshold"), pk=pk)


def batch_of(request: HttpRequest, pk: int, *, to_edit: bool = False) -> Batch:
    rows = Batch.objects.editable_by(request.user) if to_edit else Batch.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("by", "file", "undone_by"), pk=pk)
