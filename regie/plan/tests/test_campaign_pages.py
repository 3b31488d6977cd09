from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from regie.lib.periods import Period
from regie.metrics.models import Metric
from regie.plan.models import Activity, Campaign, Event, Piece, Risk
from regie.plan.tests.world import campaign, channel, workflow
from regie.work.models import Task

pytestmark = pytest.mark.django_db


def sent(answer) -> dict:
    """What the form on a page would send as it stands."""
    form = answer.context["form"]
    found = {}
    for name in form.fields:
        value = form[name].value()
        found[name] = (
            "" if value is None else [str(getattr(each, "pk", each)) for each in value] if isinstance(value, list) else value
        )
    return found


@pytest.fixture
def asked(client, ines):
    client.force_login(ines)
    return client


def test_a_campaign_begins_from_a_playbook_a_copy_or_nothing(asked, ines):
    channel()
    new = reverse("plan:campaign_new")
    for way, count in (("playbook:event", 5), ("empty", 0)):
        asked.post(new, {"name": f"One {way}", "starts_on": "2027-03-01", "way": way, "owner": ines.pk})
        made = Campaign.objects.get(name=f"One {way}")
        assert (made.activities.count(), made.owner) == (count, ines)
    source = Campaign.objects.get(name="One playbook:event")
    asked.post(new, {"name": "Again", "starts_on": "2027-09-01", "way": f"copy:{source.pk}", "owner": ines.pk})
    assert Campaign.objects.get(name="Again").activities.count() == 5
    answer = asked.post(new, {"name": "again", "starts_on": "2027-09-01", "way": "empty"})
    assert answer.status_code == 422 and b"choose another name" in answer.content


def test_the_page_of_a_campaign_shows_what_is_in_it(asked, ines, jonas):
    channel()
    brio = Campaign.from_playbook("event", "Open day", date(2027, 3, 1), by=ines, owner=ines)
    Task.make("Ring the bell", by=ines, campaign="Open day")
    brio.place(jonas, "C", by=ines)
    page = asked.get(brio.get_absolute_url()).content.decode()
    for words in ("The event", "Invitations", "Half of those who registered do not come", "Jonas Keller", "1 open task"):
        assert words in page


def test_the_queries_of_the_page_do_not_grow_with_its_activities(asked, ines, django_assert_max_num_queries):
    channel()
    brio = Campaign.from_playbook("product_launch", "Brio", date(2027, 3, 1), by=ines, owner=ines)
    asked.get(brio.get_absolute_url())
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            assert asked.get(brio.get_absolute_url()).status_code == 200
        return len(found)

    before = cost()
    for place in range(12):
        made = Activity.plan(brio, f"More {place}", channel(), by=ines, owner=ines, starts_on=date(2027, 3, 5))
        Piece.add(made, "Post", by=ines, targets={"views": 10})
        made.ask("Do it", by=ines)
        brio.fear(f"Risk {place}", by=ines)
    assert cost() == before


def test_the_queries_of_the_list_do_not_grow_with_campaigns(asked, ines):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            assert asked.get(reverse("plan:campaigns")).status_code == 200
        return len(found)

    for place in range(2):
        campaign(ines, f"Campaign {place}", owner=ines)
    cost()
    before = cost()
    for place in range(2, 12):
        campaign(ines, f"Campaign {place}", owner=ines)
    assert cost() == before


def test_the_list_is_filtered_by_state_owner_audience_objective_and_period(asked, ines, jonas):
    from regie.objectives.models import Audience

    families = Audience.describe(by=ines, name="Families")
    campaign(ines, "Spring", date(2026, 11, 2), ends_on=date(2026, 12, 5), owner=jonas, audiences=[families])
    campaign(ines, "Autumn", date(2026, 1, 5), ends_on=date(2026, 2, 5), owner=ines)
    quarter = Period.parse("2026-Q4").code
    for query in (f"owner={jonas.pk}", f"audience={families.pk}", f"period={quarter}", "status=draft&q=Spring"):
        page = asked.get(f"{reverse('plan:campaigns')}?{query}").content.decode()
        rows = page.partition("<tbody>")[2].partition("</tbody>")[0]
        assert "Spring" in rows and ("Autumn" in rows) is False, query
    assert b"Spring" in b"".join(asked.get(f"{reverse('plan:campaigns')}?export=csv"))


