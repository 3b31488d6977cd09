"""The budget: envelopes that grow, money that moves, lines with frozen plans, sums, pace, figures for the metrics."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from regie.charter.models import Charter, Line, Resource
from regie.journal.models import Event, Notification
from regie.lib.refused import Refused
from regie.lib.working_time import Week
from regie.metrics.models import Batch, Figure, Measure
from regie.metrics.staging import Entry
from regie.plan.budget import asking, flowing, growing, pace
from regie.plan.budget.naming import short_name
from regie.plan.models import BudgetLine, Campaign, Channel, Commitment, Envelope, Expense, Portion, Rate, Reckoning
from regie.plan.reading.money import Money, totals

pytestmark = pytest.mark.django_db

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture
def quarter(ines):
    days = {"starts_on": OCTOBER, "ends_on": date(2026, 12, 31)}
    return Envelope.set_aside("Fourth quarter", Decimal(120_000), by=ines, owner=ines, **days)


def line_of(envelope, by, planned=6_000, name="Tram posters", approved=True, **fields):
    line = BudgetLine.open(envelope, name, by=by, months={OCTOBER: Decimal(planned)}, **fields)
    if approved:
        line.approve(by=by)
    return line


def resource(home, amount, period="quarter", per="", currency="EUR"):
    charter = Charter.objects.get_or_create(domain=home)[0]
    line = Line.objects.create(charter=charter)
    return Resource.objects.create(line=line, name=f"Money {amount}", amount=amount, currency=currency, period=period, per=per)


def test_money_of_the_charter_becomes_an_envelope_a_period_and_never_two(home, ines, jonas, helene):
    resource(home, Decimal(120_000))
    resource(home, Decimal(2_500), "year", "person")
    resource(home, Decimal(900), "month", "campaign")  # each campaign's: no envelope
    assert growing.open_period(OCTOBER) == 2
    assert growing.open_period(date(2026, 12, 30)) == 0
    whole, training = Envelope.objects.order_by("-amount")
    assert (whole.starts_on, whole.ends_on, whole.amount) == (OCTOBER, date(2026, 12, 31), 120_000)
    assert (training.amount, training.people) == (5_000, 2)  # the delegator is not of the team
    assert growing.open_period(date(2027, 1, 1)) == 2


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("€120,000 per quarter for campaigns.", "Campaigns"),
        ("120 000 € par trimestre pour les campagnes.", "Campagnes"),
        ("Formation : 1 800 € par personne et par an, davantage sur demande motivée.", "Formation"),
        ("Budget de la formation annuelle: 2500 € par personne", "Formation annuelle"),
        ("€2,500 a person and year for training", "Training"),
        ("L’allocation trimestrielle de 3 000 € pour l’événementiel", "Événementiel"),
        ("2 500 €", ""),
    ],
)
def test_an_envelope_has_a_short_name_though_the_charter_grants_it_in_a_sentence(said, name):
    assert short_name(said) == name


def test_two_envelopes_of_one_name_and_period_cannot_be(quarter):
    with pytest.raises(IntegrityError), transaction.atomic():
        Envelope.objects.create(name=quarter.name, starts_on=quarter.starts_on, ends_on=quarter.ends_on, amount=1)


def test_an_envelope_is_divided_into_no_more_than_it_has(quarter, ines, jonas):
    media, rest = quarter.divide([("Paid media", Decimal(52_000), jonas), ("Reserve", Decimal(6_000), ines, True)], by=ines)
    assert quarter.left() == 62_000 and rest.is_reserve and media.owner == jonas
    with pytest.raises(Refused, match="62"):
        quarter.divide([("Events", Decimal(62_001))], by=ines)


def test_money_moves_between_parts_with_a_reason_and_never_what_is_promised(quarter, ines, jonas):
    media, film = quarter.divide([("Paid media", Decimal(10_000)), ("Film", Decimal(5_000))], by=ines)
    Commitment.ask(line_of(media, jonas, 8_000), Decimal(8_000), by=jonas, purpose="Posters")
    with pytest.raises(Refused, match="why"):
        media.move_money(film, Decimal(100), by=ines, because=" ")
    with pytest.raises(Refused, match="2"):
        media.move_money(film, Decimal(2_001), by=ines, because="The film costs more")
    media.move_money(film, Decimal(2_000), by=ines, because="The film costs more")
    film.refresh_from_db()
    assert (media.amount, film.amount, quarter.left()) == (8_000, 7_000, 105_000)
    quarter.move_money(film, Decimal(1_000), by=ines, because="More still")
    film.refresh_from_db()
    assert film.amount == 8_000 and quarter.left() == 104_000 and quarter.amount == 120_000


def test_the_plan_of_an_approved_line_is_frozen_and_its_forecast_is_not(quarter, jonas):
    line = line_of(quarter, jonas)
    with pytest.raises(Refused, match="frozen"):
        line.plan({OCTOBER: Decimal(9_000)}, by=jonas)
    line.reforecast({OCTOBER: Decimal(5_000), NOVEMBER: Decimal(2_000)}, by=jonas)
    assert (line.planned, line.forecast) == (6_000, 7_000)
    line.reforecast({OCTOBER: None}, by=jonas)
    assert line.forecast == 8_000
    with pytest.raises(Refused, match="outside"):
        line.reforecast({date(2027, 1, 1): Decimal(1)}, by=jonas)


def test_lines_are_numbered_by_year_and_a_number_never_changes(quarter, jonas):
    first, second = (line_of(quarter, jonas) for _each in range(2))
    assert (first.number, second.number) == ("2026-0001", "2026-0002")
    BudgetLine.objects.filter(pk=second.pk).update(number="2026-9999")
    assert line_of(quarter, jonas).number == "2026-10000"
    assert line_of(quarter, jonas).number == "2026-10001"


def test_an_amount_in_another_currency_is_turned_by_the_rate_of_its_day(quarter, jonas):
    line = line_of(quarter, jonas)
    with pytest.raises(Refused, match="USD"):
        Commitment.ask(line, Decimal(100), by=jonas, purpose="Software", currency="USD", on=OCTOBER)
    Rate.set("USD", date(2026, 9, 1), Decimal("0.9"), by=jonas, source="ECB")
    Rate.set("USD", date(2026, 10, 15), Decimal("0.8"), by=jonas)
    made = Commitment.ask(line, Decimal(100), by=jonas, purpose="Software", currency="USD", on=OCTOBER, vat=Decimal(20))
    assert (made.worth, made.rate) == (90, Decimal("0.9"))
    assert Expense.record(line, Decimal(100), by=jonas, currency="USD", on=date(2026, 10, 20)).worth == 80


def test_sums_by_campaign_and_channel_count_nothing_twice(quarter, jonas):
    campaign, channel = Campaign.objects.create(name="Brio"), Channel.objects.exclude(key=None).first()
    line = line_of(quarter, jonas, campaign=campaign, channel=channel)
    made = Commitment.ask(line, Decimal(4_000), by=jonas, purpose="Posters", on=OCTOBER)
    Expense.record(None, Decimal(1_500), by=jonas, commitment=made, on=date(2026, 10, 9))
    Expense.record(line, Decimal("-200"), by=jonas, on=date(2026, 11, 2), purpose="Credit note")
    expected = Money(Decimal(6_000), Decimal(6_000), Decimal(2_500), Decimal(1_300))
    assert totals("campaign") == {campaign.pk: expected}
    assert totals("campaign", OCTOBER, date(2026, 10, 31))[campaign.pk].actual == 1_500
    assert totals("envelope", envelope=quarter)[quarter.pk].left == 2_200


def test_sums_cost_the_same_for_many_lines(quarter, jonas, django_assert_num_queries):
    for number in range(5):
        Expense.record(line_of(quarter, jonas, name=f"Line {number}"), Decimal(10), by=jonas)
    with django_assert_num_queries(4):
        totals("line")


def test_an_unplaced_invoice_waits_and_is_placed(quarter, jonas):
    line = line_of(quarter, jonas)
    made = Expense.record(None, Decimal(50), by=jonas, supplier="Imprimerie du Port", line_said="2026-77")
    assert line.used() == 0
    made.place(line, by=jonas)
    assert line.used() == 50 and made.line_said == ""
    made.take_back(by=jonas, because="Another department's")
    assert line.used() == 0
    with pytest.raises(Refused):
        made.take_back(by=jonas)


WEEK = Week("Europe/Paris", "FR")
DAYS = {"week": WEEK, "first": date(2026, 10, 1), "last": date(2026, 12, 31)}


def test_the_pace_counts_working_days_and_names_the_day_on_which_the_money_ends():
    found = pace.at_pace(
        amount=Decimal(64_000), actual=Decimal(22_000), due=Decimal(0), later=Decimal(0), today=date(2026, 10, 15), **DAYS
    )
    assert found.worked == 11 and found.working_days == 64  # All Saints’, Armistice and Christmas are no working days
    assert found.at_end == Decimal("128000.00")
    assert found.ends_on == date(2026, 11, 16)  # the thirty-second working day


def test_the_pace_says_nothing_before_there_are_days_to_count_and_never_less_than_what_is_promised():
    early = pace.at_pace(
        amount=Decimal(100), actual=Decimal(90), due=Decimal(0), later=Decimal(0), today=date(2026, 10, 2), **DAYS
    )
    assert not early.is_known and early.ends_on is None
    slow = pace.at_pace(
        amount=Decimal(100), actual=Decimal(1), due=Decimal(0), later=Decimal(95), today=date(2026, 12, 1), **DAYS
    )
    assert slow.at_end == 96 and slow.ends_on is None


def test_owner_and_lead_are_warned_once_that_an_envelope_ends_early(quarter, ines, jonas):
    quarter.edit(by=ines, owner=jonas)
    Expense.record(line_of(quarter, jonas, 60_000), Decimal(60_000), by=jonas, on=date(2026, 10, 8))
    assert pace.warn(date(2026, 10, 20)) == 1
    assert pace.warn(date(2026, 10, 21)) == 0
    warned = Notification.objects.filter(event__verb="plan.envelope_warned").values_list("person", flat=True)
    assert set(warned) == {ines.pk, jonas.pk}


def test_what_is_not_invoiced_at_a_months_end_is_asked_about_once_and_answered(quarter, jonas, time_machine):
    time_machine.move_to(datetime(2026, 11, 2, 9, tzinfo=UTC), tick=False)
    line = line_of(quarter, jonas)
    late = Commitment.ask(line, Decimal(100), by=jonas, purpose="Posters", on=OCTOBER)
    Commitment.ask(line, Decimal(100), by=jonas, purpose="Film", on=OCTOBER, expected_on=date(2026, 12, 1))
    assert asking.ask_about_open() == 1 and asking.ask_about_open() == 0
    assert list(asking.waiting_for(jonas)) == [late]
    assert Notification.objects.filter(person=jonas, event__verb="plan.open_commitments_asked").count() == 1
    late.expect(date(2026, 11, 20), by=jonas)
    assert not asking.waiting_for(jonas)
    assert asking.ask_about_open(date(2026, 12, 1)) == 1


def test_a_quarter_that_ends_carries_its_open_commitments_over_on_demand(quarter, ines, jonas):
    after = Envelope.set_aside("First quarter", Decimal(50_000), by=ines, starts_on=date(2027, 1, 1), ends_on=date(2027, 3, 31))
    line = line_of(quarter, jonas, campaign=Campaign.objects.create(name="Brio"))
    whole = Commitment.ask(line, Decimal(1_000), by=jonas, purpose="Film", supplier="Studio", reference="PO-1")
    partly = Commitment.ask(line, Decimal(3_000), by=jonas, purpose="Posters", supplier="Affichage", reference="PO-2")
    Expense.record(None, Decimal(500), by=jonas, commitment=partly)
    carried = quarter.carry_over(after, by=ines)
    whole.refresh_from_db()
    partly.refresh_from_db()
    fresh = BudgetLine.objects.get(envelope=after)
    assert {each.line for each in carried} == {fresh} and fresh.campaign.name == "Brio"
    assert whole.line == fresh and partly.status == Commitment.Status.CLOSED
    assert (quarter.used(), after.used(), fresh.left()) == (500, 3_500, 0)


# -- figures for the metrics


@pytest.fixture
def spend(home, ines):
    return Measure.create(by=ines, key="spend", name="Marketing spend", unit="currency", dimensions=["campaign", "channel"])


def figures(measure):
    rows = Figure.objects.of(measure).order_by("period", "series__address")
    return [(each.period, each.series.dimensions, each.value) for each in rows.select_related("series")]


def test_what_was_spent_becomes_figures_once_and_only_what_changed(quarter, jonas, spend):
    campaign = Campaign.objects.create(name="Brio", called=["Brio 2026"])
    line = line_of(quarter, jonas, campaign=campaign, channel=Channel.objects.create(name="Trams", push="push", place="offline", breadth="many", ownership="paid"))  # fmt: skip
    first = Expense.record(line, Decimal(100), by=jonas, on=date(2026, 10, 9))
    assert flowing.flow() == 1 and flowing.flow() == 0
    assert figures(spend) == [(OCTOBER, {"campaign": "Brio 2026", "channel": "Trams"}, 100)]
    Expense.record(line, Decimal(50), by=jonas, on=date(2026, 11, 9))
    assert flowing.flow() == 1 and Batch.objects.count() == 2
    first.take_back(by=jonas)
    assert flowing.flow() == 1
    assert [value for _period, _dimensions, value in figures(spend)] == [0, 50]


def test_figures_that_others_wrote_stand_until_somebody_says_whose_count(quarter, ines, jonas, spend):
    Batch.open(by=ines).write([Entry(spend.pk, {}, OCTOBER, 80.0), Entry(spend.pk, {"campaign": "Old"}, NOVEMBER, 5.0)])
    campaign = Campaign.objects.create(name="Brio")
    Expense.record(line_of(quarter, jonas, campaign=campaign), Decimal(100), by=jonas, on=OCTOBER)
    assert flowing.flow() == 0
    (conflict,) = flowing.conflicts()
    assert (conflict.code, conflict.ours, conflict.theirs, conflict.settled) == ("2026-10", 100, 80, "")
    Reckoning.kept().settle("2026-10", "ours", by=ines)
    assert flowing.flow() == 2  # the total that stood is ours now, and so are its parts
    october = [(dimensions, value) for period, dimensions, value in figures(spend) if period == OCTOBER]
    assert [value for _dimensions, value in october] == [100, 100] and october[1][0]["campaign"] == "Brio"
    assert flowing.flow() == 0


def test_an_explained_line_says_why_and_the_journal_keeps_it(quarter, jonas):
    line = line_of(quarter, jonas)
    line.explain("  Paper became dearer.  ", by=jonas)
    assert line.note == "Paper became dearer."
    assert Event.objects.filter(verb="plan.budgetline_edited").exists()
    assert Portion.objects.get(line=line).planned == 6_000


def test_the_worker_compares_spend_with_figures_only_after_something_was_said(quarter, jonas, time_machine):
    Measure.create(by=jonas, key="spend", name="Spend", unit="currency", dimensions=["campaign", "channel"])
    line = line_of(quarter, jonas)
    Expense.record(line, Decimal(5), by=jonas, on=OCTOBER)
    assert flowing.flow_what_changed() == 1
    time_machine.move_to(timezone.now() + timedelta(minutes=10))
    assert flowing.flow_what_changed() == 0  # it looks once more, for what was being written while it looked
    Expense.objects.create(line=line, net=7, worth=7, currency="EUR", purpose="Past the verbs", on=OCTOBER)
    time_machine.move_to(timezone.now() + timedelta(minutes=1))
    assert flowing.flow_what_changed() == 0  # nothing was said of it
    Expense.record(line, Decimal(5), by=jonas, on=OCTOBER)
    assert flowing.flow_what_changed() == 1 and Figure.objects.get().value == 17
    time_machine.move_to(timezone.now() + timedelta(minutes=20))
    assert flowing.flow_what_changed() == 0
    Expense.objects.create(line=line, net=1, worth=1, currency="EUR", purpose="Past the verbs", on=OCTOBER)
    time_machine.move_to(timezone.now() + timedelta(minutes=61))
    assert flowing.flow_what_changed() == 1  # once an hour whatever was said
