"""`regie report quarter`: a file by its name, and clear words where there can be none."""

from __future__ import annotations

from argparse import ArgumentParser

import pytest

from regie.lib.commands import COMMANDS, Refused
from regie.reports import command


def asked(*words):
    parser = ArgumentParser()
    command.build(parser)
    return parser.parse_args(["quarter", *words])


def test_the_command_is_there():
    assert COMMANDS["report"].run is command.run


@pytest.mark.parametrize(("name", "begins"), [("a.pdf", b"%PDF"), ("a.pptx", b"PK"), ("a.html", b"<!doctype")])
def test_a_file_is_written_by_the_end_of_its_name(promise, tmp_path, capsys, name, begins):
    out = tmp_path / name
    assert command.run(asked("2026-Q3", "--lang", "fr", "--out", str(out))) == 0
    assert out.read_bytes().startswith(begins)
    assert "live numbers" in capsys.readouterr().err


def test_a_frozen_report_is_written_as_it_was_kept(report, promise, ines, tmp_path, capsys):
    report.passages.get(key="opening").word("Kept words.", by=ines)
    report.freeze(by=ines)
    out = tmp_path / "a.html"
    command.run(asked("2026-Q3", "--lang", "en", "--out", str(out)))
    assert "Kept words." in out.read_text("utf8")
    assert "live numbers" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("quarter", "name", "said"),
    [
        ("2026-09", "a.pdf", "is no quarter"),
        ("soon", "a.pdf", "is no quarter"),
        ("2027-Q4", "a.pdf", "has not begun"),
        ("2026-Q3", "a.docx", "should end in one of"),
        ("2026-Q3", "nowhere/a.pdf", "is not there"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(home, tmp_path, quarter, name, said):
    with pytest.raises(Refused, match=said):
        command.run(asked(quarter, "--lang", "en", "--out", str(tmp_path / name)))
