"""What a review knows of a metric: how it stands now, and how it stood at a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from regie.lib import dates
from regie.metrics.models import Reading as Standing


@dataclass(frozen=True)
class Reading:
    """A value and the period it stands for, kept as `grain:first day`."""

    value: float | None = None
    period: str = ""


NOTHING = Reading()


def now(metric) -> Reading:
    """The newest value over all of a metric."""
    standing = Standing.objects.filter(metric=metric, dimension="").first()
    if standing is None or standing.value is None or standing.period is None:
        return NOTHING
    return Reading(standing.value, f"{standing.grain}:{standing.period.isoformat()}")


def period_name(kept: str, language: str) -> str:
    """`month:2026-10-01` as the reader's language names it."""
    grain, _colon, day = kept.partition(":")
    if not day:
        return ""
    return dates.period(date.fromisoformat(day), "half" if grain == "half_year" else grain, language)


def close_breach(breach, decision, *, by) -> None:
    """The decision answers the breach; one that is over already only keeps the link that the decision holds."""
    if breach.closed_at is None and breach.resolved_at is None and breach.withdrawn_at is None:
        breach.close(by=by, decision=decision.text)
