"""All the way in a browser: from a survey to an objective, a campaign that finance and the product hold, money spent, and its report."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from regie.lib.periods import Grain, Period

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def rides(ines):
    """A metric that the department measures already."""
    from regie.metrics.models import Metric, Reading

    metric = Metric.create(by=ines, name="Trial rides booked", unit="count", measured="month")
    month = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    Reading.objects.update_or_create(
        metric=metric, dimension="", dimension_value="", defaults={"grain": "month", "period": month, "value": 41, "points": []}
    )
    return metric


@pytest.fixture
def survey(ines):
    from regie.objectives.models import Survey

    questions = [{"kind": "text", "text": "What should marketing have changed a year from now?", "is_required": True}]
    made = Survey.prepare("Before our workshop", by=ines, is_anonymous=True, questions=questions)
    made.share(by=ines)
    made.open(by=ines)
    return made


@pytest.fixture
def workshop(ines, jonas, survey):
    from regie.objectives.models import Workshop

    return Workshop.prepare("Objectives of the year", by=ines, survey=survey, persons=[jonas])


@pytest.fixture
def review(ines):
    from regie.reviews.tests.world import series_of

    series = series_of("Monthly review", "monthly", timezone.localdate() + timedelta(days=3), ines)
    return series.reviews.order_by("starts_at").first()


@pytest.fixture
def salome(home):
    """Of the product team: she promises dates."""
    from regie.people.models import Domain, Person

    team = Domain.objects.create(name="Product team")
    return Person.objects.create_user(email="salome@tamarelle.example", name="Salomé Riou", standing="neighbour", domain=team)


@pytest.fixture
def release(ines, salome):
    from regie.work.models import Delivery

    return Delivery.ask("Brio in the shops", salome.domain, by=ines, needed_on=timezone.localdate() + timedelta(days=20))


@pytest.fixture
def gates(ines, paul):
    """What the charter of the house imposes."""
    from regie.plan.models import Constraint

    Constraint.lay_down("finance", "Finance accepts what goes above its envelope", by=ines, person=paul)
    Constraint.lay_down("product", "Nothing before its date", by=ines)
    Constraint.lay_down("strategy", "The objectives of the year first", by=ines)


@pytest.fixture
def envelope(ines):
    """Ten thousand euros for the quarter under way."""
    from regie.plan.models import Envelope

    quarter = Period.of(timezone.localdate(), Grain.QUARTER)
    return Envelope.set_aside("Media", Decimal(10_000), by=ines, starts_on=quarter.start, ends_on=quarter.end, owner=ines)


@pytest.fixture
def mroi(ines):
    """What each euro brings back; revenue of this month is in, spend is not."""
    from regie.metrics.models import Batch, Measure, Metric, Unit
    from regie.metrics.staging import Entry

    where = {"dimensions": ["campaign", "channel"], "unit": Unit.CURRENCY}
    Measure.create(by=ines, key="spend", name="Spend", **where)
    revenue = Measure.create(by=ines, key="revenue", name="Revenue", **where)
    metric = Metric.create(by=ines, name="Return on marketing", unit="ratio", measured="month", formula="revenue / spend")
    batch = Batch.open(by=ines)
    month = timezone.localdate().replace(day=1)
    batch.write([Entry(revenue.pk, {"campaign": "Brio in Lyon", "channel": "Trams"}, month, 25_000.0, 2)])
    return metric


def test_a_department_goes_from_a_question_to_money_that_comes_back(
    page_of, context_of, ines, jonas, paul, salome, rides, survey, workshop, review, release, gates, envelope, mroi, axe
):
    from regie.metrics import evaluation
    from regie.plan.budget import flowing
    from regie.plan.models import BudgetLine, Campaign
    from regie.reports.models import Report
    from tests.finding_an_objective import SENTENCE, find_and_adopt

    lead, member = page_of(ines, language="en"), page_of(jonas, language="en")
    objective = find_and_adopt(lead, member, context_of, jonas, survey, workshop, review, axe)

    # A campaign for it, which waits for what the product team promises.
    product = page_of(salome, language="en")
    product.goto(release.get_absolute_url())
    product.locator("#day").fill((timezone.localdate() + timedelta(days=9)).isoformat())
    product.get_by_role("button", name="Promise").click()
    lead.goto(reverse("plan:campaign_new"))
    lead.get_by_label("Name").fill("Brio in Lyon")
    axe(lead)
    lead.get_by_role("button", name="Prepare it").click()
    campaign = Campaign.objects.get()
    lead.goto(reverse("plan:campaign_edit", args=[campaign.pk]))
    lead.get_by_label(SENTENCE).check()
    lead.locator("select[name=release]").select_option(label="Brio in the shops (Product team)")
    lead.locator("select[name=uses_personal_data]").select_option("no")
    axe(lead)
    lead.get_by_role("button", name="Keep", exact=True).click()

    # Its money goes above the envelope.
    lead.goto(f"{reverse('plan:budget_line_new')}?envelope={envelope.pk}&campaign={campaign.pk}")
    lead.locator("input[name=name]").fill("Trams of Lyon")
    lead.locator(f"input[name=planned-{date.today():%Y-%m}]").fill("12000")
    axe(lead)
    lead.get_by_role("button", name="Keep", exact=True).click()
    lead.get_by_role("button", name="Approve the line").click()
    line = BudgetLine.objects.get()

    # Launched too early it is refused, gate by gate; Finance and the product team open theirs.
    lead.goto(campaign.get_absolute_url())
    lead.get_by_role("button", name="Launch").click()
    lead.get_by_text("Not launched, closed").first.wait_for()
    lead.goto(reverse("plan:campaign_gates", args=[campaign.pk]))
    lead.get_by_text("is €2,000 short").first.wait_for()
    lead.get_by_text("promised by Product team").first.wait_for()
    axe(lead)
    lead.get_by_role("button", name=f"Ask {paul.name}").click()
    lead.get_by_role("link", name="The question of").wait_for()
    finance = page_of(paul, language="en")
    finance.goto("/")
    finance.get_by_role("link", name="Brio in Lyon").first.click()
    finance.get_by_text("€12,000").first.wait_for()
    axe(finance)
    finance.get_by_role("button", name="Approve", exact=True).click()
    finance.get_by_role("button", name="Approve", exact=True).wait_for(state="detached")
    product.goto(release.get_absolute_url())
    product.get_by_role("button", name="It is delivered").click()
    lead.goto(campaign.get_absolute_url())
    lead.get_by_role("button", name="Launch").click()
    lead.get_by_text("is launched").first.wait_for()
    campaign.refresh_from_db()
    assert (campaign.status, campaign.refusals.count()) == ("running", 1)

    # It spends more than its line; the return follows by itself, and the next review hears of it.
    lead.goto(f"{reverse('plan:expense_new')}?line={line.pk}")
    lead.locator("input[name=purpose]").fill("Trams of Lyon, first half")
    lead.locator("input[name=supplier]").fill("Régie des Trams")
    lead.locator("input[name=net]").fill("12500")
    axe(lead)
    lead.get_by_role("button", name="Record it").click()
    lead.get_by_text("12,500").first.wait_for()
    flowing.flow()
    evaluation.run_waiting()
    lead.goto(mroi.get_absolute_url())
    lead.get_by_text("2.00").or_(lead.get_by_text("2", exact=True)).first.wait_for()
    following = review.series.reviews.exclude(pk=review.pk).order_by("starts_at").first()
    lead.goto(following.get_absolute_url())
    lead.get_by_text("€500 above what was planned for it").first.wait_for()

    # The report of the quarter says all of it.
    lead.goto(reverse("reports:report_new"))
    lead.locator("select[name=quarter]").select_option(Period.of(timezone.localdate(), Grain.QUARTER).code)
    lead.locator("select[name=language]").select_option("en")
    lead.get_by_role("button", name="Draft it").click()
    lead.get_by_role("heading", name="Prepare a report").wait_for(state="detached")
    lead.goto(Report.objects.get().get_absolute_url())
    for words in (SENTENCE, "Brio in Lyon", "€12,500"):
        lead.get_by_text(words).first.wait_for()
    axe(lead)
    assert objective.campaigns.get() == campaign
