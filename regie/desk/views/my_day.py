"""My day: what waits for the person who reads."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from regie.desk import day as days
from regie.lib import dates
from regie.metrics import words


def show(request: HttpRequest) -> HttpResponse:
    day = days.day_of(request.user)
    now = timezone.localtime()
    title = dates.day(day.today, words.language(), "weekday")
    context = {
        "day": day,
        "title": title[:1].upper() + title[1:],
        "sentence": days.sentence(day),
        "first_step": next((step for step in day.steps if not step.is_done), None),
        "now": now,
        "now_place": sum(1 for cue in day.cues if cue.at <= now),
    }
    return render(request, "desk/day.html", context)
