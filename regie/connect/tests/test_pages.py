"""The pages of an import, for those who may and those who may not."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from regie.connect import forms
from regie.connect.feeds import FEEDS, Feed
from regie.connect.models import FeedLink, Intake
from regie.connect.tests.world import COSTS, bring, rehearsed, spend, written
from regie.journal.models import File
from regie.metrics.models import Batch, Figure, Measure
from regie.metrics.staging import Entry


@pytest.fixture
def costs(jonas):
    return spend(jonas, name="Dépense")


def upload(client, content: bytes, name: str = "costs.csv"):
    return client.post(reverse("connect:imports"), {"file": SimpleUploadedFile(name, content)})


def test_a_member_walks_from_the_file_to_the_result_and_back(client, jonas, costs):
    client.force_login(jonas)
    answer = upload(client, COSTS.encode())
    intake = Intake.objects.get()
    assert answer.url == reverse("connect:columns", args=[intake.pk])
    page = client.get(answer.url).content.decode()
    assert 'value="period" selected' in page
    assert f'value="measure:{costs.key}" selected' in page
    answer = client.post(
        answer.url, {"column-0": "period", "column-1": "dimension:channel", "column-2": f"measure:{costs.key}"}, follow=True
    )
    assert "Rehearsal of costs.csv" in answer.content.decode()
    answer = client.post(reverse("connect:writing", args=[intake.pk]), follow=True)
    assert "Result of costs.csv" in answer.content.decode()
    assert Figure.objects.count() == 3
    client.post(reverse("connect:undoing", args=[intake.pk]))
    assert not Figure.objects.exists()


def test_a_rehearsal_says_that_a_total_stands_beside_its_parts(client, jonas, costs):
    client.force_login(jonas)
    day = date(2026, 10, 1)
    Batch.open(by=jonas).write([Entry(costs.pk, {}, day, 500)])
    upload(client, b"Day;Channel;Expense\n01/10/2026;Instagram;38\n")
    intake = Intake.objects.get()
    address = reverse("connect:columns", args=[intake.pk])
    chosen = {"column-0": "period", "column-1": "dimension:channel", "column-2": f"measure:{costs.key}"}
    page = client.post(address, chosen | {"order": "day"}, follow=True).content.decode()
    assert "counts the figure for all alone" in page


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n" + bytes(50), b"%PDF-1.7", b"", b"day,spend\n"])
def test_a_file_that_is_no_sheet_gets_a_sentence_and_leaves_nothing(client, jonas, content):
    client.force_login(jonas)
    answer = upload(client, content)
    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()
    assert not Intake.objects.exists()
    assert not File.objects.exists()


def test_a_file_beyond_the_limit_is_not_stored(client, jonas, monkeypatch):
    monkeypatch.setattr("regie.connect.uploads.LIMIT", 1000)
    client.force_login(jonas)
    answer = upload(client, b"day,spend\n" + b"2026-10-01,5\n" * 1000)
    assert answer.status_code == 413
    assert "150 MB" in answer.content.decode()
    assert not File.objects.exists()


def test_the_upload_is_guarded_against_forgery(jonas):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(jonas)
    assert upload(client, COSTS.encode()).status_code == 403
    assert forms.LIMIT == 150 * 2**20


def test_columns_without_values_are_refused_and_nothing_chosen_is_lost(client, jonas, costs):
    client.force_login(jonas)
    intake = bring(COSTS, by=jonas)
    intake.save()
    answer = client.post(
        reverse("connect:columns", args=[intake.pk]), {"column-0": "period", "column-1": "ignore", "column-2": "ignore"}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "No column holds values" in page
    assert 'value="period" selected' in page


def test_a_column_can_become_a_new_measure(client, jonas):
    client.force_login(jonas)
    intake = bring("Day,Channel,Reach\n2026-10-01,Instagram,500\n", by=jonas)
    choices = {"column-0": "period", "column-1": "dimension:channel", "column-2": "new"}
    client.post(reverse("connect:columns", args=[intake.pk]), choices)
    measure = Measure.objects.get()
    assert (measure.name, measure.rhythm, measure.dimensions) == ("Reach", "day", ["channel"])
    intake.refresh_from_db()
    assert intake.new == 1


def test_an_unknown_measure_is_created_from_the_rehearsal(client, jonas):
    client.force_login(jonas)
    intake = rehearsed("Date,Mesure,Valeur\n2026-10-01,Mystery,6\n", by=jonas, columns={"Mesure": "measure"})
    assert intake.refused == 1
    client.post(reverse("connect:measures", args=[intake.pk]), {"name": "Mystery"})
    intake.refresh_from_db()
    assert (intake.new, intake.refused) == (1, 0)


def test_a_daily_measure_takes_the_month_by_which_a_file_tells_it(client, jonas):
    measure = Measure.create(by=jonas, name="Answers", key="answers", rhythm="day")
    client.force_login(jonas)
    intake = rehearsed("Month,Answers\n2026-09,82\n2026-10,80\n", by=jonas)
    assert (intake.new, intake.refused) == (0, 2)
    assert "Keep Answers by the periods of this file" in client.get(intake.get_absolute_url()).content.decode()
    client.post(reverse("connect:rhythms", args=[intake.pk]), {"measure": "Answers"})
    intake.refresh_from_db()
    measure.refresh_from_db()
    assert (measure.rhythm, intake.new, intake.refused) == ("month", 2, 0)


def test_a_slip_is_read_as_meant_from_the_rehearsal(client, jonas, costs):
    written(COSTS, by=jonas)
    client.force_login(jonas)
    intake = rehearsed("Jour;Canal;Dépense\n14/10/2026;Instagramm;5\n", by=jonas)
    sent = {"word": "Instagramm", "dimension": "channel", "meant": "Instagram"}
    client.post(reverse("connect:readings", args=[intake.pk]), sent)
    intake.refresh_from_db()
    assert (intake.new, intake.refused) == (1, 0)


def test_refused_rows_come_as_a_file_in_which_no_cell_begins_a_formula(client, jonas, costs):
    client.force_login(jonas)
    intake = rehearsed("Jour;Canal;Dépense\n31/11/2026;=cmd|'/c calc'!A1;5\n", by=jonas)
    body = b"".join(client.get(reverse("connect:refused", args=[intake.pk])).streaming_content).decode()
    assert "'=cmd" in body
    assert "no such day" in body


def test_words_of_a_file_never_become_markup(client, jonas, costs):
    client.force_login(jonas)
    intake = rehearsed(
        "Jour;<b>Canal</b>;Dépense\n31/11/2026;<script>alert(1)</script>;5\n",
        by=jonas,
        columns={"<b>Canal</b>": "dimension:channel"},
    )
    page = client.get(intake.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "<b>Canal" not in page


def test_the_delegator_reads_imports_and_writes_none(client, jonas, helene, costs):
    intake = rehearsed(COSTS, by=jonas)
    client.force_login(helene)
    assert client.get(intake.get_absolute_url()).status_code == 200
    assert client.get(reverse("connect:new_import")).status_code == 403
    assert client.post(reverse("connect:writing", args=[intake.pk])).status_code == 403


def test_another_department_sees_no_import(client, jonas, paul, costs):
    intake = rehearsed(COSTS, by=jonas)
    client.force_login(paul)
    assert client.get(intake.get_absolute_url()).status_code == 404
    assert client.get(reverse("connect:refused", args=[intake.pk])).status_code == 403
    assert b"costs.csv" not in client.get(reverse("connect:index")).content


def test_a_stranger_is_led_to_the_door(client, jonas, costs):
    intake = rehearsed(COSTS, by=jonas)
    assert client.get(intake.get_absolute_url()).status_code == 302


def test_pages_cost_the_same_with_many_rows(client, jonas, costs, django_assert_max_num_queries):
    client.force_login(jonas)
    few = rehearsed(COSTS, by=jonas)
    many = "Jour;Canal;Dépense\n" + "".join(f"{day:02}/09/2026;Canal {n};5\n" for day in range(1, 31) for n in range(20))
    long = rehearsed(many, by=jonas)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for intake in (few, long):
        client.get(intake.get_absolute_url())
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(intake.get_absolute_url())
        counts.append(len(asked))
    assert counts[0] == counts[1]


# Feeds


@pytest.fixture
def feed(monkeypatch):
    monkeypatch.setitem(FEEDS, "tests", Feed("Mine", "", lambda person: f"BEGIN:VCALENDAR {person.name}".encode()))


def test_a_private_address_opens_one_calendar_without_signing_in(client, jonas, feed):
    link, token = FeedLink.make("tests", by=jonas)
    answer = client.get(reverse("connect:feed_file", args=[token]))
    assert answer.content.decode() == "BEGIN:VCALENDAR Jonas Keller"
    assert answer["Content-Type"].startswith("text/calendar")
    assert token not in link.token_hash
    link.refresh_from_db()
    assert link.used_at


def test_a_closed_or_replaced_address_opens_nothing(client, jonas, feed):
    _link, first = FeedLink.make("tests", by=jonas)
    second, token = FeedLink.make("tests", by=jonas)
    assert client.get(reverse("connect:feed_file", args=[first])).status_code == 404
    second.revoke(by=jonas)
    assert client.get(reverse("connect:feed_file", args=[token])).status_code == 404


def test_the_address_of_somebody_who_left_opens_nothing(client, jonas, feed):
    from django.utils import timezone

    _link, token = FeedLink.make("tests", by=jonas)
    jonas.left_at = timezone.now()
    jonas.save()
    assert client.get(reverse("connect:feed_file", args=[token])).status_code == 404


def test_nobody_closes_the_address_of_another(client, jonas, ines, feed):
    link, _token = FeedLink.make("tests", by=jonas)
    client.force_login(ines)
    assert client.post(reverse("connect:feed", args=[link.pk])).status_code == 404


def test_an_address_is_shown_once(client, jonas, feed):
    client.force_login(jonas)
    page = client.post(reverse("connect:feeds"), {"kind": "tests"}, follow=True).content.decode()
    assert ".ics" in page
    assert ".ics" not in client.get(reverse("connect:index")).content.decode()
