"""How far the work on past tasks is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from regie.work.models import Audit, Passage


def progress(audit: Audit) -> dict[str, Any]:
    """One query, and only while they are taken back."""
    done, whole = audit.gone_through, None
    if audit.job == Audit.Job.WRITING:
        whole = audit.taken
    elif audit.job == Audit.Job.UNDOING:
        whole = done + Passage.objects.filter(step__audit=audit).count()
    spent = (timezone.now() - audit.asked_at).total_seconds() if audit.asked_at else 0
    rate = done / spent if spent > 2 else 0
    left = timedelta(seconds=max(1, round((whole - done) / rate))) if rate and whole and whole > done else None
    return {
        "done": done, "whole": whole, "rate": round(rate), "left": left,
        "percent": min(99, 100 * done // whole) if whole else None, "may_halt": audit.job in {"reading", "writing"},
    }  # fmt: skip
