"""What other rooms see of campaigns: marks on metrics, the palette, files, work that is late, the look back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from regie.journal.models import File
from regie.metrics.evaluation import run_waiting
from regie.metrics.marks import marks_of
from regie.metrics.models import Batch, Measure, Metric
from regie.metrics.staging import Entry
from regie.people.models import Holding, Role
from regie.plan import campaign_registrations
from regie.plan.models import Activity, Constraint, Event, Piece
from regie.plan.reading import aims, campaigns, looking_back, progress
from regie.plan.tests.world import campaign, channel, workflow

pytestmark = pytest.mark.django_db


def test_launch_and_end_stand_on_the_metrics_that_judge_a_campaign(ines):
    rides, other = (Metric.create(by=ines, name=name, unit="count", measured="month") for name in ("Rides", "Opens"))
    brio = campaign(ines, "Brio")
    brio.aim(rides, 40, by=ines)
    brio.launch(by=ines, on=date(2026, 9, 3))
    brio.end("Short and early.", by=ines, on=date(2026, 10, 8))
    found = marks_of(rides, date(2026, 9, 1), date(2026, 10, 31))
    assert [(mark.day, mark.label, mark.kind) for mark in found] == [
        (date(2026, 9, 3), "Launch: Brio", "campaign"), (date(2026, 10, 8), "End: Brio", "campaign"),
    ]  # fmt: skip
    assert marks_of(rides, date(2026, 9, 4), date(2026, 10, 7)) == [] == marks_of(other, date(2026, 9, 1), date(2026, 10, 31))


def test_the_palette_finds_campaigns_and_activities_that_one_may_see(ines, paul):
    brio = campaign(ines, "Brio reveal")
    Activity.plan(brio, "Reveal by e-mail", channel(), by=ines)
    assert [each.label for each in campaign_registrations.find(ines, "reveal")] == ["Brio reveal", "Reveal by e-mail"]
    assert campaign_registrations.find(paul, "reveal") == []


def test_whoever_sees_a_campaign_reads_its_files(ines, helene, paul):
    brio = campaign(ines)
    kept = brio.enclose(SimpleUploadedFile("brief.pdf", b"%PDF"), by=ines).file
    assert kept in File.objects.visible_to(helene) and kept not in File.objects.visible_to(paul)
    brio.place(paul, "I", by=ines)
    assert kept in File.objects.visible_to(paul)


def test_a_target_is_read_from_figures_of_any_name_the_campaign_had(ines):
    measure = Measure.create(by=ines, name="Leads", key="leads_in", unit="count", dimensions=["campaign"])
    metric = Metric.create(by=ines, name="New leads", formula="leads_in", unit="count", measured="month", dimensions=["campaign"])
    brio = campaign(ines, "Brio", date(2026, 8, 1), ends_on=date(2026, 12, 1))
    brio.aim(metric, 100, by=ines, is_total=True)
    batch = Batch.open(by=ines, file_name="leads.csv")
    rows = [("Brio", 8, 30), ("Brio", 9, 40), ("Other", 9, 900)]
    batch.write([Entry(measure.pk, {"campaign": name}, date(2026, month, 1), value, month) for name, month, value in rows])
    run_waiting()
    brio.rename("Brio in town", by=ines)
    (aim,) = aims.of_campaign(brio)
    assert (aim.value, aim.percent, aim.is_reached) == (70.0, 70, False)


@pytest.fixture
def working(ines, jonas, home):
    Holding.objects.create(role=Role.objects.create(name="Paid media", domain=home), person=jonas)
    brio = campaign(ines, starts_on=timezone.localdate(), ends_on=None)
    return Activity.plan(
        brio, "Reveal", channel(), by=ines, starts_on=timezone.localdate() + timedelta(days=60), workflow=workflow(ines)
    )


def test_progress_and_lateness_come_back_from_the_run(working, ines, jonas):
    run = working.start_work(by=ines)
    assert progress.of_activities([working])[working.pk].words == "0 of 2 steps done"
    run.tasks.get().submit(by=jonas)
    assert progress.of_activities([working])[working.pk].percent == 50
    run.tasks.filter(ended_at=None).update(due_at=timezone.now() - timedelta(days=3))
    late = progress.of_activities([working])[working.pk]
    assert (late.state, late.words, late.lateness) == ("watch", "1 of 2 steps done, 1 late", "1 task is late")
    (line,) = campaigns.lines_of([working], ines)
    assert line.standing.state == "watch" and line.standing.held == "1 task is late"


def test_work_that_is_planned_after_the_day_is_named(working, ines):
    working.edit(by=ines, starts_on=timezone.localdate() - timedelta(days=1))
    working.start_work(by=ines)
    assert progress.of_activities([working])[working.pk].lateness == "most of its work comes after its day"


def test_the_look_back_sets_what_was_promised_beside_what_happened(ines):
    brio = campaign(ines, "Brio", date(2026, 9, 1), ends_on=date(2026, 10, 1))
    day = Activity.plan(brio, "Open day", channel("events"), by=ines)
    event = Event.hold(day, timezone.now() - timedelta(days=40), by=ines, place="Nantes")
    post = Piece.add(day, "Post", by=ines, targets={"views": 1000, "leads": 10})
    Activity.plan(brio, "Film", channel(), by=ines)
    risk = brio.fear("Rain", by=ines, answer="A tent")
    brio.launch(by=ines, on=date(2026, 9, 4))
    day.begin(by=ines)
    post.count({"views": 800}, by=ines)
    event.count(by=ines, registered=40, attended=31)
    risk.come_true(by=ines, on=date(2026, 9, 20))
    brio.end("Smaller days.", by=ines, on=date(2026, 10, 1))
    told = {line.what: (line.promised, line.happened, line.state, line.label) for line in looking_back.told(brio, [], [], None)}
    assert told["Launch"] == ("1 September 2026", "4 September 2026", "watch", "3 days late")
    assert told["End"][3] == "on time"
    assert told["Activities"][:2] == ("2 planned", "1 done, 1 dropped")
    assert told["Views"] == ("1,000", "800", "watch", "80%")
    assert told["Leads"][1] == "—"
    assert told["Open day"][:2] == ("40 registered", "31 came")
    assert told["Rain"][1] == "It happened on 20 September 2026."


def test_an_activity_outside_the_dates_of_its_campaign_is_named(ines):
    brio = campaign(ines)
    Activity.plan(brio, "Early", channel(), by=ines, starts_on=date(2027, 2, 1))
    assert "1 activity lies outside its dates." in campaigns.page(brio, ines).warning


def test_a_refused_launch_leads_to_the_gates(client, ines):
    Constraint.lay_down("strategy", "An objective is compulsory", by=ines)
    brio = campaign(ines)
    client.force_login(ines)
    answer = client.post(reverse("plan:campaign_launch", args=[brio.pk]))
    assert answer.headers["Location"] == reverse("plan:campaign_gates", args=[brio.pk])
