from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from regie.journal.models import Event as Said
from regie.lib.refused import Refused
from regie.people.models import Holding, Role
from regie.plan.models import Activity, Event, Piece
from regie.plan.tests.world import campaign, channel, workflow

pytestmark = pytest.mark.django_db


def chain(ines, *names: str) -> list[Activity]:
    """Activities of one day a week apart, each waiting for the one before."""
    brio, made = campaign(ines), []
    for place, name in enumerate(names):
        day = date(2027, 3, 1) + timedelta(days=7 * place)
        after = [made[-1]] if made else []
        made.append(Activity.plan(brio, name, channel(), by=ines, starts_on=day, after=after))
    return made


def test_what_waits_for_an_activity_moves_only_as_far_as_it_must(ines):
    film, page, mail = chain(ines, "Film", "Page", "Mail")
    moved = film.move(date(2027, 3, 9), by=ines)
    assert [(each.activity, each.was, each.now) for each in moved] == [
        (film, date(2027, 3, 1), date(2027, 3, 9)),
        (page, date(2027, 3, 8), date(2027, 3, 10)),
    ]
    mail.refresh_from_db()
    assert mail.starts_on == date(2027, 3, 15)
    event = Said.objects.about(page).get(verb="plan.activity_moved")
    assert event.data["because"] == "Film"


def test_an_activity_does_not_move_before_what_it_waits_for(ines):
    _film, page = chain(ines, "Film", "Page")
    with pytest.raises(Refused, match="It comes after “Film”: not before 2 March 2027"):
        page.move(date(2027, 3, 1), by=ines)


def test_activities_never_wait_for_each_other_in_a_circle(ines):
    film, page, mail = chain(ines, "Film", "Page", "Mail")
    for later in (mail, page, film):
        with pytest.raises(Refused, match="for ever"):
            film.follow(later, by=ines)


def test_what_has_begun_is_not_pushed(ines):
    film, page = chain(ines, "Film", "Page")
    film.campaign.launch(by=ines)
    page.begin(by=ines)
    with pytest.raises(Refused, match="has begun"):
        film.move(date(2027, 3, 20), by=ines)
    film.refresh_from_db()
    assert film.starts_on == date(2027, 3, 1)


def test_what_was_dropped_holds_nothing_up(ines):
    film, page = chain(ines, "Film", "Page")
    film.drop("Too dear", by=ines)
    page.move(date(2027, 2, 20), by=ines)
    assert page.starts_on == date(2027, 2, 20)


def test_work_is_started_from_the_workflow_with_the_label_of_the_campaign(ines, jonas, home):
    role = Role.objects.create(name="Paid media", domain=home)
    Holding.objects.create(role=role, person=jonas)
    (film,) = chain(ines, "Film")
    with pytest.raises(Refused, match="Choose the workflow"):
        film.start_work(by=ines)
    film.edit(by=ines, workflow=workflow(ines))
    run = film.start_work(by=ines)
    assert (run.campaign, run.title, run.due_on) == ("Brio launch", "Film", date(2027, 3, 1))
    assert run.tasks.get().campaign == "Brio launch"
    with pytest.raises(Refused, match="under way"):
        film.start_work(by=ines)
    film.campaign.rename("Brio", by=ines)
    run.refresh_from_db()
    assert (run.campaign, run.tasks.get().campaign) == ("Brio", "Brio")


def test_an_activity_begins_after_its_campaign_and_ends_with_a_result(ines):
    (film,) = chain(ines, "Film")
    with pytest.raises(Refused, match="Launch the campaign"):
        film.begin(by=ines)
    film.campaign.launch(by=ines)
    film.begin(by=ines, on=date(2027, 3, 1))
    film.finish("Twelve thousand views", by=ines)
    assert (film.status, film.result) == ("done", "Twelve thousand views")
    with pytest.raises(Refused, match="closed"):
        film.move(date(2027, 4, 1), by=ines)


def test_a_content_keeps_what_it_reached_when_its_targets_change(ines):
    (film,) = chain(ines, "Film")
    piece = Piece.add(film, "Trailer", by=ines, targets={"views": 2000, "shares": 20})
    piece.count({"views": 1500}, by=ines, on=date(2027, 3, 4))
    piece.edit(by=ines, targets={"views": 2500, "leads": 10})
    assert [(target.of, target.target, target.reached) for target in piece.targets.all()] == [
        ("views", 2500, 1500), ("leads", 10, None),
    ]  # fmt: skip
    for wrong in ({"views": -1}, {"sales": 3}):
        with pytest.raises(Refused):
            piece.count(wrong, by=ines)
    with pytest.raises(Refused):
        Piece.add(film, "Poster", by=ines, targets={"views": 0})
    assert film.pieces.count() == 1


def moment(day: int, hour: int = 14) -> datetime:
    return timezone.make_aware(datetime(2027, 3, day, hour))


def test_an_event_dates_its_activity_and_its_tasks_backwards_in_working_days(ines, jonas, time_machine):
    time_machine.move_to("2026-11-16 09:00+01:00")
    (day,) = chain(ines, "Open day")
    event = Event.hold(day, moment(18), by=ines, place="Nantes")
    assert day.starts_on == date(2027, 3, 18)
    tasks = event.prepare(by=ines, owner=jonas)
    titles = {task.title: timezone.localtime(task.due_at).date() for task in tasks}
    assert titles["Remind those who registered"] == date(2027, 3, 16)
    assert titles["Rehearse, by quarter of an hour"] == date(2027, 3, 11)
    assert titles["Thank, and ask three questions"] == date(2027, 3, 22)
    assert "Book the place" in titles and not any("online" in title for title in titles)
    assert {task.campaign for task in tasks} == {"Brio launch"} and tasks[0].responsible() == [jonas]
    with pytest.raises(Refused, match="already"):
        event.prepare(by=ines, owner=jonas)


def test_an_event_that_moves_takes_its_activity_its_open_tasks_and_what_follows(ines, jonas, time_machine):
    time_machine.move_to("2026-11-16 09:00+01:00")
    day, thanks = chain(ines, "Open day", "Thanks")
    event = Event.hold(day, moment(4), by=ines, address="https://example.org/room")
    task = event.prepare(by=ines, owner=jonas)[0]
    due = task.due_at
    event.edit(by=ines, begins_at=moment(11), ends_at=moment(11, 18))
    day.refresh_from_db()
    thanks.refresh_from_db()
    task.refresh_from_db()
    assert (day.starts_on, thanks.starts_on) == (date(2027, 3, 11), date(2027, 3, 12))
    assert task.due_at == due + timedelta(days=7)
    event.refresh_from_db()
    assert event.begins_at == moment(11) and event.day == date(2027, 3, 11)


def test_an_event_is_somewhere_and_ends_after_it_begins(ines):
    (day,) = chain(ines, "Open day")
    with pytest.raises(Refused, match="where"):
        Event.hold(day, moment(4), by=ines)
    with pytest.raises(Refused, match="after the beginning"):
        Event.hold(day, moment(4), by=ines, place="Nantes", ends_at=moment(3))
    event = Event.hold(day, moment(4), by=ines, place="Nantes")
    event.count(by=ines, invited=80, registered=41, attended=33)
    assert Said.objects.about(day).first().changes == {"invited": [None, 80], "registered": [None, 41], "attended": [None, 33]}
    with pytest.raises(Refused):
        event.count(by=ines, attended=-3)
