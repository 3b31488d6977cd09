"""A metric made, edited, retired, followed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from regie.metrics.forms import MetricForm
from regie.metrics.views.doors import metric_of
from regie.metrics.views.editing import edited
from regie.people import rights


@rights.needs("metrics.edit_metrics")
def new(request: HttpRequest) -> HttpResponse:
    form = MetricForm(
        request.POST or None,
        initial={"owner": request.user.pk, "line": request.GET.get("line"), "watches": request.GET.getlist("watches")},
    )
    if request.method == "POST" and form.is_valid():
        metric = form.create(by=request.user)
        messages.success(request, gettext("%(metric)s is made. Say now when it calls for action.") % {"metric": metric})
        return redirect("metrics:threshold_new", key=metric.key)
    return render(request, "metrics/form.html", {"form": form}, status=422 if form.errors else 200)


def edit(request: HttpRequest, key: str) -> HttpResponse:
    return edited(request, lambda: metric_of(request, key, to_edit=True), MetricForm, "metrics/form.html", "metric")


@require_POST
def retirement(request: HttpRequest, key: str) -> HttpResponse:
    """Out of use, or back: `back` undoes it."""
    metric = metric_of(request, key, to_edit=True)
    try:
        if "back" in request.GET:
            metric.take_back(by=request.user)
            return redirect(metric)
        metric.retire(by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(metric)
    undo = reverse("metrics:metric_retirement", args=[metric.key]) + "?back"
    messages.success(request, gettext("%(metric)s is out of use.") % {"metric": metric}, extra_tags=f"undo:{undo}")
    return redirect("metrics:index")


@require_POST
def following(request: HttpRequest, key: str) -> HttpResponse:
    metric = metric_of(request, key)
    if metric.followers.filter(pk=request.user.pk).exists():
        metric.unfollow(by=request.user)
    else:
        metric.follow(by=request.user)
    return redirect(metric)
