"""The quarterly review that asks for its report, and does not close without it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from regie.lib.refused import Refused
from regie.plan.models import Constraint
from regie.reports import due
from regie.reports.models import Report, Waiver
from regie.reports.tests.conftest import QUARTER
from regie.reviews.agenda import gather
from regie.reviews.models import Review, Series


@pytest.fixture
def review(ines):
    series = Series.objects.create(name="Strategic review", rule="FREQ=MONTHLY;INTERVAL=3;BYDAY=3TH", starts_on=date(2025, 7, 17))
    review = Review.objects.create(
        series=series, name=series.name, original_date=date(2026, 11, 19), starts_at=datetime(2026, 11, 19, 9, tzinfo=UTC)
    )
    review.start(by=ines)
    return review


@pytest.fixture
def asked():
    return Constraint.objects.create(kind=Constraint.Kind.REPORT, name="A report each quarter")


def test_a_review_closes_freely_while_nothing_asks_for_a_report(review, ines):
    review.close(by=ines)
    assert review.closed_at


def test_a_quarterly_review_does_not_close_without_its_report(review, asked, report, ines, client):
    with pytest.raises(Refused, match="without the report of Q3") as refused:
        review.close(by=ines)
    assert refused.value.way[0] == f"/reports/waivers/{review.pk}/"
    client.force_login(ines)
    answer = client.post(f"/reviews/{review.pk}/closing/")
    assert answer.status_code == 409 and f'href="/reports/waivers/{review.pk}/"' in answer.content.decode()
    report.freeze(by=ines)
    report.publish(by=ines)
    review.close(by=ines)
    assert review.closed_at


def test_the_delegator_alone_lets_it_close_with_a_reason(review, asked, ines, helene, client):
    with pytest.raises(Refused, match="Only the delegator"):
        Waiver.give(review, "Urgent.", by=ines)
    client.force_login(helene)
    assert client.post(f"/reports/waivers/{review.pk}/", {"reason": ""}).status_code == 422
    assert client.post(f"/reports/waivers/{review.pk}/", {"reason": "A cyber attack."}).status_code == 302
    review.close(by=ines)
    assert Waiver.objects.get().reason == "A cyber attack."


def test_other_reviews_owe_nothing(review, asked):
    Series.objects.update(rule="FREQ=MONTHLY;INTERVAL=1;BYDAY=3TH")
    review.refresh_from_db()
    assert not due.owes(Review.objects.get())


@pytest.mark.parametrize(
    ("day", "code"), [(date(2026, 10, 15), "2026-Q3"), (date(2026, 12, 17), "2026-Q4"), (date(2026, 12, 3), "2026-Q3")]
)
def test_a_review_looks_back_at_the_quarter_that_is_over_or_nearly(day, code):
    review = Review(name="Review", starts_at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    assert due.quarter_of(review).code == code


def test_the_report_is_a_point_of_the_agenda_that_says_how_far_it_is(review, asked, home, ines):
    Review.objects.update(started_at=None, starts_at=timezone.now() + timedelta(days=2))
    review.refresh_from_db()

    def point():
        gather(review)
        return review.items.on_agenda().get(kind="report")

    assert (point().shown_title, point().shown_why, point().subject) == (
        "Report of Q3\u00a02026",
        "asked for, and not begun",
        None,
    )
    report = Report.prepare(home, QUARTER, "fr", by=ines)
    assert (point().shown_why, point().subject) == ("being written", report)
    report.freeze(by=ines)
    report.publish(by=ines)
    assert point().shown_why == "published, to be talked about"
    with translation.override("fr"):
        assert point().shown_title == "Rapport du T3\u00a02026"


def test_a_review_that_owes_no_report_has_no_such_point(review, report):
    Report.objects.all().delete()
    Review.objects.update(started_at=None, starts_at=timezone.now() + timedelta(days=2))
    review.refresh_from_db()
    gather(review)
    assert not review.items.filter(kind="report").exists()


def test_the_lead_hears_of_it_a_fortnight_before(review, asked, home, ines, jonas, client):
    Review.objects.update(started_at=None, starts_at=timezone.now() + timedelta(days=20))
    assert due.waiting(ines) == []
    with time_machine.travel(timezone.now() + timedelta(days=7), tick=False):
        (owed,) = due.waiting(ines)
        assert owed.quarter == QUARTER and owed.report is None
        assert due.waiting(jonas) == []
        client.force_login(ines)
        assert "Prepare the report of Q3" in client.get("/").content.decode()
        Report.prepare(home, QUARTER, "fr", by=ines)
        assert due.waiting(ines)[0].report is not None
