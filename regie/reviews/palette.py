"""What the command palette finds here: reviews, decisions and drivers by their words."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regie.lib import dates
from regie.lib.stems import stems
from regie.lib.text import plain, shorten
from regie.reviews.models import Decision, Driver, Series
from regie.ui.palette import Found


def find(person, sought: str) -> list[Found]:
    """Three queries, two lines of each kind."""
    needle, words, language = plain(sought), stems(sought), (get_language() or "en")[:2]
    found = [
        Found(series.name, series.get_absolute_url(), "speech", _("Reviews"))
        for series in Series.objects.visible_to(person).alive().order_by("name")
        if needle in plain(series.name)
    ][:2]
    decisions = Decision.objects.visible_to(person)
    for word in words:
        decisions = decisions.filter(folded__contains=f" {word}")
    found += [
        Found(shorten(each.text, 60), each.get_absolute_url(), "fork", _("Decision, %(day)s") % {"day": _day(each, language)})
        for each in (decisions.distinct()[:2] if words else [])
    ]
    drivers = Driver.objects.visible_to(person).filter(title__icontains=sought)[:2]
    return found + [Found(each.title, each.get_absolute_url(), "flag", _("Driver")) for each in drivers]


def _day(decision: Decision, language: str) -> str:
    return dates.day(timezone.localdate(decision.settled_at or decision.proposed_at), language, "short")
