"""Refused cells put right on the page, over a file that stays as it was brought."""

from __future__ import annotations

import pytest
from django.urls import reverse

from regie.connect import corrections
from regie.connect.models import Intake
from regie.connect.tests.world import rehearsed, spend, workbook
from regie.metrics.models import Batch, Figure

BAD = "Jour;Canal;Dépense\n01/10/2026;Instagram;12,50\n31/11/2026;Instagram;5\n03/10/2026;YouTube;6l,90\n"


@pytest.fixture
def costs(jonas):
    return spend(jonas, name="Dépense")


def correct(client, intake: Intake, **cells: str):
    answer = client.post(
        reverse("connect:corrections", args=[intake.pk]), {name.replace("_", "-"): text for name, text in cells.items()}
    )
    intake.refresh_from_db()
    return answer


def test_a_refused_row_offers_its_cells_and_others_do_not(client, jonas, costs):
    client.force_login(jonas)
    page = client.get(rehearsed(BAD, by=jonas).get_absolute_url()).content.decode()
    assert 'name="cell-3-0" value="31/11/2026"' in page
    assert 'name="cell-4-2" value="6l,90"' in page
    assert "cell-2-" not in page


def test_a_corrected_cell_is_written_for_its_row_and_the_file_stays(client, jonas, costs):
    client.force_login(jonas)
    intake = rehearsed(BAD, by=jonas)
    correct(client, intake, cell_3_0="30/10/2026", cell_3_2="5", cell_4_2="61,90")
    assert (intake.new, intake.refused) == (3, 0)
    assert intake.corrections == {"3": {"0": ["31/11/2026", "30/10/2026"]}, "4": {"2": ["6l,90", "61,90"]}}
    client.post(reverse("connect:writing", args=[intake.pk]))
    assert Figure.objects.get(row=4).value == 61.9
    assert Batch.objects.get().mapping["corrections"] == intake.corrections
    assert intake.file.content.open().read().decode() == BAD


def test_a_correction_that_is_still_wrong_stays_with_its_reason(client, jonas, costs):
    client.force_login(jonas)
    intake = rehearsed(BAD, by=jonas)
    correct(client, intake, cell_3_0="32/10/2026")
    assert intake.refused == 2
    assert 'value="32/10/2026"' in client.get(intake.get_absolute_url()).content.decode()
    correct(client, intake, cell_3_0="30/10/2026")
    assert intake.corrections["3"]["0"] == ["31/11/2026", "30/10/2026"]


def test_a_row_that_was_taken_cannot_be_rewritten_by_hand_made_requests(client, jonas, costs):
    client.force_login(jonas)
    intake = rehearsed(BAD, by=jonas)
    correct(client, intake, cell_2_2="999999", cell_3_77="x", cell_x_y="z")
    assert intake.corrections == {}


def test_the_file_can_be_read_again_as_it_was_brought(client, jonas, costs):
    client.force_login(jonas)
    intake = rehearsed(BAD, by=jonas)
    correct(client, intake, cell_3_0="30/10/2026")
    client.post(reverse("connect:corrections_erasure", args=[intake.pk]))
    intake.refresh_from_db()
    assert (intake.corrections, intake.refused) == ({}, 2)


def test_more_corrections_than_are_kept_lose_nothing_that_was_typed(client, jonas, costs, monkeypatch):
    monkeypatch.setattr(corrections, "MOST", 1)
    client.force_login(jonas)
    intake = rehearsed(BAD, by=jonas)
    answer = correct(client, intake, cell_3_0="30/10/2026", cell_4_2="61,90")
    assert answer.status_code == 422
    assert 'value="61,90"' in answer.content.decode()
    assert intake.corrections == {}


def test_what_was_typed_is_kept_when_a_page_is_turned_and_goes_with_the_next_rehearsal(client, jonas, costs):
    client.force_login(jonas)
    intake = rehearsed(BAD, by=jonas)
    answer = correct(
        client, intake, cell_3_0="30/10/2026", cell_4_2="6l,90", turn="?page=2&kind=refused&next=//elsewhere.example"
    )
    assert answer["Location"] == f"{intake.get_absolute_url()}?kind=refused&page=2#rows"
    assert intake.corrections == {}
    assert 'value="30/10/2026"' in client.get(intake.get_absolute_url()).content.decode()
    correct(client, intake, cell_4_2="61,90")
    assert intake.refused == 0
    assert intake.corrections == {"3": {"0": ["31/11/2026", "30/10/2026"]}, "4": {"2": ["6l,90", "61,90"]}}


def test_a_number_typed_for_a_workbook_is_read_in_the_language_of_who_typed_it(client, jonas, costs):
    client.force_login(jonas)
    book = workbook([["Jour", "Dépense"], ["01/10/2026", 5.5], ["02/10/2026", "6l"], ["03/10/2026", 7.5]])
    intake = rehearsed(book, by=jonas, name="costs.xlsx")
    client.cookies["django_language"] = "fr"
    jonas.language = "fr"
    jonas.save()
    correct(client, intake, cell_3_1="61,9")
    assert intake.corrections["3"]["1"] == ["6l", 61.9]
    assert intake.refused == 0


def test_a_value_of_a_wide_sheet_is_shown_and_corrected_under_its_own_period(client, jonas):
    spend(jonas, name="Dépense", rhythm="month", dimensions=[])
    months = [f"2025-{month:02}" for month in range(1, 13)]
    values = [*(str(100 + each) for each in range(10)), "1l0", "111"]
    text = "Mesure;" + ";".join(months) + "\nDépense;" + ";".join(values) + "\n"
    client.force_login(jonas)
    intake = rehearsed(text, by=jonas, columns={"Mesure": "measure"})
    assert (intake.new, intake.refused) == (11, 1)
    row = intake.rows.get(kind="refused")
    assert (row.cells, row.at) == (["Dépense", "2025-11", "1l0"], 11)
    correct(client, intake, **{"cell_2_11": "110"})
    assert (intake.new, intake.refused) == (12, 0)


def test_the_delegator_corrects_nothing(client, jonas, helene, costs):
    intake = rehearsed(BAD, by=jonas)
    client.force_login(helene)
    assert b"cell-3-0" not in client.get(intake.get_absolute_url()).content
    assert correct(client, intake, cell_3_0="30/10/2026").status_code == 403
