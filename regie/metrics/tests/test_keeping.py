"""A rule that grew from a line of the charter is confirmed once, wherever a person does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import regie.demo
from regie.charter.models import Charter, Reading
from regie.charter.pages import own_holes
from regie.charter.reviewing import reviewed
from regie.metrics.engine.rule import Rule
from regie.metrics.models import Threshold

pytestmark = pytest.mark.django_db
TEXT = (Path(regie.demo.__file__).parent / "texts" / "charter-en.md").read_text("utf8")


@pytest.fixture
def version(ines, helene):
    version = Reading.bring(TEXT, by=ines).accept(by=ines)
    version.consent(by=helene)
    return version


def unconfirmed(version) -> int:
    return sum(each.kind == "rule" for each in own_holes(version))


def test_a_rule_confirmed_among_the_metrics_is_not_asked_on_the_charter(version, ines, jonas):
    assert unconfirmed(version) == Threshold.objects.count() == 8  # awareness is held against a benchmark and a target
    csat = Threshold.objects.get(rule__amount=85)
    csat.confirm(by=jonas)
    assert unconfirmed(version) == 7
    csat.correct(by=jonas, rule=Rule(side="below", amount=80, periods=2, grain="month"))
    csat.confirm(by=jonas)
    carried = next(each for each in reviewed(Reading.bring(TEXT, by=ines)).entries if "CSAT" in each.lead)
    assert not carried.open_thresholds
    assert carried.thresholds[0]["amount"] == 80
    csat.doubt(by=jonas)
    assert unconfirmed(version) == 8


def test_a_rule_confirmed_on_the_charter_is_confirmed_among_the_metrics_and_opens_no_version(version, jonas):
    conversion = Threshold.objects.get(question="percent_or_points")
    wording = version.wordings.get(line=conversion.line)
    client = Client()
    client.force_login(jonas)
    slots = {"t0-side": "<", "t0-limit": "=", "t0-compare": "target", "t0-amount": "4", "t0-unit": "points", "t0-periods": "1"}
    address = reverse("charter:clause_threshold", args=[wording.pk, conversion.place])
    refused = client.post(address, {**slots, "t0-unit": "", "t0-amount": "4,5", "revision": wording.revision, "act": "confirm"})
    assert refused.status_code == 422
    assert "4,5" in refused.content.decode()
    client.post(address, {**slots, "revision": wording.revision, "act": "confirm"})
    conversion.refresh_from_db()
    assert conversion.confirmed_by == jonas
    assert (conversion.rule["unit"], conversion.rule["amount"], conversion.question) == ("points", 4, "")
    assert Charter.objects.home().proposed() is None
    assert unconfirmed(version) == 7


def test_growing_again_does_not_confirm_what_a_person_doubted(version, ines, jonas):
    csat = Threshold.objects.get(rule__amount=85)
    wording = version.wordings.get(line=csat.line)
    wording.data["thresholds"][0]["confirmed"] = True
    wording.save()
    csat.confirm(by=jonas)
    csat.doubt(by=jonas)
    version.propose_copy(by=ines).grow(by=ines)
    csat.refresh_from_db()
    assert not csat.is_confirmed
