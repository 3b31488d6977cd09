"""From a file to figures, and back."""

from __future__ import annotations

from datetime import date

import pytest

from regie.connect.models import Intake, Mapping, NotNow
from regie.connect.tests.world import COSTS, bring, rehearsed, spend, workbook, written
from regie.metrics.models import Batch, Figure, Measure


@pytest.fixture
def costs(jonas):
    return spend(jonas, name="Dépense")


def figures() -> dict:
    return {(figure.series.label, figure.period): figure.value for figure in Figure.objects.select_related("series")}


def kinds(intake) -> tuple[int, int, int, int]:
    return intake.new, intake.changed, intake.same, intake.refused


def test_a_french_csv_is_understood_and_written(jonas, costs):
    intake = written(COSTS.encode("cp1252"), by=jonas)
    assert intake.stage == Intake.Stage.WRITTEN
    assert kinds(intake) == (3, 0, 0, 0)
    assert figures()["Instagram", date(2026, 10, 1)] == 1204.5
    assert figures()["YouTube", date(2026, 10, 13)] == 27.4
    figure = Figure.objects.get(period=date(2026, 10, 13))
    assert (figure.batch.file, figure.row, figure.batch.by) == (intake.file, 4, jonas)


def test_a_rehearsal_writes_nothing(jonas, costs):
    intake = rehearsed(COSTS, by=jonas)
    assert kinds(intake) == (3, 0, 0, 0)
    assert not Figure.objects.exists()
    assert not Batch.objects.exists()


def test_the_same_file_again_changes_nothing(jonas, costs):
    written(COSTS, by=jonas)
    assert kinds(rehearsed(COSTS, by=jonas)) == (0, 0, 3, 0)


def test_a_corrected_cell_is_shown_from_old_to_new(jonas, costs):
    written(COSTS, by=jonas)
    intake = rehearsed(COSTS.replace("12,5", "13,5"), by=jonas)
    assert kinds(intake) == (0, 1, 2, 0)
    row = intake.rows.get(kind="changed")
    assert (row.number, row.old, row.value) == (3, 12.5, 13.5)


def test_undo_gives_back_what_was_changed_and_takes_away_what_was_new(jonas, costs):
    written(COSTS, by=jonas)
    before = figures()
    again = written(COSTS.replace("12,5", "13,5") + "14/10/2026;YouTube;9\n", by=jonas)
    assert kinds(again) == (1, 1, 2, 0)
    again.undo(by=jonas)
    assert figures() == before
    with pytest.raises(NotNow):
        again.undo(by=jonas)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("31/11/2026;Instagram;5", "no_such_day", 0),
        ("pas un jour;Instagram;5", "not_date", 0),
        ("2026;Instagram;5", "grain", 0),
        ("01/10/2099;Instagram;5", "future", 0),
        ("03/10/2026;Instagram;6l,90", "letter", 2),
        ("03/10/2026;Instagram;n/a", "no_value", 2),
        ("03/10/2026;Instagram;", "empty", 2),
        ("03/10/2026;Instagram;NaN", "not_finite", 2),
        ("03/10/2026;Instagram;inf", "not_finite", 2),
        ("03/10/2026;Instagram;1e999", "not_finite", 2),
        ("03/10/2026;Instagram;=1+1", "formula", 2),
        ("03/10/2026;Instagram;#DIV/0!", "error", 2),
        ("03/10/2026;Instagram;12 $", "currency", 2),
        ("03/10/2026;Instagram;12 %", "percent", 2),
        ("02/10/2026;Instagram;14", "twice", 2),
    ],
)
def test_a_cell_that_cannot_be_taken_is_refused_with_its_reason(jonas, costs, row, code, column):
    intake = rehearsed(f"{COSTS}{row}\n", by=jonas)
    assert kinds(intake) == (3, 0, 0, 1)
    refused = intake.rows.get(kind="refused")
    assert (refused.code, refused.column, refused.number) == (code, column, 5)
    assert refused.reason


def test_a_slip_in_a_known_value_is_refused_and_can_be_read_as_meant(jonas, costs):
    written(COSTS, by=jonas)
    slip = "Jour;Canal;Dépense\n14/10/2026;Instagramm;5\n15/10/2026;Podcast;6\n"
    intake = rehearsed(slip, by=jonas)
    assert kinds(intake) == (1, 0, 0, 1)
    assert intake.rows.get(kind="refused").facts["like"] == "Instagram"
    assert intake.effect["new_values"] == {"channel": ["Podcast"]}
    read_as = {"channel": {"instagramm": "Instagram"}}
    assert kinds(rehearsed(slip, by=jonas, read_as=read_as)) == (2, 0, 0, 0)


