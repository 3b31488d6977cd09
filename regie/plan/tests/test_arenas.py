"""Share of voice by period and competitor, against share of market."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from regie.metrics.models import Batch, Measure
from regie.metrics.staging import Entry
from regie.plan.models import Arena
from regie.plan.reading import arenas

pytestmark = pytest.mark.django_db
QUARTERS = (date(2026, 1, 1), date(2026, 4, 1))


def measure(ines, name, rows, **fields):
    made = Measure.create(by=ines, name=name, key=name.lower(), rhythm="quarter", dimensions=["competitor"], **fields)
    entries = [
        Entry(made.pk, {"competitor": whom}, day, value, place)
        for place, (whom, *values) in enumerate(rows, 2)
        for day, value in zip(QUARTERS, values, strict=True)
        if value is not None
    ]
    Batch.open(by=ines, file_name="media.csv").write(entries)
    return made


@pytest.fixture
def arena(ines):
    voices = measure(ines, "Voices", [("Tamarelle", 100, 300), ("Cargolib", 900, 700)], unit="currency", currency="EUR")
    sales = measure(ines, "Sales", [("tamarelle", 10, 20), ("Cargolib", 90, 80)])
    return Arena.open(by=ines, name="Cargo bikes", voices=voices, sales=sales, ours="Tamarelle")


def test_each_voice_is_a_share_of_its_period_beside_its_share_of_the_market(arena):
    found = arenas.voices(arena)
    assert [(each.name, each.voice, each.market) for each in found.rows] == [
        ("Tamarelle", [10, 30], [10, 20]), ("Cargolib", [90, 70], [90, 80]),
    ]  # fmt: skip
    assert found.ours.excess == 10 and found.ours.change == 20


def test_excess_share_of_voice_is_said_in_words(arena):
    said = arenas.sentence(arenas.voices(arena), "Q2 2026")
    assert said.startswith("In Q2 2026 our voice is 30% of all, our share of the market 20%: 10 points more voice than market")


def test_years_are_added_up_from_quarters(arena):
    found = arenas.voices(arena, "year")
    assert found.ours.voice == [20]
    assert arenas.voices(arena, "month").rows == []  # a quarter tells nothing of its months


def test_shares_that_come_in_percent_are_taken_as_they_are(ines):
    voices = measure(ines, "Shares", [("Us", 12, 14), ("Them", 40, 38)], unit="percent", adds_up="mean")
    found = arenas.voices(Arena.open(by=ines, name="Trikes", voices=voices, ours="us"))
    assert found.ours.voice == [12, 14] and not found.has_market
    assert "our share of the market is not known" in arenas.sentence(found, "Q2 2026")


def test_a_competitor_without_figures_in_a_period_has_a_gap_and_no_zero(ines):
    voices = measure(ines, "Loud", [("Us", 10, 10), ("New", None, 30)])
    found = arenas.voices(Arena.open(by=ines, name="Trikes", voices=voices, ours="Us"))
    assert [each.voice for each in found.rows] == [[100, 25], [None, 75]]


def test_one_who_is_not_heard_is_told_so(ines):
    voices = measure(ines, "Loud", [("Them", 10, 10)])
    found = arenas.voices(Arena.open(by=ines, name="Trikes", voices=voices, ours="Us"))
    assert "no figure names “Us”" in arenas.sentence(found, "Q2 2026")


def test_two_queries_whatever_the_number_of_competitors(ines, django_assert_num_queries):
    voices = measure(ines, "Loud", [(f"Brand {number}", 10, 10) for number in range(30)])
    arena = Arena.objects.select_related("voices", "sales").get(
        pk=Arena.open(by=ines, name="Trikes", voices=voices, ours="Us").pk
    )
    with django_assert_num_queries(2):
        assert len(arenas.voices(arena).rows) == 30


def test_the_page_shows_table_and_picture_and_its_file(client, ines, arena):
    client.force_login(ines)
    ines.language = "en"
    ines.save()
    page = client.get(reverse("plan:arena", args=[arena.pk])).content.decode()
    assert "30.0%" in page and "+10.0" in page and "share of market" in page
    answer = client.get(reverse("plan:arena_chart", args=[arena.pk, "csv"]), {"by": "quarter"})
    assert "Cargolib" in b"".join(answer).decode("utf-8-sig")


def test_a_measure_that_is_not_kept_by_competitor_is_refused_with_what_to_do(client, ines):
    other = Measure.create(by=ines, name="Spend", key="spend", dimensions=["channel"])
    client.force_login(ines)
    ines.language = "en"
    ines.save()
    typed = {"name": "Bikes", "voices": other.pk, "dimension": "competitor", "ours": "Us"}
    answer = client.post(reverse("plan:arena_new"), typed)
    assert answer.status_code == 422 and "Spend is not kept by that column" in answer.content.decode()


def test_a_comparison_is_changed_and_erased_and_the_figures_stay(client, ines, arena):
    client.force_login(ines)
    typed = {
        "name": "Bikes",
        "voices": arena.voices_id,
        "dimension": "competitor",
        "ours": "Cargolib",
        "revision": arena.revision,
    }
    assert client.post(reverse("plan:arena_edit", args=[arena.pk]), typed).status_code == 302
    arena.refresh_from_db()
    assert (arena.ours, arena.sales) == ("Cargolib", None)
    client.post(reverse("plan:arena_erasure", args=[arena.pk]))
    assert not Arena.objects.exists() and Measure.objects.filter(key="voices").exists()
