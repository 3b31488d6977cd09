"""The report as a point of the quarterly review's agenda: what is asked for, or what is there to be read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regie.reports import due
from regie.reports.models import Report
from regie.reviews import sources
from regie.reviews.models import Review
from regie.reviews.sources import Proposed

KIND = "report"
MINUTES = 15


def point(review: Review) -> list[Proposed]:
    """The report of the quarter that the review looks back at, where a constraint asks for it or somebody began it. Three queries."""
    if not due.is_quarterly(review.series):
        return []
    quarter = due.quarter_of(review)
    reports = list(Report.objects.of(quarter))
    published = next((each for each in reports if each.is_published), None)
    if not reports and not due.owes(review):
        return []
    why = "report_published" if published else "report_begun" if reports else "report_asked"
    facts = {"title_code": "report_of", "quarter": quarter.start.isoformat(), "why_code": why}
    return [
        Proposed(
            KIND, f"report:{quarter.code}", f"Report {quarter.code}", "", MINUTES, published or next(iter(reports), None), facts
        )
    ]


def register() -> None:
    sources.register("reports.report", point)
    sources.WORDS["report_of"] = _("Report of %(quarter)s")
    sources.WORDS["report_asked"] = _("asked for, and not begun")
    sources.WORDS["report_begun"] = _("being written")
    sources.WORDS["report_published"] = _("published, to be talked about")
