"""The sources that reviews bring themselves: drivers and breaches, decisions, follow-ups, missing figures, metrics due."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from regie.metrics.models import Breach, Metric, Reminder
from regie.reviews import sources
from regie.reviews.homes import Home
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
        facts = {"why_code": "breach", "day": timezone.localdate(driver.breach.opened_at).isoformat()}
        return Proposed(Item.Kind.BREACH, f"driver:{driver.pk}", driver.title, "", 15, driver, facts)
    who = str(driver.opened_by) if driver.opened_by else ""
    facts = {"why_code": "driver" if who else "driver_alone", "who": who}
    return Proposed(Item.Kind.DRIVER, f"driver:{driver.pk}", driver.title, "", 10, driver, facts)


def drivers(review: Review) -> list[Proposed]:
    """Open drivers: those taken up for this review, and those that nobody took up elsewhere where this is the nearest with room."""
    home = Home(review)
    points = []
    for driver in Driver.objects.open().select_related("breach", "opened_by", "taken_in"):
        point = about_driver(driver)
        taken = driver.taken_in
        if (
            (taken is not None and taken.pk == review.pk)
            or driver.pk == review.driver_id
            or ((taken is None or taken.closed_at or taken.cancelled_at) and home.takes(_room(driver.breach, point.minutes)))
        ):
            points.append(point)
    return points


def _room(breach: Breach | None, minutes: int) -> int:
    """What moves by the day or week does not wait for a longer review."""
    return 0 if breach is not None and breach.grain in ("day", "week") else minutes


def breaches(review: Review) -> list[Proposed]:
    """Open breaches that have no driver."""
    home = Home(review)
    found = Breach.objects.open().filter(drivers=None).select_related("metric")
    return [
        Proposed(
            Item.Kind.BREACH,
            f"breach:{breach.pk}",
            str(breach),
            "",
            10,
            breach,
            {"why_code": "breach", "day": timezone.localdate(breach.opened_at).isoformat()},
        )
        for breach in found
        if home.takes(_room(breach, 10))
    ]


def decisions(review: Review) -> list[Proposed]:
    """Settled decisions of the same series, or of no living series, whose date to look again has come by then."""
    found = Decision.objects.to_look_at_by(review.day).select_related("review__series")
    first_of_day = {}
    near = Home(review)
    points = []
    for decision in found:
        home = decision.review.series
        if decision.review_id == review.pk:
            continue
        if home is None or home.retired_at:
            if not near.takes(5):
                continue
        elif home.pk != review.series_id:
            continue
        elif home.pk not in first_of_day:
            first_of_day[home.pk] = is_next(review)
        if home is not None and not home.retired_at and not first_of_day.get(home.pk) and _seen_before(decision, review):
            continue
        day = timezone.localdate(decision.settled_at or decision.proposed_at).isoformat()
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
    """Follow-ups of the same series that are late; of reviews called for themselves where this is the nearest."""
    if review.series_id is None:
        return []
    series, near = [review.series_id] if is_next(review) else [], Home(review)
    found = FollowUp.objects.late(min(review.day, timezone.localdate())).select_related("who", "review")
    return [
        Proposed(
            Item.Kind.FOLLOW_UP, f"follow_up:{each.pk}", each.what, "", 3, each,
            {"why_code": "follow_up", "day": each.by_when.isoformat(), "who": str(each.who or "")},
        )
        for each in found
        if each.review.series_id in series or (each.review.series_id is None and near.takes(0))
    ]  # fmt: skip


def missing_figures(review: Review) -> list[Proposed]:
    if not Home(review).takes(0):
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
