"""Past efforts by audience, against what was wished; and the earlier campaigns that one types by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from regie.lib.money import money
from regie.metrics.words import language
from regie.people.models import Organisation
from regie.people.rights import needs
from regie.plan.effort_forms import EffortForm
from regie.plan.models import EarlierEffort
from regie.plan.reading import effort_chart
from regie.plan.reading import efforts as reading
from regie.ui.acting import acts, done
from regie.ui.charts import chart_response
from regie.ui.tables import Column, Table
from regie.ui.templatetags import ui

YEARS = (1, 2, 3, 5)


def _money(value: Any) -> str:
    return money(value, Organisation.here().currency, language())


class EarlierEfforts(Table):
    name = "plan.efforts"
    title = gettext_lazy("Earlier campaigns")
    search = ("name", "audience__name")
    order = "-starts_on"
    columns = (
        Column("name", gettext_lazy("Campaign"), sort="name", is_head=True, link=lambda row: row.address),
        Column("audience", gettext_lazy("Audience"), value=lambda row: str(row.audience), sort="audience__name"),
        Column("starts_on", gettext_lazy("Beginning"), sort="starts_on", draw=lambda row: ui.day(row.starts_on, "short")),
        Column("ends_on", gettext_lazy("End"), sort="ends_on", draw=lambda row: ui.day(row.ends_on, "short")),
        Column(
            "days", gettext_lazy("Working days"), sort="days", is_number=True,
            draw=lambda row: None if row.days is None else ui.number(row.days),
        ),
        Column(
            "money", gettext_lazy("Money"), sort="money", is_number=True,
            draw=lambda row: None if row.money is None else _money(row.money),
        ),
        Column(
            "result", gettext_lazy("Result"), sort="result", is_number=True,
            draw=lambda row: None if row.result is None else ui.number(row.result),
        ),
        Column("result_of", gettext_lazy("What the result counts")),
        Column("came_from", gettext_lazy("Where it came from")),
    )  # fmt: skip


def _asked(request: HttpRequest) -> tuple[int, date, date]:
    years = request.GET.get("years", "")
    many = int(years) if years.isdigit() and int(years) in YEARS else 3
    today = timezone.localdate()
    return many, date(today.year - many, today.month, 1), today


@needs("plan.read")
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    many, first, last = _asked(request)
    rows = EarlierEffort.objects.visible_to(request.user).select_related("audience", "batch")
    table = EarlierEfforts(request, rows)
    if exported := table.export():
        return exported
    found = reading.efforts(request.user, first, last, request.GET.get("result", ""))
    may_edit = request.user.has_perm("plan.prepare")
    return render(
        request,
        "plan/efforts/index.html",
        {
            "efforts": found,
            "chart": effort_chart.chart(found).at(f"{request.path}chart?{request.GET.urlencode()}") if found.is_known else None,
            "says": effort_chart.sentence(found),
            "years": many,
            "choices": YEARS,
            "table": table,
            "has_earlier": rows.exists(),
            "currency": Organisation.here().currency,
            "may_edit": may_edit,
        },
    )


@needs("plan.read")
@require_safe
def chart(request: HttpRequest, kind: str) -> HttpResponseBase:
    _many, first, last = _asked(request)
    found = reading.efforts(request.user, first, last, request.GET.get("result", ""))
    return chart_response(effort_chart.chart(found), kind)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = EffortForm(request.POST or None, initial={"audience": request.GET.get("audience")})
    if request.method == "POST" and form.is_valid():
        EarlierEffort.note(by=request.user, **form.cleaned_data)
        more = "more" in request.POST
        return done(request, "plan:effort_new" if more else "plan:efforts", _("The earlier campaign is kept."))
    return _form(request, form, None)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    effort = _ours(request, pk)
    form = EffortForm(request.POST or None, instance=_ours(request, pk))
    if request.method == "POST" and form.is_valid():
        effort.change(by=request.user, **form.cleaned_data)
        return done(request, "plan:efforts", _("The earlier campaign is kept."))
    return _form(request, form, effort)


def _ours(request: HttpRequest, pk: int) -> EarlierEffort:
    return get_object_or_404(EarlierEffort.objects.editable_by(request.user).select_related("audience"), pk=pk)


def _form(request: HttpRequest, form: EffortForm, effort: EarlierEffort | None) -> HttpResponse:
    context = {"form": form, "effort": effort, "currency": Organisation.here().currency}
    return render(request, "plan/efforts/form.html", context, status=422 if form.is_bound else 200)


@acts
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    _ours(request, pk).erase(by=request.user)
    return done(request, "plan:efforts", _("The earlier campaign is erased."))
