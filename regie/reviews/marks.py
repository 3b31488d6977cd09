"""Decisions on a metric's chart, and what hangs on its breaches: driver, agenda, decision."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regie.lib import dates
from regie.lib.text import shorten
from regie.metrics.marks import Hanging, Mark
from regie.reviews.models import Decision, Driver


def decisions(metric, first: date, last: date) -> list[Mark]:
    """Settled decisions that name the metric or answer one of its breaches. 1 query."""
    named = Decision.objects.filter(metric=metric).values("pk")  # each by its index: an OR of both would read every decision
    answering = Decision.objects.filter(breach__metric=metric).values("pk")
    found = Decision.objects.settled().filter(pk__in=named.union(answering), settled_at__date__range=(first, last))
    return [
        Mark(timezone.localdate(each.settled_at), shorten(each.text, 60), "decision", each.get_absolute_url()) for each in found
    ]


def hanging(breaches: list) -> dict[int, list[Hanging]]:
    """2 queries."""
    language = (get_language() or "en")[:2]
    pks = [breach.pk for breach in breaches]
    answers: dict[int, list[Hanging]] = {}
    for driver in Driver.objects.filter(breach__in=pks).select_related("taken_in"):
        detail = ""
        if driver.taken_in and driver.is_open:
            day = dates.day(driver.taken_in.day, language, "short")
            detail = _("on the agenda of %(review)s, %(day)s") % {"review": driver.taken_in.name, "day": day}
        elif driver.dropped_at:
            detail = _("dropped: %(because)s") % {"because": driver.dropped_because}
        answers.setdefault(driver.breach_id, []).append(
            Hanging(_("Driver: %(title)s") % {"title": driver.title}, driver.get_absolute_url(), detail)
        )
    for decision in Decision.objects.settled().filter(breach__in=pks):
        label = _("Decision: %(text)s") % {"text": shorten(decision.text, 80)}
        answers.setdefault(decision.breach_id, []).append(
            Hanging(label, decision.get_absolute_url(), dates.day(timezone.localdate(decision.settled_at), language, "short"))
        )
    return answers
