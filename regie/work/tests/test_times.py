"""The same tasks by time: month, timeline, load; a day changed, many tasks changed at once; a task's page."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from regie.journal.models import Comment
from regie.lib.refused import Refused
from regie.people.models import Absence
from regie.work import sweeping
from regie.work.models import Task
from regie.work.reading import loads, timelines

pytestmark = pytest.mark.django_db
EN = {"Accept-Language": "en"}


def task(title, by, days=0, **fields):
    return Task.make(title, by=by, who=[("R", by), ("A", by)], due_at=timezone.now() + timedelta(days=days), **fields)


def test_the_month_shows_a_task_on_its_day(client, ines):
    made = task("Tramway", ines)
    client.force_login(ines)
    page = client.get(reverse("work:calendar"), headers=EN).text
    assert f'data-moves="/work/tasks/{made.pk}/due/"' in page


def test_a_day_changed_keeps_the_hour_and_leads_back(client, ines):
    made = task("Tramway", ines)
    was = timezone.localtime(made.due_at)
    client.force_login(ines)
    day = (was + timedelta(days=3)).date()
    answer = client.post(reverse("work:task_due", args=[made.pk]), {"day": day.isoformat()}, headers={"HX-Request": "true"})
    made.refresh_from_db()
    assert timezone.localtime(made.due_at).date() == day
    assert timezone.localtime(made.due_at).time() == was.time()
    assert was.date().isoformat() in answer.headers["HX-Trigger"]
    client.post(f"{reverse('work:task_due', args=[made.pk])}?day={was.date().isoformat()}")
    made.refresh_from_db()
    assert timezone.localtime(made.due_at).date() == was.date()


def test_the_day_of_a_finished_task_stays(ines):
    made = task("Tramway", ines)
    made.submit(by=ines)
    with pytest.raises(Refused):
        made.redate(timezone.localdate(), by=ines)


def test_the_timeline_names_what_begins_too_early(ines):
    film, page = task("Film", ines, 10, starts_on=timezone.localdate()), task("Page", ines, 12, starts_on=timezone.localdate())
    page.wait_for(film, by=ines)
    shown = timelines.of_tasks(Task.objects.all(), reader=ines)
    assert [bar.title for bar in shown.squeezed] == ["Page"]
    assert {bar.title for bar in shown.critical} == {"Film", "Page"}
    assert len(shown.arrows) == 1


def test_steps_to_come_of_a_run_stand_on_the_timeline_in_their_order(home, ines):
    from regie.work import planning
    from regie.work.models import Run
    from regie.work.tests.world import cast, email_workflow

    cast(home, ines)
    workflow = email_workflow(ines)
    Run.start(workflow.published, "Newsletter", planning.plan(workflow.published), by=ines)
    shown = timelines.of_tasks(Task.objects.all(), reader=ines, runs=Run.objects.all())
    bars = {bar.title: bar for bar in shown.bars}
    assert set(bars) == {"Write the text", "Make the visual", "Legal check", "Final approval", "Send it"}
    assert set(bars["Legal check"].awaits) == {"Write the text", "Make the visual"}


def test_load_counts_estimates_against_what_absences_leave(ines, jonas):
    monday = timezone.localdate() + timedelta(days=7 - timezone.localdate().weekday())
    Absence.note(jonas, monday, monday + timedelta(days=4), by=jonas)
    Task.make("Big", by=ines, who=[("R", jonas)], starts_on=monday, due_at=timezone.now() + timedelta(days=14), estimate=60)
    line = next(line for line in loads.of_team().lines if line.person == jonas)
    assert line.cells[1].capacity == 0
    assert line.cells[1].state == "breach"
    assert sum(cell.hours for cell in line.cells) == pytest.approx(60)


def test_many_tasks_change_at_once_and_refusals_are_said_one_by_one(client, ines, jonas):
    one, two = task("One", ines), task("Two", ines)
    two.submit(by=ines)
    client.force_login(ines)
    address = reverse("work:tasks_many")
    sheet = client.post(address, {"row": [one.pk, two.pk]})
    assert 'name="sheet"' in sheet.text
    answer = client.post(
        address, {"row": [one.pk, two.pk], "sheet": "1", "responsible": jonas.pk, "campaign": "Brio"}, headers=EN
    )
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.responsible(), one.campaign, two.campaign) == ([jonas], "Brio", "")
    assert "Two" in answer.text
    assert "1 was refused" in answer.text


def test_a_sheet_for_many_wants_something_to_change(client, ines):
    client.force_login(ines)
    answer = client.post(reverse("work:tasks_many"), {"row": [task("One", ines).pk], "sheet": "1"})
    assert answer.status_code == 422


def test_the_export_of_tasks_runs_no_formula(client, ines):
    task("=HYPERLINK(1)", ines)
    client.force_login(ines)
    told = b"".join(client.get(reverse("work:tasks"), {"export": "csv"}).streaming_content).decode()
    assert "\n=HYPERLINK" not in told
    assert "'=HYPERLINK" in told


def picture() -> SimpleUploadedFile:
    from PIL import Image

    drawn = BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    return SimpleUploadedFile("pasted.png", drawn.getvalue(), "image/png")


def test_a_pasted_picture_is_shown_to_whoever_sees_the_task_and_to_nobody_else(client, ines, paul):
    client.force_login(ines)
    text = client.post(reverse("work:pictures"), {"file": picture()}).json()["text"]
    client.post(reverse("work:task_new"), {"title": "With a picture", "text": f"Look: {text}"})
    made = Task.objects.get(title="With a picture")
    address = reverse("work:task_picture", args=[made.pk, made.attachments.get().file_id])
    assert f'src="{address}"' in client.get(made.get_absolute_url()).text
    shown = client.get(address)
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/png")
    client.force_login(paul)
    assert client.get(address).status_code == 404


def test_a_page_is_no_picture(client, ines):
    client.force_login(ines)
    page = SimpleUploadedFile("page.png", b"<html><script>alert(1)</script>", "image/png")
    answer = client.post(reverse("work:pictures"), {"file": page})
    assert answer.status_code == 422
    assert "fault" in answer.json()


def test_what_a_task_waits_for_is_chosen_by_its_title(client, ines):
    one, two = task("Film", ines), task("Page", ines)
    client.force_login(ines)
    offered = client.get(reverse("work:task_titles", args=[two.pk]), {"on": "fil"}).text
    assert f"Film (#{one.pk})" in offered
    client.post(reverse("work:task_waits", args=[two.pk]), {"on": f"Film (#{one.pk})"})
    assert two.waits.get().on == one
    answer = client.post(reverse("work:task_waits", args=[two.pk]), {"on": "Nothing like it"})
    assert answer.status_code == 409


def test_a_check_ticked_by_script_renews_the_list(client, ines):
    made = Task.make("Send", by=ines, who=[("R", ines)], checks=["Links tried", "Proof read"])
    client.force_login(ines)
    address = reverse("work:task_check", args=[made.pk, made.checks.first().pk])
    answer = client.post(address, {"done": "1"}, headers={"HX-Request": "true", **EN})
    assert "1 of 2" in answer.text
    assert "<html" not in answer.text


def test_a_quiet_task_asks_on_its_page_and_an_answer_calms_it(client, ines):
    made = task("Podcast", ines)
    Task.objects.filter(pk=made.pk).update(touched_at=timezone.now() - timedelta(days=45))
    client.force_login(ines)
    assert "Nobody has touched this for 45 days" in client.get(made.get_absolute_url(), headers=EN).text
    client.post(reverse("work:task_touch", args=[made.pk]))
    assert "Nobody has touched this" not in client.get(made.get_absolute_url(), headers=EN).text


def test_who_speaks_of_a_task_or_edits_it_is_not_asked_whether_it_matters(ines):
    spoken, edited, silent = task("Podcast", ines), task("Film", ines), task("Stand", ines)
    Task.objects.update(touched_at=timezone.now() - timedelta(days=45))
    Comment.say(spoken, "Next week.", by=ines)
    edited.edit(by=ines, campaign="Brio")
    assert sweeping.ask_quiet_tasks() == 1
    assert list(Task.objects.exclude(asked_at=None)) == [silent]
