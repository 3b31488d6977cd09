"""What hangs on the charter's lines here, and the holes that only reviews can see."""

from __future__ import annotations

from django.db.models import Avg, Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from regie.charter.hooks import Hole, Hook
from regie.lib import dates, numbers
from regie.reviews.models import Criterion, Participant, Series


def hooks(line_ids, person) -> dict[int, list[Hook]]:
    """Next date of a series, mean rating of a criterion. 3 queries."""
    ids, language = list(line_ids), (get_language() or "en")[:2]
    answers: dict[int, list[Hook]] = {}
    coming = Q(reviews__cancelled_at=None, reviews__closed_at=None, reviews__starts_at__gte=timezone.now())
    for series in (
        Series.objects.visible_to(person).alive().filter(line__in=ids).annotate(next_at=Min("reviews__starts_at", filter=coming))
    ):
        if series.starts_on is None:
            hook = Hook("speech", str(_("Review without a date")), "", "wait", series.get_absolute_url())
        else:
            value = (
                dates.day(timezone.localtime(series.next_at).date(), language, "short", timezone.localdate())
                if series.next_at
                else ""
            )
            hook = Hook("speech", str(_("Next review")), value, "", series.get_absolute_url())
        answers.setdefault(series.line_id, []).append(hook)
    for criterion in (
        Criterion.objects.visible_to(person)
        .alive()
        .filter(line__in=ids)
        .annotate(mean=Avg("ratings__score"), rated=Count("ratings"))
    ):
        value = numbers.number(round(criterion.mean, 1), language) if criterion.mean is not None else ""
        label = str(_("Rated out of 5")) if criterion.rated else str(_("Never rated"))
        answers.setdefault(criterion.line_id, []).append(
            Hook("good" if criterion.rated else "pending", label, value, "", criterion.get_absolute_url())
        )
    return answers


def holes(version, person) -> list[Hole]:
    """Reviews without a date, participants nobody answers to, criteria never rated. 3 queries."""
    found = []
    lines = version.wordings.values("line")
    for series in Series.objects.visible_to(person).undated().filter(line__in=lines):
        url = reverse("reviews:series_plan", args=[series.pk])
        found.append(
            Hole(
                "review_without_date", _("Reviews without a date"), series.line_id, series.name, _("Give it its first date"), url
            )
        )
    unknown = (
        Participant.objects.unresolved()
        .filter(series__in=Series.objects.visible_to(person).alive(), series__line__in=lines)
        .values("series", "series__name", "series__line")
        .annotate(n=Count("pk"))
        .order_by("series__name")
    )
    for row in unknown:
        text = ngettext("%(name)s: %(n)s participant is only words", "%(name)s: %(n)s participants are only words", row["n"]) % {
            "name": row["series__name"],
            "n": row["n"],
        }
        url = reverse("reviews:series", args=[row["series"]])
        found.append(
            Hole("participant_unknown", _("Participants who are nobody yet"), row["series__line"], text, _("Say who it is"), url)
        )
    for criterion in Criterion.objects.alive().filter(line__in=lines, ratings=None):
        url = reverse("reviews:criteria")
        found.append(
            Hole(
                "criterion_never_rated", _("Criteria never rated"), criterion.line_id, criterion.name, _("See the criteria"), url
            )
        )
    return found