def test_a_campaign_edited_by_two_loses_nothing(asked, ines, jonas):
    brio = campaign(ines)
    form = sent(asked.get(reverse("plan:campaign_edit", args=[brio.pk])))
    brio.edit(by=jonas, message="His words")
    answer = asked.post(reverse("plan:campaign_edit", args=[brio.pk]), {**form, "message": "Her words"})
    assert answer.status_code == 409 and b"His words" in answer.content and b"Her words" in answer.content


def test_the_form_of_a_campaign_keeps_countries_names_and_what_was_typed(asked, ines):
    brio = campaign(ines)
    address = reverse("plan:campaign_edit", args=[brio.pk])
    form = sent(asked.get(address)) | {"countries": "France, Belgium", "called": "brio_fr\nBRIO", "uses_personal_data": "no"}
    assert asked.post(address, form).status_code == 302
    brio.refresh_from_db()
    assert (brio.countries, brio.called, brio.uses_personal_data) == (["FR", "BE"], ["brio_fr", "BRIO"], False)
    form = sent(asked.get(address)) | {"countries": "Atlantis", "message": "Kept?", "ends_on": "2027-01-01"}
    answer = asked.post(address, form)
    assert answer.status_code == 422 and b"Atlantis" in answer.content and b"Kept?" in answer.content
    assert b"The end must come after the beginning." in answer.content


def test_bulk_gives_an_owner_and_says_what_it_could_not_pause(asked, ines, jonas):
    one, two = campaign(ines, "One"), campaign(ines, "Two")
    one.launch(by=ines)
    many = reverse("plan:campaigns_many")
    assert asked.post(many, {"row": [one.pk, two.pk]}).status_code == 200
    assert asked.post(many, {"row": [one.pk], "sheet": "1"}).status_code == 422
    answer = asked.post(many, {"row": [one.pk, two.pk], "sheet": "1", "owner": jonas.pk, "pause": "Strike"})
    assert answer.status_code == 200 and b"Only a running campaign is paused" in answer.content
    one.refresh_from_db()
    assert (one.owner, one.status) == (jonas, "paused")


def test_a_campaign_is_launched_paused_and_ended_from_its_page(asked, ines):
    brio = campaign(ines)
    for name, data, words in (
        ("plan:campaign_launch", {}, "Running since"),
        ("plan:campaign_pause", {"reason": "No stock"}, "No stock"),
        ("plan:campaign_resumption", {}, "Running since"),
        ("plan:campaign_end", {"text": "Trials sell."}, "Trials sell."),
    ):
        page = asked.post(reverse(name, args=[brio.pk]), data, follow=True).content.decode()
        assert words in page, name
    assert "Looking back" in page and 'href="/plan/campaigns/new/?copy=' in page
    answer = asked.post(reverse("plan:campaign_end", args=[brio.pk]), {"text": ""})
    assert answer.status_code == 409


def test_what_a_campaign_is_given_comes_from_its_page(asked, ines, jonas):
    brio = campaign(ines)
    metric = Metric.objects.create(key="leads_asked", name="New leads", unit="count")
    go = lambda name, data, **more: asked.post(reverse(f"plan:{name}", args=[brio.pk]), data, **more)  # noqa: E731
    go("campaign_places", {"whom": f"person:{jonas.pk}", "letter": "R"})
    go("campaign_targets", {"metric": metric.pk, "baseline": "10", "target": "1 200", "for_campaign": "on", "is_total": "on"})
    go("campaign_files", {"file": SimpleUploadedFile("brief.pdf", b"%PDF")})
    go("risk_new", {"text": "Rain", "likelihood": "3", "impact": "2", "answer": "A tent"})
    assert go("risk_new", {"text": "", "likelihood": "3", "impact": "2", "answer": "A tent"}).status_code == 422
    target = brio.targets.get()
    assert (brio.places.get().person, target.target, target.is_total) == (jonas, 1200.0, True)
    page = asked.get(brio.get_absolute_url()).content.decode()
    for words in ("brief.pdf", "Rain", "A tent", "New leads", "from 10 to 1,200"):
        assert words in page
    asked.post(reverse("plan:risk_truth", args=[Risk.objects.get().pk]))
    assert "came true" in asked.get(brio.get_absolute_url()).content.decode()


