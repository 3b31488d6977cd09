"""What leaves the house opens safely in a spreadsheet."""

import csv
import io
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from regie.ui.exports import csv_lines, safe, xlsx_response

DANGEROUS = "=+-@\t\r\n"


@given(st.text(max_size=20), st.sampled_from(["fr", "en"]))
def test_no_text_cell_of_a_csv_begins_a_formula(cell, language):
    written = "".join(csv_lines(["head"], [[cell]], language))
    rows = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""), delimiter=";" if language == "fr" else ","))
    for row in rows[1:]:
        for one in row:
            assert not one.lstrip(" ").startswith(tuple(DANGEROUS))


def test_a_formula_keeps_its_words_behind_an_apostrophe():
    assert safe("=cmd|' /C calc'!A0") == "'=cmd|' /C calc'!A0"
    assert safe("Brio") == "Brio"


def test_negative_numbers_stay_numbers():
    assert list(csv_lines(["a"], [[-4.5]], "en"))[-1] == "-4.5\r\n"
    assert list(csv_lines(["a"], [[-4.5]], "fr"))[-1] == "-4,5\r\n"


def test_french_csv_opens_in_a_french_spreadsheet():
    lines = list(csv_lines(["Nom", "Montant"], [["Été", 1.5]], "fr"))
    assert lines[0] == "\ufeff"
    assert lines[1:] == ["Nom;Montant\r\n", "Été;1,5\r\n"]


def test_a_number_that_is_none_leaves_its_cell_empty():
    assert list(csv_lines(["a", "b"], [[float("nan"), None]], "en"))[-1] == ",\r\n"


def test_a_workbook_holds_values_and_no_formula():
    response = xlsx_response("Lines", ["Name", "=head", "On"], [["=1+1", 2.5, date(2026, 11, 1)], ["@x", None, None]])
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0] == ["Name", "'=head", "On"]
    assert rows[1][:2] == ["'=1+1", 2.5]
    assert rows[2][0] == "'@x"
