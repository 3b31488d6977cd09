"""The sources that reviews bring themselves: drivers and breaches, decisions, follow-ups, missing figures, metrics due."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from regie.metrics.models import Breach, Metric, Reminder
from regie.reviews import sources
from regie.reviews.models import Decision, Driver, FollowUp, Item, Review
from regie.reviews.sources import Proposed

REPORTED = {
    "daily": ("day",),
    "weekly": ("day", "week"),
    "fortnightly": ("day", "week"),
    "monthly": ("month",),
    "bimonthly": ("month",),
    "quarterly": ("quarter",),
    "half_yearly": ("half_year",),
    "yearly": ("year",),
}


def is_next(review: Review) -> bool:
    """Nothing of its series comes before it: what is open now belongs on this agenda, not on all to come."""
    if review.series_id is None:
        return True
    earlier = Review.objects.coming().filter(series=review.series_id, starts_at__lt=review.starts_at)
    return not earlier.exists()


def about_driver(driver: Driver) -> Proposed:
    if driver.breach_id:
        facts = {"why_code": "breach", "day": driver.breach.opened_at.date().isoformat()}
        return Proposed(Item.Kind.BREACH, f"driver:{driver.pk}", driver.title, "", 15, driver, facts)
    who = str(driver.opened_by) if driver.opened_by else ""
    facts = {"why_code": "driver" if who else "driver_alone", "who": who}
    return Proposed(Item.Kind.DRIVER, f"driver:{driver.pk}", driver.title, "", 10, driver, facts)


def drivers(review: Review) -> list[Proposed]:
    """Open drivers: those taken up for this review, and on the next of a series those that nobody took up elsewhere."""
    found = Driver.objects.open().select_related("breach", "opened_by", "taken_in")
    is_called = review.series_id is None
    near = is_next(review)
    points = []
    for driver in found:
        elsewhere = (
            driver.taken_in_id
            and driver.taken_in_id != review.pk
            and not driver.taken_in.closed_at
            and not driver.taken_in.cancelled_at
        )
        mine = driver.taken_in_id == review.pk or driver.pk == review.driver_id
        if mine or (near and not is_called and not elsewhere):
            points.append(about_driver(driver))
    return points


def breaches(review: Review) -> list[Proposed]:
    """Open breaches that have no driver."""
    if review.series_id is None or not is_next(review):
        return []
    found = Breach.objects.open().filter(drivers=None).select_related("metric")
    return [
        Proposed(
            Item.Kind.BREACH,
            f"breach:{breach.pk}",
            str(breach),
            "",
            10,
            breach,
            {"why_code": "breach", "day": breach.opened_at.date().isoformat()},
        )
        for breach in found
    ]


def decisions(review: Review) -> list[Proposed]:
    """Settled decisions of the same series, or of no living series, whose date to look again has come by then."""
    found = Decision.objects.to_look_at_by(review.day).select_related("review__series")
    first_of_day = {}
    points = []
    for decision in found:
        home = decision.review.series
        if decision.review_id == review.pk:
            continue
        if home is None or home.retired_at:
            if review.series_id is None or not is_next(review):
                continue
        elif home.pk != review.series_id:
            continue
        elif home.pk not in first_of_day:
            first_of_day[home.pk] = is_next(review)
        if home is not None and not home.retired_at and not first_of_day.get(home.pk) and _seen_before(decision, review):
            continue
        day = (decision.settled_at or decision.proposed_at).date().isoformat()
        points.append(
            Proposed(
                Item.Kind.DECISION,
                f"decision:{decision.pk}",
                decision.text[:200],
                "",
                5,
                decision,
                {"why_code": "decision", "day": day},
            )
        )
    return points


def _seen_before(decision: Decision, review: Review) -> bool:
    """An earlier review of the series takes it first."""
    coming = Review.objects.coming().filter(series=review.series_id, starts_at__lt=review.starts_at)
    return any(other.day >= decision.look_again_on for other in coming)


def late_follow_ups(review: Review) -> list[Proposed]:
    """Follow-ups of the same series that will be late by then; of reviews called for themselves too."""
    if review.series_id is None or not is_next(review):
        return []
    found = FollowUp.objects.late(min(review.day, timezone.localdate())).select_related("who", "review")
    return [
        Proposed(
            Item.Kind.FOLLOW_UP, f"follow_up:{each.pk}", each.what, "", 3, each,
            {"why_code": "follow_up", "day": each.by_when.isoformat(), "who": str(each.who or "")},
        )
        for each in found
        if each.review.series_id in (review.series_id, None)
    ]  # fmt: skip


def missing_figures(review: Review) -> list[Proposed]:
    if review.series_id is None or not is_next(review):
        return []
    seen: dict[int, Proposed] = {}
    for reminder in Reminder.objects.open().filter(metric__retired_at=None).select_related("metric").order_by("period"):
        facts = {"why_code": "missing", "day": reminder.period.isoformat()}
        seen.setdefault(
            reminder.metric_id,
            Proposed(Item.Kind.MISSING, f"missing:{reminder.metric_id}", reminder.metric.name, "", 3, reminder.metric, facts),
        )
    return list(seen.values())


def metrics_due(review: Review) -> list[Proposed]:
    """One point for all metrics that are reported at the rhythm of the review."""
    if review.series_id is None:
        return []
    rhythms = REPORTED.get(review.series.rhythm, ())
    names = list(Metric.objects.in_use().filter(reported__in=rhythms).values_list("name", flat=True))
    if not names:
        return []
    facts = {"title_code": "metrics_due", "why_code": "metrics_due_why", "rhythms": list(rhythms)}
    return [Proposed(Item.Kind.METRIC, "metrics", _("Metrics due"), "", min(2 * len(names), 10), None, facts)]


def register() -> None:
    for name, source in {
        "drivers": drivers,
        "breaches": breaches,
        "decisions": decisions,
        "follow_ups": late_follow_ups,
        "missing": missing_figures,
        "metrics": metrics_due,
    }.items():
        sources.register(f"reviews.{name}", source)
