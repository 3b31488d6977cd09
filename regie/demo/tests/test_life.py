"""Tamarelle as `regie demo --lang fr` tells it on one fixed day: built once, read by all tests of this file."""

from datetime import date
from itertools import pairwise

import pytest
from django.db.models import Count, Sum
from django.test import Client
from django.urls import reverse

from regie.charter.models import Version
from regie.demo.gathering_story import ANSWERS
from regie.demo.tests import told
from regie.demo.tests.told import NOW
from regie.journal.models import Event, Letter
from regie.lib.periods import Grain, Period
from regie.metrics.models import Breach, Evaluation, Figure, Metric, Reminder
from regie.objectives.models import Answer, Audience, CheckIn, Dots, Objective, Persona, Survey
from regie.objectives.reading import pursuits
from regie.people.models import Domain, Person
from regie.reviews.models import Copy, Decision, Item, Minute, Rating, Review
from regie.work.models import Verdict
from regie.work.reading import stuck

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture(scope="module", autouse=True)
def tamarelle(request, django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), told.tamarelle("fr", request.config, tmp_path_factory.mktemp("files")):
        yield


def page(key, name, *args):
    client = Client()
    client.force_login(Person.objects.get(email=f"{key}@tamarelle.example"))
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_eight_people_work_in_the_department_and_five_next_to_it():
    home = Domain.objects.home()
    assert Person.objects.filter(domain=home, standing__in=["lead", "member"]).count() == 8
    assert Domain.objects.filter(people__standing="neighbour").distinct().count() == 5
    assert home.delegator.name == "Hélène Brandt"


def test_figures_cover_eighteen_months_but_for_one_month_of_leads():
    months = {
        Period.of(day, Grain.MONTH)
        for day in Figure.objects.filter(series__measure__key="spend").values_list("period", flat=True)
    }
    assert len(months) == 18
    assert min(months).start == date(2025, 5, 1)
    leads = set(Figure.objects.filter(series__measure__key="leads").values_list("period", flat=True))
    assert len(leads) == 17
    assert {(each.measure.key, each.period) for each in Reminder.objects.open().select_related("measure")} == {
        ("leads", date(2026, 10, 1)),
        ("converted_leads", date(2026, 10, 1)),
    }


def test_three_breaches_were_seen_two_were_answered_and_one_is_open():
    breaches = Breach.objects.filter(withdrawn_at=None).order_by("opened_at")
    assert [each.metric.name for each in breaches] == [
        "Coût d’acquisition (CAC)",
        "Satisfaction des clients (CSAT)",
        "Coût d’acquisition (CAC)",
    ]
    assert [bool(each.decision and each.resolved_at) for each in breaches] == [True, True, False]
    assert all(each.drivers.count() == 1 for each in breaches)


def test_nothing_waits_to_be_computed_or_sent():
    assert not Evaluation.objects.filter(done_at=None).exists()
    assert not Letter.objects.filter(sent_at=None).exists()
    assert not Copy.objects.filter(sent_at=None).exists()


def test_reviews_were_held_and_others_are_to_come_never_two_at_one_moment():
    held = Review.objects.closed()
    assert held.filter(series__rule__contains="INTERVAL=1;").count() == 18
    assert not held.filter(starts_at__gt=NOW).exists()
    assert {each.minutes_rows.count() > 0 for each in held} == {True}
    coming = Review.objects.coming()
    assert coming.values("series").distinct().count() == 6
    assert not coming.values("starts_at").annotate(many=Count("pk")).filter(many__gt=1).exists()
    assert not Review.objects.filter(started_at=None, starts_at__lt=NOW).exists()


def test_the_next_monthly_review_wrote_its_agenda():
    review = Review.objects.coming().filter(name="Revue mensuelle").order_by("starts_at").first()
    kinds = list(review.items.on_agenda().values_list("kind", flat=True))
    assert kinds[0] == Item.Kind.BREACH
    assert kinds.count(Item.Kind.DRIVER) == 2
    assert kinds.count(Item.Kind.DECISION) == 2
    open_points = Item.objects.on_agenda().filter(review__started_at=None, kind__in=[Item.Kind.BREACH, Item.Kind.DRIVER])
    assert set(open_points.values_list("review", flat=True)) == {review.pk}
    assert "Coût d’acquisition (CAC) hors bande" in page("ines", "reviews:review", review.pk)


