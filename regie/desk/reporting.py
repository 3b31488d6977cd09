"""What a lead has to do before a quarterly review: its report."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from regie.reports import due


def lines(person, today: date) -> list[tuple]:
    """As rows of what is to do, by the day of the review. One query where nothing asks for reports."""
    found = []
    for owed in due.waiting(person):
        if owed.report is not None:
            url = owed.report.get_absolute_url()
        else:
            url = f"{reverse('reports:report_new')}?quarter={owed.quarter.code}"
        day = timezone.localtime(owed.review.starts_at).date()
        title = gettext("Prepare the report of %(quarter)s") % {"quarter": owed.name}
        found.append((f"report-{owed.review.pk}", title, owed.review.name, day, day < today, False, url, None))
    return found
