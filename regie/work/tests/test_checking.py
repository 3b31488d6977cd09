"""`regie workflow check` and `regie workflow convert`, as somebody in a terminal meets them."""

from __future__ import annotations

import json

import pytest
from django.utils import translation

from regie.cli import run
from regie.work import commands  # noqa: F401  (registers them)
from regie.work.engine.checking import check

from .drawn import FOLDER, SAMPLES, drawn, process, row, sample
from .modellers import FILES


def said(capsys, *words: str) -> tuple[int, str, str]:
    status = run(["workflow", *words])
    out, err = capsys.readouterr()
    return status, out, err


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_valid_and_runs(name):
    report = check(sample(name))
    assert report.valid and report.runnable and report.steps


def test_a_check_says_what_there_is_to_do_and_what_does_not_run(capsys):
    status, out, err = said(capsys, "check", str(FOLDER / "c1-collaboration.bpmn"), "--json")
    report = json.loads(out)
    assert (status, err) == (0, "")
    assert list(report) == ["valid", "runnable", "steps", "unsupported", "lint"]
    assert {"sort", "text", "layout", "deliver", "got"} <= {step["id"] for step in report["steps"]}
    assert {key: report["unsupported"][0][key] for key in ("id", "type")} == {"id": "give_back", "type": "task"}
    assert all(set(fault) == {"id", "type", "line", "why"} and fault["line"] for fault in report["unsupported"])
    notes = [each for each in report["lint"] if each["severity"] == "note"]
    assert notes and all(each["line"] and each["why"] and each["code"] == "runs_otherwise" for each in notes)


def test_a_check_names_steps_with_lanes_documents_and_notes():
    steps = {step["id"]: step for step in check(sample("a4-lanes")).steps}
    assert steps["brief"]["lane"] == "Design"
    asked = next(step for step in check(sample("b2-data")).steps if step["id"] == "ask")
    assert asked["documents"] == ["Customer base", "Report [draft]", "Answers"]
    assert asked["notes"][0] == "Ten interviews are enough."


def test_a_file_that_cannot_be_read_says_one_sentence_and_status_1(capsys):
    status, out, err = said(capsys, "check", str(FOLDER / "odd-malformed.bpmn"))
    assert status == 1 and out == "" and "line 5" in err and len(err.splitlines()) == 1


def test_json_is_printed_even_where_the_file_cannot_be_read(capsys):
    status, out, err = said(capsys, "check", str(FOLDER / "odd-entity-bomb.bpmn"), "--json")
    report = json.loads(out)
    assert status == 1 and err and report["valid"] is report["runnable"] is False
    assert list(report) == ["valid", "runnable", "steps", "unsupported", "lint"]
    assert "DOCTYPE" in report["unsupported"][0]["why"] and report["unsupported"][0]["line"] == 1


def test_a_drawing_without_anything_to_do_is_valid_and_does_not_run(capsys, tmp_path):
    path = tmp_path / "nothing.bpmn"
    path.write_bytes(drawn("startEvent:s endEvent:e", "s>e"))
    status, out, _err = said(capsys, "check", str(path), "--json")
    assert status == 1 and json.loads(out)["valid"] and not json.loads(out)["runnable"]
    status, out, _err = said(capsys, "check", str(path))
    assert status == 1 and "nothing to do" in out
    assert not check(process("")).runnable


def test_a_check_says_which_pools_are_workflows_of_their_own():
    both = FILES["c5-several-diagrams"]
    apart = [note["id"] for note in check(both).notes if note["type"] == "process"]
    assert apart == ["q"] and {step["process"] for step in check(both).steps} == {"p", "q"}


def test_a_check_is_read_by_people_too(capsys):
    status, out, _err = said(capsys, "check", str(FOLDER / "odd-loose-ends.bpmn"))
    assert status == 0 and "One" in out and "What does not run:" in out and "Line 3" in out


def test_a_missing_file_is_said_in_a_sentence(capsys):
    status, _out, err = said(capsys, "check", "nowhere.bpmn")
    assert status == 1 and "nowhere.bpmn" in err and "Traceback" not in err


def test_a_converted_file_is_the_file(capsys, tmp_path):
    for name in SAMPLES:
        status, _out, err = said(capsys, "convert", str(FOLDER / name), str(tmp_path / name))
        assert (status, err) == (0, "") and (tmp_path / name).read_bytes() == sample(name)


def test_nothing_is_written_where_nothing_could_be_read(capsys, tmp_path):
    status, _out, err = said(capsys, "convert", str(FOLDER / "odd-xpdl.bpmn"), str(tmp_path / "out.bpmn"))
    assert status == 1 and "XPDL" in err and not (tmp_path / "out.bpmn").exists()
    status, _out, err = said(capsys, "convert", str(FOLDER / "a1-simple.bpmn"), str(tmp_path / "no" / "out.bpmn"))
    assert status == 1 and "cannot be written" in err


def test_two_thousand_steps_are_checked():
    assert len(check(row(2_000)).steps) == 2_000


def test_sentences_are_said_in_the_language_of_whoever_reads():
    with translation.override("fr"):
        assert check(b"").why
