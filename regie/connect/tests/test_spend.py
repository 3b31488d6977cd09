"""Expenses and commitments from a sheet of the accounting: read as people write them, never twice, gates and all."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from regie.connect.models import Intake, NotNow
from regie.connect.tests.ledger_world import INVOICES, bring, budget, campaign, channel, noted, rehearsed, said, written
from regie.journal.models import Event
from regie.plan.models import Commitment, Expense, Rate

HEAD = "Date;Fournisseur;N° facture;Objet;Montant HT;Ligne\n"
ORDERS = "Date;Type;Fournisseur;Référence;Objet;Montant HT;Ligne;Commande\n"


def test_a_sheet_of_the_accounting_is_recognised_and_written(jonas):
    film, _radio = budget(jonas)
    intake = written(INVOICES, by=jonas)
    assert (intake.target, intake.stage, intake.new, intake.refused) == ("spend", "written", 2, 0)
    first = Expense.objects.get(reference="F-118")
    assert (first.net, first.vat, first.worth, first.line, first.on) == (4200, 840, 4200, film, date(2026, 10, 5))
    assert (first.supplier, first.purpose, first.row, first.ledger) == ("Studio Lumen", "Film d’automne", 2, intake.ledger)
    assert Expense.objects.get(reference="RL-77").net == Decimal("1250.50")
    assert Event.objects.filter(verb="plan.ledger_written").count() == 1
    assert not Event.objects.filter(verb="plan.expense_recorded").exists()


def test_the_same_file_again_writes_nothing_and_says_so(jonas):
    budget(jonas)
    written(INVOICES, by=jonas)
    again = rehearsed(INVOICES.upper().replace("DATE", "Date"), by=jonas)
    assert (again.new, again.same, again.refused) == (0, 2, 0), said(again)


def test_an_invoice_that_was_moved_to_another_line_since_is_not_written_again(jonas):
    _film, radio = budget(jonas)
    written(INVOICES, by=jonas)
    Expense.objects.get(reference="F-118").place(radio, by=jonas)
    assert rehearsed(INVOICES, by=jonas).same == 2


def test_an_invoice_whose_amount_was_changed_here_since_is_pointed_out(jonas):
    budget(jonas)
    written(INVOICES, by=jonas)
    Expense.objects.get(reference="F-118").edit(by=jonas, net=Decimal(4_000))
    again = rehearsed(INVOICES, by=jonas)
    assert (again.new, again.same) == (1, 1) and "(F-118)" in noted(again)[0]


def test_the_same_invoice_twice_in_a_file_is_refused_the_second_time_and_names_the_first(jonas):
    budget(jonas)
    row = "05/10/2026;Studio Lumen;F-118;Film;100;2026-0001\n"
    intake = rehearsed(HEAD + row + row.replace("Lumen", "LUMEN"), by=jonas)
    assert (intake.new, said(intake)) == (1, [(3, "said already in row 2")])


def test_an_invoice_may_stand_on_two_lines(jonas):
    budget(jonas)
    row = "05/10/2026;Studio Lumen;F-118;Film;100;2026-0001\n"
    both = HEAD + row + row.replace("0001", "0002")
    assert written(both, by=jonas).new == 2
    assert rehearsed(both, by=jonas).same == 2
    Expense.objects.get(line__number="2026-0001").take_back(by=jonas)
    assert written(both, by=jonas).new == 1


def test_papers_without_a_reference_are_counted_rather_than_lost(jonas):
    budget(jonas)
    taxi = "05/10/2026;Taxi bleu;;Course;18;2026-0001\n"
    intake = written(HEAD + taxi * 2, by=jonas)
    assert intake.new == 2
    assert noted(intake) == ["1 row has no reference and reads like another one: both are kept (row 3)."]
    again = rehearsed(HEAD + taxi * 3, by=jonas)
    assert (again.new, again.same) == (1, 2)


def test_a_credit_note_is_taken_off_with_or_without_its_minus(jonas):
    budget(jonas)
    intake = written(
        ORDERS + "05/10/2026;Avoir;Lumen;A-1;Retour;120;2026-0001;\n05/10/2026;facture;Lumen;A-2;Geste;(80,50);2026-0001;\n",
        by=jonas,
    )
    assert sorted(Expense.objects.values_list("net", flat=True)) == [-120, Decimal("-80.50")]
    assert noted(intake) == [
        "2 rows are credit notes: their amounts are taken off.",
        "1 credit note stands there without a minus; it is taken off all the same: row 2.",
    ]


def test_an_unknown_line_is_written_to_be_reconciled_and_said(jonas):
    budget(jonas)
    intake = written(HEAD + "05/10/2026;Lumen;F-1;Film;100;2031-9999\n", by=jonas)
    kept = Expense.objects.get()
    assert (kept.line, kept.line_said) == (None, "2031-9999")
    assert "2031-9999" in noted(intake)[0] and "reconciled" in noted(intake)[0]
    film = budget_line("2026-0001")
    kept.place(film, by=jonas)
    assert rehearsed(HEAD + "05/10/2026;Lumen;F-1;Film;100;2031-9999\n", by=jonas).same == 1


def budget_line(number):
    from regie.plan.models import BudgetLine

    return BudgetLine.objects.get(number=number)


def test_campaign_and_channel_find_the_one_line_that_is_theirs(jonas):
    film, _radio = budget(jonas)
    film.edit(by=jonas, campaign=campaign(jonas), channel=channel("Cinéma"))
    sheet = "Date;Fournisseur;Facture;Montant HT;Campagne;Canal\n05/10/2026;Lumen;F-1;100;libre a velo;CINEMA\n05/10/2026;X;F-2;5;Autre;\n"
    written(sheet, by=jonas)
    assert Expense.objects.get(reference="F-1").line == film
    assert Expense.objects.get(reference="F-2").line_said == "Autre"


def test_two_currencies_are_turned_at_the_rate_of_their_day(jonas):
    budget(jonas)
    Rate.set("USD", date(2026, 9, 1), Decimal("0.9"), by=jonas)
    Rate.set("USD", date(2026, 10, 10), Decimal("0.8"), by=jonas)
    sheet = HEAD + "05/10/2026;A;1;x;$100;2026-0001\n12/10/2026;B;2;x;100 $;2026-0001\n12/10/2026;C;3;x;100 €;2026-0001\n"
    intake = written(sheet + "12/08/2026;D;4;x;100 $;2026-0001\n", by=jonas)
    assert list(Expense.objects.order_by("reference").values_list("currency", "worth")) == [
        ("USD", 90),
        ("USD", 80),
        ("EUR", 100),
    ]
    assert said(intake) == [(5, "no rate of USD for 12 August 2026: add it to the exchange rates of the budget")]


def test_gross_amounts_give_their_net_by_the_vat_that_is_said(jonas):
    budget(jonas)
    sheet = "Date;Fournisseur;Facture;Montant TTC;TVA;Ligne\n05/10/2026;A;1;120;20 %;2026-0001\n05/10/2026;B;2;110;10;2026-0001\n"
    written(sheet, by=jonas)
    assert list(Expense.objects.order_by("reference").values_list("net", "vat")) == [(100, 20), (100, 10)]
    bare = bring("Date;Fournisseur;Facture;Montant TTC\n05/10/2026;A;7;60\n", by=jonas)
    assert [each.code for each in bare.aim.problems(table_of(bare), bare.choices)] == ["no_vat_rate"]
    assert written("Date;Fournisseur;Facture;Montant TTC\n05/10/2026;A;7;60\n", by=jonas, vat="20").new == 1
    assert Expense.objects.get(reference="7").net == 50


def table_of(intake):
    with intake.file.content.open("rb") as content:
        return intake.open(content)


def test_net_vat_and_gross_that_disagree_are_refused(jonas):
    budget(jonas)
    intake = rehearsed("Date;Fournisseur;Facture;HT;TVA;TTC;Ligne\n05/10/2026;A;1;100;20;125;2026-0001\n", by=jonas)
    assert said(intake) == [(2, "net and VAT make 120.00")]


def test_totals_among_the_lines_are_left_out_and_said(jonas):
    budget(jonas)
    sheet = HEAD + (
        "05/10/2026;Lumen;F-1;Film;100;2026-0001\n06/10/2026;Radio;F-2;Spot;50;2026-0002\n;Sous-total octobre;;;150;\n"
        "03/11/2026;Total Énergies;F-3;Carburant;70;2026-0001\n;TOTAL GÉNÉRAL;;;230;\n"
    )
    intake = written(sheet, by=jonas)
    assert (intake.new, intake.refused) == (3, 0), said(intake)
    assert Expense.objects.get(reference="F-3").supplier == "Total Énergies"
    notes = noted(intake)
    assert notes[0] == "2 rows are totals and were left out: rows 4 and 6."
    assert notes[1].startswith("The total in row 6 is not what the rows above it make: €230 instead of €70") or "€220" in notes[1]


def test_text_formulas_and_hostile_names_are_refused_or_kept_as_text(jonas):
    budget(jonas)
    sheet = HEAD + (
        '05/10/2026;<script>alert(1)</script>;F-1;\'=1+1;100;2026-0001\n05/10/2026;=HYPERLINK("x");F-2;x;5;2026-0001\n'
        "05/10/2026;B;F-3;x;à venir;2026-0001\n05/10/2026;B;F-4;x;=A1*2;2026-0001\n31/11/2026;B;F-5;x;5;2026-0001\n05/10/2026;B;F-6;x;0;2026-0001\n"
    )
    intake = written(sheet, by=jonas)
    assert said(intake) == [
        (3, "a formula, not its value"),
        (4, "not a number"),
        (5, "a formula, not its value"),
        (6, "no such day"),
        (7, "an invoice of nothing is none"),
    ]
    assert Expense.objects.get().supplier == "<script>alert(1)</script>"


def test_merged_cells_are_filled_but_never_an_amount(jonas):
    import io

    import xlsxwriter

    budget(jonas)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("Factures")
    page.merge_range("A1:F1", "Factures d’octobre")
    page.write_row(1, 0, ["Date", "Fournisseur", "N° facture", "Objet", "Montant HT", "Ligne"])
    page.write_row(2, 0, ["05/10/2026", "", "F-1", "Film", "", "2026-0001"])
    page.write_row(3, 0, ["05/10/2026", "", "F-2", "Photos", "", "2026-0001"])
    page.write_row(4, 0, ["06/10/2026", "Radio", "F-3", "Spot", 50, "2026-0001"])
    page.merge_range("B3:B4", "Studio Lumen")
    page.merge_range("E3:E4", 300)
    book.close()
    intake = written(out.getvalue(), by=jonas, name="factures.xlsx")
    assert said(intake) == [(4, "part of a merged cell: its amount stands in row 3")]
    assert Expense.objects.get(reference="F-1").supplier == "Studio Lumen"
    assert "row 4" in noted(intake)[0]


def test_orders_pass_the_gate_of_their_line_and_envelope(jonas):
    budget(jonas, amount=12_000)
    sheet = ORDERS + (
        "05/10/2026;Commande;Lumen;BC-1;Film;9000;2026-0001;\n06/10/2026;commande;Lumen;BC-2;Photos;2000;2026-0001;\n"
        "06/10/2026;BC;Radio;BC-3;Spots;5000;2026-0002;\n06/10/2026;Order;X;BC-4;x;5;nowhere;\n06/10/2026;Order;X;BC-5;x;-5;2026-0002;\n"
    )
    intake = written(sheet, by=jonas)
    assert [each.reference for each in Commitment.objects.all()] == ["BC-1"]
    assert said(intake) == [
        (3, "€1,000 above line 2026-0001: ask finance first, as a commitment"),
        (4, "€2,000 above the envelope Marketing, T4: ask finance first, as a commitment"),
        (5, "an order needs a budget line that is here and open"),
        (6, "an order is above zero"),
    ]


def test_nothing_is_committed_on_a_line_that_is_not_approved(jonas):
    film, _radio = budget(jonas)
    type(film).objects.filter(pk=film.pk).update(approved_at=None)
    intake = rehearsed(ORDERS + "05/10/2026;Commande;Lumen;BC-1;Film;9;2026-0001;\n", by=jonas)
    assert said(intake) == [(2, "line 2026-0001 is not approved yet: until then nothing is committed on it")]


def test_an_invoice_finds_its_order_of_the_same_sheet_and_closes_it(jonas):
    film, _radio = budget(jonas)
    sheet = ORDERS + "05/10/2026;Commande;Lumen;BC-1;Film;900;2026-0001;\n25/10/2026;Facture;Lumen;F-9;Film;900;;BC-1\n"
    intake = written(sheet, by=jonas)
    invoice, order = Expense.objects.get(), Commitment.objects.get()
    assert (invoice.commitment, invoice.line, order.status) == (order, film, "closed")
    intake.undo(by=jonas)
    assert not Expense.objects.exists() and not Commitment.objects.exists()
    assert intake.effect["undone"] == {"removed": 2, "restored": 0, "kept": 0}


def test_undoing_keeps_what_somebody_changed_since(jonas):
    _film, radio = budget(jonas)
    intake = written(INVOICES, by=jonas)
    Expense.objects.get(reference="F-118").place(radio, by=jonas)
    intake.undo(by=jonas)
    assert intake.is_undone
    assert intake.effect["undone"] == {"removed": 1, "restored": 0, "kept": 1}
    assert Expense.objects.get().reference == "F-118"
    with pytest.raises(NotNow):
        intake.undo(by=jonas)


def test_who_writes_the_same_invoice_in_the_same_moment_stops_the_whole(jonas, monkeypatch):
    film, _radio = budget(jonas)
    from regie.connect.ledgers.standing import Standing

    intake = rehearsed(INVOICES, by=jonas)
    look = Standing.look

    def then_somebody(self, papers):
        look(self, papers)
        Expense.record(film, Decimal(4200), by=jonas, supplier="Studio Lumen", reference="F-118", on=date(2026, 10, 5))

    monkeypatch.setattr(Standing, "look", then_somebody)
    intake.write(by=jonas)
    from regie.connect import work

    work.go_on(intake.pk)
    intake.refresh_from_db()
    assert (intake.stage, intake.fault["code"], Expense.objects.count()) == ("failed", "overtaken", 1)


def test_figures_stay_figures(jonas):
    from regie.connect.tests.world import COSTS, spend

    spend(jonas)
    assert Intake.meant(table_of(bring(COSTS, by=jonas, target="figures"))) == "figures"


@pytest.mark.django_db(transaction=True)
def test_a_process_that_dies_while_writing_leaves_nothing_and_the_next_one_finishes(jonas, monkeypatch):
    from django.utils import timezone

    from regie.connect import work
    from regie.plan.models import Ledger

    budget(jonas)
    intake = rehearsed(INVOICES, by=jonas)
    intake.write(by=jonas)
    wrote = Ledger.write

    def dies(self, *given, **more):
        wrote(self, *given, **more)
        assert Expense.objects.count() == 2
        raise SystemExit("killed")

    monkeypatch.setattr(Ledger, "write", dies)
    with pytest.raises(SystemExit):
        work.go_on(intake.pk)
    assert not Expense.objects.exists() and not Ledger.objects.exists()
    monkeypatch.setattr(Ledger, "write", wrote)
    work.go_on(intake.pk)  # the lease of the dead still holds
    assert not Expense.objects.exists()
    Intake.objects.filter(pk=intake.pk).update(leased_until=timezone.now() - timedelta(minutes=1))
    work.go_on(intake.pk)
    intake.refresh_from_db()
    assert (intake.stage, Expense.objects.count()) == ("written", 2)
