"""The pages of money: they work, they keep what was typed, they cost the same for many rows, and others are kept out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from regie.charter.models import Charter, Line, Resource
from regie.plan.models import BudgetLine, Commitment, Constraint, Envelope, Expense, Rate

pytestmark = pytest.mark.django_db

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture
def quarter(ines, time_machine):
    time_machine.move_to("2026-11-17 10:00")
    days = {"starts_on": OCTOBER, "ends_on": date(2026, 12, 31)}
    return Envelope.set_aside("Fourth quarter", Decimal(120_000), by=ines, owner=ines, **days)


@pytest.fixture
def line(quarter, jonas, ines):
    line = BudgetLine.open(quarter, "Tram posters", by=jonas, months={OCTOBER: Decimal(6_000)}, owner=jonas)
    line.approve(by=ines)
    return line


def get(client, person, page, /, *args, **query):
    client.force_login(person)
    return client.get(reverse(f"plan:{page}", args=args), query)


def post(client, person, page, /, *args, **data):
    client.force_login(person)
    return client.post(reverse(f"plan:{page}", args=args), data)


def test_the_budget_of_a_quarter_says_how_it_stands(client, helene, line, jonas):
    made = Commitment.ask(line, Decimal(4_000), by=jonas, purpose="Posters")
    Expense.record(None, Decimal(1_500), by=jonas, commitment=made)
    page = get(client, helene, "budget", quarter="2026-Q4").content.decode()
    for words in ("120", "1 500" if "1 500" in page else "1,500", "Tram posters", "Fourth quarter"):
        assert words in page


@pytest.mark.parametrize("by", ["campaign", "channel", "audience", "objective", "cost"])
def test_the_budget_is_seen_by_what_its_lines_name(client, ines, line, by):
    assert get(client, ines, "budget", by=by).status_code == 200


def test_an_empty_quarter_offers_to_open_what_the_charter_grants(client, ines, quarter):
    assert reverse("plan:budget_period") in get(client, ines, "budget", quarter="2027-Q1").content.decode()
    assert post(client, ines, "budget_period", quarter="2027-Q1").status_code == 302


def test_money_of_the_charter_without_a_rate_says_what_is_missing(client, home, ines):
    charter = Charter.objects.get_or_create(domain=home)[0]
    line = Line.objects.create(charter=charter)
    Resource.objects.create(line=line, name="Campaigns", amount=45_000, currency="GBP", period="quarter")
    assert "grants money in GBP" in get(client, ines, "budget", quarter="2027-Q1").content.decode()
    client.force_login(ines)
    response = client.post(reverse("plan:budget_period"), {"quarter": "2027-Q1"}, follow=True)
    assert "no exchange rate turns it into EUR" in response.content.decode()
    Rate.objects.create(currency="GBP", on=OCTOBER, rate=Decimal("1.2"))
    post(client, ines, "budget_period", quarter="2027-Q1")
    assert Envelope.objects.get().amount == 54_000


def test_the_budget_page_costs_the_same_for_many_lines(client, ines, line, quarter, jonas, django_assert_max_num_queries):
    for number in range(6):
        more = BudgetLine.open(quarter, f"Line {number}", by=jonas, months={OCTOBER: Decimal(10)})
        Expense.record(more, Decimal(5), by=jonas)
    client.force_login(ines)
    client.get(reverse("plan:budget"))
    with django_assert_max_num_queries(32):
        client.get(reverse("plan:budget"))


def test_a_line_is_opened_with_its_months_and_keeps_what_was_typed_when_refused(client, jonas, quarter):
    typed = {
        "name": "A film",
        "envelope": quarter.pk,
        "cost": "production",
        "firmness": "optional",
        "planned-2026-10": "1 200,50",
    }
    wrong = post(client, jonas, "budget_line_new", **typed | {"planned-2026-11": "much"})
    assert wrong.status_code == 422 and "much" in wrong.content.decode() and "A film" in wrong.content.decode()
    assert post(client, jonas, "budget_line_new", **typed).status_code == 302
    line = BudgetLine.objects.get()
    assert (line.number, line.planned, line.firmness) == ("2026-0001", Decimal("1200.50"), "optional")


def test_the_months_of_an_approved_line_take_a_forecast_without_script(client, jonas, line):
    assert (
        post(client, jonas, "budget_line", line.pk, **{"forecast-2026-10": "5000", "forecast-2026-11": "2000"}).status_code == 302
    )
    assert (line.planned, line.forecast) == (6_000, 7_000)


def test_a_lead_approves_and_a_member_does_not_unless_the_envelope_is_theirs(client, ines, jonas, quarter):
    line = BudgetLine.open(quarter, "A film", by=jonas, months={OCTOBER: Decimal(100)})
    assert post(client, jonas, "budget_line_approval", line.pk).status_code == 403
    quarter.edit(by=ines, owner=jonas)
    assert post(client, jonas, "budget_line_approval", line.pk).status_code == 302


def test_several_lines_are_approved_and_what_cannot_be_says_why(client, ines, jonas, quarter, line):
    other = BudgetLine.open(quarter, "A film", by=jonas, months={OCTOBER: Decimal(100)})
    assert post(client, ines, "budget_lines_approval", row=[line.pk, other.pk]).status_code == 302
    other.refresh_from_db()
    assert other.approved_at
    assert post(client, ines, "budget_lines_approval", row=[other.pk]).status_code == 409


def test_money_is_committed_by_the_number_of_its_line_with_a_document(client, jonas, line):
    typed = {"line": f"{line.number} Tram", "purpose": "Posters", "supplier": "Affichage", "net": "4 000", "on": "2026-11-17"}
    quote = SimpleUploadedFile("quote.pdf", b"%PDF")
    assert post(client, jonas, "commitment_new", **typed, files=[quote]).status_code == 302
    made = Commitment.objects.get()
    assert made.status == "made" and made.net == 4_000 and made.files.get().name == "quote.pdf"
    wrong = post(client, jonas, "commitment_new", **typed | {"line": "2026-9999"})
    assert wrong.status_code == 422 and "2026-9999" in wrong.content.decode() and "Affichage" in wrong.content.decode()


def test_above_the_line_the_page_says_that_finance_is_asked_and_finance_sees_it(client, jonas, line, paul):
    Constraint.objects.create(kind=Constraint.Kind.FINANCE, name="Finance", person=paul)
    post(client, jonas, "commitment_new", line=line.number, purpose="Posters", net="7000", on="2026-11-17")
    made = Commitment.objects.get()
    assert made.status == "asked"
    assert get(client, paul, "commitment", made.pk).status_code == 200
    assert get(client, paul, "budget_line", line.pk).status_code == 403
    client.force_login(paul)
    assert client.get(made.approval.get_absolute_url()).status_code == 200


def test_a_currency_without_a_rate_says_what_to_do_and_a_rate_helps(client, jonas, line):
    typed = {"line": line.number, "purpose": "Software", "net": "100", "currency": "USD", "on": "2026-11-17"}
    wrong = post(client, jonas, "commitment_new", **typed)
    assert wrong.status_code == 422 and "USD" in wrong.content.decode()
    assert post(client, jonas, "rates", currency="usd", on="2026-11-01", rate="0,92").status_code == 302
    assert Rate.objects.get().rate == Decimal("0.92")
    assert post(client, jonas, "commitment_new", **typed).status_code == 302
    assert post(client, jonas, "rates", currency="EUR", on="2026-11-01", rate="1").status_code == 422


def test_a_month_ends_and_the_owner_answers(client, jonas, line):
    made = Commitment.ask(line, Decimal(100), by=jonas, purpose="Posters", on=OCTOBER)
    assert post(client, jonas, "commitment_answer", made.pk, answer="expected", expected_on="2026-12-01").status_code == 302
    assert post(client, jonas, "commitment_answer", made.pk, answer="expected").status_code == 409
    assert post(client, jonas, "commitment_answer", made.pk, answer="drop").status_code == 302
    made.refresh_from_db()
    assert made.status == "dropped"


def test_an_unplaced_invoice_is_put_on_a_line_or_settles_a_commitment(client, jonas, line):
    made = Commitment.ask(line, Decimal(100), by=jonas, purpose="Posters", supplier="Affichage")
    first, second = (
        Expense.record(None, Decimal(100), by=jonas, supplier="Affichage", reference=f"F-{each}") for each in range(2)
    )
    assert b"Affichage" in get(client, jonas, "expense", first.pk).content
    assert post(client, jonas, "expense_place", first.pk, line="nothing").status_code == 422
    assert post(client, jonas, "expense_place", first.pk, commitment=made.pk).status_code == 302
    assert post(client, jonas, "expense_place", second.pk, line=line.number).status_code == 302
    made.refresh_from_db()
    assert made.status == "closed" and not Expense.objects.filter(line=None).exists()


def test_an_invoice_is_typed_against_its_commitment_and_taken_back(client, jonas, line):
    made = Commitment.ask(line, Decimal(100), by=jonas, purpose="Posters", supplier="Affichage")
    assert get(client, jonas, "expense_new", commitment=made.pk).status_code == 200
    post(client, jonas, "expense_new", commitment=made.pk, line=line.number, net="100", on="2026-11-17", reference="F-1")
    expense = Expense.objects.get()
    assert expense.commitment == made
    assert post(client, jonas, "expense_taking_back", expense.pk).status_code == 302
    made.refresh_from_db()
    assert made.status == "made"


def test_money_moves_on_its_page_with_a_reason(client, ines, quarter):
    media, film = quarter.divide([("Paid media", Decimal(1_000)), ("Film", Decimal(500))], by=ines)
    typed = {"source": media.pk, "to": film.pk, "amount": "200"}
    assert post(client, ines, "envelope_move", **typed, because="").status_code == 422
    assert post(client, ines, "envelope_move", **typed, because="Dearer").status_code == 302
    film.refresh_from_db()
    assert film.amount == 700
    refused = post(client, ines, "envelope_new", name="Too much", amount="999999", owner="", is_reserve="")
    assert refused.status_code == 422


def test_a_part_is_made_of_an_envelope_within_what_it_has(client, ines, quarter):
    client.force_login(ines)
    address = f"{reverse('plan:envelope_new')}?of={quarter.pk}"
    assert client.post(address, {"name": "Events", "amount": "120001"}).status_code == 422
    assert client.post(address, {"name": "Events", "amount": "18000", "owner": ines.pk}).status_code == 302
    assert quarter.parts.get().amount == 18_000
    assert client.get(quarter.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("name", ["budget_lines", "commitments", "expenses"])
def test_lists_are_filtered_and_exported(client, ines, jonas, line, name):
    Commitment.ask(line, Decimal(100), by=jonas, purpose="Posters")
    Expense.record(line, Decimal(5), by=jonas)
    assert get(client, ines, name, q="Poster").status_code == 200
    assert get(client, ines, name, export="csv").status_code == 200
    assert get(client, ines, name, export="xlsx").status_code == 200


def test_how_the_budget_reckons_is_read_by_all_and_changed_by_leads(client, ines, jonas, quarter):
    assert get(client, jonas, "reckoning").status_code == 200
    assert post(client, ines, "reckoning", is_flowing="on", measure="", hourly_cost="55").status_code == 302
    assert "55" in get(client, ines, "reckoning").content.decode()


@pytest.mark.parametrize("name", ["budget_lines", "commitments", "expenses"])
def test_a_list_of_money_asks_no_more_for_more_rows(client, ines, jonas, quarter, line, name, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def grow(many):
        for number in range(many):
            more = BudgetLine.open(quarter, f"Line {number}", by=jonas, months={OCTOBER: Decimal(10)})
            more.approve(by=ines)
            Commitment.ask(more, Decimal(10), by=jonas, purpose="Posters")
            Expense.record(more, Decimal(5), by=jonas)

    grow(1)
    get(client, ines, name)
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(f"plan:{name}"))
    grow(6)
    with django_assert_num_queries(len(few)):
        client.get(reverse(f"plan:{name}"))
