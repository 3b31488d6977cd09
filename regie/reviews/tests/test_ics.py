"""What other calendar programs read, checked by another reader of the format."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
import time_machine

from regie.reviews.calendar import ics_for, ics_of, recurrence
from regie.reviews.models import Review
from regie.reviews.tests.world import called, series_of

PARIS = ZoneInfo("Europe/Paris")
pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 9, tzinfo=PARIS)


def events(person, until=date(2027, 11, 1)):
    calendar = icalendar.Calendar.from_ical(ics_for(person))
    return calendar, recurring_ical_events.of(calendar).between(date(2026, 11, 1), until)


def moments(found):
    return sorted(event["DTSTART"].dt.astimezone(PARIS) for event in found)


@time_machine.travel(NOW, tick=False)
def test_the_feed_gives_the_same_moments_as_regie(ines):
    series_of("Hebdomadaire", "weekly", date(2026, 11, 4), ines, minutes=15)
    series_of("Mensuelle", "monthly", date(2026, 11, 19), ines)
    monthly = Review.objects.filter(name="Mensuelle").order_by("starts_at")
    monthly[0].move(datetime(2026, 11, 20, 14, 30, tzinfo=PARIS), by=ines)
    monthly[1].cancel(by=ines, because="Noël")
    calendar, found = events(ines)
    standing = Review.objects.standing().filter(starts_at__lt=datetime(2027, 11, 1, tzinfo=PARIS))
    assert moments(found) == sorted(review.local_start for review in standing)
    assert any(part.name == "VTIMEZONE" for part in calendar.subcomponents)


@time_machine.travel(NOW, tick=False)
def test_ten_o_clock_stays_ten_o_clock_through_summer_time(ines):
    series_of("Hebdomadaire", "weekly", date(2026, 11, 3), ines)
    _calendar, found = events(ines)
    assert {moment.time() for moment in moments(found)} == {time(10)}


@time_machine.travel(NOW, tick=False)
def test_identifiers_stay_and_sequences_grow(ines):
    series = series_of("Mensuelle", "monthly", date(2026, 11, 19), ines)
    before = {event["UID"]: int(event["SEQUENCE"]) for event in events(ines)[0].walk("VEVENT") if "RRULE" in event}
    series.plan(by=ines, at=time(15))
    after = {event["UID"]: int(event["SEQUENCE"]) for event in events(ines)[0].walk("VEVENT") if "RRULE" in event}
    assert before.keys() == after.keys()
    assert all(after[uid] > before[uid] for uid in before)


@time_machine.travel(NOW, tick=False)
def test_calendars_read_a_series_again_when_one_of_it_is_cancelled_or_restored(ines):
    review = series_of("Mensuelle", "monthly", date(2026, 11, 19), ines).reviews.order_by("starts_at")[1]

    def sequence():
        return next(int(event["SEQUENCE"]) for event in events(ines)[0].walk("VEVENT") if "RRULE" in event)

    seen = [sequence()]
    review.cancel(by=ines)
    seen.append(sequence())
    review.restore(by=ines)
    seen.append(sequence())
    assert seen == sorted(set(seen))


@time_machine.travel(NOW, tick=False)
def test_a_moved_review_that_the_new_rule_does_not_name_stands_for_itself(ines):
    series = series_of("Mensuelle", "monthly", date(2026, 11, 19), ines)
    series.reviews.order_by("starts_at").first().move(datetime(2026, 11, 20, 14, tzinfo=PARIS), by=ines)
    series.plan(
        by=ines, moved="keep", starts_on=date(2026, 11, 24), rule=recurrence.anchored("monthly", date(2026, 11, 24), "weekday")
    )
    _calendar, found = events(ines)
    standing = Review.objects.standing().filter(starts_at__lt=datetime(2027, 11, 1, tzinfo=PARIS))
    assert moments(found) == sorted(review.local_start for review in standing)


@time_machine.travel(NOW, tick=False)
def test_only_those_invited_have_it_in_their_feed(ines, jonas, paul):
    series_of("Mensuelle", "monthly", date(2026, 11, 19), ines)
    assert events(ines)[1]
    assert not events(paul)[1]


@time_machine.travel(NOW, tick=False)
def test_one_review_is_a_file_of_its_own(client, ines):
    review = series_of("Mensuelle", "monthly", date(2026, 11, 19), ines).reviews.order_by("starts_at").first()
    client.force_login(ines)
    answer = client.get(f"/reviews/{review.pk}/review.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    event = next(iter(icalendar.Calendar.from_ical(answer.content).walk("VEVENT")))
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=60)
    assert event["UID"] == icalendar.Calendar.from_ical(ics_of(review)).walk("VEVENT")[0]["UID"]


def test_a_review_of_many_people_stands_once_in_the_feed(ines, jonas, helene):
    called(ines, jonas, helene, name="Budget")
    found = [event for event in icalendar.Calendar.from_ical(ics_for(ines)).walk("VEVENT") if event["SUMMARY"] == "Budget"]
    assert len(found) == 1
