"""The page of one metric."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext

from regie.metrics import charts, words
from regie.metrics.comparing import BEFORE, OWN, YEAR, Comparison, comparison
from regie.metrics.course import RANGES, Dot, formula_words, provenance, told
from regie.metrics.engine.rule import Rule
from regie.metrics.forms import ReferenceForm
from regie.metrics.lists import breach_state
from regie.metrics.marks import hanging_on
from regie.metrics.models import Reading, Reminder
from regie.metrics.queries import by_alarm, card_of
from regie.metrics.ruling import dimension_name, sentence
from regie.metrics.views.doors import metric_of


def show(request: HttpRequest, key: str) -> HttpResponse:
    metric = metric_of(request, key)
    page = told(metric)
    metric = page.metric
    by, value = request.GET.get("by", ""), request.GET.get("value", "")
    readings = list(Reading.objects.filter(metric=metric))
    overall = next((each for each in readings if not each.dimension), None)
    dots = page.dots(by if value else "", value)
    newest = next((dot for dot in reversed(dots) if dot.value is not None), None)
    shown = dots[-charts.how_many(request.GET) :] if charts.how_many(request.GET) else dots
    against = comparison(page, request.GET, shown, dots)
    parts = page.parts(by if value else "", value)
    measures = page.measures()
    context = {
        "metric": metric,
        "card": card_of(metric, overall, []),
        "overall": overall,
        "formula": formula_words(page.catalogue, metric.formula),
        "year_words": year_words(metric, overall),
        "chart": charts.chart_of(page, request.GET),
        "ranges": [
            (
                key,
                {"6": gettext("6 periods"), "14": gettext("14 periods"), "26": gettext("26 periods"), "all": gettext("All")}[key],
            )
            for key in RANGES
        ],
        "range": request.GET.get("range", "14"),
        "by": by,
        "value": value,
        "dimensions": [(key, dimension_name(key)) for key in page.plan.dimensions if page.groups(key)],
        "groups": page.groups(by),
        "measures": measures,
        "rows": [
            (
                dot,
                [words.figure_of(measure, parts.get(measure.key, {}).get(dot.period)) for measure in measures],
                _state_words(dot),
            )
            for dot in reversed(shown[-26:])
        ],
        "more": max(len(dots) - 26, 0) if len(shown) > 26 else 0,
        "comparison": against,
        "comparisons": _comparisons(len(shown)),
        "compare": against.kind if against else "",
        "choices": _choices(against, dots) if against and against.kind == OWN else [],
        "parts_of": [
            (each, words.state_of(each), words.value_of(metric, each.value), words.limit_of(metric, each.low, each.high))
            for each in by_alarm([each for each in readings if each.dimension])
        ],
        "thresholds": [(each, sentence(metric, each.read_rule)) for each in page.plan.thresholds],
        "references": list(metric.references.select_related("by").order_by("kind", "dimension_value", "-since")),
        "reference_form": ReferenceForm(initial={"since": timezone.localdate().replace(day=1)}),
        "breaches": panels(metric),
        "reminders": list(Reminder.objects.visible_to(request.user).open().filter(metric=metric).select_related("measure")),
        "provenance": provenance(page, newest, by if value else "", value) if newest else None,
        "newest": newest,
        "formulas": _formulas(page),
        "may_edit": request.user.has_perm("metrics.edit_metrics"),
        "follows": metric.followers.filter(pk=request.user.pk).exists(),
        "line_url": reverse("charter:index") + f"#line-{metric.line_id}" if metric.line_id else "",
    }
    return render(request, "metrics/show.html", context)


def _comparisons(shown: int) -> list[tuple[str, str]]:
    before = ngettext("Against the period before", "Against the %(count)s periods before", shown) % {"count": shown}
    return [(BEFORE, before), (YEAR, gettext("Against a year before")), (OWN, gettext("Two stretches of my choice"))]


def _choices(against: Comparison, dots: list[Dot]) -> list[tuple]:
    """The fields that choose two stretches: for each its name, label, value and the periods to choose from; those of one
    stretch together."""
    periods = [(dot.period.start.isoformat(), words.period_name(dot.period.start, dot.period.grain)) for dot in reversed(dots)]
    both = [(gettext("This stretch"), "", against.now), (gettext("Compared with"), "with_", against.then)]
    return [
        (
            legend,
            [
                (f"{prefix}first", pgettext("a period", "From"), span.first.start.isoformat()),
                (f"{prefix}last", pgettext("a period", "To"), span.last.start.isoformat()),
            ],
            periods,
        )
        for legend, prefix, span in both
    ]


def _formulas(page) -> list:
    """All formulas that the metric had, newest first, in words."""
    formulas = list(page.metric.formulas.select_related("by").order_by("-number"))
    for each in formulas:
        each.said = formula_words(page.catalogue, each.text)
    return formulas


def _state_words(dot) -> tuple[str, str]:
    if dot.value is None:
        return "none", gettext("no value")
    if dot.state == "breach":
        return "breach", gettext("Above") if dot.high is not None and dot.value > dot.high else gettext("Below")
    if dot.low is None and dot.high is None:
        return "none", gettext("not judged")
    return "good", gettext("In band")


def year_words(metric, overall) -> str:
    """How far it stands from a year before."""
    if overall is None or overall.value is None or overall.year_before is None:
        return ""
    return gettext("%(change)s on a year ago") % {
        "change": words.change_of(metric, overall.value - overall.year_before),
    }


def opened_by(metric, breach) -> list[tuple[str, str, str]]:
    """(period, value, bound) of the values that opened it, then of the newest in which the rule still held."""
    values = [(date.fromisoformat(each["period"]), each["value"], each["bound"]) for each in breach.values]
    if breach.last_period > breach.period or not values:
        values.append((breach.last_period, breach.value, breach.bound))
    return [
        (words.period_name(period, breach.grain), words.value_of(metric, value), words.value_of(metric, bound))
        for period, value, bound in values
    ]


def panels(metric) -> list[tuple]:
    """Open breaches first, then the newest that are over: (breach, state, word, its rule, what hangs on it, its values)."""
    breaches = metric.breaches.stood().select_related("metric", "threshold", "taken_by", "explained_by", "closed_by")
    rows = sorted(breaches.order_by("-opened_at")[:12], key=lambda breach: not breach.is_open)[:6]
    hanging = hanging_on(rows)
    return [
        (
            breach,
            *breach_state(breach),
            sentence(metric, Rule.of(breach.rule) if breach.rule else breach.threshold.read_rule),
            hanging.get(breach.pk, []),
            opened_by(metric, breach),
        )
        for breach in rows
    ]
