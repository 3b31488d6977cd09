"""One metric for somebody outside, by a link: its number, its course and what it is for; nothing of the loop around it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regie.metrics import words
from regie.metrics.charts import points_of, rhythm_of, says
from regie.metrics.course import formula_words, told
from regie.metrics.models import Reading
from regie.metrics.queries import card_of
from regie.ui.charts import line

PERIODS = 14


def show(request: HttpRequest, link) -> HttpResponse:
    page = told(link.subject)
    metric, dots = page.metric, page.dots(last=PERIODS)
    overall = Reading.objects.overall().filter(metric=metric).first()
    chart = None
    if dots:
        # Without marks: decisions and their words are the team's own.
        chart = line(
            f"chart-{metric.key}",
            metric.name,
            points_of(dots),
            unit=words.unit_mark(metric),
            rhythm=rhythm_of(metric),
            edge=words.limit_of(metric, dots[-1].low, dots[-1].high),
            says=says(page, metric.name, dots),
        )
    context = {
        "link": link,
        "metric": metric,
        "card": card_of(metric, overall, []),
        "formula": formula_words(page.catalogue, metric.formula),
        "chart": chart,
    }
    return render(request, "metrics/outside.html", context)
