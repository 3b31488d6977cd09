"""A person stops what is under way: nothing of it stays, and it can be done again."""

from __future__ import annotations

import pytest
from django.urls import reverse

from regie.connect import progress, work
from regie.connect.models import Intake, NotNow
from regie.connect.tests.world import COSTS, rehearsed, spend
from regie.metrics.models import Batch, Figure


@pytest.fixture
def costs(jonas):
    return spend(jonas, name="Dépense")


def halted_in(monkeypatch, intake: Intake, by) -> None:
    """Another person presses Stop while the rows are read."""
    monkeypatch.setattr(progress.Progress, "EVERY", 0)
    told = progress.Progress.__call__

    def tell(self, rows):
        other = Intake.objects.get(pk=intake.pk)
        if other.is_busy:
            other.halt(by=by)
        told(self, rows)

    monkeypatch.setattr(progress.Progress, "__call__", tell)
    work.go_on(intake.pk)
    monkeypatch.undo()
    intake.refresh_from_db()


def test_a_writing_that_is_stopped_writes_nothing_and_can_be_taken_up_again(client, jonas, ines, costs, monkeypatch):
    intake = rehearsed(COSTS, by=jonas)
    intake.write(by=jonas)
    halted_in(monkeypatch, intake, ines)
    assert (intake.stage, intake.fault["was"]) == ("failed", "writing")
    assert not Figure.objects.exists()
    assert not Batch.objects.exists()
    client.force_login(jonas)
    page = client.get(intake.get_absolute_url()).content.decode()
    assert f"{ines.name} stopped it" in page
    client.post(reverse("connect:writing", args=[intake.pk]))
    intake.refresh_from_db()
    assert (intake.stage, Figure.objects.count()) == ("written", 3)


def test_a_rehearsal_that_is_stopped_can_be_repeated_but_not_written(client, jonas, costs, monkeypatch):
    intake = rehearsed(COSTS, by=jonas)
    intake.rehearse_again()
    halted_in(monkeypatch, intake, jonas)
    assert intake.stage == "failed"
    with pytest.raises(NotNow):
        intake.write(by=jonas)
    client.force_login(jonas)
    client.post(reverse("connect:rehearsals", args=[intake.pk]))
    intake.refresh_from_db()
    assert (intake.stage, intake.new, intake.rows.count()) == ("rehearsed", 3, 3)


def test_what_has_ended_is_stopped_no_more(client, jonas, costs):
    intake = rehearsed(COSTS, by=jonas)
    client.force_login(jonas)
    client.post(reverse("connect:halt", args=[intake.pk]))
    intake.refresh_from_db()
    assert intake.stage == "rehearsed"


def test_rows_of_a_rehearsal_that_lost_its_lease_do_not_mix_with_the_next(jonas, costs):
    intake = rehearsed(COSTS, by=jonas)
    intake.rehearse_again()
    slow = Intake.take(intake.pk)
    Intake.objects.get(pk=intake.pk).halt(by=jonas)
    with pytest.raises(work.LeaseLost):
        work._keep(slow, [])


def test_who_may_not_import_stops_nothing(client, jonas, helene, costs):
    intake = rehearsed(COSTS, by=jonas)
    client.force_login(helene)
    assert client.post(reverse("connect:halt", args=[intake.pk])).status_code == 403
