"""Past efforts by audience: days, money and results, of here and of before, against the wish."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from regie.journal.models import Event
from regie.objectives.models import Audience
from regie.people.models import Role
from regie.plan.models import Activity, Campaign, Channel, EarlierEffort, Piece, PieceTarget
from regie.plan.reading import effort_chart
from regie.plan.reading.efforts import efforts
from regie.work import planning
from regie.work.engine import outline
from regie.work.engine.model import Duty
from regie.work.engine.rows import Row
from regie.work.models import Run, Task, Workflow

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)


@pytest.fixture
def families(ines):
    return Audience.describe(by=ines, name="Families", wished_share=Decimal(40))


@pytest.fixture
def halls(ines):
    return Audience.describe(by=ines, name="Town halls", wished_share=Decimal(30))


@pytest.fixture
def radio(ines):
    return Channel.describe(by=ines, name="Our radio", ownership="paid", push="push", place="offline", breadth="many")


def note(audience, by, **fields):
    fields = {"name": "Autumn", "starts_on": date(2025, 3, 1), "ends_on": date(2025, 4, 1), **fields}
    return EarlierEffort.note(audience, by=by, **fields)


def row(found, audience):
    return next(each for each in found.rows if each.audience == audience)


def test_shares_are_of_what_all_audiences_had(ines, families, halls):
    note(families, ines, days=Decimal(90), money=Decimal(3000), result=Decimal(50), result_of="leads")
    note(halls, ines, days=Decimal(10), money=Decimal(1000))
    found = efforts(ines, FIRST, LAST)
    assert (row(found, families).days_share, row(found, families).money_share) == (90, 75)
    assert row(found, halls).gap == -20
    assert found.neglected.audience == halls and found.favoured.audience == families


def test_the_neglected_and_the_favoured_are_said_in_a_sentence(ines, families, halls):
    note(families, ines, days=Decimal(90))
    note(halls, ines, days=Decimal(10))
    said = effort_chart.sentence(efforts(ines, FIRST, LAST))
    assert "Town halls is neglected most: 10% of the effort against 30% wished." in said
    assert "Families is favoured most: 90% of the effort against 40% wished." in said


def test_nothing_known_says_so(ines, families):
    found = efforts(ines, FIRST, LAST)
    assert not found.is_known and found.neglected is None
    assert effort_chart.sentence(found) == "Nothing is known of these years."


def test_activities_of_here_count_by_their_estimated_work(ines, families, halls, radio):
    campaign = Campaign.objects.create(name="Brio", starts_on=date(2025, 5, 1))
    campaign.audiences.set([families, halls])
    Activity.objects.create(campaign=campaign, name="For families", channel=radio, audience=families, estimate=Decimal(70))
    Activity.objects.create(campaign=campaign, name="For both", channel=radio, estimate=Decimal(28))
    dropped = Activity.objects.create(campaign=campaign, name="Dropped", channel=radio, audience=halls, estimate=Decimal(700))
    Activity.objects.filter(pk=dropped.pk).update(status="dropped", closed_at=timezone.now())
    found = efforts(ines, FIRST, LAST)
    assert (row(found, families).days, row(found, halls).days) == (12, 2)  # seven hours a day, halves of what is for both


def test_the_tasks_of_a_run_say_more_than_the_estimate_before_it_and_what_nobody_estimated_is_counted(ines, families, radio):
    Role.objects.create(name="Data", domain=ines.domain).give_to(ines, by=ines)
    drawn = outline.draw([Row("step", "Write", duties=(Duty("R", role="Data"),))], name="Post")
    workflow = Workflow.make("Post", drawn.decode(), by=ines)
    workflow.draft.publish(by=ines)
    run = Run.start(workflow.published, "Post", planning.plan(workflow.published), by=ines)
    task = Task.make("Write", by=ines)
    Task.objects.filter(pk=task.pk).update(run=run, estimate=Decimal(21))
    campaign = Campaign.objects.create(name="Brio", starts_on=date(2025, 5, 1))
    given = {"campaign": campaign, "channel": radio, "audience": families}
    Activity.objects.create(name="By a run", run=run, estimate=Decimal(70), **given)
    Activity.objects.create(name="Silent", **given)
    found = efforts(ines, FIRST, LAST)
    assert (row(found, families).days, found.silent) == (3, 1)


def test_what_is_for_nobody_is_in_no_share(ines, families, radio):
    campaign = Campaign.objects.create(name="Brio", starts_on=date(2025, 5, 1))
    Activity.objects.create(campaign=campaign, name="For nobody", channel=radio, estimate=Decimal(70))
    note(families, ines, days=Decimal(5))
    found = efforts(ines, FIRST, LAST)
    assert found.nobody.days == 10 and row(found, families).days_share == 100


def test_results_of_contents_and_of_sheets_are_added_where_they_count_the_same(ines, families, radio):
    campaign = Campaign.objects.create(name="Brio", starts_on=date(2025, 5, 1))
    activity = Activity.objects.create(campaign=campaign, name="Post", channel=radio, audience=families)
    piece = Piece.objects.create(activity=activity, title="A film")
    PieceTarget.objects.create(piece=piece, of="leads", target=10, reached=12)
    PieceTarget.objects.create(piece=piece, of="views", target=1000, reached=5000)
    note(families, ines, result=Decimal(8), result_of="Prospects")  # leads, in French
    found = efforts(ines, FIRST, LAST)
    assert found.kind == "leads" and row(found, families).result == 20
    assert row(efforts(ines, FIRST, LAST, "views"), families).result == 5000


def test_other_years_do_not_count(ines, families):
    note(families, ines, days=Decimal(5), starts_on=date(2020, 1, 1), ends_on=date(2026, 1, 1))
    assert not efforts(ines, FIRST, LAST).is_known


def test_the_queries_do_not_grow_with_the_audiences(ines, django_assert_num_queries):
    for number in range(3):
        note(Audience.describe(by=ines, name=f"Audience {number}"), ines, days=Decimal(1))
    with django_assert_num_queries(6):
        efforts(ines, FIRST, LAST)
    for number in range(3, 20):
        note(Audience.describe(by=ines, name=f"Audience {number}"), ines, days=Decimal(1))
    with django_assert_num_queries(6):
        efforts(ines, FIRST, LAST)


def test_an_earlier_campaign_is_typed_changed_and_erased(client, ines, families):
    client.force_login(ines)
    ines.language = "fr"
    ines.save()
    typed = {"audience": families.pk, "name": "Rentrée", "starts_on": "2025-09-01", "ends_on": "2025-10-01", "money": "24 000,50"}
    assert client.post(reverse("plan:effort_new"), typed).status_code == 302
    made = EarlierEffort.objects.get()
    assert made.money == Decimal("24000.50") and made.by == ines
    client.post(reverse("plan:effort_edit", args=[made.pk]), {**typed, "days": "12"})
    made.refresh_from_db()
    assert made.days == 12
    client.post(reverse("plan:effort_erasure", args=[made.pk]))
    assert not EarlierEffort.objects.exists()
    told = Event.objects.about(families).filter(verb__startswith="plan.").order_by("pk").values_list("verb", flat=True)
    assert list(told) == ["plan.effort_noted", "plan.effort_edited", "plan.effort_erased"]


def test_an_earlier_campaign_says_at_least_one_number_and_what_it_counts(client, ines, families):
    client.force_login(ines)
    ines.language = "en"
    ines.save()
    typed = {"audience": families.pk, "name": "Autumn", "starts_on": "2025-09-01", "ends_on": "2025-08-01"}
    page = client.post(reverse("plan:effort_new"), typed).content.decode()
    assert "Say at least one of the three" in page and "The end must come after the beginning." in page and "Autumn" in page
    page = client.post(reverse("plan:effort_new"), {**typed, "ends_on": "2025-10-01", "result": "9"}).content.decode()
    assert "Say what this number counts." in page


def test_the_picture_is_downloaded_as_its_table(client, ines, families):
    note(families, ines, days=Decimal(5), starts_on=timezone.localdate(), ends_on=timezone.localdate())
    client.force_login(ines)
    answer = client.get(reverse("plan:efforts_chart", args=["csv"]))
    assert answer.status_code == 200 and "Families" in b"".join(answer).decode("utf-8-sig")