def test_a_field_is_changed_where_it_stands_and_a_refusal_stays_in_it(asked, ines, jonas):
    brio = campaign(ines)
    cell = reverse("plan:campaign_cell", args=[brio.pk, "owner"])
    assert b"<select" in asked.get(cell, headers={"HX-Request": "true"}).content
    assert b"Jonas Keller" in asked.post(cell, {"value": jonas.pk}, headers={"HX-Request": "true"}).content
    cell = reverse("plan:campaign_cell", args=[brio.pk, "ends_on"])
    answer = asked.post(cell, {"value": "2026-01-01"}, headers={"HX-Request": "true"})
    assert answer.status_code == 422 and b"after the beginning" in answer.content
    assert asked.get(reverse("plan:campaign_cell", args=[brio.pk, "status"])).status_code == 404


def test_an_activity_is_planned_with_the_campaigns_own_audiences_to_choose(asked, ines):
    from regie.objectives.models import Audience

    ours, other = (Audience.describe(by=ines, name=name) for name in ("Families", "Fleets"))
    brio = campaign(ines, audiences=[ours])
    page = asked.get(reverse("plan:activity_new", args=[brio.pk]) + f"?audience={ours.pk}").content.decode()
    assert "Families" in page and other.name not in page
    data = {"name": "Reveal", "channel": channel().pk, "starts_on": "2027-03-05", "audience": ours.pk}
    assert asked.post(reverse("plan:activity_new", args=[brio.pk]), data).status_code == 302
    assert Activity.objects.get().audience == ours
    answer = asked.post(reverse("plan:activity_new", args=[brio.pk]), {**data, "channel": "", "ends_on": "2027-03-01"})
    assert answer.status_code == 422 and b"Reveal" in answer.content


def test_the_work_of_an_activity_is_started_on_its_sheet(asked, ines, jonas, home):
    from regie.people.models import Holding, Role

    Holding.objects.create(role=Role.objects.create(name="Paid media", domain=home), person=jonas)
    made = Activity.plan(campaign(ines), "Reveal", channel(), by=ines, starts_on=date(2027, 3, 5))
    sheet = reverse("plan:activity_work", args=[made.pk])
    flow = workflow(ines)
    assert flow.name in asked.get(sheet).content.decode()
    page = asked.get(f"{sheet}?workflow={flow.pk}")
    assert "its work begins on" in page.content.decode()
    data = sent(page) | {"workflow": flow.pk, "act": "start"}
    assert asked.post(sheet, data).status_code == 302
    made.refresh_from_db()
    assert made.run is not None and made.run.campaign == "Brio launch"
    assert "0 of 2 steps done" in asked.get(made.get_absolute_url()).content.decode()
    assert asked.get(sheet).status_code == 409


def test_contents_and_guests_are_counted_on_the_page(asked, ines):
    made = Activity.plan(campaign(ines), "Open day", channel("events"), by=ines)
    new = reverse("plan:piece_new", args=[made.pk])
    assert asked.post(new, {"title": "Page", "views": "900", "leads": ""}).status_code == 302
    piece = Piece.objects.get()
    assert asked.post(reverse("plan:piece_counts", args=[piece.pk]), {"views": "many"}).status_code == 409
    asked.post(reverse("plan:piece_counts", args=[piece.pk]), {"views": "1 200"})
    assert piece.targets.get().reached == 1200
    event = reverse("plan:event", args=[made.pk])
    assert asked.post(event, {"on": "2027-03-18", "begins": "14:00", "ends": "13:00"}).status_code == 422
    assert asked.post(event, {"on": "2027-03-18", "begins": "14:00", "ends": "18:00", "place": "Nantes"}).status_code == 302
    asked.post(reverse("plan:event_tasks", args=[made.pk]))
    asked.post(reverse("plan:event_guests", args=[made.pk]), {"invited": "80", "registered": "41", "attended": ""})
    held = Event.objects.get()
    assert (held.invited, held.registered, held.attended) == (80, 41, None)
    page = asked.get(made.get_absolute_url()).content.decode()
    assert "Rehearse, by quarter of an hour" in page and "Nantes" in page
    assert "Open day" in asked.get(reverse("plan:events")).content.decode()


