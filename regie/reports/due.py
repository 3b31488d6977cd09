"""When a report is owed: the quarterly review of a department whose charter asks for one cannot close without it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regie.lib import dates
from regie.lib.periods import Grain, Period
from regie.lib.refused import Refused
from regie.plan.models import Constraint
from regie.reports.models import Report, Waiver
from regie.reviews.beside import Paper
from regie.reviews.models import Review, Series

AHEAD = timedelta(days=14)  # from when on My day asks the lead to prepare it
LATE = timedelta(days=20)  # a review in the last days of a quarter looks at that one


@dataclass(frozen=True)
class Owed:
    review: Review
    quarter: Period
    report: Report | None  # begun, not yet published

    @property
    def name(self) -> str:
        return dates.period(self.quarter.start, "quarter", (get_language() or "en")[:2])


def is_asked() -> bool:
    """Whether a constraint in force asks for the quarterly report."""
    return Constraint.objects.in_force().filter(kind=Constraint.Kind.REPORT).exists()


def is_quarterly(series: Series | None) -> bool:
    return series is not None and series.rhythm == "quarterly"


def quarter_of(review: Review) -> Period:
    """The quarter that a review looks back at."""
    here = Period.of(review.day, Grain.QUARTER)
    return here if here.end - review.day <= LATE else here.previous


def owes(review: Review) -> bool:
    """Whether the review lacks the report that it should have."""
    if not is_quarterly(review.series) or not is_asked():
        return False
    return not (Report.objects.published().of(quarter_of(review)).exists() or Waiver.objects.filter(review=review).exists())


def guard(review: Review) -> None:
    """Asked before a review closes; raises the sentence that says what is missing and where it is made."""
    if not owes(review):
        return
    facts = {"quarter": dates.period(quarter_of(review).start, "quarter", (get_language() or "en")[:2])}
    raise Refused(
        _(
            "This review cannot close without the report of %(quarter)s: publish it, or ask the delegator to let the review close without it."
        )
        % facts,
        way=(reverse("reports:waiver", args=[review.pk]), _("See the report")),
    )


def coming(today: date | None = None) -> list[Owed]:
    """Quarterly reviews of the next fortnight, and those not yet closed, that lack their report. Five queries at most."""
    if not is_asked():
        return []
    today = today or timezone.localdate()
    quarterly = [each.pk for each in Series.objects.alive() if is_quarterly(each)]
    rows = Review.objects.standing().filter(series__in=quarterly, closed_at=None)
    first, last = timezone.now() - AHEAD, timezone.now() + AHEAD
    found = list(rows.filter(starts_at__gte=first, starts_at__lte=last).select_related("series").order_by("starts_at"))
    if not found:
        return []
    waived = set(Waiver.objects.filter(review__in=found).values_list("review", flat=True))
    quarters = {each.pk: quarter_of(each) for each in found}
    reports: dict[date, list[Report]] = {}
    for report in Report.objects.filter(quarter__in={each.start for each in quarters.values()}):
        reports.setdefault(report.quarter, []).append(report)
    owed = []
    for review in found:
        begun = reports.get(quarters[review.pk].start, [])
        if review.pk not in waived and not any(each.is_published for each in begun):
            owed.append(Owed(review, quarters[review.pk], next(iter(begun), None)))
    return owed


def waiting(person) -> list[Owed]:
    """What waits for whoever prepares reports: the leads."""
    return coming() if person.is_lead else []


def papers(review: Review, person) -> list[Paper]:
    """What a quarterly review shows of its report. Three queries at most; none for other reviews."""
    if not is_quarterly(review.series) or not (person.is_member or person.is_delegator):
        return []
    quarter = quarter_of(review)
    name = dates.period(quarter.start, "quarter", (get_language() or "en")[:2])
    report = Report.objects.visible_to(person).of(quarter).published().first()
    if report is not None:
        return [Paper(_("The report of %(quarter)s is published.") % {"quarter": name}, report.get_absolute_url(), _("Read it"))]
    if review.is_held or not owes(review):
        return []
    said = _("This review closes once the report of %(quarter)s is published.") % {"quarter": name}
    return [Paper(said, reverse("reports:waiver", args=[review.pk]), _("See the report"), "watch")]
