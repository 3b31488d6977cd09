"""Earlier campaigns and media plans from a sheet: known again, changed, taken back."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

from regie.connect.tests.ledger_world import budget, campaign, channel, rehearsed, said, written
from regie.objectives.models import Audience
from regie.plan.models import EarlierEffort, MediaLine

EFFORTS = """Public cible;Campagne;Début;Fin;Jours;Budget;Résultat
Familles en ville;Printemps à deux roues;01/03/2025;31/05/2025;64;48 000 €;860
familles en ville;Rentrée;2025-09;;12,5;9 500 €;214
Total;;;;76,5;57 500 €;
"""
MEDIA = """Support;Format;Canal;Cible;Début;Fin;Prix unitaire;Remise;S41 2026;S42 2026;Contacts;Couverture
Radio Littoral;Spot 30 s;Radio;Familles en ville;05/10/2026;18/10/2026;180;15 %;10;14;420000;96000
Journal du Port;Pleine page;Radio;;05/10/2026;11/10/2026;900,5;;1;;;
"""


def families(by):
    return Audience.describe(by=by, name="Familles en ville")


def test_earlier_campaigns_come_with_their_audience_period_and_results(jonas):
    audience = families(jonas)
    intake = written(EFFORTS, by=jonas)
    assert (intake.target, intake.new, intake.refused) == ("efforts", 2, 0), said(intake)
    first = EarlierEffort.objects.get(name="Printemps à deux roues")
    assert (first.audience, first.days, first.money, first.result) == (audience, 64, 48_000, 860)
    month = EarlierEffort.objects.get(name="Rentrée")
    assert (month.starts_on, month.ends_on, month.days) == (date(2025, 9, 1), date(2025, 9, 30), Decimal("12.5"))
    assert rehearsed(EFFORTS, by=jonas).same == 2


def test_a_corrected_sheet_changes_what_stands_and_undoing_gives_it_back(jonas):
    families(jonas)
    written(EFFORTS, by=jonas)
    again = written(EFFORTS.replace("860", "910"), by=jonas)
    assert (again.changed, again.same) == (1, 1)
    assert EarlierEffort.objects.get(result=910).name == "Printemps à deux roues"
    again.undo(by=jonas)
    assert EarlierEffort.objects.filter(result=860).exists() and EarlierEffort.objects.count() == 2


def test_an_audience_that_is_not_here_is_refused_with_the_one_that_is_like_it(jonas):
    families(jonas)
    intake = rehearsed(EFFORTS.replace("familles en ville;Rentrée", "Famille en vile;Rentrée"), by=jonas)
    assert said(intake) == [(3, "unknown; Familles en ville?")]
    assert intake.reasons[0]["facts"]["like"] == "Familles en ville"


def test_a_media_plan_comes_with_its_weeks(jonas):
    families(jonas)
    radio, plan = channel(), campaign(jonas)
    intake = written(MEDIA, by=jonas)
    assert (intake.target, intake.new) == ("media", 2), said(intake)
    line = MediaLine.objects.get(support="Radio Littoral")
    assert (line.campaign, line.channel, line.quantity, line.net) == (plan, radio, 24, Decimal("3672.00"))
    assert list(line.flights.values_list("week", "quantity")) == [(date(2026, 10, 5), 10), (date(2026, 10, 12), 14)]
    assert (line.discount, line.contacts, line.frequency) == (15, 420_000, Decimal("4.4"))
    assert rehearsed(MEDIA, by=jonas).same == 2


def test_weeks_that_do_not_make_the_quantity_and_prices_that_do_not_make_the_net_are_refused(jonas):
    channel()
    campaign(jonas)
    head = "Support;Canal;Début;Fin;Quantité;Prix unitaire;Coût net;S41 2026\n"
    intake = rehearsed(
        head
        + "A;Radio;05/10/2026;11/10/2026;3;10;30;2\nB;Radio;05/10/2026;11/10/2026;2;10;25;2\nC;Radio;12/10/2026;18/10/2026;2;10;20;2\n",
        by=jonas,
    )
    assert said(intake) == [
        (2, "the weeks make 2"),
        (3, "quantity, price and discount make 20.00"),
        (4, "a week outside the period of the line"),
    ]


def test_undoing_a_media_plan_keeps_the_line_that_somebody_changed(jonas):
    families(jonas)
    channel()
    campaign(jonas)
    intake = written(MEDIA, by=jonas)
    MediaLine.objects.get(support="Journal du Port").edit(by=jonas, format="Demi-page")
    intake.undo(by=jonas)
    assert [line.support for line in MediaLine.objects.all()] == ["Journal du Port"]
    assert intake.effect["undone"]["kept"] == 1


def test_a_changed_week_is_shown_written_and_taken_back(jonas):
    families(jonas)
    channel()
    campaign(jonas)
    written(MEDIA, by=jonas)
    again = written(MEDIA.replace(";10;14;", ";12;14;"), by=jonas)
    assert (again.changed, again.same) == (1, 1)
    assert MediaLine.objects.get(support="Radio Littoral").quantity == 26
    again.undo(by=jonas)
    line = MediaLine.objects.get(support="Radio Littoral")
    assert (line.quantity, line.flights.get(week=date(2026, 10, 5)).quantity) == (24, 10)


def test_the_export_of_the_media_plan_comes_back_as_the_same_lines(client, jonas):
    families(jonas)
    lines = budget(jonas)
    channel()
    campaign(jonas)
    written(MEDIA, by=jonas)
    MediaLine.objects.update(budget_line=lines[0])
    client.force_login(jonas)
    for language in ("fr", "en"):
        sheet = client.get("/plan/media/?export=xlsx", headers={"accept-language": language})
        assert sheet.status_code == 200
        intake = rehearsed(b"".join(sheet.streaming_content), by=jonas, name="media.xlsx")
        assert (intake.target, intake.same, intake.new, intake.changed) == ("media", 2, 0, 0), said(intake)


def test_sheets_to_fill_in_are_recognised_when_they_come_back(client, jonas):
    client.force_login(jonas)
    for target in ("spend", "efforts", "media"):
        for language in ("fr", "en"):
            sheet = client.get(f"/connect/sheets/{target}.xlsx", headers={"accept-language": language})
            content = b"".join(sheet.streaming_content)
            from regie.connect.models import Intake
            from regie.lib.tables import open_table

            table = open_table(io.BytesIO(content), "sheet.xlsx")
            from regie.connect.targets import TARGETS, guessed

            assert guessed(table) == target
            chosen = TARGETS[target].propose(table, None)
            assert list(chosen["columns"].values())[: len(TARGETS[target].fields)] == [
                each.key for each in TARGETS[target].fields
            ]
            assert Intake.meant(table) == target
