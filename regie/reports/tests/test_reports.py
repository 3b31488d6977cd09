"""A report from its draft to its second edition."""

from __future__ import annotations

import pytest
from django.utils import translation

from regie.journal.models import Event, Stale
from regie.lib.periods import Period
from regie.lib.refused import Refused
from regie.metrics.models import Value
from regie.reports.models import Report
from regie.reports.tests.conftest import QUARTER


def the(report, key):
    return report.passages.get(key=key)


def section(document, key):
    return next(each for each in document["sections"] if each["key"] == key)


def test_a_report_opens_with_texts_drafted_from_the_figures(report, promise, budget):
    document = report.document()
    assert document["title"] == "Third quarter 2026"
    assert "The one promise that could be judged holds." in section(document, "promised")["text"]
    assert section(document, "budget")["text"].startswith("€102,019 of €120,000 are spent (85%).")
    assert document["facts"][0] | {"url": ""} == {
        "name": "Spent", "number": "€102,019", "note": "of €120,000", "state": "", "url": "",
    }  # fmt: skip


def test_a_french_report_writes_its_numbers_as_french_does(home, ines, promise, budget):
    document = Report.prepare(home, QUARTER, "fr", by=ines).document()
    assert document["title"] == "Troisième trimestre 2026"
    assert document["facts"][0]["number"] == "102\u202f019\u00a0€"
    assert "17 novembre 2026 à 10\u00a0h\u00a042\u202f;" in document["stand"]
    with translation.override("fr"):
        assert str(Report.objects.get()) == "Rapport T3\u00a02026"


def test_an_objective_stands_with_what_was_expected_and_reached(report, promise):
    (row,) = section(report.document(), "promised")["tables"][0]["rows"]
    assert [each["text"] for each in row] == ["240 fleets equipped in a year", "120", "131", "ahead"]
    assert row[3]["state"] == "good"
    assert row[2]["url"] == promise.metric.get_absolute_url()


def test_the_words_of_a_person_are_never_written_over_by_a_draft(report, promise, ines):
    passage = the(report, "promised")
    passage.word("Our own words.", by=ines)
    Value.objects.filter(metric=promise.metric, period="2026-09-01").update(value=12.0)
    found = section(report.document(), "promised")
    assert found["text"] == "Our own words."
    assert "far behind" in found["draft"]


def test_taking_the_draft_gives_the_figures_their_word_again(report, promise, ines):
    passage = the(report, "promised")
    passage.word("Our own words.", by=ines)
    passage.take_draft(by=ines)
    assert "holds" in section(report.document(), "promised")["text"]
    assert Event.objects.filter(verb="reports.passage_drafted").count() == 1


def test_whoever_is_slower_does_not_lose_the_words_of_the_faster(report, ines, jonas):
    first, second = the(report, "opening"), the(report, "opening")
    first.word("By Inès.", by=ines, revision=first.revision)
    with pytest.raises(Stale):
        second.word("By Jonas.", by=jonas, revision=second.revision)
    assert the(report, "opening").text == "By Inès."


def test_a_section_that_is_left_out_is_in_no_document_and_keeps_its_words(report, ines):
    passage = the(report, "campaigns")
    passage.word("Kept.", by=ines)
    passage.leave_out(by=ines)
    assert "campaigns" not in [each["key"] for each in report.document()["sections"]]
    passage.bring_back(by=ines)
    assert section(report.document(), "campaigns")["text"] == "Kept."


def test_sections_stand_in_the_order_that_people_give_them(report, ines):
    report.arrange(["asked", "budget"], by=ines)
    assert [each["key"] for each in report.document()["sections"]][:3] == ["asked", "budget", "promised"]


def test_a_frozen_report_keeps_every_number(report, promise, ines):
    report.freeze(by=ines)
    kept = report.document()
    Value.objects.filter(metric=promise.metric).update(value=1.0)
    assert Report.objects.get().document() == kept
    assert section(kept, "promised")["tables"][0]["rows"][0][2]["text"] == "131"
    with pytest.raises(Refused, match="frozen"):
        the(report, "opening").word("Too late.", by=ines)


def test_only_what_is_frozen_is_published_and_all_who_should_know_hear_of_it(report, ines, jonas, helene):
    with pytest.raises(Refused, match="Freeze"):
        report.publish(by=ines)
    report.freeze(by=ines)
    report.publish(by=ines)
    event = Event.objects.get(verb="reports.report_published")
    assert {each.person for each in event.notifications.all()} == {jonas, helene}
    with pytest.raises(Refused, match="published"):
        report.thaw(by=ines)


def test_a_correction_is_a_new_edition_that_says_what_differs(report, promise, ines):
    the(report, "opening").word("As we wrote it.", by=ines)
    report.freeze(by=ines)
    report.publish(by=ines)
    with pytest.raises(Refused, match="what the new edition corrects"):
        report.correct(" ", by=ines)
    second = report.correct("September was provisional.", by=ines)
    Value.objects.filter(metric=promise.metric, period="2026-09-01").update(value=128.0)
    document = second.document()
    assert (second.edition, document["opening"]["text"]) == (2, "As we wrote it.")
    assert "240 fleets equipped in a year, Reached: 128, was 131" in document["changes"]
    assert section(report.document(), "promised")["tables"][0]["rows"][0][2]["text"] == "131"
    with pytest.raises(Refused, match="newer edition"):
        report.correct("Again.", by=ines)


def test_there_is_one_report_a_quarter_and_language(report, home, ines):
    with pytest.raises(Refused, match="There is a report"):
        Report.prepare(home, QUARTER, "en", by=ines)
    with pytest.raises(Refused, match="not begun"):
        Report.prepare(home, Period.parse("2027-Q1"), "en", by=ines)


def test_a_document_asks_no_more_of_the_database_for_more_rows(report, promise, budget, ines, django_assert_max_num_queries):
    from regie.objectives.models import Objective
    from regie.plan.models import BudgetLine, Portion
    from regie.reports.making import document_of

    for number in range(30):
        Objective.objects.create(
            text=f"Objective {number}", metric=promise.metric, baseline=80.0, target=240.0, starts_on=promise.starts_on,
            due_on=promise.due_on, status="adopted", adopted_at=promise.adopted_at,
        )  # fmt: skip
        line = BudgetLine.objects.create(number=f"2026-1{number:03}", envelope=budget, name=f"Line {number}")
        Portion.objects.create(line=line, month=QUARTER.start, planned=10)
    with django_assert_max_num_queries(75):
        document_of(report)


def test_lines_that_spent_more_than_planned_are_named_the_widest_first(report, budget):
    from regie.plan.models import BudgetLine, Expense, Portion

    for number, spent in ((2, 130), (3, 100), (4, 180)):
        line = BudgetLine.objects.create(number=f"2026-000{number}", envelope=budget, name=f"Line {number}")
        Portion.objects.create(line=line, month=QUARTER.start, planned=100)
        Expense.objects.create(
            line=line, net=spent, worth=spent, currency="EUR", on=QUARTER.start, purpose="Invoice", supplier="Loupe"
        )
    over = next(each for each in section(report.document(), "budget")["tables"] if each["key"] == "overspent")
    assert [row[0]["text"].split(" ", 1)[0] for row in over["rows"]] == ["2026-0001", "2026-0004", "2026-0002"]
    assert [each["text"] for each in over["rows"][1][1:3]] == ["€100", "€180"]
