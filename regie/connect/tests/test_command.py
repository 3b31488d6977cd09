"""`regie figures`: what the wizard does, without a page."""

from __future__ import annotations

import json

import pytest

from regie.cli import run
from regie.connect.models import Intake
from regie.connect.tests.world import COSTS, spend
from regie.metrics.models import Batch, Figure


@pytest.fixture
def costs(jonas, tmp_path):
    spend(jonas, name="Dépense")
    place = tmp_path / "costs.csv"
    place.write_text(COSTS + "31/11/2026;Instagram;5\n", "utf8")
    return place


@pytest.fixture
def regie(monkeypatch):
    monkeypatch.setattr("regie.cli.home.bring_up_to_date", lambda: None)
    return lambda *words: run(["figures", *map(str, words)])


def test_a_rehearsal_says_what_would_happen_and_writes_nothing(regie, costs, capsys):
    assert regie("import", costs, "--rehearse") == 2
    said = capsys.readouterr().out
    assert "3 new, 0 changed, 0 same, 1 refused" in said
    assert "row 5, Jour: “31/11/2026” no such day" in said
    assert not Figure.objects.exists()


def test_an_import_writes_and_can_be_listed_and_undone(regie, costs, jonas, capsys):
    regie("import", costs, "--yes", "--by", jonas.email, "--json")
    answer = json.loads(capsys.readouterr().out)
    assert answer["counts"] == {"new": 3, "changed": 0, "same": 0, "refused": 1}
    assert answer["refused"][0] | {"reason": ""} == {
        "row": 5,
        "column": "Jour",
        "cell": "31/11/2026",
        "code": "no_such_day",
        "reason": "",
    }
    assert Batch.objects.get().by == jonas
    regie("list")
    assert "costs.csv" in capsys.readouterr().out
    assert regie("undo", answer["batch"]) == 0
    assert not Figure.objects.exists()
    assert regie("undo", answer["batch"]) == 1
    assert Intake.objects.get().is_undone


def test_nothing_is_written_when_nobody_can_be_asked(regie, costs, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    regie("import", costs)
    assert "--yes" in capsys.readouterr().err
    assert not Figure.objects.exists()


def test_what_cannot_be_read_ends_with_one_sentence(regie, db, tmp_path, capsys):
    picture = tmp_path / "figures.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    assert regie("import", picture) == 1
    assert capsys.readouterr().err.startswith("This is a picture")
    assert regie("import", tmp_path / "nothing.csv") == 1


def test_somebody_who_may_not_import_is_refused(regie, costs, helene, capsys):
    assert regie("import", costs, "--yes", "--by", helene.email) == 1
    assert not Figure.objects.exists()


def test_a_file_whose_measure_nobody_knows_says_how_to_name_it(regie, db, tmp_path, capsys):
    place = tmp_path / "x.csv"
    place.write_text("Date,Valeur\n2026-10-01,5\n")
    assert regie("import", place) == 1
    assert "--measure KEY" in capsys.readouterr().err
    assert not Intake.objects.exists()
