"""What a charter becomes here, and what it leaves open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regie.charter.models import Charter, Line, Section, Version, Wording
from regie.people.models import Role
from regie.reviews import growing, hanging
from regie.reviews.calendar import recurrence
from regie.reviews.models import Criterion, Series
from regie.reviews.resolving import resolve

pytestmark = pytest.mark.django_db
MONTHLY = {"name": "Réunion de performance", "rrule": "FREQ=MONTHLY", "rhythm": "monthly", "minutes_min": None, "minutes_max": 60,
           "participants": ["membres de l’équipe marketing", "Analyste", "Jonas Keller", "agences externes"]}  # fmt: skip


@pytest.fixture
def charter(home):
    return Charter.objects.create(domain=home)


def version_of(charter, number, rows):
    charter.versions.update(state=Version.State.REPLACED)
    version = Version.objects.create(charter=charter, number=number, language="fr")
    for order, (line, data) in enumerate(rows):
        Wording.objects.create(version=version, line=line, section=line.section, order=order, text=data["name"], data=data)
    return version


def test_a_charter_grows_series_with_participants_and_criteria(charter, home, jonas):
    analyst = Role.objects.create(domain=home, name="Analyste")
    review, criterion = (Line.objects.create(charter=charter, section=section) for section in (Section.REVIEWS, Section.CRITERIA))
    version = version_of(charter, 1, [(review, MONTHLY), (criterion, {"name": "Qualité des livrables"})])
    assert [grown.act for grown in growing.grow(version, jonas)] == ["created", "created"]
    series = Series.objects.get()
    assert (series.rhythm, series.minutes_max, series.starts_on) == ("monthly", 60, None)
    assert [(each.domain, each.role, each.person, each.is_resolved) for each in series.participants.all()] == [
        (home, None, None, True), (None, analyst, None, True), (None, None, jonas, True), (None, None, None, False),
    ]  # fmt: skip
    assert {hole.kind for hole in hanging.holes(version, jonas)} == {
        "review_without_date",
        "participant_unknown",
        "criterion_never_rated",
    }
    assert hanging.hooks([review.pk, criterion.pk], jonas).keys() == {review.pk, criterion.pk}


def test_growing_again_keeps_what_people_changed_and_follows_the_rest(charter, jonas):
    line, gone = (Line.objects.create(charter=charter, section=Section.REVIEWS) for _each in range(2))
    growing.grow(version_of(charter, 1, [(line, MONTHLY), (gone, MONTHLY | {"name": "Ancienne"})]), jonas)
    series = Series.objects.get(line=line)
    first = timezone.localdate() + timedelta(days=5)
    series.plan(by=jonas, starts_on=first, rule=recurrence.anchored("monthly", first, "weekday"), minutes_max=45)
    acts = growing.grow(version_of(charter, 2, [(line, MONTHLY | {"name": "Performance", "minutes_max": 90})]), jonas)
    series.refresh_from_db()
    assert (series.name, series.minutes_max, series.starts_on) == ("Performance", 45, first)
    assert {grown.act for grown in acts} == {"changed", "retired"}
    assert Series.objects.alive().get() == series
    assert (
        growing.grow(version_of(charter, 3, [(line, MONTHLY | {"name": "Performance", "minutes_max": 90})]), jonas)[0].act
        == "kept"
    )


def test_the_six_criteria_follow_their_lines(charter, jonas):
    lines = [Line.objects.create(charter=charter, section=Section.CRITERIA) for _each in range(6)]
    growing.grow(version_of(charter, 1, [(line, {"name": f"Critère {n}"}) for n, line in enumerate(lines)]), jonas)
    growing.grow(version_of(charter, 2, [(line, {"name": f"Critère {n}"}) for n, line in enumerate(lines[:5])]), jonas)
    assert Criterion.objects.alive().count() == 5


def test_the_delegator_is_found_by_what_the_charter_calls_them(home, helene, paul):
    everybody, domains = [helene, paul], [home, paul.domain]
    assert resolve("délégante", everybody, [], domains) == (helene, None, None)
    assert resolve("Paul Quéré", everybody, [], domains) == (paul, None, None)
    assert resolve("représentante de la finance", everybody, [], domains) == (None, None, paul.domain)
    assert resolve("agences externes", everybody, [], domains) == (None, None, None)
