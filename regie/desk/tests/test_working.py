"""My day’s rows of the work: the second answer, in whose place one stands, and what was done today."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from regie.desk import day as days
from regie.people.models import Absence
from regie.work import sweeping
from regie.work.models import Opinion, Task


def test_a_deputy_reads_in_whose_place_the_task_is_theirs(ines, jonas, paul, client):
    due = timezone.now() + timedelta(days=1)
    Task.make("Page", by=ines, who=[("R", paul)], due_at=due)
    Absence.note(paul, timezone.localdate(), timezone.localdate() + timedelta(days=5), by=paul, deputy=jonas)
    sweeping.stand_in()
    client.force_login(jonas)
    assert f"for {paul}" in client.get(reverse("desk:day")).content.decode()
    task = Task.objects.get()
    assert f"for {paul}, away until" in client.get(task.get_absolute_url()).content.decode()


def test_what_was_finished_today_stays_struck_through_until_the_evening(ines, jonas, client):
    task = Task.make("Page", by=ines, who=[("R", jonas)])
    task.finish(by=jonas, way=None)
    [due] = days.day_of(jonas).tasks.today
    assert (due.is_done, due.done_url) == (True, reverse("work:task_reopening", args=[task.pk]))
    Task.objects.update(ended_at=timezone.now() - timedelta(days=1))
    assert not days.day_of(jonas).tasks.today


def test_who_is_consulted_has_no_remark_by_one_button(ines, jonas, client):
    task = Task.make("Page", by=ines, who=[("R", ines), ("A", ines)])
    opinion = Opinion.objects.create(task=task, person=jonas, due_at=timezone.now() + timedelta(days=2))
    client.force_login(jonas)
    [waiting] = days.day_of(jonas).waiting
    assert waiting.other.is_posted
    answer = client.post(waiting.other.url, {"next": reverse("desk:day")})
    assert answer.url == reverse("desk:day")
    opinion.refresh_from_db()
    assert opinion.said_at
    assert not days.day_of(jonas).waiting
