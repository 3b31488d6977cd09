"""A published report for somebody outside, by a link: what was frozen and nothing around it; its numbers lead nowhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regie.reports.writing import showing


def show(request: HttpRequest, link) -> HttpResponse:
    report = link.subject
    if report is None or not report.is_published:
        return render(request, "people/links/over.html", status=410)
    return render(request, "reports/outside.html", showing.of(report.kept) | {"link": link})