def test_somebody_of_another_department_in_the_team_sees_the_campaign_without_its_money(client, ines, paul):
    brio = campaign(ines)
    Activity.plan(brio, "Reveal", channel(), by=ines)
    client.force_login(paul)
    assert client.get(brio.get_absolute_url()).status_code == 404
    assert client.get(reverse("plan:campaigns")).status_code == 403
    brio.place(paul, "C", by=ines)
    page = client.get(brio.get_absolute_url()).content.decode()
    assert "Reveal" in page and "Money" not in page and "New activity" not in page
    assert "Brio launch" in client.get(reverse("plan:campaigns")).content.decode()
    assert client.post(reverse("plan:campaign_launch", args=[brio.pk])).status_code == 404


def test_the_name_of_a_campaign_in_work_leads_to_it(asked, ines):
    brio = campaign(ines)
    task = Task.make("Write", by=ines, campaign="Brio launch")
    page = asked.get(task.get_absolute_url()).content.decode()
    address = reverse("plan:campaign_named") + "?name=Brio+launch"
    assert address in page
    assert asked.get(address).headers["Location"] == brio.get_absolute_url()
    assert asked.get(reverse("plan:campaign_named") + "?name=Other").headers["Location"] == "/work/?campaign=Other"


def test_a_moved_campaign_says_that_money_stays_where_a_quarter_ends(asked, ines):
    from regie.plan.models import BudgetLine, Envelope, Portion

    brio = campaign(ines)
    purse = Envelope.objects.create(name="First quarter", starts_on=date(2027, 1, 1), ends_on=date(2027, 6, 30), amount=1000)
    line = BudgetLine.objects.create(number="2027-0001", envelope=purse, name="Posters", campaign=brio)
    for month, amount in ((3, 800), (4, 200)):
        Portion.objects.create(line=line, month=date(2027, month, 1), planned=amount)
    address = reverse("plan:campaign_day", args=[brio.pk])
    page = asked.get(address, {"day": "2027-04-05"}).content.decode()
    assert "It leaves a quarter" in page and "2027-0001 Posters" in page and "€800, Q1\xa02027, First quarter" in page
    page = asked.post(address, {"day": "2027-04-05"}).content.decode()
    assert "It leaves a quarter" in page and Campaign.objects.get().starts_on == date(2027, 3, 1)
    page = asked.post(address, {"day": "2027-04-05", "sure": "1"}, follow=True).content.decode()
    assert "It has left a quarter: its 1 budget line (2027-0001 Posters) stays" in page
    assert Campaign.objects.get().starts_on == date(2027, 4, 5)
    assert list(line.portions.values_list("planned", flat=True)) == [800, 200]
    assert "It leaves a quarter" not in asked.get(address, {"day": "2027-05-05"}).content.decode()


def test_the_list_counts_activities_and_planned_money_of_lines_that_name_either(asked, ines):
    from decimal import Decimal

    from regie.plan.models import BudgetLine, Envelope, Portion

    brio = campaign(ines)
    done, dropped, open_one = (Activity.plan(brio, name, channel(), by=ines) for name in ("Done", "Dropped", "Open"))
    done.finish(by=ines)
    dropped.drop("Too dear", by=ines)
    purse = Envelope.objects.create(name="Q1", starts_on=date(2027, 1, 1), ends_on=date(2027, 3, 31), amount=9000)
    for number, named in (("2027-0001", {"campaign": brio}), ("2027-0002", {"activity": open_one})):
        line = BudgetLine.objects.create(number=number, envelope=purse, name=number, **named)
        Portion.objects.create(line=line, month=date(2027, 3, 1), planned=Decimal("1200.50"))
    page = asked.get(reverse("plan:campaigns")).content.decode()
    assert "1 / 2" in page and "€2,401" in page
    assert "2401.00" in b"".join(asked.get(f"{reverse('plan:campaigns')}?export=csv")).decode()
