"""My day: each sees what waits for them, and a new instance its first steps."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from regie.desk import waiting
from regie.desk.day import day_of, sentence
from regie.metrics.models import Batch, Metric, Reading, State
from regie.objectives.models import Objective, Reply, Seat, Survey, Workshop
from regie.objectives.models.surveying import token_of
from regie.people.models import Person
from regie.reviews.models import Decision, Driver, FollowUp
from regie.reviews.tests.world import called, in_session, series_of

pytestmark = pytest.mark.django_db


def page(client, person, language="en"):
    person.language = language
    person.save()
    client.force_login(person)
    answer = client.get(reverse("desk:day"))
    assert answer.status_code == 200
    return answer.content.decode()


def out_of_band(owner, name="Coût <CAC>", state=State.BREACH):
    metric = Metric.objects.create(key=slugify(name), name=name, owner=owner, decimals=0)
    Reading.objects.create(metric=metric, grain="month", state=state, value=42, points=[["2026-10-01", 42, None, 38]])
    return metric


def promised(to, days, what="Comparer"):
    return FollowUp.objects.create(review=called(to), what=what, who=to, by_when=timezone.localdate() + timedelta(days=days))


def test_a_new_instance_shows_its_lead_the_first_steps_and_no_empty_boxes(client, ines):
    shown = page(client, ines)
    assert "First steps" in shown
    assert reverse("charter:import") in shown
    assert "All within their bands" not in shown
    assert "Nobody waits for your word" not in shown


def test_the_first_steps_are_a_leads_and_are_ticked_off(client, ines, jonas):
    steps = {step.url: step.is_done for step in day_of(ines).steps}
    assert steps[reverse("people:index")] is True
    assert steps[reverse("charter:import")] is False
    assert day_of(jonas).steps == []
    assert "First steps" not in page(client, jonas)


def test_naming_somebody_is_not_inviting_them(ines):
    Person.objects.exclude(pk=ines.pk).delete()
    Person.objects.create_user(name="Danielle")
    invite = next(step for step in day_of(ines).steps if step.url == reverse("people:index"))
    assert not invite.is_done


def test_a_metric_that_nobody_fed_is_not_within_its_band(client, ines):
    Metric.objects.create(key="cac", name="CAC", owner=ines)
    assert "All within their bands" not in page(client, ines)


def test_steps_go_when_the_department_runs(ines, jonas):
    from regie.charter.models import Charter, Version
    from regie.people.models import Domain

    charter = Charter.objects.create(domain=Domain.objects.home())
    Version.objects.create(charter=charter, number=1, language="fr", state=Version.State.IN_FORCE)
    Batch.objects.create(source=Batch.Source.DEMO, written_at=timezone.now())
    assert [step.is_done for step in day_of(ines).steps[:4]] == [True, True, True, False]
    review = called(ines)
    assert any(step.url == reverse("plan:campaign_new") and not step.is_done for step in day_of(ines).steps)
    review.start(by=ines)
    review.close(by=ines)
    assert day_of(ines).steps == []


def test_follow_ups_stand_by_their_date(ines):
    for days, what in ((-3, "late"), (0, "today"), (40, "later")):
        promised(ines, days, what)
    done = promised(ines, 2, "done")
    done.finish(by=ines)
    tasks = day_of(ines).tasks
    assert [due.title for due in tasks.late] == ["late"]
    assert {due.title for due in tasks.today} == {"today", "done"}
    assert [due.title for due in tasks.later] == ["later"]
    assert len(tasks) == 3


def test_a_follow_up_is_ticked_on_the_day_and_taken_back(client, jonas):
    given = promised(jonas, 0)
    page(client, jonas)
    back = {"next": reverse("desk:day")}
    assert client.post(reverse("reviews:follow_up_done", args=[given.pk]), back).url == reverse("desk:day")
    given.refresh_from_db()
    assert given.done_at
    client.post(reverse("reviews:follow_up_undo", args=[given.pk]), back)
    given.refresh_from_db()
    assert given.done_at is None


def test_a_lead_sees_every_alarm_a_member_their_own_a_neighbour_those_they_answer_for(ines, jonas, helene, paul):
    mine, other = out_of_band(jonas, "CAC"), out_of_band(ines, "CSAT", State.WATCH)

    def seen(person):
        return [card.metric for card in day_of(person).alarms]

    assert seen(ines) == seen(helene) == [mine, other]
    assert seen(jonas) == [mine]
    assert seen(paul) == []


def test_the_sentence_links_to_the_metric_and_escapes_its_name(ines):
    metric = out_of_band(ines)
    said = sentence(day_of(ines))
    assert f'<a class="link" href="{metric.get_absolute_url()}">Coût &lt;CAC&gt;</a>' in said


def test_a_proposal_waits_for_those_present_until_they_speak(ines, jonas, paul):
    review = in_session(ines, jonas)
    decision = Decision.propose(review, "Réduire les audiences larges", by=ines)
    assert [each.title for each in day_of(jonas).waiting] == []
    from regie.reviews.models import Presence

    Presence.arrive(review, jonas)
    assert [each.title for each in day_of(jonas).waiting] == ["Réduire les audiences larges"]
    assert day_of(ines).waiting == day_of(paul).waiting == []
    decision.consent(by=jonas)
    assert day_of(jonas).waiting == []


def test_a_decision_waits_for_its_owner_on_the_day_it_is_looked_at_again(ines, jonas):
    Decision.objects.create(
        review=called(ines), text="Réduire", owner=jonas, settled_at=timezone.now(), look_again_on=timezone.localdate()
    )
    assert len(day_of(jonas).waiting) == 1
    assert day_of(ines).waiting == []


def test_the_next_review_of_a_neighbour_is_one_they_sit_in(client, ines, paul):
    series_of("Mensuelle", "monthly", timezone.localdate() + timedelta(days=3), ines)
    assert day_of(paul).next_review is None
    assert day_of(ines).next_review.name == "Mensuelle"
    shared = called(ines, paul, name="Budget")
    assert day_of(paul).next_review == shared
    assert "Budget" in page(client, paul)


def test_the_delegator_is_asked_for_consent(client, ines, helene):
    from regie.charter.models import Charter, Version
    from regie.people.models import Domain

    charter = Charter.objects.create(domain=Domain.objects.home())
    Version.objects.create(charter=charter, number=2, language="fr", state=Version.State.PROPOSED, made_by=ines)
    assert len(day_of(helene).waiting) == 1
    assert day_of(ines).waiting == []
    assert "waits for your consent" in page(client, helene)


def test_the_day_asks_as_often_for_much_as_for_little(client, ines, jonas):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            page(client, ines)
        return len(queries)

    def fill(count, start):
        for n in range(start, start + count):
            promised(ines, n % 5)
            out_of_band(jonas, f"{n} metric")
            Driver.open_one(by=jonas, title=f"D{n}", situation="S")

    fill(2, 0)
    page(client, ines)
    few = asked()
    fill(8, 2)
    assert asked() <= few


def test_nobody_signed_out_has_a_day(client):
    assert client.get(reverse("desk:day")).status_code == 302
    assert Person.objects.count() == 0


def test_the_rail_counts_what_waits_as_the_day_shows_it(client, ines, paul, django_assert_num_queries):
    from regie.desk import waiting
    from regie.desk.day import day_of
    from regie.metrics.models import Metric, Threshold

    metric = Metric.create(by=ines, key="cac", name="CAC")
    for words in ("Above 38", "Above 40"):
        Threshold.create(metric=metric, by=ines, sentence=words)
    with django_assert_num_queries(1):
        assert waiting.count(ines) == 1
    assert len(day_of(ines).waiting) == 1
    assert waiting.count(paul) == len(day_of(paul).waiting) == 0
    client.force_login(ines)
    assert 'data-for="you">1<' in client.get("/").content.decode()


def test_an_objective_asks_its_owner_for_a_check_in_after_a_fortnight_and_how_it_ended(client, ines, jonas):
    today = timezone.localdate()
    objective = Objective.draft("More rides", by=ines, owner=jonas, due_on=today + timedelta(days=90))
    Objective.objects.filter(pk=objective.pk).update(status="adopted", adopted_at=timezone.now() - timedelta(days=20))
    objective.refresh_from_db()
    assert "no check-in since it was adopted" in page(client, jonas)
    assert "More rides" not in page(client, ines)
    assert waiting.count(jonas) == len(day_of(jonas).waiting) == 1
    objective.check_in("high", by=jonas)
    assert waiting.count(jonas) == len(day_of(jonas).waiting) == 0
    Objective.objects.filter(pk=objective.pk).update(due_on=today - timedelta(days=1))
    assert "say how it ended" in page(client, jonas)


def test_a_survey_and_a_workshop_wait_for_those_who_are_asked(client, ines, paul):
    survey = Survey.prepare("What do you need?", by=ines, questions=[{"kind": "text", "text": "What?"}])
    survey.invite(by=ines, persons=[paul])
    workshop = Workshop.prepare("Objectives", by=ines, persons=[paul])
    assert "What do you need?" not in page(client, paul)
    survey.open(by=ines)
    workshop.open(by=ines)
    shown = page(client, paul)
    assert "What do you need?" in shown
    assert workshop.get_absolute_url() in shown
    assert waiting.count(paul) == len(day_of(paul).waiting) == 2
    Seat.take(workshop, person=paul)
    asked = survey.asked.get()
    assert client.get(reverse("objectives:answer", args=[token_of(asked)])).status_code == 200
    Reply.give(survey, {survey.questions.get(): ("A calendar", [])}, asked=asked)
    assert waiting.count(paul) == len(day_of(paul).waiting) == 0
