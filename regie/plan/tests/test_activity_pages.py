"""Pages of activities and their contents."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from regie.lib.refused import Refused
from regie.metrics.models import Measure, Metric
from regie.objectives.models import Audience
from regie.people.models import Holding, Role
from regie.plan.models import Activity, Campaign, Piece
from regie.plan.reading.aims import proposed
from regie.plan.tests.world import campaign, channel, workflow
from regie.work.models import Content, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(client, ines):
    client.force_login(ines)
    return client


def test_a_content_is_tied_to_what_is_made_in_work(asked, ines, jonas, home):
    Holding.objects.create(role=Role.objects.create(name="Paid media", domain=home), person=jonas)
    reveal = Activity.plan(campaign(ines), "Reveal", channel(), by=ines, starts_on=date(2027, 3, 5), workflow=workflow(ines))
    assert "content" not in asked.get(reverse("plan:piece_new", args=[reveal.pk])).context["form"].fields
    run = reveal.start_work(by=ines)
    Content.of_task(Task.make("Poster", by=ines, campaign="Brio launch"), by=ines)
    Content.of_task(Task.make("Elsewhere", by=ines, campaign="Other"), by=ines)
    assert f"?content={run.content.pk}" in asked.get(reveal.get_absolute_url()).content.decode()
    new = f"{reverse('plan:piece_new', args=[reveal.pk])}?content={run.content.pk}"
    form = asked.get(new).context["form"]
    assert form["title"].value() == "Reveal"
    assert [row.title for row in form.fields["content"].queryset] == ["Reveal", "Poster"]
    asked.post(new, {"title": "Reveal", "views": "900", "content": run.content.pk})
    piece = Piece.objects.get()
    assert piece.content == run.content and piece.goes_out_on is None
    page = asked.get(reveal.get_absolute_url()).content.decode()
    assert run.content.get_absolute_url() in page and "?content=" not in page


def test_contents_of_a_closed_activity_are_counted_and_no_longer_changed(ines):
    film = Activity.plan(campaign(ines), "Film", channel(), by=ines)
    piece = Piece.add(film, "Trailer", by=ines, targets={"views": 900})
    film.finish(by=ines)
    piece.activity.refresh_from_db()
    piece.count({"views": 700}, by=ines)
    for change in (lambda: piece.edit(by=ines, targets={"views": 600}), lambda: piece.erase(by=ines)):
        with pytest.raises(Refused, match="closed"):
            change()
    assert piece.targets.get().target == 900


def test_several_activities_get_an_audience_at_once_and_closed_ones_are_named(asked, ines):
    families = Audience.describe(by=ines, name="Families")
    made = [Activity.plan(campaign(ines), "Film", channel(), by=ines)]
    made += [Activity.plan(Campaign.objects.get(), name, channel(), by=ines) for name in ("Page", "Post")]
    made[2].drop("Too dear", by=ines)
    many = reverse("plan:activities_many")
    rows = [each.pk for each in made]
    assert "Change 3 activities" in asked.post(many, {"row": rows}).content.decode()
    assert asked.post(many, {"row": rows, "sheet": "1"}).status_code == 422
    said = asked.post(many, {"row": rows, "sheet": "1", "audience": families.pk}).content.decode()
    assert "2 activities are changed" in said and "Post" in said
    assert Activity.objects.filter(audience=families).count() == 2


def test_a_campaign_from_a_playbook_serves_the_objective_and_audience_that_were_chosen(asked, ines):
    channel()
    families = Audience.describe(by=ines, name="Families")
    typed = {
        "name": "Letter",
        "starts_on": "2027-03-01",
        "way": "playbook:newsletter",
        "owner": ines.pk,
        "audiences": [families.pk],
    }
    asked.post(reverse("plan:campaign_new"), typed)
    made = Campaign.objects.get()
    assert list(made.audiences.all()) == [families]
    assert {each.audience for each in made.activities.all()} == {families}


def test_what_a_playbook_is_measured_by_is_proposed_and_may_be_made(asked, ines):
    channel()
    reached = Metric.create(by=ines, name="Guests", formula=Measure.create(by=ines, name="Guests there", key="guests").key)
    brio = Campaign.from_playbook("event", "Open day", date(2027, 3, 1), by=ines)
    page = asked.get(brio.get_absolute_url()).content.decode()
    assert f"?metric={reached.pk}#aim" in page and "Measure “New leads”" in page
    answer = asked.post(reverse("plan:campaign_metrics", args=[brio.pk]), {"key": "new_leads"})
    made = Metric.objects.get(key="new_leads")
    assert answer.url.endswith(f"?metric={made.pk}#aim")
    brio.aim(made, 40, by=ines)
    assert str(made) in asked.get(brio.get_absolute_url()).content.decode()
    assert made.pk not in [each.metric and each.metric.pk for each in proposed(brio)]
    assert asked.post(reverse("plan:campaign_metrics", args=[brio.pk]), {"key": "nothing"}).status_code == 409


def test_a_copy_begins_on_a_day_and_proposes_the_same_weekday_a_year_later(asked, ines, time_machine):
    time_machine.move_to("2026-11-16 09:00+01:00")
    source = campaign(ines, "Old fair", starts_on=date(2024, 3, 4), ends_on=date(2024, 3, 8))
    page = asked.get(f"{reverse('plan:campaign_new')}?copy={source.pk}")
    proposed = page.context["form"]["starts_on"].value()
    assert proposed > date(2026, 11, 16) and proposed.weekday() == 0
    typed = {"name": "Fair again", "starts_on": "", "way": f"copy:{source.pk}", "owner": ines.pk}
    answer = asked.post(reverse("plan:campaign_new"), typed)
    assert answer.status_code == 422 and "Say from which day" in answer.content.decode()