def test_decisions_were_taken_by_consent_and_looked_at_again():
    settled = Decision.objects.settled()
    assert settled.count() == Decision.objects.count() == 13
    told = settled.exclude(pk__in=Objective.objects.exclude(deed_id=None).values("deed_id"))
    assert told.count() == 6
    assert told.exclude(looks=None).count() == 4
    assert not settled.to_look_at_by(NOW.date()).exists()
    assert Rating.objects.values("criterion").distinct().count() == 6


def test_no_review_says_what_the_one_before_it_said():
    said = [
        set(Minute.objects.filter(review=each).values_list("text", flat=True))
        for each in Review.objects.closed().filter(series__rule="FREQ=WEEKLY").order_by("starts_at")
    ]
    assert len(said) == 7
    assert not any(before & after for before, after in pairwise(said))


def test_the_charter_tells_one_story_of_its_dates():
    version = Version.objects.get()
    assert version.updated_on == date(2025, 4, 8)
    assert version.made_at.date() == date(2025, 4, 11)
    assert not Event.objects.filter(at__gt=NOW).exists()
    shown = page("helene", "charter:index")
    assert "8 avril 2025" in shown
    assert "12 mars 2026" not in shown


def test_the_work_is_stuck_in_two_places_and_the_house_knows_why():
    legal, visuals = stuck.of_house().stuck
    codes = {reason.code: name for reason, name in legal.why}
    assert codes["only_approver"] == codes["away"] == "Sarah Lindqvist"
    assert "queue" in {reason.code for reason, _name in visuals.why}
    assert Verdict.objects.awaited().filter(outsider="Studio Bascule").count() == 1


def test_every_metric_but_those_of_sales_has_a_value():
    assert Metric.objects.in_use().count() == 12
    assert Metric.objects.in_use().filter(readings__dimension="", readings__value=None).count() <= 1


def test_objectives_were_adopted_by_consent_followed_and_two_are_over():
    adopted = Objective.objects.adopted()
    assert adopted.count() == 5
    assert {each.deed.settled_at is not None and each.deed.item.key for each in adopted} == {
        f"objective:{each.pk}" for each in adopted
    }
    states = {row.objective.due_on: row.standing.state for row in pursuits.rows_of(list(adopted.exclude(level="campaign")))}
    assert [states[day] for day in sorted(states)] == ["watch", "good", "breach", "good"]
    ended = Objective.objects.filter(status="ended").order_by("ended_at")
    assert [each.ending for each in ended] == ["reached", "missed"]
    assert all(each.learnt and each.check_ins.count() >= 2 for each in ended)
    assert not CheckIn.objects.exclude(objective__status__in=["adopted", "ended"]).exists()
    assert {each.level for each in Objective.objects.all()} == {"organisation", "department", "campaign"}


def test_one_objective_is_proposed_understood_at_the_second_wording_and_on_the_next_agenda():
    objective = Objective.objects.proposed().get()
    assert [(test.is_passed, test.text == objective.text) for test in objective.tests.order_by("number")] == [
        (False, False),
        (True, True),
    ]
    review = Review.objects.coming().filter(name="Revue mensuelle").order_by("starts_at").first()
    points = review.items.on_agenda().filter(kind="objective")
    assert {point.key.split(":")[0] for point in points} == {"objective", "objective-behind"}
    assert objective.idea.workshop.closed_at is not None
    draft = Objective.objects.drafts().get()
    assert not draft.metric and len(draft.lacking()) >= 4


def test_what_was_said_before_the_workshop_has_no_names_and_lies_in_themes():
    survey = Survey.objects.get(is_anonymous=True)
    assert survey.replies.count() == len(ANSWERS) == 11
    assert not survey.replies.exclude(asked=None, at=None, name="").exists()
    assert not Answer.objects.exclude(text="").filter(reply__survey=survey, theme=None).exists()
    workshop = survey.workshops.get()
    assert Dots.objects.filter(seat__workshop=workshop).aggregate(all=Sum("count"))["all"] > 30
    assert "Collectivités" in page("ines", "objectives:workshop", workshop.pk)


def test_public_bodies_get_less_than_is_wished():
    neglected = Audience.objects.get(name="Collectivités")
    assert neglected.wished_share == 20
    assert not neglected.objectives.adopted().exists()
    assert Persona.objects.count() == 6


def test_my_day_asks_for_the_check_in_that_is_due_and_for_the_answer():
    shown = page("elif", "desk:day")
    assert "Faire le point" in shown
    assert shown.count("Faire le point") == 1
    assert "Ce que les autres services attendent du marketing" in page("remi", "desk:day")


@pytest.mark.parametrize("key", ["ines", "jonas", "helene", "remi"])
def test_everybody_has_a_day(key):
    assert "Lundi 23 novembre" in page(key, "desk:day")
