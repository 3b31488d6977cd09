"""`regie ledger`: the sheets of the plan, without a page."""

from __future__ import annotations

import json

import pytest

from regie.cli import run
from regie.connect.tests.ledger_world import INVOICES, budget
from regie.plan.models import Expense


@pytest.fixture
def regie(monkeypatch):
    monkeypatch.setattr("regie.cli.home.bring_up_to_date", lambda: None)
    return lambda *words: run(["ledger", *map(str, words)])


@pytest.fixture
def invoices(jonas, tmp_path):
    budget(jonas)
    place = tmp_path / "achats.csv"
    place.write_text(INVOICES + ";Total;;;5 450,50;;;\n", "utf8")
    return place


def test_a_rehearsal_says_what_would_happen_and_what_was_left_out(regie, invoices, capsys):
    assert regie("import", invoices, "--rehearse") == 0
    said = capsys.readouterr().out
    assert "2 new, 0 changed, 0 same, 0 refused" in said
    assert "1 row is a total and was left out: row 4." in said
    assert not Expense.objects.exists()


def test_an_import_writes_and_can_be_listed_and_undone(regie, invoices, jonas, capsys):
    assert regie("import", invoices, "--yes", "--by", jonas.email, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["holds"], answer["counts"]["new"]) == ("spend", 2)
    assert {each.by for each in Expense.objects.all()} == {jonas}
    regie("list")
    assert "achats.csv" in capsys.readouterr().out
    assert regie("undo", answer["ledger"]) == 0
    assert "2 removed" in capsys.readouterr().out
    assert not Expense.objects.exists()
    assert regie("undo", answer["ledger"]) == 1


def test_a_sheet_that_says_too_little_says_how_to_say_it(regie, jonas, tmp_path, capsys):
    place = tmp_path / "x.csv"
    place.write_text("Date,Fournisseur,Montant TTC\n2026-10-01,A,5\n")
    assert regie("import", place, "--holds", "spend") == 1
    assert "--setting NAME=VALUE" in capsys.readouterr().err
    assert regie("import", place, "--holds", "spend", "--setting", "vat=20", "--yes") == 0
    assert str(Expense.objects.get().net) == "4.17"