def test_values_that_differ_by_a_year_are_not_slips(jonas):
    spend(jonas, dimensions=["campaign"])
    written("Day;Campaign;Spend\n2026-10-01;Spring 2025;5\n", by=jonas)
    assert kinds(rehearsed("Day;Campaign;Spend\n2026-10-02;Spring 2026;5\n", by=jonas)) == (1, 0, 0, 0)


def test_a_wide_sheet_has_a_column_for_each_period(jonas):
    spend(jonas, rhythm="month", dimensions=[])
    Measure.create(by=jonas, name="New customers", rhythm="month")
    intake = written("Measure,2026-08,2026-09\nSpend,100,\nNew customers,861,892\n", by=jonas)
    assert kinds(intake) == (3, 0, 0, 0)
    assert Figure.objects.get(series__measure__key="new_customers", period=date(2026, 9, 1)).value == 892


def test_several_measures_stand_side_by_side(jonas):
    spend(jonas)
    Measure.create(by=jonas, name="Clicks", rhythm="day", dimensions=["channel"])
    intake = written("Day,Channel,Spend,Clicks\n2026-10-01,Instagram,5,10\n2026-10-02,Instagram,6,\n", by=jonas)
    assert kinds(intake) == (3, 0, 0, 0)


def test_a_measure_named_in_the_rows_and_unknown_is_refused_by_its_name(jonas):
    spend(jonas, dimensions=[])
    intake = rehearsed("Date,Mesure,Valeur\n2026-10-01,Spend,5\n2026-10-01,Mystery,6\n", by=jonas)
    assert kinds(intake) == (1, 0, 0, 1)
    assert intake.reasons[0]["facts"]["word"] == "Mystery"


def test_a_workbook_is_read_as_values_with_its_days(jonas):
    spend(jonas)
    sheet = workbook([["Day", "Channel", "Spend"], [date(2026, 10, 9), "Instagram", 61.2]], others=("Notes",))
    intake = written(sheet, by=jonas, name="october.xlsx")
    assert intake.source["sheet"] == "Spend"
    assert figures() == {("Instagram", date(2026, 10, 9)): 61.2}


def test_percentages_kept_as_fractions_by_a_workbook_become_percentages(jonas):
    Measure.create(by=jonas, name="Open rate", unit="percent", adds_up="mean", rhythm="day")
    written(workbook([["Day", "Open rate"], [date(2026, 10, 9), 0.42]]), by=jonas, name="rates.xlsx")
    assert [round(figure.value, 6) for figure in Figure.objects.all()] == [42]


def test_an_ambiguous_date_is_asked_for_and_read_as_answered(jonas, costs):
    text = "Jour;Canal;Dépense\n03/04/2026;Instagram;5\n"
    written(text, by=jonas, order="mdy")
    assert [figure.period for figure in Figure.objects.all()] == [date(2026, 3, 4)]


def test_the_next_file_of_the_same_shape_is_read_as_the_last_one(jonas, costs):
    written(COSTS, by=jonas, columns={"Canal": "ignore"})
    assert Mapping.objects.count() == 1
    again = bring(COSTS.replace("10/2026", "09/2026"), by=jonas)
    assert again.is_known_shape
    assert again.choices["columns"]["Canal"] == "ignore"


def test_names_from_right_to_left_stay_as_they_are(jonas, costs):
    written("Jour;Canal;Dépense\n01/10/2026;إنستغرام;5\n01/10/2026;אינסטגרם;6\n", by=jonas)
    assert {label for label, _ in figures()} == {"إنستغرام", "אינסטגרם"}


def test_two_people_who_press_together_make_one_import(jonas, costs):
    intake = rehearsed(COSTS, by=jonas)
    same = Intake.objects.get(pk=intake.pk)
    intake.write(by=jonas)
    with pytest.raises(NotNow):
        same.write(by=jonas)


def test_formulas_are_refused_one_by_one_wherever_they_stand(jonas):
    spend(jonas)
    intake = rehearsed("Day;Channel;Spend\n2026-10-01;Instagram;=SUM(A1)\n2026-10-02;=cmd|calc;5\n", by=jonas)
    assert [(row.column, row.code) for row in intake.rows.all()] == [(2, "formula"), (1, "formula")]


def test_dates_that_no_figure_has_are_refused_one_by_one(jonas):
    spend(jonas)
    intake = rehearsed("Day;Channel;Spend\n31/12/1899;Instagram;5\n01/01/2999;Instagram;5\n01/06/2150;Instagram;5\n", by=jonas)
    assert [row.code for row in intake.rows.all()] == ["too_old", "too_old", "future"]


def test_days_of_one_month_are_not_taken_for_the_month(jonas):
    spend(jonas, rhythm="month")
    intake = rehearsed("Day;Channel;Spend\n2026-10-01;Instagram;5\n2026-10-02;Instagram;6\n", by=jonas)
    row = intake.rows.get(kind="refused")
    assert row.reason == "a second value for the same month; Spend is kept one a month: add them up first"
