"""Thresholds: the charter's sentence, the rule read from it, what it would have done, a person's word."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from regie.journal.models import Stale
from regie.metrics.backtest import backtest
from regie.metrics.course import told
from regie.metrics.engine.rule import Rule
from regie.metrics.forms import ThresholdForm
from regie.metrics.models import Threshold
from regie.metrics.ruling import RuleForm, sentence
from regie.metrics.views.doors import metric_of, threshold_of


def index(request: HttpRequest) -> HttpResponse:
    """Those that wait for a person's word; `all` shows every one in use."""
    everything = request.GET.get("shown") == "all"
    thresholds = (
        Threshold.objects.visible_to(request.user)
        .in_use()
        .filter(metric__retired_at=None)
        .select_related("metric__owner", "confirmed_by")
    )
    waiting = thresholds.filter(confirmed_at=None)
    page = Paginator((thresholds if everything else waiting).order_by("metric__name", "place", "pk"), 30).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "rows": [(each, sentence(each.metric, each.read_rule)) for each in page],
        "everything": everything,
        "waiting": waiting.count(),
        "all": thresholds.count(),
        "may_edit": request.user.has_perm("metrics.confirm_threshold"),
    }
    return render(request, "metrics/thresholds.html", context)


def _sentence_of(rule: Rule | None, request: HttpRequest, metric, threshold: Threshold | None = None) -> dict:
    """The two forms, from what was typed or from what stands."""
    typed = request.POST if request.method == "POST" else None
    words = {"sentence": threshold.sentence, "response": threshold.response, "revision": threshold.revision} if threshold else {}
    return {"form": RuleForm(typed, metric=metric, rule=rule or Rule()), "words": ThresholdForm(typed, initial=words)}


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    threshold = threshold_of(request, pk)
    page = told(threshold.metric)
    forms = _sentence_of(threshold.read_rule, request, threshold.metric, threshold)
    form, said = forms["form"], forms["words"]
    tried = threshold.read_rule
    if request.method == "POST":
        if "keep" in request.POST and said.is_valid():
            threshold.correct(by=request.user, rule=None, response=said.cleaned_data["response"])
            messages.success(request, gettext("Kept as a sentence: it raises no alarm."))
            return redirect(threshold.metric.get_absolute_url() + "#thresholds")
        if form.is_valid() and said.is_valid():
            tried = form.rule()
            if "try" not in request.POST:
                try:
                    typed = said.cleaned_data
                    threshold.correct(
                        by=request.user,
                        revision=typed["revision"],
                        rule=tried,
                        sentence=typed["sentence"],
                        response=typed["response"],
                    )
                    threshold.confirm(by=request.user)
                except Stale:
                    messages.error(
                        request,
                        gettext(
                            "Somebody else changed this threshold in the meantime. Here is what you wrote; look, then confirm again."
                        ),
                    )
                    said.data = said.data.copy()
                    said.data["revision"] = str(threshold_of(request, pk).revision)
                except ValidationError as error:
                    form.add_error(None, error)
                else:
                    messages.success(request, gettext("Confirmed. From now on it raises an alarm."))
                    return redirect(threshold.metric.get_absolute_url() + "#thresholds")
        else:
            tried = None
    context = {
        **forms,
        "threshold": threshold,
        "metric": threshold.metric,
        "told": sentence(threshold.metric, tried),
        "test": backtest(page, tried) if tried else None,
    }
    return render(request, "metrics/threshold.html", context, status=422 if form.errors else 200)


def new(request: HttpRequest, key: str) -> HttpResponse:
    metric = metric_of(request, key, to_edit=True)
    page = told(metric)
    forms = _sentence_of(None, request, metric)
    form, said = forms["form"], forms["words"]
    tried = None
    if request.method == "POST" and form.is_valid() and said.is_valid():
        tried = form.rule()
        if "try" not in request.POST:
            typed = said.cleaned_data
            threshold = Threshold.create(
                metric=metric,
                by=request.user,
                sentence=typed["sentence"] or sentence(metric, tried),
                response=typed["response"],
                rule=tried,
            )
            threshold.confirm(by=request.user, in_force_from=timezone.localdate())
            messages.success(request, gettext("Confirmed. From now on it raises an alarm."))
            return redirect(metric.get_absolute_url() + "#thresholds")
    context = {
        **forms,
        "metric": metric,
        "told": sentence(metric, tried) if tried else "",
        "test": backtest(page, tried) if tried else None,
    }
    return render(request, "metrics/threshold.html", context, status=422 if form.errors else 200)


@require_POST
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the rule as it stands, or take the confirmation back."""
    threshold = threshold_of(request, pk)
    try:
        if threshold.is_confirmed:
            threshold.doubt(by=request.user)
            messages.success(request, gettext("The confirmation is taken back: it raises no alarm."))
        else:
            threshold.confirm(by=request.user)
            messages.success(request, gettext("Confirmed. From now on it raises an alarm."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("metrics:threshold", pk=pk)
    return redirect(
        request.POST.get("next")
        if request.POST.get("next") == reverse("metrics:thresholds")
        else threshold.metric.get_absolute_url() + "#thresholds"
    )


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Percent of the reference, or percentage points: the rule remembers it."""
    threshold = threshold_of(request, pk)
    try:
        threshold.settle(request.POST.get("unit", ""), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, gettext("Remembered. Confirm the rule now."))
    return redirect("metrics:threshold", pk=pk)


@require_POST
def retirement(request: HttpRequest, pk: int) -> HttpResponse:
    threshold = threshold_of(request, pk)
    if "back" in request.GET:
        threshold.take_back(by=request.user)
    else:
        threshold.retire(by=request.user)
        undo = reverse("metrics:threshold_retirement", args=[pk]) + "?back"
        messages.success(request, gettext("The threshold is out of use."), extra_tags=f"undo:{undo}")
    return redirect(threshold.metric.get_absolute_url() + "#thresholds")
