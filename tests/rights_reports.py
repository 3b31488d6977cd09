"""A quarterly report that is being written, and who may open what of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

# address -> as in test_rights.EXPECTED
ROWS = {
    "reports:index": ("200 200 200 403", "405 405 405 403"),
    "reports:report_new": ("200 200 403 403", "="),
    "reports:report": ("200 200 200 404", "405 405 405 405"),
    "reports:report_edit": ("200 200 404 404", "405 405 405 405"),
    "reports:report_order": ("POST", "302 302 404 404"),
    "reports:report_freezing": ("POST", "302 302 404 404"),
    "reports:report_thawing": ("POST", "409 409 404 404"),
    "reports:report_publication": ("POST", "409 409 404 404"),
    "reports:report_correction": ("200 200 404 404", "="),
    "reports:report_file": ("200 200 200 404", "405 405 405 405"),
    "reports:passage": ("POST", "302 302 404 404"),
    "reports:passage_draft": ("POST", "302 302 404 404"),
    "reports:passage_leaving": ("POST", "302 302 404 404"),
    "reports:passage_place": ("POST", "302 302 404 404"),
    "reports:waiver": ("200 200 200 403", "403 403 422 403"),
}


def build(ines, home, secret: str) -> dict[str, dict[str, Any]]:
    from regie.lib.periods import Grain, Period
    from regie.reports.models import Report
    from regie.reviews.models import Review

    quarter = Period.of(timezone.localdate(), Grain.QUARTER).previous
    report = Report.prepare(home, quarter, "en", by=ines)
    passage = report.passages.get(key="budget")
    passage.word(f"{secret} was dear.", by=ines)
    review = Review.objects.create(name=f"{secret} look", starts_at=datetime(2026, 1, 5, 9, tzinfo=UTC))
    return {
        "reports:report": {"pk": report.pk},
        "reports:report_file": {"pk": report.pk, "kind": "html"},
        "reports:passage": {"pk": passage.pk},
        "reports:waiver": {"pk": review.pk},
    }
