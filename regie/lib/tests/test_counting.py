"""Numbers asked anew by each page."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from regie.lib import counting


def _keep(key):
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now())


@pytest.mark.django_db
def test_a_number_is_never_kept_though_its_question_is():
    written = []

    def rows():
        written.append(1)
        return Session.objects.filter(session_key__startswith="counted")

    _keep("counted-1")
    assert counting.number("test.counted", rows) == 1
    _keep("counted-2")
    with CaptureQueriesContext(connection) as asked:
        assert counting.number("test.counted", rows) == 2
    assert (len(asked), len(written)) == (1, 1)


@pytest.mark.django_db
def test_a_question_is_written_anew_on_another_day(monkeypatch):
    since = timezone.now()
    _keep("day-1")
    assert counting.number("test.days", lambda: Session.objects.filter(session_key="day-1", expire_date__lt=timezone.now())) == 1
    monkeypatch.setattr(timezone, "now", lambda: since - timedelta(days=1))
    assert counting.number("test.days", lambda: Session.objects.filter(session_key="day-1", expire_date__lt=timezone.now())) == 0


@pytest.mark.django_db
def test_what_nobody_can_see_counts_nothing():
    assert counting.number("test.none", Session.objects.none) == 0
    assert counting.row("test.no_row", lambda: Session.objects.none().values_list("session_key")) is None
